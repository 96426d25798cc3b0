//! Handing the result on, as text that the user puts where it is wanted.

use yew::Html;

use super::element::{self, el, el_with, text};
use super::{View, controls};
use crate::report::text::{Style, render};

pub(super) fn panel(view: View<'_>) -> Html {
    let report = &view.state.report;
    if report.is_empty() {
        return Html::default();
    }
    let ticket = render(report, Style::Markdown);
    let what = " as a ticket in Markdown: the versions, the findings with the messages of the check, which name your resources, and the plan. Nothing else of the paste is in it.";
    // It scrolls, so the keyboard has to reach it.
    let shown = el_with("pre", &["class", "tabindex"], &["ticket", "0"], vec![text(&ticket)]);
    let children = vec![
        el("p", "", vec![controls::copy(view, &ticket, "as ticket"), text(what)]),
        element::details("", "What will be copied", vec![shown]),
    ];
    element::panel("hand-over", text("Hand over"), children)
}
