//! What is installed: the facts of all blocks, joined.
//!
//! Which of several statements counts, in this order:
//!
//! 1. Later output of the same command for the same namespace supersedes earlier output, since people
//!    paste version, upgrade, version.
//! 2. What runs (`glooctl version`, images) comes before what Helm recorded, and that before what a
//!    mismatch warning of glooctl names.
//! 3. Of two outputs of one rank the later one counts; where they speak of the same container in the same
//!    words, they complete each other.
//! 4. The user's own word fills what the paste leaves open, and never overrules it.
//!
//! Where two of them contradict each other, the one that does not count becomes a [`Conflict`].

pub mod containers;
mod join;
mod listings;
mod releases;
mod superseded;
mod workloads;

use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::transcript::banner::Warning;
use crate::transcript::check::CheckOutput;
use crate::transcript::helm::{Chart, Release};
use crate::transcript::kubectl::{Pod, Workload};
use crate::transcript::version::Container;
use crate::transcript::{Found, Span, Trouble};
use crate::version::Version;
pub use join::join;
pub use superseded::superseded;

/// The namespace that glooctl looks at unless it is told another one.
pub const DEFAULT_NAMESPACE: &str = "gloo-system";

/// What a paste says about an installation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What the client says of itself.
    pub client: Option<Known<String>>,
    /// What the client said of servers.
    pub server: ServerStatus,
    /// The namespace that the paste is about, where it names one.
    pub namespace: Option<Known<String>>,
    /// One for each namespace.
    pub installations: Vec<Installation>,
    /// Version of the Kubernetes API server, without the leading `v`.
    pub kubernetes: Option<Known<String>>,
    /// Version of Helm, without the leading `v`.
    pub helm: Option<Known<String>>,
    /// The checks that count.
    pub checks: Vec<CheckOutput>,
    /// The warnings that count.
    pub warnings: Vec<Warning>,
    /// Helm releases of Gloo, as they are now.
    pub releases: Vec<Release>,
    /// Charts that a repository offers.
    pub charts: Vec<Chart>,
    /// Pods of Gloo.
    pub pods: Vec<Pod>,
    /// Deployments and DaemonSets of Gloo.
    pub workloads: Vec<Workload>,
    /// Custom resource definitions that differ from those of the chart.
    pub crds: Vec<Found<String>>,
    /// What helm, kubectl and glooctl said went wrong.
    pub troubles: Vec<Trouble>,
    /// Where kgateway, which came after Gloo, named itself.
    pub kgateway: Option<Span>,
    /// Statements that contradict each other.
    pub conflicts: Vec<Conflict>,
}

/// Two statements that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What they are about.
    pub about: About,
    /// The one that counts.
    pub counts: Known<String>,
    /// The other one.
    pub other: Known<String>,
}

/// What two statements contradict each other about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The version of the client.
    Client,
    /// The version of Kubernetes.
    Kubernetes,
    /// The version of Helm.
    Helm,
    /// The release of a container; the later one counts.
    Container,
    /// The chart that Helm recorded, against what runs, which counts.
    Chart,
}

/// What the client said of servers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ServerStatus {
    /// Some output names a server.
    Found,
    /// The client looked and found none.
    Undefined(Span),
    /// No output with a server half was pasted.
    #[default]
    NotPasted,
}

/// One discovered Gloo, or what the user says of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Installation {
    /// Its namespace.
    pub namespace: Option<Known<String>>,
    /// `gateway`, `ingress` or `knative`.
    pub deployment_type: Option<String>,
    /// Its edition, where something proves it.
    pub edition: Option<Known<Edition>>,
    /// The open-source version: the version itself, or what Enterprise is built on.
    pub open_source: Option<Known<Version>>,
    /// Where [`Installation::open_source`] was read.
    pub basis: Option<Basis>,
    /// The Enterprise version.
    pub enterprise: Option<Known<Version>>,
    /// In the order printed.
    pub containers: Vec<Container>,
    /// The name of its Helm release.
    pub release: Option<Known<String>>,
}

/// Where the open-source version of an installation was read, in the order of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// `OssTag`: the pod's own annotation.
    OssTag,
    /// The tag of a container that comes from open source.
    Containers,
    /// The chart of the Helm release.
    Chart,
    /// The mismatch warning of glooctl.
    Warning,
    /// The user's word.
    Said,
}

/// What the user says, where the paste leaves it open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The installed edition.
    pub edition: Option<Edition>,
    /// The installed version, in the numbers of its edition.
    pub version: Option<Version>,
}

impl Installation {
    /// The version in the numbers of its own edition.
    #[must_use]
    pub fn version(&self) -> Option<&Known<Version>> {
        match self.edition.as_ref()?.value {
            Edition::OpenSource => self.open_source.as_ref(),
            Edition::Enterprise => self.enterprise.as_ref(),
        }
    }
}

impl Installation {
    /// Takes what the user says, where the paste says nothing.
    fn take_word(&mut self, word: Said) {
        if let (None, Some(edition)) = (&self.edition, word.edition) {
            self.edition = Some(Known::new(edition, Evidence::Said("edition")));
        }
        let (Some(edition), Some(version)) =
            (self.edition.as_ref().map(|edition| edition.value), word.version)
        else {
            return;
        };
        self.fill(edition, Known::new(version, Evidence::Said("from")), Basis::Said);
    }

    /// Takes a version in the numbers of an edition, where none is known.
    fn fill(&mut self, edition: Edition, known: Known<Version>, basis: Basis) {
        match edition {
            Edition::OpenSource if self.open_source.is_none() => {
                self.open_source = Some(known);
                self.basis = Some(basis);
            }
            Edition::Enterprise if self.enterprise.is_none() => self.enterprise = Some(known),
            _ => {}
        }
    }
}
