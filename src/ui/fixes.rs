//! Which releases have the fix of an issue: the panel that is asked, and what a hop brings and loses.

use std::rc::Rc;
use std::sync::Arc;

use yew::{Callback, Event, Html, Properties, component, html, use_state_eq};

use super::browser::event;
use super::context::use_host;
use super::fold::Fold;
use super::ids::FIXES;
use super::parts::{Panel, link, use_fold};
use super::same::Same;
use crate::changes::{Answer, Change, Difference, Installed, Issue, Question, Side};
use crate::diagnose::pairing::installed;
use crate::edition::Edition;
use crate::knowledge::Knowledge;
use crate::report::Report;

/// What is asked, and of what.
#[derive(PartialEq, Properties)]
pub struct FixesProps {
    /// What is known.
    pub knowledge: Same<Knowledge>,
    /// The report, which says what is installed.
    pub report: Rc<Report>,
}

/// A box for an issue, and the releases that have what it is about.
#[component]
pub fn Fixes(props: &FixesProps) -> Html {
    let host = use_host();
    let asked = use_state_eq(String::new);
    let Knowledge { catalog, changes, .. } = &*props.knowledge;
    if changes.span().is_none() {
        return Html::default();
    }
    let onchange = {
        let asked = asked.clone();
        Callback::from(move |event: Event| asked.set(event::value(&event)))
    };
    let here = props.report.installations.get(props.report.selected);
    let here = here.and_then(|(installation, _)| installed(installation, catalog));
    let hint = host.id("fixes-hint");
    html! {
        <Panel id={FIXES} title="Which release has a fix?">
            <label class="knob">
                <span>{ "Number or address of an issue" }</span>
                <input
                    type="search"
                    placeholder="6534"
                    spellcheck="false"
                    autocomplete="off"
                    aria-describedby={hint.clone()}
                    {onchange}
                />
            </label>
            <p id={hint} class="calm">{ "Press Enter. The answer is what the changelogs of open-source Gloo prove." }</p>
            <div aria-live="polite">
                if !asked.trim().is_empty() {
                    { answer(&asked, &props.knowledge, here) }
                }
            </div>
        </Panel>
    }
}

fn answer(asked: &str, Knowledge { catalog, changes, .. }: &Knowledge, here: Option<Installed>) -> Html {
    let Some(issue) = Issue::parse(asked) else {
        return html! { <p>{ "That is no issue. Write a number, its address or REPOSITORY#NUMBER." }</p> };
    };
    match changes.answer(catalog, &Question { issue, installed: here }) {
        Ok(answer) => found(&answer, here.map(|here| here.edition)),
        Err(why) => html! { <p>{ format!("{why}.") }</p> },
    }
}

/// What is known of an issue: first of what is installed, then of the lines of its edition, or of both.
fn found(answer: &Answer, edition: Option<Edition>) -> Html {
    let said =
        [answer.of_installed(), answer.unlisted(), answer.of_move(), answer.again(), answer.elsewhere()];
    let of_lines = |edition: Edition| {
        let lines = answer.of_lines(edition);
        html! {
            <>
                <h3>{ edition.to_string() }</h3>
                <ul>
                    if lines.is_empty() {
                        <li>{ "No release in the catalog has it." }</li>
                    }
                    for line in lines { <li>{ line }</li> }
                </ul>
            </>
        }
    };
    html! {
        <>
            <p><b>{ answer.title() }</b>{ " " }{ link(&answer.issue.link(), "Open the issue") }</p>
            for said in said.into_iter().flatten() { <p>{ said }</p> }
            for edition in Edition::ALL.into_iter().filter(|one| edition.is_none_or(|edition| edition == *one)) {
                { of_lines(edition) }
            }
        </>
    }
}

/// What a hop loses, with the issues. It is always in view: readers have to know it before the first step.
pub fn lost(difference: &Difference) -> Html {
    let lost = difference.parts().filter(|part| part.side == Side::Lost);
    lost.map(
        |part| html! { <p class="loses" role="note">{ part.sentence() }{ " " }{ issues(part.changes) }</p> },
    )
    .collect()
}

/// What a hop brings, folded. Nothing in it has to be done.
pub fn brought(difference: &Arc<Difference>) -> Html {
    let brought = difference.parts().filter(|part| part.side == Side::Brought);
    let brought: Vec<Html> =
        brought.map(|part| html! { <Brought verb={part.verb} difference={difference.clone()} /> }).collect();
    if brought.is_empty() {
        unread(difference)
    } else {
        html! { for one in brought { { one } } }
    }
}

/// Which changelogs were not read.
fn unread(difference: &Difference) -> Html {
    html! {
        if let Some(unread) = difference.unread() {
            <p class="calm">{ unread }</p>
        }
    }
}

/// What a hop brings, or may bring.
#[derive(PartialEq, Properties)]
struct BroughtProps {
    /// Which of both.
    verb: &'static str,
    difference: Arc<Difference>,
}

/// How much a hop brings, which unfolds to the issues. There may be hundreds, so they are only drawn once somebody looks.
#[component]
fn Brought(props: &BroughtProps) -> Html {
    let (fold, ontoggle) = use_fold();
    let Some(part) = props.difference.parts().find(|part| part.verb == props.verb) else {
        return Html::default();
    };
    html! {
        <details class="handled brought" {ontoggle}>
            <summary>{ part.sentence() }</summary>
            if fold == Fold::Open {
                <p>{ issues(part.changes) }</p>
                { unread(&props.difference) }
            }
        </details>
    }
}

fn issues(changes: &[Change]) -> Html {
    let issue = |Change { issue, .. }: &Change| {
        html! { <>{ link(&issue.link(), &issue.to_string()) }{ " " }</> }
    };
    html! { <span class="issues">{ changes.iter().map(issue).collect::<Html>() }</span> }
}
