//! The result in two sentences, before everything else.

use std::rc::Rc;

use yew::{Callback, Html, Properties, component, html};

use super::chips::chips;
use super::command::CommandLine;
use super::context::use_host;
use super::examples::example_buttons;
use super::ids::VERDICT;
use super::text::Text;
use crate::command::Command;
use crate::knowledge::Knowledge;
use crate::report::{Level, Report};

/// What a verdict is given on.
#[derive(PartialEq, Properties)]
pub struct VerdictProps {
    /// The report.
    pub report: Rc<Report>,
    /// The text that it is of.
    pub text: Text,
    /// What is known of releases.
    pub knowledge: Rc<Knowledge>,
}

/// The result in two sentences; where there is none, how to come to one.
#[component]
pub fn Verdict(props: &VerdictProps) -> Html {
    let host = use_host();
    let report = &*props.report;
    let verdict = report.cluster().map_or(&report.verdict, |cluster| &cluster.verdict);
    let is_empty = verdict.level == Level::Empty;
    let next = next(report);
    let (title, detail) = if !is_empty {
        (verdict.title.as_str(), next.as_str())
    } else if props.text.trim().is_empty() {
        (
            "Paste what glooctl printed.",
            "It is read here, in this tab: which versions are installed, how they pair, what fails, and the commands that upgrade them.",
        )
    } else {
        (
            verdict.title.as_str(),
            "The text stays in the box. Paste the output of one of these commands, with or without the prompt.",
        )
    };
    let heading = host.id("verdict-title");
    html! {
        <section
            id={host.id(VERDICT)}
            class="verdict"
            data-level={verdict.level.name()}
            // The first link of the page leads here.
            tabindex="-1"
            aria-labelledby={heading.clone()}
            aria-live="polite"
        >
            <h2 id={heading}>{ title }</h2>
            <p>{ detail }</p>
            { chips(report, &props.knowledge.catalog) }
            if is_empty {
                for word in ["version", "check"] {
                    <CommandLine command={Command::new("glooctl", &[word])} />
                }
                <p>{ "Or see what the page makes of an example:" }</p>
                <ul class="try">{ example_buttons(&host, &Callback::noop()) }</ul>
            }
        </section>
    }
}

/// What the plan comes to. How the numbers belong together is said beside the picture of them.
fn next(report: &Report) -> String {
    let Some(plan) = report.plan.as_ref().filter(|plan| !plan.hops.is_empty()) else {
        return String::new();
    };
    let (from, to) = (plan.from.version, plan.target.version);
    let upgrades = match plan.hops.len() {
        1 => "is one upgrade".to_owned(),
        count => format!("takes {count} upgrades, one after the other"),
    };
    format!("{from} to {to} {upgrades}.")
}
