//! The way that was chosen, over several pastes: each of them shows how far one has come.

use std::rc::Rc;

use crate::plan::Plan;
use crate::report::Report;
use crate::version::Version;

/// The stops of a way, its start included.
pub type Stops = Rc<[Version]>;

/// How far somebody is on a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many hops are done.
    pub done: usize,
    /// How many there are.
    pub all: usize,
}

/// Whether a report has a plan that leads nowhere.
#[must_use]
pub fn has_arrived(report: &Report) -> bool {
    report.plan.as_ref().is_some_and(Plan::is_empty)
}

/// The way after another report: it is kept for as long as the plan goes on along it.
#[must_use]
pub fn after(stops: &Stops, report: &Report, is_chosen: Chosen) -> Stops {
    let Some(plan) = &report.plan else { return stops.clone() };
    let ahead: Vec<Version> =
        std::iter::once(plan.from.version).chain(plan.hops.iter().map(|hop| hop.to)).collect();
    let goes_on = stops.ends_with(&ahead) || (stops.last() == ahead.first() && stops.len() > 1);
    match is_chosen {
        _ if goes_on => stops.clone(),
        Chosen::ByUser => ahead.into(),
        Chosen::ByNobody => Stops::default(),
    }
}

/// How many hops are done: the next one has the number after that.
#[must_use]
pub fn passed(stops: &Stops, report: &Report) -> usize {
    progress(stops, report).map_or(0, |progress| progress.done)
}

/// Who chose where to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// The user, or the link that led here.
    ByUser,
    /// Nobody: it is the newest known patch.
    ByNobody,
}

/// How far the installation of a report is; `None` where no hop is done.
#[must_use]
pub fn progress(stops: &Stops, report: &Report) -> Option<Progress> {
    let from = report.plan.as_ref()?.from.version;
    let done = stops.iter().position(|stop| *stop == from)?;
    (done > 0).then_some(Progress { done, all: stops.len() - 1 })
}
