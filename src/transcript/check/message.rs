//! The messages of `glooctl check`, told apart by their wording.
//!
//! They are the one sure mark of where a message begins, because the reasons inside may themselves
//! be lists with bullets.

use super::heading::section_name;

/// What a message says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// A Deployment failed to create pods, does not progress or is not available.
    Deployment,
    /// A pod is not scheduled, not initialised or not ready.
    Pod,
    /// A resource was rejected and is left out of the configuration.
    Rejected,
    /// A resource was accepted with warnings.
    Warned,
    /// No controller has reported on a resource.
    NoStatus,
    /// A virtual service names something that is not there.
    UnknownReference,
    /// The proxies could not be looked at.
    ProxyUnreachable,
    /// Resource types were refused by the data plane.
    XdsOutOfSync,
    /// The Kubernetes API did not answer, or refused.
    ClusterUnreachable,
    /// There is no Gloo in the namespace that was looked at.
    NotInstalled,
    /// A part was left out because an earlier one failed.
    Consequence,
    /// A custom resource definition is missing.
    CrdMissing,
    /// A Kubernetes Gateway API resource has a bad condition.
    KubernetesGateway,
    /// A federated instance reports a resource.
    Federation,
    /// The check itself crashed.
    Crash,
    /// Words of glooctl, whose meaning the list of failures has.
    Listed,
    /// Any other message.
    Other,
}

use Complaint as C;

/// Start of a message, a text further on in it, what it says, and its section where that is certain.
const MESSAGES: [(&str, &str, Complaint, &str); 48] = [
    ("Deployment ", " in namespace ", C::Deployment, "deployments"),
    ("Deployment ", " has an unhandled deployment condition", C::Deployment, "deployments"),
    ("Pod ", " in namespace ", C::Pod, "pods"),
    ("Not all containers in pod ", "", C::Pod, "pods"),
    ("Found warning in ", "", C::Federation, ""),
    ("Found error in ", "", C::Federation, ""),
    ("Found rejected ", "", C::Rejected, ""),
    ("Found ", " with warnings", C::Warned, ""),
    ("Found ", " with no status", C::NoStatus, ""),
    ("Virtual service references unknown", "", C::UnknownReference, "virtual-services"),
    ("Your ", " is out of sync with the Gloo control plane", C::Listed, "proxies"),
    ("An update to your ", " was rejected due to ", C::Listed, "proxies"),
    ("Gloo installation is incomplete: no active gateway-proxy", "", C::Listed, "proxies"),
    ("Problem while checking for out of sync proxies", "", C::ProxyUnreachable, "proxies"),
    ("failed to start port-forward", "", C::ProxyUnreachable, "proxies"),
    ("rpc error: code = Unavailable", "", C::ProxyUnreachable, "proxies"),
    ("timed out trying to connect to localhost during port-forward", "", C::ProxyUnreachable, "proxies"),
    ("exec: \"kubectl\": executable file not found", "", C::ProxyUnreachable, "proxies"),
    ("error: error upgrading connection", "", C::ProxyUnreachable, "proxies"),
    ("Gloo has detected that the data plane is out of sync", "", C::XdsOutOfSync, "xds-metrics"),
    ("Problem while checking for gloo xds errors", "", C::XdsOutOfSync, "xds-metrics"),
    ("rate limit server is not connected", "", C::Listed, "rate-limit-server"),
    ("The rate limit server is out of sync", "", C::Listed, "rate-limit-server"),
    ("Could not get kubernetes client", "", C::ClusterUnreachable, ""),
    ("Could not communicate with kubernetes cluster: namespaces ", " not found", C::NotInstalled, ""),
    ("Could not communicate with kubernetes cluster", "is forbidden: User", C::Listed, ""),
    ("Could not communicate with kubernetes cluster", "", C::ClusterUnreachable, ""),
    ("Gloo namespace does not exist", "", C::NotInstalled, ""),
    ("Gloo is not installed", "", C::NotInstalled, ""),
    ("Unable to find the gloo deployment: too many", "", C::Listed, ""),
    ("Unable to find the gloo deployment", "", C::NotInstalled, ""),
    ("proxy check was skipped due to", "", C::Consequence, "proxies"),
    ("xds metrics check was skipped due to", "", C::Consequence, "xds-metrics"),
    ("WARN: ", " CRD has not been registered", C::CrdMissing, ""),
    ("Gateway ", " status (", C::KubernetesGateway, "kubernetes-gateways"),
    ("Listener ", " status (", C::KubernetesGateway, "kubernetes-gateways"),
    ("HTTPRoute ", " status (", C::KubernetesGateway, "kubernetes-http-routes"),
    ("GatewayClass ", " status (", C::KubernetesGateway, "kubernetes-gateway-classes"),
    ("unable to determine if Kubernetes Gateway integration", "namespaces \"", C::NotInstalled, ""),
    ("unable to determine if Kubernetes Gateway integration", "", C::ClusterUnreachable, ""),
    ("Get ", ": net/http: TLS handshake timeout", C::ClusterUnreachable, ""),
    ("The Kubernetes Gateway integration is enabled, but", "", C::KubernetesGateway, ""),
    ("Could not find solo GatewayClass", "", C::KubernetesGateway, "kubernetes-gateway-classes"),
    ("could not list Gateways", "", C::KubernetesGateway, "kubernetes-gateways"),
    ("Could not list HTTPRoutes", "", C::KubernetesGateway, "kubernetes-http-routes"),
    ("no status found for listener ", "", C::KubernetesGateway, "kubernetes-gateways"),
    ("unable to find matching status for ParentRef", "", C::KubernetesGateway, "kubernetes-http-routes"),
    ("panic:", "", C::Crash, ""),
];

