//! The box for the paste, with the lines marked under it, and what was recognised.

use wasm_bindgen_futures::spawn_local;
use web_sys::{
    DragEvent, File, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, InputEvent,
};
use yew::{Callback, Event, Html, KeyboardEvent, MouseEvent, TargetCast as _, html};

use super::browser::BOX;
use super::controls::line_id;
use super::element::{el, el_with, text};
use super::examples::{EXAMPLES, Example};
use super::state::Action;
use super::{View, browser, controls};
use crate::diagnose::Severity;
use crate::evidence::Evidence;
use crate::report::Report;
use crate::transcript::Span;

/// A text of more bytes or lines is shown without marks: one element for each line would make typing slow.
const MOST_MARKED: (usize, usize) = (200_000, 3_000);

pub(super) fn panel(view: View<'_>) -> Html {
    let state = view.state;
    let oninput = view.on.reform(|event: InputEvent| {
        Action::SetText(event.target_unchecked_into::<HtmlTextAreaElement>().value())
    });
    // Tab moves on and types nothing; Escape leaves the box for those who expect that.
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Escape" {
            let _ = event.target_unchecked_into::<HtmlElement>().blur();
        }
    });
    let (bytes, lines) = MOST_MARKED;
    let is_marked = state.text.len() <= bytes && state.text.split('\n').nth(lines).is_none();
    html! {
        <section aria-labelledby="paste-title">
            <div class="paper-head">
                <h2 id="paste-title"><label for={BOX}>{ "Terminal output" }</label></h2>
                { tools(view) }
            </div>
            <div class={if is_marked { "editor" } else { "editor plain" }}>
                if is_marked { { marks(&state.text, &state.report, &state.lit) } }
                <textarea
                    id={BOX}
                    value={state.text.to_string()}
                    {oninput}
                    {onkeydown}
                    placeholder="Paste what `glooctl version` and `glooctl check` printed, or drop a file."
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="off"
                />
            </div>
            <p class="calm" role="alert">{ state.refused.unwrap_or_default() }</p>
            { recognised(view) }
        </section>
    }
}

/// Takes the file that was dropped, wherever on the page.
pub(super) fn take_drop(on: &Callback<Action>, event: &DragEvent) {
    if let Some(file) = event.data_transfer().and_then(|data| data.files()?.get(0)) {
        event.prevent_default();
        take_file(on, file);
    }
}

fn take_file(on: &Callback<Action>, file: File) {
    let on = on.clone();
    spawn_local(async move {
        on.emit(match browser::read_file(file).await {
            Ok(text) => Action::SetText(text),
            Err(_) => Action::Refused("That file could not be read."),
        });
    });
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
    let onclick = Callback::from(move |_: MouseEvent| take_example(&on, example.path.to_owned()));
    html! { <li><button type="button" {onclick}>{ example.title }</button></li> }
}

fn tools(view: View<'_>) -> Html {
    let on = view.on.clone();
    let paste = Callback::from(move |_: MouseEvent| {
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
    let open = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            take_file(&on, file);
        }
        // The same file can be opened again.
        input.set_value("");
    });
    let on = view.on.clone();
    let choose = Callback::from(move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        take_example(&on, select.value());
        select.set_value("");
    });
    let can_restore = view.state.cleared.is_some();
    let is_bare = view.state.text.is_empty() && !view.state.has_choices();
    let clear =
        view.on.reform(move |_: MouseEvent| if can_restore { Action::Restore } else { Action::Clear });
    html! {
        <div class="acts">
            <button type="button" onclick={paste}>{ "Paste" }</button>
            <label class="file"><input type="file" class="unseen" onchange={open} /><span>{ "Open file" }</span></label>
            <select aria-label="Examples" onchange={choose}>
                <option value="" selected={true}>{ "Examples" }</option>
                { for EXAMPLES.iter().map(|example| html! { <option value={example.path}>{ example.title }</option> }) }
            </select>
            <button type="button" disabled={!can_restore && is_bare} onclick={clear}>
                { if can_restore { "Undo clear" } else { "Clear" } }
            </button>
        </div>
    }
}

/// The same text under the box, line by line: numbers, what was not read, and the lines that findings
/// rest on. The text of the box itself is transparent, so both are seen as one.
fn marks(pasted: &str, report: &Report, lit: &[Span]) -> Html {
    let mut worst: Vec<Option<Severity>> = vec![None; pasted.split('\n').count()];
    for diagnostic in &report.diagnostics {
        for evidence in &diagnostic.evidence {
            let Evidence::Lines(span) = evidence else { continue };
            for known in worst.iter_mut().take(span.end).skip(span.start - 1) {
                // Findings come worst first.
                known.get_or_insert(diagnostic.severity);
            }
        }
    }
    let unread: Vec<Span> =
        report.transcripts.iter().flat_map(|transcript| transcript.unread.iter().copied()).collect();
    let mut unread = unread.into_iter().peekable();
    let rows = pasted.split('\n').zip(worst).enumerate().map(|(index, (line, severity))| {
        let number = index + 1;
        while unread.peek().is_some_and(|span| span.end < number) {
            unread.next();
        }
        let is_unread = unread.peek().is_some_and(|span| span.start <= number);
        let is_lit = lit.iter().any(|span| (span.start..=span.end).contains(&number));
        let class = match (is_unread, is_lit) {
            (true, true) => "unread lit",
            (true, false) => "unread",
            (false, true) => "lit",
            (false, false) => "",
        };
        let level = severity.map_or("", Severity::name);
        let values = vec![line_id(number).into(), class.into(), level.into()];
        el_with("li", &["id", "class", "data-e"], values, vec![text(line)])
    });
    el_with("ol", &["class", "aria-hidden"], vec!["lines".into(), "true".into()], rows.collect())
}

fn recognised(view: View<'_>) -> Html {
    let report = &view.state.report;
    let mut items: Vec<Html> = Vec::new();
    for block in &report.blocks {
        let superseded = if block.superseded { ", superseded" } else { "" };
        let words = format!(" {}{superseded}, ", block.format.label());
        let place = el("i", "", vec![text(&words), controls::place(view, block.span)]);
        items.push(el("li", "", vec![text(block.kind.label()), place]));
    }
    for span in report.transcripts.iter().flat_map(|transcript| &transcript.unread) {
        items.push(el("li", "unread", vec![text("not read, "), controls::place(view, *span)]));
    }
    el_with("ul", &["class", "aria-label"], vec!["blocks".into(), "Recognised".into()], items)
}
