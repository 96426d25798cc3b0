//! The facts of an installation at a glance.

use yew::{Html, html};

use crate::catalog::Catalog;
use crate::diagnose::pairing::PairingStatus;
use crate::diagnose::{Code, Severity};
use crate::edition::Edition;
use crate::report::{Client, Grounds, Level, Report, Shared};
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
    list(facts(report, catalog))
}

/// The facts that came with a link.
pub fn shared_chips(shared: &Shared) -> Html {
    let mut chips = Vec::new();
    let mut add = |words: String, level: Option<Level>| chips.push(Chip { words, level });
    let Grounds { installed, client, check, failing, ended, .. } = &shared.grounds;
    if let Some(installed) = installed {
        add(installed.to_string(), None);
        if let (Some(_), Some(base)) = (installed.version, installed.base) {
            add(format!("built on open source {base}"), None);
        }
    }
    if let Some(ended) = ended {
        add(ended.to_string(), WARNING);
    }
    match client {
        Some(Client::Release(version)) => add(format!("glooctl {version}"), None),
        Some(Client::Custom) => add("glooctl, a custom build".to_owned(), None),
        None => {}
    }
    if let Some(kubernetes) = shared.kubernetes {
        add(format!("Kubernetes {kubernetes}"), None);
    }
    check_chip(*check, *failing, &mut add);
    list(chips)
}

fn list(chips: Vec<Chip>) -> Html {
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
        let level = if report.finding_of_selected(Code::VersionMismatch).is_some() { WARNING } else { None };
        add(format!("glooctl {}", client.value), level);
    }
    let check = report.cluster().and_then(|cluster| cluster.check.as_ref());
    let problems = check.map_or(0, |check| check.problems.iter().map(|_| 1).sum());
    check_chip(check.map(|check| check.verdict), problems, &mut add);
    chips
}

/// What the check says, with how many problems.
fn check_chip(check: Option<CheckVerdict>, problems: u32, add: &mut dyn FnMut(String, Option<Level>)) {
    match (check, problems) {
        (Some(CheckVerdict::Healthy), _) => add("check healthy \u{2713}".to_owned(), Some(Level::Ok)),
        (Some(CheckVerdict::Problems), 1) => add("check: 1 problem".to_owned(), ERROR),
        (Some(CheckVerdict::Problems), count @ 2..) => {
            add(format!("check: {count} problems"), ERROR);
        }
        (Some(CheckVerdict::Problems | CheckVerdict::Incomplete), _) | (None, _) => {}
    }
}
