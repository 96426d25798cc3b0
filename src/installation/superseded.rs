//! Which blocks count: later output of the same command for the same namespace supersedes earlier output.

use super::DEFAULT_NAMESPACE;
use crate::gather::Gather as _;
use crate::transcript::version::{Listing, Server, VersionOutput};
use crate::transcript::{Block, Content, Kind, Reading};

/// More different namespaces than this are not told apart when it comes to superseding.
pub(super) const MOST_NAMESPACES: usize = 256;

/// For each block of all readings, in order, whether later output of the same command supersedes it.
#[must_use]
pub fn superseded(readings: &[Reading]) -> Vec<bool> {
    let mut later: Vec<(Kind, String)> = Vec::new();
    let is_superseded = |block: &Block| {
        if completes_others(block.kind) {
            return false;
        }
        if matches!(&block.content, Content::Check(check) if check.is_half()) {
            return later.contains(&(block.kind, namespace_of(block)));
        }
        let key = (block.kind, namespace_of(block));
        let is_known = later.contains(&key);
        if !is_known && later.len() < MOST_NAMESPACES {
            later.push(key);
        }
        is_known
    };
    let blocks = readings.iter().flat_map(|reading| &reading.blocks);
    let mut superseded: Vec<bool> = blocks.rev().map(is_superseded).gather();
    superseded.reverse();
    superseded
}

/// Output that is not the whole answer: images and charts come one by one, and each failure is one of its
/// own.
const fn completes_others(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::KubectlImages
            | Kind::HelmSearch
            | Kind::HelmShowChart
            | Kind::HelmError
            | Kind::KubectlError
            | Kind::GlooctlError
            | Kind::GlooLog
    )
}

/// The namespace that a block speaks of.
fn namespace_of(block: &Block) -> String {
    let of = |listings: &[Listing]| listings.iter().find_map(|listing| listing.namespace.clone());
    let printed = match &block.content {
        Content::Version(VersionOutput { server: Server::Found(listings), .. }) => of(listings),
        Content::Workloads(workloads) => of(&workloads.listings),
        _ => None,
    };
    let found = printed.or_else(|| block.namespace());
    found.map_or_else(|| DEFAULT_NAMESPACE.to_owned(), |found| found.value)
}
