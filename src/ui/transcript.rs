//! The box for the paste, and the ways into it.

use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, File, HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::virtual_dom::ListenerKind;
use yew::{Callback, Event, Html, TargetCast as _};

use super::browser::BOX;
use super::element::{self, On, el, el_with, text, text_in};
use super::examples::{EXAMPLES, Example};
use super::state::Action;
use super::{View, browser, lines};

pub(super) fn panel(view: View<'_>) -> Html {
    let state = view.state;
    let oninput = view.when(ListenerKind::oninput, |event| Action::SetText(browser::value(event)));
    // Tab moves on and types nothing; Escape leaves the box for those who expect that.
    let onkeydown = On::new(ListenerKind::onkeydown, |event| {
        let (key, typed) =
            (event.unchecked_ref::<KeyboardEvent>(), event.target_unchecked_into::<HtmlElement>());
        let frame = typed.parent_element().filter(|_| key.ctrl_key());
        match (key.key().as_str(), frame) {
            ("Escape", _) => drop(typed.blur()),
            // Firefox moves the caret only: what scrolls is the frame around the box.
            ("Home", Some(frame)) => frame.set_scroll_top(0),
            ("End", Some(frame)) => frame.set_scroll_top(frame.scroll_height()),
            _ => {}
        }
    });
    let label = el_with("label", &["for"], &[BOX], vec![text("Terminal output")]);
    let title = el_with("h2", &["id"], &["paste-title"], vec![label]);
    let names = &["id", "placeholder", "spellcheck", "autocomplete", "autocapitalize"];
    let hint = if state.file.is_some() {
        "Paste or type here to read something else."
    } else {
        "Paste what `glooctl version` and `glooctl check` printed, or drop a file."
    };
    let mut listeners = vec![oninput, onkeydown];
    if state.excerpt.is_none() {
        // The caret looks at a line, so that what is said of it can be found from there too.
        for kind in [ListenerKind::onkeyup, ListenerKind::onclick] {
            listeners.push(view.when(kind, |event| Action::Caret(browser::caret_line(event))));
        }
    }
    let shown = if state.file.is_some() { "" } else { &*state.text };
    let typed = element::typed("textarea", names, &[BOX, hint, "false", "off", "off"], listeners, shown);
    let (class, marks, excerpt) = match &state.excerpt {
        None => ("editor", lines::all(view), Html::default()),
        Some(shown) if state.file.is_some() => {
            ("editor plain short", Html::default(), lines::excerpt(view, shown))
        }
        Some(shown) => ("editor plain", Html::default(), lines::excerpt(view, shown)),
    };
    let reading = if state.is_behind {
        format!("Reading {} kB\u{2026}", state.text.len() / 1000)
    } else {
        String::new()
    };
    let refused = vec![text(state.refused.unwrap_or_default())];
    let children = vec![
        el("div", "paper-head", vec![title, tools(view)]),
        // It scrolls, and so Firefox would put the keyboard on it, in front of the box within.
        el_with("div", &["class", "tabindex"], &[class, "-1"], vec![marks, typed]),
        el_with("p", &["class", "role"], &["calm", "status"], vec![text(&reading)]),
        file(view),
        lines::at_caret(view),
        el_with("p", &["class", "role"], &["calm", "alert"], refused),
        excerpt,
        lines::recognised(view),
    ];
    el_with("section", &["aria-labelledby"], &["paste-title"], children)
}

/// Takes the file that was dropped, wherever on the page.
pub(super) fn take_drop(on: &Callback<Action>, event: Event) {
    let event: DragEvent = event.unchecked_into();
    if let Some(file) = event.data_transfer().and_then(|data| data.files()?.get(0)) {
        event.prevent_default();
        take_file(on, file);
    }
}

/// Of a larger file nobody knows where to begin, and a tab may not have the room for it.
const LARGEST_FILE: f64 = 100e6;

