//! Several lines in one: a page or a chat that swallowed the line breaks, or made blanks of them.

use super::known;

/// What the parts of a line so far have begun.
#[derive(Clone, Copy, Default)]
pub(super) struct Begun {
    /// Headings of the check.
    check: bool,
    /// The list of errors.
    list: bool,
}

/// What is certain to begin a line, wherever it stands.
const CERTAIN: [&str; 8] = [
    "Client: {\"version\"",
    "Server: {\"type\"",
    "Server: version undefined, could not",
    "glooctl community edition ",
    "glooctl enterprise edition ",
    "Checking deployments...",
    "Checking Deployments...",
    "Checking pods...",
];

/// What begins a line behind a heading of the check and its status, and a blank.
const BEHIND_HEADING: [&str; 5] =
    ["Checking ", "No problems detected.", "Problems detected!", "Error: ", "Skipping "];

/// The same, where not even a blank stands between.
const BEHIND_CHECK: [&str; 8] = [
    "No problems detected.",
    "Problems detected!",
    "Skipping Gloo Instance check",
    "Skipping Kubernetes Gateway resources check",
    "Detected Gloo Federation!",
    "Detected Kubernetes Gateway integration!",
    "Check for Gloo Instance ",
    "WARN: Version mismatch - ",
];

/// The lines in a line, where there are several; looks at each letter once.
pub(super) fn lines<'t>(text: &'t str, begun: &mut Begun) -> Option<Vec<&'t str>> {
    if text == "}{" {
        return Some(vec!["}", "{"]);
    }
    let starts = starts(text, begun);
    if starts.is_empty() {
        return None;
    }
    let ends = starts.iter().copied().chain([text.len()]);
    let lines = [0].into_iter().chain(starts.iter().copied()).zip(ends);
    Some(lines.filter_map(|(start, end)| text.get(start..end)).map(str::trim_end).collect())
}

/// Where lines begin behind the first one, whose breaks became blanks, or were lost.
fn starts(text: &str, begun: &mut Begun) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = Vec::new();
    begun.check |= is_of_check(text);
    // Marks in front of the first word are decoration.
    let first = bytes.iter().position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()).unwrap_or(0);
    for (at, byte) in bytes.iter().enumerate().skip(first + 1) {
        // Nearly every letter begins nothing.
        if !matches!(byte, b'*' | b'C' | b'S' | b'g' | b'N' | b'P' | b'E' | b'D' | b'W') {
            continue;
        }
        let Some((before, rest)) = text.split_at_checked(at) else { continue };
        let is_start = if *byte == b'*' {
            begun.list |= before.trim_end().ends_with(" occurred:");
            begun.list && rest.starts_with("* ")
        } else {
            is_start(before, rest, *begun)
        };
        if is_start {
            begun.check = is_of_check(rest)
                || (begun.check && (begins_with(rest, &BEHIND_CHECK) || rest.starts_with("Skipping ")));
            starts.push(at);
        }
    }
    starts
}

fn is_start(before: &str, rest: &str, begun: Begun) -> bool {
    // In the source of a program the same words stand between quotes.
    let is_quoted = before.ends_with('"') || before.ends_with("{`");
    if !is_quoted && begins_with(rest, &CERTAIN) {
        return true;
    }
    if (begun.check || begun.list) && known::heading(rest).is_some() {
        return true;
    }
    // Behind the dots of a heading stands its status, which may be a sentence.
    let is_status = before.ends_with("... ") || before.ends_with("… ");
    if !begun.check || (is_status && !rest.starts_with('C')) {
        return false;
    }
    let is_glued = !begun.list
        && (begins_with(rest, &BEHIND_CHECK)
            || known::heading(rest).is_some()
            || known::list_head(rest).is_some());
    is_glued || (before.ends_with(' ') && begins_with(rest, &BEHIND_HEADING))
}

fn is_of_check(rest: &str) -> bool {
    rest.starts_with("Checking ") || rest.starts_with("No problems detected.")
}

/// Whether a text begins with one of some others.
fn begins_with(rest: &str, texts: &[&str]) -> bool {
    let first = rest.as_bytes().first();
    texts.iter().any(|text| text.as_bytes().first() == first && rest.starts_with(text))
}
