//! Lines within a string of some program: `"Checking pods... OK\nChecking proxies... OK\n"`.

use super::known;

/// What a line of output begins with, where it is certain that a line begins.
const BEGINNINGS: [&str; 6] =
    ["Checking ", "No problems detected.", "Problems detected!", "Error: ", "Server: ", "\\\"client\\\":"];

/// How much of a string the parts of a long line are.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Within {
    /// No string has begun.
    #[default]
    Nothing,
    /// The string goes on from the part before.
    String,
}

/// Whether a line of a log may hold what glooctl printed. What else it quotes is a part of what it says.
pub(super) fn may_hold_output(text: &str) -> bool {
    ["Checking ", "Client: {", "Server: {", "\\\"client\\\":"].iter().any(|start| text.contains(start))
}

/// Whether a text may hold escaped line breaks.
pub(super) fn may_be(text: &str) -> bool {
    text.bytes().any(|byte| byte == b'\\') && text.contains("\\n")
}

/// The lines of a string that a program printed with its line breaks escaped.
pub(super) fn lines(text: &str, within: Within) -> Option<Vec<String>> {
    let begins = |piece: &str| {
        let piece = piece.trim_start_matches([' ', '{']);
        BEGINNINGS.iter().any(|start| piece.starts_with(start))
    };
    if within == Within::Nothing && !text.split("\\n").skip(1).any(begins) {
        return None;
    }
    let mut lines = Vec::new();
    for (index, piece) in text.split("\\n").enumerate() {
        let mut piece = piece;
        // What the log says before the string begins is a line of its own.
        let quote = piece.rfind('"').filter(|_| index == 0 && within == Within::Nothing).map(|at| at + 1);
        if let Some((before, after)) = quote.and_then(|at| piece.split_at_checked(at))
            && !before.ends_with("\\\"")
            && !after.is_empty()
        {
            lines.push(before.to_owned());
            piece = after;
        }
        let piece = piece.strip_suffix("\\r").unwrap_or(piece);
        lines.push(piece.replace("\\t", "\t").replace("\\\"", "\u{1}"));
    }
    let last = lines.last_mut()?;
    if let Some(end) = last.find('"') {
        last.truncate(end);
    }
    Some(lines.into_iter().map(|line| line.replace('\u{1}', "\"").trim_end().to_owned()).collect())
}

/// So many headings make it certain that a list of strings holds output.
const FEWEST: usize = 2;

/// The strings of a list in one line: `["Checking pods... OK", "Checking proxies... OK"]`.
pub(super) fn list(text: &str) -> Option<Vec<String>> {
    const CHECKING: &str = "Checking ";
    if !text.bytes().any(|byte| byte == b'[') {
        return None;
    }
    let before = text.get(..text.find(CHECKING)?)?;
    let quote = before.chars().next_back().filter(|c| matches!(c, '"' | '\''))?;
    let (mut items, mut headings) = (Vec::new(), 0);
    let mut rest = text.get(before.rfind('[')? + 1..)?.trim_start();
    while let Some(inner) = rest.strip_prefix(quote) {
        let (lines, after) = until(inner, quote)?;
        headings +=
            lines.iter().filter(|line| known::is_finished(line) && line.starts_with(CHECKING)).count();
        items.extend(lines);
        let next = after.trim_start();
        rest = next.strip_prefix(',').map_or(next, str::trim_start);
    }
    (headings >= FEWEST && rest.starts_with(']')).then_some(items)
}

/// The lines of a string that ends with the given quote, and what follows it.
pub(super) fn until(text: &str, quote: char) -> Option<(Vec<String>, &str)> {
    let mut lines = vec![String::new()];
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let line = lines.last_mut()?;
        match c {
            '\\' => match chars.next()?.1 {
                'n' => lines.push(String::new()),
                't' => line.push('\t'),
                'r' => {}
                c @ ('\\' | '"' | '\'' | '/') => line.push(c),
                c => line.extend(['\\', c]),
            },
            c if c == quote => {
                if lines.len() > 1 {
                    lines.pop_if(|last| last.is_empty());
                }
                return Some((lines, text.get(at + 1..)?));
            }
            c => line.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_strings_has_lines() {
        let check = |text: &str, expect: Option<&[&str]>| {
            let seen = list(text);
            let seen = seen.as_ref().map(|lines| lines.iter().map(String::as_str).collect());
            assert_eq!(seen, expect.map(<[&str]>::to_vec), "reading {text:?}");
        };
        let both: &[&str] = &["Checking pods... OK", "Checking proxies... 1 Errors!"];
        check("[\"Checking pods... OK\", \"Checking proxies... 1 Errors!\"]", Some(both));
        check("\"lines\": [\"Checking pods... OK\",\"Checking proxies... 1 Errors!\"],", Some(both));
        check("lines = ['Checking pods... OK','Checking proxies... 1 Errors!']", Some(both));
        check("[\"Checking pods... OK\", \"x\"]", None);
        check("f(\"Checking pods... \", \"Checking proxies... \")", None);
    }

    #[test]
    fn a_string_ends_with_its_quote() {
        let check = |text: &str, expect: Option<(&[&str], &str)>| {
            let seen = until(text, '"');
            let seen = seen.as_ref().map(|(lines, rest)| (lines.iter().map(String::as_str).collect(), *rest));
            assert_eq!(seen, expect.map(|(lines, rest)| (lines.to_vec(), rest)), "reading {text:?}");
        };
        check(
            "\\t* Pod \\\"a\\\" is C:\\\\x\\n\",\"stream\":\"stdout\"}",
            Some((&["\t* Pod \"a\" is C:\\x"], ",\"stream\":\"stdout\"}")),
        );
        check("\",", Some((&[""], ",")));
        check("a\\n\\nb\" x", Some((&["a", "", "b"], " x")));
        check("a\\", None);
        check("a", None);
    }
}
