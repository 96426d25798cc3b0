//! What all parts of a page need, handed down as contexts.

use std::rc::Rc;

use yew::{AttrValue, Callback, hook, use_context};

use super::mount::Mount;
use super::same::Same;
use super::state::{Action, Copied, State};
use crate::command::Shell;
use crate::knowledge::Knowledge;

/// Where a page lives, and where its actions go. It stays the same for as long as the page lives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Host {
    /// Where the page lives.
    pub mount: Mount,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

impl Host {
    /// The listener that turns an event into an action.
    pub fn on<E: 'static>(&self, action: impl Fn(E) -> Action + 'static) -> Callback<E> {
        self.dispatch.reform(action)
    }

    /// The identifier of a part of the page.
    #[must_use]
    pub fn id(&self, part: &str) -> AttrValue {
        self.mount.id(part)
    }
}

/// The host of the page that a component is part of.
#[hook]
pub fn use_host() -> Host {
    use_context::<Host>().unwrap_or_default()
}

/// What the texts are called, and which of them is in the box.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PaperContext {
    names: Rc<[Rc<str>]>,
    /// The place of the one in the box.
    pub shown: usize,
}

impl From<&State> for PaperContext {
    fn from(state: &State) -> Self {
        let names = state.papers.iter().map(|paper| paper.name.clone()).collect();
        Self { names, shown: state.papers.place() }
    }
}

impl PaperContext {
    /// The name of the text at a place, where it has to be said which one is meant.
    #[must_use]
    pub fn name(&self, place: usize) -> Option<&str> {
        self.names.get(place).filter(|_| self.names.len() > 1).map(|name| &**name)
    }
}

/// The texts of the page, by their names.
#[hook]
pub fn use_papers() -> PaperContext {
    use_context().unwrap_or_default()
}

/// How commands are shown. It changes while the pointer moves, so only commands and their buttons ask for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommandContext {
    /// The shell that they are written for.
    pub shell: Shell,
    /// What the parts of a command do.
    pub knowledge: Same<Knowledge>,
    /// Whether the parts of all commands are explained.
    pub explains: bool,
    /// The command that is looked at, whose parts are explained too.
    pub looked_at: Option<Rc<str>>,
    /// The name of the button that copied last, and whether that worked.
    pub copied: Option<(Rc<str>, Copied)>,
}

impl From<&State> for CommandContext {
    fn from(state: &State) -> Self {
        Self {
            shell: state.report.settings.shell,
            knowledge: state.knowledge.clone(),
            explains: state.explains,
            looked_at: state.looked_at.clone(),
            copied: state.copied.clone(),
        }
    }
}

/// How the commands of the page are shown.
#[hook]
pub fn use_commands() -> CommandContext {
    use_context().unwrap_or_default()
}
