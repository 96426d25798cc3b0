//! What a failure can be about, and whose it can be.

/// Whose a failure is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// Gloo's, or nothing speaks against it.
    #[default]
    Gloo,
    /// That of another product, by what the message or the command names.
    Another(Thing),
    /// What is named may be Gloo's or not.
    Unknown(Thing),
}

/// What a failure is about, where that tells whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A kind, by its API group.
    Kind(String),
    /// A kind that somebody may not look at, by its API group.
    Refused(String),
    /// A kind, as it is called in commands.
    Resource(String),
    /// A custom resource definition.
    Definition(String),
    /// A webhook, by its name.
    Webhook(String),
    /// A chart, by its reference.
    Chart(String),
    /// A Helm release.
    Release(String),
    /// An object: its kind and its name.
    Object(String, String),
    /// A program, by its name.
    Program(&'static str),
    /// An Envoy, which many products bring.
    Envoy,
    /// A service account: its namespace and its name.
    Account(String, String),
}

/// Kinds that run pods, or that pods are reached by.
const WORKLOADS: [&str; 8] =
    ["deployment", "daemonset", "statefulset", "replicaset", "job", "pod", "service", "serviceaccount"];

/// Whether a kind runs pods, or pods are reached by it.
pub(super) fn runs(kind: &str) -> bool {
    WORKLOADS.contains(&kind.to_ascii_lowercase().trim_end_matches('s'))
}
