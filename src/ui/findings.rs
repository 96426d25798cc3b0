//! Findings by severity, each with the lines it rests on, and what is missing.

use std::rc::Rc;

use yew::{Html, Properties, classes, component, html};

use super::command::{CommandLine, command_lines};
use super::context::use_host;
use super::effects::looking;
use super::ids::{FINDINGS, MISSING};
use super::parts::Panel;
use super::place::Place;
use super::state::Action;
use crate::diagnose::{Diagnostic, Message, Severity};
use crate::evidence::Evidence;
use crate::report::Report;
use crate::transcript::Span;

/// What findings are shown of.
#[derive(PartialEq, Properties)]
pub struct FindingsProps {
    /// The report.
    pub report: Rc<Report>,
    /// The line that the caret is in.
    pub caret: Option<usize>,
}

/// All findings.
#[component]
pub fn Findings(props: &FindingsProps) -> Html {
    let report = &props.report;
    if report.is_empty() && report.diagnostics.is_empty() {
        return Html::default();
    }
    let look = |diagnostic: &Diagnostic| match props.caret {
        Some(line) if diagnostic.rests_on_line(line) => Look::AtItsLines,
        _ => Look::Elsewhere,
    };
    html! {
        <Panel id={FINDINGS} title="Findings" count={report.diagnostics.len()}>
            if report.diagnostics.is_empty() {
                <p class="calm">{ "Nothing to point out." }</p>
            }
            for diagnostic in &report.diagnostics {
                <Finding look={look(diagnostic)} diagnostic={Rc::new(diagnostic.clone())} />
            }
        </Panel>
    }
}

/// Where the caret of the box is, as seen from a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// In one of the lines that it rests on.
    AtItsLines,
    /// Anywhere else.
    Elsewhere,
}

/// A finding to show.
#[derive(PartialEq, Properties)]
pub struct FindingProps {
    /// The finding.
    pub diagnostic: Rc<Diagnostic>,
    /// Where the caret is.
    pub look: Look,
}

/// A finding; what it rests on is lit while it is looked at.
#[component]
pub fn Finding(props: &FindingProps) -> Html {
    let host = use_host();
    let diagnostic = &*props.diagnostic;
    let code = diagnostic.code.id();
    let lines: Rc<[Span]> = diagnostic.lines().collect();
    let dark: Rc<[Span]> = Rc::default();
    let first = lines.iter().map(|span| span.start).min();
    // The pointer only passes by; what has the keyboard is looked at.
    let onmouseenter = host.on({
        let lines = lines.clone();
        move |_| Action::Light(lines.clone())
    });
    let onmouseleave = host.on({
        let dark = dark.clone();
        move |_| Action::Light(dark.clone())
    });
    let onfocusin = host.on({
        let mount = host.mount.clone();
        move |_| {
            if let Some(line) = first {
                looking::peek_at_line(&mount, line);
            }
            Action::Light(lines.clone())
        }
    });
    let onfocusout = host.on(move |_| Action::Light(dark.clone()));
    html! {
        // Links and lines lead here, so the keyboard can be put here.
        <article
            id={host.id(&code)}
            class={classes!((props.look == Look::AtItsLines).then_some("at"))}
            data-level={diagnostic.severity.name()}
            tabindex="-1"
            {onmouseenter} {onmouseleave} {onfocusin} {onfocusout}
        >
            <h3>
                <span class="sev">{ diagnostic.severity.label() }</span>
                { " " }
                { &diagnostic.title }
                { " " }
                <span class="code">{ code.clone() }</span>
                if let Some(cluster) = &diagnostic.subject.cluster {
                    <small class="where">{ cluster }</small>
                }
            </h3>
            <p>{ &diagnostic.detail }</p>
            if diagnostic.messages.is_empty() {
                <p class="meta">
                    for evidence in &diagnostic.evidence { { source(evidence) } }
                </p>
            } else {
                <ul class="messages">
                    for said in &diagnostic.messages { { message(said) } }
                </ul>
            }
            if diagnostic.severity == Severity::Error {
                <p class="meta">{ "Blocks the upgrade." }</p>
            }
            if !diagnostic.help.is_empty() {
                <p>{ &diagnostic.help }</p>
            }
            { command_lines(&diagnostic.command) }
            if !diagnostic.steps.is_empty() {
                <ol>
                    for step in &diagnostic.steps {
                        <li><p>{ &step.words }</p>{ command_lines(&step.commands) }</li>
                    }
                </ol>
            }
        </article>
    }
}

/// A message of the check, word for word.
fn message(message: &Message) -> Html {
    html! {
        <li>
            <samp>{ &message.text }</samp>
            <p class="meta">
                <Place span={message.span} />
                if let Some(section) = &message.section {
                    <span>{ format!("section {section}") }</span>
                }
                if !message.often.is_empty() {
                    <span>{ &message.often }</span>
                }
            </p>
        </li>
    }
}

fn source(evidence: &Evidence) -> Html {
    match evidence {
        Evidence::Lines(span) => html! { <Place span={*span} /> },
        Evidence::Catalog(row) => html! { <span>{ format!("catalog: {row}") }</span> },
        Evidence::Said(what) => html! { <span>{ format!("your choice of {what}") }</span> },
    }
}

/// What is missing in a report.
#[derive(PartialEq, Properties)]
pub struct MissingProps {
    /// The report.
    pub report: Rc<Report>,
}

/// What would sharpen the answer, and the command that prints it.
#[component]
pub fn Missing(props: &MissingProps) -> Html {
    let report = &props.report;
    if report.missing.is_empty() || report.is_empty() {
        return Html::default();
    }
    html! {
        <Panel id={MISSING} title="What would show more">
            <ul>
                for missing in &report.missing {
                    <li>
                        <p>{ format!("Missing: {}. {}", missing.what, missing.why) }</p>
                        <CommandLine command={missing.command.clone()} />
                    </li>
                }
            </ul>
        </Panel>
    }
}
