//! Answers as JSON, for tools. Keys may be added; what is there keeps its meaning.

use serde_json::{Value, json};

use super::{Answer, Basis, Change, Difference, Doubt, Here, Issue, Line, Run, Standing};
use crate::catalog::Bounds;
use crate::version::Version;

/// What is known of an issue, as an object.
#[must_use]
pub fn to_value(answer: &Answer) -> Value {
    let named = answer
        .named
        .iter()
        .map(|naming| json!({"release": naming.release.to_string(), "kind": naming.kind.name()}));
    let installed = answer.here.map(|Here { installed, standing, is_listed, smallest_move }| {
        json!({
            "edition": installed.edition.name(),
            "version": installed.version.to_string(),
            "listed": is_listed,
            "has": standing.has.name(),
            "base": base(standing),
            "sentence": answer.of_installed(),
            "smallest_move": smallest_move.map(|version| version.to_string()),
        })
    });
    json!({
        "schema_version": 1,
        "issue": issue(&answer.issue),
        "title": answer.title(),
        "named": named.collect::<Vec<_>>(),
        "open-source": lines(&answer.open_source),
        "enterprise": lines(&answer.enterprise),
        "installed": installed,
    })
}

/// What going from one release to another brings and loses, as an object.
#[must_use]
pub fn of_difference(difference: &Difference) -> Value {
    let list = |changes: &[Change]| changes.iter().map(change).collect::<Vec<_>>();
    let ((from_edition, from), (edition, to)) = (difference.from, difference.to);
    json!({
        "schema_version": 1,
        "edition": edition.name(),
        "from_edition": from_edition.name(),
        "from": from.to_string(),
        "to": to.to_string(),
        "brings": list(&difference.brings),
        "may_bring": list(&difference.may_bring),
        "loses": list(&difference.loses),
        "may_lose": list(&difference.may_lose),
        "unread": difference.unread.iter().map(Version::to_string).collect::<Vec<_>>(),
    })
}

fn issue(issue: &Issue) -> Value {
    json!({"repository": issue.repository, "number": issue.number, "link": issue.link()})
}

fn change(change: &Change) -> Value {
    let kinds: Vec<&str> = change.kinds.iter().map(|kind| kind.name()).collect();
    json!({"issue": issue(&change.issue), "kinds": kinds})
}

fn lines(lines: &[Line]) -> Vec<Value> {
    let line = |line: &Line| {
        let surely = line.surely_from().map(|version| version.to_string());
        json!({
            "line": line.line.to_string(),
            "surely_from": surely,
            "runs": line.runs.iter().map(run).collect::<Vec<_>>(),
        })
    };
    lines.iter().map(line).collect()
}

fn run(run: &Run) -> Value {
    json!({
        "has": run.has.name(),
        "doubt": run.doubt.map(Doubt::name),
        "first": run.first.to_string(),
        "last": run.last.to_string(),
    })
}

/// Both bounds, which are the same where the base is known; `null` for open source, and where nothing is known.
fn base(standing: Standing) -> Value {
    let (lowest, highest, confidence) = match standing.basis {
        Basis::Itself | Basis::Unknown => return Value::Null,
        Basis::Exact(base, confidence) => (base, base, confidence.name()),
        Basis::Within { bounds, lowest, highest } => {
            (lowest, highest, if bounds == Bounds::default() { "same-line" } else { "inferred" })
        }
    };
    json!({"lowest": lowest.to_string(), "highest": highest.to_string(), "confidence": confidence})
}