/// Tells what a message says.
#[must_use]
pub fn complaint(message: &str) -> Complaint {
    row(message).map_or(C::Other, |(_, _, complaint, _)| *complaint)
}

/// The section that a message belongs to, where its wording is certain about it.
#[must_use]
pub fn section(message: &str) -> Option<String> {
    let (_, _, complaint, section) = row(message)?;
    if !section.is_empty() {
        return Some((*section).to_owned());
    }
    matches!(complaint, C::Rejected | C::Warned | C::NoStatus).then(|| section_of_resource(message)).flatten()
}

/// `Found rejected virtual service by 'gloo-system': …` belongs to `virtual-services`.
fn section_of_resource(message: &str) -> Option<String> {
    let rest = message.strip_prefix("Found rejected ").or_else(|| message.strip_prefix("Found "))?;
    let kind = rest.split([':', '\'']).next()?;
    let kind = [" by ", " with "].iter().fold(kind, |kind, end| kind.split(end).next().unwrap_or(kind));
    let kind = kind.trim();
    Some(if kind == "proxy" { "proxies".to_owned() } else { section_name(&format!("{kind}s")) })
}

/// Whether a line of brackets closes what the message never opened: it ends the list that holds the output.
pub(super) fn closes_more(message: &str, text: &str) -> bool {
    let is_closing = |c: char| matches!(c, ']' | '}' | ',');
    text.trim_matches(is_closing).is_empty()
        && ["[]", "{}"].iter().any(|pair| {
            let count = |bracket: &str, text: &str| text.matches(bracket).count();
            let (open, close) = pair.split_at(1);
            count(close, text) > 0 && count(open, message) <= count(close, message)
        })
}

fn row(message: &str) -> Option<&'static (&'static str, &'static str, Complaint, &'static str)> {
    let first_line = message.lines().next().unwrap_or(message);
    MESSAGES.iter().find(|(start, further, ..)| {
        first_line.strip_prefix(start).is_some_and(|rest| rest.contains(further))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(message: &str, expect: (Complaint, Option<&str>)) {
        assert_eq!((complaint(message), section(message).as_deref()), expect, "reading {message:?}");
    }

    #[test]
    fn messages_are_told_apart() {
        check(
            "Deployment gloo in namespace x is not available! Message: m",
            (C::Deployment, Some("deployments")),
        );
        check("Pod a in namespace b is not ready!", (C::Pod, Some("pods")));
        check(
            "Found rejected virtual service by 'x': a b (Reason: r",
            (C::Rejected, Some("virtual-services")),
        );
        check("Found rejected VirtualHostOption: a b", (C::Rejected, Some("virtual-host-options")));
        check("Found rejected proxy: a b\nReason: r", (C::Rejected, Some("proxies")));
        check("Found gateway with warnings by 'x': a b", (C::Warned, Some("gateways")));
        check("Found upstream group with no status: a b", (C::NoStatus, Some("upstream-groups")));
        check(
            "Virtual service references unknown upstream: (x",
            (C::UnknownReference, Some("virtual-services")),
        );
        check(
            "Could not communicate with kubernetes cluster: namespaces \"x\" not found",
            (C::NotInstalled, None),
        );
        check("Could not communicate with kubernetes cluster: dial tcp", (C::ClusterUnreachable, None));
        check(
            "Listener a.b.c status (Programmed) is not set",
            (C::KubernetesGateway, Some("kubernetes-gateways")),
        );
        check("something else", (C::Other, None));
    }
}
