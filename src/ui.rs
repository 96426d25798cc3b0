//! The page: the core's report, rendered with Yew.
//!
//! State changes in one place, [`state`], without a browser. [`browser`] alone talks to one. Everything
//! between is functions from a state to HTML; there are few components, because each of them costs
//! more to download than the panels in it.

mod action;
mod app;
pub mod browser;
mod controls;
mod element;
mod examples;
mod excerpt;
mod failures;
mod findings;
pub mod fragment;
mod hand_over;
mod kept;
mod lines;
mod manual;
mod pairing;
mod plan;
mod risk;
mod settings;
pub mod state;
mod ticks;
mod transcript;
mod verdict;

pub use app::{App, AppProps, Page, PageProps};

use element::On;
use state::{Action, State};
use yew::virtual_dom::ListenerKind;
use yew::{Callback, Event};

/// What a panel is rendered from.
#[derive(Clone, Copy)]
struct View<'a> {
    state: &'a State,
    /// Where actions go.
    on: &'a Callback<Action>,
}

impl View<'_> {
    /// Sends an action when an event of some kind happens.
    fn when(self, kind: ListenerKind, action: impl Fn(&Event) -> Action + 'static) -> On {
        let on = self.on.clone();
        On::new(kind, move |event| on.emit(action(&event)))
    }
}
