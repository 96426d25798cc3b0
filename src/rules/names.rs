//! The names that rules may use. A rule with another one does not load.

/// Conditions that a rule may use, besides comparisons and [`FACTS`].
pub(super) const CONDITIONS: [&str; 29] = [
    "base-certain",
    "base-inferred",
    "base-unknown",
    "canary",
    "converts",
    "crds-added",
    "crds-changed",
    "crds-removed",
    "download",
    "enterprise",
    "envoy-moves",
    "first",
    "glooctl-moves",
    "helm-listed",
    "helm-unknown",
    "helm3",
    "helm4",
    "in-place",
    "istio-listed",
    "kubernetes-listed",
    "kubernetes-unknown",
    "line-dropped",
    "lines-overlap",
    "open-source",
    "own-values",
    "usual-namespace",
    "way-refused",
    "windows",
    "windows-open",
];

/// What a paste may tell of an installation, or leave open.
const FACTS: [&str; 16] = [
    "access-logger",
    "discovery",
    "extauth",
    "federation",
    "fips",
    "grafana",
    "helm-outside",
    "helm2",
    "ingress",
    "knative",
    "kubernetes-gateway",
    "kubernetes-outside",
    "own-namespace",
    "prometheus",
    "rate-limit",
    "redis",
];

/// Versions that a condition may compare.
pub(super) const COMPARED: [&str; 3] = ["from", "glooctl", "to"];

/// Slots that a rule may use.
pub(super) const SLOTS: [&str; 40] = [
    "added",
    "alias",
    "asset",
    "bothhigh",
    "bothlow",
    "canary",
    "changed",
    "chart",
    "crds",
    "dropped",
    "envoyfrom",
    "envoyto",
    "fedcrds",
    "file",
    "folder",
    "from",
    "fromchart",
    "gatewayapi",
    "glooctl",
    "helm",
    "helmlow",
    "istiohigh",
    "istiolow",
    "kept",
    "kubernetes",
    "kuberneteshigh",
    "kuberneteslow",
    "license",
    "line",
    "name",
    "namespace",
    "nest",
    "nested",
    "release",
    "removed",
    "state",
    "stored",
    "to",
    "url",
    "values",
];

/// Whether a fact of this name exists, a `!` in front of it aside.
pub(super) fn is_fact(name: &str) -> bool {
    FACTS.contains(&name.strip_prefix('!').unwrap_or(name))
}
