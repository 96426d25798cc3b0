//! What an upgrade may run into, and what holds at every upgrade.

use std::rc::Rc;

use yew::{Html, Properties, component, html};

use super::command::{CommandLine, command_lines};
use super::copy::{CopyButton, Copyable};
use super::parts::{reference, with_code};
use crate::command::Command;
use crate::plan::{Plan, Points, Questions, Risk, Step};
use crate::rules::Impact;

/// The risks of a step: what has to be done and checked, then, folded, what is good to know or does not apply.
pub fn risks(step: &Step) -> Html {
    let Points { must, check, know, ruled_out } = step.points();
    html! {
        <>
            if !must.is_empty() {
                { list(&must) }
            }
            for questions in &check { { asked(questions) } }
            for (risks, words) in [(&know, "Good to know"), (&ruled_out, "Ruled out by what was pasted")] {
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
fn list<'a>(risks: impl IntoIterator<Item = &'a &'a Risk>) -> Html {
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
    let applies = match risk.applies {
        Some(true) => "",
        Some(false) => "does not apply",
        None => "can\u{2019}t tell",
    };
    let values = risk.yaml().join("\n");
    html! {
        <li>
            <details class="risk" data-level={level}>
                <summary>
                    <b class="sev">{ word }</b>
                    { " " }
                    { with_code(&risk.title) }
                    { " " }
                    <small>{ applies }</small>
                </summary>
                // What is known is not asked.
                if risk.applies.is_none() {
                    <p class="question">{ with_code(&risk.question) }</p>
                    { command_lines(&props.ask) }
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
