//! Where something is in the paste.

use yew::{Callback, Html, Properties, component, html};

use super::context::use_host;
use super::effects::looking;
use crate::transcript::Span;

/// Some lines of the paste.
#[derive(PartialEq, Properties)]
pub struct PlaceProps {
    /// The lines.
    pub span: Span,
}

/// Where something is in the paste: a button that lights the lines and brings them into view.
#[component]
pub fn Place(props: &PlaceProps) -> Html {
    let (host, span) = (use_host(), props.span);
    let onclick = Callback::from(move |_| looking::show_lines(&host, span));
    html! {
        <button type="button" class="place" {onclick}>
            if span.start == span.end {
                { format!("line {}", span.start) }
            } else {
                { format!("lines {} to {}", span.start, span.end) }
            }
        </button>
    }
}
