//! Findings: what the facts mean for the person who pasted them.
//!
//! Each has a code of its own, in [`Code`]; what it rests on is part of it. A thing that can't be
//! told is a finding too, and says which command would tell.

mod code;
mod conversion;
mod delivered;
mod foreign;
mod health;
mod known;
mod mismatch;
mod note;
pub mod pairing;
mod past;
mod pasted;
mod remedy;
mod several;
mod support;
mod titles;
mod trouble;
mod unread;
mod verbs;
mod versions;
mod workloads;

pub use code::Code;
pub use note::{Note, about_route};
pub use several::several_clusters;
pub use support::Ended;
pub use titles::title;
pub use unread::more_kinds;

use crate::command::Command;
use crate::date::Date;
use crate::evidence::Evidence;
use crate::installation::{Cluster, Facts};
use crate::knowledge::Knowledge;
use crate::settings::Settings;
use crate::subject::Subject;
use crate::transcript::Span;
pub(crate) use health::code_in;
pub(crate) use workloads::{is_down, owner};

/// How much a finding matters, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Blocks the upgrade.
    Error,
    /// Risky.
    Warning,
    /// Can't tell, and what would.
    Unknown,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The name in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Unknown => "unknown",
            Self::Note => "note",
        }
    }

    /// The word on the page.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Error => "Error",
            Self::Warning => "Warning",
            Self::Unknown => "Can't tell",
            Self::Note => "Note",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which finding.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, in a few words.
    pub title: String,
    /// What it means.
    pub detail: String,
    /// Whom it is about.
    pub subject: Subject,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// What glooctl said, word for word, and where.
    pub messages: Vec<Message>,
    /// What to do.
    pub help: String,
    /// The command that does it, or that would tell.
    pub command: Option<Command>,
    /// What to do besides, in order.
    pub steps: Vec<Step>,
    /// The step of a plan that is its cure; empty where none is.
    pub cure: String,
    /// The risk of a plan that speaks of it; empty where none does.
    pub risk: String,
}

/// A thing to do about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// In words.
    pub words: String,
    /// What is typed for it, in order; nothing where a name for that is not known.
    pub commands: Vec<Command>,
}

/// A message of `glooctl check`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Word for word.
    pub text: String,
    /// The section it belongs to.
    pub section: Option<String>,
    /// Where it stands; the first time, where it comes again.
    pub span: Span,
    /// How often it comes and since when, where that is more than once.
    pub often: String,
}

impl Message {
    /// A message that comes once.
    #[must_use]
    pub const fn new(text: String, section: Option<String>, span: Span) -> Self {
        Self { text, section, span, often: String::new() }
    }
}

/// What findings are worded with.
#[derive(Clone, Copy)]
struct Context<'a> {
    knowledge: &'a Knowledge,
    settings: &'a Settings,
}

/// The findings, in the order in which they are made.
#[derive(Default)]
struct Findings(Vec<Diagnostic>);

impl Findings {
    /// Adds a finding, with the severity that its code usually has and nothing to rest on yet.
    fn add(&mut self, code: Code, title: String, detail: String) -> Finding<'_> {
        let (evidence, messages) = (Vec::new(), Vec::new());
        let diagnostic = Diagnostic {
            code,
            severity: code.severity(),
            title,
            detail,
            subject: Subject::default(),
            evidence,
            messages,
            help: String::new(),
            command: None,
            steps: Vec::new(),
            cure: String::new(),
            risk: String::new(),
        };
        Finding(self.0.push_mut(diagnostic))
    }
}

impl Findings {
    /// The finding with a code that quotes messages, where there is one.
    fn quoting(&mut self, code: Code) -> Option<&mut Diagnostic> {
        self.0.iter_mut().find(|known| known.code == code && !known.messages.is_empty())
    }
}

/// A finding that is being made.
struct Finding<'a>(&'a mut Diagnostic);

