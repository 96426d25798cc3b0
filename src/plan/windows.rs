//! Whether the cluster and Helm are new enough, and not too new, for a release.

use super::known::Told;
use crate::catalog::{Catalog, Support};
use crate::delivery::Delivery;
use crate::rules::Slot;
use crate::version::{ReleaseLine, Version};

/// What is known of the surroundings of an installation.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings {
    /// The line of Kubernetes.
    pub kubernetes: Option<ReleaseLine>,
    /// The line of Helm.
    pub helm: Option<ReleaseLine>,
    /// What delivers the chart: any but a person brings a Helm of its own.
    pub delivery: Delivery,
}

/// What the published support table says of an upgrade, as conditions, facts and slots.
#[derive(Default)]
pub(super) struct Window {
    pub holds: Vec<&'static str>,
    pub facts: Told,
    pub slots: Vec<(&'static str, Slot)>,
}

/// From this line on Helm updates one repository by its name; before, it refuses the name.
const REPOSITORY_BY_NAME_SINCE: ReleaseLine = ReleaseLine { major: 3, minor: 7 };

impl Surroundings {
    /// Whether Helm is known to take the name of a repository behind `helm repo update`.
    pub(super) fn updates_one_repository(self) -> bool {
        self.helm.is_some_and(|helm| helm >= REPOSITORY_BY_NAME_SINCE)
    }

    /// Holds what is known against the table's rows of two lines.
    pub(super) fn window(self, catalog: &Catalog, from: ReleaseLine, to: ReleaseLine) -> Window {
        let mut window = Window::default();
        if from != to {
            window.holds.push("lines-differ");
        }
        let Some(support) = catalog.support(to) else { return window };
        window.tell(catalog.support(from), support);
        if let Some((lowest, highest)) = support.kubernetes {
            window.holds.push("kubernetes-listed");
            window.slot("kuberneteslow", lowest);
            window.slot("kuberneteshigh", highest);
            match self.kubernetes {
                Some(line) => {
                    window.slot("kubernetes", line);
                    window.facts.push(("kubernetes-outside", line < lowest || line > highest));
                    if line < lowest {
                        window.holds.push("kubernetes-older");
                    }
                    if line > highest {
                        window.newer(catalog, line);
                    }
                }
                None => window.holds.push("kubernetes-unknown"),
            }
            window.overlap(catalog.support(from), (lowest, highest));
        }
        if let Some(lowest) = support.helm.filter(|_| self.delivery == Delivery::Helm) {
            window.holds.push("helm-listed");
            window.slot("helmlow", lowest);
            match self.helm {
                Some(line) => {
                    window.slot("helm", line);
                    window.facts.push(("helm-outside", line < lowest));
                }
                None => window.holds.push("helm-unknown"),
            }
        }
        let open = ["kubernetes-unknown", "helm-unknown"];
        if window.holds.iter().any(|held| open.contains(held))
            || window.facts.iter().any(|(_, outside)| *outside)
        {
            window.holds.push("windows-open");
        }
        window
    }
}

/// Which Kubernetes fits each line that a plan visits, or that the cluster has to move on the way; empty within one
/// line, or where a line's row is not known. `beside` is what Gloo and the product beside it can share in the end.
pub(super) fn on_the_way(
    catalog: &Catalog,
    from: Version,
    stops: &[Version],
    beside: Option<(ReleaseLine, ReleaseLine)>,
) -> String {
    let listed = |version: &Version| catalog.support(version.line()).and_then(|support| support.kubernetes);
    let Some(last) = stops.last().filter(|last| last.line() != from.line()) else { return String::new() };
    let mut shared = listed(&from);
    for stop in stops {
        shared = shared
            .zip(listed(stop))
            .map(|((low, high), (lowest, highest))| (low.max(lowest), high.min(highest)));
    }
    let Some(((low, high), (lowest, highest))) = shared.zip(listed(last)) else { return String::new() };
    let (low, high) = beside.map_or((low, high), |(lowest, highest)| (low.max(lowest), high.min(highest)));
    let what = if beside.is_some() { "the whole way" } else { "every planned Gloo version" };
    if low <= high {
        return format!("Kubernetes {} fits {what}.", range(low, high));
    }
    let end = match beside {
        Some((lowest, highest)) => format!("in the end it has to be {}", range(lowest, highest)),
        None => format!("{} is listed for {}", last.line(), range(lowest, highest)),
    };
    format!("No Kubernetes fits {what}: {end}. Upgrade the cluster in between, where the hops say so.")
}

/// A window as people say it.
pub(super) fn range(low: ReleaseLine, high: ReleaseLine) -> String {
    if low == high { low.to_string() } else { format!("{low} to {high}") }
}

impl Window {
    /// The Kubernetes releases that both lines are listed for: there the cluster can be while Gloo is upgraded.
    fn overlap(&mut self, before: Option<&Support>, (lowest, highest): (ReleaseLine, ReleaseLine)) {
        let Some((low, high)) = before.and_then(|support| support.kubernetes) else { return };
        let (low, high) = (low.max(lowest), high.min(highest));
        if low <= high {
            self.holds.push("lines-overlap");
            self.slot("both", range(low, high));
        }
    }

    /// A cluster does not go back, so a newer one is answered by a line of Gloo that is listed for it.
    fn newer(&mut self, catalog: &Catalog, line: ReleaseLine) {
        self.holds.push("kubernetes-newer");
        let is_listed = |support: &&(ReleaseLine, Support)| {
            support.1.kubernetes.is_some_and(|(lowest, highest)| lowest <= line && line <= highest)
        };
        if let Some((first, _)) = catalog.supports().iter().filter(is_listed).min_by_key(|(line, _)| *line) {
            self.holds.push("kubernetes-served");
            self.slot("servedline", *first);
        }
    }

    /// What is only told: nothing in the paste can be held against it.
    fn tell(&mut self, before: Option<&Support>, support: &Support) {
        if let Some((lowest, highest)) = support.istio {
            self.holds.push("istio-listed");
            self.slot("istiolow", lowest);
            self.slot("istiohigh", highest);
        }
        let envoy = |support: &Support| support.envoy.as_ref().map(|(_, last)| last.clone());
        if let Some((old, new)) = before.and_then(envoy).zip(envoy(support)).filter(|(old, new)| old != new) {
            self.holds.push("envoy-moves");
            self.slots.push(("envoyfrom", Slot::Text(old)));
            self.slots.push(("envoyto", Slot::Text(new)));
        }
    }

    fn slot(&mut self, name: &'static str, value: impl ToString) {
        self.slots.push((name, Slot::Text(value.to_string())));
    }
}
