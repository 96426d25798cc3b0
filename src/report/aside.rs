//! Findings that somebody has looked at and set aside: they are handed on with the reason, and count no more.

use super::Report;
use crate::diagnose::{Code, Diagnostic};
use crate::subject::Subject;

/// A finding that is set aside. A finding is known by its code and whom it is about, so it stays set aside when its
/// words change, and two of one code about the same go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The code of the finding.
    pub code: Code,
    /// Whom the finding is about.
    pub subject: Subject,
    /// Why it does not count, in the words of who set it aside; may be empty.
    pub reason: String,
}

impl Aside {
    /// Sets a finding aside.
    #[must_use]
    pub fn new(finding: &Diagnostic, reason: &str) -> Self {
        Self { code: finding.code, subject: finding.subject.clone(), reason: reason.to_owned() }
    }

    /// Whether it is of this finding.
    #[must_use]
    pub fn is_of(&self, finding: &Diagnostic) -> bool {
        self.code == finding.code && self.subject == finding.subject
    }

    /// Whether it is of the same finding as another one, whatever the reasons.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.code == other.code && self.subject == other.subject
    }

    /// The reason, in one line.
    #[must_use]
    pub fn said(&self) -> String {
        match self.reason.split_whitespace().collect::<Vec<_>>().join(" ") {
            reason if reason.is_empty() => "No reason is given.".to_owned(),
            reason => format!("Reason: {reason}"),
        }
    }
}

/// The findings of a report, worst first, apart.
pub struct Parted<'a> {
    /// Those that count.
    pub open: Vec<&'a Diagnostic>,
    /// The others, each with what set it aside.
    pub set_aside: Vec<(&'a Diagnostic, &'a Aside)>,
}

impl<'a> Parted<'a> {
    /// The findings of a report, by what is set aside.
    #[must_use]
    pub fn new(report: &'a Report, asides: &'a [Aside]) -> Self {
        let mut parted = Self { open: Vec::new(), set_aside: Vec::new() };
        for finding in &report.diagnostics {
            match asides.iter().find(|aside| aside.is_of(finding)) {
                Some(aside) => parted.set_aside.push((finding, aside)),
                None => parted.open.push(finding),
            }
        }
        parted
    }
}
