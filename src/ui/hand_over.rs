//! Handing the result on, as text that the user puts where it is wanted.

use yew::{AttrValue, Callback, Event, Html, MouseEvent, Properties, component, html};

use super::browser::event;
use super::context::{Host, use_host};
use super::copy::{CopyButton, Copyable};
use super::effects::handing;
use super::export::Export;
use super::ids::HAND_OVER;
use super::parts::{Panel, option};
use super::state::{Action, Fold};
use crate::command::Shell;
use crate::redact::{Found, Kind};
use crate::report::HandOver as Form;
use crate::settings::Named as _;

/// What is handed on.
#[derive(PartialEq, Properties)]
pub struct HandOverProps {
    /// The report, in the form that was chosen.
    pub export: Export,
    /// The link that shows the same result; none, where there is no result.
    pub link: Option<AttrValue>,
    /// Whether the text is looked at.
    pub ticket: Fold,
    /// Whether what is replaced is looked at.
    pub replacements: Fold,
}

/// The text in some form, the link, what is replaced, and what would be copied.
#[component]
pub fn HandOver(props: &HandOverProps) -> Html {
    let host = use_host();
    let HandOverProps { export, link, ticket, replacements } = props;
    if export.is_empty() {
        return Html::default();
    }
    let shown = (*ticket == Fold::Open).then(|| export.text());
    let found = (*replacements == Fold::Open).then(|| export.found());
    let onchange =
        host.on(|event: Event| Action::HandOver(Form::parse(&event::value(&event)).unwrap_or(Form::Ticket)));
    let form = export.form;
    let ondownload = {
        let export = export.clone();
        Callback::from(move |_: MouseEvent| handing::save(form.file(), export.bytes()))
    };
    html! {
        <Panel id={HAND_OVER} title="Hand over">
            <ul class="copies">
                <li>
                    <label>
                        { "As " }
                        <select {onchange}>
                            for known in Form::ALL { { option(known.name(), form.name(), known.label()) } }
                        </select>
                    </label>
                    { " " }
                    <CopyButton what={format!("as {}", form.name())} text={Copyable::Export(export.clone())} />
                    { " " }
                    <button type="button" class="save" aria-label={format!("Download {}", form.file())} onclick={ondownload}>
                        { "Download" }
                    </button>
                    { " " }
                    { note(form) }
                </li>
                if let Some(link) = link {
                    <li>
                        <CopyButton what="link" text={Copyable::Text(link.clone())} />
                        { format!(" a link to this result, {} characters: versions, codes and counts, no names.", link.len()) }
                    </li>
                }
            </ul>
            <details ontoggle={host.on(|event: Event| Action::ShowTicket(event::fold(&event)))}>
                <summary>{ "What it says" }</summary>
                if let Some(text) = shown {
                    if text.is_empty() {
                        <p class="calm">{ format!("Nothing: {}.", form.lack()) }</p>
                    } else {
                        // It scrolls, so the keyboard has to reach it.
                        <pre class="ticket" tabindex="0">{ text }</pre>
                    }
                }
            </details>
            <details ontoggle={host.on(|event: Event| Action::ShowReplacements(event::fold(&event)))}>
                <summary>{ "What is replaced" }</summary>
                if let Some(found) = found {
                    { switches(&host, export, &found) }
                }
            </details>
        </Panel>
    }
}

/// What to know of a form before it is handed on.
const fn note(form: Form) -> &'static str {
    match form {
        Form::Ticket | Form::Jira => "It names your resources; secrets and addresses are replaced.",
        Form::Short | Form::Reply => "Read it before you send it.",
        Form::Json => "For tools. Secrets and addresses are replaced.",
        Form::Runbook(Shell::Posix | Shell::PowerShell) | Form::Checklist => {
            "It keeps the names that its commands need."
        }
        Form::Issue => "An issue is public, and quotes messages of your paste.",
    }
}

/// A switch for each kind, with what it replaces.
fn switches(host: &Host, export: &Export, found: &[Found]) -> Html {
    let row = |kind: Kind| {
        let of_kind: Vec<&Found> = found.iter().filter(|found| found.kind == kind).collect();
        let onchange = host.on(move |_: Event| Action::Redact(kind));
        html! {
            <li>
                <label>
                    <input type="checkbox" checked={export.kinds.has(kind)} {onchange} />
                    { format!(" {}", kind.label()) }
                    if !of_kind.is_empty() {
                        <span class="count">{ format!(" {}", of_kind.len()) }</span>
                    }
                </label>
                for found in of_kind.iter().take(MOST_SHOWN) {
                    <div class="replaced"><samp>{ &found.original }</samp>{ " \u{2192} " }<samp>{ &found.stand_in }</samp></div>
                }
                if of_kind.len() > MOST_SHOWN {
                    <div class="replaced">{ format!("and {} more", of_kind.len() - MOST_SHOWN) }</div>
                }
            </li>
        }
    };
    html! { <ul class="replacements">{ Kind::ALL.iter().copied().map(row).collect::<Html>() }</ul> }
}

/// Of more of a kind nobody reads the list.
const MOST_SHOWN: usize = 20;
