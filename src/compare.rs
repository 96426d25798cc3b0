//! Before and after: what two reports of one cluster say together.
//!
//! Nothing is fixed because it is not there any more: the other text must have the output that would show it
//! (`shown`). Otherwise it is unknown, with the command that settles it.

mod checked;
mod cluster;
mod findings;
pub mod json;
mod occurrence;
mod proof;
mod sections;
mod shown;
mod side;
mod steps;
mod text;
mod title;
mod unshown;
mod versions;
mod words;

use crate::command::Command;
use crate::diagnose::{Code, Severity};
use crate::evidence::{Evidence, Known};
use crate::report::{Report, Verdict};
use crate::subject::Subject;
use crate::transcript::check::Status;
pub use proof::{Proof, proven};
use side::Side;
pub use text::render;

/// What changed between two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// All of it in a sentence, and what follows it.
    pub verdict: Verdict,
    /// What speaks against the way in which the texts were given, each a sentence.
    pub notes: Vec<String>,
    /// Each installation of either text.
    pub installations: Vec<Moved>,
    /// The client and Kubernetes.
    pub surroundings: Vec<Change>,
    /// Parts of `glooctl check` whose result is another one.
    pub checks: Vec<SectionMoved>,
    /// What the first text has, and the second one shows to be gone; worst first.
    pub fixed: Vec<Finding>,
    /// What only the second text has; worst first.
    pub new: Vec<Finding>,
    /// What both have; worst first.
    pub still: Vec<Finding>,
    /// What can't be compared.
    pub unknown: Vec<Open>,
    /// Each step of the plan of the first text, but for those that go back.
    pub plan: Vec<StepDone>,
    /// What the transcripts of the two texts are called.
    pub names: Both<String>,
}

/// Something of either text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Both<T> {
    /// Of the first text.
    pub before: Vec<T>,
    /// Of the second text.
    pub after: Vec<T>,
}

impl<T> Default for Both<T> {
    fn default() -> Self {
        Self { before: Vec::new(), after: Vec::new() }
    }
}

/// An installation before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Its cluster, where a text has several.
    pub cluster: Option<String>,
    /// Its namespace, where it is known.
    pub namespace: Option<String>,
    /// What became of it.
    pub fate: Fate,
    /// How the first text describes it: `Gloo Enterprise 1.16.1`.
    pub before: Option<String>,
    /// How the second text describes it.
    pub after: Option<String>,
    /// Its version in the numbers of its edition, and where it went; unknown where the edition is another one.
    pub direction: Direction,
    /// Each of its numbers.
    pub versions: Vec<Change>,
}

/// What became of an installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Both texts have it.
    Kept,
    /// Both have it, in different editions.
    Converted,
    /// The second text does not show it.
    OnlyBefore,
    /// The first text does not show it.
    OnlyAfter,
    /// The second text shows that it is gone.
    Removed,
}

impl Fate {
    /// The name in the comparison.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Converted => "converted",
            Self::OnlyBefore => "only before",
            Self::OnlyAfter => "only after",
            Self::Removed => "removed",
        }
    }
}

/// A number before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which number.
    pub what: What,
    /// Its cluster, where a text has several.
    pub cluster: Option<String>,
    /// What the first text says.
    pub before: Option<Known<String>>,
    /// What the second text says.
    pub after: Option<Known<String>>,
    /// Where it went.
    pub direction: Direction,
}

/// A number of an installation, or of what is around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The open-source version, or what Enterprise is built on.
    OpenSource,
    /// The Enterprise version.
    Enterprise,
    /// The revision of the Helm release.
    Revision,
    /// glooctl.
    Client,
    /// The Kubernetes API server.
    Kubernetes,
}

impl What {
    /// The name in JSON, and as a person says it.
    #[must_use]
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::OpenSource => ("oss_version", "open source"),
            Self::Enterprise => ("enterprise_version", "Enterprise"),
            Self::Revision => ("revision", "Helm revision"),
            Self::Client => ("client", "glooctl"),
            Self::Kubernetes => ("kubernetes", "Kubernetes"),
        }
    }
}

