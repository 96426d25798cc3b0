//! What is installed: the facts of all blocks, joined.
//!
//! Which of several statements counts, in this order:
//!
//! 1. Facts of different clusters never meet: each cluster is joined by itself ([`cluster`]).
//! 2. Later output takes back earlier output of the same subject, as the table of [`crate::subject`] has it,
//!    since people paste version, upgrade, version.
//! 3. What runs (`glooctl version`, images) comes before what Helm recorded, and that before what a
//!    mismatch warning of glooctl names.
//! 4. Of two outputs of one rank the later one counts; where they speak of the same container in the same
//!    words, they complete each other.
//! 5. The user's own word fills what the paste leaves open, and never overrules it.
//!
//! Where two of them contradict each other, the one that does not count becomes a [`Conflict`]. Where nothing says
//! which of them is newer, or whether they are of one cluster, both are kept: which one is true is unknown.

mod checks;
pub mod cluster;
pub mod containers;
mod delivered;
mod doubt;
mod event;
pub mod home;
mod join;
mod listings;
pub mod names;
mod outputs;
mod parts;
pub mod refusal;
mod releases;
mod resources;
mod standing;
pub mod thing;
mod typed;
pub mod whom;
pub mod whose;
mod workloads;

use std::fmt;

use crate::delivery::Delivered;
use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::subject::Subject;
use crate::transcript::banner::Warning;
use crate::transcript::check::CheckOutput;
use crate::transcript::helm::{Beside, Chart, Release};
use crate::transcript::kubectl::{Pod, Workload};
use crate::transcript::version::Container;
use crate::transcript::{Found, Span, Trouble};
use crate::version::Version;
pub use cluster::Cluster;
pub use delivered::delivered;
pub use join::{Joined, join};
pub use outputs::Output;
pub use resources::Resources;
pub use thing::Whose;

/// The namespace that glooctl looks at unless it is told another one.
pub const DEFAULT_NAMESPACE: &str = "gloo-system";

/// What a paste says about an installation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The cluster that they are of, where there are several.
    pub cluster: Option<Cluster>,
    /// The name of the cluster, where there is only one, too.
    pub named: Option<Cluster>,
    /// The outputs that are of it, in the order of the text, also those that later ones take back.
    pub outputs: Vec<Output>,
    /// What the client says of itself.
    pub client: Option<Known<String>>,
    /// What the client said of servers.
    pub server: ServerStatus,
    /// Where the client looked and found none.
    pub searched: Option<Subject>,
    /// The namespace that the paste is about, where it names one.
    pub namespace: Option<Known<String>>,
    /// One for each namespace.
    pub installations: Vec<Installation>,
    /// Version of the Kubernetes API server, without the leading `v`.
    pub kubernetes: Option<Known<String>>,
    /// Version of Helm, without the leading `v`.
    pub helm: Option<Known<String>>,
    /// The tools that show themselves as what delivers Gloo; where there are several, which one does is unknown.
    pub delivered: Vec<Known<Delivered>>,
    /// All that shows it, since each installation may have an object of its own.
    pub signs: Vec<Found<Delivered>>,
    /// The checks that count.
    pub checks: Vec<CheckOutput>,
    /// The warnings that count.
    pub warnings: Vec<Warning>,
    /// Helm releases of Gloo, as they are now.
    pub releases: Vec<Release>,
    /// Where Helm lists no release, and of which namespace; of all where it names none.
    pub unlisted: Option<Found<String>>,
    /// Repositories of Helm on the machine, each with its address.
    pub repositories: Vec<Found<(String, String)>>,
    /// Charts that a repository offers.
    pub charts: Vec<Chart>,
    /// Pods of Gloo.
    pub pods: Vec<Pod>,
    /// Pods of Gloo in lists that later ones took back.
    pub past_pods: Vec<Pod>,
    /// Deployments and DaemonSets of Gloo.
    pub workloads: Vec<Workload>,
    /// Custom resource definitions that differ from those of the chart.
    pub crds: Vec<Found<String>>,
    /// What helm, kubectl and glooctl said went wrong.
    pub troubles: Vec<Reported>,
    /// Unread lines that look like an error.
    pub suspects: Vec<Trouble>,
    /// Other unread lines, the first ones.
    pub others: Vec<Trouble>,
    /// What failed, and was taken back by a later result.
    pub past: Vec<Past>,
    /// Where two runs of the check are woven into each other.
    pub woven: Option<Span>,
    /// Where kgateway, which came after Gloo, named itself.
    pub kgateway: Option<Span>,
    /// What comes after Gloo, and its federation, where Helm lists them.
    pub beside: Vec<Beside>,
    /// How many resources there are, and what became of them.
    pub resources: Resources,
    /// Statements that contradict each other.
    pub conflicts: Vec<Conflict>,
}

