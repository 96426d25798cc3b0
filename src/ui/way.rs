//! The way to the target, which stays in view: its stops, and how far one is.

mod target;

use std::rc::Rc;

use yew::{Html, Properties, component, html};

use super::context::use_host;
use super::effects::looking;
use super::ids;
use super::journey::{Progress, Stops, progress};
use super::same::Same;
use super::ticks::tick;
use crate::knowledge::Knowledge;
use crate::plan::{Hop, Plan};
use crate::report::Report;
use target::target_picker;

/// What a way is shown of.
#[derive(PartialEq, Properties)]
pub struct WayProps {
    /// The report with the plan.
    pub report: Rc<Report>,
    /// What is known of releases.
    pub knowledge: Same<Knowledge>,
    /// The stops of the way that was chosen.
    pub journey: Stops,
    /// The steps that are done.
    pub done: Rc<[String]>,
}

/// The stops, those that are passed included; where to go, to choose from; and how many steps are done.
#[component]
pub fn Way(props: &WayProps) -> Html {
    let host = use_host();
    let WayProps { report, knowledge, journey, done } = props;
    let Some(plan) = &report.plan else { return Html::default() };
    let behind = progress(journey, report);
    let passed = behind.map_or(&[][..], |Progress { done, .. }| journey.get(..done).unwrap_or_default());
    html! {
        <nav class="way" aria-label="Path">
            <ol class="path">
                for stop in passed { <li class="passed">{ stop.to_string() }<small>{ "done" }</small></li> }
                <li class="from">{ plan.from.version.to_string() }<small>{ "now" }</small></li>
                for (index, hop) in plan.parts().enumerate() {
                    // What is listed first and removed last leads nowhere.
                    if hop.to != hop.from {
                        <li>
                            <button type="button" onclick={looking::leading_to(&host, ids::hop(passed.len() + index + 1))}>{ stop(plan, hop) }</button>
                            <small>{ format!("hop {}", passed.len() + index + 1) }</small>
                        </li>
                    }
                }
            </ol>
            // Another target rewrites all that follows, and this says so.
            <p class="calm" role="status">{ how_far(plan, behind, done) }</p>
            { target_picker(&host, plan, &knowledge.catalog) }
        </nav>
    }
}

/// Where a hop leads: `1.18.41`, or `kgateway 2.4.3`.
fn stop(plan: &Plan, hop: &Hop) -> String {
    match (&plan.onward, &hop.name) {
        (Some(onward), Some(_)) => onward.title(),
        _ => hop.to.to_string(),
    }
}

/// `3 hops, 31 steps, 3 of them ticked.`; later `Hop 1 of 4 is done. 20 steps are left.`
fn how_far(plan: &Plan, behind: Option<Progress>, done: &[String]) -> String {
    let steps = plan.parts().flat_map(|hop| hop.steps.iter().map(move |step| tick(hop, step)));
    let (all, ticked) =
        steps.fold((0, 0), |(all, ticked), name| (all + 1, ticked + usize::from(done.contains(&name))));
    let ticks = if ticked > 0 { format!(", {ticked} of them ticked") } else { String::new() };
    match (behind, plan.parts().count()) {
        (_, 0) => String::new(),
        (Some(Progress { done: 1, all: hops }), _) => {
            format!("Hop 1 of {hops} is done. {all} steps are left{ticks}.")
        }
        (Some(Progress { done, all: hops }), _) => {
            format!("Hops 1 to {done} of {hops} are done. {all} steps are left{ticks}.")
        }
        (None, 1) => format!("1 hop, {all} steps{ticks}."),
        (None, hops) => format!("{hops} hops, {all} steps{ticks}."),
    }
}
