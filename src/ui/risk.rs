//! What an upgrade may run into, and what holds at every upgrade.

use yew::Html;

use super::element::{self, el, el_with, link, text, text_in, with_code};
use super::{View, controls};
use crate::command::Command;
use crate::gather::Gather as _;
use crate::plan::{Plan, Points, Questions, Risk, Step};
use crate::rules::Impact;

/// The risks of a step: what has to be done and checked, then, folded, what is good to know or does not apply.
pub(super) fn risks(view: View<'_>, step: &Step) -> Html {
    let all = |risks: &[&Risk]| {
        el("ul", "risks", risks.iter().map(|one| risk(view, one, one.ask.as_ref())).gather())
    };
    let folded = |risks: &[&Risk], words: &str| match risks.len() {
        0 => Html::default(),
        count => element::details("", &format!("{words}: {count}"), vec![all(risks)]),
    };
    let Points { must, check, know, ruled_out } = step.points();
    let mut children = Vec::new();
    if !must.is_empty() {
        children.push(all(&must));
    }
    children.extend(check.iter().map(|questions| asked(view, questions)));
    children.push(folded(&know, "Good to know"));
    children.push(folded(&ruled_out, "Ruled out by what was pasted"));
    element::all(children)
}

/// The risks whose questions one command answers, after it.
fn asked(view: View<'_>, questions: &Questions<'_>) -> Html {
    let (risks, own) = (&questions.risks, questions.own());
    let mut children = Vec::new();
    if let Some(ask) = questions.shared() {
        children.push(text_in(
            "p",
            "label",
            &format!("One command answers these {} questions:", risks.len()),
        ));
        children.push(controls::command(view, ask));
    }
    children.push(el("ul", "risks", risks.iter().map(|one| risk(view, one, own)).gather()));
    element::all(children)
}

fn risk(view: View<'_>, risk: &Risk, ask: Option<&Command>) -> Html {
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
        children.extend(ask.map(|ask| controls::command(view, ask)));
    }
    children.push(el("p", "why", vec![with_code(&risk.text)]));
    let values = risk.yaml();
    if !values.is_empty() {
        let values = values.join("\n");
        let copy = controls::copy(view, &values, "these values");
        children.push(el("p", "label", vec![text(risk.merging()), text(" "), copy]));
        children.push(text_in("pre", "values", &values));
    }
    if !risk.commands.is_empty() {
        children.push(text_in("p", "label", risk.condition()));
    }
    children.extend(risk.commands.iter().map(|command| controls::command(view, command)));
    children.push(reference(&risk.reference));
    let names = &["class", "data-level"];
    el("li", "", vec![el_with("details", names, &["risk", level], children)])
}

/// What holds at every upgrade.
pub(super) fn general(view: View<'_>, plan: &Plan) -> Html {
    let advice: Vec<Html> = plan.advice.iter().map(|one| risk(view, one, one.ask.as_ref())).gather();
    let tips = plan.tips.iter().map(|tip| {
        let body = el("p", "why", vec![with_code(&tip.text)]);
        el("li", "", vec![text_in("h5", "", &tip.title), body, reference(&tip.reference)])
    });
    let tips: Vec<Html> = tips.gather();
    if advice.is_empty() && tips.is_empty() {
        return Html::default();
    }
    let children = vec![el("ul", "risks", advice), el("ul", "", tips)];
    element::details("words", "Good to know at every upgrade", children)
}

fn reference(address: &str) -> Html {
    if address.is_empty() {
        return Html::default();
    }
    el("p", "source", vec![link(address, "Where that is written")])
}
