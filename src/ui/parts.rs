//! Markup that several panels share.

use yew::{AttrValue, Callback, Event, Html, Properties, component, hook, html, use_state_eq};

use super::browser::event;
use super::context::use_host;
use super::fold::Fold;

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

/// The sign of the program, as in `static/icon.svg`. It is no file, so that it is there wherever the page is.
pub fn mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
            <rect width="24" height="24" rx="5" fill="#0b6e6e" />
            <g fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round">
                <path d="M4.5 16a7.5 7.5 0 1 1 15 0" />
                <path d="M12 16 16.5 8.5" />
            </g>
            <circle cx="12" cy="16" r="2.8" fill="#fff" />
        </svg>
    }
}

/// Whether something that unfolds is open, shut at first, and what follows it: for what is drawn once somebody looks.
#[hook]
pub fn use_fold() -> (Fold, Callback<Event>) {
    let fold = use_state_eq(|| Fold::Shut);
    let is = *fold;
    (is, Callback::from(move |event: Event| fold.set(event::fold(&event))))
}
