//! Files that were opened.

use std::rc::Rc;

use super::{Arrival, Paper, Sheet, State};
use crate::bundle::Outcome;
use crate::ui::opening;

impl State {
    /// Takes the texts of files, and what became of all that were looked at.
    pub(super) fn open(&mut self, papers: Vec<Paper>, files: &[Outcome]) {
        let before = (!self.papers.is_empty()).then(|| Rc::new(self.alone()));
        self.list(files);
        self.arrival = Arrival::Pasted;
        let first = self.papers.next_place();
        self.papers.add(papers);
        // The first of them is looked at first.
        self.papers.show(first);
        self.sheet = Sheet::Rail;
        self.change_papers();
        self.replaced = before;
    }

    /// Adds to the list of files; the first ones of a case begin it.
    pub(super) fn list(&mut self, files: &[Outcome]) {
        self.files = opening::joined(if self.papers.is_empty() { &[] } else { &self.files }, files);
    }
}
