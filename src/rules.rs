//! What failing checks mean and what an upgrade consists of: data, in `static/rules.json`.
//!
//! A line of it may begin with conditions in brackets, and holds slots in braces:
//! `[enterprise to>=1.5.0] helm pull {chart} --version {to}`. The conditions and slots that exist are
//! listed in [`Situation`]; a rule that uses another one does not load.

mod load;
mod template;

pub use template::{Situation, Slot};

use crate::plan::Phase;

/// The rules. [`Rules::default`] has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    checks: Vec<Explanation>,
    /// In the order in which they are done.
    pub steps: Vec<StepRule>,
}

/// What a failing check means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code of the finding.
    pub code: String,
    /// In a few words.
    pub title: String,
    /// In full.
    pub detail: String,
    /// What to do next.
    pub help: String,
    /// The command that does it.
    pub command: String,
}

/// One thing to do in an upgrade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRule {
    /// Stable identifier: `apply-crds`.
    pub id: String,
    /// When it is done.
    pub phase: Phase,
    /// The conditions under which it is done at all, without brackets.
    pub when: String,
    /// What it does, in a few words.
    pub title: String,
    /// What it is for, a line for each sentence that has conditions of its own.
    pub why: Vec<String>,
    /// Why to stop here until something is clean.
    pub gate: Vec<String>,
    /// What a good run prints.
    pub expect: Vec<String>,
    /// What is typed, in order.
    pub commands: Vec<String>,
}

impl Rules {
    /// What a finding of the check means.
    #[must_use]
    pub fn explanation(&self, code: &str) -> Option<&Explanation> {
        self.checks.iter().find(|explanation| explanation.code == code)
    }
}

pub(crate) use load::load;
