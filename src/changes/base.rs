//! What holds of a release of either edition: of Enterprise by the open-source releases that its base can be.

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
        let basis = basis(catalog, edition, version, base);
        let (lowest, highest) = match basis {
            Basis::Itself => (version, version),
            Basis::Exact(base, _) => (base, base),
            Basis::Within { lowest, highest, .. } => (lowest, highest),
            Basis::Unknown => return Standing { has: Has::Unknown, basis, proof: None },
        };
        let proof = self.proof(named, lowest);
        let between = catalog.releases(Edition::OpenSource).iter().map(|release| release.version);
        let mut others = between.filter(|other| *other > lowest && *other < highest).chain([highest]);
        let is_same = others.all(|other| self.proof(named, other).has() == proof.has());
        Standing { has: if is_same { proof.has() } else { Has::Unknown }, basis, proof: Some(proof) }
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
