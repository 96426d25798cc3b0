//! The conditions of a Deployment.

/// Conditions, and the status that says that something is wrong.
const WRONG: [(&str, &str); 3] =
    [("Available", "False"), ("ReplicaFailure", "True"), ("Progressing", "False")];

/// The words for a condition that is not as it should be.
pub(super) fn wrong(kind: &str, status: &str, reason: &str) -> Option<String> {
    let is_wrong = WRONG.contains(&(kind, status));
    let colon = if reason.is_empty() { "" } else { ": " };
    is_wrong.then(|| format!("{kind} {status}{colon}{reason}"))
}

/// The same of a row of `kubectl describe`: `Available  False  MinimumReplicasUnavailable`.
pub(super) fn in_row(text: &str) -> Option<String> {
    let mut words = text.split_ascii_whitespace();
    let (kind, status, reason) = (words.next()?, words.next()?, words.next().unwrap_or_default());
    wrong(kind, status, reason).filter(|_| words.next().is_none())
}
