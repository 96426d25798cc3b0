//! The names that the commands of a plan use, and who says so.

use super::Plan;
use crate::catalog::Catalog;
use crate::command::{Argument, Command, Variable};
use crate::delivery::Delivery;
use crate::edition::Edition;
use crate::installation::Cluster;
use crate::installation::cluster::By;
use crate::settings::{Named as _, Origin, Settings};

/// A name that the commands use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// `release name`
    pub what: &'static str,
    /// The name itself.
    pub value: String,
    /// Who says so.
    pub origin: Origin,
    /// The command that would tell.
    pub ask: Command,
}

/// What the place that kubectl and Helm point at is called.
const CONTEXT: &str = "context";

impl Assumption {
    /// Whether it is the place that all commands have to be typed at: none of them names it.
    #[must_use]
    pub fn is_place(&self) -> bool {
        self.what == CONTEXT
    }
}

impl Plan {
    /// The context that has to be current for all its commands, where the paste names it.
    #[must_use]
    pub fn place(&self) -> Option<&Assumption> {
        self.assumptions.iter().find(|one| one.is_place())
    }
}

/// Every name that a plan uses, with the command that would tell it. `types_key` is whether its commands have the licence
/// key.
pub(super) fn assumptions(
    named: Option<&Cluster>,
    settings: &Settings,
    catalog: &Catalog,
    (edition, types_key): (Edition, bool),
) -> Vec<Assumption> {
    // No command names the cluster that it is for: kubectl has to point at it.
    let context = named.filter(|cluster| cluster.by == By::Context);
    let context = context.map(|cluster| Assumption {
        what: CONTEXT,
        value: cluster.name.clone(),
        origin: Origin::Pasted,
        ask: Command::new("kubectl", &["config", "current-context"]),
    });
    let mut assumptions: Vec<Assumption> = context.into_iter().collect();
    assumptions.push(Assumption {
        what: "namespace",
        value: settings.namespace.value.clone(),
        origin: settings.namespace.origin,
        ask: Settings::ask_namespace(),
    });
    let is_by_hand = settings.delivery == Delivery::Helm;
    // Argo CD makes no release and asks no repository of this machine.
    let has_release = settings.delivery != Delivery::ArgoCd;
    assumptions.extend(has_release.then(|| Assumption {
        what: "release name",
        value: settings.release.value.clone(),
        origin: settings.release.origin,
        ask: settings.ask_release(),
    }));
    if !is_by_hand {
        assumptions.push(Assumption {
            what: "delivered by",
            value: settings.delivery.product().to_owned(),
            origin: settings.delivery_origin,
            ask: settings.ask_delivery(),
        });
    }
    assumptions.extend(object(settings));
    assumptions.extend(is_by_hand.then(|| Assumption {
        what: "Helm",
        value: settings.helm.name().to_owned(),
        origin: settings.helm_origin,
        ask: Command::new("helm", &["version", "--short"]),
    }));
    assumptions.extend(catalog.chart(edition).filter(|_| has_release).map(|chart| Assumption {
        what: "repository alias",
        value: match chart.has_address {
            false => chart.alias.clone(),
            true => format!("{} for {}", chart.alias, chart.url),
        },
        origin: if chart.is_pasted { Origin::Pasted } else { Origin::Assumed },
        ask: Command::new("helm", &["repo", "list"]),
    }));
    if types_key && is_by_hand {
        assumptions.push(Assumption {
            what: "licence key in",
            value: format!("${}", Variable::LicenseKey.name()),
            origin: Origin::Assumed,
            ask: Command::new("test", &["-n"]).arg(Argument::variable(Variable::LicenseKey)),
        });
    }
    assumptions
}

/// What the tool that delivers the chart calls the object with its version, and who says so.
fn object(settings: &Settings) -> Option<Assumption> {
    let ask = match settings.delivery {
        Delivery::Helm => return None,
        Delivery::ArgoCd => Command::new("argocd", &["app", "list"]),
        Delivery::Flux => Command::new("flux", &["get", "helmreleases", "-A"]),
        Delivery::Terraform => Settings::ask_terraform(),
    };
    let name = &settings.object.value;
    let value = match settings.delivery {
        Delivery::Flux => format!("{name} in {}", settings.object_namespace.value),
        Delivery::ArgoCd => settings.application(),
        _ => name.clone(),
    };
    Some(Assumption { what: settings.delivery.object(), value, origin: settings.object.origin, ask })
}
