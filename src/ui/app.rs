//! The page in a browser: the one state, and the effects that go with it.

use std::rc::Rc;

use yew::{AppHandle, Html, Properties, Renderer, component, html, use_memo, use_reducer};

use super::browser::{self, Element, Root, time};
use super::context::Host;
use super::effects::learning::{DataFiles, use_data_files};
use super::effects::looking::{Keyboard, use_keyboard, use_link};
use super::effects::{keeping, reading};
use super::fragment::Fragment;
use super::mount::{Mount, Standing};
use super::page::Page;
use super::state::{Action, State};

/// Mounts a page in an element, whose content it replaces. `base` is the address of the folder that its files lie in,
/// which is where the program came from. What was typed into a box that is there already is taken over.
pub fn mount(root: Element, base: &str, standing: Standing) -> AppHandle<App> {
    let place = Root::from(root.clone());
    let pasted = place.typed().into();
    let keyboard = if place.has_focus_in_box() { Keyboard::Box } else { Keyboard::Elsewhere };
    let mount = Mount::new(place, base, standing);
    let props = AppProps { files: DataFiles::request(&mount), mount, pasted, keyboard };
    Renderer::<App>::with_root_and_props(root, props).render()
}

/// What the page is started with.
#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    /// Where it lives.
    pub mount: Mount,
    /// What it knows, once that is there.
    pub files: DataFiles,
    /// What was pasted before it started.
    pub pasted: Rc<str>,
    /// Who had the keyboard then.
    pub keyboard: Keyboard,
}

/// The page in a browser.
#[component]
pub fn App(props: &AppProps) -> Html {
    let mount = &props.mount;
    let asked = use_memo(mount.standing(), |standing| asked(*standing));
    let state = use_reducer(|| start(props, &asked));
    let host = Host { mount: mount.clone(), dispatch: state.dispatcher().into() };
    use_data_files(&props.files, &host);
    reading::use_reader(&host, &state);
    keeping::use_kept(mount, &state);
    use_keyboard(mount, props.keyboard);
    use_link(mount, &state, &asked);
    html! { <Page state={Rc::new(State::clone(&state))} {host} /> }
}

/// What the address asks for. That of a document of somebody else's is not for the page.
fn asked(standing: Standing) -> Fragment {
    match standing {
        Standing::Owner => Fragment::parse(&browser::fragment()),
        Standing::Guest => Fragment::default(),
    }
}

/// The state that the page begins with.
fn start(props: &AppProps, asked: &Fragment) -> State {
    let address = match props.mount.standing() {
        Standing::Owner => browser::address(),
        Standing::Guest => props.mount.address(""),
    };
    // The core has no clock.
    let state = State { address: address.into(), ..State::new(time::today()) };
    let state = state.after(Action::SetText(props.pasted.to_string()));
    keeping::recall(&props.mount, &state).after(Action::Follow(asked.clone()))
}
