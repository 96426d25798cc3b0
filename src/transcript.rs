//! Pasted text, and the output of commands found in it.
//!
//! [`read`] is the one door for untrusted text. It never fails: what no shape recognises ends up in
//! [`Reading::unread`], and every line is in a block or there.

pub mod banner;
mod caption;
pub mod check;
pub mod conversion;
pub mod counts;
mod crds;
mod cursor;
mod delivered;
mod error;
mod exchange;
pub(crate) mod flux;
pub mod helm;
pub(crate) mod images;
mod install;
pub mod kubectl;
mod label;
mod lines;
mod log;
mod mention;
pub(crate) mod names;
mod notice;
mod objects;
mod place;
mod prompt;
mod recognise;
mod relayed;
mod suspect;
pub(crate) mod tally;
mod trouble;
mod upgrade;
mod usage;
pub mod version;
mod window;
mod wish;
mod yaml;

use std::rc::Rc;

use crate::delivery::Delivered;
pub use exchange::{End, Exchange};
pub use label::{Era, Surety, label_of_file};
#[cfg(test)]
use lines::lines;
pub use lines::{Ending, Line, Stamp};
pub use place::{Asked, Place};
pub use prompt::{Program, Typed, typed};
pub use recognise::{Reader, read};
pub use trouble::{Object, Trouble, Wrong};

/// One pasted or dropped text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    /// What to call it: `paste`, or the name of a file.
    pub name: String,
    /// The text as it came.
    pub text: String,
}

/// Lines of one transcript, counted from 1, both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Index of the transcript in its case.
    pub transcript: usize,
    /// First line.
    pub start: usize,
    /// Last line.
    pub end: usize,
}

impl Span {
    /// One line.
    #[must_use]
    pub const fn line(transcript: usize, line: usize) -> Self {
        Self { transcript, start: line, end: line }
    }

    /// Whether a line is one of these.
    #[must_use]
    pub fn has(&self, line: usize) -> bool {
        (self.start..=self.end).contains(&line)
    }
}

/// Something read, and the lines that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// What was read.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// Which command printed a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `glooctl version`, `glooctl --version`, and lists of images from before there was either
    GlooctlVersion,
    /// `glooctl check`
    GlooctlCheck,
    /// `glooctl check-crds`
    GlooctlCheckCrds,
    /// `glooctl upgrade`
    GlooctlUpgrade,
    /// `glooctl usage`
    GlooctlUsage,
    /// `glooctl gateway-api convert`, and the files that it writes its problems into
    GlooctlConvert,
    /// `glooctl install` and `glooctl uninstall`
    GlooctlInstall,
    /// What another glooctl command says when it fails.
    GlooctlError,
    /// What glooctl says besides: a new version, a command that is deprecated.
    GlooctlNotice,
    /// What any glooctl command prints first when client and server differ.
    PrerunWarning,
    /// `helm list`
    HelmList,
    /// `helm history`
    HelmHistory,
    /// `flux get helmreleases`
    FluxReleases,
    /// What `helm install`, `helm upgrade` and `helm status` print of a release.
    HelmStatus,
    /// `helm search repo`
    HelmSearch,
    /// `helm show chart`
    HelmShowChart,
    /// `helm get values`
    HelmValues,
    /// `helm repo`
    HelmRepo,
    /// `helm version`
    HelmVersion,
    /// What any helm command warns of first: a kubeconfig that others may read.
    HelmNotice,
    /// What helm says when it fails.
    HelmError,
    /// What helm does, by its own word: `--debug`
    HelmDebug,
    /// `kubectl get pods`
    KubectlPods,
    /// `kubectl get deployments`, and other workloads
    KubectlDeployments,
    /// Images of what runs, one after the other.
    KubectlImages,
    /// `kubectl version`
    KubectlVersion,
    /// Any other table or object of the cluster.
    KubectlObjects,
    /// What is said of a change of the context: `kubectl config use-context`
    KubectlContext,
    /// What kubectl says of each thing that it applied or deleted.
    KubectlApply,
    /// What kubectl says when it fails.
    KubectlError,
    /// Events of the cluster: `kubectl get events`, and the end of `kubectl describe`
    KubectlEvents,
    /// Lines of a log of Gloo itself.
    GlooLog,
    /// What a program says that deploys or builds: Argo CD, Flux, a runner of builds.
    OtherLog,
    /// `kgateway --version`: what came after Gloo.
    KgatewayVersion,
}

