//! A page with nothing but a word: what every Yew page takes to start.

use yew::{Html, Renderer, component, html};

/// The word.
#[component]
fn Empty() -> Html {
    html! { <p id="ready">{ "Ready." }</p> }
}

fn main() {
    Renderer::<Empty>::new().render();
}
