//! The result in two sentences, before everything else.

use yew::Html;

use super::element::{el, el_with, text, text_in};
use super::examples::EXAMPLES;
use super::{View, controls, transcript};
use crate::command::Command;
use crate::gather::Gather as _;
use crate::report::Level;

pub(super) fn panel(view: View<'_>) -> Html {
    let verdict = &view.state.report.verdict;
    let is_empty = verdict.level == Level::Empty;
    let (title, detail) = if !is_empty {
        (verdict.title.as_str(), verdict.detail.as_str())
    } else if view.state.text.trim().is_empty() {
        (
            "Paste what glooctl printed.",
            "It is read here, in this tab: which versions are installed, how they pair, what fails, and the commands that upgrade them.",
        )
    } else {
        (
            verdict.title.as_str(),
            "The text stays in the box. Paste the output of one of these commands, with or without the prompt.",
        )
    };
    let mut children =
        vec![el_with("h2", &["id"], &["verdict-title"], vec![text(title)]), text_in("p", "", detail)];
    if is_empty {
        let asked =
            ["version", "check"].map(|word| controls::command(view, &Command::new("glooctl", &[word])));
        children.extend(asked);
        children.push(text_in("p", "", "Or see what the page makes of an example:"));
        children.push(el(
            "ul",
            "try",
            EXAMPLES.iter().map(|example| transcript::example(view, example)).gather(),
        ));
    }
    let names = &["id", "class", "data-level", "aria-labelledby", "aria-live"];
    let values = ["verdict", "verdict", verdict.level.name(), "verdict-title", "polite"];
    el_with("section", names, &values, children)
}
