//! Handing the result on, as text that the user puts where it is wanted.

use std::rc::Rc;

use yew::{Event, Html, Properties, component, html};

use super::browser::event;
use super::context::use_host;
use super::copy::{CopyButton, Copyable};
use super::fragment;
use super::ids::HAND_OVER;
use super::parts::Panel;
use super::state::{Action, Fold};
use crate::report::Report;

/// What is handed on.
#[derive(PartialEq, Properties)]
pub struct HandOverProps {
    /// The report.
    pub report: Rc<Report>,
    /// The address of the page.
    pub address: Rc<str>,
    /// Whether the ticket is looked at.
    pub ticket: Fold,
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
    let shown = (*ticket == Fold::Open).then(|| text.text());
    let ontoggle = host.on(|event: Event| Action::ShowTicket(event::fold(&event)));
    html! {
        <Panel id={HAND_OVER} title="Hand over">
            <ul class="copies">
                <li>
                    <CopyButton what="as ticket" {text} />
                    { " a ticket in Markdown. It names your resources." }
                </li>
                if let Some(plan) = &report.plan {
                    <li>
                        <CopyButton
                            what="link"
                            text={Copyable::Text(format!("{address}{}", fragment::link(plan)).into())}
                        />
                        { " a link with edition, version and target only." }
                    </li>
                }
            </ul>
            <details {ontoggle}>
                <summary>{ "What the ticket says" }</summary>
                if let Some(ticket) = shown {
                    // It scrolls, so the keyboard has to reach it.
                    <pre class="ticket" tabindex="0">{ ticket }</pre>
                }
            </details>
        </Panel>
    }
}
