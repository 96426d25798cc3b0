//! Which steps are done, by names that hold in every plan.

use std::rc::Rc;

use crate::plan::{Hop, Step};
use crate::report::Whose;

/// Whether a step is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// It is not.
    Open,
    /// It is.
    Done,
}

impl Tick {
    /// Whether the step of this name is done.
    #[must_use]
    pub fn of(name: &String, done: &[String]) -> Self {
        if done.contains(name) { Self::Done } else { Self::Open }
    }

    /// The class of the step.
    #[must_use]
    pub const fn class(self) -> Option<&'static str> {
        match self {
            Self::Open => None,
            Self::Done => Some("done"),
        }
    }
}

/// The name of a step for its tick: the same step of the same hop has it in every plan.
#[must_use]
pub fn tick(hop: &Hop, step: &Step) -> String {
    Whose::Step(hop, step).tick()
}

pub(super) fn toggled(done: &[String], step: String) -> Rc<[String]> {
    let rest = done.iter().filter(|known| **known != step).cloned();
    if done.contains(&step) { rest.collect() } else { rest.chain([step.clone()]).collect() }
}
