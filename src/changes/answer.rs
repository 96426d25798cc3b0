//! Everything that is said of one issue.

use std::fmt;

use super::{Changes, Has, Issue, Line, Naming, Standing};
use crate::catalog::Catalog;
use crate::edition::Edition;
use crate::version::Version;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// About which issue.
    pub issue: Issue,
    /// What is installed, if anything is.
    pub installed: Option<Installed>,
}

/// An installed release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Installed {
    /// Of which edition.
    pub edition: Edition,
    /// Its number in that edition.
    pub version: Version,
    /// For Enterprise: the open-source release that it was seen to be built on.
    pub base: Option<Version>,
}

/// What is known of an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Which one.
    pub issue: Issue,
    /// The open-source releases that name it, oldest first; never empty.
    pub named: Vec<Naming>,
    /// The lines of open source from the first one on that names it.
    pub open_source: Vec<Line>,
    /// The same of Enterprise.
    pub enterprise: Vec<Line>,
    /// What holds of what is installed, if anything is.
    pub here: Option<Here>,
}

/// What an issue means for an installed release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Here {
    /// Which one.
    pub installed: Installed,
    /// Whether it has it.
    pub standing: Standing,
    /// Whether the catalog lists it.
    pub is_listed: bool,
    /// The nearest later release of the same edition that surely has it; `None` where this one has it.
    pub smallest_move: Option<Version>,
}

/// Why there is no answer. Its `Display` is a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// No changelog names an issue of this repository.
    Repository {
        /// Which one.
        repository: String,
        /// Those that are named.
        known: Vec<String>,
    },
    /// No changelog names this issue.
    Issue {
        /// Which one.
        issue: Issue,
        /// The oldest and the newest release whose changelogs were read.
        read: Option<(Version, Version)>,
    },
}

impl Changes {
    /// Answers a question about an issue.
    ///
    /// # Errors
    ///
    /// Where no changelog names the issue.
    pub fn answer(&self, catalog: &Catalog, question: &Question) -> Result<Answer, Unanswered> {
        let Question { issue, installed } = question;
        let named = self.namings(issue);
        if named.is_empty() {
            return Err(self.unanswered(issue));
        }
        Ok(Answer {
            issue: issue.clone(),
            open_source: self.lines(catalog, named, Edition::OpenSource),
            enterprise: self.lines(catalog, named, Edition::Enterprise),
            named: named.to_vec(),
            here: installed.and_then(|installed| self.here(catalog, issue, installed)),
        })
    }

    /// What an issue means for an installed release alone, without all the lines; `None` where no changelog names it.
    #[must_use]
    pub fn here(&self, catalog: &Catalog, issue: &Issue, installed: Installed) -> Option<Here> {
        let Installed { edition, version, base } = installed;
        let named = Some(self.namings(issue)).filter(|named| !named.is_empty())?;
        let standing = self.standing(catalog, named, (edition, version), base);
        let is_listed = catalog.release(edition, version).is_some();
        let smallest_move = match standing.has {
            Has::Yes => None,
            Has::No | Has::Unknown => self.smallest_move(catalog, named, edition, version),
        };
        Some(Here { installed, standing, is_listed, smallest_move })
    }

    fn unanswered(&self, issue: &Issue) -> Unanswered {
        let known = self.repositories();
        if known.contains(&issue.repository.as_str()) {
            Unanswered::Issue { issue: issue.clone(), read: self.span() }
        } else {
            let known = known.into_iter().map(str::to_owned).collect();
            Unanswered::Repository { repository: issue.repository.clone(), known }
        }
    }
}

impl fmt::Display for Unanswered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Issue { issue, read: Some((first, last)) } => {
                write!(f, "No changelog from {first} to {last} names issue {issue}")
            }
            Self::Issue { issue, read: None } => write!(f, "No changelog names issue {issue}"),
            Self::Repository { repository, known } => {
                write!(f, "No changelog names an issue of {repository}, only of {}", known.join(", "))
            }
        }
    }
}

impl std::error::Error for Unanswered {}
