//! Handing the result on, as text that the user puts where it is wanted.

use std::rc::Rc;

use yew::{Event, Html, Properties, component, html};

use super::browser::event;
use super::context::use_host;
use super::copy::{CopyButton, Copyable};
use super::fragment;
use super::ids::HAND_OVER;
use super::parts::Panel;
use super::state::Action;
use crate::report::Report;

/// What is handed on.
#[derive(PartialEq, Properties)]
pub struct HandOverProps {
    /// The report.
    pub report: Rc<Report>,
    /// The address of the page.
    pub address: Rc<str>,
    /// Whether the ticket is looked at.
    pub ticket: Ticket,
}

/// Whether the ticket is looked at. It is only written out while somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ticket {
    /// It is.
    Shown,
    /// It is not.
    Folded,
}

/// The ticket, the link, and what would be copied.
#[component]
pub fn HandOver(props: &HandOverProps) -> Html {
    let host = use_host();
    let HandOverProps { report, address, ticket } = props;
    if report.is_empty() {
        return Html::default();
    }
    let text = Copyable::Ticket(report.clone());
    let shown = (*ticket == Ticket::Shown).then(|| text.text());
    let ontoggle = host.on(|event: Event| Action::ShowTicket(event::is_open(&event)));
    html! {
        <Panel id={HAND_OVER} title="Hand over">
            <p>
                <CopyButton what="as ticket" {text} />
                { " as a ticket in Markdown: the versions, the findings with the messages of the check, which name your resources, and the plan. Nothing else of the paste is in it." }
            </p>
            if let Some(plan) = &report.plan {
                <p>
                    <CopyButton
                        what="link"
                        text={Copyable::Text(format!("{address}{}", fragment::link(plan)).into())}
                    />
                    { " a link to this plan. It says edition, version and target, and nothing of the paste." }
                </p>
            }
            <details {ontoggle}>
                <summary>{ "What will be copied" }</summary>
                if let Some(ticket) = shown {
                    // It scrolls, so the keyboard has to reach it.
                    <pre class="ticket" tabindex="0">{ ticket }</pre>
                }
            </details>
        </Panel>
    }
}
