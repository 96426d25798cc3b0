//! What is said of each cluster, and which installation the plan is for.

use crate::diagnose::pairing::{Pairing, pair};
use crate::diagnose::{self, Diagnostic, Ended, Severity};
use crate::failures::Failures;
use crate::installation::{self, Doubt, Facts, Installation};
use crate::knowledge::Knowledge;
use crate::settings::{Choices, Pasted, Settings};

/// The installation that a report is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Selected {
    /// Which of the clusters it is in.
    pub cluster: usize,
    /// Which of the cluster's installations it is.
    pub installation: usize,
    /// Which of all installations it is.
    pub index: usize,
}

impl Selected {
    /// The one that the user chose: by its place among all installations, or else by its namespace or release, where only
    /// one has these. A name of one must not be put into commands for another.
    pub fn chosen(clusters: &[Facts], choices: &Choices) -> Option<Self> {
        let places = clusters.iter().enumerate().flat_map(|(cluster, facts)| {
            let all = facts.installations.iter().enumerate();
            all.map(move |(installation, found)| (cluster, installation, found))
        });
        let mut all = places
            .enumerate()
            .map(|(index, (cluster, installation, found))| (Self { cluster, installation, index }, found));
        if let Some(index) = choices.installation {
            return all.nth(index).map(|(place, _)| place);
        }
        let (namespace, release) = (choices.namespace.as_deref(), choices.release.as_deref());
        if namespace.is_none() && release.is_none() {
            return None;
        }
        let mut named: Vec<(Self, &Installation)> =
            all.filter(|(_, found)| found.may_be(namespace, release)).collect();
        if named.len() > 1 {
            // What is known to have the names counts more than what may have them.
            named.retain(|(_, found)| {
                (namespace.is_none() || found.namespace.is_some())
                    && (release.is_none() || found.release.is_some())
            });
        }
        named.pop().filter(|_| named.is_empty()).map(|(place, _)| place)
    }

    /// Of those whose version is known and not in doubt, the first one in the cluster with the worst findings.
    pub fn worst(views: &[View<'_>]) -> Self {
        let places = views.iter().enumerate().flat_map(|(cluster, view)| {
            let all = view.installations.iter().enumerate();
            all.map(move |(installation, (found, _))| (cluster, installation, found, view))
        });
        places
            .enumerate()
            .filter(|(_, (.., found, _))| found.doubt == Doubt::None && found.version().is_some())
            // The first one of several that are equal.
            .min_by_key(|(_, (.., view))| {
                let severities = view.diagnostics.iter().map(|one| one.severity);
                severities.min().unwrap_or(Severity::Note)
            })
            .map_or(Self::default(), |(index, (cluster, installation, ..))| Self {
                cluster,
                installation,
                index,
            })
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
    /// The line of the chosen one, where that is out of support.
    pub ended: Option<Ended>,
}

impl<'a> View<'a> {
    /// `chosen` is an installation of this cluster, whose names its commands use.
    pub fn new(
        facts: &'a Facts,
        chosen: Option<Selected>,
        knowledge: &'a Knowledge,
        choices: &Choices,
    ) -> Self {
        let at = chosen.map_or(0, |chosen| chosen.installation);
        let own = facts.installations.get(at).or(facts.installations.first());
        let namespace =
            own.and_then(|installation| installation.namespace.as_ref()).or(facts.namespace.as_ref());
        let release = own.and_then(|installation| installation.release.as_ref());
        // Each installation may have an object of its own.
        let shown = installation::delivered(&facts.signs, namespace.into_iter());
        let delivered = match (choices.delivered_by, shown.as_slice()) {
            (Some(chosen), all) => all.iter().find(|known| known.value.by == chosen),
            (None, [one]) => Some(one),
            (None, _) => None,
        };
        let pasted = Pasted { namespace, release, helm: facts.helm.as_ref(), delivered };
        let settings = Settings::new(choices, pasted);
        let diagnostics = diagnose::diagnose(facts, knowledge, &settings, choices.today);
        let pairings = facts.installations.iter().map(|installation| pair(installation, &knowledge.catalog));
        let installations = facts.installations.iter().cloned().zip(pairings).collect();
        let ended = own.and_then(|one| Ended::of(one, &knowledge.catalog, choices.today));
        let (failures, diagnostics) = (&*knowledge.failures, diagnose::worst_first(diagnostics));
        Self { facts, failures, settings, installations, diagnostics, ended }
    }
}
