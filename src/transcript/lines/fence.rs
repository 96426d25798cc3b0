//! Marks of code in the markup of trackers and forums, where they share a line with the code: `{noformat}`,
//! `{code:bash}`, `[/code]`.

/// Names between braces, which open and close alike.
const BRACES: [&str; 5] = ["noformat", "code", "color", "panel", "quote"];
/// Names between brackets; a slash closes.
const BRACKETS: [&str; 3] = ["code", "pre", "quote"];
/// More than this in a row are none.
const MOST: usize = 4;

/// Takes them off both ends of a line.
pub(super) fn take_off(text: &str) -> &str {
    let mut text = text;
    for _ in 0..MOST {
        let rest = after_first(text).or_else(|| before_last(text)).or_else(|| after_heading(text));
        let Some(rest) = rest.or_else(|| monospace(text)).or_else(|| before_fence(text)) else { break };
        text = rest;
    }
    text
}

fn after_first(text: &str) -> Option<&str> {
    let inner = text.trim_start();
    let end = match inner.as_bytes().first()? {
        b'{' => inner.find('}'),
        b'[' => inner.find(']'),
        _ => None,
    }?;
    let (mark, rest) = inner.split_at_checked(end + 1)?;
    is_mark(mark).then_some(rest)
}

fn before_last(text: &str) -> Option<&str> {
    let start = match text.as_bytes().last()? {
        b'}' => text.rfind('{'),
        b']' => text.rfind('['),
        _ => None,
    }?;
    let (rest, mark) = text.split_at_checked(start)?;
    is_mark(mark).then(|| rest.trim_end())
}

/// `h3. ` is a heading of Jira.
fn after_heading(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('h')?;
    rest.strip_prefix(|c: char| ('1'..='6').contains(&c))?.strip_prefix(". ")
}

/// A fence that closes on the last line of the code.
fn before_fence(text: &str) -> Option<&str> {
    text.strip_suffix("```").filter(|rest| rest.contains(char::is_alphanumeric) && !rest.starts_with('`'))
}

/// `{{code}}` in a sentence of Jira.
fn monospace(text: &str) -> Option<&str> {
    let inner = text.trim().strip_prefix("{{")?.strip_suffix("}}")?;
    Some(inner).filter(|inner| !inner.contains("{{") && !inner.contains("}}"))
}

fn is_mark(mark: &str) -> bool {
    let name = |names: &[&str], inner: &str| {
        names.iter().any(|name| {
            inner.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '=']))
        })
    };
    if let Some(inner) = mark.strip_prefix('{').and_then(|mark| mark.strip_suffix('}')) {
        return name(&BRACES, inner) && !inner.contains(['{', '"', ' ']);
    }
    let inner = mark.strip_prefix('[').and_then(|mark| mark.strip_suffix(']'));
    inner.is_some_and(|inner| name(&BRACKETS, inner.strip_prefix('/').unwrap_or(inner)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_code_are_taken_off() {
        let check =
            |text: &str, expect: &str| assert_eq!(take_off(text), expect, "taking marks off {text:?}");
        check("{noformat}Checking pods... OK", "Checking pods... OK");
        check("No problems detected.{noformat}", "No problems detected.");
        check("{code:bash}", "");
        check("{color:red}{code}x{code}{color}", "x");
        check("[code=text]x[/code]", "x");
        check("h3. x", "x");
        check("{code}  indented", "  indented");
        check("{{x}}", "x");
        for text in ["{\"code\": 1}", "{codes}", "[code review]", "[x]", "}", "{code: 1}", "h3.x"] {
            check(text, text);
        }
    }
}
