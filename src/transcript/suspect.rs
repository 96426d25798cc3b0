//! Lines that no shape reads and that look like an error. What is wrong they do not say for certain, but where one is,
//! nobody may say that all is in order.

use super::log::inner;

/// How a program begins a line that tells of a failure.
const STARTS: [&str; 26] = [
    "Error:",
    "error:",
    "ERROR:",
    "ERROR ",
    "[ERROR]",
    "[error]",
    "ERR ",
    "Error ",
    "error ",
    "FATAL",
    "fatal:",
    "Fatal error",
    "panic:",
    "Exception",
    "Failed to ",
    "failed to ",
    "Failed:",
    "FAILED",
    "failed:",
    "Cannot ",
    "cannot ",
    "Could not ",
    "could not ",
    "Unable to ",
    "unable to ",
    "Forbidden",
];

/// What only a failure has, wherever it stands.
const WITHIN: [&str; 17] = [
    " is forbidden: ",
    "permission denied",
    "Permission denied",
    "access denied",
    "AccessDenied",
    "denied the request",
    "connection refused",
    "no such host",
    "i/o timeout",
    "context deadline exceeded",
    "timed out waiting for",
    "x509: ",
    "validation failed",
    "level=error",
    "level=fatal",
    "\"level\":\"error\"",
    "\"level\":\"fatal\"",
];

/// Words of somebody who tells of a failure.
const OWN: [&str; 17] = [
    "i", "i'm", "we", "my", "our", "you", "your", "he", "she", "they", "when", "why", "should", "think",
    "maybe", "anyone", "hello",
];

/// Whether a line looks like an error of a program.
pub(super) fn is_suspect(text: &str) -> bool {
    let text = text.get(..text.floor_char_boundary(2_000)).unwrap_or(text);
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '[');
    let begins = |text: &str| STARTS.iter().any(|start| text.starts_with(start));
    let is_one = begins(bare) || WITHIN.iter().any(|words| text.contains(words)) || inner(bare).any(begins);
    // What begins like this is printed, whatever its words are.
    let is_printed = ["Error: ", "error: ", "Error from server"].iter().any(|start| text.starts_with(start));
    is_one && (is_printed && !text.ends_with('?') || !is_own(text))
}

/// Whether a line may be what a program printed: it has a mark that prose rarely has, and none of a source file or of
/// a document that quotes a message.
pub(super) fn may_be_printed(text: &str) -> bool {
    const QUOTED: [&str; 8] = ["`", "(\"", "= \"", "%s", "%v", "%q", "%w", "- Fix "];
    let has_mark =
        text.contains([':', '"', '/', '=', '\t', '|']) || text.contains("  ") || text.contains(" '");
    has_mark && !QUOTED.iter().any(|mark| text.contains(mark)) && !is_own(text)
}

/// Whether the line is somebody's own sentence: a question, or one with `we` in it.
fn is_own(text: &str) -> bool {
    let words = text
        .split_ascii_whitespace()
        .take(60)
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\''));
    let mut words = words.map(str::to_ascii_lowercase);
    text.ends_with('?') || words.any(|word| OWN.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::read;

    #[test]
    fn errors_that_nobody_knows_are_suspects() {
        for text in [
            "Error: something nobody has seen",
            "ERROR: lock is held",
            "2026-01-02T03:04:05Z FATAL no route",
            "deploy-1  | failed to read the file",
            "* Cannot start the service",
            "dial unix /var/run/docker.sock: connect: permission denied",
            "foo[12]: x509: certificate has expired",
        ] {
            assert!(is_suspect(text), "{text:?}");
        }
    }

    #[test]
    fn words_of_people_are_none() {
        for text in [
            "When we run it we get permission denied",
            "Failed to upgrade yesterday, can you help?",
            "Error handling is what we look at",
            "No errors were seen",
            "The error budget is fine",
            "all is well",
        ] {
            assert!(!is_suspect(text), "{text:?}");
        }
    }

    #[test]
    fn prose_and_sources_are_not_what_a_program_printed() {
        for text in [
            "gloo-1  0/1  CrashLoopBackOff  3  5m",
            "coalesce.go:237: warning: skipped value for gloo.x: Not a table.",
            "domain conflict: the [a.example.com] domain is present",
        ] {
            assert!(may_be_printed(text), "{text:?}");
        }
        for text in [
            "the pod is in CrashLoopBackOff since yesterday",
            "- Fixed the `could not find any version of gloo running` message: see below",
            "fmt.Printf(\"glooctl binary version (%s) differs\", v)",
            "undefinedServer = \"Server: version undefined\"",
            "Why do we see this: no healthy upstream",
        ] {
            assert!(!may_be_printed(text), "{text:?}");
        }
    }

    #[test]
    fn a_reading_has_the_first_of_them() {
        let reading = read(&format!("hello\n{}", "ERROR: lock is held\n".repeat(80)), 0);
        assert_eq!(reading.suspects.len(), 50);
        let first = reading.suspects.first().map(|one| (one.message.as_str(), one.span.start));
        assert_eq!(first, Some(("ERROR: lock is held", 2)));
        assert!(read("Checking pods... OK\nNo problems detected.\n", 0).suspects.is_empty());
    }
}
