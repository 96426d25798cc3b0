//! One sentence for all of it, and a second one that explains the numbers.

use super::grounds::{Client, Grounds, Read, Scope, Search, Standing};
use super::level::Level;
use super::view::View;
use crate::diagnose::pairing::{Pairing, PairingStatus};
use crate::diagnose::{Code, Diagnostic, Severity, code_in};
use crate::edition::Edition;
use crate::installation::{Cluster, Doubt, Facts, Installation, Installed, ServerStatus};
use crate::order::sort_by_key;
use crate::plan::Plan;
use crate::transcript::check::{CheckOutput, Verdict as CheckVerdict};
use crate::version::Version;

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

/// The verdict on each cluster, and what it rests on. On the only one, everything has a say.
pub(super) fn of_each(
    views: &[View<'_>],
    diagnostics: &[Diagnostic],
    blocks: usize,
    plan: Option<&Plan>,
) -> Vec<(Verdict, Grounds)> {
    match views {
        [view] => vec![of_one(view, diagnostics, blocks, plan)],
        _ => views.iter().map(|view| of_one(view, &view.diagnostics, blocks, plan)).collect(),
    }
}

/// The verdict on all clusters: that on the only one, or those on each, the worst first.
pub(super) fn of_all(
    views: &[View<'_>],
    verdicts: &[(Verdict, Grounds)],
    diagnostics: &[Diagnostic],
) -> Verdict {
    if let [(verdict, _)] = verdicts {
        return verdict.clone();
    }
    let worst =
        diagnostics.iter().map(|diagnostic| diagnostic.severity).filter(|one| *one != Severity::Note).min();
    let labels =
        views.iter().map(|view| view.facts.cluster.as_ref().map_or_else(String::new, Cluster::label));
    let verdicts = verdicts.iter().map(|(verdict, _)| verdict);
    let mut each: Vec<(String, &Verdict)> = labels.zip(verdicts).collect();
    sort_by_key(&mut each, |(_, verdict)| verdict.level.rank());
    let mut sentences = each.iter().map(|(label, verdict)| format!("{label}: {}", verdict.title));
    let title = sentences.next().unwrap_or_default();
    let title = format!("{} clusters are in this paste. {title}", views.len());
    let level = worst.map_or(Level::Ok, Level::Finding);
    Verdict { level, title, detail: sentences.collect::<Vec<_>>().join(" ") }
}

fn of_one(
    view: &View<'_>,
    diagnostics: &[Diagnostic],
    blocks: usize,
    plan: Option<&Plan>,
) -> (Verdict, Grounds) {
    let grounds = grounds(view, diagnostics, blocks);
    let (level, title) = grounds.verdict(plan);
    let detail = match view.installations.first().filter(|_| grounds.is_by_hand()) {
        // Nothing of what the rest would be about is known.
        Some((_, pairing)) if pairing.status == PairingStatus::NotApplicable => String::new(),
        Some((_, pairing)) => pairing.sentence.clone(),
        None => detail(view.facts, &view.installations, diagnostics),
    };
    (Verdict { level, title, detail }, grounds)
}

fn grounds(view: &View<'_>, diagnostics: &[Diagnostic], blocks: usize) -> Grounds {
    let (facts, installations) = (view.facts, view.installations.as_slice());
    let count = |severity| diagnostics.iter().map(|one| u32::from(one.severity == severity)).sum();
    let first = installations.first();
    let is_doubted = installations.iter().any(|(installation, _)| installation.doubt == Doubt::Contradicted);
    let is_elsewhere = first.is_some_and(|(installation, _)| {
        let here = installation.namespace.as_ref().map(|namespace| namespace.value.as_str());
        let checked = facts.checks.iter().filter_map(|check| check.namespace.as_ref());
        here.is_some_and(|here| checked.into_iter().any(|namespace| namespace.value != here))
    });
    let is_in_part = facts.checks.iter().any(|check| !check.excluded.is_empty());
    let (failing, others) = in_the_way(view, diagnostics);
    // Where glooctl crashed, nothing is to be looked at in Gloo.
    let has_crashed = diagnostics.iter().any(|one| one.code == Code::CheckCrashed)
        && failing + others + count(Severity::Warning) == 0;
    Grounds {
        read: if blocks > 0 {
            Read::Output
        } else if diagnostics.iter().any(|diagnostic| matches!(diagnostic.code, Code::Known(_))) {
            Read::Lines
        } else {
            Read::Nothing
        },
        installed: first.map(|(installation, pairing)| {
            let installed = installation.installed();
            let base = pairing.base.filter(|_| installed.version.is_some());
            Installed { base: base.or(installed.base), ..installed }.without_what_repeats()
        }),
        standing: match first {
            _ if is_doubted => Standing::Doubted,
            Some((installation, _)) if installation.is_said() => Standing::Named,
            _ => Standing::Shown,
        },
        search: match facts.server {
            ServerStatus::Undefined(_) => Search::Failed,
            ServerStatus::Found | ServerStatus::NotPasted => Search::Open,
        },
        client: facts
            .client
            .as_ref()
            .map(|client| Version::parse(&client.value).map_or(Client::Custom, Client::Release)),
        check: super::check_verdict(facts.checks.iter().map(CheckOutput::verdict))
            .map(|verdict| if has_crashed { CheckVerdict::Incomplete } else { verdict }),
        scope: match (is_elsewhere, is_in_part) {
            (true, _) => Scope::Elsewhere,
            (false, true) => Scope::Part,
            (false, false) => Scope::Whole,
        },
        ended: view.ended.filter(|_| diagnostics.iter().any(|one| one.code == Code::OutOfSupport)),
        failing,
        others,
        warnings: count(Severity::Warning),
        unknowns: count(Severity::Unknown),
    }
}

/// What an upgrade has to wait for, counted as it is named: problems of the check, and whatever else.
fn in_the_way(view: &View<'_>, diagnostics: &[Diagnostic]) -> (u32, u32) {
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
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    (number(failing), number(others))
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
