//! A place in a transcript, from which shapes read.

use super::{Content, Format, Found, Kind, Line, Span, Trouble, Typed, prompt};

/// A place in a transcript.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    /// All lines of the transcript.
    pub lines: &'a [Line<'a>],
    /// Index of the line that is looked at.
    pub at: usize,
    /// Index of the transcript.
    pub transcript: usize,
    /// The command that was typed last, unless something else was printed since.
    pub command: Option<&'a Typed>,
}

impl<'a> Cursor<'a> {
    /// The text of the line `ahead` lines further on, without its indent; `None` past the end.
    #[must_use]
    pub fn text(&self, ahead: usize) -> Option<&'a str> {
        self.lines.get(self.at + ahead).map(|line| line.text.trim_start())
    }

    /// The span of one line.
    #[must_use]
    pub fn span(&self, ahead: usize) -> Span {
        Span::line(self.transcript, self.number(self.at + ahead))
    }

    /// The span from the line that is looked at to the one before `next`.
    #[must_use]
    pub fn span_to(&self, next: usize) -> Span {
        let start = self.number(self.at);
        Span { transcript: self.transcript, start, end: self.number(next.saturating_sub(1)).max(start) }
    }

    /// The same place, some lines further on.
    #[must_use]
    pub const fn ahead(&self, lines: usize) -> Self {
        Self { at: self.at + lines, ..*self }
    }

    /// What was read on the line `ahead` lines further on.
    #[must_use]
    pub fn found<T>(&self, ahead: usize, value: T) -> Found<T> {
        Found { value, span: self.span(ahead) }
    }

    /// Whether a value at the end of that line may have lost some of its letters.
    #[must_use]
    pub fn may_be_cut(&self, ahead: usize, value: &str) -> bool {
        let line = self.lines.get(self.at + ahead);
        line.is_some_and(|line| line.ending.is_open() && line.text.ends_with(value))
    }

    /// The command that begins at the line, and how many lines it has: it goes on where one ends with the shell's mark.
    #[must_use]
    pub fn typed(&self) -> Option<(Typed, usize)> {
        const MOST: usize = 64;
        let mut typed = prompt::typed(self.text(0)?)?;
        let mut lines = 1;
        while lines < MOST && typed.goes_on() {
            // What is a command of its own goes on with none. A mark at the end of all lines is that of a chat, so
            // what goes on is set off, or a flag.
            let is_set_off = |line: &Line<'_>| line.text.starts_with([' ', '\t', '-']);
            let next = self.lines.get(self.at + lines).filter(|line| is_set_off(line));
            let next = next.map(|line| line.text.trim_start());
            let next = next.filter(|next| !next.is_empty() && prompt::typed(next).is_none());
            let Some(next) = next else { break };
            typed.add(next);
            lines += 1;
        }
        Some((typed, lines))
    }

    /// Whether the command that was typed last is one of a program, with one of some words.
    #[must_use]
    pub fn is_answer_to(&self, program: prompt::Program, words: &[&str]) -> bool {
        self.command.is_some_and(|typed| {
            typed.program == program && (words.is_empty() || words.iter().any(|word| typed.has(word)))
        })
    }

    /// Whether the command that was typed last is one of a program that is none of ours.
    #[must_use]
    pub fn is_answer_to_another(&self) -> bool {
        self.command.is_some_and(|typed| typed.program == prompt::Program::Other)
    }

    /// The number of the line with an index, or of the last line.
    fn number(&self, index: usize) -> usize {
        self.lines.get(index).or(self.lines.last()).map_or(1, |line| line.number)
    }
}

/// What a shape has read.
pub struct Read {
    /// Which command printed it.
    pub kind: Kind,
    /// In which form.
    pub format: Format,
    /// What it says.
    pub content: Content,
    /// What went wrong, by its own words.
    pub troubles: Vec<Trouble>,
    /// Index of the first line after it.
    pub next: usize,
}

impl Read {
    /// A block without troubles.
    #[must_use]
    pub const fn new(kind: Kind, format: Format, content: Content, next: usize) -> Self {
        Self { kind, format, content, troubles: Vec::new(), next }
    }

    /// Whether it says that something went wrong, or is a line of the check, which says it by itself.
    #[must_use]
    pub const fn tells_failure(&self) -> bool {
        !self.troubles.is_empty() || matches!(self.content, Content::Check(_))
    }
}

/// The word at the end of a line, where it holds the number of a release.
pub(super) fn last_number(text: &str) -> Option<&str> {
    let word = text.rsplit([' ', '\t', ',', '=', '"', '(']).next()?;
    let tail = word.rsplit(['/', ':']).next()?;
    let numbers = tail.trim_start_matches(|c: char| !c.is_ascii_digit());
    let count = numbers.split(|c: char| c != '.' && !c.is_ascii_digit()).next()?.split('.').count();
    // An address has four.
    (2..=3).contains(&count).then_some(word)
}
