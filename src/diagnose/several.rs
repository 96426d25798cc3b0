//! Several clusters in one paste.

use super::{Code, Diagnostic, Findings, Severity};
use crate::evidence::Evidence;
use crate::installation::cluster::MOST_CLUSTERS;
use crate::installation::{Cluster, Facts};

/// Says which clusters are in the paste, and that what is known of one says nothing of another.
#[must_use]
pub fn several_clusters(clusters: &[Facts], left_out: usize) -> Vec<Diagnostic> {
    let mut findings = Findings::default();
    if clusters.len() > 1 {
        let names: Vec<String> =
            clusters.iter().filter_map(|facts| Some(facts.cluster.as_ref()?.label())).collect();
        let evidence: Vec<Evidence> = clusters.iter().filter_map(named).collect();
        let detail = format!(
            "They are distinguished by {}. What is known of one says nothing about another.",
            names.join(", ")
        );
        let title = format!("{} clusters are in this paste", clusters.len());
        let finding = findings.add(Code::SeveralClusters, title, detail).rests_on(&evidence);
        // A healthy check says nothing of the versions of another cluster.
        let is_half = |facts: &Facts| facts.installations.is_empty() || facts.checks.is_empty();
        if clusters.iter().any(is_half) {
            finding.0.severity = Severity::Unknown;
        }
    }
    if left_out > 0 {
        let title = format!("More than {MOST_CLUSTERS} clusters are in this paste");
        let detail = format!("The rest is not read: {left_out} outputs are left out.");
        findings.add(Code::SeveralClusters, title, detail).0.severity = Severity::Unknown;
    }
    findings.0
}

fn named(facts: &Facts) -> Option<Evidence> {
    let Cluster { span, .. } = facts.cluster.as_ref()?;
    span.map(Evidence::Lines)
}
