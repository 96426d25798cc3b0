//! Commands: their text in one piece, and what their parts do.

use yew::{Callback, Html, MouseEvent, Properties, component, html, use_state};

use super::context::use_commands;
use super::copy::{CopyButton, Copyable};
use super::fold::Fold;
use crate::command::Command;
use crate::rules::explain::explain;

/// A command to show.
#[derive(PartialEq, Properties)]
pub struct CommandLineProps {
    /// The command.
    pub command: Command,
}

/// A command: its text, the button that copies it, and what its parts do, where that is wanted.
#[component]
pub fn CommandLine(props: &CommandLineProps) -> Html {
    let shown = use_commands();
    let text = shown.shell.emit(&props.command);
    let (program, _) = text.split_once(' ').unwrap_or((&text, ""));
    let rest = text.get(program.len()..).unwrap_or_default();
    // Whether its parts stay explained when it is not looked at any more.
    let pinned = use_state(|| Fold::Shut);
    let explained = match (shown.explains || *pinned == Fold::Open, shown.looked_at.as_deref() == Some(&text))
    {
        (true, _) => Some("parts"),
        (false, true) => Some("parts over"),
        (false, false) => None,
    };
    let onclick = {
        let pinned = pinned.clone();
        Callback::from(move |_: MouseEvent| pinned.set(pinned.other()))
    };
    html! {
        <div class="cmd">
            <code><b>{ program }</b>{ rest }</code>
            <CopyButton what={format!("command: {text}")} text={Copyable::Text(text.clone().into())} />
            // The keyboard has this from the button that copies, and one switch explains all commands.
            if !shown.explains {
                <button type="button" class="what" tabindex="-1" aria-label="Explain this command" aria-expanded={(*pinned == Fold::Open).to_string()} {onclick}>
                    { "?" }
                </button>
            }
            if let Some(class) = explained {
                <dl {class}>
                    for (part, said) in explain(&props.command, &shown.knowledge.rules) {
                        <dt>{ part }</dt>
                        <dd>{ said }</dd>
                    }
                </dl>
            }
        </div>
    }
}

/// Several commands, one after the other.
pub fn command_lines<'a>(commands: impl IntoIterator<Item = &'a Command>) -> Html {
    html! {
        for command in commands {
            <CommandLine command={command.clone()} />
        }
    }
}
