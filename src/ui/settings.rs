//! The names and tools that the commands are written for: what is not confirmed is marked as assumed, and can be
//! changed.

use std::rc::Rc;

use yew::{Callback, Event, Html, InputEvent, MouseEvent, Properties, component, html};

use super::browser::event;
use super::command::CommandLine;
use super::context::{Host, use_commands, use_host};
use super::ids::SETTINGS;
use super::parts::option;
use super::state::{Action, Choice, Named};
use crate::command::Shell;
use crate::delivery::Delivery;
use crate::edition::Edition;
use crate::plan::Plan;
use crate::report::Report;
use crate::settings::{Choices, Helm, Named as _, Origin, Platform, Setting, Settings, Way};

/// What can be set.
#[derive(PartialEq, Properties)]
pub struct SettingsProps {
    /// The report, with what is used.
    pub report: Rc<Report>,
    /// What the user chose.
    pub choices: Rc<Choices>,
}

/// All that can be set: folded, in a sentence.
#[component]
pub fn SettingsPanel(props: &SettingsProps) -> Html {
    const ITSELF: &str = "glooctl upgrade";
    let host = use_host();
    let SettingsProps { report, choices } = props;
    let Some(plan) = report.plan.as_ref().filter(|plan| !plan.is_empty()) else {
        return Html::default();
    };
    let heading = host.id("settings-title");
    let settings = &report.settings;
    let none = Setting { value: String::new(), origin: Origin::Chosen, pasted: None };
    let values = settings.values.as_ref().unwrap_or(&none);
    // How glooctl is fetched: by itself, or as a file for some kind of machine.
    let files =
        Platform::ALL.iter().map(|platform| (platform.name(), format!("download for {}", platform.name())));
    let platforms: Vec<(&str, String)> = [(ITSELF, ITSELF.to_owned())].into_iter().chain(files).collect();
    html! {
        <section id={host.id(SETTINGS)} class="settings" aria-labelledby={heading.clone()}>
            <details>
            <summary>
                <h2 id={heading}>{ "Commands are written for" }</h2>
                // What is changed here changes commands elsewhere, and this says so.
                <span role="status">{ in_short(settings) }</span>
            </summary>
            <div class="knobs">
                { knob(&host, "Namespace", choices.namespace.as_deref(), &settings.namespace, Chooser::Namespace) }
                { knob(&host, "Release name", choices.release.as_deref(), &settings.release, Chooser::Release) }
                { knob(&host, "Your values file", choices.values.as_deref(), values, Chooser::Values) }
                { picker(&host, "Delivered by", Delivery::ALL.map(|tool| (tool.name(), tool.product().to_owned())), settings.delivery.name(), Chooser::DeliveredBy) }
                { picker(&host, "Helm", ["2", "3", "4"].map(same), settings.helm.name(), Chooser::Helm) }
                { picker(&host, "Shell", SHELLS.map(|shell| (shell.name(), shell_words(shell).to_owned())), settings.shell.name(), Chooser::Shell) }
                { picker(&host, "Strategy", ["in-place", "canary"].map(same), settings.way.name(), Chooser::Way) }
                { picker(&host, "Install glooctl with", platforms, choices.platform.map_or(ITSELF, Platform::name), Chooser::Platform) }
                <Explanations />
            </div>
            { assumptions(plan) }
            </details>
        </section>
    }
}

/// `namespace gloo-system, release gloo (assumed), Helm 3, bash or zsh`; the tool in place of Helm, where one delivers it
pub fn in_short(settings: &Settings) -> String {
    let mark = |setting: &Setting| match setting.origin {
        Origin::Assumed => format!("{} (assumed)", setting.value),
        Origin::Pasted | Origin::Chosen => setting.value.clone(),
    };
    let by = match settings.delivery {
        Delivery::Helm => format!("Helm {}", settings.helm.name()),
        tool => tool.product().to_owned(),
    };
    format!(
        "namespace {}, release {}, {by}, {}",
        mark(&settings.namespace),
        mark(&settings.release),
        shell_words(settings.shell)
    )
}

const SHELLS: [Shell; 2] = [Shell::Posix, Shell::PowerShell];

/// The shells by the names that people know.
const fn shell_words(shell: Shell) -> &'static str {
    match shell {
        Shell::Posix => "bash or zsh",
        Shell::PowerShell => "PowerShell",
    }
}

/// An option that is shown as it is named.
pub fn same(name: &'static str) -> (&'static str, String) {
    (name, name.to_owned())
}

/// What is assumed, and the commands that show it.
fn assumptions(plan: &Plan) -> Html {
    html! {
        <details class="assumptions">
            <summary>{ "What the commands assume, and how to find out" }</summary>
            <ul>
                for assumption in &plan.assumptions {
                    <li>
                        <p>{ format!("{}: {}", assumption.what, assumption.value) }</p>
                        <CommandLine command={assumption.ask.clone()} />
                    </li>
                }
            </ul>
        </details>
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
    /// What delivers the chart.
    DeliveredBy,
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
            Self::DeliveredBy => Choice::DeliveredBy(Delivery::parse(&name)),
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

/// A name as it is typed. One that can't be used is marked, with what the commands use instead.
fn knob(host: &Host, label: &str, typed: Option<&str>, setting: &Setting, choice: Chooser) -> Html {
    let oninput = choice.on::<InputEvent>(host);
    let is_refused = typed.map(str::trim).is_some_and(|typed| !typed.is_empty() && typed != setting.value);
    let origin = match setting.origin {
        Origin::Assumed => "assumed",
        Origin::Pasted => "from the paste",
        Origin::Chosen => "set by you",
    };
    let named = match choice {
        Chooser::Namespace => Some(Named::Namespace),
        Chooser::Release => Some(Named::Release),
        _ => None,
    };
    let other = named.zip(setting.pasted.as_ref());
    html! {
        <label class="knob" data-origin={origin}>
            <span>{ label }</span>
            <input
                type="text"
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                aria-invalid={is_refused.then_some("true")}
                value={typed.unwrap_or(&setting.value).to_owned()}
                // What is used while the box is empty.
                placeholder={setting.value.clone()}
                {oninput}
            />
            if is_refused {
                <small role="alert">{ format!("not a name that can be used; commands use {}", or_none(&setting.value)) }</small>
            } else if !setting.value.is_empty() {
                <small>{ origin }</small>
            }
            if let Some((named, pasted)) = other {
                <small>
                    { format!("the paste says {pasted} ") }
                    <button
                        type="button"
                        class="place"
                        onclick={host.on(move |_: MouseEvent| Action::Choose(Choice::TakePasted(named)))}
                    >
                        { "use that" }
                    </button>
                </small>
            }
        </label>
    }
}

fn or_none(value: &str) -> &str {
    if value.is_empty() { "none" } else { value }
}

/// A choice among a few options, each with its name and its words.
pub fn picker(
    host: &Host,
    label: &str,
    options: impl IntoIterator<Item = (&'static str, String)>,
    chosen: &str,
    choice: Chooser,
) -> Html {
    let onchange = choice.on::<Event>(host);
    html! {
        <label class="knob">
            <span>{ label }</span>
            <select {onchange}>
                for (name, words) in options { { option(name, chosen, &words) } }
            </select>
        </label>
    }
}
