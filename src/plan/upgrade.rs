//! One upgrade of the chart, with all that is done for it.

use std::sync::Arc;

use super::Step;
use crate::catalog::Confidence;
use crate::changes::Difference;
use crate::edition::Edition;
use crate::version::Version;

/// One upgrade of the chart, or a part of the way to another product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// What it is called where it is no upgrade of the chart.
    pub name: Option<String>,
    /// The version before.
    pub from: Version,
    /// The edition before.
    pub from_edition: Edition,
    /// The version after.
    pub to: Version,
    /// The edition after.
    pub edition: Edition,
    /// `glooe/gloo-ee`
    pub chart: String,
    /// The release that glooctl is brought to.
    pub client: Client,
    /// Under which conditions this was run as a whole, and how that went; `None` where it was not.
    pub rehearsed: Option<String>,
    /// In the order in which they are done; rollback steps come last and are done only if need be.
    pub steps: Vec<Step>,
    /// Where more is to be read of the version after: what it is, and the address.
    pub links: Vec<(String, String)>,
    /// What changelogs say that it brings and loses; `None` until [`Plan::add_changes`](super::Plan::add_changes), and where none was read.
    pub changes: Option<Arc<Difference>>,
}

impl Hop {
    /// Its title with its number among the hops of a plan, and the chart that it upgrades.
    #[must_use]
    pub fn label(&self, number: usize, count: usize) -> String {
        let chart = if self.name.is_none() { format!(", chart {}", self.chart) } else { String::new() };
        format!("Hop {number} of {count}: {}{chart}", self.title())
    }

    /// From where to where it goes; the editions are named where they differ.
    #[must_use]
    pub fn title(&self) -> String {
        let Self { from, from_edition, to, edition, .. } = self;
        match &self.name {
            Some(name) => name.clone(),
            None if from_edition == edition => format!("{from} to {to}"),
            None => format!("{from_edition} {from} to {edition} {to}"),
        }
    }
}

/// The release of glooctl that goes with a version of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// An open-source number.
    pub version: Version,
    /// How sure it is that the server is built on just this release; `None` where only the line is
    /// known, which is all that the client needs.
    pub confidence: Option<Confidence>,
}
