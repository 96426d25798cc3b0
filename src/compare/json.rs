//! The comparison as JSON, for tools. Keys may be added; what is there keeps its meaning.

use serde_json::{Value, json};

use super::{Both, Change, Comparison, Finding, Moved, Open, SectionMoved, Since, StepDone};
use crate::evidence::{Evidence, Known};
use crate::report::json::{command, evidence, subject};

/// The comparison, as an object that is printed or handed on.
#[must_use]
pub fn to_value(comparison: &Comparison) -> Value {
    let Comparison { verdict, installations, checks, unknown, plan, .. } = comparison;
    let findings = |list: &[Finding]| list.iter().map(finding).collect::<Vec<_>>();
    json!({
        "schema_version": 1,
        "verdict": {"level": verdict.level.name(), "title": verdict.title, "detail": verdict.detail},
        "notes": comparison.notes,
        "transcripts": {"before": comparison.names.before, "after": comparison.names.after},
        "installations": installations.iter().map(moved).collect::<Vec<_>>(),
        "versions": comparison.surroundings.iter().map(change).collect::<Vec<_>>(),
        "checks": checks.iter().map(section).collect::<Vec<_>>(),
        "fixed": findings(&comparison.fixed),
        "new": findings(&comparison.new),
        "still": findings(&comparison.still),
        "unknown": unknown.iter().map(open).collect::<Vec<_>>(),
        "plan": plan.iter().map(step).collect::<Vec<_>>(),
    })
}

fn moved(one: &Moved) -> Value {
    json!({
        "cluster": one.cluster,
        "namespace": one.namespace,
        "fate": one.fate.name(),
        "before": one.before,
        "after": one.after,
        "direction": one.direction.name(),
        "versions": one.versions.iter().map(change).collect::<Vec<_>>(),
    })
}

fn change(one: &Change) -> Value {
    let value = |known: &Option<Known<String>>| known.as_ref().map(|known| known.value.clone());
    let lines = |known: &Option<Known<String>>| known.as_ref().map(|known| evidence(&known.evidence));
    let (what, _) = one.what.names();
    json!({
        "what": what,
        "cluster": one.cluster,
        "before": value(&one.before),
        "after": value(&one.after),
        "direction": one.direction.name(),
        "evidence": {
            "before": lines(&one.before).unwrap_or_default(),
            "after": lines(&one.after).unwrap_or_default(),
        },
    })
}

fn both(both: &Both<Evidence>) -> Value {
    json!({"before": evidence(&both.before), "after": evidence(&both.after)})
}

fn section(one: &SectionMoved) -> Value {
    json!({
        "cluster": one.cluster,
        "namespace": one.namespace,
        "section": one.section,
        "before": one.before.name(),
        "after": one.after.name(),
        "evidence": both(&one.evidence),
    })
}

/// `since` says of a new finding whether the first text would show it.
fn finding(one: &Finding) -> Value {
    json!({
        "code": one.code.id(),
        "was": one.was.map(|code| code.id()),
        "severity": one.severity.name(),
        "title": one.title,
        "message": one.message,
        "subject": subject(&one.subject),
        "since": if one.since == Since::Known { "known" } else { "unknown" },
        "evidence": both(&one.evidence),
    })
}

fn open(one: &Open) -> Value {
    json!({
        "why": one.why,
        "command": one.command.as_ref().map(command),
        "findings": one.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn step(one: &StepDone) -> Value {
    json!({
        "hop": one.hop,
        "hop_title": one.hop_title,
        "hop_proof": one.hop_proof.name(),
        "title": one.title,
        "tick": one.tick,
        "proof": one.proof.name(),
        "evidence": evidence(&one.evidence),
    })
}
