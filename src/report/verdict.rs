//! One sentence for all of it, and a second one that explains the numbers.

use super::Check;
use crate::diagnose::pairing::{Pairing, PairingStatus};
use crate::diagnose::{Code, Diagnostic, Severity};
use crate::edition::Edition;
use crate::installation::{Facts, Installation, ServerStatus};
use crate::transcript::check::Verdict as CheckVerdict;

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

pub(super) fn verdict(
    facts: &Facts,
    installations: &[(Installation, Pairing)],
    check: Option<&Check>,
    diagnostics: &[Diagnostic],
    blocks: usize,
) -> Verdict {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let installed = installations.first().map(|(installation, _)| name(installation));
    let detail = detail(facts, installations, diagnostics);
    let (errors, warnings, unknowns) =
        (count(Severity::Error), count(Severity::Warning), count(Severity::Unknown));
    let is_elsewhere = installations.first().is_some_and(|(installation, _)| {
        let here = installation.namespace.as_ref().map(|namespace| namespace.value.as_str());
        let checked = facts.checks.iter().filter_map(|check| check.namespace.as_ref());
        here.is_some_and(|here| checked.into_iter().any(|namespace| namespace.value != here))
    });
    let is_healthy = !is_elsewhere && check.is_some_and(|check| check.verdict == CheckVerdict::Healthy);
    let (level, title) = if errors > 0 {
        let fails = match (errors, check.is_some()) {
            (1, true) => "One check fails: mend it".to_owned(),
            (1, false) => "One thing is in the way: mend it".to_owned(),
            (_, true) => format!("{errors} checks fail: mend them"),
            (_, false) => format!("{errors} things are in the way: mend them"),
        };
        let what = installed.map_or(String::new(), |name| format!(" {name}"));
        (Level::Finding(Severity::Error), format!("{fails} before you upgrade{what}."))
    } else if let ServerStatus::Undefined(_) = facts.server {
        let title =
            installed.map_or("The client is there, and it found no Gloo server.".to_owned(), |installed| {
                format!(
                    "The client found no Gloo server where it looked; {installed} is installed elsewhere."
                )
            });
        (Level::Finding(Severity::Unknown), title)
    } else if let Some(installed) = installed {
        if warnings > 0 {
            let rest = if is_healthy { ", and its check is healthy" } else { "" };
            (
                Level::Finding(Severity::Warning),
                format!("{installed} is installed{rest}; {} to look at first.", things(warnings)),
            )
        } else if unknowns > 0 {
            (
                Level::Finding(Severity::Unknown),
                format!("{installed} is installed; {} can't be told from this paste.", things(unknowns)),
            )
        } else if is_healthy {
            (Level::Ok, format!("{installed} is installed and healthy."))
        } else {
            (Level::Ok, format!("{installed} is installed, and its numbers belong together."))
        }
    } else if let Some(check) = check {
        let level = match (warnings, unknowns) {
            (0, 0) => Level::Ok,
            (0, _) => Level::Finding(Severity::Unknown),
            _ => Level::Finding(Severity::Warning),
        };
        let title = match check.verdict {
            CheckVerdict::Healthy => {
                "The check is healthy. Which version it was made on is not in the paste."
            }
            CheckVerdict::Problems => "The check reports something to look at.",
            CheckVerdict::Incomplete => "The check does not tell whether Gloo is healthy.",
        };
        (level, title.to_owned())
    } else if let Some(client) = &facts.client {
        (Level::Finding(Severity::Unknown), format!("Only the client, {}, is in this paste.", client.value))
    } else if blocks > 0 {
        let level = if warnings > 0 { Severity::Warning } else { Severity::Unknown };
        (Level::Finding(level), "Nothing here says which Gloo is installed.".to_owned())
    } else {
        (Level::Empty, "Nothing here was recognised.".to_owned())
    };
    Verdict { level, title, detail }
}

fn things(count: usize) -> String {
    match count {
        1 => "one thing".to_owned(),
        count => format!("{count} things"),
    }
}

/// The installation as a person names it: `Gloo Enterprise 1.16.1`.
fn name(installation: &Installation) -> String {
    let edition = installation.edition.as_ref().map(|edition| edition.value);
    let product = edition.map_or("Gloo", Edition::product);
    match (edition.and(installation.version()), &installation.open_source) {
        (Some(version), _) => format!("{product} {}", version.value),
        (None, Some(base)) => format!("{product} on open-source {}", base.value),
        (None, None) => product.to_owned(),
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
        sentences.push(format!(
            "{} installations are in the paste; the plan is for the first.",
            installations.len()
        ));
    }
    let mismatch = diagnostics
        .iter()
        .find(|diagnostic| matches!(diagnostic.code, Code::VersionMismatch | Code::PatchDiffers));
    // Only the first sentence of it: the rest is told where the finding stands.
    sentences
        .extend(mismatch.and_then(|diagnostic| Some(format!("{}.", diagnostic.detail.split_once(". ")?.0))));
    sentences.join(" ")
}
