//! Sentences as Markdown that shows them as they are, whatever is pasted into them.
//!
//! Escapes do not suffice: a backslash is none within an address or a span of code, and what makes links and mentions
//! on GitHub and GitLab looks at the text after all escapes are gone. Only code is left alone by all of them. So a word
//! that is more than letters and common punctuation becomes a span of code.

use crate::command::Shell;

/// A sentence in which nothing is a link, a mention, an image or a mark of style, but for spans of code: what stands
/// between two backticks in it, and each word that could be more than a word, or the whole name in quotes that has such
/// a word. Takes time linear in the text.
pub(in crate::report) fn words(text: &str) -> String {
    render(text, |_| None)
}

/// A sentence of our own, whose addresses are links.
pub(super) fn own_words(text: &str) -> String {
    render(text, |word| is_address(word).then(|| link(word)))
}

/// An address of our own, as a link. It leads to just this address.
pub(super) fn link(address: &str) -> String {
    if is_address(address) { format!("<{address}>") } else { code(address) }
}

/// A text that is shown letter by letter, between more backticks than any in it.
pub(in crate::report) fn code(text: &str) -> String {
    let fence = "`".repeat(longest_run(text) + 1);
    // A blank at each end is taken off again, so that a text may begin or end with a backtick.
    let is_touching = text.starts_with('`') || text.ends_with('`');
    let is_padded = text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty();
    let blank = if is_touching || is_padded { " " } else { "" };
    format!("{fence}{blank}{text}{blank}{fence}")
}

/// Lines between fences, which are longer than any inside.
pub(super) fn block(lines: &[String], language: &str) -> String {
    let inner = lines.iter().map(|line| longest_run(line)).max();
    let fence = "`".repeat(3.max(inner.unwrap_or(0) + 1));
    format!("\n{fence}{language}\n{}\n{fence}\n\n", lines.join("\n"))
}

/// How Markdown calls the language of a shell.
pub(super) const fn language(shell: Shell) -> &'static str {
    match shell {
        Shell::Posix => "sh",
        Shell::PowerShell => "powershell",
    }
}

/// How many backticks stand side by side at most.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

fn is_address(word: &str) -> bool {
    word.starts_with("https://")
        && !word.contains(|c: char| !c.is_ascii_graphic() || matches!(c, '<' | '>' | '`'))
}

fn render(text: &str, special: fn(&str) -> Option<String>) -> String {
    let mut rendered = String::with_capacity(text.len());
    let mut rest = text.trim();
    // A name that is not closed is looked for once only.
    let mut has_names = true;
    while !rest.is_empty() {
        if let Some((quoted, after)) = quoted(rest) {
            rendered.push_str(&code(quoted));
            rest = after;
            continue;
        }
        if let Some(opened) = rest.strip_prefix('\u{201c}').filter(|_| has_names) {
            if let Some((name, after)) = opened.split_once('\u{201d}') {
                let is_plain = words(name) == name;
                let name = if is_plain { name.to_owned() } else { code(name) };
                rendered.extend(["\u{201c}", &name, "\u{201d}"]);
                rest = after;
                continue;
            }
            has_names = false;
        }
        let (piece, after) = piece(rest);
        rest = after;
        let (before, word, behind) = bare(piece);
        let is_first = rendered.is_empty();
        rendered.push_str(before);
        match special(word) {
            Some(special) => rendered.push_str(&special),
            None if is_more_than_a_word(word, behind) || (is_first && begins_a_block(word, behind)) => {
                rendered.push_str(&code(word));
            }
            None => rendered.push_str(word),
        }
        rendered.push_str(behind);
    }
    rendered
}

/// A span of code that a sentence has already, and what follows it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let (quoted, after) = text.strip_prefix('`')?.split_once('`')?;
    let is_whole = !quoted.is_empty() && !after.starts_with(|c: char| c == '`' || c.is_alphanumeric());
    is_whole.then_some((quoted, after))
}

