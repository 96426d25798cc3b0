//! One sentence for all of it, and a second one that explains the numbers.

use super::view::View;
use crate::diagnose::pairing::{Pairing, PairingStatus};
use crate::diagnose::{Code, Diagnostic, Severity, code_in};
use crate::edition::Edition;
use crate::installation::{Cluster, Doubt, Facts, Installation, ServerStatus};
use crate::plan::Plan;
use crate::transcript::check::{CheckOutput, Verdict as CheckVerdict};

/// The result in two sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How it is meant.
    pub level: Level,
    /// What a person wants to know first.
    pub title: String,
    /// How the numbers belong together.
    pub detail: String,
}

/// How a verdict is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Nothing was read.
    Empty,
    /// All that was pasted is in order.
    Ok,
    /// The worst finding.
    Finding(Severity),
}

impl Level {
    /// The worst is the lowest.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::Finding(Severity::Error) => 0,
            Self::Finding(Severity::Warning) => 1,
            Self::Finding(Severity::Unknown | Severity::Note) => 2,
            Self::Ok => 3,
            Self::Empty => 4,
        }
    }

    /// The name of the level.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Ok => "ok",
            Self::Finding(severity) => severity.name(),
        }
    }
}

/// The verdict on each cluster. On the only one, everything has a say.
pub(super) fn of_each(
    views: &[View<'_>],
    diagnostics: &[Diagnostic],
    blocks: usize,
    plan: Option<&Plan>,
) -> Vec<Verdict> {
    match views {
        [view] => vec![by_hand(view, blocks, plan).unwrap_or_else(|| of_one(view, diagnostics, blocks))],
        _ => views.iter().map(|view| of_one(view, &view.diagnostics, blocks)).collect(),
    }
}

/// The verdict on all clusters: that on the only one, or those on each, the worst first.
pub(super) fn of_all(views: &[View<'_>], verdicts: &[Verdict], diagnostics: &[Diagnostic]) -> Verdict {
    if let [verdict] = verdicts {
        return verdict.clone();
    }
    let worst =
        diagnostics.iter().map(|diagnostic| diagnostic.severity).filter(|one| *one != Severity::Note).min();
    let labels =
        views.iter().map(|view| view.facts.cluster.as_ref().map_or_else(String::new, Cluster::label));
    let mut each: Vec<(String, &Verdict)> = labels.zip(verdicts).collect();
    each.sort_by_key(|(_, verdict)| verdict.level.rank());
    let mut sentences = each.iter().map(|(label, verdict)| format!("{label}: {}", verdict.title));
    let title = sentences.next().unwrap_or_default();
    let title = format!("{} clusters are in this paste. {title}", views.len());
    let level = worst.map_or(Level::Ok, Level::Finding);
    Verdict { level, title, detail: sentences.collect::<Vec<_>>().join(" ") }
}

/// What is said where nothing was read, and the user named what is installed: nothing of what it would rest on is known.
fn by_hand(view: &View<'_>, blocks: usize, plan: Option<&Plan>) -> Option<Verdict> {
    let (installation, pairing) = view.installations.first().filter(|_| blocks == 0)?;
    if !installation.is_said() {
        return None;
    }
    let installed = installation.describe();
    let end = plan.and_then(|plan| Some((plan.from.edition, plan.hops.last()?)));
    let title = match end {
        Some((edition, hop)) if edition == hop.edition => {
            format!("Plan for {installed} to {}; no output was read.", hop.to)
        }
        Some((_, hop)) => {
            format!("Plan for {installed} to {} {}; no output was read.", hop.edition.product(), hop.to)
        }
        None => format!("You named {installed}; no output was read."),
    };
    let detail = match pairing.status {
        PairingStatus::NotApplicable => String::new(),
        _ => pairing.sentence.clone(),
    };
    Some(Verdict { level: Level::Finding(Severity::Note), title, detail })
}

fn of_one(view: &View<'_>, diagnostics: &[Diagnostic], blocks: usize) -> Verdict {
    let (facts, installations) = (view.facts, view.installations.as_slice());
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let installed = installations.first().map(|(installation, _)| installation.describe());
    let is_doubted = installations.iter().any(|(installation, _)| installation.doubt == Doubt::Contradicted);
    let detail = detail(facts, installations, diagnostics);
    let (errors, warnings, unknowns) =
        (count(Severity::Error), count(Severity::Warning), count(Severity::Unknown));
    let is_elsewhere = installations.first().is_some_and(|(installation, _)| {
        let here = installation.namespace.as_ref().map(|namespace| namespace.value.as_str());
        let checked = facts.checks.iter().filter_map(|check| check.namespace.as_ref());
        here.is_some_and(|here| checked.into_iter().any(|namespace| namespace.value != here))
    });
    let is_said = installations.first().is_some_and(|(installation, _)| installation.is_said());
    let ended = diagnostics.iter().find(|one| one.code == Code::OutOfSupport).map(|one| one.title.as_str());
    let check = super::check_verdict(facts.checks.iter().map(CheckOutput::verdict));
    let is_healthy = !is_elsewhere && check == Some(CheckVerdict::Healthy);
    let (level, title) = if errors > 0 {
        (Level::Finding(Severity::Error), in_the_way(view, diagnostics, installed.filter(|_| !is_doubted)))
    } else if is_doubted {
        let title = "Two outputs contradict each other, so what is installed is unknown.";
        (Level::Finding(Severity::Unknown), title.to_owned())
    } else if let ServerStatus::Undefined(_) = facts.server {
        let title =
            installed.map_or("The client is there, and it found no Gloo server.".to_owned(), |installed| {
                format!(
                    "The client found no Gloo server where it looked; {installed} is installed elsewhere."
                )
            });
        (Level::Finding(Severity::Unknown), title)
    } else if let Some(installed) = installed {
        if is_said {
            let rest = if is_healthy { " The check is healthy." } else { "" };
            let level = match (warnings, unknowns) {
                (0, 0) => Severity::Note,
                (0, _) => Severity::Unknown,
                _ => Severity::Warning,
            };
            let title = format!("You named {installed}; the paste does not show what is installed.{rest}");
            (Level::Finding(level), title)
        } else if let Some(ended) = ended.filter(|_| warnings == 1) {
            let rest = if is_healthy { " and healthy" } else { "" };
            let title = format!("{installed} is installed{rest}, but {ended}.");
            (Level::Finding(Severity::Warning), title)
        } else if warnings > 0 {
            let rest = if is_healthy { ", and its check is healthy" } else { "" };
            (
                Level::Finding(Severity::Warning),
                format!("{installed} is installed{rest}; {} to look at first.", things(warnings)),
            )
        } else if unknowns > 0 {
            (
                Level::Finding(Severity::Unknown),
                format!("{installed} is installed; this paste leaves {} unknown.", things(unknowns)),
            )
        } else if is_healthy {
            (Level::Ok, format!("{installed} is installed and healthy."))
        } else {
            (Level::Ok, format!("{installed} is installed, and its versions fit together."))
        }
    } else if let Some(check) = check {
        let level = match (warnings, unknowns) {
            (0, 0) => Level::Ok,
            (0, _) => Level::Finding(Severity::Unknown),
            _ => Level::Finding(Severity::Warning),
        };
        let title = match check {
            CheckVerdict::Healthy if facts.checks.iter().any(|check| !check.excluded.is_empty()) => {
                "What was checked is healthy, and a part was left out."
            }
            CheckVerdict::Healthy => {
                "The check is healthy. Which version it was made on is not in the paste."
            }
            CheckVerdict::Problems => "The check reports something to look at.",
            CheckVerdict::Incomplete => "The check does not show whether Gloo is healthy.",
        };
        (level, title.to_owned())
    } else if let Some(client) = &facts.client {
        (Level::Finding(Severity::Unknown), format!("Only the client, {}, is in this paste.", client.value))
    } else if blocks > 0 || diagnostics.iter().any(|diagnostic| matches!(diagnostic.code, Code::Known(_))) {
        let level = if warnings > 0 { Severity::Warning } else { Severity::Unknown };
        (Level::Finding(level), "Nothing here says which Gloo is installed.".to_owned())
    } else {
        (Level::Empty, "Nothing here was recognised.".to_owned())
    };
    Verdict { level, title, detail }
}

/// What an upgrade has to wait for, counted as it is named: problems of the check, and whatever else.
fn in_the_way(view: &View<'_>, diagnostics: &[Diagnostic], installed: Option<String>) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let facts = view.facts;
    let codes = |check: &CheckOutput| {
        let problems = check.problems.iter();
        problems.map(|one| code_in(one, check, &facts.pods, view.failures)).collect::<Vec<_>>()
    };
    let codes: Vec<Code> = facts.checks.iter().flat_map(codes).collect();
    let (mut failing, mut others) = (0, 0);
    for error in errors {
        if error.code == Code::MessagesMissing {
            let sections = facts.checks.iter().flat_map(|check| &check.sections);
            failing += sections.map(|section| section.error_count).sum::<usize>();
            continue;
        }
        let of_check = codes.iter().filter(|code| **code == error.code).count();
        failing += of_check;
        // What else a finding quotes is of another command.
        others += usize::from(error.messages.len() > of_check || of_check == 0);
    }
    let problems = match failing {
        1 => "one problem".to_owned(),
        count => format!("{count} problems"),
    };
    let what = match (failing, others) {
        (1, 0) => "glooctl check reports one problem: fix it".to_owned(),
        (1.., 0) => format!("glooctl check reports {problems}: fix them"),
        (0, 1) => "One thing is in the way: fix it".to_owned(),
        (0, count) => format!("{count} things are in the way: fix them"),
        (_, count) => {
            format!("glooctl check reports {problems}, and {} more is in the way: fix these", things(count))
        }
    };
    let installed = installed.map_or(String::new(), |name| format!(" {name}"));
    format!("{what} before you upgrade{installed}.")
}

fn things(count: usize) -> String {
    match count {
        1 => "one thing".to_owned(),
        count => format!("{count} things"),
    }
}

fn detail(facts: &Facts, installations: &[(Installation, Pairing)], diagnostics: &[Diagnostic]) -> String {
    let mut sentences: Vec<String> = Vec::new();
    if let Some((installation, pairing)) = installations.first() {
        if pairing.status != PairingStatus::NotApplicable {
            sentences.push(pairing.sentence.clone());
        }
        let differs = diagnostics.iter().any(|diagnostic| {
            matches!(diagnostic.code, Code::VersionMismatch | Code::PatchDiffers | Code::CustomClient)
        });
        let differs = differs || installation.doubt == Doubt::Contradicted;
        if let (Some(client), Some(base), false) = (&facts.client, &installation.open_source, differs) {
            let server = match installation.edition.as_ref().map(|edition| edition.value) {
                Some(Edition::Enterprise) => "the server's open-source base",
                _ => "the server",
            };
            sentences.push(format!(
                "glooctl {} is exactly the release of {server}, {}.",
                client.value, base.value
            ));
        }
    }
    if installations.len() > 1 {
        sentences.push(format!("{} installations are in the paste.", installations.len()));
    }
    let mismatch = diagnostics
        .iter()
        .find(|diagnostic| matches!(diagnostic.code, Code::VersionMismatch | Code::PatchDiffers));
    // Only the first sentence of it: the rest is told where the finding stands.
    sentences
        .extend(mismatch.and_then(|diagnostic| Some(format!("{}.", diagnostic.detail.split_once(". ")?.0))));
    sentences.join(" ")
}
