//! The report for a terminal, in plain text and in Markdown.

use std::fmt::Write as _;

use super::{Report, Verdict};
use crate::command::posix;
use crate::diagnose::Diagnostic;
use crate::evidence::Evidence;
use crate::gather::Gather as _;
use crate::plan::{Hop, Phase, Plan};
use crate::transcript::Span;

/// How headings and commands are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// For a terminal: headings in a line of their own, commands behind two blanks.
    Plain,
    /// For a ticket: `##` and fenced code.
    Markdown,
}

impl Style {
    fn heading(self, text: &str) -> String {
        match self {
            Self::Plain => format!("\n{text}\n"),
            Self::Markdown => format!("\n## {}\n\n", escape(text)),
        }
    }

    fn item(self, text: &str) -> String {
        match self {
            Self::Plain => format!("- {text}\n"),
            Self::Markdown => format!("- {}\n", escape(text)),
        }
    }

    fn text(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Markdown => escape(text),
        }
    }

    /// A command, to be run.
    fn code(self, text: &str) -> String {
        self.block(text, "    ", "sh")
    }

    /// Pasted words, not to be run.
    fn quote(self, text: &str) -> String {
        self.block(text, "  | ", "")
    }

    /// Text that is never anything but text. A fence is longer than any inside.
    fn block(self, text: &str, indent: &str, language: &str) -> String {
        match self {
            Self::Plain => text.lines().map(|line| format!("{indent}{line}\n")).collect(),
            Self::Markdown => {
                let inner = text
                    .lines()
                    .map(|line| line.trim_start().chars().take_while(|c| *c == '`').count())
                    .max();
                let fence = "`".repeat(3.max(inner.unwrap_or(0) + 1));
                format!("\n{fence}{language}\n{text}\n{fence}\n\n")
            }
        }
    }
}

/// Renders a report.
#[must_use]
pub fn render(report: &Report, style: Style) -> String {
    let Verdict { title, detail, .. } = &report.verdict;
    let mut text = match style {
        Style::Plain => format!("{title}\n"),
        Style::Markdown => format!("# {}\n\n", escape(title)),
    };
    if !detail.is_empty() {
        let _ = writeln!(text, "{}", style.text(detail));
    }
    text.push_str(&recognised(report, style));
    if !report.diagnostics.is_empty() {
        text.push_str(&style.heading("Findings"));
        for diagnostic in &report.diagnostics {
            text.push_str(&finding(diagnostic, report, style));
        }
    }
    if !report.missing.is_empty() {
        text.push_str(&style.heading("Missing"));
        for missing in &report.missing {
            text.push_str(&style.item(&format!("{}: {}", missing.what, missing.why)));
            text.push_str(&style.code(&posix::emit(&missing.command)));
        }
    }
    if let Some(plan) = &report.plan {
        text.push_str(&render_plan(plan, style));
    }
    if let Some(checked_on) = report.checked_on {
        let _ = write!(text, "\n{}\n", style.text(&format!("Releases as known on {checked_on}.")));
    }
    text
}

fn recognised(report: &Report, style: Style) -> String {
    let mut text = String::new();
    if report.transcripts.iter().all(|transcript| transcript.lines == 0) {
        return text;
    }
    text.push_str(&style.heading("Recognised"));
    for block in &report.blocks {
        let superseded = if block.superseded { ", superseded by later output" } else { "" };
        text.push_str(&style.item(&format!(
            "{} ({}), {}{superseded}",
            block.kind.label(),
            block.format.name(),
            place(block.span, report)
        )));
    }
    for span in report.transcripts.iter().flat_map(|transcript| &transcript.unread) {
        text.push_str(&style.item(&format!("not read: {}", place(*span, report))));
    }
    text
}

fn place(span: Span, report: &Report) -> String {
    let lines = if span.start == span.end {
        format!("line {}", span.start)
    } else {
        format!("lines {} to {}", span.start, span.end)
    };
    match report.transcripts.get(span.transcript) {
        Some(transcript) if report.transcripts.len() > 1 => format!("{} {lines}", transcript.name),
        _ => lines,
    }
}

fn finding(diagnostic: &Diagnostic, report: &Report, style: Style) -> String {
    let severity = diagnostic.severity.label();
    let mut text = style.item(&format!("{severity} {}: {}", diagnostic.code.id(), diagnostic.title));
    let _ = writeln!(text, "  {}", style.text(&diagnostic.detail));
    let places = diagnostic.evidence.iter().map(|evidence| match evidence {
        Evidence::Lines(span) => place(*span, report),
        Evidence::Catalog(row) => format!("catalog: {row}"),
        Evidence::Said(what) => format!("your choice of {what}"),
    });
    let places: Vec<String> = places.gather();
    if !places.is_empty() {
        let _ = writeln!(text, "  Seen at: {}", style.text(&places.join(", ")));
    }
    for message in &diagnostic.messages {
        let section = message.section.as_deref().map_or(String::new(), |section| format!("[{section}] "));
        text.push_str(&style.quote(&format!("{section}{}", message.text)));
    }
    if !diagnostic.help.is_empty() {
        let _ = writeln!(text, "  {}", style.text(&diagnostic.help));
    }
    if let Some(command) = &diagnostic.command {
        text.push_str(&style.code(&posix::emit(command)));
    }
    text
}

fn render_plan(plan: &Plan, style: Style) -> String {
    let mut text = style.heading(&format!("Plan: {} {} to {}", plan.edition, plan.from, plan.target));
    for assumption in &plan.assumptions {
        text.push_str(&style.item(&format!(
            "{}: {} (to find out: {})",
            assumption.what,
            assumption.value,
            posix::emit(&assumption.ask)
        )));
    }
    for (index, hop) in plan.hops.iter().enumerate() {
        text.push_str(&style.heading(&format!(
            "Hop {} of {}: {} to {}, chart {}",
            index + 1,
            plan.hops.len(),
            hop.from,
            hop.to,
            hop.chart
        )));
        text.push_str(&render_hop(hop, style));
    }
    text
}

fn render_hop(hop: &Hop, style: Style) -> String {
    let mut text = String::new();
    for phase in Phase::ALL {
        for step in hop.steps.iter().filter(|step| step.phase == phase) {
            text.push_str(&style.item(&format!("{}: {}", phase.name(), step.title)));
            let _ = writeln!(text, "  {}", style.text(&step.why));
            if let Some(gate) = &step.gate {
                let _ = writeln!(text, "  {}", style.text(gate));
            }
            let commands: Vec<String> = step.commands.iter().map(posix::emit).gather();
            text.push_str(&style.code(&commands.join("\n")));
            let _ = writeln!(text, "  A good run prints: {}", style.text(&step.expect));
        }
    }
    text
}

/// Keeps pasted text from being read as Markdown or HTML.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '<' | '>' | '[' | ']' | '*' | '_' | '#' | '|' | '\\' | '@' | '!') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