/// The next word with the blanks before it, or what opens before a span of code or a name in quotes; and what follows.
fn piece(text: &str) -> (&str, &str) {
    let is_blank = char::is_whitespace;
    let blanks = text.len() - text.trim_start().len();
    let (_, word) = text.split_at_checked(blanks).unwrap_or((text, ""));
    let opened = word.trim_start_matches(OPENING);
    let opening = word.len() - opened.len();
    let begins_quote = opened.starts_with(['`', '\u{201c}']);
    let is_new = blanks > 0 || opening > 0;
    let length = if begins_quote && is_new { opening } else { word.find(is_blank).unwrap_or(word.len()) };
    text.split_at_checked(blanks + length).unwrap_or((text, ""))
}

const OPENING: [char; 4] = ['(', '"', '\'', '\u{2018}'];
const CLOSING: [char; 11] = ['.', ',', ';', ':', '?', '!', ')', '"', '\'', '\u{201d}', '\u{2019}'];

/// A word without the blanks and the punctuation around it, between them.
fn bare(piece: &str) -> (&str, &str, &str) {
    let word =
        piece.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{201c}' || OPENING.contains(&c));
    let (before, word) = piece.split_at_checked(piece.len() - word.len()).unwrap_or(("", piece));
    let end = word.trim_end_matches(CLOSING).len();
    let (word, behind) = word.split_at_checked(end).unwrap_or((word, ""));
    (before, word, behind)
}

/// Whether a renderer may see more than letters in a word, with the punctuation behind it: a mark of style, an entity,
/// an address, a mention, the number of an issue, a commit, an emoji.
fn is_more_than_a_word(word: &str, behind: &str) -> bool {
    let is_marked = word.contains([
        '`', '*', '_', '~', '[', ']', '<', '>', '&', '\\', '|', '#', '@', '!', '$', '^', '{', '}', '=', '%',
    ]);
    let lower = word.to_ascii_lowercase();
    let is_address = lower.contains("://") || lower.contains("www.") || word.starts_with('/');
    let colons = word.matches(':').count() + behind.matches(':').count();
    let is_emoji = !word.is_empty() && colons > 1;
    is_marked || is_address || is_emoji || word.contains("++") || has_domain(word) || is_reference(word)
}

/// Whether something in a word looks like a name of the web, or of a file: letters behind a full stop.
fn has_domain(word: &str) -> bool {
    word.split('.').skip(1).any(|part| part.chars().take(2).filter(|c| c.is_alphabetic()).count() == 2)
}

/// Whether a word looks like the number of an issue elsewhere (`GH-12`) or of a commit, or has one in it.
fn is_reference(word: &str) -> bool {
    let is_between = |c: char| !c.is_alphanumeric();
    let is_commit = |part: &str| {
        part.len() >= 7
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            && part.bytes().any(|byte| byte.is_ascii_digit())
    };
    has_issue(word) || word.split(is_between).any(is_commit)
}

fn has_issue(word: &str) -> bool {
    let mut parts = word.split('-');
    let mut project = parts.next().unwrap_or_default();
    for number in parts {
        let name = project.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_project = name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if is_project && number.starts_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        project = number;
    }
    false
}

/// Whether a word at the beginning of a line would begin a list, a rule or something else that is no sentence.
fn begins_a_block(word: &str, behind: &str) -> bool {
    let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && behind.starts_with(['.', ')']))
        || (!word.is_empty() && word.bytes().all(|byte| matches!(byte, b'-' | b'+')))
}

#[cfg(test)]
mod tests {
    use comrak::nodes::{AstNode, NodeValue};
    use comrak::{Arena, Options, parse_document};
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;
    use crate::untrusted::shown;

