//! The page: its panels, in order.

use std::rc::Rc;

use yew::{
    AttrValue, Callback, ContextProvider, DragEvent, Event, FocusEvent, Html, KeyboardEvent, MouseEvent,
    Properties, classes, component, html, use_state,
};

use super::browser::event;
use super::comparison::BeforeAfter;
use super::context::{CommandContext, Host, PaperContext};
use super::copy::copy_status;
use super::effects::{files, looking};
use super::export::Export;
use super::failures::FailuresList;
use super::findings::{Findings, Missing};
use super::fixes::Fixes;
use super::fragment::Mode;
use super::hand_over::HandOver;
use super::ids::{PRIVACY, VERDICT};
use super::installations::Installations;
use super::manual::Manual;
use super::mount::{SINGLE_FILE, Standing};
use super::now::Now;
use super::pairing::Pairings;
use super::parts::{link, mark, option};
use super::plan::PlanPanel;
use super::settings::{SettingsPanel, in_short};
use super::shared::found;
use super::state::{Action, Sheet, State, Theme};
use super::transcript::Transcript;
use super::verdict::Verdict;
use super::way::Way;

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
    // A document has one main part, and only its owner says which.
    let (header, main) = match host.mount.standing() {
        Standing::Owner => ("header", "main"),
        Standing::Guest => ("div", "div"),
    };
    let mode = state.asked.mode;
    // Within another page the height is that of the content, and the width any.
    let embedded = (host.mount.standing() == Standing::Guest || mode.is_some()).then_some("embedded");
    let is_whole = mode != Some(Mode::Compact);
    let shared = state.link.shared();
    // What blocks the upgrade is fixed first, and what that takes is not in a link.
    let blocks = shared.is_some_and(|shared| shared.grounds.blocks());
    let look_at = |event: &Event| Action::LookAt(event::command_at(event));
    let drag = use_state(|| Drag::Elsewhere);
    let ondrop = {
        let (host, drag, place) = (host.clone(), drag.clone(), state.papers.next_place());
        Callback::from(move |event: DragEvent| {
            drag.set(Drag::Elsewhere);
            files::open(&host, place, event::dropped(&event));
        })
    };
    let ondragover = {
        let drag = drag.clone();
        Callback::from(move |event: DragEvent| {
            if event::has_files(&event) {
                // Without this the browser would leave the page and open the file.
                event.prevent_default();
                drag.set(Drag::Here);
            }
        })
    };
    let ondragleave = {
        let drag = drag.clone();
        Callback::from(move |event: DragEvent| {
            if event::has_left(&event) {
                drag.set(Drag::Elsewhere);
            }
        })
    };
    html! {
        <ContextProvider<Host> context={host.clone()}>
            <ContextProvider<PaperContext> context={PaperContext::from(&**state)}>
            <ContextProvider<CommandContext> context={CommandContext::from(&**state)}>
                <div class={classes!("page", embedded)} {ondrop} {ondragover} {ondragleave}>
                <a class="skip" href={format!("#{}", host.id(VERDICT))}>{ "Skip to the result" }</a>
                if is_whole {
                    <@{header} class="bar">{ bar(host, state) }</@>
                }
                <@{main}
                    class={classes!("bench", (state.room() == Sheet::Rail).then_some("rail"))}
                    onmouseover={host.on(move |event: MouseEvent| look_at(&event))}
                    onfocusin={host.on(move |event: FocusEvent| look_at(&event))}
                    // What is shown over something else can be put away without leaving it.
                    onkeydown={host.on(|_: KeyboardEvent| Action::LookAt(None))}
                >
                    <div class="paper">
                        <Transcript state={state.clone()} />
                        <SettingsPanel report={report.clone()} choices={choices.clone()} />
                        if is_whole {
                            <Manual {choices} typed_version={state.typed_version.clone()} />
                        }
                    </div>
                    <div class="reading">
                        { printed(state) }
                        <Way
                            report={report.clone()}
                            knowledge={state.knowledge.clone()}
                            journey={state.journey.clone()}
                            done={state.done.clone()}
                        />
                        <Installations report={report.clone()} knowledge={state.knowledge.clone()} />
                        <Verdict report={report.clone()} text={state.paper().text.clone()} knowledge={state.knowledge.clone()} link={state.link.clone()} />
                        { knowledge_note(state) }
                        if shared.is_none() {
                            <Pairings report={report.clone()} />
                        }
                        if !blocks {
                            <Now
                                report={report.clone()}
                                journey={state.journey.clone()}
                                done={state.done.clone()}
                                set_aside={state.set_aside.clone()}
                            />
                        }
                        if let Some(shared) = shared {
                            { found(shared, &state.knowledge) }
                        } else {
                            <BeforeAfter
                                proven={state.proven.clone()}
                                likely={state.sides()}
                                compared={state.compared.clone()}
                                texts={state.comparable()}
                            />
                            <Findings report={report.clone()} caret={state.caret_line()} set_aside={state.set_aside.clone()} />
                        }
                        <Missing report={report.clone()} />
                        <PlanPanel
                            report={report.clone()}
                            knowledge={state.knowledge.clone()}
                            journey={state.journey.clone()}
                            done={state.done.clone()}
                        />
                        if is_whole {
                            <HandOver export={Export::of(state)} link={state.share().map(AttrValue::from)} ticket={state.ticket} replacements={state.replacements} />
                            <Fixes knowledge={state.knowledge.clone()} report={report.clone()} />
                            <FailuresList knowledge={state.knowledge.clone()} sought={state.sought.clone()} />
                        }
                    </div>
                </@>
                { footer(host, state) }
                if *drag == Drag::Here {
                    <p class="drop" role="status">{ "Drop the files to read them here, in this tab." }</p>
                }
                { copy_status(state) }
                </div>
            </ContextProvider<CommandContext>>
            </ContextProvider<PaperContext>>
        </ContextProvider<Host>>
    }
}