impl Kind {
    /// Name in the report, and as a person says it.
    const fn row(self) -> (&'static str, &'static str) {
        match self {
            Self::GlooctlVersion => ("glooctl-version", "glooctl version"),
            Self::GlooctlCheck => ("glooctl-check", "glooctl check"),
            Self::GlooctlCheckCrds => ("glooctl-check-crds", "glooctl check-crds"),
            Self::GlooctlUpgrade => ("glooctl-upgrade", "glooctl upgrade"),
            Self::GlooctlUsage => ("glooctl-usage", "glooctl usage"),
            Self::GlooctlConvert => ("glooctl-convert", "glooctl gateway-api convert"),
            Self::GlooctlInstall => ("glooctl-install", "glooctl install"),
            Self::GlooctlError => ("glooctl-error", "glooctl error"),
            Self::GlooctlNotice => ("glooctl-notice", "glooctl notice"),
            Self::PrerunWarning => ("prerun-warning", "glooctl mismatch warning"),
            Self::HelmList => ("helm-list", "helm list"),
            Self::FluxReleases => ("flux-releases", "flux get helmreleases"),
            Self::HelmHistory => ("helm-history", "helm history"),
            Self::HelmStatus => ("helm-status", "helm status"),
            Self::HelmSearch => ("helm-search", "helm search"),
            Self::HelmShowChart => ("helm-show-chart", "helm show chart"),
            Self::HelmValues => ("helm-values", "helm get values"),
            Self::HelmRepo => ("helm-repo", "helm repo"),
            Self::HelmVersion => ("helm-version", "helm version"),
            Self::HelmNotice => ("helm-notice", "helm notice"),
            Self::HelmError => ("helm-error", "helm error"),
            Self::HelmDebug => ("helm-debug", "helm --debug"),
            Self::KubectlPods => ("kubectl-pods", "kubectl get pods"),
            Self::KubectlDeployments => ("kubectl-deployments", "kubectl get deployments"),
            Self::KubectlImages => ("kubectl-images", "images"),
            Self::KubectlVersion => ("kubectl-version", "kubectl version"),
            Self::KubectlObjects => ("kubectl-objects", "kubectl get"),
            Self::KubectlContext => ("kubectl-context", "kubectl config"),
            Self::KubectlApply => ("kubectl-apply", "kubectl apply"),
            Self::KubectlError => ("kubectl-error", "kubectl error"),
            Self::KubectlEvents => ("kubectl-events", "kubectl get events"),
            Self::GlooLog => ("gloo-log", "log of Gloo"),
            Self::OtherLog => ("other-log", "log of another program"),
            Self::KgatewayVersion => ("kgateway-version", "kgateway version"),
        }
    }

    /// The name of the kind in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// The kind as a person says it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        self.row().1
    }

    /// Whether a command may have printed it.
    #[must_use]
    pub fn is_of(self, typed: &Typed) -> bool {
        typed.program == self.program()
            || matches!(self, Self::GlooLog | Self::OtherLog) && typed.reads_a_log()
    }

    /// The program that prints it.
    #[must_use]
    pub fn program(self) -> Program {
        match self.name().split('-').next() {
            Some("helm") => Program::Helm,
            Some("kubectl") => Program::Kubectl,
            Some("kgateway" | "gloo" | "flux" | "other") => Program::Other,
            _ => Program::Glooctl,
        }
    }
}

/// The form in which a block was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `Client: {…}` and `Server: {…}`, as glooctl printed to 1.17.0-beta13.
    Lines,
    /// A JSON document.
    Json,
    /// A YAML document.
    Yaml,
    /// Columns.
    Table,
    /// Plain text.
    Text,
}

impl Format {
    /// The name of the format in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Json => "json",
            Self::Yaml => "yaml",
            Self::Table => "table",
            Self::Text => "text",
        }
    }

    /// The format as a person says it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Json => "JSON",
            Self::Yaml => "YAML",
            Self::Table => "table",
            Self::Text => "text",
        }
    }
}

