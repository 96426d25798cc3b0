//! The texts of a case, in their order. One of them is in the box.

use std::rc::Rc;

use super::excerpt::{self, Numbered};
use super::text::Text;
use crate::report::{PASTE, Report};
use crate::transcript::{Reading, read};

/// One text of a case. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// What it is called: the name of its file, or what all typed texts are called.
    pub name: Rc<str>,
    /// What it holds, word for word.
    pub text: Text,
    /// How it came.
    pub source: Source,
    /// What is shown of it with marks, where that is not all of it.
    pub excerpt: Option<Rc<[Numbered]>>,
    /// How much of it is read, in hundredths; `None` where all of it is. Until then its reading is that of an earlier
    /// text.
    pub progress: Option<usize>,
    /// What it says; what is chosen changes nothing of it.
    pub reading: Rc<Reading>,
    /// The place in the case that its reading names.
    place: Option<usize>,
}

/// How a text came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Typed or pasted into the box.
    Typed,
    /// From a file.
    File,
}

impl Default for Paper {
    fn default() -> Self {
        Self {
            name: PASTE.into(),
            text: Text::default(),
            source: Source::Typed,
            excerpt: None,
            progress: None,
            reading: Rc::default(),
            place: None,
        }
    }
}

impl Paper {
    /// A file.
    #[must_use]
    pub fn file(name: Rc<str>, text: Text) -> Self {
        let excerpt = excerpt::is_needed(&text).then(Rc::default);
        Self { name, text, excerpt, source: Source::File, ..Self::default() }
    }

    /// Whether it is too long for the box, which would stop the page for as long as the browser takes to break it into
    /// lines.
    #[must_use]
    pub fn stays_a_file(&self) -> bool {
        self.source == Source::File && self.text.len() > LONGEST_SHOWN
    }

    /// Reads it, as the one at a place of the case. A long one is read in slices, by whoever looks for such.
    pub fn read_at(&mut self, place: usize) {
        self.place = Some(place);
        if self.text.len() > LONG {
            self.progress = Some(0);
        } else {
            self.take(read(&self.text, place));
        }
    }

    /// Takes what it says.
    pub fn take(&mut self, reading: Reading) {
        self.reading = Rc::new(Reading { name: self.name.to_string(), ..reading });
        self.progress = None;
    }
}

/// A text of more bytes is read once nothing was typed for a moment.
const LONG: usize = 60_000;

/// Bytes of a file that is put into the box.
const LONGEST_SHOWN: usize = 500_000;

/// The texts of a case; there is always one in the box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Papers {
    before: Vec<Paper>,
    /// The one in the box.
    pub shown: Paper,
    after: Vec<Paper>,
}

impl Papers {
    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Paper> {
        self.before.iter().chain([&self.shown]).chain(&self.after)
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

    /// The one at a place.
    #[must_use]
    pub fn get_mut(&mut self, place: usize) -> Option<&mut Paper> {
        self.iter_mut().nth(place)
    }

    /// The first one that waits to be read, and its place.
    #[must_use]
    pub fn waiting(&self) -> Option<(usize, &Paper)> {
        self.iter().enumerate().find(|(_, paper)| paper.progress.is_some())
    }

    /// Whether nothing is in any of them.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().all(|paper| paper.text.is_empty())
    }

    /// Puts the one at a place into the box; the last one, where there are not so many.
    pub fn show(&mut self, place: usize) {
        let mut all = std::mem::take(self).all();
        let place = place.min(all.len() - 1);
        let after = all.split_off(place + 1);
        if let Some(shown) = all.pop() {
            *self = Self { before: all, shown, after };
        }
    }

    /// Adds one at the end, and puts it into the box. An empty one makes room.
    pub fn add(&mut self, paper: Paper) {
        let mut all = std::mem::take(self).all();
        all.retain(|other| !other.text.is_empty());
        let paper = Paper { name: unlike(&all, &paper.name), ..paper };
        *self = Self { before: all, shown: paper, after: Vec::new() };
        self.read_from(0);
    }

    /// Takes one out; the one at its place is in the box then, where it was there.
    pub fn remove(&mut self, place: usize) {
        let shown = self.place();
        let mut all = std::mem::take(self).all();
        if place < all.len() {
            all.remove(place);
        }
        if let Some(last) = all.pop() {
            *self = Self { before: all, shown: last, after: Vec::new() };
        }
        self.show(if place < shown { shown - 1 } else { shown });
        self.read_from(place);
    }

    /// Reads those again whose place is another one: what is said of a text names its place.
    fn read_from(&mut self, first: usize) {
        for (place, paper) in self.iter_mut().enumerate().skip(first) {
            if paper.place != Some(place) {
                paper.read_at(place);
            }
        }
    }

    /// Shows of long texts what the report rests on.
    pub fn excerpt(&mut self, report: &Report) {
        let place = self.place();
        let paper = &mut self.shown;
        if paper.excerpt.is_some() {
            paper.excerpt = Some(excerpt::excerpt(&paper.text, report, place));
        }
    }

    fn iter_mut(&mut self) -> impl Iterator<Item = &mut Paper> {
        self.before.iter_mut().chain([&mut self.shown]).chain(&mut self.after)
    }

    fn all(self) -> Vec<Paper> {
        let Self { mut before, shown, after } = self;
        before.push(shown);
        before.extend(after);
        before
    }
}

/// A name that none of these has.
fn unlike(papers: &[Paper], name: &Rc<str>) -> Rc<str> {
    let is_taken = |name: &str| papers.iter().any(|paper| &*paper.name == name);
    let numbered = |number: usize| Rc::<str>::from(format!("{name} {number}"));
    if is_taken(name) {
        (2..).map(numbered).find(|name| !is_taken(name)).unwrap_or_default()
    } else {
        name.clone()
    }
}
