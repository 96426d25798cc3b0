//! Which clusters of the two texts are the same.

use super::side::Side;
use crate::installation::Cluster;
use crate::installation::cluster::By;
use crate::report::ClusterSummary;

/// The clusters that both texts have.
#[derive(Default)]
pub(super) struct Pairs {
    /// Their places in either report.
    pub same: Vec<(usize, usize)>,
    /// That the texts are of different clusters, in a sentence.
    pub apart: Option<String>,
}

impl Pairs {
    /// The place in the second report of a cluster of the first one.
    pub fn after(&self, before: usize) -> Option<usize> {
        self.same.iter().find(|(one, _)| *one == before).map(|(_, other)| *other)
    }

    /// The place in the first report of a cluster of the second one.
    pub fn before(&self, after: usize) -> Option<usize> {
        self.same.iter().find(|(_, other)| *other == after).map(|(one, _)| *one)
    }
}

/// Pairs the clusters. The only cluster of one text is that of the other, unless both are named and differ.
pub(super) fn pair((before, after): (&Side<'_>, &Side<'_>)) -> Pairs {
    let (ours, theirs) = (before.report.clusters.as_slice(), after.report.clusters.as_slice());
    if let ([one], [other]) = (ours, theirs) {
        return match differ(one, other) {
            None => Pairs { same: vec![(0, 0)], apart: None },
            apart => Pairs { same: Vec::new(), apart },
        };
    }
    let mut same: Vec<(usize, usize)> = Vec::new();
    for (at, one) in ours.iter().enumerate() {
        let is_free = |place: usize| same.iter().all(|(_, taken)| *taken != place);
        let found = theirs.iter().enumerate().find(|(place, other)| is_free(*place) && are_same(one, other));
        if let Some((place, _)) = found {
            same.push((at, place));
        }
    }
    let apart = same.is_empty().then(|| "The two texts have no cluster in common.".to_owned());
    Pairs { same, apart }
}

/// That two clusters are different ones. People paste from several hosts, so those prove nothing.
fn differ(one: &ClusterSummary, other: &ClusterSummary) -> Option<String> {
    let (one, other) = (one.facts.named.as_ref()?, other.facts.named.as_ref()?);
    let is_firm = matches!(one.by, By::Context | By::Kubeconfig | By::Server | By::Heading);
    (is_firm && one.by == other.by && name(one) != name(other))
        .then(|| format!("The two texts are of different clusters: {} and {}.", one.label(), other.label()))
}

fn are_same(one: &ClusterSummary, other: &ClusterSummary) -> bool {
    let named = one.facts.named.as_ref().zip(other.facts.named.as_ref());
    named.is_some_and(|(one, other)| one.by == other.by && name(one) == name(other))
}

/// A kubeconfig may be in another folder.
fn name(cluster: &Cluster) -> &str {
    match cluster.by {
        By::Kubeconfig => cluster.name.rsplit(['/', '\\']).next().unwrap_or_default(),
        _ => &cluster.name,
    }
}
