//! What failing checks mean and what an upgrade consists of: data, in `static/rules.json`; and what an
//! upgrade may run into, in `static/risks.json` and `static/risks-old.json`.
//!
//! A line of it may begin with conditions in brackets, and holds slots in braces:
//! `[enterprise to>=1.5.0] helm pull {chart} --version {to}`. The conditions and slots that exist are
//! listed in `src/rules/names.rs`; a rule that uses another one does not load.

pub mod explain;
mod load;
mod names;
mod template;

pub use template::{Situation, Slot};

use crate::edition::Edition;
use crate::ranges::Ranges;

/// The rules. [`Rules::default`] has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    checks: Vec<Explanation>,
    arguments: Vec<(String, String)>,
    /// In the order in which they are done.
    pub steps: Vec<StepRule>,
}

/// One file of risks: `static/risks.json`, or `static/risks-old.json` with what only an upgrade from before
/// 1.13 can run into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Risks {
    /// What an upgrade may run into.
    pub risks: Vec<RiskRule>,
    /// What upgraders are told besides.
    pub tips: Vec<Tip>,
}

/// What a failing check means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code of the finding.
    pub code: String,
    /// In a few words.
    pub title: String,
    /// In full.
    pub detail: String,
    /// What else it means where a message has words: `Pending|is unschedulable: A pending pod has no node yet.`
    pub also: Vec<String>,
    /// What to do next.
    pub help: String,
    /// The command that does it.
    pub command: String,
    /// What to do, and the command for it, where the message names an object; empty where that makes no difference.
    pub named: Vec<String>,
}

/// One thing to do in an upgrade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRule {
    /// Stable identifier: `apply-crds`.
    pub id: String,
    /// When it is done.
    pub phase: Phase,
    /// The conditions under which it is done at all, without brackets.
    pub when: String,
    /// What it does, in a few words.
    pub title: String,
    /// What it is for, a line for each sentence that has conditions of its own.
    pub why: Vec<String>,
    /// Where it is left out: `Skip this step if …`, without these words and the full stop.
    pub skip: Vec<String>,
    /// What has to be so before anybody goes on to the next step.
    pub gate: Vec<String>,
    /// What successful output looks like.
    pub expect: Vec<String>,
    /// What becomes of the manifest that is changed before anything is typed, as sentences.
    pub change: Vec<String>,
    /// What is set in it, a line for each field: `spec.source.targetRevision = {to}`.
    pub set: Vec<String>,
    /// What is typed, in order.
    pub commands: Vec<String>,
}

/// When a step is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing changes for traffic yet.
    Before,
    /// The upgrade itself.
    During,
    /// Looking whether it went well.
    After,
    /// Only if it did not.
    Rollback,
}

impl Phase {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Before, Self::During, Self::After, Self::Rollback];

    /// Reads [`Phase::name`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.name() == text)
    }

    /// The name in the report and in the rules.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::During => "during",
            Self::After => "after",
            Self::Rollback => "rollback",
        }
    }
}

/// What an upgrade may run into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskRule {
    /// Stable identifier: `discovery-off`.
    pub id: String,
    /// Which upgrades it is about.
    pub kind: RiskKind,
    /// The edition that it is about, if not both.
    pub edition: Option<Edition>,
    /// How much it matters.
    pub impact: Impact,
    /// When it is dealt with.
    pub phase: Phase,
    /// The step that it stands at, where that is not the usual one of the phase.
    pub step: String,
    /// The step that takes care of it, in plans that have that step; empty where a person has to.
    pub handled: String,
    /// The conditions under which it is told at all, without brackets.
    pub when: String,
    /// In a few words.
    pub title: String,
    /// What changes, and what to do about it.
    pub text: Vec<String>,
    /// What the versions do not tell; yes means that it applies. Empty where there is no such thing.
    pub question: String,
    /// The fact that answers the question.
    pub fact: Option<String>,
    /// The command that answers it.
    pub ask: String,
    /// How its output answers; `None` where a person has to read it.
    pub answer: Option<AnswerRule>,
    /// The commands that mend it.
    pub commands: Vec<String>,
    /// The values of the chart that mend it, as the open-source chart has them.
    pub values: Vec<String>,
    /// The values of the chart that answer the question.
    pub set: Vec<ValueRule>,
    /// `path @ tag` in the public repository, or an address.
    pub source: String,
}

