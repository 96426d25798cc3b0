//! Before and after on the page: which two texts are compared, and what the later one proves.

use std::rc::Rc;

use crate::compare::{Comparison, Proof, compare};
use crate::report::Report;

/// One of the two texts that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What was there before the last paste.
    Earlier,
    /// The text at a place of the case.
    At(usize),
}

impl Side {
    /// The name that [`Side::parse`] reads.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Earlier => "earlier".to_owned(),
            Self::At(place) => place.to_string(),
        }
    }

    /// Reads [`Side::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        if name == "earlier" { Some(Self::Earlier) } else { name.parse().ok().map(Self::At) }
    }
}

/// A comparison that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The first text, and the second one.
    pub sides: (Side, Side),
    /// What they say together.
    pub comparison: Rc<Comparison>,
}

impl Compared {
    /// Compares what two texts say.
    #[must_use]
    pub fn new(sides: (Side, Side), before: &Report, after: &Report) -> Self {
        Self { sides, comparison: Rc::new(compare(before, after)) }
    }
}

/// The steps of a plan that a later report proves to be done: the names of their ticks, and their titles.
#[must_use]
pub fn proven(before: &Report, after: &Report) -> Vec<(String, String)> {
    if before.plan.is_none() {
        return Vec::new();
    }
    let steps = compare(before, after).plan.into_iter();
    steps.filter(|step| step.proof == Proof::Done).map(|step| (step.tick, step.title)).collect()
}
