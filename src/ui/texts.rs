//! The texts of a case as a list: a row for each, and one for all that came in the same folder or archive.

use std::ops::Range;
use std::rc::Rc;

use yew::{Html, MouseEvent, Properties, component, html};

use super::context::{Host, use_host};
use super::fold::Fold;
use super::paper::{Bundle, Paper};
use super::parts::use_fold;
use super::state::{Action, State};
use crate::bundle::Outcome;

/// Of more texts nobody reads the list.
const MOST_ROWS: usize = 60;

/// Of a bundle, so many files are listed: those that say something come first.
const MOST_FILES: usize = 200;

/// The texts, each with a way into the box and a way out of the case.
pub fn list(host: &Host, state: &Rc<State>) -> Html {
    let papers: Vec<&Paper> = state.papers.iter().collect();
    let (mut rows, mut at) = (Vec::new(), 0);
    for group in papers.chunk_by(|one, other| one.bundle.is_some() && one.bundle == other.bundle) {
        let range = at..at + group.len();
        at = range.end;
        let Some(first) = group.first().filter(|_| rows.len() < MOST_ROWS) else { continue };
        rows.push(match &first.bundle {
            Some(bundle) if bundle.files > 1 => {
                html! { <BundleRow state={state.clone()} {range} bundle={bundle.clone()} /> }
            }
            _ => row(host, state, range.start, first),
        });
    }
    html! { <ul class="papers" aria-label="Texts">{ rows.into_iter().collect::<Html>() }</ul> }
}

fn row(host: &Host, state: &State, place: usize, paper: &Paper) -> Html {
    html! {
        <li aria-current={(place == state.papers.place()).then_some("true")}>
            { show(host, place, paper.name.to_string()) }
            { take_out(host, place, &paper.name) }
        </li>
    }
}

fn show(host: &Host, place: usize, name: String) -> Html {
    let onclick = host.on(move |_: MouseEvent| Action::ShowPaper(place));
    html! { <button type="button" title={name.clone()} {onclick}>{ name }</button> }
}

fn take_out(host: &Host, place: usize, name: &str) -> Html {
    let onclick = host.on(move |_: MouseEvent| Action::RemovePaper(place));
    html! { <button type="button" class="out" aria-label={format!("Take out {name}")} {onclick}>{ "\u{d7}" }</button> }
}

/// A bundle, and where its files are among the texts.
#[derive(PartialEq, Properties)]
struct BundleProps {
    state: Rc<State>,
    range: Range<usize>,
    bundle: Rc<Bundle>,
}

/// The row of a bundle, which unfolds to its files. They are only drawn once somebody looks.
#[component]
fn BundleRow(props: &BundleProps) -> Html {
    let host = use_host();
    let (fold, ontoggle) = use_fold();
    let BundleProps { state, range, bundle } = props;
    let shown = state.papers.place();
    let is_shown = range.contains(&shown).then_some("true");
    html! {
        <li class="bundle" aria-current={is_shown}>
            <details {ontoggle}>
                <summary>
                    { &*bundle.name }
                    <span class="calm">{ format!(" {} files, {}", bundle.files, size(bundle.bytes)) }</span>
                </summary>
                if fold == Fold::Open {
                    { members(&host, state, range, bundle) }
                }
            </details>
            { take_out(&host, range.start, &bundle.name) }
        </li>
    }
}

/// The files of a bundle that can be looked at, and how many others there are.
fn members(host: &Host, state: &State, range: &Range<usize>, bundle: &Bundle) -> Html {
    let shown = state.papers.place();
    let all = state.papers.iter().enumerate().skip(range.start).take(range.len());
    let kept: Vec<(usize, &Paper)> = all.filter(|(_, paper)| !paper.text.is_empty()).collect();
    let more = [
        (kept.len().saturating_sub(MOST_FILES), "not listed"),
        (range.len() - kept.len(), "without anything that matters here"),
    ];
    let row = |(place, paper): &(usize, &Paper)| {
        let name = paper.name.strip_prefix(&*bundle.origin).unwrap_or(&paper.name);
        html! {
            <li aria-current={(*place == shown).then_some("true")}>
                { show(host, *place, name.trim_start_matches('/').to_owned()) }
            </li>
        }
    };
    html! {
        <ul>
            { kept.iter().take(MOST_FILES).map(row).collect::<Html>() }
            for (count, why) in more.into_iter().filter(|(count, _)| *count > 0) {
                <li class="calm">{ format!("{count} more, {why}") }</li>
            }
        </ul>
    }
}

/// A number of bytes.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// How many files were read, which unfolds to why the others were not.
pub fn files(state: &State) -> Html {
    let is_plain = || state.files.iter().all(|file| file.reason.is_none());
    if state.files.is_empty() || is_plain() && state.papers.iter().all(|paper| paper.bundle.is_none()) {
        return Html::default();
    }
    html! { <Files files={state.files.clone()} /> }
}

#[derive(PartialEq, Properties)]
struct FilesProps {
    files: Rc<[Outcome]>,
}

#[component]
fn Files(props: &FilesProps) -> Html {
    let (read, skipped) = Outcome::counted(&props.files);
    let words = format!("{read} {} read, {skipped} not read", if read == 1 { "file" } else { "files" });
    if skipped == 0 {
        return html! { <p class="calm files">{ words }</p> };
    }
    html! {
        <details class="files">
            <summary>{ words }</summary>
            <ul>
                for reason in Outcome::reasons(&props.files) { <li>{ reason }</li> }
            </ul>
        </details>
    }
}
