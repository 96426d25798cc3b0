//! The failures that are known, for whoever looks for one without a paste.

use yew::Html;
use yew::virtual_dom::ListenerKind;

use super::element::{self, el, el_with, text, text_in};
use super::state::Action;
use super::{View, browser};
use crate::failures::{Failure, Remedy};
use crate::gather::Gather as _;

/// The panel, for those who lead to it.
pub(super) const ID: &str = "failures";

/// More results nobody reads: another word finds less.
const MOST: usize = 20;

pub(super) fn panel(view: View<'_>) -> Html {
    let (failures, sought) = (&view.state.knowledge.failures, &view.state.sought);
    let count = failures.iter().count();
    if count == 0 {
        return Html::default();
    }
    let oninput = view.when(ListenerKind::oninput, |event| Action::Seek(browser::value(event)));
    let names = &["type", "placeholder", "spellcheck", "autocomplete"];
    let values = ["search", "immutable", "false", "off"];
    let typed = element::typed("input", names, &values, vec![oninput], sought);
    let knob = el("label", "knob", vec![text_in("span", "", "Words, a code or a message"), typed]);
    let found = failures.search(sought);
    let said = match found.len() {
        _ if sought.trim().is_empty() => format!("{count} failures are known."),
        0 => "No known failure has these words.".to_owned(),
        1 => "1 failure.".to_owned(),
        more if more > MOST => format!("{more} failures; the first {MOST} are shown."),
        more => format!("{more} failures."),
    };
    let said = el_with("p", &["class", "aria-live"], &["calm", "polite"], vec![text(&said)]);
    let is_only = found.len() == 1;
    let results = found.into_iter().take(MOST).map(|failure| result(failure, is_only)).gather();
    let children = vec![knob, said, el("div", "results", results)];
    element::panel(ID, text("Known failures"), children)
}

/// One of the failures that were found.
fn result(failure: &Failure, is_open: bool) -> Html {
    let Failure { code, title, meaning, causes, confirm, fix, .. } = failure;
    let address = format!("#failure={code}");
    let link = el_with("a", &["href"], &[&address], vec![text(code)]);
    let mut children = vec![text_in("summary", "", &format!("{code} {title}")), text_in("p", "", meaning)];
    if !causes.is_empty() {
        children.push(text_in("p", "", "It may have happened because of this:"));
        children.push(el("ul", "", causes.iter().map(|cause| text_in("li", "", cause)).gather()));
    }
    if !confirm.is_empty() {
        children.push(text_in("p", "", "To confirm it:"));
        children.push(typed(confirm));
    }
    if !fix.is_empty() {
        children.push(text_in("p", "", "To fix it:"));
        children.push(el("ol", "", fix.iter().map(remedy).gather()));
    }
    children.push(el("p", "meta", vec![text("Link to this: "), link]));
    let names: &[&str] = if is_open { &["class", "open"] } else { &["class"] };
    el_with("details", names, &["failure", ""], children)
}

fn remedy(remedy: &Remedy) -> Html {
    let commands = if remedy.commands.is_empty() { Html::default() } else { typed(&remedy.commands) };
    el("li", "", vec![text_in("p", "", &remedy.what), commands])
}

/// What is typed, with names in braces that only the user knows: so it is no command to copy.
fn typed(lines: &[String]) -> Html {
    el("pre", "", vec![text_in("code", "", &lines.join("\n"))])
}
