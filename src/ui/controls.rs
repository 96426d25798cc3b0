//! What stands in several panels: commands, buttons that copy, and references to lines.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::Html;
use yew::virtual_dom::ListenerKind;

use super::element::{self, On, el, el_with, text_in};
use super::state::{Action, Copied};
use super::{View, browser};
use crate::command::Command;
use crate::transcript::Span;

/// A command: its text in one piece, and the button that copies it.
pub fn command(view: View<'_>, command: &Command) -> Html {
    let text = view.state.report.settings.shell.emit(command);
    let (program, _) = text.split_once(' ').unwrap_or((&text, ""));
    let rest = text.get(program.len()..).unwrap_or_default();
    let code = el("code", "", vec![text_in("b", "", program), element::text(rest)]);
    el("div", "cmd", vec![code, copy(view, &text, &format!("command: {text}"))])
}

/// The button that copies a text. Its name says what the text is, for those who do not see what stands
/// beside it.
pub fn copy(view: View<'_>, text: &str, what: &str) -> Html {
    let mark = match &view.state.copied {
        Some((copied, Copied::Yes)) if **copied == *text => " ✓",
        Some((copied, Copied::No)) if **copied == *text => " ✗",
        _ => "",
    };
    let (on, text) = (view.on.clone(), Rc::<str>::from(text));
    let onclick = On::new(ListenerKind::onclick, move |_| {
        let (on, text) = (on.clone(), text.clone());
        spawn_local(async move {
            let copied = if browser::copy(&text).await.is_ok() { Copied::Yes } else { Copied::No };
            on.emit(Action::Copied(text, copied));
        });
    });
    let names = &["type", "class", "aria-label"];
    let mark = el_with("span", &["aria-hidden"], &["true"], vec![element::text(mark)]);
    let values = ["button", "copy", &format!("Copy {what}")];
    element::listening("button", names, &values, vec![onclick], vec![element::text("Copy"), mark])
}

/// Says what came of the last copy to those who do not see the mark.
pub fn copied(view: View<'_>) -> Html {
    let said = match view.state.copied {
        Some((_, Copied::Yes)) => "Copied.",
        Some((_, Copied::No)) => "The browser did not allow to copy. Select the text instead.",
        None => "",
    };
    el_with("p", &["class", "role"], &["unseen", "status"], vec![element::text(said)])
}

/// The identifier of a line in the document.
pub fn line_id(line: usize) -> String {
    format!("L{line}")
}

/// Where something stands in the paste: a button that lights the lines and brings them into view.
pub fn place(view: View<'_>, span: Span) -> Html {
    let words = if span.start == span.end {
        format!("line {}", span.start)
    } else {
        format!("lines {} to {}", span.start, span.end)
    };
    let on = view.on.clone();
    let onclick = On::new(ListenerKind::onclick, move |_| {
        on.emit(Action::Light(Rc::new([span])));
        browser::scroll_to(&line_id(span.start));
    });
    element::button("place", onclick, vec![element::text(&words)])
}
