//! Names of objects, releases and API groups: which are Gloo's, and which are of other products.

/// How the names of pods and workloads begin that only Gloo has.
const OWN: [&str; 3] = ["gloo", "gateway-certgen", "gateway-proxy"];

/// How the names of other objects begin that only the charts of Gloo bring.
const OWN_OBJECTS: [&str; 6] = [
    "kube-resource-watcher",
    "gateway-resource-reader",
    "gateway-validation-",
    "extauth",
    "rate-limit",
    "ingress-proxy",
];

/// How the names of Gloo's own pods and workloads begin.
const NAMES: [&str; 13] = [
    "gloo",
    "gateway",
    "discovery",
    "ingress",
    "knative-",
    "clusteringress-proxy",
    "extauth",
    "rate-limit",
    "observability",
    "redis",
    "api-server",
    "caching-service",
    "access-logger",
];

/// Names of Gloo's service accounts that other products may have, too.
const ACCOUNTS: [&str; 5] = ["gateway", "discovery", "ingress", "observability", "certgen"];

/// How the names begin that other products of the family have.
const FAMILY: [&str; 6] =
    ["gloo-mesh", "gloo-platform", "gloo-portal", "gloo-telemetry", "gloo-network", "gloo-operator"];

/// Products that share clusters with Gloo: how their releases, objects and namespaces are called.
const PRODUCTS: [&str; 51] = [
    "ambassador",
    "argo-cd",
    "argo-rollouts",
    "argocd",
    "aws-load-balancer-controller",
    "calico",
    "cert-manager",
    "cilium",
    "cloudnative-pg",
    "cluster-autoscaler",
    "cnpg",
    "consul",
    "contour",
    "coredns",
    "dapr",
    "datadog",
    "elasticsearch",
    "emissary",
    "envoy-gateway",
    "external-dns",
    "external-secrets",
    "flagger",
    "flux-system",
    "gatekeeper",
    "haproxy",
    "ingress-nginx",
    "istio",
    "istiod",
    "jaeger",
    "karpenter",
    "keda",
    "keycloak",
    "kgateway",
    "kiali",
    "kong",
    "kube-prometheus",
    "kube-prometheus-stack",
    "kube-system",
    "kyverno",
    "linkerd",
    "longhorn",
    "metallb",
    "metrics-server",
    "nginx",
    "nginx-ingress",
    "postgresql",
    "projectcontour",
    "prometheus-operator",
    "strimzi",
    "traefik",
    "velero",
];

/// Charts that bring what Gloo brings too, as their releases are usually called.
const RELEASES: [&str; 10] =
    ["grafana", "kafka", "loki", "mariadb", "mongodb", "mysql", "prometheus", "rabbitmq", "redis", "vault"];

/// API groups of Gloo. Other products of the vendor have groups below the same domain.
const GROUPS: [&str; 12] = [
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

/// The API group of the Gateway API, which several products serve and bring.
pub(super) const SHARED_GROUP: &str = "gateway.networking.k8s.io";

/// Resources that well-known products define, by the names that kubectl takes.
const RESOURCES: [&str; 22] = [
    "applications",
    "appprojects",
    "authorizationpolicies",
    "certificaterequests",
    "certificates",
    "clusterissuers",
    "destinationrules",
    "envoyfilters",
    "externalsecrets",
    "gitrepositories",
    "helmreleases",
    "ingressroutes",
    "issuers",
    "kustomizations",
    "middlewares",
    "peerauthentications",
    "podmonitors",
    "prometheuses",
    "prometheusrules",
    "rollouts",
    "serviceentries",
    "servicemonitors",
];

/// Resources that Gloo defines.
const OWN_RESOURCES: [&str; 19] = [
    "authconfigs",
    "directresponses",
    "failoverschemes",
    "gatewayparameters",
    "gateways",
    "glooinstances",
    "graphqlapis",
    "httpgateways",
    "httplisteneroptions",
    "listeneroptions",
    "proxies",
    "ratelimitconfigs",
    "routeoptions",
    "routetables",
    "settings",
    "upstreamgroups",
    "upstreams",
    "virtualhostoptions",
    "virtualservices",
];

fn begins(name: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| name.starts_with(start)) && !is_of_family(name)
}

