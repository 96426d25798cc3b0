//! The report for a terminal, in plain text and in Markdown.

mod files;
mod markdown;
mod plan;

use std::fmt::Write as _;

use super::{Report, Verdict};
use crate::command::{Command, Shell};
use crate::diagnose::Diagnostic;
use crate::evidence::Evidence;
use crate::transcript::Span;
use crate::untrusted::shown;
pub use files::files;

/// How headings and commands are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// For a terminal: headings in a line of their own, commands behind two blanks.
    Plain,
    /// For a ticket: `##`, fenced code, and nothing of a paste that is more than text.
    Markdown,
}

/// How much of a plan is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What has to be done or checked; what was said at an earlier hop is not said again.
    Brief,
    /// Everything.
    Full,
}

/// What a report is written on.
#[derive(Clone, Copy)]
struct Paper {
    style: Style,
    detail: Detail,
    shell: Shell,
}

impl Paper {
    /// Whether there is neither room for what is only good to know nor a way to fold it.
    fn is_short(self) -> bool {
        self.style == Style::Plain && self.detail == Detail::Brief
    }

    /// What a reader may want to unfold, where that can be; nothing where there is nothing.
    fn folded(self, summary: &str, text: &str) -> String {
        self.details("<details>", summary, text)
    }

    /// What a reader has to see, and may want to fold when it is settled.
    fn unfolded(self, summary: &str, text: &str) -> String {
        self.details("<details open>", summary, text)
    }

    fn details(self, tag: &str, summary: &str, text: &str) -> String {
        match self.style {
            _ if text.is_empty() => String::new(),
            Style::Plain => text.to_owned(),
            Style::Markdown => {
                format!("\n{tag}<summary>{summary}</summary>\n\n{text}\n</details>\n\n")
            }
        }
    }

    fn heading(self, text: &str) -> String {
        let mark = match self.style {
            Style::Plain => "",
            Style::Markdown => "## ",
        };
        let end = match self.style {
            Style::Plain => "",
            Style::Markdown => "\n",
        };
        format!("\n{mark}{}\n{end}", self.words(text))
    }

    fn item(self, text: &str) -> String {
        format!("- {}\n", self.words(text))
    }

    /// Belongs to the item above; nothing where there is nothing to say.
    fn below(self, text: &str) -> String {
        if text.is_empty() { String::new() } else { format!("  {}\n", self.words(text)) }
    }

    /// Where that is written; nothing where that is unknown.
    fn reference(self, address: &str) -> String {
        if address.is_empty() { String::new() } else { format!("  {}\n", self.link(address)) }
    }

    /// An item below an item.
    fn item_below(self, text: &str) -> String {
        format!("  {} {}\n", self.mark_below(), self.words(text))
    }

    /// The same with a sentence of our own.
    fn own_item_below(self, text: &str) -> String {
        format!("  {} {}\n", self.mark_below(), self.own_words(text))
    }

    const fn mark_below(self) -> char {
        match self.style {
            Style::Plain => '*',
            Style::Markdown => '-',
        }
    }

    /// A sentence, which may hold names that somebody else wrote.
    fn words(self, text: &str) -> String {
        let text = shown(text);
        match self.style {
            Style::Plain => text.into_owned(),
            Style::Markdown => markdown::words(&text),
        }
    }

    /// A sentence of our own, with addresses that may be followed.
    fn own_words(self, text: &str) -> String {
        match self.style {
            Style::Plain => self.words(text),
            Style::Markdown => markdown::own_words(text),
        }
    }

    /// An address of our own.
    fn link(self, address: &str) -> String {
        match self.style {
            Style::Plain => address.to_owned(),
            Style::Markdown => markdown::link(address),
        }
    }

    /// A command within a sentence.
    fn typed(self, command: &Command) -> String {
        let text = self.shell.emit(command);
        match self.style {
            Style::Plain => text,
            Style::Markdown => markdown::code(&text),
        }
    }

    /// Commands, to be run; nothing where there is none.
    fn code(self, commands: &[Command]) -> String {
        let language = match self.shell {
            Shell::Posix => "sh",
            Shell::PowerShell => "powershell",
        };
        let lines: Vec<String> = commands.iter().map(|command| self.shell.emit(command)).collect();
        if lines.is_empty() { String::new() } else { self.block(&lines, "    ", language) }
    }

    /// Pasted words, not to be run.
    fn quote(self, text: &str) -> String {
        let lines: Vec<String> = text.lines().map(|line| shown(line).into_owned()).collect();
        self.block(&lines, "  | ", "")
    }

    /// Lines that are never anything but text. A fence is longer than any inside.
    fn block(self, lines: &[String], indent: &str, language: &str) -> String {
        match self.style {
            Style::Plain => lines.iter().map(|line| format!("{indent}{line}\n")).collect(),
            Style::Markdown => {
                let inner = lines.iter().map(|line| markdown::longest_run(line)).max();
                let fence = "`".repeat(3.max(inner.unwrap_or(0) + 1));
                format!("\n{fence}{language}\n{}\n{fence}\n\n", lines.join("\n"))
            }
        }
    }
}

/// Renders a report.
#[must_use]
pub fn render(report: &Report, style: Style, detail: Detail) -> String {
    let paper = Paper { style, detail, shell: report.settings.shell };
    let Verdict { title, detail, .. } = &report.verdict;
    let mut text = match style {
        Style::Plain => format!("{}\n", paper.words(title)),
        Style::Markdown => format!("# {}\n\n", paper.words(title)),
    };
    if !detail.is_empty() {
        let _ = writeln!(text, "{}", paper.words(detail));
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
        let _ = write!(text, "\n{}\n", paper.words(&format!("Releases as known on {checked_on}.")));
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
    let _ = writeln!(text, "  {}", paper.words(&diagnostic.detail));
    let places = diagnostic.evidence.iter().map(|evidence| match evidence {
        Evidence::Lines(span) => place(*span, report),
        Evidence::Catalog(row) => format!("catalog: {row}"),
        Evidence::Said(what) => format!("your choice of {what}"),
    });
    let places: Vec<String> = places.collect();
    if !places.is_empty() {
        let _ = writeln!(text, "  Seen at: {}", paper.words(&places.join(", ")));
    }
    for message in &diagnostic.messages {
        let section = message.section.as_deref().map_or(String::new(), |section| format!("[{section}] "));
        let often = if message.often.is_empty() { String::new() } else { format!(" ({})", message.often) };
        text.push_str(&paper.quote(&format!("{section}{}{often}", message.text)));
    }
    if !diagnostic.help.is_empty() {
        let _ = writeln!(text, "  {}", paper.words(&diagnostic.help));
    }
    if let Some(command) = &diagnostic.command {
        text.push_str(&paper.code(std::slice::from_ref(command)));
    }
    for step in &diagnostic.steps {
        text.push_str(&paper.item_below(&step.words));
        text.push_str(&paper.code(&step.commands));
    }
    text
}
