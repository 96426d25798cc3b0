//! Sentences in the markup of Jira, which show what they are of as it is, whatever is pasted into them.
//!
//! Jira has an escape for the marks of its own, a backslash, and takes numeric entities for all else. What begins a
//! link, a smiley or a picture has no mark to escape, so a letter of it is written as an entity.

/// A sentence in which nothing is a macro, a link, a mention, a picture, a smiley or a mark of style. What stands
/// between two backticks is monospaced. Takes time linear in the text.
pub(super) fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some((before, span, after)) = spanned(rest) {
        words.extend([escaped(before, &words), code(span)]);
        rest = after;
    }
    words.push_str(&escaped(rest, &words));
    words
}

/// A sentence of our own, whose addresses are links.
pub(super) fn own_words(text: &str) -> String {
    let word = |word: &str| match word.find("https://") {
        Some(at) => {
            let (before, address) = word.split_at_checked(at).unwrap_or((word, ""));
            let end = address.trim_end_matches(['.', ',', ';', ')']).len();
            let (address, after) = address.split_at_checked(end).unwrap_or((address, ""));
            format!("{}{}{}", words(before), link(address), words(after))
        }
        None => words(word),
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// An address of our own, as a link. It leads to just this address.
pub(super) fn link(address: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@%&=+,".contains(c);
    let is_address = address.starts_with("https://") && address.chars().all(is_plain);
    if is_address { format!("[{address}]") } else { code(address) }
}

/// A text that is monospaced. Marks count within it too, so they are escaped.
pub(super) fn code(text: &str) -> String {
    if text.trim().is_empty() { text.to_owned() } else { format!("{{{{{}}}}}", escaped(text, "{{")) }
}

/// Lines in a macro that shows its body as it is. A body ends with the name of the macro in braces, so a text that has
/// the names of both is escaped line by line instead.
pub(super) fn block(lines: &[String], language: &str) -> String {
    let has = |name: &str| lines.iter().any(|line| line.to_ascii_lowercase().contains(name));
    let (begin, end) = match (has("{code"), has("{noformat")) {
        (false, _) if !language.is_empty() => (format!("{{code:{language}}}"), "{code}"),
        (_, false) => ("{noformat}".to_owned(), "{noformat}"),
        (false, _) => ("{code}".to_owned(), "{code}"),
        (true, true) => return lines.iter().map(|line| format!("  {}\n", code(line))).collect(),
    };
    format!("{begin}\n{}\n{end}\n", lines.join("\n"))
}

/// A span of code that a sentence has already, with what is around it.
fn spanned(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (span, after) = rest.split_once('`')?;
    Some((before, span, after))
}

/// A text without marks, after what is written already.
fn escaped(text: &str, written: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = written.chars().next_back();
    let mut rest = text;
    if before.is_none() {
        // `h1.` and `bq.` are marks at the beginning of a line only.
        let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
        if let Some((word, after)) = text.split_at_checked(end)
            && let Some(after) = after.strip_prefix('.').filter(|_| is_block(word))
        {
            escaped.push_str(word);
            escaped.push_str("&#46;");
            (before, rest) = (Some('.'), after);
        }
    }
    let mut letters = rest.chars();
    while let Some(letter) = letters.next() {
        let after = letters.as_str();
        match mark(letter, before, after) {
            Mark::None => escaped.push(letter),
            Mark::Escaped => escaped.extend(['\\', letter]),
            Mark::Entity => escaped.push_str(&format!("&#{};", u32::from(letter))),
        }
        before = Some(letter);
    }
    escaped
}

fn is_block(word: &str) -> bool {
    word == "bq" || (word.len() == 2 && word.starts_with('h'))
}

/// How a letter is written.
enum Mark {
    None,
    Escaped,
    Entity,
}

/// What a letter needs between its neighbours, so that it is nothing but a letter.
fn mark(letter: char, before: Option<char>, after: &str) -> Mark {
    let next = after.chars().next();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
    match letter {
        '{' | '}' | '[' | ']' | '|' | '^' | '~' | '@' | '%' => Mark::Escaped,
        '\\' | '&' | '#' | '<' | '>' => Mark::Entity,
        // Within a word, and alone between blanks, these begin nothing.
        '*' | '_' | '-' | '+' => {
            let is_inside = is_word(before) && is_word(next);
            if is_inside || (is_blank(before) && is_blank(next)) { Mark::None } else { Mark::Escaped }
        }
        '!' if next.is_some_and(|c| !c.is_whitespace()) => Mark::Escaped,
        '?' if next == Some('?') || before == Some('?') => Mark::Escaped,
        '(' if is_smiley(after) => Mark::Escaped,
        ':' | ';' if next.is_some_and(|c| "()PpDd/-".contains(c)) => Mark::Entity,
        // A name of the web is a link for some readers.
        '.' if ends_with_www(before) && is_word(next) => Mark::Entity,
        _ => Mark::None,
    }
}

/// Whether it may be the end of `www`. An entity more does no harm, so one letter suffices.
fn ends_with_www(before: Option<char>) -> bool {
    matches!(before, Some('w' | 'W'))
}

/// What is a smiley between two brackets.
const SMILEYS: [&str; 18] = [
    "y", "n", "i", "x", "/", "!", "+", "-", "?", "*", "*r", "*g", "*b", "*y", "on", "off", "flag", "flagoff",
];

fn is_smiley(after: &str) -> bool {
    let is_one = |name: &str| after.strip_prefix(name).is_some_and(|rest| rest.starts_with(')'));
    SMILEYS.into_iter().any(is_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        assert_eq!(words(text), expect, "writing {text:?}");
    }

    #[test]
    fn sentences_stay_sentences() {
        for same in [
            "",
            "Gloo Enterprise 1.16.1 is installed, and its check is healthy.",
            "Pod gloo-7c-x in gloo-system is not ready! See glooe/gloo-ee 1.18.0-beta4+build.",
            "3 checks fail: fix them (see e.g. 1.17.x) - then go on. Is it?",
            "auth_config, 2*3",
        ] {
            check(same, same);
        }
        check("Run `helm list -n edge`, then `a*b*`.", "Run {{helm list \\-n edge}}, then {{a*b\\*}}.");
    }

    #[test]
    fn what_may_be_more_is_escaped() {
        check("{code} {{x}}", "\\{code\\} \\{\\{x\\}\\}");
        check("[x|https://evil.example]", "\\[x\\|https&#58;//evil.example\\]");
        check("!https://e/x.png!", "\\!https&#58;//e/x.png!");
        check("[~user] @team a@b.c", "\\[\\~user\\] \\@team a\\@b.c");
        check("*a* _b_ -c- +d+ ??e?? ^f^", "\\*a\\* \\_b\\_ \\-c\\- \\+d\\+ \\?\\?e\\?\\? \\^f\\^");
        check(":) ;) :P (x) (on) (*r) (text)", "&#58;) &#59;) &#58;P \\(x) \\(on) \\(\\*r) (text)");
        check("a\\\\b &#64; <b>", "a&#92;&#92;b &#38;&#35;64; &#60;b&#62;");
        check("www.evil.example", "www&#46;evil.example");
    }

    #[test]
    fn a_sentence_begins_no_block() {
        check("h1. x", "h1&#46; x");
        check("bq. x", "bq&#46; x");
        check("# x", "&#35; x");
        check("- x", "\\- x");
        check("* x", "\\* x");
        check("---- x", "\\-\\-\\-\\- x");
        check("|| a ||", "\\|\\| a \\|\\|");
        check("` x", "` x");
    }

    #[test]
    fn no_line_ends_a_block() {
        let check = |line: &str, language: &str, expect: &str| {
            assert_eq!(block(&[line.to_owned()], language), expect)
        };
        check("a {x}", "bash", "{code:bash}\na {x}\n{code}\n");
        check("a {x}", "", "{noformat}\na {x}\n{noformat}\n");
        check("{Code} b", "bash", "{noformat}\n{Code} b\n{noformat}\n");
        check("{noformat}", "", "{code}\n{noformat}\n{code}\n");
        check("{noformat}{code:x}", "", "  {{\\{noformat\\}\\{code:x\\}}}\n");
    }

    #[test]
    fn our_own_addresses_are_links() {
        assert_eq!(link("https://a.b/upgrade_steps.md"), "[https://a.b/upgrade_steps.md]");
        assert_eq!(link("https://a.b/[x|y]"), "{{https&#58;//a.b/\\[x\\|y\\]}}");
        assert_eq!(
            own_words("It is kgateway (https://kgateway.dev)."),
            "It is kgateway ([https://kgateway.dev])."
        );
    }
}
