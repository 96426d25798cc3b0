//! Before and after: what a text proves of the plan before it, and two texts side by side.

use std::rc::Rc;

use super::{Arrival, Compared, Side, State};
use crate::report::{Report, advise_on};
use crate::transcript::Reading;
use crate::ui::compared::proven;

impl State {
    /// What can be compared: each text, and each bundle as one, by its first place.
    #[must_use]
    pub fn comparable(&self) -> Rc<[(Side, Rc<str>)]> {
        let earlier = self.earlier.as_ref().map(|_| (Side::Earlier, "the text before the last paste".into()));
        earlier.into_iter().chain(self.texts().map(|(place, name)| (Side::At(place), name))).collect()
    }

    /// The two texts that are likely to be compared, the first one first; `None` where there are no two.
    #[must_use]
    pub fn sides(&self) -> Option<(Side, Side)> {
        let (first, _) = self.texts().next()?;
        match self.texts().last()? {
            (last, _) if last != first => Some((Side::At(first), Side::At(last))),
            _ => self.earlier.is_some().then_some((Side::Earlier, Side::At(first))),
        }
    }

    fn texts(&self) -> impl Iterator<Item = (usize, Rc<str>)> {
        let mut last = None;
        self.papers.iter().enumerate().filter_map(move |(place, paper)| {
            let is_other = paper.bundle.is_none() || paper.bundle != last;
            last.clone_from(&paper.bundle);
            let name = paper.bundle.as_ref().map_or(&paper.name, |bundle| &bundle.name);
            is_other.then(|| (place, name.clone()))
        })
    }

    /// What one of the texts says alone; `None` where it is not there.
    fn side(&self, side: Side) -> Option<Rc<Report>> {
        match side {
            Side::Earlier => self.earlier.clone(),
            Side::At(place) => {
                let first = self.papers.iter().nth(place)?;
                let rest = self.papers.iter().skip(place + 1);
                let rest = rest.take_while(|paper| first.bundle.is_some() && paper.bundle == first.bundle);
                let readings: Vec<&Reading> =
                    std::iter::once(first).chain(rest).map(|paper| &*paper.reading).collect();
                Some(Rc::new(advise_on(&readings, &self.knowledge, &self.choices)))
            }
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
