//! Nothing to paste, or only half: the user's own word for edition and version.

use web_sys::{HtmlInputElement, InputEvent};
use yew::{Callback, Html, TargetCast as _, html};

use super::element::{self, el, el_with, text};
use super::state::{Action, Choice};
use super::{View, settings};
use crate::edition::Edition;

pub(super) fn panel(view: View<'_>) -> Html {
    const UNKNOWN: &str = "choose";
    let state = view.state;
    let on = view.on.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        on.emit(Action::Choose(Choice::From(event.target_unchecked_into::<HtmlInputElement>().value())));
    });
    let mut editions = vec![UNKNOWN];
    editions.extend(Edition::ALL.map(Edition::name));
    let chosen = state.choices.edition.map_or(UNKNOWN, Edition::name);
    let is_wrong = !state.typed_version.trim().is_empty() && state.choices.from.is_none();
    let hint = if is_wrong {
        "That is not the number of a release; one looks like 1.18.10 or 1.17.0-beta14."
    } else {
        "What a paste says counts first; this fills what it leaves open."
    };
    let version = html! {
        <label class="knob">
            <span>{ "Installed version" }</span>
            <input type="text" value={state.typed_version.to_string()} {oninput} placeholder="1.18.10" spellcheck="false"
                autocomplete="off" aria-invalid={is_wrong.to_string()} aria-describedby="manual-hint" />
        </label>
    };
    let edition = settings::picker(view, "Installed edition", &editions, chosen, |name| {
        Choice::Edition(Edition::parse(name))
    });
    let hint = el_with("p", &["id", "class"], vec!["manual-hint".into(), "calm".into()], vec![text(hint)]);
    element::details("manual", "Nothing to paste?", vec![el("div", "knobs", vec![edition, version]), hint])
}
