//! Where something is in the texts.

use yew::{AttrValue, Html, MouseEvent, Properties, component, html};

use super::context::{use_host, use_papers};
use super::state::Action;
use crate::transcript::Span;

/// Some lines of a text.
#[derive(PartialEq, Properties)]
pub struct PlaceProps {
    /// The lines.
    pub span: Span,
    /// What is in them, for those who do not see what stands beside.
    pub of: AttrValue,
}

/// Where something is in the texts: a button that lights the lines and brings them into view.
#[component]
pub fn Place(props: &PlaceProps) -> Html {
    let (host, papers, span) = (use_host(), use_papers(), props.span);
    let onclick = host.on(move |_: MouseEvent| Action::LookAtLines(span));
    let lines = if span.start == span.end {
        format!("line {}", span.start)
    } else {
        format!("lines {} to {}", span.start, span.end)
    };
    let words = match papers.name(span.transcript) {
        Some(name) => format!("{lines} of {name}"),
        None => lines,
    };
    let name = format!("{words}, {}", props.of);
    html! { <button type="button" class="place" aria-label={name} {onclick}>{ words }</button> }
}