/// What a block says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// See [`version`].
    Version(version::VersionOutput),
    /// See [`check`].
    Check(Box<check::CheckOutput>),
    /// See [`banner`].
    Warning(banner::Warning),
    /// The release that `glooctl upgrade` has put in place of the client.
    Upgraded(Found<String>),
    /// Custom resource definitions that differ from those of the chart.
    Crds(Vec<Found<String>>),
    /// Releases of Helm whose chart is one of Gloo's, the oldest first, and those of what comes after Gloo.
    Releases(Vec<helm::Release>, Vec<helm::Beside>),
    /// The heading of a list of Helm that has no release.
    NoReleases,
    /// How many resources there are: see [`counts`].
    Counts(counts::Counts),
    /// See [`conversion`].
    Conversion(Box<conversion::Conversion>),
    /// Repositories of Helm, each with its address.
    Repositories(Vec<Found<(String, String)>>),
    /// Charts that a repository offers; none of them need be installed.
    Charts(Vec<helm::Chart>),
    /// What runs, from the cluster itself.
    Workloads(kubectl::Workloads),
    /// Which values of a release are set.
    Values(helm::Values),
    /// Version of the Kubernetes API server, without the leading `v`.
    Kubernetes(Found<String>),
    /// Version of Helm, without the leading `v`.
    Helm(Found<String>),
    /// Nothing about the installation.
    Nothing,
}

impl Content {
    /// Whether no number in it is that of a release.
    const fn names_no_release(&self) -> bool {
        matches!(
            self,
            Self::Check(_)
                | Self::Crds(_)
                | Self::Values(_)
                | Self::Counts(_)
                | Self::Conversion(_)
                | Self::Nothing
        )
    }
}

/// The recognised output of one command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Which command printed it.
    pub kind: Kind,
    /// In which form.
    pub format: Format,
    /// Its lines, the typed command included.
    pub span: Span,
    /// The command that was typed last before it.
    pub command: Option<Found<Rc<Typed>>>,
    /// Which cluster it is of, as far as the text says.
    pub place: Rc<Place>,
    /// A number by what stands above it and in front of it that may name other clusters: blocks with different
    /// numbers may be of different ones.
    pub section: usize,
    /// When it was printed, where its lines have time stamps.
    pub stamp: Option<Stamp>,
    /// What it says.
    pub content: Content,
    /// What went wrong, by its own words.
    pub troubles: Vec<Trouble>,
}

impl Block {
    /// The namespace that the typed command named, where it is that of Gloo itself.
    #[must_use]
    pub fn namespace(&self) -> Option<Found<String>> {
        let is_own = |typed: &&Found<Rc<Typed>>| {
            self.kind.is_of(&typed.value) && typed.value.asks_about_installation()
        };
        let typed = self.command.as_ref().filter(is_own)?;
        let value = typed.value.namespace()?.to_owned();
        Some(Found { value, span: typed.span })
    }
}

/// A transcript, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Where the text is from; the case knows it.
    pub name: String,
    /// The bundle that the text is a part of, where it is: all texts of one are of one cluster, which this names.
    pub bundle: Option<Rc<str>>,
    /// How many lines the text has; an empty text has none.
    pub lines: usize,
    /// What was recognised, in the order of the text.
    pub blocks: Vec<Block>,
    /// The commands that were typed, in the order of the text.
    pub commands: Vec<Found<Rc<Typed>>>,
    /// What those of them printed that only look.
    pub exchanges: Vec<Exchange>,
    /// What shows which tool delivers Gloo, the first ones.
    pub signs: Vec<Found<Delivered>>,
    /// How many kinds of troubles of logs and events were left out, since only the first ones are kept.
    pub more_kinds: usize,
    /// Lines in no block. Blank lines belong to what stands before them.
    pub unread: Vec<Span>,
    /// The first unread lines that look like an error, word for word. They are no troubles: whether a program said
    /// them is not certain. But as long as there is one, nobody knows that all is in order.
    pub suspects: Vec<Trouble>,
    /// The first other unread lines that a program may have printed. They mean something only where a known failure has
    /// their words.
    pub others: Vec<Trouble>,
}
