//! The page: its panels, in order.

use std::rc::Rc;

use yew::{
    Callback, ContextProvider, DragEvent, FocusEvent, Html, KeyboardEvent, MouseEvent, Properties, component,
    html,
};

use super::browser::event;
use super::context::{CommandContext, Host};
use super::copy::copy_status;
use super::effects::files;
use super::failures::FailuresList;
use super::findings::{Findings, Missing};
use super::hand_over::{HandOver, Ticket};
use super::ids::VERDICT;
use super::manual::Manual;
use super::mount::Standing;
use super::pairing::Pairings;
use super::plan::PlanPanel;
use super::state::{Action, State};
use super::transcript::Transcript;
use super::verdict::Verdict;

/// A state to show, and where.
#[derive(PartialEq, Properties)]
pub struct PageProps {
    /// The state.
    pub state: Rc<State>,
    /// Where the page lives, and where its actions go.
    #[prop_or_default]
    pub host: Host,
}

/// The page for a given state.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let PageProps { state, host } = props;
    let choices = Rc::new(state.choices.clone());
    let report = &state.report;
    let ticket = if state.shows_ticket { Ticket::Shown } else { Ticket::Folded };
    // A document has one main part, and only its owner says which.
    let (header, main) = match host.mount.standing() {
        Standing::Owner => ("header", "main"),
        Standing::Guest => ("div", "div"),
    };
    let look_at = |event: &yew::Event| Action::LookAt(event::command_at(event));
    let ondrop = {
        let host = host.clone();
        Callback::from(move |event: DragEvent| {
            if let Some(file) = event::dropped_file(&event) {
                files::open(&host, file);
            }
        })
    };
    html! {
        <ContextProvider<Host> context={host.clone()}>
            <ContextProvider<CommandContext> context={CommandContext::from(&**state)}>
                <a class="skip" href={format!("#{}", host.id(VERDICT))}>{ "Skip to the result" }</a>
                <@{header} class="bar">{ bar(host, state) }</@>
                <@{main}
                    class="bench"
                    {ondrop}
                    // Without this the browser would leave the page and open the file.
                    ondragover={Callback::from(|event: DragEvent| event.prevent_default())}
                    onmouseover={host.on(move |event: MouseEvent| look_at(&event))}
                    onfocusin={host.on(move |event: FocusEvent| look_at(&event))}
                    // What is shown over something else can be put away without leaving it.
                    onkeydown={host.on(|_: KeyboardEvent| Action::LookAt(None))}
                >
                    <div class="paper">
                        <Transcript state={state.clone()} />
                        <Manual choices={choices.clone()} typed_version={state.typed_version.clone()} />
                    </div>
                    <div class="reading">
                        <Verdict report={report.clone()} text={state.text.clone()} />
                        { knowledge_note(state) }
                        <Pairings report={report.clone()} />
                        <Findings report={report.clone()} caret={state.caret} />
                        <Missing report={report.clone()} />
                        <PlanPanel
                            report={report.clone()}
                            knowledge={state.knowledge.clone()}
                            {choices}
                            done={state.done.clone()}
                        />
                        <HandOver report={report.clone()} address={state.address.clone()} {ticket} />
                        <FailuresList knowledge={state.knowledge.clone()} sought={state.sought.clone()} />
                    </div>
                </@>
                { copy_status(state) }
            </ContextProvider<CommandContext>>
        </ContextProvider<Host>>
    }
}

fn bar(host: &Host, state: &State) -> Html {
    let theme = state.theme;
    let known = state.report.checked_on.map_or_else(String::new, |date| format!("Releases as of {date}"));
    html! {
        <>
            <img class="mark" src={host.mount.address("icon.svg")} alt="" width="22" height="22" />
            <h1>{ "Gloo Advisor" }</h1>
            <p class="private">{ "What you paste stays in this tab" }</p>
            <div class="aside">
                <span class="quiet">{ known }</span>
                <button type="button" class="quiet" onclick={host.on(move |_| Action::SetTheme(theme.next()))}>
                    { format!("Theme: {}", theme.name()) }
                </button>
            </div>
        </>
    }
}

/// Without the catalog the page still reads, and says what it then can't know.
fn knowledge_note(state: &State) -> Html {
    let Some(why) = &state.knowledge_problem else { return Html::default() };
    html! {
        <p class="calm" role="status">
            { format!("{why} What you paste is still read, without what that file knows. Reload the page to try again.") }
        </p>
    }
}
