//! The plan: what holds for all of it, and the steps of each hop.

mod hop;

use std::rc::Rc;

use yew::{AttrValue, Html, Properties, component, html};

use super::command::CommandLine;
use super::context::{Host, use_host};
use super::copy::{CopyButton, Copyable};
use super::fold::Fold;
use super::ids::PLAN;
use super::journey::{Stops, passed};
use super::parts::{Panel, link, with_code};
use super::place::Place;
use super::risk::advice;
use super::same::Same;
use super::state::{Action, Choice};
use super::ticks::tick;
use crate::catalog::{Catalog, Chart};
use crate::command::asking;
use crate::edition::Edition;
use crate::knowledge::Knowledge;
use crate::plan::{Assumption, Hop, Onward, Plan, Rewrite};
use crate::report::Report;
use crate::settings::Target;
use crate::successors::WayOn;
use hop::HopView;

/// What a plan is shown of.
#[derive(PartialEq, Properties)]
pub struct PlanPanelProps {
    /// The report with the plan.
    pub report: Rc<Report>,
    /// What is known of releases.
    pub knowledge: Same<Knowledge>,
    /// The stops of the way that was chosen.
    pub journey: Stops,
    /// The steps that are done.
    pub done: Rc<[String]>,
}

/// The plan, hop by hop.
#[component]
pub fn PlanPanel(props: &PlanPanelProps) -> Html {
    let host = use_host();
    let PlanPanelProps { report, knowledge, journey, done } = props;
    let Some(plan) = &report.plan else {
        return unplanned(report);
    };
    // One hop at a time: the first one with something left to do, once the way has begun.
    let is_open = |hop: &Hop| hop.steps.iter().any(|step| !done.contains(&tick(hop, step)));
    let has_ticks = |hop: &Hop| hop.steps.iter().any(|step| done.contains(&tick(hop, step)));
    let passed = passed(journey, report);
    let has_begun = plan.parts().any(has_ticks) || passed > 0;
    let current = plan.parts().position(is_open).filter(|_| has_begun);
    // Always as many children, so that the control in use stays where it is when the plan changes.
    html! {
        <Panel id={PLAN} title="Upgrade plan">
            { outlook(&host, plan) }
            if plan.is_empty() {
                <p class="calm">{ format!("No plan: {}.", plan.no_plan) }</p>
            } else {
                { plan.place().map(place) }
                { asks(report, plan) }
            }
            <div class="hops">
                for (index, hop) in plan.parts().enumerate() {
                    <HopView
                        hop={Rc::new(hop.clone())}
                        number={passed + index + 1}
                        count={passed + plan.parts().count()}
                        fold={if Some(index) == current { Fold::Open } else { Fold::Shut }}
                        shell={report.settings.shell}
                        base={base(hop, &knowledge.catalog)}
                        done={done.clone()}
                    />
                }
            </div>
            { advice(plan) }
            { age(report, plan, &knowledge.catalog) }
            { ticks(&host, done) }
        </Panel>
    }
}

/// Without a plan there may still be installations to choose from.
fn unplanned(report: &Report) -> Html {
    if report.installations.len() < 2 {
        return Html::default();
    }
    html! {
        <Panel id={PLAN} title="Upgrade plan">
            <p class="calm">
                { "This one can't be planned for as it is. Choose another one above, or choose it to plan for it all the same." }
            </p>
        </Panel>
    }
}

/// The open-source release that a hop of Enterprise is built on, as far as that is known.
fn base(hop: &Hop, catalog: &Catalog) -> Option<AttrValue> {
    if hop.edition == Edition::OpenSource || hop.name.is_some() {
        return None;
    }
    let certain = catalog.pair(hop.to).map(|(base, confidence)| match confidence.is_certain() {
        true => format!("built on open source {base}"),
        false => format!("probably built on open source {base}"),
    });
    let words = certain.or_else(|| Some(format!("built on open source {}", catalog.bounds(hop.to).words()?)));
    words.map(AttrValue::from)
}

/// The context that the commands are for.
fn place(place: &Assumption) -> Html {
    html! {
        <div>
            <CommandLine command={place.ask.clone()} />
            <p>{ format!("Go on only if it is {}.", place.value) }</p>
        </div>
    }
}

