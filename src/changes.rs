//! Which issues the changelogs of open-source releases name, and what that proves of other releases of either edition.
//!
//! # What a changelog proves
//!
//! A changelog names the issues that the changes of one release are about. A release has these changes, and so has
//! every release that builds on it: the later ones of its line, and of later lines those that were branched off after
//! it. Where a line was branched off differs: 1.9 builds on 1.8.0-beta22, so on no candidate of 1.8; 1.22 builds on
//! 1.21.1. So it is data, read from the commits behind the tags, and no rule about betas and patches. A few releases
//! are beside their line, and no later one builds on them: 1.2.14, and the vendor patches.
//!
//! | what the changelogs say | does the release have it? |
//! |---|---|
//! | it names the issue, or builds on a release that does | yes |
//! | its line names the issue in a later release only | no: the change was not there before |
//! | only later lines name it | no: a change that was brought back would be named |
//! | only later lines name it, as a dependency bump | unknown: a bump often has an issue of its own in each line |
//! | a release that it does not build on names it, and its own line never does | unknown: the line may never have had the fault, or may have got the change under another issue |
//! | its changelog was not read | unknown, unless it builds on one that names the issue |
//!
//! An entry may be a part of a fix, or a step on the way: that an issue is named again later is said.
//!
//! An Enterprise release has what its open-source base has. Where only the bounds of the base are known, it has what
//! every release between them has, and lacks what none of them has; all else is unknown. From 1.2.0 on, the base of
//! a stable release is a release of the same line. What was changed in Enterprise alone no public changelog names.

mod answer;
mod base;
mod difference;
mod history;
mod issue;
pub mod json;
mod lines;
mod load;
mod moving;
mod proof;
mod words;

pub use answer::{Answer, Here, Installed, Question, Unanswered};
pub use base::{Basis, Doubt, Standing};
pub use difference::{Change, Difference};
pub use issue::Issue;
pub use lines::{Line, Run};
pub use proof::{Has, Proof};
pub use words::{Part, Side};

use serde_json::Value;

use crate::date::Date;
use crate::tree::{self, DataError, DataFile};
use crate::version::Version;

/// What the changelogs say. [`Changes::default`] has read none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The day of the newest release whose changelog was read.
    pub checked_on: Option<Date>,
    /// The releases whose changelogs were read, oldest first.
    releases: Vec<Version>,
    /// Each issue that is named, by repository and number, with the releases that name it, oldest first.
    issues: Vec<(Issue, Vec<Naming>)>,
    /// Releases that do not build on the one before them in their line, each with the one that they build on.
    forks: Vec<(Version, Version)>,
    /// The issues that known failures are about, by the code of the failure.
    failures: Vec<(String, Vec<Issue>)>,
}

/// That the changelog of a release names an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The open-source release.
    pub release: Version,
    /// As what.
    pub kind: Kind,
}

/// What an entry of a changelog says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A fault was removed.
    Fix,
    /// Something is there that was not.
    NewFeature,
    /// Something that worked may not.
    BreakingChange,
    /// The chart has changed.
    Helm,
    /// Another version of a library or an image.
    DependencyBump,
    /// Something to know for an upgrade.
    Upgrade,
}

impl Kind {
    /// All of them, in the order in which they are counted.
    pub const ALL: [Self; 6] =
        [Self::Fix, Self::NewFeature, Self::BreakingChange, Self::Helm, Self::DependencyBump, Self::Upgrade];

    /// The name in the data and in JSON: `new-feature`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fix => "fix",
            Self::NewFeature => "new-feature",
            Self::BreakingChange => "breaking-change",
            Self::Helm => "helm",
            Self::DependencyBump => "dependency-bump",
            Self::Upgrade => "upgrade",
        }
    }

    /// The name in a sentence: `new feature`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Fix => "fix",
            Self::NewFeature => "new feature",
            Self::BreakingChange => "breaking change",
            Self::Helm => "Helm change",
            Self::DependencyBump => "dependency bump",
            Self::Upgrade => "upgrade note",
        }
    }

    /// `1 fix`, `2 fixes`.
    fn counted(self, count: usize) -> String {
        let ending = match (count, self) {
            (1, _) => "",
            (_, Self::Fix) => "es",
            _ => "s",
        };
        format!("{count} {}{ending}", self.words())
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == text)
    }
}

impl Changes {
    /// What this version of the program was published with.
    ///
    /// # Errors
    ///
    /// None, as long as the tests pass: they read the same file.
    pub fn published() -> Result<Self, DataError> {
        Self::load(&tree::parse(include_str!("../static/changes.json"), DataFile::Changes)?)
    }

    /// Reads them from parsed JSON.
    ///
    /// # Errors
    ///
    /// A sentence that says which release can't be used.
    pub fn load(root: &Value) -> Result<Self, DataError> {
        load::load(root)
    }

    /// The oldest and the newest release whose changelogs were read.
    #[must_use]
    pub fn span(&self) -> Option<(Version, Version)> {
        Some((*self.releases.first()?, *self.releases.last()?))
    }

    /// The releases that name an issue, oldest first. One may name it as several kinds.
    #[must_use]
    pub fn namings(&self, issue: &Issue) -> &[Naming] {
        let at = self.issues.binary_search_by(|(known, _)| known.cmp(issue)).ok();
        at.and_then(|at| self.issues.get(at)).map_or(&[], |(_, named)| named)
    }

    /// The issues that a known failure is about, by its code: `GLA1024`.
    #[must_use]
    pub fn of_failure(&self, code: &str) -> &[Issue] {
        self.failures.iter().find(|(known, _)| known == code).map_or(&[], |(_, issues)| issues)
    }

    /// The repositories of which an issue is named, by name.
    #[must_use]
    pub fn repositories(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.issues.iter().map(|(issue, _)| issue.repository.as_str()).collect();
        names.dedup();
        names
    }

    /// Whether the changelog of a release was read.
    fn is_read(&self, version: Version) -> bool {
        self.releases.binary_search(&version).is_ok()
    }
}