/// Whether files are dragged over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drag {
    /// They are.
    Here,
    /// They are not.
    Elsewhere,
}

/// What this is, and how anyone can check what it says of itself.
fn footer(host: &Host, state: &State) -> Html {
    // All words of a document belong to a landmark, and only its owner has one for these.
    let footer = match host.mount.standing() {
        Standing::Owner => "footer",
        Standing::Guest => "div",
    };
    let policy = match host.mount.standing() {
        Standing::Owner if host.mount.single_file().is_none() => {
            "The file\u{2019}s policy, in its first lines, allows no request at all; the browser enforces it."
        }
        Standing::Owner => {
            "The page\u{2019}s policy, in its first lines, allows requests to its own origin only; the browser enforces it."
        }
        Standing::Guest => {
            "Here the policy of this site applies. Opened as a page of its own, the tool has one that the browser enforces."
        }
    };
    let known =
        state.report.checked_on.map_or_else(String::new, |date| format!(" \u{b7} releases as of {date}"));
    html! {
        <@{footer} class="foot">
            <p>
                { concat!("Gloo Advisor ", env!("CARGO_PKG_VERSION"), " \u{b7} ") }
                { link("https://www.apache.org/licenses/LICENSE-2.0", "Apache-2.0") }
                { " \u{b7} Not a product of Solo.io" }
                if let Some(address) = host.mount.single_file() {
                    { " \u{b7} " }
                    <a href={address} download={SINGLE_FILE}>{ "Download as one file" }</a>
                }
                // Last, so that nothing moves when the catalog is there.
                { known }
            </p>
            <details id={host.id(PRIVACY)}>
                <summary>{ "What you paste stays in this tab: how to check" }</summary>
                <ul>
                    <li>{ "Open the developer tools, tab Network, and paste: no request is made." }</li>
                    <li>{ "Load the page, go offline, and paste: it works as before." }</li>
                    <li>{ policy }</li>
                    <li>{ "Your choices and ticks are kept in this browser. What you paste is stored nowhere." }</li>
                </ul>
            </details>
        </@>
    }
}

/// What a sheet of paper has to say of itself, since the page around it is not on it.
fn printed(state: &State) -> Html {
    let Some(plan) = &state.report.plan else { return Html::default() };
    let today = state.choices.today.map_or_else(String::new, |today| format!(" Printed on {today}."));
    let (from, to) = (&plan.from, &plan.target);
    html! {
        <p class="printed">
            { format!("Gloo Advisor: {} {} to {}. Commands are written for {}.{today}", from.edition, from.version, to.version, in_short(&state.report.settings)) }
        </p>
    }
}

fn bar(host: &Host, state: &State) -> Html {
    let theme = state.theme;
    let mount = host.mount.clone();
    // The headings of a document are its owner's.
    let title = match mount.standing() {
        Standing::Owner => "h1",
        Standing::Guest => "p",
    };
    let known = state.report.checked_on.map_or_else(String::new, |date| format!("Releases as of {date}"));
    html! {
        <>
            { mark() }
            <@{title} class="title">{ "Gloo Advisor" }</@>
            <button type="button" class="private" onclick={looking::leading_to(host, PRIVACY)}>
                { "What you paste stays in this tab" }
            </button>
            <div class="aside">
                <span class="quiet">{ known }</span>
                if state.asked.theme.is_none() {
                    <label class="quiet">
                        { "Theme " }
                        <select onchange={host.on(|event: Event| Action::SetTheme(Theme::parse(&event::value(&event)).unwrap_or_default()))}>
                            for known in Theme::ALL { { option(known.name(), theme.name(), known.name()) } }
                        </select>
                    </label>
                }
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
