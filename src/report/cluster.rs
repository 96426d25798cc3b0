//! What is said of one cluster of a report.

use std::ops::Range;

use super::{Check, Grounds, Report, Verdict};
use crate::diagnose::{Code, Diagnostic};
use crate::evidence::Known;
use crate::installation::Facts;

/// One cluster; a paste may show several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterSummary {
    /// What it is called; `None` where the paste shows only one.
    pub label: Option<String>,
    /// The result for it alone.
    pub verdict: Verdict,
    /// What that rests on.
    pub grounds: Grounds,
    /// The client that was used with it, as it was printed.
    pub client: Option<Known<String>>,
    /// What its checks say together.
    pub check: Option<Check>,
    /// All that the paste says of it.
    pub facts: Facts,
    /// Its installations, as places in [`Report::installations`].
    pub installations: Range<usize>,
}

impl Report {
    /// The cluster of the selected installation; `None` where nothing was read.
    #[must_use]
    pub fn cluster(&self) -> Option<&ClusterSummary> {
        let has_it = |cluster: &&ClusterSummary| cluster.installations.contains(&self.selected);
        self.clusters.iter().find(has_it).or(self.clusters.first())
    }

    /// Which installation it is about, where there are several.
    #[must_use]
    pub fn whose(&self) -> Option<String> {
        let (selected, _) = self.installations.get(self.selected).filter(|_| self.installations.len() > 1)?;
        Some(selected.place())
    }

    /// The client that was used with the selected cluster.
    #[must_use]
    pub fn cluster_client(&self) -> Option<&Known<String>> {
        self.cluster()?.client.as_ref()
    }

    /// The findings on the selected cluster, and those on the paste as a whole.
    pub fn findings(&self) -> impl Iterator<Item = &Diagnostic> {
        let label = self.cluster().and_then(|cluster| cluster.label.as_deref());
        self.diagnostics.iter().filter(move |one| {
            let about = one.subject.cluster.as_deref();
            label.is_none() || about.is_none() || about == label
        })
    }

    /// The first of these findings with a code.
    #[must_use]
    pub fn finding(&self, code: Code) -> Option<&Diagnostic> {
        self.findings().find(|one| one.code == code)
    }

    /// The first of these findings with a code that rests on a number of the selected installation.
    #[must_use]
    pub fn finding_of_selected(&self, code: Code) -> Option<&Diagnostic> {
        let (selected, _) = self.installations.get(self.selected)?;
        self.findings().find(|one| one.code == code && selected.is_read_at(&one.evidence))
    }
}
