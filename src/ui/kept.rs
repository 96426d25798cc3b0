//! What was chosen, as text: it is kept for as long as the tab is open, so that a page that is loaded again writes
//! the same commands. What the installation is and where to go is told by the paste and by links instead.

use super::state::State;
use crate::command::Shell;
use crate::settings::{Helm, Named as _, Platform, Way};

/// Writes what was chosen, a line for each: a key, `=`, and the value. Nothing, where nothing was chosen.
#[must_use]
pub fn write(state: &State) -> String {
    let choices = &state.choices;
    let mut text = String::new();
    for (key, value) in [
        ("namespace", choices.namespace.as_deref()),
        ("release", choices.release.as_deref()),
        ("values", choices.values.as_deref()),
        ("platform", choices.platform.map(Platform::name)),
        ("helm", choices.helm.map(Helm::name)),
        ("shell", Some(choices.shell).filter(|shell| *shell != Shell::default()).map(Shell::name)),
        ("way", Some(choices.way).filter(|way| *way != Way::default()).map(Way::name)),
        ("explains", state.explains.then_some("yes")),
    ] {
        if let Some(value) = value {
            text.push_str(&format!("{key}={value}\n"));
        }
    }
    text
}

/// Reads what [`write`] wrote; what is not known there is passed over.
pub fn read(text: &str, state: &mut State) {
    let choices = &mut state.choices;
    for (key, value) in text.lines().filter_map(|line| line.split_once('=')) {
        let name = Some(value.to_owned());
        match key {
            "namespace" => choices.namespace = name,
            "release" => choices.release = name,
            "values" => choices.values = name,
            "platform" => choices.platform = Platform::parse(value),
            "helm" => choices.helm = Helm::parse(value),
            "shell" => choices.shell = Shell::parse(value).unwrap_or_default(),
            "way" => choices.way = Way::parse(value).unwrap_or_default(),
            "explains" => state.explains = true,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::state::{Action, Choice};

    fn chosen() -> State {
        let choices = [
            Choice::Namespace("edge = 1".to_owned()),
            Choice::Release("gw".to_owned()),
            Choice::Values("a b.yaml".to_owned()),
            Choice::Platform(Platform::parse("darwin-arm64")),
            Choice::Helm(Some(Helm::Four)),
            Choice::Shell(Shell::PowerShell),
            Choice::Way(Way::Canary),
        ];
        let chosen =
            choices.into_iter().fold(State::new(None), |state, choice| state.after(Action::Choose(choice)));
        chosen.after(Action::Explain)
    }

    #[test]
    fn what_was_chosen_comes_back() {
        let recalled = State::new(None).after(Action::Recall(write(&chosen())));
        assert_eq!((recalled.choices, recalled.explains), (chosen().choices, true));
    }

    #[test]
    fn nothing_is_kept_of_what_was_not_chosen_or_was_cleared() {
        assert_eq!(write(&State::new(None)), "");
        let pasted = State::new(None).after(Action::SetText("Client: {\"version\":\"1.18.1\"}".to_owned()));
        assert_eq!(write(&pasted), "");
        assert_eq!(write(&chosen().after(Action::Clear)), "explains=yes\n");
    }

    #[test]
    fn what_is_not_known_is_passed_over() {
        let state =
            State::new(None).after(Action::Recall("helm=5\nshell=\nrelease\n=\nother=1\n".to_owned()));
        assert_eq!((write(&state), state.choices), (String::new(), State::new(None).choices));
    }
}
