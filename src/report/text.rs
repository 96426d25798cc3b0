//! The report for a terminal, in plain text and in Markdown.

mod plan;

use std::fmt::Write as _;

use super::{Report, Verdict};
use crate::command::{Command, Shell};
use crate::diagnose::Diagnostic;
use crate::evidence::Evidence;
use crate::gather::Gather as _;
use crate::transcript::Span;

/// How headings and commands are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// For a terminal: headings in a line of their own, commands behind two blanks.
    Plain,
    /// For a ticket: `##` and fenced code.
    Markdown,
}

/// What a report is written on.
#[derive(Clone, Copy)]
struct Paper {
    style: Style,
    shell: Shell,
}

impl Paper {
    fn heading(self, text: &str) -> String {
        match self.style {
            Style::Plain => format!("\n{text}\n"),
            Style::Markdown => format!("\n## {}\n\n", escape(text)),
        }
    }

    fn item(self, text: &str) -> String {
        format!("- {}\n", self.text(text))
    }

    /// Belongs to the item above; nothing where there is nothing to say.
    fn below(self, text: &str) -> String {
        if text.is_empty() { String::new() } else { format!("  {}\n", self.text(text)) }
    }

    fn text(self, text: &str) -> String {
        match self.style {
            Style::Plain => text.to_owned(),
            Style::Markdown => escape(text),
        }
    }

    /// Commands, to be run; nothing where there is none.
    fn code(self, commands: &[Command]) -> String {
        let language = match self.shell {
            Shell::Posix => "sh",
            Shell::PowerShell => "powershell",
        };
        let lines: Vec<String> = commands.iter().map(|command| self.shell.emit(command)).gather();
        if lines.is_empty() { String::new() } else { self.block(&lines.join("\n"), "    ", language) }
    }

    /// Pasted words, not to be run.
    fn quote(self, text: &str) -> String {
        self.block(text, "  | ", "")
    }

    /// Text that is never anything but text. A fence is longer than any inside.
    fn block(self, text: &str, indent: &str, language: &str) -> String {
        match self.style {
            Style::Plain => text.lines().map(|line| format!("{indent}{line}\n")).collect(),
            Style::Markdown => {
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
    let paper = Paper { style, shell: report.settings.shell };
    let Verdict { title, detail, .. } = &report.verdict;
    let mut text = match style {
        Style::Plain => format!("{title}\n"),
        Style::Markdown => format!("# {}\n\n", escape(title)),
    };
    if !detail.is_empty() {
        let _ = writeln!(text, "{}", paper.text(detail));
    }
    text.push_str(&recognised(report, paper));
    if !report.diagnostics.is_empty() {
        text.push_str(&paper.heading("Findings"));
        for diagnostic in &report.diagnostics {
            text.push_str(&finding(diagnostic, report, paper));
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
        let _ = write!(text, "\n{}\n", paper.text(&format!("Releases as known on {checked_on}.")));
    }
    text
}

/// Where there are several, a line for each, with the number that chooses it.
fn installations(report: &Report, paper: Paper) -> String {
    if report.installations.len() < 2 {
        return String::new();
    }
    let items = report.installations.iter().enumerate();
    let items = items.map(|(index, (one, _))| paper.item(&format!("{}: {}", index + 1, one.place())));
    paper.heading("Installations") + &items.collect::<String>()
}

fn recognised(report: &Report, paper: Paper) -> String {
    let mut text = String::new();
    if report.transcripts.iter().all(|transcript| transcript.lines == 0) {
        return text;
    }
    text.push_str(&paper.heading("Recognised"));
    for block in &report.blocks {
        let superseded = if block.superseded { ", superseded by later output" } else { "" };
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

fn finding(diagnostic: &Diagnostic, report: &Report, paper: Paper) -> String {
    let severity = diagnostic.severity.label();
    let cluster =
        diagnostic.subject.cluster.as_ref().map_or(String::new(), |cluster| format!(" ({cluster})"));
    let mut text = paper.item(&format!("{severity} {}{cluster}: {}", diagnostic.code.id(), diagnostic.title));
    let _ = writeln!(text, "  {}", paper.text(&diagnostic.detail));
    let places = diagnostic.evidence.iter().map(|evidence| match evidence {
        Evidence::Lines(span) => place(*span, report),
        Evidence::Catalog(row) => format!("catalog: {row}"),
        Evidence::Said(what) => format!("your choice of {what}"),
    });
    let places: Vec<String> = places.gather();
    if !places.is_empty() {
        let _ = writeln!(text, "  Seen at: {}", paper.text(&places.join(", ")));
    }
    for message in &diagnostic.messages {
        let section = message.section.as_deref().map_or(String::new(), |section| format!("[{section}] "));
        text.push_str(&paper.quote(&format!("{section}{}", message.text)));
    }
    if !diagnostic.help.is_empty() {
        let _ = writeln!(text, "  {}", paper.text(&diagnostic.help));
    }
    if let Some(command) = &diagnostic.command {
        text.push_str(&paper.code(std::slice::from_ref(command)));
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
