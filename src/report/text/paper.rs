//! What a report is written on: how each part of it is marked in each style.

use super::{Detail, Style, jira, markdown};
use crate::command::{Command, Shell};
use crate::report::Verdict;
use crate::untrusted::shown;

/// A style, how much is written, and the shell of the commands.
#[derive(Clone, Copy)]
pub(crate) struct Paper {
    pub style: Style,
    pub detail: Detail,
    pub shell: Shell,
}

impl Paper {
    /// Whether there is neither room for what is only good to know nor a way to fold it.
    pub fn is_short(self) -> bool {
        self.style == Style::Plain && self.detail == Detail::Brief
    }

    /// Whether it is read by people who know the product.
    pub fn is_ticket(self) -> bool {
        self.style != Style::Plain
    }

    /// What a reader may want to unfold, where that can be; nothing where there is nothing.
    pub fn folded(self, summary: &str, text: &str) -> String {
        self.details("<details>", summary, text)
    }

    /// What a reader has to see, and may want to fold when it is settled.
    pub fn unfolded(self, summary: &str, text: &str) -> String {
        self.details("<details open>", summary, text)
    }

    fn details(self, tag: &str, summary: &str, text: &str) -> String {
        match self.style {
            _ if text.is_empty() => String::new(),
            Style::Plain => text.to_owned(),
            Style::Markdown => {
                format!("\n{tag}<summary>{summary}</summary>\n\n{text}\n</details>\n\n")
            }
            // Jira itself can't fold.
            Style::Jira => format!("\n*{summary}*\n\n{text}\n"),
        }
    }

    fn title(self, text: &str) -> String {
        let words = self.words(text);
        match self.style {
            Style::Plain => format!("{words}\n"),
            Style::Markdown => format!("# {words}\n\n"),
            Style::Jira => format!("h1. {words}\n\n"),
        }
    }

    /// What a reader sees first.
    pub fn answer(self, Verdict { title, detail, .. }: &Verdict) -> String {
        let title = self.title(title);
        if detail.is_empty() { title } else { format!("{title}{}\n", self.words(detail)) }
    }

    pub fn heading(self, text: &str) -> String {
        let words = self.words(text);
        match self.style {
            Style::Plain => format!("\n{words}\n"),
            Style::Markdown => format!("\n## {words}\n\n"),
            Style::Jira => format!("\nh2. {words}\n\n"),
        }
    }

    pub fn item(self, text: &str) -> String {
        self.marked(&self.words(text))
    }

    /// An item whose words are in this style already.
    pub fn marked(self, words: &str) -> String {
        let mark = if self.style == Style::Jira { '*' } else { '-' };
        format!("{mark} {words}\n")
    }

    /// Belongs to the item above; nothing where there is nothing to say.
    pub fn below(self, text: &str) -> String {
        if text.is_empty() { String::new() } else { format!("  {}\n", self.words(text)) }
    }

    /// Where that is written; nothing where that is unknown.
    pub fn reference(self, address: &str) -> String {
        if address.is_empty() { String::new() } else { format!("  {}\n", self.link(address)) }
    }

    /// An item below an item.
    pub fn item_below(self, text: &str) -> String {
        format!("{} {}\n", self.mark_below(), self.words(text))
    }

    /// The same with a sentence of our own.
    pub fn own_item_below(self, text: &str) -> String {
        format!("{} {}\n", self.mark_below(), self.own_words(text))
    }

    const fn mark_below(self) -> &'static str {
        match self.style {
            Style::Plain => "  *",
            Style::Markdown => "  -",
            Style::Jira => "**",
        }
    }

    /// A sentence, which may hold names that somebody else wrote.
    pub fn words(self, text: &str) -> String {
        let text = shown(text);
        match self.style {
            Style::Plain => text.into_owned(),
            Style::Markdown => markdown::words(&text),
            Style::Jira => jira::words(&text),
        }
    }

    /// A sentence of our own, with addresses that may be followed.
    fn own_words(self, text: &str) -> String {
        match self.style {
            Style::Plain => self.words(text),
            Style::Markdown => markdown::own_words(text),
            Style::Jira => jira::own_words(text),
        }
    }

    /// An address of our own.
    pub fn link(self, address: &str) -> String {
        match self.style {
            Style::Plain => address.to_owned(),
            Style::Markdown => markdown::link(address),
            Style::Jira => jira::link(address),
        }
    }

    /// A command within a sentence.
    pub fn typed(self, command: &Command) -> String {
        let text = self.shell.emit(command);
        match self.style {
            Style::Plain => text,
            Style::Markdown => markdown::code(&text),
            Style::Jira => jira::code(&text),
        }
    }

    /// Commands, to be run; nothing where there is none.
    pub fn code(self, commands: &[Command]) -> String {
        let language = match (self.shell, self.style) {
            (Shell::Posix, Style::Jira) => "bash",
            (shell, _) => markdown::language(shell),
        };
        let lines: Vec<String> = commands.iter().map(|command| self.shell.emit(command)).collect();
        if lines.is_empty() { String::new() } else { self.block(&lines, "    ", language) }
    }

    /// Pasted words, not to be run.
    pub fn quote(self, text: &str) -> String {
        let lines: Vec<String> = text.lines().map(|line| shown(line).into_owned()).collect();
        self.block(&lines, "  | ", "")
    }

    /// Lines that are never anything but text.
    pub fn block(self, lines: &[String], indent: &str, language: &str) -> String {
        match self.style {
            Style::Plain => lines.iter().map(|line| format!("{indent}{line}\n")).collect(),
            Style::Markdown => markdown::block(lines, language),
            Style::Jira => jira::block(lines, language),
        }
    }
}