fn take_file(on: &Callback<Action>, file: File) {
    if file.size() > LARGEST_FILE {
        on.emit(Action::Refused(
            "That file has more than 100 MB. Take the part that glooctl, helm or kubectl printed.",
        ));
        return;
    }
    let on = on.clone();
    let name = Rc::<str>::from(file.name());
    on.emit(Action::Open(Some(name.clone())));
    spawn_local(async move {
        on.emit(match browser::read_file(file).await {
            Ok(text) => Action::Opened(name, text),
            Err(_) => Action::Refused("That file could not be read."),
        });
    });
}

/// A file that is on its way, that is being read, or that is read and not shown.
fn file(view: View<'_>) -> Html {
    let state = view.state;
    let cancel = |action: fn() -> Action| {
        let give_up = view.when(ListenerKind::onclick, move |_| action());
        element::button("place", give_up, vec![text("Cancel")])
    };
    if let Some(name) = &state.opening {
        let words = text(&format!("Opening {name}\u{2026} "));
        return el("p", "calm", vec![words, cancel(|| Action::Open(None))]);
    }
    let Some(name) = &state.file else { return Html::default() };
    if state.is_behind {
        let names = &["max", "value", "aria-label"];
        let bar = el_with("progress", names, &["100", &state.progress.to_string(), name], Vec::new());
        return el("p", "calm", vec![bar, text(" "), cancel(|| Action::Clear)]);
    }
    let (kilobytes, lines) = (state.text.len() / 1000, state.report.transcripts.first());
    let lines = lines.map_or(0, |transcript| transcript.lines);
    let words = format!("{name} ({kilobytes} kB, {lines} lines) is read; it is too long to be shown whole.");
    el("p", "calm", vec![text(&words)])
}

fn take_example(on: &Callback<Action>, path: String) {
    let on = on.clone();
    spawn_local(async move {
        on.emit(match browser::fetch(&path).await {
            Some(text) => Action::SetText(text),
            None => Action::Refused("The example could not be fetched."),
        });
    });
}

/// An example as a button of its own.
pub(super) fn example(view: View<'_>, example: &'static Example) -> Html {
    let on = view.on.clone();
    let onclick = On::new(ListenerKind::onclick, move |_| take_example(&on, example.path.to_owned()));
    el("li", "", vec![element::button("", onclick, vec![text(example.title)])])
}

fn tools(view: View<'_>) -> Html {
    let on = view.on.clone();
    let paste = On::new(ListenerKind::onclick, move |_| {
        let on = on.clone();
        spawn_local(async move {
            on.emit(match browser::paste().await {
                Ok(text) => Action::SetText(text),
                Err(_) => {
                    browser::focus(BOX);
                    Action::Refused("The browser did not allow to read the clipboard. Paste into the box with the keyboard.")
                }
            });
        });
    });
    let on = view.on.clone();
    let open = On::new(ListenerKind::onchange, move |event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            take_file(&on, file);
        }
        // The same file can be opened again.
        browser::clear_value(&event);
    });
    let on = view.on.clone();
    let choose = On::new(ListenerKind::onchange, move |event| {
        take_example(&on, browser::value(&event));
        browser::clear_value(&event);
    });
    let can_restore = view.state.cleared.is_some();
    let is_bare = view.state.text.is_empty() && !view.state.has_choices();
    let clear =
        view.when(ListenerKind::onclick, move |_| if can_restore { Action::Restore } else { Action::Clear });
    let file = element::listening("input", &["type", "class"], &["file", "unseen"], vec![open], Vec::new());
    let mut options = vec![element::option("", true, "Examples")];
    options.extend(EXAMPLES.iter().map(|example| element::option(example.path, false, example.title)));
    let names: &[&str] = if !can_restore && is_bare { &["type", "disabled"] } else { &["type"] };
    let word = if can_restore { "Undo clear" } else { "Clear" };
    let children = vec![
        element::button("", paste, vec![text("Paste")]),
        el("label", "file", vec![file, text_in("span", "", "Open file")]),
        element::listening("select", &["aria-label"], &["Examples"], vec![choose], options),
        element::listening("button", names, &["button", "disabled"], vec![clear], vec![text(word)]),
    ];
    el("div", "acts", children)
}
