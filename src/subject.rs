//! Whom a statement is about, and which later statement takes back which earlier one.
//!
//! This is the one place that decides it. Everything that a paste states is of one of the kinds below; a later
//! statement takes an earlier one back only if the table has a row for the two, and only of the same subject.

/// Whom a statement is about. What is `None` was not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The cluster, by what tells it from others.
    pub cluster: Option<String>,
    /// The namespace.
    pub namespace: Option<String>,
    /// The Helm release.
    pub release: Option<String>,
    /// The program that said it.
    pub program: Option<&'static str>,
    /// The kind of the object, as it is printed and without its group: `Job`, `pod`.
    pub kind: Option<String>,
    /// The name of the object.
    pub name: Option<String>,
}

impl Subject {
    /// Whether two statements may be about the same: nothing that both name differs. The program is who says it,
    /// so it need not be the same. A cluster is the same only if it is named alike, or not named, by both.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let agrees = |one: &Option<String>, other: &Option<String>| match (one, other) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        self.cluster == other.cluster
            && agrees(&self.namespace, &other.namespace)
            && agrees(&self.release, &other.release)
    }
}

/// A kind of statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statement {
    /// `glooctl version` found a server.
    Versions,
    /// `glooctl version` found none.
    NoServer,
    /// A run of `glooctl check` that says that nothing is wrong.
    Healthy,
    /// Another run of `glooctl check` that has an end.
    Failing,
    /// A run of `glooctl check` that was cut, or a line of one.
    Fragment,
    /// glooctl warned that client and server differ.
    Mismatch,
    /// Helm says that the release is deployed.
    Deployed,
    /// `helm install`, `helm upgrade` or `glooctl install` has just succeeded.
    Installed,
    /// `helm uninstall` or `glooctl uninstall` has just succeeded.
    Uninstalled,
    /// Helm says that the release is failed or pending.
    Stuck,
    /// A run of helm that changes a release failed.
    HelmFailure,
    /// Any other failure.
    OtherFailure,
    /// A list of pods.
    Pods,
    /// A list of workloads.
    Workloads,
    /// The version of Kubernetes.
    Kubernetes,
    /// The version of Helm.
    Helm,
    /// Definitions that differ from those of the chart.
    Definitions,
    /// Output that says nothing of what is installed.
    Nothing,
}

/// How much of an earlier statement a later one takes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// The parts that the later one has too.
    SharedParts,
}

use Extent::{SharedParts, Whole};
use Statement as S;

/// The later statement, the earlier one, and how much of the earlier one is taken back. What is not here takes
/// nothing back: a fragment of a check, a deployed release what a webhook refused, an image list another one.
pub const RULES: [(Statement, Statement, Extent); 27] = [
    (S::Versions, S::Versions, Whole),
    (S::Versions, S::NoServer, Whole),
    (S::NoServer, S::NoServer, Whole),
    (S::Healthy, S::Healthy, SharedParts),
    (S::Healthy, S::Failing, SharedParts),
    (S::Healthy, S::Fragment, SharedParts),
    (S::Healthy, S::NoServer, Whole),
    (S::Failing, S::Healthy, SharedParts),
    (S::Failing, S::Failing, SharedParts),
    (S::Failing, S::Fragment, SharedParts),
    (S::Mismatch, S::Mismatch, Whole),
    (S::Deployed, S::Stuck, Whole),
    (S::Deployed, S::NoServer, Whole),
    (S::Installed, S::Stuck, Whole),
    (S::Installed, S::NoServer, Whole),
    (S::Installed, S::HelmFailure, Whole),
    (S::Uninstalled, S::Versions, Whole),
    (S::Uninstalled, S::Deployed, Whole),
    (S::Uninstalled, S::Workloads, Whole),
    (S::Uninstalled, S::Pods, Whole),
    (S::Uninstalled, S::Stuck, Whole),
    (S::Pods, S::Pods, Whole),
    (S::Workloads, S::Workloads, Whole),
    (S::Workloads, S::NoServer, Whole),
    (S::Kubernetes, S::Kubernetes, Whole),
    (S::Helm, S::Helm, Whole),
    (S::Definitions, S::Definitions, Whole),
];

/// How much of an earlier statement a later one of the same subject takes back, if anything.
#[must_use]
pub fn takes_back(later: Statement, earlier: Statement) -> Option<Extent> {
    RULES.iter().find(|(one, other, _)| *one == later && *other == earlier).map(|(_, _, extent)| *extent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(cluster: Option<&str>, namespace: Option<&str>) -> Subject {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Subject { cluster: owned(cluster), namespace: owned(namespace), ..Subject::default() }
    }

    #[test]
    fn subjects_differ_by_what_both_name() {
        assert!(subject(None, Some("a")).is_same(&subject(None, None)));
        assert!(!subject(None, Some("a")).is_same(&subject(None, Some("b"))));
        assert!(!subject(Some("prod"), None).is_same(&subject(Some("dev"), None)));
        assert!(
            !subject(Some("prod"), None).is_same(&subject(None, None)),
            "a cluster without a name is another"
        );
    }

    #[test]
    fn only_a_success_of_the_same_kind_takes_a_failure_back() {
        assert_eq!(
            takes_back(S::Deployed, S::HelmFailure),
            None,
            "helm list says nothing of what was refused"
        );
        assert_eq!(takes_back(S::Installed, S::HelmFailure), Some(Whole));
        for statement in [S::Fragment, S::Nothing, S::OtherFailure, S::HelmFailure, S::Stuck] {
            assert!(
                RULES.iter().all(|(later, ..)| *later != statement),
                "{statement:?} takes something back"
            );
        }
        assert!(RULES.iter().all(|(_, earlier, _)| *earlier != S::OtherFailure));
    }

    #[test]
    fn of_two_rules_for_the_same_only_one_is_there() {
        for (at, (later, earlier, _)) in RULES.iter().enumerate() {
            let others = RULES.iter().skip(at + 1);
            assert!(others.into_iter().all(|(one, other, _)| (one, other) != (later, earlier)));
        }
    }
}
