//! The names that the commands of a plan use, and who says so.

use crate::catalog::Catalog;
use crate::command::{Argument, Command, Variable};
use crate::edition::Edition;
use crate::installation::Installation;
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

/// Every name that a plan uses, with the command that would tell it.
pub(super) fn assumptions(
    installation: &Installation,
    settings: &Settings,
    catalog: &Catalog,
    edition: Edition,
) -> Vec<Assumption> {
    // Of several clusters, the commands are for one: kubectl has to point at it.
    let context = installation.cluster.as_ref().filter(|cluster| cluster.by == By::Context);
    let context = context.map(|cluster| Assumption {
        what: "context",
        value: cluster.name.clone(),
        origin: Origin::Pasted,
        ask: Command::new("kubectl", &["config", "current-context"]),
    });
    let mut assumptions: Vec<Assumption> = context.into_iter().collect();
    assumptions.extend([
        Assumption {
            what: "namespace",
            value: settings.namespace.value.clone(),
            origin: settings.namespace.origin,
            ask: Settings::ask_namespace(),
        },
        Assumption {
            what: "release name",
            value: settings.release.value.clone(),
            origin: settings.release.origin,
            ask: settings.ask_release(),
        },
        Assumption {
            what: "Helm",
            value: settings.helm.name().to_owned(),
            origin: settings.helm_origin,
            ask: Command::new("helm", &["version", "--short"]),
        },
    ]);
    assumptions.extend(catalog.chart(edition).map(|chart| Assumption {
        what: "repository alias",
        value: format!("{} for {}", chart.alias, chart.url),
        origin: Origin::Assumed,
        ask: Command::new("helm", &["repo", "list"]),
    }));
    if edition == Edition::Enterprise {
        assumptions.push(Assumption {
            what: "licence key in",
            value: format!("${}", Variable::LicenseKey.name()),
            origin: Origin::Assumed,
            ask: Command::new("test", &["-n"]).arg(Argument::variable(Variable::LicenseKey)),
        });
    }
    assumptions
}
