//! Which risks an upgrade has. Each applies, or does not, or is unknown; what is unknown has a question, and a
//! command where one answers it.

use crate::catalog::Catalog;
use crate::command::{Argument, Command};
use crate::delivery::Delivery;
use crate::diagnose::Note;
use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::knowledge::Knowledge;
use crate::rules::{Impact, Phase, RiskKind, RiskRule, Situation, address};
use crate::settings::Reply;
use crate::transcript::Span;
use crate::version::Version;

use super::path::Route;
use super::values::{AT_LEAST, of_chart};
use super::{Answers, Step, Stop};

/// Something that an upgrade may run into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// Stable identifier: `discovery-off`.
    pub id: String,
    /// How much it matters.
    pub impact: Impact,
    /// In a few words.
    pub title: String,
    /// What changes, and what to do about it.
    pub text: String,
    /// What of that no earlier hop has said.
    pub news: String,
    /// Whether it applies; `None` where that is unknown.
    pub applies: Option<bool>,
    /// What has to be known for that: yes means that it applies.
    pub question: String,
    /// The command that answers it, where one does.
    pub ask: Option<Command>,
    /// The step of the same hop that takes care of it; empty where a person has to.
    pub handled: String,
    /// What was answered, and by whom or what.
    pub answer: Option<Known<Reply>>,
    /// The commands that fix it.
    pub commands: Vec<Command>,
    /// What delivers the chart, and has its values.
    pub delivery: Delivery,
    /// The values of the chart that fix it, as `path=value`; [`Risk::yaml`] has them for a values file.
    pub values: Vec<String>,
    /// Where that is written.
    pub reference: String,
}

impl Risk {
    /// When its commands are typed. They are no part of the step.
    #[must_use]
    pub const fn condition(&self) -> &'static str {
        match self.applies {
            None => "Only if the answer is yes:",
            Some(true) => "The commands for it:",
            Some(false) => "Only if it applies after all:",
        }
    }

    /// When and where its values are set.
    #[must_use]
    pub fn merging(&self) -> String {
        let when = match self.applies {
            None => "Only if the answer is yes, merge",
            Some(true) => "Merge",
            Some(false) => "Only if it applies after all, merge",
        };
        match self.delivery {
            Delivery::Helm => format!("{when} this into the values file:"),
            tool => format!("{when} this into the values of the {}:", tool.object()),
        }
    }

    /// The values as lines of a values file. Those below the same key are next to each other in the list.
    #[must_use]
    pub fn yaml(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut open: Vec<&str> = Vec::new();
        for (path, value) in self.values.iter().filter_map(|line| line.split_once('=')) {
            let keys: Vec<&str> = path.split('.').collect();
            let shared = open.iter().zip(&keys).take_while(|(old, new)| old == new).count();
            for (depth, key) in keys.iter().enumerate().skip(shared) {
                let value = if depth + 1 == keys.len() { format!(" {value}") } else { String::new() };
                lines.push(format!("{}{key}:{value}", "  ".repeat(depth)));
            }
            open = keys;
        }
        lines
    }
}

