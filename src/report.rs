//! Everything that is said about a case, as plain data. Each face of the product renders this.

mod aside;
mod cluster;
mod glooctl;
mod grounds;
pub mod hand_over;
pub mod issue;
pub mod json;
mod level;
mod questions;
pub mod reply;
pub mod runbook;
pub mod script;
pub mod shared;
pub mod short;
pub mod summary;
pub mod text;
mod todo;
mod verdict;
mod view;

use crate::command::Command;
use crate::date::Date;
use crate::diagnose::pairing::Pairing;
use crate::diagnose::{self, Diagnostic, Severity};
use crate::evidence::Known;
use crate::installation::{self, Cluster, Facts, Installation, Joined, Said, ServerStatus};
use crate::knowledge::Knowledge;
use crate::plan::{self, Plan};
use crate::settings::{Choices, Pasted, Settings};
use crate::transcript::check::{CheckOutput, Complaint, Section, Status, Verdict as CheckVerdict};
use crate::transcript::helm::Chart;
use crate::transcript::{Format, Kind, Reading, Span, Transcript, read};
pub use aside::{Aside, Parted};
pub use cluster::ClusterSummary;
pub use grounds::{Client, Grounds, Read, Scope, Search, Standing};
pub use hand_over::HandOver;
pub use level::Level;
pub use shared::{Broken, Shared};
pub use todo::{Todo, Whose};
pub use verdict::Verdict;
use view::{Selected, View};

/// The report of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The day on which the catalog was checked; `None` where there is no catalog.
    pub checked_on: Option<Date>,
    /// How old the catalog is today, in days, where today is known.
    pub catalog_age: Option<i64>,
    /// One for each transcript.
    pub transcripts: Vec<TranscriptSummary>,
    /// What was recognised.
    pub blocks: Vec<BlockSummary>,
    /// What the client says of itself.
    pub client: Option<Known<String>>,
    /// What the client said of servers.
    pub server: ServerStatus,
    /// Each installation with its pairing.
    pub installations: Vec<(Installation, Pairing)>,
    /// Which of the installations this is about: the one that was chosen, or else the worst that can be planned for.
    pub selected: usize,
    /// Each cluster, in the order of the paste.
    pub clusters: Vec<ClusterSummary>,
    /// Version of the Kubernetes API server.
    pub kubernetes: Option<Known<String>>,
    /// The checks, joined; `None` where none was pasted.
    pub check: Option<Check>,
    /// One sentence for all of it.
    pub verdict: Verdict,
    /// The findings, worst first.
    pub diagnostics: Vec<Diagnostic>,
    /// The way to the target; `None` where there is nothing to start from.
    pub plan: Option<Plan>,
    /// What would sharpen the answer.
    pub missing: Vec<Missing>,
    /// The names that the commands use.
    pub settings: Settings,
}

/// One transcript, in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranscriptSummary {
    /// What it is called.
    pub name: String,
    /// How many lines it has.
    pub lines: usize,
    /// Lines in no block.
    pub unread: Vec<Span>,
}

/// One block, without what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockSummary {
    /// Which command printed it.
    pub kind: Kind,
    /// In which form.
    pub format: Format,
    /// Its lines.
    pub span: Span,
    /// Whether later output of the same command counts instead.
    pub superseded: bool,
}

/// All checks that count, joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What they say together.
    pub verdict: CheckVerdict,
    /// One entry for each heading.
    pub sections: Vec<Section>,
    /// Each message once for each time it was printed, with the code of its finding.
    pub problems: Vec<CheckProblem>,
}

/// A message of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckProblem {
    /// The code of the finding that explains it.
    pub code: diagnose::Code,
    /// The section it belongs to.
    pub section: Option<String>,
    /// Word for word.
    pub message: String,
    /// The resource it speaks of: `NAMESPACE NAME`.
    pub resource: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// Something that would sharpen the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What it is.
    pub what: &'static str,
    /// What it would tell.
    pub why: String,
    /// The command that prints it.
    pub command: Command,
}

/// Some transcripts that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// In the order in which they were given; what comes later is newer.
    pub transcripts: Vec<Transcript>,
}

impl Case {
    /// A case of one pasted text.
    #[must_use]
    pub fn paste(text: &str) -> Self {
        Self { transcripts: vec![Transcript { name: PASTE.to_owned(), text: text.to_owned() }] }
    }

    /// Reads all of it. Takes time linear in the text.
    #[must_use]
    pub fn read(&self) -> Vec<Reading> {
        let read_one = |(index, transcript): (usize, &Transcript)| Reading {
            name: transcript.name.clone(),
            ..read(&transcript.text, index)
        };
        self.transcripts.iter().enumerate().map(read_one).collect()
    }
}

/// The name of a text that was pasted.
pub const PASTE: &str = "paste";

