//! Markup that several panels share.

use yew::{AttrValue, Html, Properties, component, html};

use super::context::use_host;

/// A part of the page with a heading of its own.
#[derive(PartialEq, Properties)]
pub struct PanelProps {
    /// The name that links and hosts know it by.
    pub id: &'static str,
    /// Its heading.
    pub title: AttrValue,
    /// How many things are in it, where that is worth a number.
    #[prop_or_default]
    pub count: Option<usize>,
    /// What is in it.
    pub children: Html,
}

/// A part of the page with a heading of its own.
#[component]
pub fn Panel(props: &PanelProps) -> Html {
    let host = use_host();
    let heading = host.id(&format!("{}-title", props.id));
    html! {
        <section id={host.id(props.id)} class={props.id} aria-labelledby={heading.clone()}>
            <h2 id={heading}>
                { &props.title }
                if let Some(count) = props.count {
                    <span class="count">{ format!(" {count}") }</span>
                }
            </h2>
            { props.children.clone() }
        </section>
    }
}

/// Leads out of the page, and tells nobody where one comes from.
pub fn link(address: &str, words: &str) -> Html {
    html! { <a href={address.to_owned()} target="_blank" rel="noreferrer">{ words }</a> }
}

/// Where something is written, if that is known.
pub fn reference(address: &str) -> Html {
    if address.is_empty() {
        return Html::default();
    }
    html! { <p class="source">{ link(address, "Source") }</p> }
}

/// Words in backquotes are what is typed or printed.
pub fn with_code(words: &str) -> Html {
    let piece = |(index, piece): (usize, &str)| {
        if index % 2 == 0 {
            html! { { piece } }
        } else {
            html! { <samp>{ piece }</samp> }
        }
    };
    words.split('`').enumerate().map(piece).collect()
}

/// One of the options to select from.
pub fn option(value: &str, chosen: &str, words: &str) -> Html {
    html! { <option value={value.to_owned()} selected={value == chosen}>{ words }</option> }
}
