//! Where something is in the paste.

use yew::{AttrValue, Callback, Html, Properties, component, html};

use super::context::use_host;
use super::effects::looking;
use crate::transcript::Span;

/// Some lines of the paste.
#[derive(PartialEq, Properties)]
pub struct PlaceProps {
    /// The lines.
    pub span: Span,
    /// What is in them, for those who do not see what stands beside.
    pub of: AttrValue,
}

/// Where something is in the paste: a button that lights the lines and brings them into view.
#[component]
pub fn Place(props: &PlaceProps) -> Html {
    let (host, span) = (use_host(), props.span);
    let onclick = Callback::from(move |_| looking::show_lines(&host, span));
    let words = if span.start == span.end {
        format!("line {}", span.start)
    } else {
        format!("lines {} to {}", span.start, span.end)
    };
    let name = format!("{words}, {}", props.of);
    html! { <button type="button" class="place" aria-label={name} {onclick}>{ words }</button> }
}
