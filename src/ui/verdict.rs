//! The result in two sentences, before everything else.

use std::rc::Rc;

use yew::{Callback, Html, Properties, component, html};

use super::chips::{chips, shared_chips};
use super::command::CommandLine;
use super::context::use_host;
use super::examples::example_buttons;
use super::fragment::Link;
use super::ids::VERDICT;
use super::same::Same;
use super::text::Text;
use crate::command::Command;
use crate::diagnose::Severity;
use crate::knowledge::Knowledge;
use crate::plan::Place;
use crate::report::{Level, Read, Report, Shared};
use crate::settings::Target;

/// What a verdict is given on.
#[derive(PartialEq, Properties)]
pub struct VerdictProps {
    /// The report.
    pub report: Rc<Report>,
    /// The text that it is of.
    pub text: Text,
    /// What is known of releases.
    pub knowledge: Same<Knowledge>,
    /// The result that came with a link.
    pub link: Link,
}

/// The result in two sentences; where there is none, how to come to one.
#[component]
pub fn Verdict(props: &VerdictProps) -> Html {
    let host = use_host();
    let report = &*props.report;
    let read = report.cluster().map_or(&report.verdict, |cluster| &cluster.verdict);
    let shared = props.link.shared();
    let (level, title) = match &props.link {
        Link::Plain => (read.level, read.title.clone()),
        Link::Shared(shared) => shared.verdict(report.plan.as_ref()),
        Link::Broken(_) => (Level::Finding(Severity::Error), "This link can't be opened.".to_owned()),
    };
    let is_empty = shared.is_none() && read.level == Level::Empty;
    let next = match &props.link {
        Link::Broken(_) => "Or paste the output of one of these commands.".to_owned(),
        Link::Plain | Link::Shared(_) => next(report),
    };
    let (title, detail) = if level != Level::Empty {
        (title.as_str(), next.as_str())
    } else if props.text.trim().is_empty() {
        (
            "Paste what glooctl printed.",
            "It is read here, in this tab: which versions are installed, how they pair, what fails, and the commands that upgrade them.",
        )
    } else {
        (
            title.as_str(),
            "The text stays in the box. Paste the output of one of these commands, with or without the prompt.",
        )
    };
    let heading = host.id("verdict-title");
    html! {
        <section
            id={host.id(VERDICT)}
            class="verdict"
            data-level={level.name()}
            // The first link of the page leads here.
            tabindex="-1"
            aria-labelledby={heading.clone()}
            aria-live="polite"
        >
            <h2 id={heading}>{ title }</h2>
            if let Link::Broken(broken) = &props.link {
                <p role="alert">{ broken.sentence() }</p>
            }
            <p>{ detail }</p>
            if let Some(shared) = shared {
                <p>{ origin(shared, report) }</p>
                { shared_chips(shared) }
            } else {
                { chips(report, &props.knowledge.catalog) }
            }
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

/// Where a result comes from that nobody pasted here.
fn origin(shared: &Shared, report: &Report) -> String {
    let sent = match shared.grounds.read {
        Read::Nothing => "This result came with a link.",
        Read::Lines | Read::Output => {
            "This result came with a link. The output that it rests on was not sent."
        }
    };
    let plan = report.plan.as_ref();
    let is_same = plan.is_none_or(|plan| {
        Some(Target::Version(plan.target.version)) != shared.choices.target
            || u32::try_from(plan.parts().count()) == Ok(shared.hops)
    });
    let differs =
        if is_same { "" } else { " This page knows other releases: its plan differs from the sender's." };
    format!("{sent}{differs}")
}

/// What the plan comes to. How the numbers belong together is said beside the picture of them.
fn next(report: &Report) -> String {
    let Some(plan) = report.plan.as_ref().filter(|plan| !plan.is_empty()) else {
        return String::new();
    };
    let (from, to) = (plan.from.version, plan.target.version);
    let beside = plan.onward.as_ref().map(|onward| match onward.place {
        Place::Beside => format!("{} goes beside Gloo {to}.", onward.title()),
        Place::Inside => format!("Gloo {to} serves {}.", onward.title()),
    });
    if plan.hops.is_empty() {
        return beside.unwrap_or_default();
    }
    let upgrades = match plan.hops.len() {
        1 => "is one upgrade".to_owned(),
        count => format!("takes {count} upgrades, one after the other"),
    };
    let beside = beside.map_or_else(String::new, |beside| format!(" Then {beside}"));
    format!("{from} to {to} {upgrades}.{beside}")
}
