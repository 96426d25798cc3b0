//! A hop, and the steps of it.

use std::rc::Rc;

use yew::{Html, Properties, classes, component, html};

use crate::command::Shell;
use crate::plan::{Hop, News, Step};
use crate::rules::Phase;
use crate::ui::command::command_lines;
use crate::ui::context::use_host;
use crate::ui::copy::{CopyButton, Copyable};
use crate::ui::ids;
use crate::ui::parts::{link, with_code};
use crate::ui::risk::risks;
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
    /// The shell that commands are written for.
    pub shell: Shell,
    /// The steps that are done.
    pub done: Rc<[String]>,
}

/// A hop.
#[component]
pub fn HopView(props: &HopViewProps) -> Html {
    let host = use_host();
    let HopViewProps { hop, number, count, shell, done } = props;
    let id = host.id(&ids::hop(*number));
    let typed = hop.steps.iter().filter(|step| step.phase != Phase::Rollback).flat_map(|step| &step.commands);
    let script = typed.map(|command| shell.emit(command)).collect::<Vec<_>>().join("\n");
    let tally = hop.tally().words();
    html! {
        <section class="hop" aria-labelledby={id.clone()}>
            <h3 {id}>{ format!("Hop {number} of {count}: {}", hop.title()) }</h3>
            if let Some(words) = &hop.rehearsed {
                <p class="calm">{ words }</p>
            }
            if !tally.is_empty() {
                <p class="calm">{ format!("In this hop: {tally}.") }</p>
            }
            for phase in [Phase::Before, Phase::During, Phase::After] {
                { steps(hop, phase, done) }
            }
            <details>
                <summary>{ format!("If it goes wrong: back to {}", hop.from) }</summary>
                { steps(hop, Phase::Rollback, done) }
            </details>
            <p class="all">
                <CopyButton
                    what={format!("all commands of hop {number}")}
                    text={Copyable::Text(script.into())}
                />
                { " all commands of this hop, without the gates" }
            </p>
            <p class="links">
                for (what, address) in &hop.links { { link(address, &format!("{what} of {}", hop.to)) } }
            </p>
        </section>
    }
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
            <h4>{ title }</h4>
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

/// A step: what to wait for, the box to tick, what it is for, what it may run into, and what is typed.
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
            if let Some(gate) = &step.gate {
                <p class="gate">{ gate }</p>
            }
            <h5>
                <input
                    type="checkbox"
                    aria-label={format!("Done: {}", step.title)}
                    checked={*tick == Tick::Done}
                    {onchange}
                />
                { &step.title }
            </h5>
            if !why.is_empty() {
                <p class="why">{ with_code(why) }</p>
            }
            { risks(step) }
            // Commands of risks are above, each below its condition.
            if !step.commands.is_empty() {
                <p class="label">{ "Run:" }</p>
            }
            { command_lines(&step.commands) }
            if !expect.is_empty() {
                <p class="expect"><b>{ "Successful output: " }</b>{ with_code(expect) }</p>
            }
        </li>
    }
}
