//! Whether a thing to do is done, as far as the second text proves it.

use super::{Comparison, Finding, compare};
use crate::report::{Report, Whose};

/// Whether something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The text proves that it is.
    Done,
    /// The text proves that it is not.
    NotDone,
    /// The text does not show it.
    Unknown,
}

impl Proof {
    /// The name in the comparison.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::NotDone => "not done",
            Self::Unknown => "not shown",
        }
    }
}

/// Whether a thing to do of the first report is done, by what the second one has. For several things of one report,
/// compare once and ask [`Comparison::proof`].
#[must_use]
pub fn proven(whose: Whose<'_>, before: &Report, after: &Report) -> Proof {
    compare(before, after).proof(whose)
}

impl Comparison {
    /// Whether a thing to do of the first report is done: a step of its plan, or a finding that is to be gone.
    #[must_use]
    pub fn proof(&self, whose: Whose<'_>) -> Proof {
        match whose {
            Whose::Step(..) => {
                let tick = whose.tick();
                let step = self.plan.iter().find(|step| step.tick == tick);
                step.map_or(Proof::Unknown, |step| step.proof)
            }
            Whose::Finding(finding) => {
                let has =
                    |list: &[Finding]| list.iter().any(|one| one.was.unwrap_or(one.code) == finding.code);
                // One that is still there keeps the rest from being done, and one that is unknown leaves it open.
                if has(&self.still) {
                    Proof::NotDone
                } else if has(&self.fixed) && !self.unknown.iter().any(|open| has(&open.findings)) {
                    Proof::Done
                } else {
                    Proof::Unknown
                }
            }
            Whose::Missing => Proof::Unknown,
        }
    }
}
