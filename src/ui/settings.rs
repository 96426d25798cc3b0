//! The names that the commands use: what is not confirmed is marked as assumed, and can be changed.

use std::rc::Rc;

use yew::{Callback, Event, Html, InputEvent, Properties, component, html};

use super::browser::event;
use super::context::{Host, use_commands, use_host};
use super::parts::option;
use super::state::{Action, Choice};
use crate::command::Shell;
use crate::edition::Edition;
use crate::report::Report;
use crate::settings::{Choices, Helm, Named as _, Origin, Platform, Setting, Way};

/// What can be set.
#[derive(PartialEq, Properties)]
pub struct KnobsProps {
    /// The report, with what is used.
    pub report: Rc<Report>,
    /// What the user chose.
    pub choices: Rc<Choices>,
}

/// All that can be set.
#[component]
pub fn Knobs(props: &KnobsProps) -> Html {
    const ITSELF: &str = "glooctl upgrade";
    let host = use_host();
    let KnobsProps { report, choices } = props;
    let settings = &report.settings;
    let none = Setting { value: String::new(), origin: Origin::Chosen };
    let values = settings.values.as_ref().unwrap_or(&none);
    // How glooctl is fetched: by itself, or as a file for some kind of machine.
    let platforms: Vec<&'static str> =
        [ITSELF].into_iter().chain(Platform::ALL.iter().map(|platform| platform.name())).collect();
    html! {
        <div class="knobs">
            { knob(&host, "Namespace", choices.namespace.as_deref(), &settings.namespace, Chooser::Namespace) }
            { knob(&host, "Release name", choices.release.as_deref(), &settings.release, Chooser::Release) }
            { knob(&host, "Own values file", choices.values.as_deref(), values, Chooser::Values) }
            { picker(&host, "Helm", &["2", "3", "4"], settings.helm.name(), Chooser::Helm) }
            { picker(&host, "Shell", &["posix", "powershell"], settings.shell.name(), Chooser::Shell) }
            { picker(&host, "Way", &["in-place", "canary"], settings.way.name(), Chooser::Way) }
            { picker(&host, "Fetch glooctl", &platforms, choices.platform.map_or(ITSELF, Platform::name), Chooser::Platform) }
            <Explanations />
        </div>
    }
}

/// What a name that was typed or chosen is a choice of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chooser {
    /// The namespace.
    Namespace,
    /// The name of the Helm release.
    Release,
    /// The user's own values file.
    Values,
    /// The major version of Helm.
    Helm,
    /// The shell that the commands are read in.
    Shell,
    /// How the new version takes over.
    Way,
    /// The machine that glooctl is for.
    Platform,
    /// The installed edition.
    Edition,
    /// The installed version.
    From,
}

impl Chooser {
    fn of(self, name: String) -> Choice {
        match self {
            Self::Namespace => Choice::Namespace(name),
            Self::Release => Choice::Release(name),
            Self::Values => Choice::Values(name),
            Self::Helm => Choice::Helm(Helm::parse(&name)),
            Self::Shell => Choice::Shell(Shell::parse(&name).unwrap_or_default()),
            Self::Way => Choice::Way(Way::parse(&name).unwrap_or_default()),
            Self::Platform => Choice::Platform(Platform::parse(&name)),
            Self::Edition => Choice::Edition(Edition::parse(&name)),
            Self::From => Choice::From(name),
        }
    }

    /// The listener that makes a choice of what is in a control.
    pub fn on<E: AsRef<Event> + 'static>(self, host: &Host) -> Callback<E> {
        host.on(move |event: E| Action::Choose(self.of(event::value(event.as_ref()))))
    }
}

/// One switch for all commands: a button at each would double the way of the keyboard through the plan.
#[component]
fn Explanations() -> Html {
    const NAME: &str = "Explain commands";
    let (host, shown) = (use_host(), use_commands());
    let onchange = host.on(|_| Action::Explain);
    html! {
        <label class="knob">
            <input type="checkbox" aria-label={NAME} checked={shown.explains} {onchange} />
            <span>{ NAME }</span>
        </label>
    }
}

/// A name as it is typed; what is used instead, where it can't be, stands in the commands.
fn knob(host: &Host, label: &str, typed: Option<&str>, setting: &Setting, choice: Chooser) -> Html {
    let oninput = choice.on::<InputEvent>(host);
    let origin = match setting.origin {
        Origin::Assumed => "assumed",
        Origin::Pasted => "from the paste",
        Origin::Chosen => "",
    };
    html! {
        <label class="knob" data-origin={origin}>
            <span>{ label }</span>
            <input
                type="text"
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                value={typed.unwrap_or(&setting.value).to_owned()}
                {oninput}
            />
            <small>{ origin }</small>
        </label>
    }
}

/// A choice among a few names.
pub fn picker(host: &Host, label: &str, names: &[&'static str], chosen: &str, choice: Chooser) -> Html {
    let onchange = choice.on::<Event>(host);
    html! {
        <label class="knob">
            <span>{ label }</span>
            <select {onchange}>
                for name in names { { option(name, chosen, name) } }
            </select>
        </label>
    }
}
