//! The smallest move that brings what an issue is about.

use super::{Changes, Has, Naming};
use crate::catalog::Catalog;
use crate::edition::Edition;
use crate::version::Version;

impl Changes {
    /// The nearest later release that surely has it: of the same line first, then of the next ones. A pre-release is
    /// only offered in the line of another pre-release.
    #[must_use]
    pub fn smallest_move(
        &self,
        catalog: &Catalog,
        named: &[Naming],
        edition: Edition,
        from: Version,
    ) -> Option<Version> {
        let is_offered = |to: &Version| {
            *to > from && (!to.is_prerelease() || (from.is_prerelease() && to.line() == from.line()))
        };
        let mut known = catalog.releases(edition).iter().map(|release| release.version).filter(is_offered);
        known.find(|to| self.standing(catalog, named, (edition, *to), None).has == Has::Yes)
    }
}