/// The risk of one upgrade, where the versions do not rule it out.
pub(super) fn assess(
    rule: &RiskRule,
    from: Stop,
    to: Stop,
    catalog: &Catalog,
    situation: &Situation,
    answers: Answers<'_>,
) -> Option<Risk> {
    if rule.edition.is_some_and(|edition| edition != to.edition) || !situation.allows(&rule.when) {
        return None;
    }
    let by_version = match has(rule, to, catalog) {
        landed if matches!(rule.kind, RiskKind::Crossing { .. }) => {
            both(landed, has(rule, from, catalog).map(|had| !had))
        }
        landed => landed,
    };
    if by_version == Some(false) {
        return None;
    }
    let by_fact = match &rule.fact {
        Some(fact) => situation.tells(fact),
        None if rule.question.is_empty() => Some(true),
        None => None,
    };
    // A command answers the question that it stands at, or there is none.
    let (mut question, ask) = if by_version.is_none() && rule.question.is_empty() {
        of_base(rule, from, to, catalog)
    } else {
        (situation.fill(&rule.question), rule.ask.as_str())
    };
    let is_own = ask == rule.ask;
    let ask = Some(ask).filter(|ask| !ask.is_empty()).map(|ask| situation.command(ask));
    let ask = ask.filter(|ask| situation.tells("argo-cd") != Some(true) || !asks_a_release(ask));
    let pasted = answers.pasted(from.edition, catalog);
    let answer = answers
        .to(rule, ask.as_ref().filter(|_| is_own))
        .or_else(|| pasted?.answer(rule))
        .filter(|_| !question.is_empty() || !rule.set.is_empty());
    let fixes: Vec<String> = situation.choose(&rule.values).map(|line| situation.fill(line)).collect();
    let is_there: Vec<Option<Span>> =
        fixes.iter().map(|fix| pasted.and_then(|pasted| pasted.has(fix))).collect();
    let answer = answer.or_else(|| avoided(rule, &is_there));
    let said = answer.as_ref().map(|answer| answer.value == Reply::Yes);
    // Only pasted values can tell, and nobody is asked for them.
    if rule.question.is_empty() && !rule.set.is_empty() && said != Some(true) {
        return None;
    }
    if ask.as_ref().is_some_and(is_search) {
        question.push_str(" No output means no.");
    }
    let prefix = catalog.chart(to.edition).map_or("", |chart| chart.prefix.as_str());
    let left = fixes.iter().zip(&is_there).filter(|(_, is_there)| is_there.is_none());
    let text = situation.text(&rule.text);
    Some(Risk {
        id: rule.id.clone(),
        impact: rule.impact,
        title: situation.fill(&rule.title),
        news: text.clone(),
        text,
        // What versions leave open, the question may be about; what somebody found out counts more than what a name tells.
        applies: if rule.question.is_empty() {
            said.or(by_version)
        } else {
            both(by_version, said.or(by_fact))
        },
        handled: String::new(),
        answer,
        question,
        ask,
        delivery: Delivery::ALL
            .into_iter()
            .find(|tool| situation.tells(tool.name()) == Some(true))
            .unwrap_or_default(),
        commands: situation.choose(&rule.commands).map(|line| situation.command(line)).collect(),
        values: left.map(|(fix, _)| of_chart(&fix.replace(AT_LEAST, "="), prefix)).collect(),
        reference: address(&rule.source),
    })
}

/// Whether a release has what a risk is about; `None` where its base leaves that open.
fn has(rule: &RiskRule, release: Stop, catalog: &Catalog) -> Option<bool> {
    let (RiskKind::Crossing { versions, enterprise_versions }
    | RiskKind::Landing { versions, enterprise_versions }
    | RiskKind::Refused { versions, enterprise_versions }) = &rule.kind
    else {
        return Some(true);
    };
    match enterprise_versions {
        Some(ranges) if release.edition == Edition::Enterprise => Some(ranges.contains(release.version)),
        _ => {
            let (lowest, highest) = bounds(release, catalog);
            versions.contains_all(lowest, highest)
        }
    }
}

/// Ends a way before a release that nobody may land on, and names the next one.
pub(super) fn refuse(route: &mut Route, edition: Edition, knowledge: &Knowledge) {
    let catalog = &knowledge.catalog;
    let rules = knowledge.risks.iter().flat_map(|file| &file.risks);
    let mut rules = rules.filter(|rule| matches!(rule.kind, RiskKind::Refused { .. }));
    let found = rules.find_map(|rule| {
        let lands = |version: Version| has(rule, Stop { edition, version }, catalog);
        let at = route.stops.iter().position(|stop| lands(*stop) == Some(true))?;
        let stop = route.stops.get(at)?;
        let later = catalog.line(edition, stop.line()).iter().map(|release| release.version);
        let mut later = later.filter(|version| version > stop);
        let next = later.find(|version| lands(*version) == Some(false)).map_or_else(String::new, |next| {
            format!(" The first release of {}.x known to lack this fault is {next}.", next.line())
        });
        let situation = Situation { holds: vec![edition.name()], ..Situation::default() };
        Some((at, Note::new(rule.title.as_str(), situation.text(&rule.text) + &next)))
    });
    if let Some((at, note)) = found {
        route.stops.truncate(at);
        route.notes.push(note);
    }
}

