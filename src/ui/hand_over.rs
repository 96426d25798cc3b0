//! Handing the result on, as text that the user puts where it is wanted.

use std::rc::Rc;

use web_sys::HtmlDetailsElement;
use yew::virtual_dom::ListenerKind;
use yew::{Html, TargetCast as _};

use super::element::{self, el, el_with, text, text_in};
use super::state::Action;
use super::{View, controls, fragment};
use crate::report::Report;
use crate::report::text::{Detail, Style, render};

pub(super) fn panel(view: View<'_>) -> Html {
    let report = &view.state.report;
    if report.is_empty() {
        return Html::default();
    }
    let what = " as a ticket in Markdown: the versions, the findings with the messages of the check, which name your resources, and the plan. Nothing else of the paste is in it.";
    let plan = report.plan.as_ref().map_or_else(Html::default, |plan| {
        let link = format!("{}{}", view.state.address, fragment::link(plan));
        let what = " a link to this plan. It says edition, version and target, and nothing of the paste.";
        el("p", "", vec![controls::copy(view, &link, "link"), text(what)])
    });
    let known = view.state.shows_ticket.then(|| ticket(report));
    let made = report.clone();
    let copy = controls::copy_made(view, "as ticket", move || ticket(&made));
    let children = vec![el("p", "", vec![copy, text(what)]), plan, shown(view, known)];
    element::panel("hand-over", text("Hand over"), children)
}

fn ticket(report: &Report) -> Rc<str> {
    render(report, Style::Markdown, Detail::Brief).into()
}

/// What would be copied; it is only written out while somebody looks at it.
fn shown(view: View<'_>, ticket: Option<Rc<str>>) -> Html {
    let ontoggle = view.when(ListenerKind::ontoggle, |event| {
        Action::ShowTicket(event.target_unchecked_into::<HtmlDetailsElement>().open())
    });
    // It scrolls, so the keyboard has to reach it.
    let names = &["class", "tabindex"];
    let text = ticket.map(|ticket| el_with("pre", names, &["ticket", "0"], vec![text(&ticket)]));
    let children = vec![text_in("summary", "", "What will be copied"), text.unwrap_or_default()];
    element::listening("details", &[], &[], vec![ontoggle], children)
}
