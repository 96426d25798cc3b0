//! The facts of an installation at a glance.

use yew::{Html, html};

use crate::catalog::Catalog;
use crate::diagnose::pairing::PairingStatus;
use crate::diagnose::{Code, Severity};
use crate::edition::Edition;
use crate::report::{Level, Report};
use crate::transcript::check::Verdict as CheckVerdict;

/// A fact in a few words, and how it is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Chip {
    words: String,
    /// How it is meant, where it is more than a fact.
    level: Option<Level>,
}

const WARNING: Option<Level> = Some(Level::Finding(Severity::Warning));
const ERROR: Option<Level> = Some(Level::Finding(Severity::Error));

/// The facts of the selected installation, and of its client.
pub fn chips(report: &Report, catalog: &Catalog) -> Html {
    let chips = facts(report, catalog);
    if chips.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="chips" aria-label="Facts">
            for Chip { words, level } in chips { <li data-level={level.map(Level::name)}>{ words }</li> }
        </ul>
    }
}

fn facts(report: &Report, catalog: &Catalog) -> Vec<Chip> {
    let mut chips = Vec::new();
    let mut add = |words: String, level: Option<Level>| chips.push(Chip { words, level });
    if let Some((installation, pairing)) = report.installations.get(report.selected) {
        let edition = installation.edition.as_ref().map(|edition| edition.value);
        if let Some(version) = installation.version() {
            let name = edition.map_or_else(|| "Gloo".to_owned(), |edition| edition.to_string());
            add(format!("{name} {}", version.value), None);
        }
        if let (Some(Edition::Enterprise), Some(base)) = (edition, pairing.base) {
            let (word, level) = match pairing.status {
                PairingStatus::Matched => (" \u{2713}", Some(Level::Ok)),
                PairingStatus::Mismatched => (", does not fit", WARNING),
                PairingStatus::Unknown | PairingStatus::NotApplicable => ("", None),
            };
            add(format!("built on open source {base}{word}"), level);
        }
        if let Some(ended) = report.finding(Code::OutOfSupport) {
            add(ended.title.clone(), WARNING);
        }
        if let Some(end) = edition.and_then(|edition| catalog.end_of_life(edition)) {
            add(format!("open source ends {}", end.date), WARNING);
        }
    }
    if let Some(client) = report.cluster_client() {
        let level = if report.finding(Code::VersionMismatch).is_some() { WARNING } else { None };
        add(format!("glooctl {}", client.value), level);
    }
    let check = report.cluster().and_then(|cluster| cluster.check.as_ref());
    match check.map(|check| (check.verdict, check.problems.len())) {
        Some((CheckVerdict::Healthy, _)) => add("check healthy \u{2713}".to_owned(), Some(Level::Ok)),
        Some((CheckVerdict::Problems, 1)) => add("check: 1 problem".to_owned(), ERROR),
        Some((CheckVerdict::Problems, count @ 2..)) => {
            add(format!("check: {count} problems"), ERROR);
        }
        Some((CheckVerdict::Problems | CheckVerdict::Incomplete, _)) | None => {}
    }
    chips
}
