//! The names that the commands use: what is not confirmed is marked as assumed, and can be changed.

use web_sys::{HtmlInputElement, HtmlSelectElement, InputEvent};
use yew::{Callback, Event, Html, TargetCast as _, html};

use super::View;
use super::element::el;
use super::state::{Action, Choice};
use crate::settings::{Helm, Origin, Platform, Setting};

pub(super) fn row(view: View<'_>) -> Html {
    let (settings, choices) = (&view.state.report.settings, &view.state.choices);
    let none = Setting { value: String::new(), origin: Origin::Chosen };
    let values = settings.values.as_ref().unwrap_or(&none);
    let knobs = vec![
        knob(view, "Namespace", choices.namespace.as_deref(), &settings.namespace, Choice::Namespace),
        knob(view, "Release name", choices.release.as_deref(), &settings.release, Choice::Release),
        knob(view, "Own values file", choices.values.as_deref(), values, Choice::Values),
        picker(view, "Helm", &Helm::ALL.map(Helm::name), settings.helm.name(), |name| {
            Choice::Helm(Helm::parse(name))
        }),
        glooctl(view, choices.platform),
    ];
    el("div", "knobs", knobs)
}

/// A name as it is typed; what is used instead, where it can't be, stands in the commands.
fn knob(
    view: View<'_>,
    label: &'static str,
    typed: Option<&str>,
    setting: &Setting,
    choice: fn(String) -> Choice,
) -> Html {
    let on = view.on.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        on.emit(Action::Choose(choice(event.target_unchecked_into::<HtmlInputElement>().value())));
    });
    let origin = match setting.origin {
        Origin::Assumed => "assumed",
        Origin::Pasted => "from the paste",
        Origin::Chosen => "",
    };
    html! {
        <label class="knob" data-origin={origin}>
            <span>{ label }</span>
            <input type="text" value={typed.unwrap_or(&setting.value).to_owned()} {oninput} spellcheck="false" autocomplete="off" autocapitalize="off" />
            <small>{ origin }</small>
        </label>
    }
}

/// A choice among a few names.
pub(super) fn picker(
    view: View<'_>,
    label: &'static str,
    names: &[&'static str],
    chosen: &str,
    choice: fn(&str) -> Choice,
) -> Html {
    let on = view.on.clone();
    let onchange = Callback::from(move |event: Event| {
        on.emit(Action::Choose(choice(&event.target_unchecked_into::<HtmlSelectElement>().value())));
    });
    let option =
        |name: &&'static str| html! { <option value={*name} selected={*name == chosen}>{ *name }</option> };
    html! {
        <label class="knob"><span>{ label }</span><select {onchange}>{ for names.iter().map(option) }</select></label>
    }
}

/// How glooctl is fetched: by itself, or as a file for some kind of machine.
fn glooctl(view: View<'_>, platform: Option<Platform>) -> Html {
    const ITSELF: &str = "glooctl upgrade";
    let mut names = vec![ITSELF];
    names.extend(Platform::ALL.map(Platform::name));
    let chosen = platform.map_or(ITSELF, Platform::name);
    picker(view, "Fetch glooctl", &names, chosen, |name| Choice::Platform(Platform::parse(name)))
}
