//! Before and after: the two texts to compare, and what they say together.

use std::rc::Rc;

use yew::{AttrValue, Event, Html, MouseEvent, Properties, component, html};

use super::browser::event;
use super::command::CommandLine;
use super::compared::{Compared, Side};
use super::context::{PaperContext, use_host, use_papers};
use super::ids::COMPARISON;
use super::parts::{Panel, option};
use super::place::Place;
use super::state::Action;
use crate::compare::{Both, Comparison, Finding, Open, Proof, StepDone};
use crate::evidence::Evidence;

/// What there is to compare.
#[derive(PartialEq, Properties)]
pub struct BeforeAfterProps {
    /// The titles of the steps that the last paste proved to be done.
    pub proven: Rc<[String]>,
    /// The two texts that are likely meant.
    pub likely: Option<(Side, Side)>,
    /// All that can be compared, by name.
    pub texts: Rc<[(Side, Rc<str>)]>,
    /// The comparison that is looked at.
    pub compared: Option<Compared>,
}

/// Two texts to choose, and what changed from one to the other; nothing where there are no two.
#[component]
pub fn BeforeAfter(props: &BeforeAfterProps) -> Html {
    let (host, papers) = (use_host(), use_papers());
    let Some(likely) = props.likely else { return Html::default() };
    let Some(Compared { sides, comparison }) = &props.compared else {
        let compare = host.on(move |_: MouseEvent| Action::Compare(Some(likely)));
        return html! {
            <div class="compare">
                if !props.proven.is_empty() {
                    <p role="status">{ said(&props.proven) }</p>
                }
                <button type="button" onclick={compare}>{ "Compare before and after" }</button>
            </div>
        };
    };
    let (before, after) = *sides;
    let choose = |label: &'static str, chosen: Side, sides: fn(Side, (Side, Side)) -> (Side, Side)| {
        let all = (before, after);
        let onchange = host.on(move |event: Event| {
            let side = Side::parse(&event::value(&event)).unwrap_or(chosen);
            Action::Compare(Some(sides(side, all)))
        });
        html! {
            <label>
                { label }
                <select {onchange}>
                    for (side, name) in props.texts.iter() { { option(&side.name(), &chosen.name(), name) } }
                </select>
            </label>
        }
    };
    html! {
        <Panel id={COMPARISON} title="Before and after">
            <p class="sides">
                { choose("Before ", before, |side, (_, after)| (side, after)) }
                { " " }
                { choose("After ", after, |side, (before, _)| (before, side)) }
                { " " }
                <button type="button" class="place" onclick={host.on(|_: MouseEvent| Action::Compare(None))}>{ "Close" }</button>
            </p>
            { result(comparison, Sides { before, after, papers: &papers }) }
        </Panel>
    }
}

/// Where the two texts are.
#[derive(Clone, Copy)]
struct Sides<'a> {
    before: Side,
    after: Side,
    papers: &'a PaperContext,
}

fn result(comparison: &Comparison, sides: Sides<'_>) -> Html {
    let Comparison { verdict, notes, fixed, new, still, unknown, .. } = comparison;
    let moved = comparison.installations.iter().flat_map(|one| {
        std::iter::once(html! { <li>{ one.said() }</li> })
            .chain(one.changes().map(|change| html! { <li class="below">{ change.said() }</li> }))
    });
    let around = comparison.surroundings.iter().map(|one| html! { <li>{ one.said() }</li> });
    let checks = comparison.checks.iter().map(|one| {
        html! { <li>{ one.said() }{ seen(&one.evidence, &one.section, sides) }</li> }
    });
    let findings = |list: &[Finding]| list.iter().map(|one| finding(one, sides)).collect::<Vec<_>>();
    html! {
        <>
            <div class="changed" data-level={verdict.level.name()} role="status">
                <p><b>{ &verdict.title }</b></p>
                <p>{ &verdict.detail }</p>
            </div>
            for note in notes { <p class="calm">{ note }</p> }
            { list("Fixed", findings(fixed)) }
            { list("New", findings(new)) }
            { list("Still there", findings(still)) }
            { list("Unknown", unknown.iter().map(|one| open(one, sides)).collect()) }
            { list("Versions", moved.chain(around).collect()) }
            { list("Check", checks.collect()) }
            { list("Plan of the first text", hops(&comparison.plan)) }
        </>
    }
}

/// A heading with items; nothing where there are none.
fn list(heading: &str, items: Vec<Html>) -> Html {
    if items.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h3>{ heading }<span class="count">{ format!(" {}", items.len()) }</span></h3>
            <ul>{ items.into_iter().collect::<Html>() }</ul>
        </>
    }
}

fn finding(one: &Finding, sides: Sides<'_>) -> Html {
    html! {
        <li data-level={one.severity.name()}>
            { one.said() }
            for remark in one.remarks() { <p class="calm">{ remark }</p> }
            { seen(&one.evidence, &one.title, sides) }
        </li>
    }
}

fn open(one: &Open, sides: Sides<'_>) -> Html {
    html! {
        <li>
            { &one.why }
            if let Some(command) = &one.command { <CommandLine command={command.clone()} /> }
            if !one.findings.is_empty() {
                <ul>for one in &one.findings { { finding(one, sides) } }</ul>
            }
        </li>
    }
}

/// Where something is in the two texts: a way to the lines, where the text is one of the case.
fn seen(evidence: &Both<Evidence>, of: &str, sides: Sides<'_>) -> Html {
    let place = |side: Side, words: &'static str, evidence: &Evidence| match (side, evidence) {
        (Side::At(_), Evidence::Lines(span)) => {
            // Of several texts, the place names its own.
            let which = sides.papers.name(span.transcript).is_none().then_some(words);
            html! { <>{ which }<Place span={*span} of={AttrValue::from(of.to_owned())} /></> }
        }
        (Side::Earlier, Evidence::Lines(span)) => {
            html! { <span>{ format!("{words}line {}", span.start) }</span> }
        }
        (_, Evidence::Catalog(row)) => html! { <span>{ format!("catalog: {row}") }</span> },
        (_, Evidence::Said(what)) => html! { <span>{ format!("your choice: {what}") }</span> },
    };
    let before = evidence.before.iter().map(|one| place(sides.before, "before: ", one));
    let after = evidence.after.iter().map(|one| place(sides.after, "after: ", one));
    html! { <p class="meta">{ before.take(MOST_PLACES).chain(after.take(MOST_PLACES)).collect::<Html>() }</p> }
}

/// More places of one thing in one text are no help.
const MOST_PLACES: usize = 6;

/// Each hop of the plan, with what is proven of its steps.
fn hops(steps: &[StepDone]) -> Vec<Html> {
    let hop = |at: usize| {
        let mut of_hop = steps.iter().filter(|step| step.hop == at).peekable();
        let first = of_hop.peek()?;
        let title = format!("{}: {}", first.hop_title, first.hop_proof.name());
        let known = of_hop.filter(|step| step.proof != Proof::Unknown);
        Some(html! {
            <li>
                { title }
                <ul>for step in known { <li>{ format!("{}: {}", step.title, step.proof.name()) }</li> }</ul>
            </li>
        })
    };
    let count = steps.last().map_or(0, |step| step.hop + 1);
    (0..count).filter_map(hop).collect()
}

/// What the last paste proved.
fn said(proven: &[String]) -> String {
    let (steps, are) = if proven.len() == 1 { ("step", "is") } else { ("steps", "are") };
    format!("{} {steps} {are} ticked, because this output proves it: {}.", proven.len(), proven.join("; "))
}
