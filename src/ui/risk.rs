//! What an upgrade may run into, and what holds at every upgrade.

use std::rc::Rc;

use yew::{Event, Html, Properties, component, html};

use super::command::{CommandLine, command_lines};
use super::context::use_host;
use super::copy::{CopyButton, Copyable};
use super::parts::{reference, with_code};
use super::place::Place;
use super::state::{Action, Choice};
use crate::command::Command;
use crate::evidence::Evidence;
use crate::plan::{Plan, Points, Questions, Risk, Step};
use crate::rules::Impact;
use crate::settings::Reply;

/// The risks of a step: what has to be done, then, folded, what is to be answered, what is good to know, and what does
/// not apply.
pub fn risks(step: &Step) -> Html {
    let Points { must, check, know, ruled_out, .. } = step.points();
    let open: usize = check.iter().map(|questions| questions.risks.len()).sum();
    html! {
        <>
            if !must.is_empty() {
                { list(&must) }
            }
            if open > 0 {
                <details class="asked">
                    <summary>{ format!("To answer: {open}") }</summary>
                    for questions in &check { { asked(questions) } }
                </details>
            }
            for (risks, words) in [(&know, "Good to know"), (&ruled_out, "Does not apply")] {
                if !risks.is_empty() {
                    <details>
                        <summary>{ format!("{words}: {}", risks.len()) }</summary>
                        { list(risks) }
                    </details>
                }
            }
        </>
    }
}

/// Risks, each with its own question.
pub fn list<'a>(risks: impl IntoIterator<Item = &'a &'a Risk>) -> Html {
    html! {
        <ul class="risks">
            for risk in risks {
                <RiskView ask={risk.ask.clone()} risk={Rc::new(Risk::clone(risk))} />
            }
        </ul>
    }
}

/// The risks whose questions one command answers, after it.
fn asked(questions: &Questions<'_>) -> Html {
    let (risks, own) = (&questions.risks, questions.own());
    html! {
        <>
            if let Some(ask) = questions.shared() {
                <p class="label">{ format!("One command answers these {} questions:", risks.len()) }</p>
                <CommandLine command={ask.clone()} />
            }
            <ul class="risks">
                for risk in risks {
                    <RiskView ask={own.cloned()} risk={Rc::new(Risk::clone(risk))} />
                }
            </ul>
        </>
    }
}

/// A risk to show.
#[derive(PartialEq, Properties)]
pub struct RiskViewProps {
    /// The risk.
    pub risk: Rc<Risk>,
    /// The command that answers its question, where it is typed for this risk alone.
    pub ask: Option<Command>,
}

/// A risk, folded: its question, what it means and what fixes it.
#[component]
pub fn RiskView(props: &RiskViewProps) -> Html {
    let risk = &*props.risk;
    // The words and colours are those of findings, since they mean the same to a reader.
    let (level, word) = match risk.impact {
        Impact::Breaking => ("error", "Breaking"),
        Impact::Action => ("warning", "To do"),
        Impact::Note => ("note", "Note"),
    };
    // What is unknown is a question, and looks like nothing else.
    let (level, word) = if risk.applies.is_none() { ("unknown", "Does this apply?") } else { (level, word) };
    let title = if risk.applies.is_none() { &risk.question } else { &risk.title };
    let applies = if risk.applies == Some(false) { "does not apply" } else { "" };
    let values = risk.yaml().join("\n");
    html! {
        <li>
            <details class="risk" data-level={level}>
                <summary>
                    <b class="sev">{ word }</b>
                    { " " }
                    { with_code(title) }
                    { " " }
                    <small>{ applies }</small>
                </summary>
                // What is known is not asked.
                if risk.applies.is_none() {
                    <p class="question">{ with_code(&risk.title) }</p>
                    { command_lines(&props.ask) }
                }
                if risk.question.is_empty() {
                    { places(risk) }
                } else {
                    <AnswerView risk={props.risk.clone()} />
                }
                <p class="why">{ with_code(&risk.text) }</p>
                if !values.is_empty() {
                    <p class="label">
                        { risk.merging() }
                        { " " }
                        <CopyButton what="these values" text={Copyable::Text(values.clone().into())} />
                    </p>
                    <pre class="values">{ values }</pre>
                }
                if !risk.commands.is_empty() {
                    <p class="label">{ risk.condition() }</p>
                }
                { command_lines(&risk.commands) }
                { reference(&risk.reference) }
            </details>
        </li>
    }
}

/// The answer to the question of a risk: by hand, or from the paste.
#[component]
pub fn AnswerView(props: &AnswerViewProps) -> Html {
    let host = use_host();
    let risk = &*props.risk;
    let name = host.id(&format!("answer-{}", risk.id));
    let given = risk.answer.as_ref().map(|answer| answer.value);
    let choose = |reply: Option<Reply>| {
        let id = risk.id.clone();
        host.on(move |_: Event| Action::Choose(Choice::Answer(id.clone(), reply)))
    };
    html! {
        <fieldset class="answer">
            <legend class="unseen">{ &risk.question }</legend>
            for (words, reply) in [("Yes", Some(Reply::Yes)), ("No", Some(Reply::No)), ("Unknown", None)] {
                <label>
                    <input type="radio" name={name.clone()} checked={given == reply} onchange={choose(reply)} />
                    { words }
                </label>
            }
            { places(risk) }
        </fieldset>
    }
}

/// Where the answer is read.
fn places(risk: &Risk) -> Html {
    html! {
        for evidence in risk.answer.iter().flat_map(|answer| &answer.evidence) {
            if let Evidence::Lines(span) = evidence {
                <small>{ "from " }<Place span={*span} of={risk.title.clone()} /></small>
            }
        }
    }
}

/// A risk whose question is answered, or is not.
#[derive(PartialEq, Properties)]
pub struct AnswerViewProps {
    /// The risk.
    pub risk: Rc<Risk>,
}

/// What holds at every upgrade.
pub fn advice(plan: &Plan) -> Html {
    if plan.advice.is_empty() && plan.tips.is_empty() {
        return Html::default();
    }
    html! {
        <details class="words">
            <summary>{ "Good to know at every upgrade" }</summary>
            { list(&plan.advice.iter().collect::<Vec<_>>()) }
            <ul>
                for tip in &plan.tips {
                    <li>
                        <h5>{ &tip.title }</h5>
                        <p class="why">{ with_code(&tip.text) }</p>
                        { reference(&tip.reference) }
                    </li>
                }
            </ul>
        </details>
    }
}