/// A risk belongs to the step that its rule names, or at the usual one of its phase, the worst first.
pub(super) fn place(steps: &mut [Step], risk: Risk, phase: Phase, id: &str) {
    let usual = match phase {
        Phase::Before => "prepare",
        Phase::During => "upgrade",
        Phase::After => "check",
        Phase::Rollback => "roll-back",
    };
    let named = |id: &str| steps.iter().position(|step| step.id == id);
    let of_phase = || steps.iter().position(|step| step.phase == phase);
    let at = named(id).or_else(|| named(usual)).or_else(of_phase).unwrap_or_default();
    if let Some(step) = steps.get_mut(at) {
        let rank = |risk: &Risk| (risk.applies == Some(false), risk.impact);
        let at = step.risks.partition_point(|other| rank(other) <= rank(&risk));
        step.risks.insert(at, risk);
    }
}

/// Where the chart names its base.
const BELOW: &str = " The base is the version of `gloo` below `dependencies`.";

/// What is asked where the versions alone decide and a base is not known, and the command by which the chart itself
/// names that base.
fn of_base(rule: &RiskRule, from: Stop, to: Stop, catalog: &Catalog) -> (String, &'static str) {
    let (RiskKind::Crossing { versions, .. }
    | RiskKind::Landing { versions, .. }
    | RiskKind::Refused { versions, .. }) = &rule.kind
    else {
        return (String::new(), "");
    };
    let (lowest, highest) = bounds(to, catalog);
    let of = |version: Version| versions.of_line(version.line());
    if versions.contains_all(lowest, highest).is_none() {
        let question = of(to.version).map_or_else(
            || format!("Is this change in the open-source release that {} is built on?", to.version),
            |which| format!("Is {} built on open source {which}?", to.version),
        );
        (question + BELOW, "helm show chart {chart} --version {to}")
    } else {
        let before = of(from.version).and_then(|which| Some(which.strip_suffix(" or newer")?.to_owned()));
        let question = before.map_or_else(
            || {
                format!(
                    "Is this change missing in the open-source release that {} is built on?",
                    from.version
                )
            },
            |first| format!("Is {} built on open source older than {first}?", from.version),
        );
        (question + BELOW, "helm show chart {fromchart} --version {from}")
    }
}

/// Whether a command ends in a search for lines: what it does not find is not there, and it fails without a word.
fn is_search(command: &Command) -> bool {
    let counts = |word: &Argument| word.plain() == "-c";
    command.stages.last().is_some_and(|last| last.program == "grep" && !last.words.iter().any(counts))
}

/// Whether a command asks Helm of a release, which Argo CD does not make.
fn asks_a_release(command: &Command) -> bool {
    let first = command.stages.first();
    first.is_some_and(|first| {
        let verb = first.words.first().map(Argument::plain).unwrap_or_default();
        first.program == "helm" && matches!(verb.as_str(), "get" | "history" | "list")
    })
}

/// Whether both hold: certainly not where one does not.
fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// The open-source releases that a release may be, both ends included: itself, or what Enterprise may be
/// built on. Bases never leave their line; a base that is a pre-release of it has what the line began with.
fn bounds(release: Stop, catalog: &Catalog) -> (Version, Version) {
    let version = release.version;
    if release.edition == Edition::OpenSource {
        return (version, version);
    }
    let line = version.line();
    let first = Version::stable(line.major, line.minor, 0);
    let within = |base: Version| if base.line() == line { base.max(first) } else { first };
    let bounds = catalog.bounds(version);
    match bounds.exact() {
        Some(base) if base.line() != line => (base, base),
        _ => {
            let last = Version::stable(line.major, line.minor, u32::MAX);
            let lowest = bounds.lowest.map_or(first, within);
            (lowest, bounds.highest.map_or(last, within).max(lowest))
        }
    }
}

/// The answer that everything which avoids a risk is set already.
fn avoided(rule: &RiskRule, is_there: &[Option<Span>]) -> Option<Known<Reply>> {
    let lines: Vec<Evidence> = is_there.iter().flatten().map(|span| Evidence::Lines(*span)).collect();
    let is_all = rule.commands.is_empty() && !lines.is_empty() && lines.len() == is_there.len();
    is_all.then_some(Known { value: Reply::No, evidence: lines })
}
