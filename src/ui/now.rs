//! The one thing to do now.

use std::rc::Rc;

use yew::{Html, MouseEvent, Properties, component, html};

use super::command::command_lines;
use super::context::use_host;
use super::effects::looking;
use super::ids::{self, NOW};
use super::journey::{Stops, passed};
use super::manifest::change;
use super::parts::with_code;
use super::state::Action;
use crate::plan::Plan;
use crate::report::{Aside, Report, Todo, Whose};

/// What the next thing to do follows from.
#[derive(PartialEq, Properties)]
pub struct NowProps {
    /// The report.
    pub report: Rc<Report>,
    /// The stops of the way that was chosen.
    pub journey: Stops,
    /// The things that are done.
    pub done: Rc<[String]>,
    /// The findings that are set aside.
    pub set_aside: Rc<[Aside]>,
}

/// The first thing that is not done, with what is typed for it.
#[component]
pub fn Now(props: &NowProps) -> Html {
    let host = use_host();
    let NowProps { report, journey, done, set_aside } = props;
    // On an empty page, the verdict says what to paste.
    let mut todos = if report.is_empty() { Vec::new() } else { report.todos() };
    todos.retain(|todo| match todo.whose {
        Whose::Finding(finding) => !set_aside.iter().any(|aside| aside.is_of(finding)),
        Whose::Step(..) | Whose::Missing => true,
    });
    let is_open = |todo: &&Todo<'_>| !done.contains(&todo.whose.tick());
    let at = todos.iter().position(|todo| is_open(&todo));
    let Some((at, todo)) = at.and_then(|at| Some((at, todos.get(at)?))) else { return Html::default() };
    let heading = host.id("now-title");
    let part = match todo.whose {
        Whose::Finding(finding) => Some((finding.code.id().into_owned(), "See the finding")),
        Whose::Step(hop, step) => {
            let words = if step.has_duties() { "Read the points of this step first" } else { "See the step" };
            let hops = report.plan.iter().flat_map(Plan::parts);
            let number = passed(journey, report) + hops.take_while(|one| *one != hop).count() + 1;
            Some((ids::hop(number), words))
        }
        Whose::Missing => None,
    };
    let ondone = host.on({
        let name = todo.whose.tick();
        move |_: MouseEvent| Action::Tick(name.clone())
    });
    html! {
        <section id={host.id(NOW)} class="now" aria-labelledby={heading.clone()} aria-live="polite">
            <h2 id={heading}>
                { "Do this now" }
                if todos.len() > 1 {
                    <span class="count">{ format!(" {} of {}", at + 1, todos.len()) }</span>
                }
            </h2>
            <h3>{ todo.title }</h3>
            if let Whose::Step(_, step) = todo.whose {
                { change(step.manifest.as_ref()) }
            }
            { command_lines(todo.commands.iter().copied()) }
            <p class="why">{ with_code(todo.words) }</p>
            if let Whose::Step(_, step) = todo.whose {
                if let Some(gate) = &step.gate {
                    <p class="gate" role="note">{ with_code(gate) }</p>
                }
            }
            <p class="acts">
                if todo.whose != Whose::Missing {
                    <button type="button" class="done" onclick={ondone}>{ "Done" }</button>
                }
                if let Some((part, words)) = part {
                    <button type="button" class="place" onclick={looking::leading_to(&host, part)}>{ words }</button>
                }
            </p>
        </section>
    }
}
