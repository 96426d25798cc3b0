//! Commands: their text in one piece, and what their parts do.

use yew::{Html, Properties, component, html};

use super::context::use_commands;
use super::copy::{CopyButton, Copyable};
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
    let explained = match (shown.explains, shown.looked_at.as_deref() == Some(&text)) {
        (true, _) => Some("parts"),
        (false, true) => Some("parts over"),
        (false, false) => None,
    };
    html! {
        <div class="cmd">
            <code><b>{ program }</b>{ rest }</code>
            <CopyButton what={format!("command: {text}")} text={Copyable::Text(text.clone().into())} />
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
