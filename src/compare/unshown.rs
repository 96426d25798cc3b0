//! Why a text does not show whether something is there.

use crate::evidence::Evidence;
use crate::transcript::Kind;

/// What shows that a finding is not there, or what is missing for that.
pub(super) type Shown = Result<Vec<Evidence>, Unshown>;

/// Why a text does not show whether a finding is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unshown {
    /// It has no check of that namespace.
    NoCheck,
    /// Its check did not look at a part.
    NotChecked(String),
    /// Its check left something out.
    NotWhole,
    /// Its check counts errors of a part, and does not list them all.
    NotListed(String),
    /// It has no versions of the installation.
    NoVersions,
    /// It has no list of pods.
    NoPods,
    /// It has no state of the Helm release.
    NoRelease,
    /// It has no run of the command that succeeded.
    NoSuccess,
    /// It has more errors than are kept.
    MoreErrors,
    /// It has no output of a kind.
    None(Kind),
    /// It is of another cluster, or which of its clusters is meant is unknown.
    NoCluster,
}

impl Unshown {
    /// The reason as a sentence about one of the texts, `first` or `second`.
    pub fn sentence(&self, text: &str) -> String {
        let lacks = match self {
            Self::NoCheck => "has no glooctl check".to_owned(),
            Self::NotChecked(part) => format!("has a glooctl check that did not look at {part}"),
            Self::NotWhole => "has no glooctl check that looked at everything".to_owned(),
            Self::NotListed(part) => format!("counts errors in {part} and does not list them"),
            Self::NoVersions => "does not show the versions that run".to_owned(),
            Self::NoPods => "has no list of the pods".to_owned(),
            Self::NoRelease => "does not show the Helm release".to_owned(),
            Self::NoSuccess => "does not show that the command succeeds now".to_owned(),
            Self::MoreErrors => "has more kinds of errors than are kept".to_owned(),
            Self::None(kind) => format!("has no output of {}", kind.label()),
            Self::NoCluster => "does not show this cluster".to_owned(),
        };
        format!("The {text} text {lacks}.")
    }
}
