//! The text in the box, as it is typed or pasted.

use std::rc::Rc;

use super::{Arrival, PASTE, Sheet, Source, State, excerpt};
use crate::ui::paper::LONG;
use crate::ui::text::Text;

impl State {
    /// Takes the text that is in the box now.
    pub(super) fn set_text(&mut self, text: String) {
        // A browser may report one paste many times.
        let is_other = *text != *self.paper().text;
        if is_other {
            self.arrival = Arrival::of(&self.paper().text, &text);
            self.proven = Rc::default();
        }
        // The answer is what is wanted now.
        if self.arrival == Arrival::Pasted {
            self.sheet = Sheet::Rail;
        }
        self.papers.keep_file();
        let place = self.papers.place();
        let paper = &mut self.papers.shown;
        // What is typed in the place of a file is another text.
        let was_file = paper.stays_a_file();
        if was_file {
            (paper.name, paper.source) = (PASTE.into(), Source::Typed);
        }
        paper.text = Text::with_line_feeds(text);
        // What is shown stays until there is something else, so that nothing jumps at each key.
        let excerpt = paper.excerpt.take();
        paper.excerpt = excerpt::is_needed(&paper.text).then(|| excerpt.unwrap_or_default());
        // A text that was read already says the same.
        if is_other || was_file || paper.progress.is_some() || paper.place != Some(place) {
            paper.read_at(place, &mut { LONG });
        }
        self.change_papers();
    }
}
