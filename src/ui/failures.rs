//! The failures that are known, for whoever looks for one without a paste.

use std::rc::Rc;

use yew::{Html, InputEvent, Properties, component, html};

use super::browser::event;
use super::context::use_host;
use super::fold::Fold;
use super::ids::FAILURES;
use super::parts::Panel;
use super::same::Same;
use super::state::Action;
use crate::failures::{Failure, Remedy};
use crate::knowledge::Knowledge;

/// More results nobody reads: another word finds less.
const MOST: usize = 20;

/// What is looked for, and where.
#[derive(PartialEq, Properties)]
pub struct FailuresListProps {
    /// What is known.
    pub knowledge: Same<Knowledge>,
    /// What is looked for.
    pub sought: Rc<str>,
}

/// The known failures that have what is looked for.
#[component]
pub fn FailuresList(props: &FailuresListProps) -> Html {
    let host = use_host();
    let FailuresListProps { knowledge, sought } = props;
    let count = knowledge.failures.iter().count();
    if count == 0 {
        return Html::default();
    }
    let oninput = host.on(|event: InputEvent| Action::Seek(event::value(&event)));
    let found = knowledge.failures.search(sought);
    let said = match found.len() {
        _ if sought.trim().is_empty() => format!("{count} failures are known."),
        0 => "No known failure has these words.".to_owned(),
        1 => "1 failure.".to_owned(),
        more if more > MOST => format!("{more} failures; the first {MOST} are shown."),
        more => format!("{more} failures."),
    };
    // Who found one wants to read it.
    let fold = if found.len() == 1 { Fold::Open } else { Fold::Shut };
    html! {
        <Panel id={FAILURES} title="Known failures">
            <label class="knob">
                <span>{ "Words, a code or a message" }</span>
                <input
                    type="search"
                    placeholder="immutable"
                    spellcheck="false"
                    autocomplete="off"
                    value={sought.clone()}
                    {oninput}
                />
            </label>
            <p class="calm" aria-live="polite">{ said }</p>
            <div class="results">
                for failure in found.into_iter().take(MOST) {
                    <FailureView failure={Rc::new(failure.clone())} {fold} />
                }
            </div>
        </Panel>
    }
}

/// A failure to explain.
#[derive(PartialEq, Properties)]
struct FailureViewProps {
    /// The failure.
    failure: Rc<Failure>,
    /// Whether it begins open.
    fold: Fold,
}

/// A failure: what it means, what may have led to it, and what to do.
#[component]
fn FailureView(props: &FailureViewProps) -> Html {
    let Failure { code, title, meaning, causes, confirm, fix, .. } = &*props.failure;
    html! {
        <details class="failure" open={props.fold == Fold::Open}>
            <summary>{ format!("{code} {title}") }</summary>
            <p>{ meaning }</p>
            if !causes.is_empty() {
                <p>{ "It may have happened because of this:" }</p>
                <ul>
                    for cause in causes { <li>{ cause }</li> }
                </ul>
            }
            if !confirm.is_empty() {
                <p>{ "To confirm it:" }</p>
                { typed(confirm) }
            }
            if !fix.is_empty() {
                <p>{ "To fix it:" }</p>
                <ol>
                    for Remedy { what, commands, .. } in fix {
                        <li>
                            <p>{ what }</p>
                            if !commands.is_empty() {
                                { typed(commands) }
                            }
                        </li>
                    }
                </ol>
            }
            <p class="meta">{ "Link to this: " }<a href={format!("#failure={code}")}>{ code }</a></p>
        </details>
    }
}

/// What is typed, with names in braces that only the user knows: so it is no command to copy.
fn typed(lines: &[String]) -> Html {
    html! { <pre><code>{ lines.join("\n") }</code></pre> }
}
