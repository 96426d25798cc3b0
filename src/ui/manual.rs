//! Nothing to paste, or only half: the user's own word for edition and version.

use yew::Html;
use yew::virtual_dom::ListenerKind;

use super::element::{self, el, el_with, text, text_in};
use super::state::{Action, Choice};
use super::{View, browser, settings};
use crate::edition::Edition;

pub(super) fn panel(view: View<'_>) -> Html {
    const UNKNOWN: &str = "choose";
    let state = view.state;
    let oninput =
        view.when(ListenerKind::oninput, |event| Action::Choose(Choice::From(browser::value(event))));
    let mut editions = vec![UNKNOWN];
    editions.extend(Edition::ALL.map(Edition::name));
    let chosen = state.choices.edition.map_or(UNKNOWN, Edition::name);
    let is_wrong = !state.typed_version.trim().is_empty() && state.choices.from.is_none();
    let hint = if is_wrong {
        "That is not the number of a release; one looks like 1.18.10 or 1.17.0-beta14."
    } else {
        "What a paste says counts first; this fills what it leaves open."
    };
    let names = &["type", "placeholder", "spellcheck", "autocomplete", "aria-invalid", "aria-describedby"];
    let is_wrong = if is_wrong { "true" } else { "false" };
    let values = ["text", "1.18.10", "false", "off", is_wrong, "manual-hint"];
    let typed = element::typed("input", names, &values, vec![oninput], &state.typed_version);
    let version = el("label", "knob", vec![text_in("span", "", "Installed version"), typed]);
    let edition = settings::picker(view, "Installed edition", &editions, chosen, |name| {
        Choice::Edition(Edition::parse(name))
    });
    let hint = el_with("p", &["id", "class"], &["manual-hint", "calm"], vec![text(hint)]);
    element::details("manual", "Nothing to paste?", vec![el("div", "knobs", vec![edition, version]), hint])
}
