//! A report in codes and counts, for whoever may know the result but not the text that it is of.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Report;
use crate::diagnose::Severity;

/// The report as an object without any word, name or version of the text.
#[must_use]
pub fn to_value(report: &Report) -> Value {
    let count = |severity| report.diagnostics.iter().filter(|finding| finding.severity == severity).count();
    let codes: BTreeSet<Cow<str>> = report.diagnostics.iter().map(|finding| finding.code.id()).collect();
    let hops = report.plan.as_ref().map(|plan| plan.hops.as_slice()).unwrap_or_default();
    json!({
        "level": report.verdict.level.name(),
        "installations": report.installations.len(),
        "findings": {
            "error": count(Severity::Error),
            "warning": count(Severity::Warning),
            "unknown": count(Severity::Unknown),
            "note": count(Severity::Note),
        },
        "codes": codes,
        "hops": hops.len(),
        "steps": hops.iter().map(|hop| hop.steps.len()).sum::<usize>(),
    })
}
