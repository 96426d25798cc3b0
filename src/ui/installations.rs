//! The installations of a paste that shows several: which of them the page is about, and how each of them is.

use std::rc::Rc;

use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html};

use super::context::use_host;
use super::ids::INSTALLATIONS;
use super::same::Same;
use super::state::{Action, Choice};
use crate::catalog::Catalog;
use crate::diagnose::Severity;
use crate::edition::Edition;
use crate::installation::Installation;
use crate::knowledge::Knowledge;
use crate::order::sort_by_key;
use crate::report::{ClusterSummary, Level, Report};

/// More than these are a table.
const MOST_TABS: usize = 6;

/// What the installations are taken from.
#[derive(PartialEq, Properties)]
pub struct InstallationsProps {
    /// The report.
    pub report: Rc<Report>,
    /// What is known of releases.
    pub knowledge: Same<Knowledge>,
}

/// One of the installations, as it is offered.
struct Offer<'a> {
    place: usize,
    installation: &'a Installation,
    cluster: &'a ClusterSummary,
}

/// The installations to choose from, the worst first; nothing where there is only one.
#[component]
pub fn Installations(props: &InstallationsProps) -> Html {
    let host = use_host();
    let report = &*props.report;
    let offers = offers(report);
    if offers.len() < 2 {
        return Html::default();
    }
    let choose =
        |place: usize| host.on(move |_: MouseEvent| Action::Choose(Choice::Installation(Some(place))));
    let heading = host.id("installations-title");
    html! {
        <section id={host.id(INSTALLATIONS)} class="installations" aria-labelledby={heading.clone()}>
            <h2 id={heading}>{ format!("{} installations", offers.len()) }</h2>
            if offers.len() > MOST_TABS {
                { table(report, &props.knowledge.catalog, &offers, choose) }
            } else {
                <ul>
                    for offer in &offers {
                        <li data-level={offer.level().name()}>{ button(report, offer, choose(offer.place)) }</li>
                    }
                </ul>
                <details>
                    <summary>{ "Side by side" }</summary>
                    { table(report, &props.knowledge.catalog, &offers, choose) }
                </details>
            }
        </section>
    }
}

fn offers(report: &Report) -> Vec<Offer<'_>> {
    let mut offers: Vec<Offer<'_>> = Vec::new();
    for cluster in &report.clusters {
        let here = report.installations.iter().enumerate().skip(cluster.installations.start);
        let here = here.take(cluster.installations.len());
        offers.extend(here.map(|(place, (installation, _))| Offer { place, installation, cluster }));
    }
    sort_by_key(&mut offers, |offer| offer.level().rank());
    offers
}

impl Offer<'_> {
    const fn level(&self) -> Level {
        self.cluster.verdict.level
    }

    /// Where it is: what tells it from the others.
    fn place_name(&self) -> String {
        let namespace = self.installation.namespace.as_ref().map(|namespace| namespace.value.as_str());
        [self.cluster.label.as_deref(), namespace].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// A sign for those who see, and a word for those who do not.
const fn mark(level: Level) -> (&'static str, &'static str) {
    match level {
        Level::Finding(Severity::Error) => ("\u{2715}", "has errors"),
        Level::Finding(Severity::Warning) => ("!", "has warnings"),
        Level::Finding(Severity::Unknown) => ("?", "partly unknown"),
        Level::Finding(Severity::Note) | Level::Empty => ("\u{b7}", "no verdict"),
        Level::Ok => ("\u{2713}", "in order"),
    }
}

/// The button that makes the page about an installation.
fn button(report: &Report, offer: &Offer<'_>, onclick: Callback<MouseEvent>) -> Html {
    let (sign, words) = mark(offer.level());
    let place = offer.place_name();
    let current = (offer.place == report.selected).then_some(AttrValue::Static("true"));
    html! {
        <button type="button" aria-current={current} {onclick}>
            <span class="sign" aria-hidden="true">{ sign }</span>
            <b>{ offer.installation.describe() }</b>
            if !place.is_empty() {
                <small>{ place }</small>
            }
            <span class="unseen">{ words }</span>
        </button>
    }
}

fn table(
    report: &Report,
    catalog: &Catalog,
    offers: &[Offer<'_>],
    choose: impl Fn(usize) -> Callback<MouseEvent>,
) -> Html {
    const COLUMNS: [&str; 8] = [
        "Installation",
        "Edition",
        "Version",
        "Open-source base",
        "glooctl",
        "Check",
        "Errors",
        "Upgrade to",
    ];
    html! {
        <div class="scroll" tabindex="0" role="group" aria-label="Table of installations">
            <table>
                <thead>
                    <tr>for name in COLUMNS { <th scope="col">{ name }</th> }</tr>
                </thead>
                <tbody>
                    for offer in offers {
                        <tr data-level={offer.level().name()}>
                            <th scope="row">{ button(report, offer, choose(offer.place)) }</th>
                            for cell in cells(report, catalog, offer) { <td>{ cell }</td> }
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

/// What the table says of an installation beside its name.
fn cells(report: &Report, catalog: &Catalog, offer: &Offer<'_>) -> [String; 7] {
    let unknown = || UNKNOWN.to_owned();
    let edition = offer.installation.edition.as_ref().map(|edition| edition.value);
    let version = offer.installation.version().map(|known| known.value);
    let base = match edition {
        Some(Edition::OpenSource) => "-".to_owned(),
        _ => {
            let pairing = report.installations.get(offer.place).map(|(_, pairing)| pairing);
            pairing.and_then(|pairing| pairing.base).map_or_else(unknown, |base| base.to_string())
        }
    };
    let check = match offer.cluster.check.as_ref().map(|check| check.problems.len()) {
        None => "not pasted".to_owned(),
        Some(0) => "no problems".to_owned(),
        Some(1) => "1 problem".to_owned(),
        Some(count) => format!("{count} problems"),
    };
    let about = offer.cluster.label.as_deref();
    let errors = report.diagnostics.iter().filter(|one| one.severity == Severity::Error);
    let errors = errors.filter(|one| about.is_none() || one.subject.cluster.as_deref() == about).count();
    let plan = report.plan.as_ref().filter(|plan| plan.installation == offer.place);
    // Of the others nobody has chosen where to go.
    let newest = || {
        let newest = catalog.newest(edition?, version?.line())?.version;
        Some(if Some(newest) > version { newest.to_string() } else { "newest known of its line".to_owned() })
    };
    let target = plan.map(|plan| plan.target.version.to_string()).or_else(newest);
    [
        edition.map_or(UNKNOWN, name).to_owned(),
        version.map_or_else(unknown, |version| version.to_string()),
        base,
        offer.cluster.client.as_ref().map_or_else(unknown, |client| client.value.clone()),
        check,
        errors.to_string(),
        target.unwrap_or_else(unknown),
    ]
}

const fn name(edition: Edition) -> &'static str {
    match edition {
        Edition::OpenSource => "open source",
        Edition::Enterprise => "Enterprise",
    }
}

/// What is said where a text does not show it.
const UNKNOWN: &str = "unknown";