impl Facts {
    /// Whether all that is installed is open source.
    #[must_use]
    pub fn is_open_source(&self) -> bool {
        let mut all = self.installations.iter();
        !self.installations.is_empty() && all.all(|one| one.is_of(Edition::OpenSource))
    }
}

/// Something that a program said went wrong, and whom it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// What it said.
    pub trouble: Trouble,
    /// Whom it is about.
    pub subject: Subject,
    /// The chart that the command above it names.
    pub chart: Option<String>,
    /// Whose it is.
    pub whose: Whose,
}

/// A result that failed, and that a later one took back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// Word for word.
    pub message: String,
    /// Where it stands.
    pub span: Span,
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
    /// What runs in a namespace; which of the two is true is unknown.
    Installation,
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
    /// What tells its cluster from the others, where there are several.
    pub cluster: Option<Cluster>,
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
    /// The chart that Helm recorded as deployed, where that is another one than what runs.
    pub recorded: Option<Known<(Edition, Version)>>,
    /// Whether another output says something else of it, and nothing says which of them is true.
    pub doubt: Doubt,
}

/// What is installed, without where: `Gloo Enterprise 1.16.1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Installed {
    /// Its edition.
    pub edition: Option<Edition>,
    /// The version in the numbers of its own edition.
    pub version: Option<Version>,
    /// The open-source version: the version itself, or what Enterprise is built on.
    pub base: Option<Version>,
}

impl Installed {
    /// The same without a base that is only the version itself.
    #[must_use]
    pub fn without_what_repeats(self) -> Self {
        let repeats = self.edition == Some(Edition::OpenSource);
        Self { base: self.base.filter(|_| !repeats), ..self }
    }
}

impl fmt::Display for Installed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.edition.map_or("Gloo", Edition::product))?;
        match (self.version, self.base) {
            (Some(version), _) => write!(f, " {version}"),
            (None, Some(base)) => write!(f, " on open-source {base}"),
            (None, None) => Ok(()),
        }
    }
}

/// Whether it is known that an installation is as its output says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Doubt {
    /// Nothing speaks against it.
    #[default]
    None,
    /// Two outputs contradict each other, and nothing says which one is newer or whether they are of one cluster.
    Contradicted,
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
    /// Its edition and numbers.
    #[must_use]
    pub fn installed(&self) -> Installed {
        let edition = self.edition.as_ref().map(|edition| edition.value);
        let version = edition.and(self.version()).map(|version| version.value);
        Installed { edition, version, base: self.open_source.as_ref().map(|base| base.value) }
    }

    /// The installation as a person names it: `Gloo Enterprise 1.16.1`.
    #[must_use]
    pub fn describe(&self) -> String {
        self.installed().to_string()
    }

    /// The installation with where it is: `Gloo Enterprise 1.16.1 in edge, context prod`.
    #[must_use]
    pub fn place(&self) -> String {
        let namespace = self.namespace.as_ref().map_or(String::new(), |name| format!(" in {}", name.value));
        let cluster = self.cluster.as_ref().map_or(String::new(), |cluster| format!(", {}", cluster.label()));
        format!("{}{namespace}{cluster}", self.describe())
    }

    /// Whether it is known to be of an edition.
    #[must_use]
    pub fn is_of(&self, edition: Edition) -> bool {
        self.edition.as_ref().is_some_and(|known| known.value == edition)
    }

    /// Whether it may have these names: one that nobody has read may be any.
    #[must_use]
    pub fn may_be(&self, namespace: Option<&str>, release: Option<&str>) -> bool {
        let may_be = |known: &Option<Known<String>>, name: Option<&str>| {
            known.as_ref().zip(name).is_none_or(|(known, name)| known.value == name)
        };
        may_be(&self.namespace, namespace) && may_be(&self.release, release)
    }

    /// Whether its version is the word of the user alone.
    #[must_use]
    pub fn is_said(&self) -> bool {
        let is_said = |evidence: &Evidence| matches!(evidence, Evidence::Said(_));
        self.version().is_some_and(|version| version.evidence.iter().all(is_said))
    }

    /// Whether one of its two numbers is read where something else is.
    #[must_use]
    pub fn is_read_at(&self, evidence: &[Evidence]) -> bool {
        let numbers = [&self.open_source, &self.enterprise];
        numbers.into_iter().flatten().any(|known| known.evidence.iter().any(|line| evidence.contains(line)))
    }

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
