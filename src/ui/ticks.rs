//! Which steps are done, by names that hold in every plan.

use std::rc::Rc;

use crate::plan::{Hop, Step};

/// The name of a step for its tick: the same step of the same hop has it in every plan.
#[must_use]
pub fn tick(hop: &Hop, step: &Step) -> String {
    format!("{} {} {} {}", hop.edition.name(), hop.from, hop.to, step.id)
}

pub(super) fn toggled(done: &[String], step: String) -> Rc<[String]> {
    let rest = done.iter().filter(|known| **known != step).cloned();
    if done.contains(&step) { rest.collect() } else { rest.chain([step.clone()]).collect() }
}
