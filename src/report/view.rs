//! What is said of each cluster, and which installation the plan is for.

use crate::diagnose::pairing::{Pairing, pair};
use crate::diagnose::{self, Diagnostic};
use crate::failures::Failures;
use crate::gather::Gather as _;
use crate::installation::{Doubt, Facts, Installation};
use crate::knowledge::Knowledge;
use crate::settings::{Choices, Pasted, Settings};

/// The installation that the plan is for.
pub(super) struct Selected {
    /// Which of the clusters it is in.
    pub cluster: usize,
    /// Which of the cluster's installations it is.
    pub installation: usize,
    /// Which of all installations it is.
    pub index: usize,
}

impl Selected {
    /// The one that was chosen, or else the first one whose version is known and not in doubt.
    pub fn new(clusters: &[Facts], choices: &Choices) -> Self {
        let places = clusters.iter().enumerate().flat_map(|(cluster, facts)| {
            facts.installations.iter().enumerate().map(move |(at, installation)| (cluster, at, installation))
        });
        let mut all = places.enumerate().map(|(index, (cluster, at, installation))| {
            (Self { cluster, installation: at, index }, installation)
        });
        let can_start = |installation: &Installation| {
            installation.doubt == Doubt::None && installation.version().is_some()
        };
        let found = match choices.installation {
            Some(chosen) => all.find(|(selected, _)| selected.index == chosen),
            None => all.find(|(_, installation)| can_start(installation)),
        };
        found.map_or(Self { cluster: 0, installation: 0, index: 0 }, |(selected, _)| selected)
    }
}

/// What is said of one cluster.
pub(super) struct View<'a> {
    /// What the paste says of it.
    pub facts: &'a Facts,
    /// The failures that are known.
    pub failures: &'a Failures,
    /// The names that its commands use.
    pub settings: Settings,
    /// Each installation with its pairing.
    pub installations: Vec<(Installation, Pairing)>,
    /// Its findings, worst first.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> View<'a> {
    pub fn new(facts: &'a Facts, selected: &Selected, knowledge: &'a Knowledge, choices: &Choices) -> Self {
        let at = if choices.installation.is_some() { selected.installation } else { 0 };
        let own = facts.installations.get(at).or(facts.installations.first());
        let namespace =
            own.and_then(|installation| installation.namespace.as_ref()).or(facts.namespace.as_ref());
        let release = own.and_then(|installation| installation.release.as_ref());
        let settings = Settings::new(choices, Pasted { namespace, release, helm: facts.helm.as_ref() });
        let diagnostics = diagnose::diagnose(facts, knowledge, &settings, choices.today);
        let pairings = facts.installations.iter().map(|installation| pair(installation, &knowledge.catalog));
        let installations = facts.installations.iter().cloned().zip(pairings).gather();
        let failures = &*knowledge.failures;
        Self { facts, failures, settings, installations, diagnostics: diagnose::worst_first(diagnostics) }
    }
}