/// One block that answers all questions which commands answer.
fn asks(report: &Report, plan: &Plan) -> Html {
    let commands = plan.asks();
    let block = asking::block(report.settings.shell, &commands);
    if block.is_empty() {
        return Html::default();
    }
    let what = format!("{} commands that answer questions of this plan", block.len());
    html! {
        <p class="asks">
            <CopyButton what={what.clone()} text={Copyable::Text(block.join("\n").into())} />
            { format!(" {what}. They only read; paste the whole output back.") }
        </p>
    }
}

/// What ends, and when; the ways on are folded, and what limits the way with them.
fn outlook(host: &Host, plan: &Plan) -> Html {
    let way = |way: &WayOn| {
        let target = way.target;
        let onclick = host.on(move |_| Action::Choose(Choice::Target(target.map(Target::Successor))));
        html! {
            <li>
                <b>{ &way.name }</b>
                { ": " }
                { with_code(&way.text) }
                { format!(" It is for {}.", way.whom) }
                if target.is_some() {
                    { " " }
                    <button type="button" class="place" {onclick}>{ "Plan it" }</button>
                }
                if let Some(url) = &way.url {
                    { " " }
                    { link(url, url) }
                }
            </li>
        }
    };
    let limits = format!("{} {}", plan.support, plan.kubernetes);
    let windows = plan.onward.iter().flat_map(|onward| &onward.windows);
    let limits = html! { <p class="calm">{ limits.trim() }</p> };
    // What decides the way to another product is read before its steps.
    let windows = html! {
        <>
            for sentence in windows { <p class="calm">{ with_code(sentence) }</p> }
            { plan.onward.as_ref().map(rewrites) }
        </>
    };
    if plan.ends.is_empty() {
        return html! { <>{ limits }{ windows }</> };
    }
    html! {
        <>
            <details class="outlook">
                <summary>{ &plan.ends }{ " Where to go from here" }</summary>
                { limits }
                <ul>{ plan.ways.iter().map(way).collect::<Html>() }</ul>
            </details>
            { windows }
        </>
    }
}

/// What takes the place of each kind of Gloo's resources.
fn rewrites(onward: &Onward) -> Html {
    const COLUMNS: [&str; 3] = ["Kind", "How many", "What to do"];
    let row = |rewrite: &Rewrite| {
        let place = rewrite
            .count
            .as_ref()
            .map(|count| html! { <Place span={count.span} of={rewrite.kind.clone()} /> });
        html! {
            <tr>
                <th scope="row">{ &rewrite.kind }</th>
                <td>{ rewrite.number() }{ " " }{ place }</td>
                <td>{ rewrite.words() }</td>
            </tr>
        }
    };
    html! {
        <>
            if !onward.share.is_empty() {
                <p class="calm">{ &onward.share }</p>
            }
            <details class="rewrites">
                <summary>{ "What takes the place of each kind of resource" }</summary>
                <table>
                    <thead>
                        <tr>for name in COLUMNS { <th scope="col">{ name }</th> }</tr>
                    </thead>
                    <tbody>{ onward.rewrites.iter().map(row).collect::<Html>() }</tbody>
                </table>
            </details>
        </>
    }
}

/// Data older than 90 days is reported in one calm line, with how to bring news.
fn age(report: &Report, plan: &Plan, catalog: &Catalog) -> Html {
    let known = report.checked_on.zip(report.catalog_age.filter(|days| *days > 90));
    let Some((checked_on, days)) = known else { return Html::default() };
    let edition = plan.target.edition;
    let chart = catalog.chart(edition).map_or_else(String::new, Chart::reference);
    let words = format!(
        "Releases of {edition} are those known on {checked_on}, {days} days ago. Paste what `helm search repo {chart} --versions` prints, and newer ones are offered too.",
    );
    html! { <p class="calm">{ with_code(&words) }</p> }
}

/// The way to begin again.
fn ticks(host: &Host, done: &[String]) -> Html {
    if done.is_empty() {
        return Html::default();
    }
    let onclick = host.on(|_| Action::SetDone(Rc::default()));
    html! {
        <p class="calm">
            { "Ticks are kept in this browser only. " }
            <button type="button" class="place" {onclick}>{ "Clear progress" }</button>
        </p>
    }
}
