//! A report in codes and counts, for whoever may know the result but not the text that it is of.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::Report;
use crate::diagnose::Severity;
use crate::order::sort_by;

/// The report as an object without any word, name or version of the text.
#[must_use]
pub fn to_value(report: &Report) -> Value {
    let count = |severity| report.diagnostics.iter().filter(|finding| finding.severity == severity).count();
    let mut codes: Vec<Cow<str>> = report.diagnostics.iter().map(|finding| finding.code.id()).collect();
    sort_by(&mut codes, Ord::cmp);
    codes.dedup();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::report::{Case, advise};
    use crate::settings::Choices;

    fn words(value: &Value) -> Vec<&str> {
        match value {
            Value::String(word) => vec![word],
            Value::Array(list) => list.iter().flat_map(words).collect(),
            Value::Object(keys) => keys.values().flat_map(words).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn it_has_codes_and_counts_alone() {
        let text = "Client: {\"version\":\"1.16.3\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.18.10\",\
                    \"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"canary\"}}\nChecking pods... 1 Errors!\n\
                    Error: 1 error occurred:\n\t* Pod canary in namespace canary is not ready!\n";
        let knowledge = Knowledge::published().expect("the published knowledge");
        let summary = to_value(&advise(&Case::paste(text), &knowledge, &Choices::default()));
        assert_eq!(summary["level"], "error");
        assert_eq!(summary["installations"], 1);
        assert!(
            summary["findings"]["error"].as_u64() > Some(0) && summary["hops"].as_u64() > Some(0),
            "{summary}"
        );
        let codes = words(&summary["codes"]);
        assert!(codes.contains(&"GLA0302"), "{codes:?}");
        for word in words(&summary) {
            assert!(word == "error" || word.starts_with("GLA"), "{word}");
        }
    }
}
