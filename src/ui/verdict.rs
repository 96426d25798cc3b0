//! The result in two sentences, before everything else.

use std::rc::Rc;

use yew::{Callback, Html, Properties, component, html};

use super::command::CommandLine;
use super::context::{Host, use_host};
use super::effects::files;
use super::examples::EXAMPLES;
use super::ids::VERDICT;
use super::text::Text;
use crate::command::Command;
use crate::report::{Level, Report};

/// What a verdict is given on.
#[derive(PartialEq, Properties)]
pub struct VerdictProps {
    /// The report.
    pub report: Rc<Report>,
    /// The text that it is of.
    pub text: Text,
}

/// The result in two sentences; where there is none, how to come to one.
#[component]
pub fn Verdict(props: &VerdictProps) -> Html {
    let host = use_host();
    let verdict = &props.report.verdict;
    let is_empty = verdict.level == Level::Empty;
    let (title, detail) = if !is_empty {
        (verdict.title.as_str(), verdict.detail.as_str())
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
            aria-labelledby={heading.clone()}
            aria-live="polite"
        >
            <h2 id={heading}>{ title }</h2>
            <p>{ detail }</p>
            if is_empty {
                for word in ["version", "check"] {
                    <CommandLine command={Command::new("glooctl", &[word])} />
                }
                <p>{ "Or see what the page makes of an example:" }</p>
                { examples(&host) }
            }
        </section>
    }
}

/// The examples, a button for each.
fn examples(host: &Host) -> Html {
    let onclick = |path: &'static str| {
        let host = host.clone();
        Callback::from(move |_| files::take_example(&host, path))
    };
    html! {
        <ul class="try">
            for example in EXAMPLES {
                <li><button type="button" onclick={onclick(example.path)}>{ example.title }</button></li>
            }
        </ul>
    }
}
