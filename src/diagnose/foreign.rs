//! Failures of other products, which share the cluster with Gloo.

use crate::failures::Failure;
use crate::gather::Gather as _;

/// What is not Gloo's, by the name that the message has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Product<'a> {
    /// A kind, by its API group.
    Kind(&'a str),
    /// A webhook, by its name.
    Webhook(&'a str),
    /// A chart, by its reference.
    Chart(&'a str),
    /// A program, by its name.
    Program(&'a str),
}

impl Product<'_> {
    /// Whose it is, in a sentence.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::Kind(group) => format!("The API group {group} is of another product, not of Gloo."),
            Self::Webhook(name) => format!("The webhook {name} is of another product, not of Gloo."),
            Self::Program(name) => format!("The program is {name}, not Gloo."),
            Self::Chart(name) => format!("It is about the chart {name}, not about Gloo."),
        }
    }

    /// Whether a failure may be one of this product: of a webhook it leaves out those of Gloo, or has another domain.
    pub(super) fn has(&self, failure: &Failure) -> bool {
        let excludes_gloo = failure.excludes.iter().any(|words| words.contains("gloo"));
        let is_elsewhere = || failure.pattern.iter().any(|words| words.starts_with('.'));
        matches!(self, Self::Webhook(_)) && (excludes_gloo || is_elsewhere())
    }
}

/// Whose failure a message is, where it names something that is not Gloo's.
pub(super) fn product(message: &str) -> Option<Product<'_>> {
    kind(message)
        .or_else(|| definition(message))
        .map(Product::Kind)
        .or_else(|| webhook(message).map(Product::Webhook))
        .or_else(|| chart(message).map(Product::Chart))
        .or_else(|| program(message).map(Product::Program))
}

/// Other programs of a cluster: how their logs call them, and where their sources are.
const PROGRAMS: [(&str, &str); 12] = [
    ("cert-manager", "github.com/cert-manager/cert-manager/"),
    ("cert-manager", "github.com/jetstack/cert-manager/"),
    ("prometheus", "github.com/prometheus/prometheus/"),
    ("alertmanager", "github.com/prometheus/alertmanager/"),
    ("grafana", "github.com/grafana/"),
    ("istio", "istio.io/istio/"),
    ("nginx", "k8s.io/ingress-nginx/"),
    ("argocd", "github.com/argoproj/"),
    ("flux", "github.com/fluxcd/"),
    ("kyverno", "github.com/kyverno/"),
    ("traefik", "github.com/traefik/"),
    ("external-dns", "sigs.k8s.io/external-dns/"),
];

/// The program that a line of a log or a crash is of: `cert-manager: …`, `panic: …, in github.com/prometheus/…`.
fn program(message: &str) -> Option<&'static str> {
    let place = message.split_once(", in ").map_or("", |(_, place)| place);
    let is_of = |(name, source): &&(&str, &str)| {
        let logger = message.strip_prefix(name);
        place.starts_with(source) || logger.is_some_and(|rest| rest.starts_with([':', '.', '/']))
    };
    PROGRAMS.iter().find(is_of).map(|(name, _)| *name)
}

/// `CustomResourceDefinition "hosts.getambassador.io" is invalid`, in the ways in which kubectl and Helm put it.
fn definition(message: &str) -> Option<&str> {
    const STARTS: [&str; 3] = [
        "CustomResourceDefinition \"",
        "CustomResourceDefinition.apiextensions.k8s.io \"",
        "customresourcedefinitions.apiextensions.k8s.io \"",
    ];
    let (_, rest) = STARTS.iter().find_map(|start| message.split_once(start))?;
    let (_, group) = rest.split_once('"')?.0.split_once('.')?;
    is_foreign_group(group).then_some(group)
}

/// `Helm upgrade failed for release web/nginx with chart ingress-nginx@4.1`
fn chart(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once(" with chart ")?;
    let (name, _) = rest.split_once('@')?;
    (!name.contains("gloo") && !name.contains(' ')).then_some(name)
}

/// `no matches for kind "Host" in version "getambassador.io/v3alpha1"`, if no kind that it names is Gloo's.
fn kind(message: &str) -> Option<&str> {
    const MOST: usize = 64;
    let mut groups = message.split("no matches for kind \"").skip(1).take(MOST).map(|part| {
        let version = part.split_once("in version \"").and_then(|(_, rest)| rest.split_once('"'));
        version.map_or("", |(version, _)| version.split_once('/').map_or("", |(group, _)| group))
    });
    let first = groups.next()?;
    (is_foreign_group(first) && groups.all(is_foreign_group)).then_some(first)
}

