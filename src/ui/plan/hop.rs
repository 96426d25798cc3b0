//! A hop, and the steps of it.

use std::rc::Rc;

use yew::{AttrValue, Html, Properties, classes, component, html};

use crate::command::Shell;
use crate::diagnose::Severity;
use crate::plan::{Hop, News, Risk, Step, Tally};
use crate::rules::Phase;
use crate::ui::command::command_lines;
use crate::ui::context::use_host;
use crate::ui::copy::{CopyButton, Copyable};
use crate::ui::fixes::{brought, lost};
use crate::ui::fold::Fold;
use crate::ui::ids;
use crate::ui::manifest::change;
use crate::ui::parts::{link, with_code};
use crate::ui::risk::{list, risks};
use crate::ui::state::Action;
use crate::ui::ticks::{Tick, tick};

/// A hop to show.
#[derive(PartialEq, Properties)]
pub struct HopViewProps {
    /// The hop.
    pub hop: Rc<Hop>,
    /// Which one it is, counted from 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// Whether it begins open.
    pub fold: Fold,
    /// The shell that commands are written for.
    pub shell: Shell,
    /// What its release is built on, where that is another one.
    pub base: Option<AttrValue>,
    /// The steps that are done.
    pub done: Rc<[String]>,
}

/// A hop.
#[component]
pub fn HopView(props: &HopViewProps) -> Html {
    let host = use_host();
    let HopViewProps { hop, number, count, fold, shell, base, done } = props;
    let id = host.id(&ids::hop(*number));
    let has = |phase| hop.steps.iter().any(|step| step.phase == phase);
    let linked = |what: &String| match &hop.name {
        Some(_) => what.clone(),
        None => format!("{what} of {}", hop.to),
    };
    let all = hop.steps.len();
    let ticked = hop.steps.iter().filter(|step| done.contains(&tick(hop, step))).count();
    html! {
        <details
            {id}
            class="hop"
            // Opening one shuts the others.
            name={host.id("hop")}
            open={*fold == Fold::Open}
        >
            <summary>
                <h3>{ format!("Hop {number} of {count}: {}", hop.title()) }</h3>
                for (level, words) in badges(&hop.tally()) {
                    <span class="badge" data-level={level}>{ words }</span>
                }
                <small>
                    { if ticked == 0 { format!("{all} steps") } else { format!("{ticked} of {all} steps done") } }
                </small>
            </summary>
            if let Some(base) = base {
                <p class="calm">{ base }</p>
            }
            if let Some(words) = &hop.rehearsed {
                <p class="calm">{ words }</p>
            }
            if let Some(changes) = &hop.changes {
                { lost(changes) }
            }
            for phase in [Phase::Before, Phase::During, Phase::After] {
                if hop.name.is_none() || has(phase) {
                    { steps(hop, phase, done) }
                }
            }
            { handled(hop) }
            if let Some(changes) = &hop.changes {
                { brought(changes) }
            }
            if has(Phase::Rollback) {
                <details class="back">
                    <summary>{ format!("If it goes wrong: back to {}", hop.from) }</summary>
                    { steps(hop, Phase::Rollback, done) }
                </details>
            }
            <p class="all">
                <CopyButton
                    what={format!("hop {number} as a script")}
                    text={Copyable::Script(hop.clone(), *shell)}
                />
                { " this hop as a script, which stops at each failure and waits at each check" }
            </p>
            <p class="all">
                <CopyButton
                    what={format!("all commands of hop {number}")}
                    text={Copyable::Commands(hop.clone(), *shell)}
                />
                { " only its commands, without stops" }
            </p>
            <p class="links">
                for (what, address) in &hop.links { { link(address, &linked(what)) } }
            </p>
        </details>
    }
}

/// What the steps themselves take care of, in one line that unfolds.
fn handled(hop: &Hop) -> Html {
    let risks: Vec<&Risk> = hop.handled().collect();
    if risks.is_empty() {
        return Html::default();
    }
    html! {
        <details class="handled">
            <summary>{ format!("Handled by this plan: {}", risks.len()) }</summary>
            { list(&risks) }
        </details>
    }
}

/// What a hop asks of its reader, and how that is meant.
fn badges(tally: &Tally) -> impl Iterator<Item = (&'static str, String)> {
    let all = [
        (Severity::Warning.name(), tally.must, "to do"),
        (Severity::Unknown.name(), tally.check, "to answer"),
    ];
    all.into_iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(level, count, words)| (level, format!("{count} {words}")))
}

/// The steps of a phase.
fn steps(hop: &Hop, phase: Phase, done: &[String]) -> Html {
    let title = match phase {
        Phase::Before => "Before",
        Phase::During => "During",
        Phase::After => "After",
        Phase::Rollback => "Rollback",
    };
    let of_phase = hop.steps.iter().filter(|step| step.phase == phase).map(|step| {
        let name = tick(hop, step);
        html! { <StepView step={Rc::new(step.clone())} tick={Tick::of(&name, done)} {name} /> }
    });
    html! {
        <>
            <p class="phase">{ title }</p>
            <ol class="steps">{ of_phase.collect::<Html>() }</ol>
        </>
    }
}

/// A step to show.
#[derive(PartialEq, Properties)]
pub struct StepViewProps {
    /// The step.
    pub step: Rc<Step>,
    /// The name of its tick.
    pub name: String,
    /// Whether it is done.
    pub tick: Tick,
}

/// A step: the box to tick, what it may run into, what is typed, what it is for, and what to wait for after it.
#[component]
pub fn StepView(props: &StepViewProps) -> Html {
    let host = use_host();
    let StepViewProps { step, name, tick } = props;
    let News { why, expect } = &step.news;
    let onchange = host.on({
        let name = name.clone();
        move |_| Action::Tick(name.clone())
    });
    html! {
        <li class={classes!(tick.class())}>
            <h4>
                <label>
                    <input type="checkbox" checked={*tick == Tick::Done} {onchange} />
                    { &step.title }
                </label>
            </h4>
            // What is done takes no room.
            if *tick == Tick::Open {
                { risks(step) }
                { change(step.manifest.as_ref()) }
                { command_lines(&step.commands) }
                if is_short(expect) {
                    { expected(expect) }
                }
                if !why.is_empty() || !is_short(expect) {
                    <details class="because">
                        <summary>{ if is_short(expect) { "Why" } else { "Why, and what it prints" } }</summary>
                        <p class="why">{ with_code(why) }</p>
                        if !is_short(expect) {
                            { expected(expect) }
                        }
                    </details>
                }
                if let Some(gate) = &step.gate {
                    <p class="gate" role="note">{ with_code(gate) }</p>
                }
            }
        </li>
    }
}

/// Whether what a step prints is said in a few words, which are read beside its commands.
fn is_short(expect: &str) -> bool {
    const MOST_WORDS: usize = 12;
    expect.split_ascii_whitespace().nth(MOST_WORDS).is_none()
}

fn expected(expect: &str) -> Html {
    if expect.is_empty() {
        return Html::default();
    }
    html! { <p class="expect"><b>{ "Successful output: " }</b>{ with_code(expect) }</p> }
}
