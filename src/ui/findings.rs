//! Findings by severity, each with the lines it rests on, and what is missing.

use std::rc::Rc;

use yew::{Html, Properties, classes, component, html};

use super::command::{CommandLine, command_lines};
use super::context::{use_host, use_papers};
use super::effects::looking;
use super::findings_aside::{SetAside, Setting};
use super::fold::Fold;
use super::ids::{FINDINGS, MISSING};
use super::parts::Panel;
use super::place::Place;
use super::state::Action;
use crate::diagnose::{Diagnostic, Message, Severity};
use crate::evidence::Evidence;
use crate::plan::Plan;
use crate::report::{Aside, Report};
use crate::transcript::Span;

/// What findings are shown of.
#[derive(PartialEq, Properties)]
pub struct FindingsProps {
    /// The report.
    pub report: Rc<Report>,
    /// The line that the caret is in.
    pub caret: Option<Span>,
    /// Those that are set aside.
    pub set_aside: Rc<[Aside]>,
}

/// All findings.
#[component]
pub fn Findings(props: &FindingsProps) -> Html {
    let report = &props.report;
    let aside_of = |finding: &Diagnostic| props.set_aside.iter().find(|aside| aside.is_of(finding));
    let (set_aside, findings): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        report.findings().partition(|finding| aside_of(finding).is_some());
    // Where there is nothing to point out, the verdict has said so.
    if findings.is_empty() && set_aside.is_empty() {
        return Html::default();
    }
    let look = |diagnostic: &Diagnostic| match props.caret {
        Some(line) if diagnostic.rests_on(line) => Look::AtItsLines,
        _ => Look::Elsewhere,
    };
    // Beside a plan, what to do first is shown already.
    let fold = match &report.plan {
        Some(plan) if !plan.is_empty() => Fold::Shut,
        _ => Fold::Open,
    };
    html! {
        <Panel id={FINDINGS} title="Findings" count={findings.len()}>
            for diagnostic in findings {
                <Finding look={look(diagnostic)} {fold} diagnostic={Rc::new(diagnostic.clone())} />
            }
            if !set_aside.is_empty() {
                <details class="set-aside">
                    <summary>{ format!("Set aside: {}", set_aside.len()) }</summary>
                    <ul>
                        for diagnostic in set_aside {
                            if let Some(aside) = aside_of(diagnostic) {
                                <SetAside diagnostic={Rc::new(diagnostic.clone())} aside={aside.clone()} />
                            }
                        }
                    </ul>
                </details>
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
    /// Whether it begins open.
    pub fold: Fold,
}

/// A finding; what it rests on is lit while it is looked at.
#[component]
pub fn Finding(props: &FindingProps) -> Html {
    let (host, shown) = (use_host(), use_papers().shown);
    let diagnostic = &*props.diagnostic;
    let code = diagnostic.code.id();
    let lines: Rc<[Span]> = diagnostic.lines().collect();
    let dark: Rc<[Span]> = Rc::default();
    let first = lines.iter().filter(|span| span.transcript == shown).map(|span| span.start).min();
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
            <details open={props.fold == Fold::Open}>
                <summary>
                    <h3>
                        <span class="sev">{ diagnostic.severity.label() }</span>
                        { " " }
                        { &diagnostic.title }
                        if let Some(name) = &diagnostic.subject.name {
                            { " " }
                            <small class="whom">{ name }</small>
                        }
                        if diagnostic.severity == Severity::Error {
                            { " " }
                            <small class="where">{ "blocks the upgrade" }</small>
                        }
                        { " " }
                        <span class="code">{ code.clone() }</span>
                    </h3>
                </summary>
                <p>{ &diagnostic.detail }</p>
                if diagnostic.messages.is_empty() {
                    <p class="meta">
                        for evidence in &diagnostic.evidence { { source(diagnostic, evidence) } }
                    </p>
                } else {
                    <ul class="messages">
                        for said in &diagnostic.messages { { message(diagnostic, said) } }
                    </ul>
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
                <Setting diagnostic={props.diagnostic.clone()} />
            </details>
        </article>
    }
}

/// A message of the check, word for word.
fn message(diagnostic: &Diagnostic, message: &Message) -> Html {
    html! {
        <li>
            <samp>{ &message.text }</samp>
            <p class="meta">
                <Place span={message.span} of={diagnostic.title.clone()} />
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

fn source(diagnostic: &Diagnostic, evidence: &Evidence) -> Html {
    match evidence {
        Evidence::Lines(span) => html! { <Place span={*span} of={diagnostic.title.clone()} /> },
        Evidence::Catalog(row) => html! { <span>{ format!("catalog: {row}") }</span> },
        Evidence::Said(what) => html! { <span>{ format!("your choice: {what}") }</span> },
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
    // Without a plan this is what to do next.
    let is_open = report.plan.as_ref().is_none_or(Plan::is_empty);
    html! {
        <Panel id={MISSING} title="What would show more">
            <ul>
                for missing in &report.missing {
                    <li>
                        <details open={is_open}>
                            <summary>{ format!("Missing: {}", missing.what) }</summary>
                            <p>{ missing.why.clone() }</p>
                            <CommandLine command={missing.command.clone()} />
                        </details>
                    </li>
                }
            </ul>
        </Panel>
    }
}
