//! Findings by severity, each with the lines it rests on, and what is missing.

use std::rc::Rc;

use yew::Html;
use yew::virtual_dom::ListenerKind;

use super::element::{self, On, el, text, text_in};
use super::state::Action;
use super::{View, browser, controls};
use crate::diagnose::{Diagnostic, Message, Severity, Step};
use crate::evidence::Evidence;
use crate::gather::Gather as _;
use crate::report::Missing;
use crate::transcript::Span;

pub(super) fn panel(view: View<'_>) -> Html {
    let report = &view.state.report;
    if report.is_empty() && report.diagnostics.is_empty() {
        return Html::default();
    }
    let count = text_in("span", "count", &format!(" {}", report.diagnostics.len()));
    let mut children: Vec<Html> =
        report.diagnostics.iter().map(|diagnostic| finding(view, diagnostic)).gather();
    if children.is_empty() {
        children.push(text_in("p", "calm", "Nothing to point out."));
    }
    element::panel("findings", element::all(vec![text("Findings"), count]), children)
}

/// What to do, in order, where that is more than one thing.
fn steps(view: View<'_>, diagnostic: &Diagnostic) -> Option<Html> {
    let item = |step: &Step| {
        let mut children = vec![text_in("p", "", &step.words)];
        for command in &step.commands {
            children.push(controls::command(view, command));
        }
        el("li", "", children)
    };
    let items: Vec<Html> = diagnostic.steps.iter().map(item).gather();
    (!items.is_empty()).then(|| el("ol", "", items))
}

fn finding(view: View<'_>, diagnostic: &Diagnostic) -> Html {
    let lines: Rc<[Span]> = diagnostic.lines().collect();
    let dark: Rc<[Span]> = Rc::default();
    let code = &*diagnostic.code.id();
    let title = vec![
        text_in("span", "sev", diagnostic.severity.label()),
        text(" "),
        text(&diagnostic.title),
        text(" "),
        text_in("span", "code", code),
        diagnostic
            .subject
            .cluster
            .as_ref()
            .map_or_else(Html::default, |name| text_in("small", "where", name)),
    ];
    let mut children = vec![el("h3", "", title), text_in("p", "", &diagnostic.detail)];
    if diagnostic.messages.is_empty() {
        children.push(el(
            "p",
            "meta",
            diagnostic.evidence.iter().map(|evidence| source(view, evidence)).gather(),
        ));
    } else {
        children.push(el(
            "ul",
            "messages",
            diagnostic.messages.iter().map(|said| message(view, said)).gather(),
        ));
    }
    if diagnostic.severity == Severity::Error {
        children.push(text_in("p", "meta", "Blocks the upgrade."));
    }
    if !diagnostic.help.is_empty() {
        children.push(text_in("p", "", &diagnostic.help));
    }
    children.extend(diagnostic.command.as_ref().map(|command| controls::command(view, command)));
    children.extend(steps(view, diagnostic));
    let first = lines.iter().map(|span| span.start).min();
    // The pointer only passes by; what has the keyboard is looked at.
    let listeners = vec![
        light(view, ListenerKind::onmouseenter, &lines, None),
        light(view, ListenerKind::onmouseleave, &dark, None),
        light(view, ListenerKind::onfocusin, &lines, first),
        light(view, ListenerKind::onfocusout, &dark, None),
    ];
    let is_looked_at = view.state.caret.is_some_and(|line| diagnostic.rests_on_line(line));
    let class = if is_looked_at { "at" } else { "" };
    // Links and lines lead here, so the keyboard can be put here.
    let values = [code, class, diagnostic.severity.name(), "-1"];
    element::listening("article", &["id", "class", "data-level", "tabindex"], &values, listeners, children)
}

/// Lights lines when something happens, and brings one into view.
fn light(view: View<'_>, kind: ListenerKind, lines: &Rc<[Span]>, shown: Option<usize>) -> On {
    let lines = lines.clone();
    view.when(kind, move |_| {
        if let Some(line) = shown {
            browser::scroll_in_frame(&controls::line_id(line));
        }
        Action::Light(lines.clone())
    })
}

/// A message of the check, word for word.
fn message(view: View<'_>, message: &Message) -> Html {
    let section = message.section.as_ref().map(|section| text_in("span", "", &format!("section {section}")));
    let often =
        Some(&message.often).filter(|often| !often.is_empty()).map(|often| text_in("span", "", often));
    let place = std::iter::once(controls::place(view, message.span)).chain(section).chain(often).gather();
    el("li", "", vec![text_in("samp", "", &message.text), el("p", "meta", place)])
}

fn source(view: View<'_>, evidence: &Evidence) -> Html {
    match evidence {
        Evidence::Lines(span) => controls::place(view, *span),
        Evidence::Catalog(row) => text_in("span", "", &format!("catalog: {row}")),
        Evidence::Said(what) => text_in("span", "", &format!("your choice of {what}")),
    }
}

/// What would sharpen the answer, and the command that prints it.
pub(super) fn missing(view: View<'_>) -> Html {
    let report = &view.state.report;
    if report.missing.is_empty() || report.is_empty() {
        return Html::default();
    }
    let item = |missing: &Missing| {
        let what = text_in("p", "", &format!("Missing: {}. {}", missing.what, missing.why));
        el("li", "", vec![what, controls::command(view, &missing.command)])
    };
    let items = report.missing.iter().map(item).gather();
    element::panel("missing", text("What would show more"), vec![el("ul", "", items)])
}
