//! What a line is to the check.

use super::heading::{Heading, error_count, heading};
use crate::transcript::banner::Warning;
use crate::transcript::recognise::Cursor;
use crate::transcript::{banner, error, prompt};

/// What a line is to the check.
pub(super) enum Mark<'a> {
    Heading(Heading<'a>),
    /// `No problems detected.`
    NoProblems,
    /// `Problems detected!`
    ProblemsDetected,
    /// `Error!`: the error follows on the next line.
    Error,
    /// `OK` on a line of its own: the status of the heading above.
    Ok,
    /// `1 Errors!` on a line of its own: the count of the heading above.
    Count(usize),
    /// A sentence that is a failure though no heading stands before it.
    Failure(&'a str),
    Skipped,
    /// Known, harmless, and possible anywhere.
    Aside,
    /// `WARN: Version mismatch - …`
    Mismatch(Warning),
    Blank,
    /// Printed by something else.
    Foreign,
    Text(&'a str),
}

/// Sentences that tell of a failure although no heading stands before them.
pub(super) const FAILURES: [&str; 7] = [
    "Gloo namespace does not exist",
    "Gloo is not installed",
    "Gloo has detected that the data plane",
    "Problem while checking for gloo xds errors",
    "Found warning in ",
    "Found error in ",
    "panic:",
];

/// Lines that say nothing about health that another line does not say.
pub(super) const ASIDES: [&str; 7] = [
    "Found an unexpected format in metrics",
    "Detected Gloo Federation!",
    "Detected Kubernetes Gateway integration!",
    "Note: Unhandled",
    "No active gateway-proxy pods exist in cluster",
    "A new version of glooctl is available",
    "multiple gloo labeled apps found",
];

pub(super) fn mark<'a>(cursor: &Cursor<'a>) -> Option<Mark<'a>> {
    // Nothing stands between these words and what comes next, which may be the same again.
    let text = cursor.text(0)?.trim_start_matches("Continuing check...");
    if text.is_empty() && cursor.text(0) != Some("") {
        return Some(Mark::Aside);
    }
    Some(if let Some(heading) = heading(text) {
        Mark::Heading(heading)
    } else if let Some(count) = error_count(text) {
        Mark::Count(count)
    } else if let Some(warning) = banner::within_check(cursor) {
        Mark::Mismatch(warning)
    } else {
        match text {
            "" => Mark::Blank,
            "No problems detected." => Mark::NoProblems,
            "Problems detected!" => Mark::ProblemsDetected,
            "Error!" => Mark::Error,
            "OK" => Mark::Ok,
            _ if error::is_fatal(text) => Mark::Failure(text),
            _ if FAILURES.iter().any(|start| text.starts_with(start)) => Mark::Failure(text),
            _ if text.starts_with("Skipping ") => Mark::Skipped,
            _ if is_log(text) || text.starts_with("Warning: ") => Mark::Aside,
            _ if ASIDES.iter().any(|start| text.starts_with(start)) => Mark::Aside,
            _ if is_foreign(cursor) => Mark::Foreign,
            _ => Mark::Text(text),
        }
    })
}

/// Whether the line at the cursor was printed by something other than the check.
pub(super) fn is_foreign(cursor: &Cursor<'_>) -> bool {
    let Some(text) = cursor.text(0) else { return true };
    text.starts_with("```")
        || text.starts_with("Client: ")
        || text.starts_with("Server: ")
        || text == "{"
        || prompt::is_bare_prompt(text)
        || prompt::typed(text).is_some()
        || banner::read(cursor).is_some()
}

/// A log line of the Kubernetes client: `I1109 16:20:07.118203   40417 request.go:665] …`.
pub(super) fn is_log(text: &str) -> bool {
    let mut bytes = text.bytes();
    matches!(bytes.next(), Some(b'I' | b'W' | b'E' | b'F'))
        && bytes.by_ref().take(4).all(|byte| byte.is_ascii_digit())
        && bytes.next() == Some(b' ')
        && text.contains(".go:")
}
