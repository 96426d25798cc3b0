//! The names that the commands use: what is not confirmed is marked as assumed, and can be changed.

use yew::Html;
use yew::virtual_dom::ListenerKind;

use super::element::{self, el, el_with, text_in};
use super::state::{Action, Choice};
use super::{View, browser};
use crate::command::Shell;
use crate::gather::Gather as _;
use crate::settings::{Helm, Named as _, Origin, Platform, Setting, Way};

pub(super) fn row(view: View<'_>) -> Html {
    let (settings, choices) = (&view.state.report.settings, &view.state.choices);
    let none = Setting { value: String::new(), origin: Origin::Chosen };
    let values = settings.values.as_ref().unwrap_or(&none);
    let knobs = vec![
        knob(view, "Namespace", choices.namespace.as_deref(), &settings.namespace, Choice::Namespace),
        knob(view, "Release name", choices.release.as_deref(), &settings.release, Choice::Release),
        knob(view, "Own values file", choices.values.as_deref(), values, Choice::Values),
        picker(view, "Helm", &["2", "3", "4"], settings.helm.name(), |name| Choice::Helm(Helm::parse(name))),
        picker(view, "Shell", &["posix", "powershell"], settings.shell.name(), |name| {
            Choice::Shell(Shell::parse(name).unwrap_or_default())
        }),
        picker(view, "Way", &["in-place", "canary"], settings.way.name(), |name| {
            Choice::Way(Way::parse(name).unwrap_or_default())
        }),
        glooctl(view, choices.platform),
        explanations(view),
    ];
    el("div", "knobs", knobs)
}

/// One switch for all commands: a button at each would double the way of the keyboard through the plan.
fn explanations(view: View<'_>) -> Html {
    let onchange = view.when(ListenerKind::onchange, |_| Action::Explain);
    let name = "Explain commands";
    let tick = element::tick(name, onchange, view.state.explains);
    el("label", "knob", vec![tick, text_in("span", "", name)])
}

/// A name as it is typed; what is used instead, where it can't be, stands in the commands.
fn knob(
    view: View<'_>,
    label: &'static str,
    typed: Option<&str>,
    setting: &Setting,
    choice: fn(String) -> Choice,
) -> Html {
    let oninput =
        view.when(ListenerKind::oninput, move |event| Action::Choose(choice(browser::value(event))));
    let origin = match setting.origin {
        Origin::Assumed => "assumed",
        Origin::Pasted => "from the paste",
        Origin::Chosen => "",
    };
    let names = &["type", "spellcheck", "autocomplete", "autocapitalize"];
    let content = typed.unwrap_or(&setting.value);
    let typed = element::typed("input", names, &["text", "false", "off", "off"], vec![oninput], content);
    let children = vec![text_in("span", "", label), typed, text_in("small", "", origin)];
    el_with("label", &["class", "data-origin"], &["knob", origin], children)
}

/// A choice among a few names.
pub(super) fn picker(
    view: View<'_>,
    label: &'static str,
    names: &[&'static str],
    chosen: &str,
    choice: fn(&str) -> Choice,
) -> Html {
    let onchange =
        view.when(ListenerKind::onchange, move |event| Action::Choose(choice(&browser::value(event))));
    let options = names.iter().map(|name| element::option(name, *name == chosen, name)).gather();
    let select = element::listening("select", &[], &[], vec![onchange], options);
    el("label", "knob", vec![text_in("span", "", label), select])
}

/// How glooctl is fetched: by itself, or as a file for some kind of machine.
fn glooctl(view: View<'_>, platform: Option<Platform>) -> Html {
    const ITSELF: &str = "glooctl upgrade";
    let mut names = vec![ITSELF];
    names.extend(Platform::ALL.iter().map(|platform| platform.name()));
    let chosen = platform.map_or(ITSELF, |platform| platform.name());
    picker(view, "Fetch glooctl", &names, chosen, |name| Choice::Platform(Platform::parse(name)))
}
