//! What going from one release to another brings, and what it would lose.

use super::{Changes, Doubt, Has, Issue, Kind, Naming};
use crate::catalog::Catalog;
use crate::edition::Edition;
use crate::order::sort_by;
use crate::version::{Stage, Version};

/// What is different between two releases, as far as changelogs name issues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The one that is left.
    pub from: (Edition, Version),
    /// The one that is gone to.
    pub to: (Edition, Version),
    /// The second surely has them, and the first surely not.
    pub brings: Vec<Change>,
    /// One of the two is not certain.
    pub may_bring: Vec<Change>,
    /// The first surely has them, and the second surely not.
    pub loses: Vec<Change>,
    /// The first surely has them, and of the second nothing proves it.
    pub may_lose: Vec<Change>,
    /// Open-source releases that only one of the two builds on, and whose changelogs were not read, oldest first.
    pub unread: Vec<Version>,
    /// Which of the two are built on one of several releases, or on an unknown one.
    pub inexact: Vec<(Edition, Version)>,
}

/// What is named of one issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The issue.
    pub issue: Issue,
    /// As what it is named, each once.
    pub kinds: Vec<Kind>,
}

impl Change {
    /// What all namings of an issue say.
    pub(super) fn of(issue: &Issue, named: &[Naming]) -> Self {
        let mut kinds: Vec<Kind> = named.iter().map(|naming| naming.kind).collect();
        sort_by(&mut kinds, Ord::cmp);
        kinds.dedup();
        Self { issue: issue.clone(), kinds }
    }
}

impl Changes {
    /// What going from one release to another brings and loses, by issue. Both may be in either order: a downgrade
    /// loses what the upgrade brings.
    #[must_use]
    pub fn difference(
        &self,
        catalog: &Catalog,
        from: (Edition, Version),
        to: (Edition, Version),
    ) -> Difference {
        let mut found = Difference {
            from,
            to,
            brings: Vec::new(),
            may_bring: Vec::new(),
            loses: Vec::new(),
            may_lose: Vec::new(),
            unread: Vec::new(),
            inexact: Vec::new(),
        };
        let (before, after) = (self.built_on(catalog, from, None), self.built_on(catalog, to, None));
        let known = catalog.releases(Edition::OpenSource).iter().map(|release| release.version);
        let is_unread =
            |version: &Version| !self.is_read(*version) && !matches!(version.stage, Stage::Patch(_));
        let unread = known.filter(is_unread);
        found.unread =
            unread.filter(|version| before.may_have(*version) != after.may_have(*version)).collect();
        let ends = [(from, &before), (to, &after)];
        found.inexact = ends.into_iter().filter(|(_, on)| !on.is_exact()).map(|(end, _)| end).collect();
        for (issue, named) in &self.issues {
            let (before, after) = (self.standing_of(named, &before), self.standing_of(named, &after));
            let list = match (before.has, after.has) {
                (Has::No, Has::Yes) => &mut found.brings,
                (Has::Yes, Has::No) => &mut found.loses,
                (Has::Yes, Has::Unknown) => &mut found.may_lose,
                // Where no changelog of the line says it, there is no sign that it was ever there.
                (Has::Unknown, Has::No) if before.doubt() == Some(Doubt::Base) => &mut found.may_lose,
                (Has::Unknown, Has::Yes) | (Has::No, Has::Unknown) => &mut found.may_bring,
                _ => continue,
            };
            list.push(Change::of(issue, named));
        }
        found
    }
}

impl Difference {
    /// How many of some changes are of each kind. One that is named as several kinds is counted as each of them.
    #[must_use]
    pub fn counts(changes: &[Change]) -> Vec<(Kind, usize)> {
        let count = |kind: &Kind| changes.iter().filter(|change| change.kinds.contains(kind)).count();
        Kind::ALL.iter().map(|kind| (*kind, count(kind))).filter(|(_, count)| *count > 0).collect()
    }
}
