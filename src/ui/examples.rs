//! Pastes to try the page with. They are files beside the page, fetched when one is chosen.

use yew::{Callback, Event, Html, component, html, use_state};

use super::browser::event;
use super::context::{Host, use_host};
use super::effects::files;
use super::fold::Fold;

/// A paste and what it shows.
pub struct Example {
    /// What it shows.
    pub title: &'static str,
    /// Its file, beside the program.
    pub path: &'static str,
}

/// All of them, the one that shows most first.
pub const EXAMPLES: [Example; 6] = [
    Example {
        title: "Enterprise, client one minor older, failing check",
        path: "examples/line-behind-and-failing.txt",
    },
    Example { title: "Client 1.2.0 on a 1.2.1 server", path: "examples/patch-behind.txt" },
    Example { title: "Enterprise 0.20.8 on open-source 0.20.13", path: "examples/enterprise-shortened.txt" },
    Example { title: "A healthy check", path: "examples/healthy-check.txt" },
    Example { title: "One JSON document (glooctl 1.17 and later)", path: "examples/document.txt" },
    Example { title: "No server found", path: "examples/no-server.txt" },
];

/// The examples, a button for each; `onchoose` hears that one was chosen.
pub fn example_buttons(host: &Host, onchoose: &Callback<()>) -> Html {
    let onclick = |path: &'static str| {
        let (host, onchoose) = (host.clone(), onchoose.clone());
        Callback::from(move |_| {
            files::take_example(&host, path);
            onchoose.emit(());
        })
    };
    html! {
        for example in EXAMPLES {
            <li><button type="button" onclick={onclick(example.path)}>{ example.title }</button></li>
        }
    }
}

/// The examples, folded. It is no `select`: there, an arrow key alone would take the place of what was pasted.
#[component]
pub fn ExamplesMenu() -> Html {
    let (host, menu) = (use_host(), use_state(|| Fold::Shut));
    let ontoggle = {
        let menu = menu.clone();
        Callback::from(move |event: Event| menu.set(event::fold(&event)))
    };
    let onchoose = {
        let menu = menu.clone();
        Callback::from(move |()| menu.set(Fold::Shut))
    };
    html! {
        <details class="menu" open={*menu == Fold::Open} {ontoggle}>
            <summary>{ "Examples" }</summary>
            <ul>{ example_buttons(&host, &onchoose) }</ul>
        </details>
    }
}
