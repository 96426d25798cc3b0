//! Failures of other products, which share the cluster with Gloo, and of things that need not be Gloo's.

use super::{Finding, Severity};
use crate::failures::Failure;
use crate::installation::Whose;
use crate::installation::thing::Thing;

/// Whether a failure of the list may be meant. What the list has of a kind, an object or a chart is said of Gloo's. Of a
/// webhook it has failures that leave out those of Gloo, or have another domain, and a right may be missing for
/// anything.
pub(super) fn may_be(whose: &Whose, failure: &Failure) -> bool {
    let has = |words: &str| failure.pattern.iter().flatten().any(|part| part.contains(words));
    match whose {
        Whose::Gloo | Whose::Unknown(_) => true,
        Whose::Another(Thing::Webhook(_)) => {
            let excludes_gloo = failure.excludes.iter().any(|words| words.contains("gloo"));
            excludes_gloo || failure.pattern.iter().flatten().any(|words| words.starts_with('.'))
        }
        Whose::Another(Thing::Refused(_)) => has("is forbidden"),
        Whose::Another(_) => false,
    }
}

/// How much a failure matters that is not Gloo's for certain: it never blocks an upgrade of Gloo.
pub(super) fn severity(whose: &Whose, usual: Severity) -> Severity {
    match whose {
        Whose::Gloo => usual,
        Whose::Another(_) => usual.max(Severity::Warning),
        Whose::Unknown(_) => usual.max(Severity::Unknown),
    }
}

/// Says in a finding whose a thing is, unless that is Gloo.
pub(super) fn say(finding: &mut Finding<'_>, whose: &Whose) {
    let diagnostic = &mut *finding.0;
    if *whose == Whose::Gloo {
        return;
    }
    let sentence = sentence(whose);
    if !diagnostic.detail.contains(&sentence) {
        diagnostic.detail = format!("{} {sentence}", diagnostic.detail);
    }
}

/// Whose a thing is, in a sentence.
fn sentence(whose: &Whose) -> String {
    let (thing, is_known) = match whose {
        Whose::Gloo => return String::new(),
        Whose::Another(thing) => (thing, true),
        Whose::Unknown(thing) => (thing, false),
    };
    let what = match thing {
        Thing::Program(name) => return format!("The program is {name}, not Gloo."),
        Thing::Envoy => "This Envoy".to_owned(),
        Thing::Chart(name) => return format!("It is about the chart {name}, not about Gloo."),
        Thing::Definition(name) if !is_known => {
            return format!(
                "The CRD {name} is of the Gateway API, which several products share. Who needs it is unknown."
            );
        }
        Thing::Kind(group) | Thing::Refused(group) => format!("The API group {group}"),
        Thing::Resource(name) => format!("The kind {name}"),
        Thing::Definition(name) => format!("The CRD {name}"),
        Thing::Webhook(name) => format!("The webhook {name}"),
        Thing::Release(name) => format!("The release {name}"),
        Thing::Object(kind, name) => format!("The {kind} {name}"),
        Thing::Account(namespace, name) => format!("The service account {name} in {namespace}"),
    };
    if is_known {
        format!("{what} is of another product, not of Gloo.")
    } else {
        format!("{what} may be of Gloo or of another product; nothing here says which.")
    }
}
