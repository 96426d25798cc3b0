//! What is certain to begin a line of output, whatever was put in front of it.

use crate::transcript::check::{Complaint, complaint};
use crate::transcript::error;

/// What a text is that begins as a line of output does.
pub(super) enum Known {
    /// A line of the check that is finished after so many bytes: what follows there is not part of it.
    Finished(usize),
    /// The same, with marks between its two halves; this is the line without them.
    Rewritten(usize, String),
    /// The line has words of its own at its end.
    Free,
    /// The same, with marks between its two halves; this is the line without them.
    Reworded(String),
}

const VERDICTS: [&str; 3] = ["No problems detected.", "Problems detected!", "Error!"];

/// How else a line begins that is of glooctl for certain.
const BEGINNINGS: [&str; 20] = [
    "Check for Gloo Instance ",
    "Skipping Gloo Instance check",
    "Skipping Kubernetes Gateway resources check",
    "Skipping due to an error in ",
    "Detected Gloo Federation!",
    "Detected Kubernetes Gateway integration!",
    "Gloo namespace does not exist",
    "Gloo is not installed",
    "Client: {",
    "Client version: ",
    "Server: {",
    "Server: version undefined",
    "Server version: ",
    "Kubernetes version: ",
    "glooctl binary version (",
    "glooctl community edition ",
    "glooctl enterprise edition ",
    "WARNING: glooctl@v",
    "WARN: Version mismatch - ",
    "Warning: Could not determine gloo ",
];

/// Tells what a text is that begins with a letter.
pub(super) fn known(text: &str) -> Option<Known> {
    // Nearly every text is told by its first letter.
    if !matches!(
        text.as_bytes().first(),
        Some(b'C' | b'N' | b'P' | b'E' | b'S' | b'D' | b'G' | b'K' | b'g' | b'W')
    ) {
        return None;
    }
    if let Some((name, after)) = heading(text) {
        return Some(status(text, name, after));
    }
    let verdict = VERDICTS.iter().find(|verdict| text.starts_with(*verdict)).map(|verdict| verdict.len());
    let is_begun = || BEGINNINGS.iter().any(|start| text.starts_with(start));
    match verdict.or_else(|| list_head(text)) {
        Some(end) => Some(Known::Finished(end)),
        None => is_begun().then_some(Known::Free),
    }
}

/// Whether a text is a message of the check's list, without its bullet.
pub(super) fn is_message(text: &str) -> bool {
    complaint(text) != Complaint::Other
}

/// Whether a line of any program begins so, that emphasis may stand around.
pub(super) fn is_notice(text: &str) -> bool {
    error::is_error(text) || text.starts_with("Warning: ") || text.starts_with("WARNING: ")
}

/// The name in `Checking pods... OK`, and where its dots end.
pub(super) fn heading(text: &str) -> Option<(&str, usize)> {
    const LONGEST: usize = 160;
    const CHECKING: &str = "Checking ";
    let rest = text.strip_prefix(CHECKING)?;
    let head = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or(rest);
    let (name, dots) = match head.split_once("...") {
        Some((name, _)) => (name, 3),
        None => (head.split_once('…')?.0, '…'.len_utf8()),
    };
    let is_instance = name.starts_with("Gloo Instance ");
    let is_name = |b: u8| b.is_ascii_alphabetic() || b == b' ' || b == b'-' || (is_instance && b > b' ');
    name.bytes().all(is_name).then_some((name, CHECKING.len() + name.len() + dots))
}

/// What stands behind the dots of a heading.
fn status(text: &str, name: &str, after: usize) -> Known {
    let rest = text.get(after..).unwrap_or_default();
    let Some(skipped) = rest.find(char::is_alphanumeric) else {
        let has_marks = !rest.trim().is_empty();
        return if has_marks { Known::Finished(after) } else { Known::Free };
    };
    let (marks, status) = rest.split_at_checked(skipped).unwrap_or(("", rest));
    let is_marked = !marks.trim().is_empty() && !marks.contains(['"', '\'']);
    let Some(length) = status_length(status).filter(|_| !marks.contains(['"', '\''])) else {
        // A message may begin with a mark of its own, but with no bar.
        let is_cell = marks.chars().all(|c| matches!(c, ' ' | '|'));
        let is_status = STATUSES.iter().any(|word| status.starts_with(word));
        return if is_marked && (is_cell || is_status) {
            Known::Reworded(format!("Checking {name}... {status}"))
        } else {
            Known::Free
        };
    };
    let end = after + skipped + length;
    if marks.trim().is_empty() {
        return Known::Finished(end);
    }
    let status = status.get(..length).unwrap_or_default();
    Known::Rewritten(end, format!("Checking {name}... {status}"))
}

