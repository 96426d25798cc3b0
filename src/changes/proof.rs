//! What the changelogs prove of one open-source release.

use super::history::Stretch;
use super::{Changes, Kind, Naming};
use crate::version::Version;

/// Whether a release has what an issue is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Has {
    /// It is proven.
    Yes,
    /// It is not there.
    No,
    /// Nothing proves either.
    Unknown,
}

impl Has {
    /// Of two things, whether it has both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
        }
    }

    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

/// What says whether a release has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Yes: this release names it, and the other one is this or builds on it.
    Named(Version),
    /// No: its own line names it first in this later release.
    Later(Version),
    /// No: this release of a later line is the first to name it.
    LaterLine(Version),
    /// Unknown: the same, and all that is named is a dependency bump, which often has an issue of its own in each
    /// line.
    LaterBump(Version),
    /// Unknown: this release names it, but the other one does not build on it, and its line never names it.
    Beside(Version),
    /// Unknown: the changelog was not read.
    Unread,
}

impl Proof {
    /// What it comes to.
    #[must_use]
    pub const fn has(self) -> Has {
        match self {
            Self::Named(_) => Has::Yes,
            Self::Later(_) | Self::LaterLine(_) => Has::No,
            Self::LaterBump(_) | Self::Beside(_) | Self::Unread => Has::Unknown,
        }
    }
}

/// Whether all that is named of an issue is a dependency bump.
pub(super) fn is_bump(named: &[Naming]) -> bool {
    !named.is_empty() && named.iter().all(|naming| naming.kind == Kind::DependencyBump)
}

impl Changes {
    /// Whether an open-source release has an issue's changes, by the releases that name it, oldest first.
    #[must_use]
    pub fn proof(&self, named: &[Naming], release: Version) -> Proof {
        self.proven(named, release, &self.history(release))
    }

    /// The same with what the release builds on.
    pub(super) fn proven(&self, named: &[Naming], release: Version, history: &[Stretch]) -> Proof {
        let is_bump = is_bump(named);
        let is_inside = |other: Version| history.iter().any(|stretch| stretch.has(other));
        let named = || named.iter().map(|naming| naming.release);
        let own = |other: &Version| other.line() == release.line();
        let inside = || named().filter(|other| is_inside(*other));
        if let Some(naming) = inside().find(own).or_else(|| inside().next()) {
            Proof::Named(naming)
        } else if let Some(later) = named().find(|other| own(other) && *other > release) {
            Proof::Later(later)
        } else if !self.is_read(release) {
            Proof::Unread
        } else if let Some(beside) = named().rfind(|other| *other < release) {
            Proof::Beside(beside)
        } else {
            // Without a naming there is no question; the release itself is as good an answer as any.
            let first = named().next().unwrap_or(release);
            if is_bump { Proof::LaterBump(first) } else { Proof::LaterLine(first) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::Issue;

    /// 1.2 is branched off after 1.1.0-beta2, and 1.1.2 is beside its line.
    const SMALL: &str = r#"{"checked_on":"2026-08-07","source":"",
        "builds_on":{"1.2.0-beta1":"1.1.0-beta2","1.1.3":"1.1.1","1.3.0-beta1":"1.2.0"},
        "releases":{
            "1.1":{"0-beta1":[],"0-beta2":["fix 1"],"0-rc1":["fix 2"],"0":[],"1":["fix 3"],"2":["fix 4"],"3":[],"4":["fix 6"]},
            "1.2":{"0-beta1":[],"0-beta2":["fix 5","dependency-bump 7","dependency-bump 8","fix 8"],"0":["fix 6"],"1":["fix 3"]},
            "1.3":{"0-beta1":[],"0":[],"1":["fix 6"]}}}"#;

    #[test]
    fn only_what_the_changelogs_prove_is_said() {
        let changes = Changes::load(&serde_json::from_str(SMALL).expect("JSON")).expect("changes");
        let version = |text: &str| Version::parse(text).expect("a version");
        let check = |issue: &str, release: &str, expect: Proof| {
            let named = changes.namings(&Issue::parse(issue).expect("an issue"));
            assert_eq!(changes.proof(named, version(release)), expect, "{issue} in {release}");
        };
        let named = |by: &str| Proof::Named(version(by));
        // In its own line: from the release that names it on, and not before.
        check("1", "1.1.0-beta2", named("1.1.0-beta2"));
        check("1", "1.1.4", named("1.1.0-beta2"));
        check("1", "1.1.0-beta1", Proof::Later(version("1.1.0-beta2")));
        // In later lines: what was there before they were branched off, and no candidate or patch after it.
        check("1", "1.3.1", named("1.1.0-beta2"));
        check("2", "1.2.1", Proof::Beside(version("1.1.0-rc1")));
        check("2", "1.3.0", Proof::Beside(version("1.1.0-rc1")));
        // A later naming in the own line proves that it was not there before.
        check("3", "1.2.0", Proof::Later(version("1.2.1")));
        check("3", "1.2.1", named("1.2.1"));
        check("3", "1.3.1", Proof::Beside(version("1.2.1")));
        // A release beside its line.
        check("4", "1.1.2", named("1.1.2"));
        check("4", "1.1.3", Proof::Beside(version("1.1.2")));
        check("3", "1.1.3", named("1.1.1"));
        // Named in later lines only.
        check("5", "1.1.4", Proof::LaterLine(version("1.2.0-beta2")));
        // A dependency bump may be there under an issue of its own, but not before its own line names it.
        check("7", "1.1.4", Proof::LaterBump(version("1.2.0-beta2")));
        check("7", "1.2.0-beta1", Proof::Later(version("1.2.0-beta2")));
        check("8", "1.1.4", Proof::LaterLine(version("1.2.0-beta2")));
        // Of several namings the one in the own line says most, and one is enough.
        check("6", "1.3.1", named("1.3.1"));
        check("6", "1.3.0", named("1.2.0"));
        check("6", "1.1.3", Proof::Later(version("1.1.4")));
        // Not read: only what it builds on is certain.
        check("3", "1.1.9", named("1.1.1"));
        check("5", "1.1.9", Proof::Unread);
        check("5", "1.0.3", Proof::Unread);
        check("1", "1.4.0", Proof::Unread);
    }
}
