//! The members of a line of JSON. A line that was cut is read as far as it goes.

/// More members than this no line of a log has.
const MOST: usize = 64;

/// The keys of the outermost object with their values as they stand, quotes included.
pub(super) fn members(text: &str) -> Vec<(&str, &str)> {
    let mut members = Vec::new();
    let mut rest = text.strip_prefix('{').unwrap_or_default().trim_start();
    while members.len() < MOST
        && let Some((key, after)) = string(rest)
    {
        let Some(after) = after.trim_start().strip_prefix(':') else { break };
        let after = after.trim_start();
        let Some((value, next)) = after.split_at_checked(value_length(after)) else { break };
        members.push((key.trim_matches('"'), value.trim_end()));
        let Some(next) = next.trim_start().strip_prefix(',') else { break };
        rest = next.trim_start();
    }
    members
}

/// The string that a text begins with, quotes included, and what follows it. One without end is there to the end of
/// the text.
fn string(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('"')?;
    text.split_at_checked(1 + string_end(inside))
}

/// The length of what is in a string, with its closing quote.
fn string_end(inside: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    inside.len()
}

/// The length of the value that a text begins with.
fn value_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at += 1 + string_end(text.get(at + 1..).unwrap_or_default());
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return at,
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
    at.min(text.len())
}

/// The text of a string of JSON or Go: without its quotes, and with what was escaped as it was. Line breaks become
/// blanks: a message is one line.
pub(in crate::transcript) fn unescaped(value: &str) -> String {
    let inside = value.strip_prefix('"').unwrap_or(value);
    let inside = if inside.len() < value.len() { inside.strip_suffix('"').unwrap_or(inside) } else { inside };
    let mut text = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        let c = match c {
            '\\' => match chars.next() {
                Some('n' | 't' | 'r') => ' ',
                Some('u') => {
                    let code: String = chars.by_ref().take(4).collect();
                    u32::from_str_radix(&code, 16).ok().and_then(char::from_u32).unwrap_or('\u{fffd}')
                }
                Some(c) => c,
                None => break,
            },
            c => c,
        };
        let c = if c.is_whitespace() || c.is_control() { ' ' } else { c };
        if c != ' ' || !text.ends_with(' ') {
            text.push(c);
        }
    }
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(&str, &str)]) {
        assert_eq!(members(text), expect, "reading {text:?}");
    }

    #[test]
    fn members_are_read_as_far_as_they_go() {
        check(
            r#"{"a":"b","c":{"d":[1,"}"]},"e":2}"#,
            &[("a", "\"b\""), ("c", r#"{"d":[1,"}"]}"#), ("e", "2")],
        );
        check(r#"{"a":"say \"x\", y","b":"cu"#, &[("a", r#""say \"x\", y""#), ("b", "\"cu")]);
        check(r#"{"a":1 , "b" : null }"#, &[("a", "1"), ("b", "null")]);
        check(r#"{"a":[1,"#, &[("a", "[1,")]);
        check("{}", &[]);
        check("{\"a\"", &[]);
        check("{\"a", &[]);
    }

    #[test]
    fn escapes_are_undone() {
        assert_eq!(
            unescaped(r#""1 error occurred:\n\t* no \"x\" \u003c\\n\n\n""#),
            "1 error occurred: * no \"x\" <\\n"
        );
        assert_eq!(unescaped("\"cut\\"), "cut");
        assert_eq!(unescaped("plain \"x\""), "plain \"x\"");
    }
}
