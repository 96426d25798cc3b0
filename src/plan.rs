//! The way from the installed version to the target: hops, the steps of each, and their commands.

pub mod path;
mod steps;

use crate::catalog::{Catalog, Chart, Confidence};
use crate::command::{Command, Variable, Word};
use crate::diagnose::{Code, Diagnostic, Severity, about_route};
use crate::edition::Edition;
use crate::evidence::Evidence;
use crate::installation::Facts;
use crate::settings::{Choices, Helm, Origin, Settings};
use crate::version::{Tag, Version};
use steps::Position;

/// A plan, for one installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The edition that is upgraded.
    pub edition: Edition,
    /// Where it starts.
    pub from: Version,
    /// Where it is to end.
    pub target: Version,
    /// Codes of the findings that are to be gone first.
    pub blocked_by: Vec<Code>,
    /// Names that the commands use, and who says so.
    pub assumptions: Vec<Assumption>,
    /// One for each upgrade of the chart; none where there is nothing to do, or no way.
    pub hops: Vec<Hop>,
    /// Where one can go from here, the newest known patch of this line first.
    pub targets: Vec<Version>,
}

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

/// One upgrade of the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// The version before.
    pub from: Version,
    /// The version after.
    pub to: Version,
    /// `glooe/gloo-ee`
    pub chart: String,
    /// The release that glooctl is brought to.
    pub client: Client,
    /// In the order in which they are done; rollback steps come last and are done only if need be.
    pub steps: Vec<Step>,
}

/// The release of glooctl that goes with a version of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// An open-source number.
    pub version: Version,
    /// How sure it is that the server is built on just this release; `None` where only the line is
    /// known, which is all that the client needs.
    pub confidence: Option<Confidence>,
}

/// When a step is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing changes for traffic yet.
    Before,
    /// The upgrade itself.
    During,
    /// Looking whether it went well.
    After,
    /// Only if it did not.
    Rollback,
}

impl Phase {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Before, Self::During, Self::After, Self::Rollback];

    /// Reads [`Phase::name`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.name() == text)
    }

    /// The name in the report and in the rules.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::During => "during",
            Self::After => "after",
            Self::Rollback => "rollback",
        }
    }
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Stable identifier: `apply-crds`.
    pub id: String,
    /// When it is done.
    pub phase: Phase,
    /// What it does, in a few words.
    pub title: String,
    /// What it is for.
    pub why: String,
    /// Why to stop here until something is clean.
    pub gate: Option<String>,
    /// What a good run prints.
    pub expect: String,
    /// What is typed, in order.
    pub commands: Vec<Command>,
}

/// Plans for the first installation whose version is known, and says what stands in the way.
#[must_use]
pub fn plan(
    facts: &Facts,
    catalog: &Catalog,
    choices: &Choices,
    settings: &Settings,
    diagnostics: &[Diagnostic],
) -> (Option<Plan>, Vec<Diagnostic>) {
    let installed = facts.installations.iter().find_map(|installation| {
        let edition = installation.edition.as_ref().filter(|_| installation.is_edition_told())?;
        Some((edition.value, installation.version()?))
    });
    let Some((edition, from)) = installed else { return (None, Vec::new()) };
    let chart = catalog.chart(edition).filter(|_| !catalog.rules.steps.is_empty());
    let Some(chart) = chart else { return (None, Vec::new()) };
    let route = path::route(catalog, edition, from.value, choices.target);
    let mut blocked_by: Vec<Code> = Vec::new();
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error) {
        if !blocked_by.contains(&diagnostic.code) {
            blocked_by.push(diagnostic.code);
        }
    }
    let client = facts.client.as_ref().and_then(|client| Tag::parse(&client.value).version());
    let mut builder = steps::Builder { catalog, chart, edition, settings, client, blocked_by: &blocked_by };
    let mut hops = Vec::new();
    let mut at = from.value;
    for stop in route.stops {
        let hop = builder.hop(at, stop, if hops.is_empty() { Position::First } else { Position::Later });
        builder.client = Some(hop.client.version);
        hops.push(hop);
        at = stop;
    }
    let assumptions =
        if hops.is_empty() { Vec::new() } else { assumptions(settings, chart, edition, choices.helm) };
    let evidence =
        if choices.target.is_some() { vec![Evidence::Said("target")] } else { from.evidence.clone() };
    let notes = about_route(route.notes, &evidence);
    let targets = path::targets(catalog, edition, from.value);
    let plan =
        Plan { edition, from: from.value, target: route.target, blocked_by, assumptions, hops, targets };
    (Some(plan), notes)
}

fn assumptions(
    settings: &Settings,
    chart: &Chart,
    edition: Edition,
    helm_chosen: Option<Helm>,
) -> Vec<Assumption> {
    let mut assumptions = vec![
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
            what: "repository alias",
            value: format!("{} for {}", chart.alias, chart.url),
            origin: Origin::Assumed,
            ask: Command::new("helm", &["repo", "list"]),
        },
        Assumption {
            what: "Helm",
            value: settings.helm.name().to_owned(),
            origin: if helm_chosen.is_some() { Origin::Chosen } else { Origin::Assumed },
            ask: Command::new("helm", &["version", "--short"]),
        },
    ];
    if edition == Edition::Enterprise {
        assumptions.push(Assumption {
            what: "licence key in",
            value: format!("${}", Variable::LicenseKey.name()),
            origin: Origin::Assumed,
            ask: Command::new("test", &["-n"]).arg(Word::variable(Variable::LicenseKey)),
        });
    }
    assumptions
}
