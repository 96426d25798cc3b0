//! What holds of each release line of an edition.

use super::{Changes, Doubt, Has, Naming};
use crate::catalog::Catalog;
use crate::edition::Edition;
use crate::version::{ReleaseLine, Stage, Version};

/// The releases of a line, in stretches of which the same holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which one.
    pub line: ReleaseLine,
    /// Oldest first, never empty.
    pub runs: Vec<Run>,
}

/// Known releases of a line that follow each other, and of all of which the same holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Whether they have it.
    pub has: Has,
    /// Why that is unknown, where it is.
    pub doubt: Option<Doubt>,
    /// The oldest of them.
    pub first: Version,
    /// The newest of them.
    pub last: Version,
}

impl Line {
    /// The release from which on all known ones of the line have it.
    #[must_use]
    pub fn surely_from(&self) -> Option<Version> {
        self.runs.last().filter(|run| run.has == Has::Yes).map(|run| run.first)
    }

    /// What holds of the whole line, where that is one thing.
    #[must_use]
    pub fn whole(&self) -> Option<Run> {
        if let [run] = self.runs.as_slice() { Some(*run) } else { None }
    }
}

impl Run {
    fn is_like(&self, other: &Self) -> bool {
        self.has == other.has && self.doubt == other.doubt
    }

    /// Whether the same holds of all of another line.
    pub(super) fn goes_on(&self, other: &Line) -> bool {
        other.whole().is_some_and(|other| self.is_like(&other))
    }
}

impl Changes {
    /// The lines of an edition from the first one on that names it. Vendor patches are left out: they are beside their
    /// lines. So are pre-releases of Enterprise, whose bases are mostly unknown, where the
    /// line has a stable release.
    #[must_use]
    pub fn lines(&self, catalog: &Catalog, named: &[Naming], edition: Edition) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let Some(start) = named.first().map(|naming| naming.release.line().beginning()) else { return lines };
        let versions = catalog.releases(edition).iter().map(|release| release.version);
        for version in versions.filter(|version| *version >= start) {
            let is_early = edition == Edition::Enterprise
                && version.is_prerelease()
                && catalog.newest(edition, version.line()).is_some();
            if is_early || matches!(version.stage, Stage::Patch(_)) {
                continue;
            }
            let standing = self.standing(catalog, named, (edition, version), None);
            let run = Run { has: standing.has, doubt: standing.doubt(), first: version, last: version };
            match lines.last_mut().filter(|last| last.line == version.line()) {
                None => lines.push(Line { line: version.line(), runs: vec![run] }),
                Some(line) => match line.runs.last_mut().filter(|last| last.is_like(&run)) {
                    None => line.runs.push(run),
                    Some(last) => last.last = version,
                },
            }
        }
        lines
    }
}
