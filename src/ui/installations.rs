//! The installations of a paste that shows several: which of them the page is about, and how each of them is.

use std::rc::Rc;

use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html};

use super::context::use_host;
use super::ids::INSTALLATIONS;
use super::state::{Action, Choice};
use crate::diagnose::Severity;
use crate::edition::Edition;
use crate::installation::Installation;
use crate::report::{ClusterSummary, Level, Report};

/// More than these are a table.
const MOST_TABS: usize = 6;

/// What the installations are taken from.
#[derive(PartialEq, Properties)]
pub struct InstallationsProps {
    /// The report.
    pub report: Rc<Report>,
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
                { table(report, &offers, choose) }
            } else {
                <ul>
                    for offer in &offers {
                        <li data-level={offer.level().name()}>{ button(report, offer, choose(offer.place)) }</li>
                    }
                </ul>
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
    offers.sort_by_key(|offer| offer.level().rank());
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

fn table(report: &Report, offers: &[Offer<'_>], choose: impl Fn(usize) -> Callback<MouseEvent>) -> Html {
    let row = |offer: &Offer<'_>| {
        let installation = offer.installation;
        let edition = installation.edition.as_ref().map_or("unknown", |edition| match edition.value {
            Edition::OpenSource => "open source",
            Edition::Enterprise => "Enterprise",
        });
        let version = installation.version().map_or_else(|| "?".to_owned(), |known| known.value.to_string());
        let client = offer.cluster.client.as_ref().map_or("?", |client| client.value.as_str());
        let check = match offer.cluster.check.as_ref().map(|check| check.problems.len()) {
            None => "not pasted".to_owned(),
            Some(0) => "no problems".to_owned(),
            Some(1) => "1 problem".to_owned(),
            Some(count) => format!("{count} problems"),
        };
        html! {
            <tr data-level={offer.level().name()}>
                <th scope="row">{ button(report, offer, choose(offer.place)) }</th>
                <td>{ edition }</td>
                <td>{ version }</td>
                <td>{ client.to_owned() }</td>
                <td>{ check }</td>
            </tr>
        }
    };
    html! {
        <div class="scroll" tabindex="0" role="group" aria-label="Table of installations">
            <table>
                <thead>
                    <tr>
                        for name in ["Installation", "Edition", "Version", "glooctl", "Check"] {
                            <th scope="col">{ name }</th>
                        }
                    </tr>
                </thead>
                <tbody>{ offers.iter().map(row).collect::<Html>() }</tbody>
            </table>
        </div>
    }
}
