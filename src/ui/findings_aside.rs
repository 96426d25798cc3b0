//! A finding is set aside with a reason, and brought back. What is handed on carries the reason.

use std::rc::Rc;

use yew::{Callback, Html, InputEvent, MouseEvent, Properties, SubmitEvent, component, html, use_state};

use super::browser::event;
use super::context::use_host;
use super::state::Action;
use crate::diagnose::Diagnostic;
use crate::report::Aside;

/// A finding that can be set aside.
#[derive(PartialEq, Properties)]
pub struct SettingProps {
    /// The finding.
    pub diagnostic: Rc<Diagnostic>,
}

/// The way to set a finding aside.
#[component]
pub fn Setting(props: &SettingProps) -> Html {
    let (host, reason) = (use_host(), use_state(String::new));
    let oninput = {
        let reason = reason.clone();
        Callback::from(move |event: InputEvent| reason.set(event::value(&event)))
    };
    let aside = Aside::new(&props.diagnostic, &reason);
    let onsubmit = host.on(move |event: SubmitEvent| {
        // Nothing is sent anywhere.
        event.prevent_default();
        Action::SetAside(aside.clone())
    });
    html! {
        <details class="set-aside">
            <summary>{ "Set aside" }</summary>
            <form {onsubmit}>
                <label>
                    { "Reason " }
                    <input type="text" autocomplete="off" value={reason.to_string()} {oninput} />
                </label>
                { " " }
                <button>{ "Set aside" }</button>
            </form>
            <p class="calm">{ "What you hand on lists it with the reason. The verdict stays." }</p>
        </details>
    }
}

/// A finding that is set aside.
#[derive(PartialEq, Properties)]
pub struct SetAsideProps {
    /// The finding.
    pub diagnostic: Rc<Diagnostic>,
    /// Why.
    pub aside: Aside,
}

/// A finding that is set aside, and the way back.
#[component]
pub fn SetAside(props: &SetAsideProps) -> Html {
    let host = use_host();
    let SetAsideProps { diagnostic, aside } = props;
    let back = aside.clone();
    html! {
        <li>
            <b>{ &diagnostic.title }</b>
            if let Some(name) = &diagnostic.subject.name {
                { " " }
                <small class="whom">{ name }</small>
            }
            { " " }
            <span class="code">{ diagnostic.code.id() }</span>
            <p>{ aside.said() }</p>
            <button type="button" class="place" onclick={host.on(move |_: MouseEvent| Action::BringBack(back.clone()))}>
                { "Bring back" }
            </button>
        </li>
    }
}
