//! Which parts a run of the check left out because it was asked to.

use super::heading::{is_known, section_name};
use crate::transcript::recognise::Cursor;
use crate::transcript::{Found, Program, Typed};

/// Names of parts that `-x` has for itself.
const OWN_NAMES: [(&str, &str); 4] = [
    ("upstreamgroup", "upstream-groups"),
    ("kube-gateway-classes", "kubernetes-gateway-classes"),
    ("kube-gateways", "kubernetes-gateways"),
    ("kube-http-routes", "kubernetes-http-routes"),
];

/// What is not asked without forwarding ports.
const NEED_PORTS: [&str; 2] = ["proxies", "xds-metrics"];

/// The parts that the typed command left out, as the report names them.
pub(super) fn left_out(cursor: &Cursor<'_>) -> Vec<Found<String>> {
    let Some(typed) = cursor.command.filter(|_| cursor.is_answer_to(Program::Glooctl, &["check"])) else {
        return Vec::new();
    };
    let mut names: Vec<String> = typed.values_of(&["-x", "--exclude"]).map(name).collect();
    if typed.has("--read-only") || typed.has("--read-only=true") {
        names.extend(NEED_PORTS.iter().map(|name| (*name).to_owned()));
    }
    names.extend(limits(typed));
    names.into_iter().map(|name| cursor.found(0, name)).collect()
}

fn name(flag: &str) -> String {
    let own = OWN_NAMES.iter().find(|(name, _)| *name == flag);
    let usual = || {
        let plain = section_name(flag);
        let plural = section_name(&format!("{flag}s"));
        if !is_known(&plain) && is_known(&plural) { plural } else { plain }
    };
    own.map_or_else(usual, |(_, name)| (*name).to_owned())
}

/// Flags that narrow what is looked at.
fn limits(typed: &Typed) -> Vec<String> {
    let mut limits = Vec::new();
    let namespaces: Vec<&str> = typed.values_of(&["-r", "--resource-namespaces"]).collect();
    if !namespaces.is_empty() {
        limits.push(format!("resources outside of {}", namespaces.join(", ")));
    }
    if let Some(label) = typed.value_of(&["-p", "--pod-selector"]).filter(|label| *label != "gloo") {
        limits.push(format!("pods without the label {label}"));
    }
    limits
}
