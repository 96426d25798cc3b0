//! Buttons that copy, and what is said of it.

use std::rc::Rc;

use yew::{AttrValue, Callback, Html, Properties, component, html};

use super::context::{use_commands, use_host};
use super::effects::handing;
use super::export::Export;
use super::state::{Copied, State};
use crate::command::Shell;
use crate::plan::Hop;
use crate::report::script::script;
use crate::rules::Phase;

/// What a button copies.
#[derive(Clone, Debug, PartialEq)]
pub enum Copyable {
    /// A text.
    Text(AttrValue),
    /// A report as it is handed on, which is only written when it is wanted.
    Export(Export),
    /// A hop as a script, which is only written when it is wanted, too.
    Script(Rc<Hop>, Shell),
    /// The commands of a hop alone, without those of its rollback.
    Commands(Rc<Hop>, Shell),
}

impl Copyable {
    /// The text.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.to_string(),
            Self::Export(export) => export.text(),
            Self::Script(hop, shell) => script(hop, *shell),
            Self::Commands(hop, shell) => {
                let steps = hop.steps.iter().filter(|step| step.phase != Phase::Rollback);
                let commands = steps.flat_map(|step| &step.commands).map(|command| shell.emit(command));
                commands.collect::<Vec<_>>().join("\n")
            }
        }
    }
}

/// A button that copies a text.
#[derive(PartialEq, Properties)]
pub struct CopyButtonProps {
    /// What the text is, for those who do not see what stands beside the button.
    pub what: AttrValue,
    /// The text.
    pub text: Copyable,
}

/// A button that copies a text.
#[component]
pub fn CopyButton(props: &CopyButtonProps) -> Html {
    let (host, shown) = (use_host(), use_commands());
    let name = Rc::<str>::from(format!("Copy {}", props.what));
    let mark = match &shown.copied {
        Some((copied, Copied::Yes)) if *copied == name => " \u{2713}",
        Some((copied, Copied::No)) if *copied == name => " \u{2717}",
        _ => "",
    };
    let onclick = {
        let (name, text) = (name.clone(), props.text.clone());
        Callback::from(move |_| handing::copy(&host, name.clone(), text.text()))
    };
    html! {
        <button type="button" class="copy" aria-label={name} {onclick}>
            { "Copy" }
            <span aria-hidden="true">{ mark }</span>
        </button>
    }
}

/// Says what came of the last copy to those who do not see the mark.
pub fn copy_status(state: &State) -> Html {
    let said = match state.copied {
        Some((_, Copied::Yes)) => "Copied.",
        Some((_, Copied::No)) => "The browser did not allow to copy. Select the text instead.",
        None => "",
    };
    // A reader only hears what differs from before.
    let again = if state.copies.is_multiple_of(2) { "\u{a0}" } else { "" };
    html! { <p class="unseen" role="status">{ said }{ again }</p> }
}
