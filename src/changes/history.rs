//! Which releases a release builds on.

use super::Changes;
use crate::version::Version;

/// Releases of one line that follow each other, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    first: Version,
    last: Version,
}

impl Stretch {
    /// Whether another stretch has the same first release.
    pub fn begins_as(self, other: Self) -> bool {
        self.first == other.first
    }

    /// Whether a release is one of them.
    pub fn has(self, release: Version) -> bool {
        (self.first..=self.last).contains(&release)
    }
}

impl Changes {
    /// All that a release builds on, itself included: stretches of lines, newest first.
    pub(super) fn history(&self, release: Version) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let mut last = Some(release);
        while let Some(at) = last {
            let before = self.forks.partition_point(|(first, _)| *first <= at);
            let fork = before.checked_sub(1).and_then(|index| self.forks.get(index));
            let fork = fork.filter(|(first, _)| first.line() == at.line());
            // Before the first release of the line nothing is known.
            let first = fork.map_or_else(|| at.line().beginning(), |(first, _)| *first);
            stretches.push(Stretch { first, last: at });
            last = fork.map(|(_, base)| *base);
        }
        stretches
    }
}
