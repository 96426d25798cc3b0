//! Pastes to try the page with. They are files beside the page, fetched when one is chosen.

use yew::{Callback, Html, MouseEvent, component, html};

use super::browser::event;
use super::context::{Host, use_host};
use super::effects::files;

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

/// The examples, a button for each; `onchoose` hears the click that chose one.
pub fn example_buttons(host: &Host, onchoose: &Callback<MouseEvent>) -> Html {
    let onclick = |path: &'static str| {
        let (host, onchoose) = (host.clone(), onchoose.clone());
        Callback::from(move |click| {
            files::take_example(&host, path);
            onchoose.emit(click);
        })
    };
    html! {
        for example in EXAMPLES {
            <li><button type="button" onclick={onclick(example.path)}>{ example.title }</button></li>
        }
    }
}

/// The examples, folded. It is no `select`: there, an arrow key alone would take the place of what was pasted.
///
/// Whether it is open is the element's own state: its toggle event comes later than the click on an example can.
#[component]
pub fn ExamplesMenu() -> Html {
    let host = use_host();
    let onchoose = Callback::from(|click: MouseEvent| event::shut_details(&click));
    html! {
        <details class="menu">
            <summary>{ "Examples" }</summary>
            <ul>{ example_buttons(&host, &onchoose) }</ul>
        </details>
    }
}