/// Reads a case and says everything there is to say about it. Takes time linear in the text, asks
/// nothing of its surroundings, and gives the same report for the same arguments.
#[must_use]
pub fn advise(case: &Case, knowledge: &Knowledge, choices: &Choices) -> Report {
    advise_on(&case.read().iter().collect::<Vec<_>>(), knowledge, choices)
}

/// The same of a case that was read already: what is chosen changes nothing of what a text says.
#[must_use]
pub fn advise_on(readings: &[&Reading], knowledge: &Knowledge, choices: &Choices) -> Report {
    let said = Said { edition: choices.edition, version: choices.from };
    let Joined { clusters, superseded, left_out } = installation::join(readings, said);
    let charts: Vec<Chart> = clusters.iter().flat_map(|facts| facts.charts.iter().cloned()).collect();
    let repositories = clusters.iter().flat_map(|facts| facts.repositories.iter().map(|row| &row.value));
    let learned = knowledge.learning(&charts, &repositories.collect::<Vec<_>>());
    let knowledge = learned.as_ref().unwrap_or(knowledge);
    let chosen = Selected::chosen(&clusters, choices);
    let mut views: Vec<View<'_>> = Vec::new();
    for (at, facts) in clusters.iter().enumerate() {
        views.push(View::new(facts, chosen.filter(|chosen| chosen.cluster == at), knowledge, choices));
    }
    let selected = chosen.unwrap_or_else(|| Selected::worst(&views));
    let mut diagnostics: Vec<Diagnostic> = views.iter().flat_map(|view| view.diagnostics.clone()).collect();
    diagnostics.extend(diagnose::several_clusters(&clusters, left_out));
    diagnostics.extend(diagnose::more_kinds(readings));
    let mut diagnostics = diagnose::worst_first(diagnostics);
    let main = views.get(selected.cluster);
    let settings =
        main.map_or_else(|| Settings::new(choices, Pasted::default()), |view| view.settings.clone());
    let facts = main.map(|view| view.facts);
    let answers = plan::Answers::new(choices, readings, clusters.len(), &settings);
    let (plan, notes) = main.map_or((None, Vec::new()), |view| {
        let chosen = view.facts.installations.get(selected.installation);
        plan::plan(view.facts, chosen, knowledge, choices, &view.settings, &view.diagnostics, answers)
    });
    let plan = plan.map(|plan| Plan { installation: selected.index, ..plan });
    let planned = facts.and_then(|facts| Some((facts, facts.installations.get(selected.installation)?)));
    if let Some((plan, (facts, installation))) = plan.as_ref().zip(planned) {
        let client = facts.client.as_ref().map_or("", |client| client.value.as_str());
        glooctl::follow(&mut diagnostics, plan, installation, client);
    }
    diagnostics.extend(notes);
    let blocks = readings.iter().flat_map(|reading| &reading.blocks).zip(superseded);
    let blocks = blocks.map(|(block, superseded)| BlockSummary {
        kind: block.kind,
        format: block.format,
        span: block.span,
        superseded,
    });
    let summary = |reading: &&Reading| TranscriptSummary {
        name: reading.name.clone(),
        lines: reading.lines,
        unread: reading.unread.clone(),
    };
    let count: usize = readings.iter().map(|reading| reading.blocks.len()).sum();
    let verdicts = verdict::of_each(&views, &diagnostics, count, plan.as_ref());
    let verdict = verdict::of_all(&views, &verdicts, &diagnostics);
    let checked_on = knowledge.catalog.checked_on;
    let client = || clusters.iter().find_map(|facts| facts.client.clone());
    let kubernetes = || clusters.iter().find_map(|facts| facts.kubernetes.clone());
    let summaries = summaries(&views, verdicts, knowledge);
    let report = Report {
        checked_on,
        catalog_age: checked_on.zip(choices.today).map(|(checked_on, today)| checked_on.days_until(today)),
        transcripts: readings.iter().map(summary).collect(),
        blocks: blocks.collect(),
        client: facts.and_then(|facts| facts.client.clone()).or_else(client),
        server: facts.map(|facts| facts.server.clone()).unwrap_or_default(),
        kubernetes: facts.and_then(|facts| facts.kubernetes.clone()).or_else(kubernetes),
        verdict,
        missing: facts.map_or_else(Vec::new, |facts| missing(facts, &settings)),
        installations: views.iter().flat_map(|view| view.installations.iter().cloned()).collect(),
        selected: selected.index,
        check: joined(&summaries),
        clusters: summaries,
        diagnostics,
        plan,
        settings,
    };
    report.keeping(clusters)
}

impl Report {
    /// The same with the facts that it is made of.
    fn keeping(mut self, clusters: Vec<Facts>) -> Self {
        for (summary, facts) in self.clusters.iter_mut().zip(clusters) {
            summary.facts = facts;
        }
        self
    }

