//! Files that are on their way: what they are called, and how far they are.

use std::rc::Rc;

use super::paper::Paper;
use crate::bundle::Outcome;

/// Files that are on their way. As long as the state has this, somebody waits for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// What they are called.
    pub name: Rc<str>,
    /// How far they are.
    pub so_far: SoFar,
}

/// How far the opening of files is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoFar {
    /// Nothing is known yet.
    Begun,
    /// So many files were found.
    Found(usize),
    /// So many files, of so many, and so many hundredths of their bytes are read.
    Read(usize, usize, usize),
}

impl Opening {
    /// Files that nothing is known of yet.
    #[must_use]
    pub fn new(name: Rc<str>) -> Self {
        Self { name, so_far: SoFar::Begun }
    }

    /// What is going on.
    #[must_use]
    pub fn sentence(&self) -> String {
        let name = &self.name;
        match self.so_far {
            SoFar::Begun => format!("Opening {name}\u{2026}"),
            SoFar::Found(files) => format!("Opening {name}\u{2026} {files} files found"),
            SoFar::Read(read, files, _) => format!("Reading {name}\u{2026} {read} of {files} files"),
        }
    }

    /// How much of it is read, in hundredths.
    #[must_use]
    pub const fn hundredths(&self) -> Option<usize> {
        match self.so_far {
            SoFar::Read(_, _, hundredths) => Some(hundredths),
            _ => None,
        }
    }
}

/// The same, so far.
#[must_use]
pub fn at(opening: Option<Opening>, so_far: SoFar) -> Option<Opening> {
    opening.map(|opening| Opening { so_far, ..opening })
}

/// Whether it is that of what has a name.
#[must_use]
pub fn is_of(opening: &Option<Opening>, name: &str) -> bool {
    opening.as_ref().is_some_and(|opening| &*opening.name == name)
}

/// What became of files, those that came later last. Why nothing was read of a single one is said at once, by
/// [`nothing`].
#[must_use]
pub fn joined(known: &[Outcome], files: &[Outcome]) -> Rc<[Outcome]> {
    let files = if let [Outcome { reason: Some(_), .. }] = files { &[] } else { files };
    known.iter().chain(files).cloned().collect()
}

/// The same without what came with a text.
#[must_use]
pub fn without(files: &[Outcome], gone: Option<&Paper>) -> Rc<[Outcome]> {
    let is_gone = |file: &&Outcome| gone.is_some_and(|paper| paper.came_as(&file.name));
    files.iter().filter(|file| !is_gone(file)).cloned().collect()
}

/// Why nothing was read of some files, as a sentence.
#[must_use]
pub fn nothing(name: &str, files: &[Outcome]) -> String {
    match files {
        [] => format!("{name} has no files."),
        [Outcome { name, reason: Some(reason) }] => format!("{name}: {}", reason.sentence()),
        _ => format!("Nothing of {name} can be read."),
    }
}