/// Kinds of Kubernetes itself have a group without a dot, or one of its own project.
fn is_foreign_group(group: &str) -> bool {
    /// Other products of the vendor have groups below the same domain.
    const OWN: [&str; 12] = [
        "gloo.solo.io",
        "gateway.solo.io",
        "gateway.gloo.solo.io",
        "enterprise.gloo.solo.io",
        "graphql.gloo.solo.io",
        "ratelimit.solo.io",
        "multicluster.solo.io",
        "fed.solo.io",
        "fed.gloo.solo.io",
        "fed.gateway.solo.io",
        "fed.enterprise.gloo.solo.io",
        "fed.ratelimit.solo.io",
    ];
    group.contains('.') && !OWN.contains(&group) && !ends_with(group, "k8s.io")
}

fn webhook(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once("webhook \"")?;
    let (name, _) = rest.split_once('"')?;
    // Those of Gloo are named after its services, `gloo.edge.svc`, with a part before that in newer ones.
    let parts: Vec<&str> = name.strip_suffix(".svc").unwrap_or_default().split('.').gather();
    let is_elsewhere = message.contains("https://") && !message.contains("/validation");
    let is_of_gloo = match parts.as_slice() {
        ["gateway" | "kube", _] => !is_elsewhere,
        [.., service, _] => *service == "gloo",
        _ => false,
    };
    (!name.is_empty() && !is_of_gloo && !ends_with(name, "solo.io")).then_some(name)
}

/// Whether a domain is another one, or below it.
fn ends_with(name: &str, domain: &str) -> bool {
    name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(message: &str, expect: Option<Product<'_>>) {
        assert_eq!(product(message), expect, "reading {message}");
    }

    #[test]
    fn a_message_names_the_product() {
        check(
            "no matches for kind \"Host\" in version \"getambassador.io/v3alpha1\"",
            Some(Product::Kind("getambassador.io")),
        );
        check("no matches for kind \"Gateway\" in version \"gateway.solo.io/v1\"", None);
        check("no matches for kind \"Gateway\" in version \"gateway.networking.k8s.io/v1\"", None);
        check("no matches for kind \"PodDisruptionBudget\" in version \"policy/v1beta1\"", None);
        check(
            "[no matches for kind \"Host\" in version \"x.io/v1\", no matches for kind \"Gateway\" in version \"gateway.solo.io/v1\"]",
            None,
        );
        check(
            "failed calling webhook \"webhook.cert-manager.io\": failed",
            Some(Product::Webhook("webhook.cert-manager.io")),
        );
        check("failed calling webhook \"gateway.edge.svc\": Post", None);
        check("failed calling webhook \"gloo.edge.svc\": Post", None);
        check("failed calling webhook \"kube.gloo.edge.svc\": Post", None);
        check("admission webhook \"gloo.solo.io\" denied", None);
        check("failed calling webhook \"\": Post", None);
        check(
            "failed calling webhook \"validator.gateway.traefik-hub.svc\": Post",
            Some(Product::Webhook("validator.gateway.traefik-hub.svc")),
        );
        check(
            "failed calling webhook \"gateway.kong.svc\": Post \"https://gateway.kong.svc:443/check\": EOF",
            Some(Product::Webhook("gateway.kong.svc")),
        );
        check(
            "no matches for kind \"Workspace\" in version \"admin.gloo.solo.io/v2\"",
            Some(Product::Kind("admin.gloo.solo.io")),
        );
        for text in [
            "The CustomResourceDefinition \"hosts.getambassador.io\" is invalid: x",
            "CustomResourceDefinition \"hosts.getambassador.io\" in namespace \"\" exists",
        ] {
            check(text, Some(Product::Kind("getambassador.io")));
        }
        check("CustomResourceDefinition \"upstreams.gloo.solo.io\" in namespace \"\" exists", None);
        check("CustomResourceDefinition \"httproutes.gateway.networking.k8s.io\" is invalid", None);
        check("failed for release a/b with chart redis@4.1: x", Some(Product::Chart("redis")));
        check("failed for release a/b with chart gloo-ee@1.17.3: x", None);
        check("cert-manager.controller: failed to list", Some(Product::Program("cert-manager")));
        check(
            "panic: x, in github.com/prometheus/prometheus/tsdb.(*DB).Open",
            Some(Product::Program("prometheus")),
        );
        check("panic: x, in github.com/solo-io/gloo/projects/gloo/pkg/x.Y", None);
        check("gloo.v1: failed to read the secret of cert-manager: no", None);
        check("Error: something else", None);
    }
}
