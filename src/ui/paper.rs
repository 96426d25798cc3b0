//! One text of a case.

use std::rc::Rc;

use super::excerpt::{self, Numbered};
use super::same::Same;
use super::text::Text;
use crate::report::PASTE;
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
    pub reading: Same<Reading>,
    /// What it came with.
    pub bundle: Option<Rc<Bundle>>,
    /// How many bytes it had, where it is not kept because nothing in it matters; 0 where it is kept.
    let_go: usize,
    /// The place in the case that its reading names.
    pub(super) place: Option<usize>,
}

/// How a text came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Typed or pasted into the box.
    Typed,
    /// From a file.
    File,
}

/// A folder or an archive that texts came with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// What it is called.
    pub name: Rc<str>,
    /// The name of the cluster that all of its files are of; `None` where nothing says that they are of one.
    pub label: Option<Rc<str>>,
    /// Its path, which the names of its files begin with.
    pub origin: Rc<str>,
    /// How many of its files were chosen to be read.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: u64,
}

impl Bundle {
    /// Whether a name is that of a file in it, or its own.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        name.strip_prefix(&*self.origin).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl Default for Paper {
    fn default() -> Self {
        Self {
            name: PASTE.into(),
            text: Text::default(),
            source: Source::Typed,
            excerpt: None,
            progress: None,
            reading: Same::default(),
            bundle: None,
            let_go: 0,
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

    /// A file of a bundle, which was read as the one at a place of the case. Its text is only kept where it says
    /// something.
    #[must_use]
    pub fn member(
        bundle: Rc<Bundle>,
        name: Rc<str>,
        text: String,
        (place, reading): (usize, Reading),
    ) -> Self {
        let mut paper = Self::file(name, text.into());
        (paper.bundle, paper.place) = (Some(bundle), Some(place));
        let has_said = !reading.others.is_empty() || says_something(&reading);
        paper.take(reading);
        if !has_said {
            paper.let_go();
        }
        paper
    }

    /// Whether it is too long for the box, which would stop the page for as long as the browser takes to break it into
    /// lines; or not there for it.
    #[must_use]
    pub fn stays_a_file(&self) -> bool {
        self.source == Source::File && (self.text.len() > LONGEST_SHOWN || self.let_go > 0)
    }

    /// Whether its text was not kept.
    #[must_use]
    pub const fn is_let_go(&self) -> bool {
        self.let_go > 0
    }

    /// Whether it is the file of a name, or came with that.
    #[must_use]
    pub fn came_as(&self, name: &str) -> bool {
        self.bundle.as_ref().map_or(&*self.name == name, |bundle| bundle.has(name))
    }

    /// Its size in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.text.len() + self.let_go
    }

    /// Whether it is only there to be written on.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.is_empty() && self.bundle.is_none()
    }

    /// Whether nothing was recognised in it, so that nothing but a finding could lead there.
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        self.progress.is_none() && !says_something(&self.reading)
    }

    /// Forgets its text.
    pub fn let_go(&mut self) {
        self.let_go += self.text.len();
        (self.text, self.excerpt) = (Text::default(), None);
    }

    /// Reads it, as the one at a place of the case, where it has no more than `room` bytes, which it takes of that. A
    /// longer one is read in slices, by whoever looks for such.
    pub fn read_at(&mut self, place: usize, room: &mut usize) {
        self.place = Some(place);
        if self.is_let_go() {
            // What little was said of it names its old place.
            self.take(Reading { lines: self.reading.lines, ..Reading::default() });
        } else if let Some(rest) = room.checked_sub(self.text.len()) {
            *room = rest;
            self.take(read(&self.text, place));
        } else {
            self.progress = Some(0);
        }
    }

    /// Takes what it says.
    pub fn take(&mut self, reading: Reading) {
        let bundle = self.bundle.as_ref().and_then(|bundle| bundle.label.clone());
        self.reading = Reading { name: self.name.to_string(), bundle, ..reading }.into();
        self.progress = None;
    }
}

fn says_something(reading: &Reading) -> bool {
    !(reading.blocks.is_empty() && reading.commands.is_empty() && reading.suspects.is_empty())
}

/// A text of more bytes is read once nothing was typed for a moment.
pub(super) const LONG: usize = 60_000;

/// Bytes of a file that is put into the box.
const LONGEST_SHOWN: usize = 500_000;