    /// Everything that renderers see in Markdown, as far as this one knows it.
    fn all_extensions() -> Options<'static> {
        let mut options = Options::default();
        let extension = &mut options.extension;
        extension.strikethrough = true;
        extension.table = true;
        extension.autolink = true;
        extension.tasklist = true;
        extension.superscript = true;
        extension.subscript = true;
        extension.footnotes = true;
        extension.inline_footnotes = true;
        extension.description_lists = true;
        extension.multiline_block_quotes = true;
        extension.alerts = true;
        extension.math_dollars = true;
        extension.math_code = true;
        extension.wikilinks_title_after_pipe = true;
        extension.underline = true;
        extension.spoiler = true;
        extension.greentext = true;
        extension.highlight = true;
        extension.insert = true;
        options.parse.relaxed_autolinks = true;
        options.parse.relaxed_tasklist_matching = true;
        options
    }

    fn visible<'a>(node: &'a AstNode<'a>, text: &mut String, unwanted: &mut Vec<String>) {
        match &node.data.borrow().value {
            NodeValue::Document | NodeValue::Paragraph => {}
            NodeValue::Text(words) => {
                // What makes mentions and numbers of issues of rendered text looks at just this.
                if words.contains(['@', '#', '`', '<', '&', '$', '*', '_', '~', '[']) || words.contains("://")
                {
                    unwanted.push(format!("bare {words:?}"));
                }
                text.push_str(words);
            }
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak => text.push(' '),
            other => unwanted.push(format!("{other:?}")),
        }
        for child in node.children() {
            visible(child, text, unwanted);
        }
    }

    /// What is seen of a sentence.
    fn rendered(markdown: &str) -> String {
        let (arena, mut text, mut unwanted) = (Arena::new(), String::new(), Vec::new());
        visible(parse_document(&arena, markdown, &all_extensions()), &mut text, &mut unwanted);
        assert!(unwanted.is_empty(), "{markdown:?} has {unwanted:?}");
        text
    }

    fn check(text: &str, expect: &str) {
        assert_eq!(words(text), expect, "writing {text:?}");
        let without = |text: &str| text.replace('`', "");
        assert_eq!(without(&rendered(expect)), without(text), "reading {expect:?}");
    }

    #[test]
    fn sentences_stay_sentences() {
        for same in [
            "",
            "Gloo Enterprise 1.16.1 is installed, and its check is healthy.",
            "3 checks fail: fix them before you upgrade (see e.g. 1.17.x).",
            "“edge” can't be used; a namespace has at most 63 letters!",
            "glooe/gloo-ee 1.18.0-beta4+build, v1.16.3 - then on 2026-08-07",
            "Expected: `Release \"gloo\" has been upgraded. Happy Helming!`",
            "Run `helm list -n edge` (`helm ls`), then `x`.",
        ] {
            check(same, same);
        }
    }

    #[test]
    fn what_may_be_more_is_code() {
        check("namespace https://evil.example/sso?x=1,", "namespace `https://evil.example/sso?x=1`,");
        check("Only the client, www.evil.example, is", "Only the client, `www.evil.example`, is");
        check("ask @team or a@b.c (@x)", "ask `@team` or `a@b.c` (`@x`)");
        check("see #12, GH-12, PROJ-7, a/b#3 and !4", "see `#12`, `GH-12`, `PROJ-7`, `a/b#3` and `!4`");
        check("gloo:GH-123 x-GH-1, but UTF-x and 1-2", "`gloo:GH-123` `x-GH-1`, but UTF-x and 1-2");
        check("at 1a2b3c4 or 1a2b3c4d.", "at `1a2b3c4` or `1a2b3c4d`.");
        check("![x](http://y) [a][b] <b> &lt;", "`![x](http://y`) `[a][b]` `<b>` `&lt`;");
        check("*a* _b_ ~~c~~ $d$ a|b ==e== ++f++", "`*a*` `_b_` `~~c~~` `$d$` `a|b` `==e==` `++f++`");
        check(":smile: a:b:c", "`:smile`: `a:b:c`");
        check("evil.example \\@x", "`evil.example` `\\@x`");
    }

    #[test]
    fn backticks_stay_in_code() {
        check("a`b", "``a`b``");
        check("`", "`` ` ``");
        check("``", "``` `` ```");
        check("`a``b`", "``` `a``b` ```");
        check("see `a b` and `", "see `a b` and `` ` ``");
        check("a` @x `b", "`` a` `` `@x` `` `b ``");
        check("```@x``` y", "```` ```@x``` ```` y");
    }

    #[test]
    fn a_name_in_quotes_is_one_span() {
        check("“$(rm -rf ~)” is no name", "“`$(rm -rf ~)`” is no name");
        check("is (“a` b @c”), “d e”", "is (“``a` b @c``”), “d e”");
        check("“a @b", "“a `@b`");
        check("“a “@b” c”", "“`a “@b`” c”");
        check("““@b", "““`@b`");
    }

    #[test]
    fn a_sentence_begins_no_block() {
        for (text, expect) in [
            ("# x", "`#` x"),
            ("- x", "`-` x"),
            ("+ x", "`+` x"),
            ("--- x", "`---` x"),
            ("1. x", "`1`. x"),
            ("12) x", "`12`) x"),
            ("> x", "`>` x"),
            ("    x", "x"),
            ("=== x", "`===` x"),
            ("[ ] x", "`[` `]` x"),
            ("| a | b |", "`|` a `|` b `|`"),
        ] {
            assert_eq!(words(text), expect);
            rendered(expect);
        }
    }

    #[test]
    fn our_own_addresses_are_links() {
        assert_eq!(link("https://a.b/upgrade_steps.md"), "<https://a.b/upgrade_steps.md>");
        assert_eq!(link("https://a.b/<x>"), "`https://a.b/<x>`");
        assert_eq!(link("javascript:alert(1)"), "`javascript:alert(1)`");
        assert_eq!(
            own_words("It ends. Its successor is kgateway (https://kgateway.dev)."),
            "It ends. Its successor is kgateway (<https://kgateway.dev>)."
        );
    }

    /// Pieces that mean something to one renderer or another, blanks, letters, and anything at all.
    fn hostile() -> impl Strategy<Value = String> {
        const PIECES: &str = "` `` ``` * ** _ __ ~ ~~ [ ] ( ) ![ ]( < > <b> </b> <!-- & &amp; &#64; \\ \\\\ | || # ## @ ! $ $$ ^ { } = == % \
            + ++ - --- 1. 1) : :: ::: ; , . .. / // /close ' \" “ ” https://evil.example http:// www.evil.example WWW.x.y ftp://x mailto:a@b.c \
            xmpp:a@b.c a@b.c evil.example @team #12 GH-12 a/b#1 1a2b3c4d :smile: [^1] [^1]: [x]: [[x]] [ ] [x] > - * x abc é ☃ 名 1 12";
        let piece = prop::sample::select(PIECES.split(' ').chain([" ", "  ", "\t"]).collect::<Vec<_>>());
        let pieces =
            prop::collection::vec(piece.prop_map(str::to_owned), 0..12).prop_map(|pieces| pieces.concat());
        prop_oneof![4 => pieces, 1 => any::<String>()]
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 3000, failure_persistence: None, rng_seed: RngSeed::Fixed(5), ..ProptestConfig::default()
        })]

        #[test]
        fn any_text_is_shown_as_it_is(text in hostile()) {
            let text = shown(&text);
            let markdown = words(&text);
            for prefix in ["", "- ", "  ", "# ", "- A name: "] {
                let (arena, line) = (Arena::new(), format!("{prefix}{markdown}\n"));
                let (mut seen, mut unwanted) = (String::new(), Vec::new());
                visible(parse_document(&arena, &line, &all_extensions()), &mut seen, &mut unwanted);
                unwanted.retain(|node| !["Heading(", "List(", "Item("].iter().any(|own| node.starts_with(own)));
                let most = match prefix.chars().next() { Some('-') => 2, Some('#') => 1, _ => 0 };
                prop_assert!(unwanted.len() <= most, "{line:?} has {unwanted:?}");
                let letters = |text: &str| text.replace('`', "").split_whitespace().collect::<Vec<_>>().join(" ");
                let expect = format!("{}{}", if prefix.ends_with(": ") { "A name: " } else { "" }, letters(&text));
                prop_assert_eq!(letters(&seen), letters(&expect), "{:?}", line);
            }
        }
    }
}
