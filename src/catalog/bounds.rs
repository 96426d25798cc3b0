//! Between which open-source releases the base of an Enterprise release must lie.

use super::{Catalog, Release};
use crate::edition::Edition;
use crate::version::Version;

/// Between which open-source releases an unlisted base must lie, both ends included: within a line
/// the base never falls as the Enterprise patch rises.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The base of an earlier Enterprise patch, or a lower bound in a row.
    pub lowest: Option<Version>,
    /// The base of this or a later Enterprise patch.
    pub highest: Option<Version>,
}

impl Bounds {
    /// The one release that is left, where both bounds are the same.
    #[must_use]
    pub fn exact(self) -> Option<Version> {
        self.lowest.filter(|lowest| self.highest == Some(*lowest))
    }

    /// `1.6.37`, `1.15.10 to 1.15.12`, `1.15.12 or older`, `1.15.10 or newer`; `None` where nothing is known.
    #[must_use]
    pub fn words(self) -> Option<String> {
        match (self.lowest, self.highest) {
            (Some(lowest), Some(highest)) if lowest == highest => Some(lowest.to_string()),
            (Some(lowest), Some(highest)) if lowest < highest => Some(format!("{lowest} to {highest}")),
            (_, Some(highest)) => Some(format!("{highest} or older")),
            (Some(lowest), None) => Some(format!("{lowest} or newer")),
            (None, None) => None,
        }
    }
}

impl Catalog {
    /// Between which open-source releases the base of an Enterprise release lies: where its own is not certain, what
    /// its neighbours say.
    #[must_use]
    pub fn bounds(&self, enterprise: Version) -> Bounds {
        if let Some(base) = self.base(enterprise).filter(|base| base.confidence.is_certain()) {
            return Bounds { lowest: Some(base.version), highest: Some(base.version) };
        }
        let line = self.line(Edition::Enterprise, enterprise.line());
        let lowest = |release: &Release| {
            let certain = release.base.as_ref().filter(|base| base.confidence.is_certain());
            certain.map(|base| base.version).max(release.at_least)
        };
        let highest = |release: &Release| release.base.as_ref().map(|base| base.version);
        Bounds {
            lowest: line.iter().filter(|release| release.version <= enterprise).filter_map(lowest).max(),
            highest: line.iter().filter(|release| release.version >= enterprise).filter_map(highest).min(),
        }
    }
}
