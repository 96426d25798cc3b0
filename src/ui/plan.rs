//! The plan: where to go, the path there, and the steps of each hop.

mod hop;
mod target;

use std::rc::Rc;

use yew::{Html, Properties, component, html};

use super::command::CommandLine;
use super::context::{Host, use_host};
use super::ids::PLAN;
use super::parts::{Panel, link, with_code};
use super::risk::advice;
use super::settings::Knobs;
use super::state::Action;
use super::ticks::tick;
use crate::catalog::{Catalog, Chart, WayOn};
use crate::edition::Edition;
use crate::knowledge::Knowledge;
use crate::plan::Plan;
use crate::report::Report;
use crate::settings::Choices;
use hop::HopView;
use target::{installation_picker, target_picker};

/// What a plan is shown of.
#[derive(PartialEq, Properties)]
pub struct PlanPanelProps {
    /// The report with the plan.
    pub report: Rc<Report>,
    /// What is known of releases.
    pub knowledge: Rc<Knowledge>,
    /// What the user chose.
    pub choices: Rc<Choices>,
    /// The steps that are done.
    pub done: Rc<[String]>,
}

/// The plan; without one, the installations to choose from.
#[component]
pub fn PlanPanel(props: &PlanPanelProps) -> Html {
    let host = use_host();
    let PlanPanelProps { report, knowledge, choices, done } = props;
    let Some(plan) = &report.plan else {
        return unplanned(&host, report);
    };
    // Always as many children, so that the control in use stays where it is when the plan changes.
    html! {
        <Panel id={PLAN} title="Upgrade plan">
            { installation_picker(&host, report, Some(plan.installation)) }
            { target_picker(&host, plan, &knowledge.catalog) }
            { path(plan, &knowledge.catalog) }
            { outlook(plan) }
            { age(report, plan, &knowledge.catalog) }
            if plan.hops.is_empty() {
                <p class="calm">{ format!("No plan: {}.", plan.no_plan) }</p>
            } else {
                <Knobs report={report.clone()} choices={choices.clone()} />
            }
            if !plan.hops.is_empty() {
                { assumptions(plan) }
            }
            { ticks(&host, plan, done) }
            <div>
                for (index, hop) in plan.hops.iter().enumerate() {
                    <HopView
                        hop={Rc::new(hop.clone())}
                        number={index + 1}
                        count={plan.hops.len()}
                        shell={report.settings.shell}
                        done={done.clone()}
                    />
                }
            </div>
            { advice(plan) }
        </Panel>
    }
}

/// Without a plan there may still be installations to choose from.
fn unplanned(host: &Host, report: &Report) -> Html {
    if report.installations.len() < 2 {
        return Html::default();
    }
    html! {
        <Panel id={PLAN} title="Upgrade plan">
            { installation_picker(host, report, None) }
            <p class="calm">
                { "None of these can be planned for as they are. Choose one to plan for it all the same." }
            </p>
        </Panel>
    }
}

fn path(plan: &Plan, catalog: &Catalog) -> Html {
    let stops = plan.hops.iter().map(|hop| {
        let base = match catalog.pair(hop.to) {
            _ if hop.edition == Edition::OpenSource => None,
            Some((base, confidence)) => Some(format!("on {base} ({})", confidence.name())),
            None => catalog.bounds(hop.to).words().map(|bounds| format!("on {bounds} (inferred)")),
        };
        html! { <li>{ hop.to }<small>{ base.unwrap_or_default() }</small></li> }
    });
    html! {
        <ol class="path" aria-label="Path">
            <li class="from">{ plan.from.version }<small>{ "now" }</small></li>
            { stops.collect::<Html>() }
        </ol>
    }
}

/// What ends, and when; the ways on are folded.
fn outlook(plan: &Plan) -> Html {
    let way = |way: &WayOn| {
        html! {
            <li>
                <b>{ &way.name }</b>
                { ": " }
                { with_code(&way.text) }
                if let Some(url) = &way.url {
                    { " " }
                    { link(url, url) }
                }
            </li>
        }
    };
    html! {
        <>
            if !plan.ends.is_empty() {
                <details class="outlook">
                    <summary>{ &plan.ends }</summary>
                    <ul>{ plan.ways.iter().map(way).collect::<Html>() }</ul>
                </details>
            }
            for words in [&plan.support, &plan.kubernetes] {
                if !words.is_empty() {
                    <p class="calm">{ words }</p>
                }
            }
        </>
    }
}

/// Data older than 90 days is told in one calm line, with how to bring news.
fn age(report: &Report, plan: &Plan, catalog: &Catalog) -> Html {
    let Some(checked_on) = report.checked_on else { return Html::default() };
    let edition = plan.target.edition;
    let mut words = format!("Only releases of {edition} that were known on {checked_on} are offered.");
    if let Some(days) = report.catalog_age.filter(|days| *days > 90) {
        words.push_str(&format!(
            " That is {days} days ago; paste what `helm search repo {} --versions` prints, and newer ones are offered too.",
            catalog.chart(edition).map_or_else(String::new, Chart::reference)
        ));
    }
    html! { <p class="calm">{ with_code(&words) }</p> }
}

fn assumptions(plan: &Plan) -> Html {
    html! {
        <details class="assumptions">
            <summary>{ "What the commands assume, and how to find out" }</summary>
            <ul>
                for assumption in &plan.assumptions {
                    <li>
                        <p>{ format!("{}: {}", assumption.what, assumption.value) }</p>
                        <CommandLine command={assumption.ask.clone()} />
                    </li>
                }
            </ul>
        </details>
    }
}

/// How far one is, and the way to begin again.
fn ticks(host: &Host, plan: &Plan, done: &[String]) -> Html {
    if done.is_empty() {
        return Html::default();
    }
    let steps = plan.hops.iter().flat_map(|hop| hop.steps.iter().map(move |step| tick(hop, step)));
    let (all, ticked) =
        steps.fold((0, 0), |(all, ticked), name| (all + 1, ticked + usize::from(done.contains(&name))));
    let onclick = host.on(|_| Action::SetDone(Rc::default()));
    html! {
        <p class="calm">
            { format!("{ticked} of {all} steps are ticked, in this browser only. ") }
            <button type="button" class="place" {onclick}>{ "Wipe all ticks" }</button>
        </p>
    }
}