/// Whether a pod or workload is Gloo's by its name alone.
pub(super) fn is_own_workload(name: &str) -> bool {
    begins(name, &OWN)
}

/// Whether a pod or workload beside one of Gloo's own is Gloo's, too.
pub(super) fn may_be_own_workload(name: &str) -> bool {
    begins(name, &NAMES)
}

/// Whether an object of any kind is Gloo's by its name alone.
pub(super) fn is_own(name: &str) -> bool {
    begins(name, &OWN) || begins(name, &OWN_OBJECTS)
}

/// Whether an object may be Gloo's by its name, which others may have too.
#[must_use]
pub fn may_be_own(name: &str) -> bool {
    begins(name, &NAMES) || is_own(name)
}

/// Whether a workload may be a proxy of Gloo, which somebody has called as he likes.
pub(super) fn may_be_proxy(name: &str) -> bool {
    ["gateway", "gw", "proxy", "ingress", "envoy", "edge"].iter().any(|word| name.contains(word))
}

/// Whether a service account may be Gloo's by its name, which others may have too.
pub(super) fn may_be_account(name: &str) -> bool {
    is_own(name) || ACCOUNTS.contains(&name)
}

/// Whether a release, an object or a namespace is of a product that is known and is not Gloo.
pub(super) fn is_of_product(name: &str) -> bool {
    let is_named = |product: &&str| {
        name.strip_prefix(*product).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    PRODUCTS.iter().chain(&FAMILY).any(is_named)
}

/// Whether an object is of another product of the family.
pub(super) fn is_of_family(name: &str) -> bool {
    FAMILY.iter().any(|start| name.starts_with(start))
}

/// Whether a release is of another chart, by its name.
pub(super) fn is_foreign_release(name: &str) -> bool {
    is_of_product(name) || RELEASES.contains(&name)
}

/// Whether an API group is Gloo's.
pub(super) fn is_own_group(group: &str) -> bool {
    GROUPS.contains(&group)
}

/// Whether an API group is of a product. Kinds of Kubernetes itself have a group without a dot, or one of its own
/// project.
pub(super) fn is_foreign_group(group: &str) -> bool {
    group.contains('.') && !is_own_group(group) && !is_below(group, "k8s.io")
}

/// Whether a definition is of another product: its name ends with its group, and Gloo brings none of Kubernetes' own.
pub(super) fn is_foreign_definition(name: &str) -> bool {
    let group = name.split_once('.').map_or("", |(_, group)| group);
    group.contains('.') && !is_own_group(group) && group != SHARED_GROUP
}

/// Whether a resource, as kubectl names it, is Gloo's; `None` where that is unknown. `virtualservices` may be of
/// another product, but there nobody says so.
pub(super) fn is_own_resource(resource: &str) -> Option<bool> {
    let resource = resource.to_ascii_lowercase();
    let forms = [resource.clone(), format!("{resource}s"), format!("{resource}es")];
    let is_one_of = |names: &[&str]| names.iter().any(|name| forms.iter().any(|form| form == name));
    if let Some((_, group)) = resource.split_once('.').filter(|(_, group)| group.contains('.')) {
        return (group != SHARED_GROUP)
            .then_some(is_own_group(group))
            .filter(|is_own| *is_own || is_foreign_group(group));
    }
    if is_one_of(&OWN_RESOURCES) {
        return Some(true);
    }
    is_one_of(&RESOURCES).then_some(false)
}

/// The name of a chart in its reference: `gloo` in `gloo/gloo`, `./gloo-1.17.3.tgz` and `oci://example.com/gloo`.
pub(super) fn chart_name(reference: &str) -> &str {
    reference.trim_end_matches('/').rsplit('/').next().unwrap_or(reference)
}

/// Whether a chart is one of Gloo's, by its name.
#[must_use]
pub fn is_own_chart(reference: &str) -> bool {
    let name = chart_name(reference);
    name.contains("gloo") && !is_of_family(name)
}

/// Whether a domain is another one, or below it.
pub(super) fn is_below(name: &str, domain: &str) -> bool {
    name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Other programs of a cluster: how their logs call them, and where their sources are.
const PROGRAMS: [(&str, &str); 14] = [
    ("gloo-mesh", "github.com/solo-io/gloo-mesh"),
    ("kgateway", "github.com/kgateway-dev/"),
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

/// The other program that a line of a log or a crash is of: `cert-manager: …`, `panic: …, in github.com/prometheus/…`.
#[must_use]
pub fn program(message: &str) -> Option<&'static str> {
    let place = message.split_once(", in ").map_or("", |(_, place)| place);
    // The Kubernetes client begins with the place in its source.
    let said = message
        .split_once(".go:")
        .and_then(|(_, rest)| rest.split_once("] "))
        .map_or(message, |(_, said)| said);
    let lock = message.split_once("resource lock ").map_or("", |(_, lock)| lock);
    let is_of = |(name, source): &&(&str, &str)| {
        let (logger, lock) = (said.strip_prefix(name), lock.strip_prefix(name));
        let mut named = logger.into_iter().chain(lock);
        place.starts_with(source) || named.any(|rest| rest.starts_with([':', '.', '/', '-']))
    };
    PROGRAMS.iter().find(is_of).map(|(name, _)| *name).or_else(|| control_plane(message))
}

/// What feeds an Envoy, by the name of its cluster, or by how it calls listeners: `listener(s) shop/gateway/https: …`.
fn control_plane(message: &str) -> Option<&'static str> {
    if message.starts_with("[Envoy (Epoch ") {
        return Some("istio");
    }
    if message.contains("gRPC config stream to contour ") {
        return Some("contour");
    }
    let (_, listener) = message.split_once("updating listener(s) ")?;
    let (name, _) = listener.split_once(": ")?;
    (name.matches('/').count() == 2 && !name.contains(' ')).then_some("envoy-gateway")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_of_gloo_of_others_or_of_anybody() {
        for name in ["gloo", "glooe-grafana", "gateway-proxy-2", "kube-resource-watcher-edge", "extauth"] {
            assert!(is_own(name) && !is_of_product(name), "{name}");
        }
        for name in ["cert-manager-cainjector", "ingress-nginx", "istiod", "gloo-mesh-mgmt-server"] {
            assert!(!is_own(name) && is_of_product(name), "{name}");
        }
        for name in ["redis", "discovery", "shop", "istiodoc"] {
            assert!(!is_own(name) && !is_of_product(name), "{name}");
        }
    }

    #[test]
    fn resources_are_of_gloo_of_others_or_unknown() {
        for (resource, expect) in [
            ("virtualservices", Some(true)),
            ("virtualservice", Some(true)),
            ("proxy", None),
            ("certificates", Some(false)),
            ("Certificate", Some(false)),
            ("hosts.getambassador.io", Some(false)),
            ("upstreams.gloo.solo.io", Some(true)),
            ("httproutes.gateway.networking.k8s.io", None),
            ("ingresses.networking.k8s.io", None),
            ("deployments.apps", None),
            ("virtualservces", None),
        ] {
            assert_eq!(is_own_resource(resource), expect, "{resource}");
        }
    }

    #[test]
    fn definitions_have_their_group_in_their_name() {
        assert!(is_foreign_definition("certificates.cert-manager.io"));
        assert!(is_foreign_definition("volumesnapshots.snapshot.storage.k8s.io"));
        assert!(!is_foreign_definition("upstreams.gloo.solo.io"));
        assert!(!is_foreign_definition("httproutes.gateway.networking.k8s.io"));
        assert!(!is_foreign_definition("a"));
    }

    #[test]
    fn a_chart_is_named_last_in_its_reference() {
        for reference in
            ["gloo/gloo", "glooe/gloo-ee", "./gloo", "oci://example.com/charts/gloo", "gloo-1.17.3.tgz"]
        {
            assert!(is_own_chart(reference), "{reference}");
        }
        for reference in ["gloo-platform/gloo-platform", "jetstack/cert-manager", "./shop", "gloo/shop"] {
            assert!(!is_own_chart(reference), "{reference}");
        }
    }
}
