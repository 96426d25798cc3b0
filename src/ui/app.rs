//! The page in a browser: the one state, and the effects that go with it.

use std::rc::Rc;

use yew::{Callback, Html, Properties, component, html, use_effect_with, use_mut_ref, use_reducer};

use super::browser::{self, Element, Root, time};
use super::context::Host;
use super::effects::learning::{DataFiles, use_data_files};
use super::effects::looking::{Keyboard, use_goal, use_keyboard, use_link};
use super::effects::{keeping, reading, telling};
use super::fragment::Fragment;
use super::mount::{Mount, Standing};
use super::news::News;
use super::page::Page;
use super::state::{Action, State};

/// A text that whoever mounted the page puts into the box. The same text given again is another one.
#[derive(Clone, Debug)]
pub struct Given(Rc<str>);

impl From<String> for Given {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl PartialEq for Given {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What the page is started with, and what whoever mounted it may change later: `given` and `asked`.
#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    /// Where it lives.
    pub mount: Mount,
    /// What it knows, once that is there.
    pub files: DataFiles,
    /// What is in the box. An empty text takes back what was chosen, too.
    pub given: Given,
    /// What is asked for.
    pub asked: Fragment,
    /// Who had the keyboard before it started.
    pub keyboard: Keyboard,
    /// Whom it tells what becomes of it.
    pub news: Callback<News>,
}

impl AppProps {
    /// What a page in an element starts with, whose content it will replace. What was typed into a box that is there
    /// already is taken over.
    #[must_use]
    pub fn new(root: &Element, mount: Mount, asked: Fragment, news: Callback<News>) -> Self {
        let place = Root::from(root.clone());
        let keyboard = if place.has_focus_in_box() { Keyboard::Box } else { Keyboard::Elsewhere };
        let given = Given::from(place.typed());
        Self { files: DataFiles::request(&mount), mount, given, asked, keyboard, news }
    }
}

/// The page in a browser.
#[component]
pub fn App(props: &AppProps) -> Html {
    let mount = &props.mount;
    let state = use_reducer(|| start(props));
    let host = Host { mount: mount.clone(), dispatch: state.dispatcher().into() };
    use_data_files(&props.files, &host);
    reading::use_reader(&host, &state);
    keeping::use_kept(mount, &state);
    telling::use_news(&props.news, &state);
    use_keyboard(mount, props.keyboard);
    use_link(mount, &state);
    use_goal(mount, &state);
    // The state began with what was there then.
    let taken = use_mut_ref(|| (props.given.clone(), props.asked.clone()));
    let dispatch = host.dispatch.clone();
    use_effect_with((props.given.clone(), props.asked.clone()), move |(given, asked)| {
        let mut taken = taken.borrow_mut();
        let is_reset = *given != taken.0 && given.0.is_empty();
        if is_reset {
            dispatch.emit(Action::Clear);
        } else if *given != taken.0 {
            dispatch.emit(Action::Replace(given.0.to_string()));
        }
        if is_reset || *asked != taken.1 {
            dispatch.emit(Action::Follow(asked.clone()));
        }
        *taken = (given.clone(), asked.clone());
    });
    html! { <Page state={Rc::new(State::clone(&state))} {host} /> }
}

/// The state that the page begins with.
fn start(props: &AppProps) -> State {
    let address = match props.mount.standing() {
        Standing::Owner => browser::address(),
        Standing::Guest => props.mount.home().to_owned(),
    };
    // The core has no clock.
    let state = State { address: address.into(), ..State::new(time::today()) };
    let state = state.after(Action::SetText(props.given.0.to_string()));
    keeping::recall(&props.mount, &state).after(Action::Follow(props.asked.clone()))
}