impl Finding<'_> {
    /// What it rests on, each once.
    fn rests_on(self, evidence: &[Evidence]) -> Self {
        for evidence in evidence {
            // The same thing is named by neighbours only; to look through all takes too long in a long list.
            if !self.0.evidence.iter().rev().take(8).any(|known| known == evidence) {
                self.0.evidence.push(evidence.clone());
            }
        }
        self
    }

    /// What to do.
    fn help(self, words: &str, command: Command) -> Self {
        self.0.help = words.to_owned();
        self.0.command = Some(command);
        self
    }

    /// Whom it is about; what several subjects do not share stays open.
    fn about(self, subject: &Subject) -> Self {
        let known = &mut self.0.subject;
        if *known == Subject::default() {
            known.clone_from(subject);
            // kubectl's current namespace has no name here.
            known.namespace = known.namespace.take().filter(|name| !name.is_empty());
        } else {
            known.namespace = known.namespace.take().filter(|name| Some(name) == subject.namespace.as_ref());
            known.release = known.release.take().filter(|name| Some(name) == subject.release.as_ref());
            known.program = known.program.filter(|name| Some(*name) == subject.program);
            known.kind = known.kind.take().filter(|kind| Some(kind) == subject.kind.as_ref());
            known.name = known.name.take().filter(|name| Some(name) == subject.name.as_ref());
        }
        self
    }

    /// What glooctl said.
    fn quotes(self, message: Message) -> Self {
        let finding = self.rests_on(&[Evidence::Lines(message.span)]);
        finding.0.messages.push(message);
        finding
    }
}

/// Everything that is to be said about the facts of a cluster.
#[must_use]
pub fn diagnose(
    facts: &Facts,
    knowledge: &Knowledge,
    settings: &Settings,
    today: Option<Date>,
) -> Vec<Diagnostic> {
    let (mut findings, catalog) = (Findings::default(), &knowledge.catalog);
    for check in &facts.checks {
        health::diagnose(check, facts, Context { knowledge, settings }, &mut findings);
    }
    past::diagnose(facts, settings, &mut findings);
    trouble::diagnose(facts, Context { knowledge, settings }, &mut findings);
    unread::diagnose(facts, Context { knowledge, settings }, &mut findings);
    mismatch::diagnose(facts, Context { knowledge, settings }, &mut findings);
    for installation in &facts.installations {
        versions::diagnose(installation, catalog, settings, &mut findings);
        support::diagnose(installation, catalog, today, &mut findings);
        pairing::diagnose(installation, &pairing::pair(installation, catalog), settings, &mut findings);
    }
    delivered::diagnose(facts, settings, &mut findings);
    conversion::diagnose(facts, Context { knowledge, settings }, &mut findings);
    for refused in &settings.refused {
        let title = format!("The {} can't be used", refused.what);
        let detail = format!("“{}” is not used in any command: {}.", refused.value, refused.why);
        findings.add(Code::NameRefused, title, detail).rests_on(&refused.evidence);
    }
    let cluster = facts.cluster.as_ref().map(Cluster::label);
    for diagnostic in &mut findings.0 {
        diagnostic.subject.cluster.clone_from(&cluster);
        diagnostic.say_what_is_assumed(settings);
        if let Some(rule) = knowledge.rules.explanation(&diagnostic.code.id()) {
            diagnostic.say_what_applies(&rule.also);
        }
    }
    findings.0
}

impl Diagnostic {
    /// Adds that the namespace of its commands is the usual one, where nobody has named it.
    fn say_what_is_assumed(&mut self, settings: &Settings) {
        let mut commands = self.command.iter().chain(self.steps.iter().flat_map(|step| &step.commands));
        if let Some(sentence) = commands.find_map(|command| settings.assumption(command)) {
            self.help = format!("{} {sentence}", self.help).trim_start().to_owned();
        }
    }

    /// Adds the sentences that are about words of its messages.
    fn say_what_applies(&mut self, also: &[String]) {
        for (words, sentence) in also.iter().filter_map(|line| line.split_once(": ")) {
            let has = |message: &Message| words.split('|').any(|word| message.text.contains(word));
            if self.messages.iter().any(has) {
                self.detail.push(' ');
                self.detail.push_str(sentence);
            }
        }
    }

    /// The pasted lines that it rests on.
    pub fn lines(&self) -> impl Iterator<Item = Span> {
        self.evidence.iter().filter_map(Evidence::lines)
    }

    /// Whether it rests on a line, among others.
    #[must_use]
    pub fn rests_on(&self, line: Span) -> bool {
        self.lines().any(|span| span.transcript == line.transcript && span.has(line.start))
    }
}

/// In the order of severity, and of one severity in the order found.
#[must_use]
pub fn worst_first(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut sorted: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let at = sorted.partition_point(|other| other.severity <= diagnostic.severity);
        sorted.insert(at, diagnostic);
    }
    sorted
}
