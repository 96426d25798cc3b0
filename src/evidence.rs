//! What a statement rests on.

use crate::transcript::{Found, Span};

/// Lines of a transcript, a row of the catalog, or the user's own word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Pasted lines.
    Lines(Span),
    /// A row of the catalog, by its identifier: `enterprise 1.16.1`.
    Catalog(String),
    /// What the user chose: `edition`, `from`, `target` and so on.
    Said(&'static str),
}

impl Evidence {
    /// The pasted lines, where it is lines.
    #[must_use]
    pub const fn lines(&self) -> Option<Span> {
        match self {
            Self::Lines(span) => Some(*span),
            Self::Catalog(_) | Self::Said(_) => None,
        }
    }
}

/// A fact, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known<T> {
    /// The fact.
    pub value: T,
    /// What it rests on; never empty.
    pub evidence: Vec<Evidence>,
}

impl<T> Known<T> {
    /// A fact that one piece of evidence carries.
    #[must_use]
    pub fn new(value: T, evidence: Evidence) -> Self {
        Self { value, evidence: vec![evidence] }
    }

    /// The same evidence for something derived from the fact.
    #[must_use]
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Known<U> {
        Known { value: f(self.value), evidence: self.evidence }
    }
}

impl<T> From<Found<T>> for Known<T> {
    fn from(found: Found<T>) -> Self {
        Self::new(found.value, Evidence::Lines(found.span))
    }
}