/// Where a number went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It is greater.
    Upgraded,
    /// It is smaller.
    Downgraded,
    /// It is the same.
    Unchanged,
    /// One of the two is unknown, or they can't be compared.
    Unknown,
}

impl Direction {
    /// The name in the comparison.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Upgraded => "upgraded",
            Self::Downgraded => "downgraded",
            Self::Unchanged => "unchanged",
            Self::Unknown => "unknown",
        }
    }
}

/// A part of the check whose result is another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionMoved {
    /// Its cluster, where a text has several.
    pub cluster: Option<String>,
    /// The namespace that was checked.
    pub namespace: String,
    /// `virtual-services`, with the federated instance where it is of one.
    pub section: String,
    /// In the first text.
    pub before: Status,
    /// In the second text.
    pub after: Status,
    /// Where the two results are.
    pub evidence: Both<Evidence>,
}

/// A finding on one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which finding; the later one, where both texts have it.
    pub code: Code,
    /// The finding that the first text has on the same resource instead.
    pub was: Option<Code>,
    /// How much it matters; the later one, where both texts have it.
    pub severity: Severity,
    /// What was found, in a few words.
    pub title: String,
    /// What a program said, where one did.
    pub message: Option<String>,
    /// Whom it is about; a pod has the name of its workload.
    pub subject: Subject,
    /// Of a new one, whether the change brought it.
    pub since: Since,
    /// What it rests on in either text; of a fixed one in the second text, what shows that it is gone.
    pub evidence: Both<Evidence>,
}

/// Since when a finding is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// The first text would show it and does not, or it has it too.
    Known,
    /// The first text has no output that would show it.
    Unknown,
}

/// What can't be compared, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Why not, in a sentence.
    pub why: String,
    /// The command that settles it.
    pub command: Option<Command>,
    /// What of the first text that leaves open; worst first.
    pub findings: Vec<Finding>,
}

/// A step of a plan, and whether it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepDone {
    /// The hop, counted from 0.
    pub hop: usize,
    /// `1.16.3 to 1.17.38`
    pub hop_title: String,
    /// Whether the hop as a whole is done.
    pub hop_proof: Proof,
    /// What the step does, in a few words.
    pub title: String,
    /// The name of its tick.
    pub tick: String,
    /// Whether it is done.
    pub proof: Proof,
    /// What proves it in the second text.
    pub evidence: Vec<Evidence>,
}

/// Compares two reports: what the second one says of all that the first one has. Takes time linear in both.
#[must_use]
pub fn compare(before: &Report, after: &Report) -> Comparison {
    let sides = (&Side::new(before), &Side::new(after));
    let pairs = cluster::pair(sides);
    let installations = versions::installations(sides, &pairs);
    let surroundings = versions::surroundings(sides, &pairs);
    let mut matched = findings::matched(sides, &pairs);
    let checks = sections::moved(sides, &pairs);
    let plan = steps::done(sides, &pairs, &matched);
    let (verdict, notes) =
        title::of(sides, &pairs, (&installations, &surroundings, &checks), &matched, &plan);
    if verdict.title != title::UNCHANGED {
        title::add_missing(sides, &pairs, &mut matched.unknown);
    }
    let findings::Matched { fixed, new, still, unknown } = matched;
    let named = |report: &Report| report.transcripts.iter().map(|one| one.name.clone()).collect();
    let names = Both { before: named(before), after: named(after) };
    Comparison {
        verdict,
        notes,
        installations,
        surroundings,
        checks,
        fixed,
        new,
        still,
        unknown,
        plan,
        names,
    }
}

impl Comparison {
    /// Whether an error is new, is still there, or may be.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        let open = self.unknown.iter().flat_map(|open| &open.findings);
        self.new.iter().chain(&self.still).chain(open).any(|one| one.severity == Severity::Error)
    }
}
