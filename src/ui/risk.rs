//! What an upgrade may run into, and what upgraders are told besides.

use yew::Html;

use super::element::{self, el, el_with, link, text, text_in, with_code};
use super::{View, controls};
use crate::gather::Gather as _;
use crate::plan::{Plan, Risk, Step};
use crate::rules::Impact;

/// The risks of a step: those that apply or may, then those that the paste rules out.
pub(super) fn risks(view: View<'_>, step: &Step) -> Html {
    if step.risks.is_empty() {
        return Html::default();
    }
    let is_open = |risk: &&Risk| risk.applies != Some(false);
    let open = step.risks.iter().filter(is_open).map(|one| risk(view, one)).gather();
    let ruled_out: Vec<Html> =
        step.risks.iter().filter(|risk| !is_open(risk)).map(|one| risk(view, one)).gather();
    let mut children = vec![el("ul", "risks", open)];
    if !ruled_out.is_empty() {
        let summary = format!("{} more, ruled out by what was pasted", ruled_out.len());
        children.push(element::details("", &summary, vec![el("ul", "risks", ruled_out)]));
    }
    element::all(children)
}

fn risk(view: View<'_>, risk: &Risk) -> Html {
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
    let summary = vec![
        text_in("b", "sev", word),
        text(" "),
        with_code(&risk.title),
        text(" "),
        text_in("small", "", applies),
    ];
    let mut children = vec![el("summary", "", summary)];
    // What is known is not asked.
    if risk.applies.is_none() {
        children.push(el("p", "question", vec![with_code(&risk.question)]));
        children.extend(risk.ask.iter().map(|ask| controls::command(view, ask)));
    }
    children.push(el("p", "why", vec![with_code(&risk.text)]));
    if !risk.values.is_empty() {
        let values = risk.values.iter().map(|value| el("li", "", vec![text_in("samp", "", value)])).gather();
        children.push(text_in("p", "label", "Values of the chart"));
        children.push(el("ul", "values", values));
    }
    if !risk.commands.is_empty() {
        children.push(text_in("p", "label", risk.condition()));
    }
    children.extend(risk.commands.iter().map(|command| controls::command(view, command)));
    children.push(reference(&risk.reference));
    let names = &["class", "data-level"];
    el("li", "", vec![el_with("details", names, &["risk", level], children)])
}

/// What upgraders are told besides.
pub(super) fn tips(plan: &Plan) -> Html {
    if plan.tips.is_empty() {
        return Html::default();
    }
    let told = plan.tips.iter().map(|tip| {
        let body = el("p", "why", vec![with_code(&tip.text)]);
        el("li", "", vec![text_in("h5", "", &tip.title), body, reference(&tip.reference)])
    });
    element::details("words", "Good to know before an upgrade", vec![el("ul", "", told.gather())])
}

fn reference(address: &str) -> Html {
    if address.is_empty() {
        return Html::default();
    }
    el("p", "source", vec![link(address, "Where that is written")])
}
