//! What stands in several panels: commands, buttons that copy, and references to lines.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::Html;
use yew::virtual_dom::ListenerKind;

use super::element::{self, On, el, el_with, text_in};
use super::state::{Action, Copied};
use super::{View, browser};
use crate::command::Command;
use crate::gather::Gather as _;
use crate::rules::explain::explain;
use crate::transcript::Span;

/// A command: its text in one piece, the button that copies it, and what its parts do, where that is wanted.
pub fn command(view: View<'_>, command: &Command) -> Html {
    let text = view.state.report.settings.shell.emit(command);
    let (program, _) = text.split_once(' ').unwrap_or((&text, ""));
    let rest = text.get(program.len()..).unwrap_or_default();
    let code = el("code", "", vec![text_in("b", "", program), element::text(rest)]);
    let is_looked_at = view.state.looked_at.as_deref() == Some(&text);
    // Always as many children, so that the button stays what has the keyboard.
    let mut said = Html::default();
    if view.state.explains || is_looked_at {
        let parts = explain(command, &view.state.knowledge.rules).into_iter();
        let parts = parts.flat_map(|(part, said)| [text_in("dt", "", &part), text_in("dd", "", said)]);
        let class = if view.state.explains { "parts" } else { "parts over" };
        said = el("dl", class, parts.gather());
    }
    el("div", "cmd", vec![code, copy(view, &text, &format!("command: {text}")), said])
}

/// The button that copies a text. Its name says what the text is, for those who do not see what stands
/// beside it.
pub fn copy(view: View<'_>, text: &str, what: &str) -> Html {
    let text = Rc::<str>::from(text);
    copy_made(view, what, move || text.clone())
}

/// The same for a text that takes a while to make, so it is made when it is wanted.
pub fn copy_made(view: View<'_>, what: &str, make: impl Fn() -> Rc<str> + 'static) -> Html {
    let name = Rc::<str>::from(format!("Copy {what}"));
    let mark = match &view.state.copied {
        Some((copied, Copied::Yes)) if *copied == name => " \u{2713}",
        Some((copied, Copied::No)) if *copied == name => " \u{2717}",
        _ => "",
    };
    let on = view.on.clone();
    let mark = el_with("span", &["aria-hidden"], &["true"], vec![element::text(mark)]);
    let names = &["type", "class", "aria-label"];
    let values = ["button", "copy", &name.clone()];
    let onclick = On::new(ListenerKind::onclick, move |_| {
        let (on, name, text) = (on.clone(), name.clone(), make());
        spawn_local(async move {
            let copied = if browser::copy(&text).await.is_ok() { Copied::Yes } else { Copied::No };
            on.emit(Action::Copied(name, copied));
        });
    });
    element::listening("button", names, &values, vec![onclick], vec![element::text("Copy"), mark])
}

/// Says what came of the last copy to those who do not see the mark.
pub fn copied(view: View<'_>) -> Html {
    let said = match view.state.copied {
        Some((_, Copied::Yes)) => "Copied.",
        Some((_, Copied::No)) => "The browser did not allow to copy. Select the text instead.",
        None => "",
    };
    // A reader only hears what differs from before.
    let again = if view.state.copies.is_multiple_of(2) { "\u{a0}" } else { "" };
    let said = format!("{said}{again}");
    el_with("p", &["class", "role"], &["unseen", "status"], vec![element::text(&said)])
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
