//! What is to be said about the way to the target.

use super::{Code, Diagnostic, Findings};
use crate::catalog::{Catalog, Chart};
use crate::command::Command;
use crate::edition::Edition;
use crate::evidence::Evidence;

/// Something to say about a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// In a few words.
    pub title: String,
    /// In full.
    pub detail: String,
    /// The command that would tell more.
    pub ask: Option<Command>,
}

impl Note {
    pub(crate) fn new(title: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { title: title.into(), detail: detail.into(), ask: None }
    }

    /// The same note, with the command that tells which releases there are.
    pub(crate) fn ask_repository(mut self, catalog: &Catalog, edition: Edition) -> Self {
        let search =
            |chart: &Chart| Command::new("helm", &["search", "repo", &chart.reference(), "--versions"]);
        self.ask = catalog.chart(edition).map(search);
        self
    }
}

/// Notes as findings.
#[must_use]
pub fn about_route(notes: Vec<Note>, evidence: &[Evidence]) -> Vec<Diagnostic> {
    let mut findings = Findings::default();
    for note in notes {
        let finding = findings.add(Code::NoPath, note.title, note.detail).rests_on(evidence);
        if let Some(ask) = note.ask {
            finding.help("Paste what this prints, and the plan takes it into account.", ask);
        }
    }
    findings.0
}
