//! The report for people: as plain text for a terminal, and as a ticket in Markdown and in the markup of Jira.

pub(super) mod checklist;
mod files;
mod jira;
pub(super) mod markdown;
mod paper;
mod plan;

use std::fmt::Write as _;

use super::Report;
use super::aside::{Aside, Parted};
use crate::diagnose::Diagnostic;
use crate::evidence::Evidence;
use crate::transcript::Span;
pub use files::files;
pub(crate) use paper::Paper;
pub(super) use plan::route;

/// How headings and commands are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// For a terminal: headings in a line of their own, commands behind two blanks.
    Plain,
    /// For a ticket: `##`, fenced code, and nothing of a paste that is more than text.
    Markdown,
    /// The same ticket for a tracker without Markdown: `h2.`, `{code}`, and nothing of a paste that is more than text.
    Jira,
}

/// How much of a plan is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What has to be done or checked; what was said at an earlier hop is not said again.
    Brief,
    /// Everything.
    Full,
}

/// Renders a report.
#[must_use]
pub fn render(report: &Report, style: Style, detail: Detail) -> String {
    render_without(report, style, detail, &[])
}

/// The same, with what somebody has set aside in a section of its own. The verdict stays.
#[must_use]
pub fn render_without(report: &Report, style: Style, detail: Detail, set_aside: &[Aside]) -> String {
    let paper = Paper { style, detail, shell: report.settings.shell };
    let Parted { open, set_aside } = Parted::new(report, set_aside);
    let mut text = paper.answer(&report.verdict);
    text.push_str(&recognised(report, paper));
    if !open.is_empty() {
        text.push_str(&paper.heading("Findings"));
        text.extend(open.iter().map(|diagnostic| finding(diagnostic, report, paper)));
    }
    if !set_aside.is_empty() {
        text.push_str(&paper.heading("Set aside"));
        for (diagnostic, aside) in set_aside {
            text.push_str(&paper.item(&titled(diagnostic)));
            text.push_str(&paper.below(&aside.said()));
        }
    }
    if !report.missing.is_empty() {
        text.push_str(&paper.heading("Missing"));
        for missing in &report.missing {
            text.push_str(&paper.item(&format!("{}: {}", missing.what, missing.why)));
            text.push_str(&paper.code(std::slice::from_ref(&missing.command)));
        }
    }
    text.push_str(&installations(report, paper));
    if let Some(plan) = &report.plan {
        text.push_str(&plan::render(plan, report, paper));
    }
    if let Some(checked_on) = report.checked_on {
        let _ = write!(text, "\n{}\n", paper.words(&format!("Releases as known on {checked_on}.")));
    }
    text
}

/// How the terminal plans for another one.
const CHOOSE: &str = "In the terminal, `--installation N` chooses one.";

/// Where there are several, a line for each, with the number that chooses it.
fn installations(report: &Report, paper: Paper) -> String {
    if report.installations.len() < 2 {
        return String::new();
    }
    let items = report.installations.iter().enumerate();
    let items = items.map(|(index, (one, _))| paper.item(&format!("{}: {}", index + 1, one.place())));
    paper.heading("Installations") + &items.collect::<String>() + &paper.item(CHOOSE)
}

fn recognised(report: &Report, paper: Paper) -> String {
    let mut text = String::new();
    if report.transcripts.iter().all(|transcript| transcript.lines == 0) {
        return text;
    }
    text.push_str(&paper.heading("Recognised"));
    for block in &report.blocks {
        let superseded = if block.superseded { ", older, not used" } else { "" };
        text.push_str(&paper.item(&format!(
            "{} ({}), {}{superseded}",
            block.kind.label(),
            block.format.name(),
            place(block.span, report)
        )));
    }
    for span in report.transcripts.iter().flat_map(|transcript| &transcript.unread) {
        text.push_str(&paper.item(&format!("not read: {}", place(*span, report))));
    }
    text
}

/// `line 3`, `lines 3 to 5`
pub(crate) fn lines(span: Span) -> String {
    if span.start == span.end {
        format!("line {}", span.start)
    } else {
        format!("lines {} to {}", span.start, span.end)
    }
}

fn place(span: Span, report: &Report) -> String {
    let lines = lines(span);
    match report.transcripts.get(span.transcript) {
        Some(transcript) if report.transcripts.len() > 1 => format!("{} {lines}", transcript.name),
        _ => lines,
    }
}

/// A finding in a line.
fn titled(diagnostic: &Diagnostic) -> String {
    let severity = diagnostic.severity.label();
    let cluster =
        diagnostic.subject.cluster.as_ref().map_or(String::new(), |cluster| format!(" ({cluster})"));
    format!("{severity} {}{cluster}: {}", diagnostic.code.id(), diagnostic.title)
}

fn finding(diagnostic: &Diagnostic, report: &Report, paper: Paper) -> String {
    let mut text = paper.item(&titled(diagnostic)) + &paper.below(&diagnostic.detail);
    let places = diagnostic.evidence.iter().map(|evidence| match evidence {
        Evidence::Lines(span) => place(*span, report),
        Evidence::Catalog(row) => format!("catalog: {row}"),
        Evidence::Said(what) => format!("your choice: {what}"),
    });
    let places: Vec<String> = places.collect();
    if !places.is_empty() {
        text.push_str(&paper.below(&format!("Seen at: {}", places.join(", "))));
    }
    for message in &diagnostic.messages {
        let section = message.section.as_deref().map_or(String::new(), |section| format!("[{section}] "));
        let often = if message.often.is_empty() { String::new() } else { format!(" ({})", message.often) };
        text.push_str(&paper.quote(&format!("{section}{}{often}", message.text)));
    }
    text.push_str(&paper.below(&diagnostic.help));
    if let Some(command) = &diagnostic.command {
        text.push_str(&paper.code(std::slice::from_ref(command)));
    }
    for step in &diagnostic.steps {
        text.push_str(&paper.item_below(&step.words));
        text.push_str(&paper.code(&step.commands));
    }
    text
}