    /// The same with what changelogs say that each hop brings and loses. What an earlier report has of a move is taken
    /// from there.
    #[must_use]
    pub fn with_changes(mut self, knowledge: &Knowledge, earlier: Option<&Self>) -> Self {
        if let Some(plan) = &mut self.plan {
            plan.add_changes(knowledge, earlier.and_then(|report| report.plan.as_ref()));
        }
        self
    }

    /// Whether anything was recognised, or named by the user.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let is_known = |diagnostic: &Diagnostic| matches!(diagnostic.code, diagnose::Code::Known(_));
        self.blocks.is_empty() && self.installations.is_empty() && !self.diagnostics.iter().any(is_known)
    }

    /// Whether a finding blocks the upgrade.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// What is said of each cluster.
fn summaries(
    views: &[View<'_>],
    verdicts: Vec<(Verdict, Grounds)>,
    knowledge: &Knowledge,
) -> Vec<ClusterSummary> {
    let mut first = 0;
    let summary = |(view, (verdict, grounds)): (&View<'_>, (Verdict, Grounds))| {
        let installations = first..first + view.installations.len();
        first = installations.end;
        ClusterSummary {
            label: view.facts.cluster.as_ref().map(Cluster::label),
            verdict,
            grounds,
            client: view.facts.client.clone(),
            check: check(view.facts, knowledge),
            facts: Facts::default(),
            installations,
        }
    };
    views.iter().zip(verdicts).map(summary).collect()
}

/// What the checks of a cluster say together.
fn check(facts: &Facts, knowledge: &Knowledge) -> Option<Check> {
    let verdict = check_verdict(facts.checks.iter().map(CheckOutput::verdict))?;
    let problems = facts.checks.iter().flat_map(|check| {
        check.problems.iter().map(|problem| CheckProblem {
            code: diagnose::code_in(problem, check, &facts.pods, &knowledge.failures),
            section: problem.section.clone(),
            message: problem.message.clone(),
            resource: resource(&problem.message),
            span: problem.span,
        })
    });
    let problems = problems.collect();
    let sections = facts.checks.iter().flat_map(|check| check.sections.clone()).collect();
    Some(Check { verdict, sections, problems })
}

/// What the checks of all clusters say together.
fn joined(clusters: &[ClusterSummary]) -> Option<Check> {
    let checks = || clusters.iter().filter_map(|cluster| cluster.check.as_ref());
    Some(Check {
        verdict: check_verdict(checks().map(|check| check.verdict))?,
        sections: checks().flat_map(|check| check.sections.clone()).collect(),
        problems: checks().flat_map(|check| check.problems.clone()).collect(),
    })
}

/// One check fails, all fail; all have to be healthy for that to be said. Nothing is said of none.
fn check_verdict(verdicts: impl Iterator<Item = CheckVerdict>) -> Option<CheckVerdict> {
    let verdicts: Vec<CheckVerdict> = verdicts.collect();
    if verdicts.contains(&CheckVerdict::Problems) {
        Some(CheckVerdict::Problems)
    } else if verdicts.contains(&CheckVerdict::Incomplete) {
        Some(CheckVerdict::Incomplete)
    } else {
        verdicts.first().copied()
    }
}

/// `Found rejected upstream by 'x': NAMESPACE NAME (Reason: …` names the resource it speaks of.
fn resource(message: &str) -> Option<String> {
    let says = crate::transcript::check::complaint(message);
    if !matches!(says, Complaint::Rejected | Complaint::Warned | Complaint::NoStatus) {
        return None;
    }
    let (_, rest) = message.lines().next()?.split_once(": ")?;
    let mut words = rest.split_ascii_whitespace();
    Some(format!("{} {}", words.next()?, words.next()?))
}

fn missing(facts: &Facts, settings: &Settings) -> Vec<Missing> {
    let namespace = settings.namespace.value.as_str();
    let glooctl = |command| Command::new("glooctl", &[command, "-n", namespace]);
    let mut missing: Vec<Missing> = Vec::new();
    let mut add = |what: &'static str, why: &str, command: Command| {
        let assumed =
            settings.assumption(&command).map_or_else(String::new, |sentence| format!(" {sentence}"));
        missing.push(Missing { what, why: format!("{why}{assumed}"), command });
    };
    let has_listing = facts.installations.iter().any(|installation| !installation.containers.is_empty());
    let found_none = matches!(facts.server, ServerStatus::Undefined(_));
    if facts.client.is_none() || !(has_listing || found_none) {
        let why = "It shows the versions of the client and of the server.";
        add("the versions", why, glooctl("version"));
    }
    if facts.checks.is_empty() {
        let why = "It shows whether the installation is healthy, which an upgrade needs.";
        add("the health check", why, glooctl("check"));
    } else if facts
        .checks
        .iter()
        .any(|check| check.sections.iter().all(|section| section.status == Status::Unknown))
    {
        let why = "The pasted check has no result.";
        add("the rest of the health check", why, glooctl("check"));
    }
    missing
}
