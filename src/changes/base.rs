//! What holds of a release of either edition: of Enterprise by the open-source releases that its base can be.

use super::history::Stretch;
use super::{Changes, Has, Naming, Proof};
use crate::catalog::{Bounds, Catalog, Confidence};
use crate::edition::Edition;
use crate::version::Version;

/// From this release on, the base of a stable Enterprise release is of the same line.
const SAME_LINES_SINCE: Version = Version::stable(1, 2, 0);

/// What an Enterprise release is built on, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Open source is built on nothing else.
    Itself,
    /// This one release.
    Exact(Version, Confidence),
    /// One of several.
    Within {
        /// What the catalog says; without any bound, that it is of the same line.
        bounds: Bounds,
        /// The oldest that it can be.
        lowest: Version,
        /// The newest known one that it can be.
        highest: Version,
    },
    /// Nothing is known of it.
    Unknown,
}

/// Whether a release of either edition has what an issue is about, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether it has it.
    pub has: Has,
    /// What it is built on.
    pub basis: Basis,
    /// What is proven of the release, or of the oldest that its base can be; `None` where the base is not known.
    pub proof: Option<Proof>,
}

/// Why it is unknown whether a release has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Some of the releases that it can be built on have it, or nothing is known of those.
    Base,
    /// The changelogs do not say it, whichever release it is built on.
    Changelogs,
}

impl Doubt {
    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Changelogs => "changelogs",
        }
    }
}

impl Standing {
    /// Why it is unknown; `None` where it is known.
    #[must_use]
    pub fn doubt(&self) -> Option<Doubt> {
        let is_of_all = self.proof.is_some_and(|proof| proof.has() == Has::Unknown);
        let doubt = if is_of_all { Doubt::Changelogs } else { Doubt::Base };
        (self.has == Has::Unknown).then_some(doubt)
    }
}

impl Changes {
    /// Whether a release has the changes of an issue. `base` is what an Enterprise release was seen to be built on,
    /// which counts more than the catalog.
    #[must_use]
    pub fn standing(
        &self,
        catalog: &Catalog,
        named: &[Naming],
        (edition, version): (Edition, Version),
        base: Option<Version>,
    ) -> Standing {
        self.standing_of(named, &self.built_on(catalog, (edition, version), base))
    }

    /// What a release is built on, to ask about many issues.
    pub(super) fn built_on(
        &self,
        catalog: &Catalog,
        (edition, version): (Edition, Version),
        base: Option<Version>,
    ) -> BuiltOn {
        let basis = basis(catalog, edition, version, base);
        let (lowest, highest) = match basis {
            Basis::Itself => (version, version),
            Basis::Exact(base, _) => (base, base),
            Basis::Within { lowest, highest, .. } => (lowest, highest),
            Basis::Unknown => return BuiltOn { basis, bases: Vec::new() },
        };
        let between = catalog.releases(Edition::OpenSource).iter().map(|release| release.version);
        let between = between.filter(|other| *other > lowest && *other < highest);
        let highest = Some(highest).filter(|highest| *highest != lowest);
        let mut bases: Vec<Base> = Vec::new();
        for version in [lowest].into_iter().chain(between).chain(highest) {
            let (history, is_read) = (self.history(version), self.is_read(version));
            let is_like = |last: &Base| last.is_read == is_read && goes_on(&last.history, &history);
            let goes_on = bases.last().is_some_and(is_like);
            bases.push(Base { version, history, is_read, goes_on });
        }
        BuiltOn { basis, bases }
    }

    /// Whether a release has the changes of an issue, by what it is built on.
    pub(super) fn standing_of(&self, named: &[Naming], BuiltOn { basis, bases }: &BuiltOn) -> Standing {
        let basis = *basis;
        let mut proof: Option<Proof> = None;
        let mut last = None;
        for Base { version, history, goes_on, .. } in bases {
            // Most releases name nothing of an issue, so the same holds of them as of the one before.
            let is_between = |naming: &Naming| naming.release <= *version && Some(naming.release) > last;
            let is_same = *goes_on && !named.iter().any(is_between);
            last = Some(*version);
            if is_same {
                continue;
            }
            let other = self.proven(named, *version, history);
            if proof.is_some_and(|proof| proof.has() != other.has()) {
                return Standing { has: Has::Unknown, basis, proof };
            }
            proof = proof.or(Some(other));
        }
        Standing { has: proof.map_or(Has::Unknown, Proof::has), basis, proof }
    }
}

/// The open-source releases that a release can be built on, the oldest first, and what each of them builds on.
pub(super) struct BuiltOn {
    basis: Basis,
    bases: Vec<Base>,
}

impl BuiltOn {
    /// Whether it is one release that is known.
    pub(super) const fn is_exact(&self) -> bool {
        matches!(self.basis, Basis::Itself | Basis::Exact(..))
    }

    /// Whether it may have the changes of a release: whether the newest that it can be builds on that.
    pub(super) fn may_have(&self, release: Version) -> bool {
        self.bases.last().is_some_and(|base| base.history.iter().any(|stretch| stretch.has(release)))
    }
}

struct Base {
    version: Version,
    history: Vec<Stretch>,
    is_read: bool,
    /// Whether it only adds the releases after the last one to what that builds on.
    goes_on: bool,
}

/// Whether a release builds on another one and on nothing else that is not of its line.
fn goes_on(last: &[Stretch], history: &[Stretch]) -> bool {
    match (last, history) {
        ([own, others @ ..], [next, rest @ ..]) => own.begins_as(*next) && others == rest,
        _ => false,
    }
}

fn basis(catalog: &Catalog, edition: Edition, version: Version, seen: Option<Version>) -> Basis {
    if edition == Edition::OpenSource {
        return Basis::Itself;
    }
    if let Some(base) = seen {
        return Basis::Exact(base, Confidence::Pasted);
    }
    if let Some((base, confidence)) = catalog.pair(version) {
        return Basis::Exact(base, confidence);
    }
    let bounds = catalog.bounds(version);
    let is_stable = !version.is_prerelease();
    let line = catalog.line(Edition::OpenSource, version.line());
    let own = Some(version).filter(|version| is_stable && *version >= SAME_LINES_SINCE);
    let ends = own.and_then(|_| Some((line.first()?.version, line.last()?.version)));
    let lowest = bounds.lowest.or_else(|| ends.map(|(first, _)| first));
    let highest = bounds.highest.or_else(|| ends.map(|(_, last)| last));
    match lowest.zip(highest) {
        Some((lowest, highest)) if lowest <= highest => Basis::Within { bounds, lowest, highest },
        _ => Basis::Unknown,
    }
}
