//! What the paste tells of the installation, for risks that depend on it. What it does not tell is not
//! listed: that a part was not seen does not mean that it is not there.

use super::values::Pasted;
use crate::delivery::Delivery;
use crate::edition::Edition;
use crate::image::Role;
use crate::installation::containers::tag;
use crate::installation::{Facts, Installation};
use crate::settings::{Helm, Origin, Settings};
use crate::transcript::check::Status;
use crate::transcript::version::Container;

/// Facts by the names that rules use, and whether they hold.
pub(super) type Told = Vec<(&'static str, bool)>;

/// What the paste, and what was chosen, tells of an installation.
pub(super) fn known(
    facts: &Facts,
    installation: &Installation,
    settings: &Settings,
    values: Option<Pasted<'_>>,
) -> Told {
    let mut told = vec![("helm2", settings.helm == Helm::Two)];
    if settings.delivery_origin != Origin::Assumed {
        let others = [Delivery::ArgoCd, Delivery::Flux, Delivery::Terraform];
        told.extend(others.map(|tool| (tool.name(), settings.delivery == tool)));
    }
    if settings.namespace.origin != Origin::Assumed {
        told.push(("own-namespace", settings.namespace.value != crate::installation::DEFAULT_NAMESPACE));
    }
    if let Some(kind) = &installation.deployment_type {
        told.push(("ingress", kind == "ingress"));
        told.push(("knative", kind == "knative"));
    }
    let of_cluster = facts.installations.iter().filter(|other| other.cluster == installation.cluster);
    told.push(("shared-cluster", of_cluster.count() > 1));
    told.push(("mirrored", installation.containers.iter().any(is_mirrored)));
    told.extend(fips(installation).map(|fips| ("fips", fips)));
    let is_off = |path: &str| values.and_then(|values| values.is_on(path)) == Some(false);
    told.push(("federation-off", is_off("gloo-fed.enabled")));
    told.push(("own-license", is_off("=create_license_secret")));
    let by_values = || values?.is_on("kubeGateway.enabled");
    told.extend(kubernetes_gateway(facts).or_else(by_values).map(|enabled| ("kubernetes-gateway", enabled)));
    let names = installation.containers.iter().map(|container| container.name.as_str());
    let names: Vec<&str> = names.chain(facts.pods.iter().map(|pod| pod.name.as_str())).collect();
    for (fact, part) in PARTS {
        if names.iter().any(|name| name.contains(part)) {
            told.push((fact, true));
        }
    }
    told
}

/// What the names of containers and pods tell, by a part of the name.
const PARTS: [(&str, &str); 8] = [
    ("access-logger", "access-logger"),
    ("discovery", "discovery"),
    ("extauth", "extauth"),
    ("federation", "gloo-fed"),
    ("grafana", "grafana"),
    ("prometheus", "prometheus"),
    ("rate-limit", "rate-limit"),
    ("redis", "redis"),
];

/// Only Enterprise has such images, and all of its own are of one variant.
fn fips(installation: &Installation) -> Option<bool> {
    match installation.edition.as_ref()?.value {
        Edition::OpenSource => Some(false),
        Edition::Enterprise => {
            let mut tags = installation.containers.iter().map(tag).filter(|tag| tag.version().is_some());
            let first = tags.next()?;
            let is_fips = |variant: Option<&str>| variant.is_some_and(|variant| variant.contains("fips"));
            Some(is_fips(first.variant()) || tags.any(|tag| is_fips(tag.variant())))
        }
    }
}

/// Whether an image of Gloo comes from a registry that is not public.
fn is_mirrored(container: &Container) -> bool {
    const PUBLIC: [&str; 3] = ["quay.io", "gcr.io", "docker.io"];
    let host = container.registry.as_deref().and_then(|registry| registry.split('/').next());
    // The path of Docker Hub has no host.
    let is_own = host.is_some_and(|host| host.contains(['.', ':']) && !PUBLIC.contains(&host));
    is_own && !matches!(Role::of(&container.name), Role::Foreign | Role::General)
}

/// The check looks at the resources of the Kubernetes Gateway API only where Gloo serves them.
fn kubernetes_gateway(facts: &Facts) -> Option<bool> {
    let mut sections = facts.checks.iter().flat_map(|check| &check.sections);
    let looked = sections.any(|section| {
        section.name.starts_with("kubernetes-")
            && !matches!(section.status, Status::Skipped | Status::Unknown)
    });
    looked.then_some(true)
}
