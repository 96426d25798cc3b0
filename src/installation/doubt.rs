//! Whether a later output may simply count, or contradicts an earlier one so that nothing is certain.
//!
//! A line that goes back and another edition are no usual course of things. Where something between the two
//! outputs explains it, such as a rollback, or words above them say which one is older, the later one counts.

use super::listings::{contradict, of_listing};
use super::standing::{statement, subject};
use super::{About, Conflict, Doubt, Facts, Installation};
use crate::evidence::{Evidence, Known};
use crate::order::sort_by;
use crate::subject::{Extent, takes_back};
use crate::transcript::version::{Listing, Server, VersionOutput};
use crate::transcript::{Block, Content, Kind, Reading, Span};

/// Where something changed what is installed, or tried to.
#[derive(Clone, Debug, Default)]
pub(super) struct Changes(Vec<(usize, usize)>);

impl Changes {
    pub(super) fn of(readings: &[&Reading]) -> Self {
        let typed = readings.iter().flat_map(|reading| &reading.commands);
        let typed =
            typed.filter(|command| command.value.changes_the_installation()).map(|command| command.span);
        let printed = readings.iter().flat_map(|reading| &reading.blocks);
        let is_change = |block: &&Block| {
            matches!(block.kind, Kind::HelmStatus | Kind::GlooctlInstall | Kind::KubectlApply)
        };
        let mut places: Vec<(usize, usize)> =
            typed.chain(printed.filter(is_change).map(|block| block.span)).map(first).collect();
        sort_by(&mut places, Ord::cmp);
        Self(places)
    }

    /// Whether something changed between two outputs.
    pub(super) fn explain(&self, one: Span, other: Span) -> bool {
        let (from, to) = (first(one).min(first(other)), first(one).max(first(other)));
        let at = self.0.partition_point(|place| *place <= from);
        self.0.get(at).is_some_and(|place| *place < to)
    }

    /// Whether the output that takes a block back contradicts it, and nothing explains that.
    pub(super) fn is_doubtful(&self, block: &Block, later: &[(usize, &Block)]) -> bool {
        let earlier = listings(block);
        if earlier.is_empty() {
            return false;
        }
        let (what, whose) = (statement(block), subject(block));
        let next = later.iter().map(|(_, next)| next).find(|next| {
            takes_back(statement(next), what) == Some(Extent::Whole) && subject(next).is_same(&whose)
        });
        next.is_some_and(|next| {
            let told = block.place.era.zip(next.place.era).is_some_and(|(before, after)| before != after);
            let pairs = earlier.iter().zip(listings(next));
            !told
                && !self.explain(block.span, next.span)
                && pairs.into_iter().any(|(before, after)| contradict(before, after))
        })
    }
}

fn first(span: Span) -> (usize, usize) {
    (span.transcript, span.start)
}

fn listings(block: &Block) -> &[Listing] {
    match &block.content {
        Content::Version(VersionOutput { server: Server::Found(listings), .. }) => listings,
        Content::Workloads(workloads) => &workloads.listings,
        _ => &[],
    }
}

impl Facts {
    /// Installations that two outputs contradict each other about: all of them are kept, and none is believed.
    pub(super) fn take_doubted(&mut self, doubted: &[Listing]) {
        for mut other in doubted.iter().take(MOST_DOUBTED).filter_map(of_listing) {
            other.doubt = Doubt::Contradicted;
            let name = |one: &Installation| one.namespace.as_ref().map(|known| known.value.clone());
            let same = |known: &&mut Installation| {
                name(known) == name(&other) || name(known).is_none() || name(&other).is_none()
            };
            if let Some(known) = self.installations.iter_mut().find(same) {
                known.doubt = Doubt::Contradicted;
                let (counts, other) = (words(known), words(&other));
                self.conflicts.push(Conflict { about: About::Installation, counts, other });
            }
            self.installations.push(other);
        }
    }

    /// An installation that glooctl has found and then no more, with nothing that explains it, is in doubt.
    pub(super) fn take_lost(&mut self, lost: Option<Span>) {
        let Some((span, searched)) = lost.zip(self.searched.as_ref()) else { return };
        let is_here = |one: &&mut Installation| {
            let name = one.namespace.as_ref().map(|known| &known.value);
            name.is_none() || searched.namespace.is_none() || name == searched.namespace.as_ref()
        };
        if let Some(known) = self.installations.iter_mut().find(is_here) {
            known.doubt = Doubt::Contradicted;
            let counts = Known { value: "no server".to_owned(), evidence: vec![Evidence::Lines(span)] };
            self.conflicts.push(Conflict { about: About::Installation, counts, other: words(known) });
        }
    }
}

/// An installation as one side of a contradiction.
fn words(one: &Installation) -> Known<String> {
    let evidence = one.edition.iter().flat_map(|known| known.evidence.clone()).collect();
    Known { value: one.describe(), evidence }
}

/// More contradictions than this are not shown.
const MOST_DOUBTED: usize = 16;