/// The length of `OK`, of `2 Errors!`, and of either behind notes.
pub(super) fn status_length(status: &str) -> Option<usize> {
    const ERRORS: &str = " Errors!";
    if let Some(word) = ["OK", "No xds metrics to check"].iter().find(|word| status.starts_with(*word)) {
        return Some(word.len());
    }
    if status.starts_with("Note: ") {
        let text = status.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '!');
        return (text.ends_with("OK") || text.ends_with(ERRORS)).then_some(text.len());
    }
    let digits = status.bytes().take_while(u8::is_ascii_digit).count();
    let is_count = digits > 0 && status.get(digits..).is_some_and(|rest| rest.starts_with(ERRORS));
    is_count.then_some(digits + ERRORS.len())
}

/// The length of `Error: 2 errors occurred:`.
pub(super) fn list_head(text: &str) -> Option<usize> {
    const ENDS: [&str; 2] = [" errors occurred:", " error occurred:"];
    let rest = text.strip_prefix("Error: ")?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = rest.get(digits..).filter(|_| digits > 0)?;
    let end = ENDS.iter().find(|end| after.starts_with(*end))?;
    Some(text.len() - after.len() + end.len())
}

/// Whether a text is the beginning of a line of the check that has an end of its own, and is not there to
/// its end: a narrow window may have broken it.
pub(super) fn is_unfinished(text: &str) -> bool {
    const LONGEST: usize = 2048;
    if text.len() > LONGEST || text.len() < 2 {
        return false;
    }
    let is_beginning_of = |whole: &str| whole.len() > text.len() && whole.starts_with(text);
    if let Some(rest) = text.strip_prefix("Error: ") {
        let words = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        return words.len() < rest.len() && " errors occurred:".starts_with(words);
    }
    let Some(rest) = text.strip_prefix("Checking ") else {
        return SENTENCES.iter().any(|sentence| is_beginning_of(sentence));
    };
    match heading(text) {
        Some((_, after)) => {
            let status = text.get(after..).unwrap_or_default().trim_start();
            let words = status.trim_start_matches(|c: char| c.is_ascii_digit());
            let is_count = words.len() < status.len() && " Errors!".starts_with(words);
            let is_word =
                || STATUSES.iter().any(|word| word.len() > status.len() && word.starts_with(status));
            let is_note = status.starts_with("Note: ");
            status_length(status).is_none() && (is_count || is_note || is_word())
        }
        None => rest.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b' ' | b'-' | b'.')),
    }
}

/// What the check says in one line that is always the same.
const SENTENCES: [&str; 4] = [
    "No problems detected.",
    "Problems detected!",
    "Detected Gloo Federation!",
    "Detected Kubernetes Gateway integration!",
];

/// How what stands behind a heading begins, where it is no error.
const STATUSES: [&str; 7] =
    ["OK", "No xds metrics to check", "Skipping ", "WARN: ", "Warning: ", "Note: ", "Error!"];

/// Whether the words at the end of a line of the check tell what it says, so that nothing that is missing there
/// would make a difference.
pub(super) fn is_finished(text: &str) -> bool {
    if SENTENCES.contains(&text) {
        return true;
    }
    let status = |(_, after): (&str, usize)| text.get(after..).unwrap_or_default().trim_start();
    match known(text) {
        // Where the prompt stands right behind a status, the check knows it.
        Some(Known::Finished(end)) => end == text.len() || heading(text).is_some(),
        Some(Known::Free) => heading(text).map(status).is_some_and(|status| {
            status.is_empty() || STATUSES.iter().any(|word| *word != "Note: " && status.starts_with(word))
        }),
        _ => false,
    }
}

/// How other lines begin that show where a margin ends.
const OTHERS: [&str; 7] = [
    "Client: {\"version\"",
    "Server: {\"type\"",
    "Server: version undefined, could not",
    "glooctl binary version (",
    "Could not communicate with kubernetes cluster",
    "Gloo namespace does not exist",
    "Gloo is not installed",
];

/// Where the first certain beginning of a line stands in a text, behind its first letter.
pub(super) fn inner(text: &str) -> Option<usize> {
    // The first column of a table is nothing in front of the second.
    if is_table_head(text) {
        return None;
    }
    let bytes = text.as_bytes();
    let at = bytes
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, byte)| matches!(byte, b'C' | b'S' | b'g' | b'G' | b'N' | b'P' | b'E'));
    at.map(|(at, _)| at).find(|at| text.get(*at..).is_some_and(is_certain))
}

fn is_certain(text: &str) -> bool {
    heading(text).is_some()
        || list_head(text).is_some()
        || VERDICTS.iter().take(2).chain(&OTHERS).any(|start| text.starts_with(start))
        || text == "Error!"
        || is_table_head(text)
}

/// `NAME   READY …`
fn is_table_head(text: &str) -> bool {
    let rest = text.strip_prefix("NAMESPACE").or_else(|| text.strip_prefix("NAME"));
    rest.is_some_and(|rest| {
        rest.starts_with([' ', '\t']) && rest.trim_start().starts_with(|c: char| c.is_ascii_uppercase())
    })
}