/// What a value of the chart says of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueRule {
    /// Its path in the open-source chart. A `*` is any key, `**` in front any number of them, and a path
    /// that begins with `=` is one of the Enterprise chart.
    pub path: String,
    /// How it is where the answer is yes.
    pub is: Wanted,
    /// Which answer it gives.
    pub tells: Tells,
    /// What it is in the open-source chart where nobody sets it.
    pub default: Option<String>,
    /// The same in the Enterprise chart.
    pub enterprise_default: Option<String>,
}

/// How a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// It is set.
    Set,
    /// It is not set.
    Unset,
    /// It is this word or number.
    Word(String),
}

/// Which answer a value gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// Yes where it is as the rule has it, and no otherwise.
    Both,
    /// Yes where it is so; otherwise something else may make the answer yes.
    Yes,
    /// No where it is not so; otherwise something else has to be so as well.
    No,
}

/// How the output of a command answers yes or no. No output, and nothing found, always means no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerRule {
    /// Yes with at least so many rows of a table, or lines that a search found; no with fewer.
    Rows(usize),
    /// It prints a number: 0 means no.
    Count,
    /// A person reads what it prints.
    Silence,
    /// Yes where what it asks for is not there; a person reads the rest.
    Missing,
    /// By what a line contains.
    Words {
        /// Any of these means yes.
        yes: Vec<String>,
        /// Otherwise, with any of these a person reads it.
        maybe: Vec<String>,
        /// Otherwise, any of these means no.
        no: Vec<String>,
    },
}

/// Which upgrades a risk is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RiskKind {
    /// Those that go from a release without the change to one with it.
    Crossing {
        /// The releases that have it, in open-source numbers.
        versions: Ranges,
        /// In Enterprise numbers, where they are known.
        enterprise_versions: Option<Ranges>,
    },
    /// Those that end on a release that has it.
    Landing {
        /// The releases that have it, in open-source numbers.
        versions: Ranges,
        /// In Enterprise numbers, where they are known.
        enterprise_versions: Option<Ranges>,
    },
    /// Those that end on a release that has it, which nobody may: no plan goes there where it certainly is.
    Refused {
        /// The releases that have it, in open-source numbers.
        versions: Ranges,
        /// In Enterprise numbers, where they are known.
        enterprise_versions: Option<Ranges>,
    },
    /// All, for the same reason: a plan says it once.
    Always,
    /// All, each with words of its own.
    EachHop,
}

/// How much a risk matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Impact {
    /// Something stops working.
    Breaking,
    /// Something is to be done.
    Action,
    /// Worth knowing.
    Note,
}

impl Impact {
    /// Reads [`Impact::name`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Breaking, Self::Action, Self::Note].into_iter().find(|impact| impact.name() == text)
    }

    /// The name in the rules and in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Action => "action",
            Self::Note => "note",
        }
    }
}

/// Something that upgraders are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// Stable identifier: `align-glooctl`.
    pub id: String,
    /// The conditions under which it is told, without brackets.
    pub when: String,
    /// In a few words.
    pub title: String,
    /// In full.
    pub text: Vec<String>,
    /// `path @ tag` in the public repository, or an address.
    pub source: String,
}

impl Rules {
    /// What a finding of the check means.
    #[must_use]
    pub fn explanation(&self, code: &str) -> Option<&Explanation> {
        self.checks.iter().find(|explanation| explanation.code == code)
    }

    /// What a verb does, with the names of the words that stand bare behind it: of `helm upgrade` these are
    /// `RELEASE` and `CHART`, and what they are is asked by the name.
    #[must_use]
    pub fn verb(&self, verb: &str) -> Option<(&str, &str)> {
        fn bare<'a>(key: &'a str, verb: &str) -> Option<&'a str> {
            let bare = key.strip_prefix(verb)?;
            let begins =
                bare.strip_prefix(' ').is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()));
            (bare.is_empty() || begins).then_some(bare)
        }
        self.arguments.iter().find_map(|(key, words)| Some((bare(key, verb)?, words.as_str())))
    }

    /// What a part of a command does, by its key: `RELEASE`, `helm --version VALUE`, `> FILE`.
    #[must_use]
    pub fn argument(&self, key: &str) -> Option<&str> {
        self.arguments.iter().find(|(known, _)| known == key).map(|(_, words)| words.as_str())
    }
}

pub(crate) use load::{known_texts, load, load_risks, step};

/// The address of a source: a file of the public repository at a tag, or the address that it is.
#[must_use]
pub fn address(source: &str) -> String {
    match source.split_once(" @ ") {
        Some((path, tag)) => format!("https://github.com/solo-io/gloo/blob/{tag}/{path}"),
        None if source.starts_with("https://") => source.to_owned(),
        None => String::new(),
    }
}
