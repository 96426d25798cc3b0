//! Several lines in one: a log that escaped the line breaks, a page or a chat that swallowed them.

use crate::gather::Gather as _;

/// What a line of output begins with, where it is certain that a line begins.
const BEGINNINGS: [&str; 6] =
    ["Checking ", "No problems detected.", "Problems detected!", "Error: ", "Server: ", "\\\"client\\\":"];

/// What one look at a line shows.
pub(super) struct Look {
    /// The lines in it, where there are several.
    pub lines: Option<Vec<String>>,
    /// Where something stands that begins a line, though this line has begun before it.
    pub inner: Option<usize>,
}

/// Looks at each letter of a line once.
pub(super) fn look(text: &str) -> Look {
    if text == "}{" {
        return Look { lines: Some(vec!["}".to_owned(), "{".to_owned()]), inner: None };
    }
    if text.bytes().any(|byte| byte == b'\\') && text.contains("\\n") {
        return Look { lines: escaped(text), inner: None };
    }
    let (starts, inner) = starts(text);
    if starts.is_empty() {
        return Look { lines: None, inner };
    }
    let ends = starts.iter().copied().chain([text.len()]);
    let lines = [0].into_iter().chain(starts.iter().copied()).zip(ends);
    let lines = lines.filter_map(|(start, end)| text.get(start..end)).map(|line| line.trim_end().to_owned());
    Look { lines: Some(lines.gather()), inner: None }
}

/// The output as a string of a program: `"Checking pods... OK\nChecking proxies... OK\n"`.
fn escaped(text: &str) -> Option<Vec<String>> {
    let begins = |piece: &str| {
        let piece = piece.trim_start_matches([' ', '{']);
        BEGINNINGS.iter().any(|start| piece.starts_with(start))
    };
    if !text.split("\\n").skip(1).any(begins) {
        return None;
    }
    let mut lines = Vec::new();
    for (index, piece) in text.split("\\n").enumerate() {
        let mut piece = piece;
        // What the log says before the string begins is a line of its own.
        let quote = piece.rfind('"').filter(|_| index == 0).map(|at| at + 1);
        if let Some((before, after)) = quote.and_then(|at| piece.split_at_checked(at))
            && !before.ends_with("\\\"")
            && !after.is_empty()
        {
            lines.push(before.to_owned());
            piece = after;
        }
        lines.push(piece.replace("\\t", "\t").replace("\\\"", "\u{1}"));
    }
    let last = lines.last_mut()?;
    if let Some(end) = last.find('"') {
        last.truncate(end);
    }
    Some(lines.into_iter().map(|line| line.replace('\u{1}', "\"").trim_end().to_owned()).gather())
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

/// What begins a line behind a heading of the check and its status.
const BEHIND_HEADING: [&str; 5] =
    ["Checking ", "No problems detected.", "Problems detected!", "Error: ", "Skipping "];

/// What else begins a line, and behind something else shows that all of that is a margin.
const BEHIND_MARGIN: [&str; 4] =
    ["Checking ", "Client: {\"version\"", "No problems detected.", "glooctl binary version ("];

/// Where lines begin behind the first one, whose breaks became blanks, or were lost; and where the first
/// beginning stands that is none of them.
fn starts(text: &str) -> (Vec<usize>, Option<usize>) {
    let bytes = text.as_bytes();
    let (mut starts, mut inner) = (Vec::new(), None);
    let mut in_check = is_of_check(bytes);
    let mut in_list = false;
    for (at, byte) in bytes.iter().enumerate().skip(1) {
        // Nearly every letter begins nothing.
        if !matches!(byte, b'*' | b'C' | b'S' | b'g' | b'N' | b'P' | b'E') {
            continue;
        }
        let Some((before, rest)) = bytes.split_at_checked(at) else { break };
        let is_start = if *byte == b'*' {
            in_list |= before.ends_with(b" occurred: ");
            in_list && rest.starts_with(b"* ")
        } else {
            // In the source of a program the same words stand between quotes.
            let is_quoted = before.ends_with(b"\"") || before.ends_with(b"{`");
            // Behind the dots of a heading stands its status, which may be a sentence.
            let is_status = before.ends_with(b"... ") && *byte != b'C';
            let is_next = in_check && before.ends_with(b" ") && !is_status;
            if inner.is_none() && begins_with(rest, &BEHIND_MARGIN) {
                inner = Some(at);
            }
            (!is_quoted && begins_with(rest, &CERTAIN)) || (is_next && begins_with(rest, &BEHIND_HEADING))
        };
        if is_start {
            in_check = is_of_check(rest);
            starts.push(at);
        }
    }
    (starts, inner)
}

fn is_of_check(rest: &[u8]) -> bool {
    rest.starts_with(b"Checking ") || rest.starts_with(b"No problems detected.")
}

/// Whether a text begins with one of some others.
fn begins_with(rest: &[u8], texts: &[&str]) -> bool {
    texts.iter().any(|text| rest.first() == text.as_bytes().first() && rest.starts_with(text.as_bytes()))
}
