//! Before and after: what a text proves of the plan before it, and two texts side by side.

use std::rc::Rc;

use super::{Arrival, Compared, Side, State};
use crate::report::{Report, advise_on};
use crate::ui::compared::proven;

impl State {
    /// What one of the texts says alone; `None` where it is not there.
    fn side(&self, side: Side) -> Option<Rc<Report>> {
        match side {
            Side::Earlier => self.earlier.clone(),
            Side::At(place) => {
                let paper = self.papers.iter().nth(place)?;
                Some(Rc::new(advise_on(&[&*paper.reading], &self.knowledge, &self.choices)))
            }
        }
    }

    /// The two texts that are likely to be compared, the first one first; `None` where there are no two.
    #[must_use]
    pub fn sides(&self) -> Option<(Side, Side)> {
        match self.papers.count() {
            1 => self.earlier.is_some().then_some((Side::Earlier, Side::At(0))),
            count => Some((Side::At(0), Side::At(count - 1))),
        }
    }

    /// The comparison of two texts; `None` where one of them is not there.
    pub(super) fn comparison(&self, sides: (Side, Side)) -> Option<Compared> {
        Some(Compared::new(sides, &*self.side(sides.0)?, &*self.side(sides.1)?))
    }

    /// Ticks what the text that just came proves of the plan before it, and takes back what it disproves.
    pub(super) fn prove(&mut self, before: &Self) {
        if self.arrival == Arrival::Typed || self.report.is_empty() {
            return;
        }
        self.arrival = Arrival::Typed;
        let mut proven = proven(&before.report, &self.report);
        proven.retain(|(tick, _)| !self.done.contains(tick));
        let kept = self.done.iter().filter(|tick| !self.report.disproves(tick)).cloned();
        self.done = kept.chain(proven.iter().map(|(tick, _)| tick.clone())).collect();
        self.proven = proven.into_iter().map(|(_, title)| title).collect();
        if !before.report.is_empty() {
            self.earlier = Some(before.report.clone());
        }
    }
}
