//! The texts of a case, in their order. One of them is in the box.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::excerpt;
use super::paper::{LONG, Paper};
use crate::bundle::labels;
use crate::report::Report;

pub use super::paper::Bundle;

/// The texts of a case; there is always one in the box. Cheap to clone, however many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Papers {
    before: Rc<Vec<Paper>>,
    /// The one in the box.
    pub shown: Paper,
    after: Rc<Vec<Paper>>,
}

impl Papers {
    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Paper> {
        self.before.iter().chain([&self.shown]).chain(self.after.iter())
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.before.len() + 1 + self.after.len()
    }

    /// The place of the one in the box.
    #[must_use]
    pub fn place(&self) -> usize {
        self.before.len()
    }

    /// The place that the next one gets: an empty one makes room.
    #[must_use]
    pub fn next_place(&self) -> usize {
        self.iter().filter(|paper| !paper.is_blank()).count()
    }

    /// The one at a place.
    #[must_use]
    pub fn get_mut(&mut self, place: usize) -> Option<&mut Paper> {
        match place.checked_sub(self.before.len()) {
            None => Rc::make_mut(&mut self.before).get_mut(place),
            Some(0) => Some(&mut self.shown),
            Some(after) => Rc::make_mut(&mut self.after).get_mut(after - 1),
        }
    }

    /// The first one that waits to be read, and its place.
    #[must_use]
    pub fn waiting(&self) -> Option<(usize, &Paper)> {
        self.iter().enumerate().find(|(_, paper)| paper.progress.is_some())
    }

    /// Whether nothing is in any of them.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().all(Paper::is_blank)
    }

    /// Puts the one at a place into the box; the last one, where there are not so many.
    pub fn show(&mut self, place: usize) {
        if place != self.place() {
            let all = std::mem::take(self).all();
            *self = Self::of(all, place);
        }
    }

    /// Adds some at the end, and puts the last one into the box. Empty ones make room.
    pub fn add(&mut self, papers: Vec<Paper>) {
        let mut all = std::mem::take(self).all();
        all.retain(|other| !other.is_blank());
        let mut taken = BTreeMap::new();
        for paper in &all {
            taken.insert(paper.name.to_string(), 0);
        }
        for mut paper in papers {
            // Files of a bundle are told apart by their paths.
            if paper.bundle.is_none() {
                paper.name = unlike(&taken, paper.name);
                taken.insert(paper.name.to_string(), 0);
            }
            all.push(paper);
        }
        let last = all.len();
        *self = Self::of(all, last);
        self.name_bundles();
        self.read_moved();
    }

    /// Makes room for a text in the place of a file of a bundle, which stays where it is.
    pub fn keep_file(&mut self) {
        if self.shown.stays_a_file() && self.shown.bundle.is_some() {
            self.add(vec![Paper::default()]);
        }
    }

    /// Takes one out, and all that it came with; the one at its place is in the box then, where it was there.
    pub fn remove(&mut self, place: usize) {
        let shown = self.place();
        let all = std::mem::take(self).all();
        let bundle = all.get(place).and_then(|paper| paper.bundle.clone());
        let (mut left, mut before) = (Vec::new(), 0);
        for (at, paper) in all.into_iter().enumerate() {
            if at != place && (bundle.is_none() || bundle != paper.bundle) {
                before += usize::from(at < shown);
                left.push(paper);
            }
        }
        *self = Self::of(left, before);
        self.read_moved();
    }

    /// Reads those again whose place is another one: what is said of a text names its place.
    fn read_moved(&mut self) {
        let mut room = LONG;
        self.change(|(place, paper)| {
            if paper.place != Some(place) {
                paper.read_at(place, &mut room);
            }
        });
    }

    /// Gives each bundle a name that no other one has: they may have come one after the other.
    fn name_bundles(&mut self) {
        let mut origins: Vec<Rc<str>> = Vec::new();
        for bundle in self.iter().filter_map(|paper| paper.bundle.as_ref()) {
            let is_known = origins.last() == Some(&bundle.origin) || origins.contains(&bundle.origin);
            if bundle.label.is_some() && !is_known {
                origins.push(bundle.origin.clone());
            }
        }
        let names = labels(&origins.iter().map(|origin| &**origin).collect::<Vec<_>>());
        let mut last: Option<(Rc<Bundle>, Rc<Bundle>)> = None;
        self.change(|(_, paper)| {
            let Some(old) = paper.bundle.clone().filter(|bundle| bundle.label.is_some()) else { return };
            let at = origins.iter().position(|origin| *origin == old.origin);
            let name = at.and_then(|at| names.get(at));
            let Some(name) = name.filter(|name| old.label.as_deref() != Some(name)) else { return };
            let new = match &last {
                Some((known, new)) if Rc::ptr_eq(known, &old) => new.clone(),
                _ => {
                    let name = Rc::<str>::from(name.as_str());
                    Rc::new(Bundle { label: Some(name.clone()), name, ..Bundle::clone(&old) })
                }
            };
            paper.bundle = Some(new.clone());
            // What was read has the name of before.
            paper.place = None;
            last = Some((old, new));
        });
    }

    /// Shows of long texts what the report rests on.
    pub fn excerpt(&mut self, report: &Report) {
        let place = self.place();
        let paper = &mut self.shown;
        if paper.excerpt.is_some() {
            paper.excerpt = Some(excerpt::excerpt(&paper.text, report, place));
        }
    }

    /// Forgets the texts of bundles that the report does not rest on.
    pub fn let_go(&mut self, report: &Report) {
        let mut is_needed = vec![false; self.count()];
        for span in report.diagnostics.iter().flat_map(|diagnostic| diagnostic.lines()) {
            is_needed.iter_mut().skip(span.transcript).take(1).for_each(|one| *one = true);
        }
        let mut is_needed = is_needed.into_iter();
        self.change(|(_, paper)| {
            if is_needed.next() == Some(false) && paper.bundle.is_some() && paper.says_nothing() {
                paper.let_go();
            }
        });
    }

    fn change(&mut self, change: impl FnMut((usize, &mut Paper))) {
        let Self { before, shown, after } = self;
        let papers = Rc::make_mut(before).iter_mut().chain([shown]).chain(Rc::make_mut(after));
        papers.enumerate().for_each(change);
    }

    /// These, with the one at a place in the box.
    fn of(mut all: Vec<Paper>, place: usize) -> Self {
        let place = place.min(all.len().saturating_sub(1));
        let after = all.split_off((place + 1).min(all.len()));
        let shown = all.pop().unwrap_or_default();
        Self { before: Rc::new(all), shown, after: Rc::new(after) }
    }

    fn all(self) -> Vec<Paper> {
        let mut all = Rc::unwrap_or_clone(self.before);
        all.push(self.shown);
        all.extend(Rc::unwrap_or_clone(self.after));
        all
    }
}

/// A name that is not taken.
fn unlike(taken: &BTreeMap<String, usize>, name: Rc<str>) -> Rc<str> {
    if !taken.contains_key(&*name) {
        return name;
    }
    let mut numbered = (2_usize..).map(|number| format!("{name} {number}"));
    numbered.find(|name| !taken.contains_key(name)).unwrap_or_default().into()
}
