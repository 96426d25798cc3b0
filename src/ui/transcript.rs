//! The box for the paste, and the ways into it.

use std::rc::Rc;

use yew::{
    AttrValue, Callback, Event, Html, InputEvent, KeyboardEvent, MouseEvent, Properties, component, html,
};

use super::browser::event;
use super::context::{Host, use_host};
use super::effects::{files, handing};
use super::examples::ExamplesMenu;
use super::ids::BOX;
use super::lines::{Excerpt, Lines, Recognised, at_caret};
use super::state::{Action, Sheet, State};
use super::texts;

/// What is in the box, and what is known of it.
#[derive(PartialEq, Properties)]
pub struct TranscriptProps {
    /// The state of the page.
    pub state: Rc<State>,
}

/// The box for the paste, with what was read of it below.
#[component]
pub fn Transcript(props: &TranscriptProps) -> Html {
    let host = use_host();
    let state = &*props.state;
    let heading = host.id("paste-title");
    let (paper, place) = (state.paper(), state.papers.place());
    let class = match &paper.excerpt {
        None => "editor",
        Some(_) if paper.stays_a_file() => "editor plain short",
        Some(_) => "editor plain",
    };
    let reading =
        state.papers.waiting().map(|(_, paper)| format!("Reading {} kB\u{2026}", paper.text.len() / 1000));
    html! {
        <section aria-labelledby={heading.clone()}>
            <div class="paper-head">
                <h2 id={heading}><label for={host.id(BOX)}>{ "Terminal output" }</label></h2>
                { tools(&host, Clear::of(state), state.papers.next_place()) }
                if !state.report.is_empty() {
                    { sizer(&host, state.room()) }
                }
            </div>
            if state.papers.count() > 1 {
                { texts::list(&host, &props.state) }
            }
            { texts::files(state) }
            // It scrolls, and so Firefox would put the keyboard on it, in front of the box within.
            <div {class} tabindex="-1">
                if paper.excerpt.is_none() {
                    <Lines text={paper.text.clone()} {place} report={state.report.clone()} lit={state.lit.clone()} />
                }
                { input_box(&host, state) }
            </div>
            <p class="calm" role="status">{ reading.unwrap_or_default() }</p>
            { file(&host, state) }
            if let Some(line) = state.caret_line() {
                { at_caret(&host, &state.report, line) }
            }
            <p class="calm" role="alert">{ state.refused.clone().unwrap_or_default() }</p>
            if let Some(shown) = &paper.excerpt {
                <Excerpt shown={shown.clone()} {place} report={state.report.clone()} lit={state.lit.clone()} />
            }
            <Recognised report={state.report.clone()} />
        </section>
    }
}

/// The button that gives the box more room, or the answer.
fn sizer(host: &Host, room: Sheet) -> Html {
    let words = match room {
        Sheet::Wide => "Make room for the answer",
        Sheet::Rail => "Show the whole text",
    };
    html! {
        <button type="button" class="place sizer" onclick={host.on(move |_: MouseEvent| Action::Size(room.other()))}>
            { words }
        </button>
    }
}

fn input_box(host: &Host, state: &State) -> Html {
    let paper = state.paper();
    let (value, placeholder) = if paper.stays_a_file() {
        (AttrValue::default(), "Paste or type here to read something else.")
    } else {
        let hint = "Paste what `glooctl version` and `glooctl check` printed, or drop files.";
        (AttrValue::from(&paper.text), hint)
    };
    // The caret looks at a line, so that what is said of it can be found from there too.
    let has_lines = paper.excerpt.is_none();
    let onkeyup = host.on(|event: KeyboardEvent| Action::Caret(event::caret_line(&event)));
    let onclick = host.on(|event: MouseEvent| Action::Caret(event::caret_line(&event)));
    html! {
        <textarea
            id={host.id(BOX)}
            {placeholder}
            spellcheck="false"
            autocomplete="off"
            autocapitalize="off"
            {value}
            oninput={host.on(|event: InputEvent| Action::SetText(event::value(&event)))}
            onkeydown={Callback::from(|event: KeyboardEvent| event::key_in_box(&event))}
            onkeyup={has_lines.then_some(onkeyup)}
            onclick={has_lines.then_some(onclick)}
        />
    }
}

/// A file that is on its way, that is being read, or that is read and not shown.
fn file(host: &Host, state: &State) -> Html {
    if let Some(opening) = &state.opening {
        let progress = opening.hundredths().map(|hundredths| hundredths.to_string());
        return html! {
            <p class="calm opening">
                { format!("{} ", opening.sentence()) }
                if progress.is_some() {
                    <progress max="100" value={progress} aria-label={opening.name.clone()} />
                    { " " }
                }
                <button type="button" class="place" onclick={host.on(|_| Action::Open(None))}>{ "Cancel" }</button>
            </p>
        };
    }
    let paper = state.paper();
    if !paper.stays_a_file() {
        return Html::default();
    }
    let name = &paper.name;
    if let Some((place, waiting)) = state.papers.waiting() {
        let progress = waiting.progress.unwrap_or_default().to_string();
        return html! {
            <p class="calm">
                <progress max="100" value={progress} aria-label={waiting.name.clone()} />
                { " " }
                <button type="button" class="place" onclick={host.on(move |_| Action::RemovePaper(place))}>{ "Cancel" }</button>
            </p>
        };
    }
    let (kilobytes, lines) = (paper.size() / 1000, paper.reading.lines);
    let why = if paper.is_let_go() {
        "nothing in it is of Gloo, so its text is not kept."
    } else {
        "it is too long to be shown whole."
    };
    let words = format!("{name} ({kilobytes} kB, {lines} lines) is read; {why}");
    html! { <p class="calm">{ words }</p> }
}

/// What the button that clears does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Clear {
    /// Nothing: there is nothing to clear.
    Nothing,
    /// It empties box and choices.
    All,
    /// It brings back what was cleared or replaced.
    Undo,
}

impl Clear {
    fn of(state: &State) -> Self {
        match &state.replaced {
            Some(_) => Self::Undo,
            None if state.papers.is_empty() && !state.has_choices() => Self::Nothing,
            None => Self::All,
        }
    }
}

/// The ways into the box: from the clipboard, from a file, from an example.
fn tools(host: &Host, clear: Clear, place: usize) -> Html {
    let onpaste = {
        let host = host.clone();
        Callback::from(move |_: MouseEvent| handing::paste(&host))
    };
    let onopen = {
        let host = host.clone();
        Callback::from(move |event: Event| {
            files::open(&host, place, event::chosen(&event));
            // The same file can be opened again.
            event::clear_value(&event);
        })
    };
    let onclear = match clear {
        Clear::Undo => host.on(|_: MouseEvent| Action::Restore),
        Clear::All | Clear::Nothing => host.on(|_: MouseEvent| Action::Clear),
    };
    html! {
        <div class="acts">
            <button type="button" onclick={onpaste}>{ "Paste" }</button>
            <label class="file">
                <input type="file" multiple=true class="unseen" onchange={onopen.clone()} />
                <span>{ "Open files" }</span>
            </label>
            <label class="file">
                <input type="file" webkitdirectory=true class="unseen" onchange={onopen} />
                <span>{ "Open a folder" }</span>
            </label>
            if clear == Clear::All {
                <button type="button" onclick={host.on(|_: MouseEvent| Action::AddPaper)}>{ "Add a text" }</button>
            }
            <ExamplesMenu />
            <button type="button" disabled={clear == Clear::Nothing} onclick={onclear}>
                { if clear == Clear::Undo { "Undo" } else { "Clear" } }
            </button>
        </div>
    }
}
