//! Nothing to paste, or only half: the user's own word for edition and version.

use std::rc::Rc;

use yew::{Html, InputEvent, Properties, component, html};

use super::context::use_host;
use super::settings::{Chooser, picker, same};
use crate::edition::Edition;
use crate::settings::Choices;

/// What was said by hand.
#[derive(PartialEq, Properties)]
pub struct ManualProps {
    /// What the user chose.
    pub choices: Rc<Choices>,
    /// The version as it was typed, which may not be one.
    pub typed_version: Rc<str>,
}

/// Edition and version by hand.
#[component]
pub fn Manual(props: &ManualProps) -> Html {
    const UNKNOWN: &str = "choose";
    let host = use_host();
    let ManualProps { choices, typed_version } = props;
    let known = Edition::ALL.map(|edition| (edition.name(), edition.to_string()));
    let editions = [same(UNKNOWN)].into_iter().chain(known);
    let (is_invalid, hint) = if !typed_version.trim().is_empty() && choices.from.is_none() {
        ("true", "That is not the number of a release; one looks like 1.18.10 or 1.17.0-beta14.")
    } else {
        ("false", "What you paste overrides these.")
    };
    let hint_id = host.id("manual-hint");
    html! {
        <details class="manual">
            <summary>{ "Nothing to paste? Choose a version" }</summary>
            <div class="knobs">
                { picker(&host, "Installed edition", editions, choices.edition.map_or(UNKNOWN, Edition::name), Chooser::Edition) }
                <label class="knob">
                    <span>{ "Installed version" }</span>
                    <input
                        type="text"
                        placeholder="1.18.10"
                        spellcheck="false"
                        autocomplete="off"
                        aria-invalid={is_invalid}
                        aria-describedby={hint_id.clone()}
                        value={typed_version.clone()}
                        oninput={Chooser::From.on::<InputEvent>(&host)}
                    />
                </label>
            </div>
            <p id={hint_id} class="calm">{ hint }</p>
        </details>
    }
}
