//! What people and editors put around lines to make them stand out: emphasis, heading marks, bullets, the bars
//! of a table, the quotes of a list.
//!
//! What is around a line that is known for certain is around its neighbours too, so it is taken off lines
//! that nobody knows as long as they stand below and have the same around them.

use std::borrow::Cow;

use super::known::{self, Known};
use super::pattern::Pattern;
use super::{escaped, fence};
use crate::transcript::prompt;

/// What was around the last known lines.
#[derive(Default)]
pub(super) struct Decoration {
    before: Option<Pattern>,
    behind: String,
    /// The mark of a string, where each line is one.
    quote: Option<char>,
    /// How many known lines in a row had it.
    seen: usize,
    open: Open,
}

/// What the last known line has begun.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Open {
    #[default]
    Nothing,
    /// A heading, whose status or message may follow.
    Heading,
    /// The list of errors.
    List,
}

/// A line without what was around it.
pub(super) struct Bare<'t> {
    pub text: Cow<'t, str>,
    /// What stood behind its end and was something else, such as a prompt.
    pub rest: Option<&'t str>,
}

/// So many known lines show what may be taken off their neighbours.
const FEWEST: usize = 2;
/// What is longer is no decoration.
const LONGEST: usize = 48;
/// Marks of emphasis, and the bars of tables: what opens a line closes it.
const MARKS: [char; 6] = ['*', '_', '~', '`', '|', '+'];

impl Decoration {
    /// Takes off what is around a line.
    pub(super) fn take_off<'t>(&mut self, text: &'t str) -> Bare<'t> {
        let text = fence::take_off(text);
        if let Some(bare) = self.known(text) {
            return bare;
        }
        let text = match self.as_neighbour(text) {
            Some(inner) => inner,
            None => {
                if !text.trim().is_empty() {
                    *self = Self::default();
                }
                Cow::Borrowed(emphasised(text).unwrap_or(text))
            }
        };
        Bare { text, rest: None }
    }

    /// The line, where it is one that is known for certain.
    fn known<'t>(&mut self, text: &'t str) -> Option<Bare<'t>> {
        if let Some(status) = self.lone_status(text) {
            self.open = Open::Nothing;
            return Some(Bare { text: status.into(), rest: None });
        }
        let at = first_letter(text)?;
        let (before, body) = text.split_at_checked(at)?;
        if known::is_message(body) {
            return self.message(text, before, body);
        }
        if known::known(body).is_none()
            && let Some(notice) = notice(before, body)
        {
            if before.contains('|') {
                self.see(before, None);
            }
            return Some(Bare { text: notice, rest: None });
        }
        let known = known::known(body)?;
        if let Some(item) = self.item(before, body, &known) {
            return Some(item);
        }
        let is_bracket = before.contains('(') && !before.contains(')');
        if is_bracket
            || before.contains(['"', '\'', '{', '\\'])
            || before.ends_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        let (end, rewritten) = match known {
            Known::Finished(end) => (end, None),
            Known::Rewritten(end, line) => (end, Some(line)),
            Known::Free => return Some(self.free(text, before, body)),
            Known::Reworded(line) => {
                self.open = Open::Heading;
                self.see(before, None);
                let line = self.without_behind(&line, before).to_owned();
                return Some(Bare { text: line.into(), rest: None });
            }
        };
        let (line, behind) = body.split_at_checked(end)?;
        self.open = match line.chars().next_back() {
            Some(':') => Open::List,
            Some('.' | '…') => Open::Heading,
            _ if line == "Error!" => Open::Heading,
            _ => Open::Nothing,
        };
        let is_over = behind.contains(char::is_alphanumeric);
        self.see(before, Some(behind).filter(|_| !is_over));
        // A sentence that goes on behind a blank may be somebody's own.
        if is_over && behind.starts_with(' ') && line == "No problems detected." && self.seen < FEWEST {
            return None;
        }
        let text = match rewritten {
            Some(line) => line.into(),
            None if before.trim().is_empty() => text.get(..at + end)?.into(),
            None => line.into(),
        };
        // A remark is nothing of the output; what is glued to the line was printed after it.
        let is_rest = |rest: &&str| {
            is_over
                && (!behind.starts_with(' ') || prompt::typed(rest).is_some() || known::known(rest).is_some())
        };
        Some(Bare { text, rest: Some(behind.trim()).filter(is_rest) })
    }

    /// `OK` or `2 Errors!` below its heading, in whatever marks.
    fn lone_status<'t>(&self, text: &'t str) -> Option<&'t str> {
        let is_mark = |c: char| !c.is_alphanumeric() && c != '!';
        let status = text.trim_matches(is_mark);
        let is_whole = known::status_length(status) == Some(status.len()) && !status.starts_with('N');
        (self.open == Open::Heading && status.len() < text.len() && is_whole).then_some(status)
    }

    /// A message of the list of errors. Its bullet stays, since messages are told by it.
    fn message<'t>(&mut self, text: &'t str, before: &str, body: &'t str) -> Option<Bare<'t>> {
        let is_neighbours =
            self.open != Open::List && self.before.as_ref().is_some_and(|own| own.after(text) == Some(body));
        let bullet = ["* ", "\u{2022} ", "\u{2022}"].iter().find_map(|bullet| before.strip_suffix(bullet));
        let around = match bullet {
            Some(around) if !is_neighbours => around.trim_end(),
            _ if is_neighbours || is_adjacent_emphasis(before) => before,
            _ => return None,
        };
        if around.contains(['"', '\'']) {
            return None;
        }
        if bullet.is_some() && !is_neighbours {
            self.open = Open::List;
        }
        self.see(around, None);
        let line = text.get(around.len()..)?;
        Some(Bare { text: self.without_behind(line, around).into(), rest: None })
    }

    /// A line with words of its own at its end.
    fn free<'t>(&mut self, text: &'t str, before: &'t str, body: &'t str) -> Bare<'t> {
        self.open = if body.starts_with("Checking ") { Open::Heading } else { Open::Nothing };
        self.see(before, None);
        let line = if before.trim().is_empty() { text } else { body };
        Bare { text: self.without_behind(line, before).into(), rest: None }
    }

    /// A line that is an item in a list of strings: `"Checking pods... OK",`.
    fn item<'t>(&mut self, before: &str, body: &'t str, known: &Known) -> Option<Bare<'t>> {
        let quote = before.chars().next_back().filter(|c| matches!(c, '"' | '\''))?;
        let Known::Finished(end) = known else { return None };
        let is_item = body.get(*end..)?.strip_prefix(quote)?.chars().all(is_item_end);
        if !is_item || !body.starts_with("Checking ") {
            return None;
        }
        *self = Self {
            before: Some(Pattern::of(before, |_| true)),
            quote: Some(quote),
            seen: FEWEST,
            ..Self::default()
        };
        Some(Bare { text: body.get(..*end)?.into(), rest: None })
    }

    /// Remembers what is around a known line; `behind` is `None` where that can't be seen.
    fn see(&mut self, before: &str, behind: Option<&str>) {
        let before = Some(before)
            .filter(|before| !before.trim().is_empty())
            .map(|before| Pattern::of(before, |_| true));
        // Marks of sentences may be a message's own.
        let is_own = |behind: &str| behind.chars().all(|c| matches!(c, '.' | ':' | '!' | '?' | ')'));
        let behind = behind.map(str::trim).map(|behind| if is_own(behind) { "" } else { behind });
        let is_alike = match (&self.before, &before) {
            (Some(own), Some(before)) => own.is_alike(before),
            (own, before) => own == before,
        };
        let is_same = is_alike && self.quote.is_none() && behind.is_none_or(|behind| self.behind == behind);
        if !is_same {
            *self = Self {
                before,
                behind: behind.unwrap_or_default().to_owned(),
                open: self.open,
                ..Self::default()
            };
        }
        self.seen += 1;
    }

    /// The line, where it has around it what its neighbours above have.
    fn as_neighbour<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        let inner = match &self.before {
            Some(pattern) => pattern.after(text)?,
            None => text,
        };
        // One known line shows enough for a line that has nothing else.
        let is_shown =
            self.seen >= FEWEST || (self.seen > 0 && (self.open != Open::Nothing || inner.is_empty()));
        if !is_shown {
            return None;
        }
        if let Some(quote) = self.quote {
            if let Some((mut lines, rest)) = escaped::until(inner, quote)
                && rest.chars().all(is_item_end)
                && let Some(line) = lines.pop().filter(|_| lines.is_empty())
            {
                return Some(line.into());
            }
            // Whoever quoted the line did not escape the quotes in it.
            return inner.trim_end_matches(is_item_end).strip_suffix(quote).map(Cow::Borrowed);
        }
        let bare = without_end(inner, &self.behind);
        (bare.len() < text.len()).then_some(Cow::Borrowed(bare))
    }

    /// Takes off the end of a line what its own marks, or its neighbours, show to be none of it.
    fn without_behind<'t>(&self, line: &'t str, before: &str) -> &'t str {
        let line = if self.seen > FEWEST || self.open == Open::List {
            without_end(line, &self.behind)
        } else {
            line
        };
        without_closing(line, before)
    }
}

fn is_item_end(c: char) -> bool {
    matches!(c, ',' | ']' | '}' | ' ')
}

fn without_end<'t>(line: &'t str, behind: &str) -> &'t str {
    line.strip_suffix(behind).filter(|_| !behind.is_empty()).map_or(line, str::trim_end)
}

/// Takes the marks off the end of a line that the ones before it have opened.
fn without_closing<'t>(line: &'t str, before: &str) -> &'t str {
    let mut line = line;
    for mark in before.chars().rev().filter(|c| *c != ' ').take_while(|c| MARKS.contains(c)) {
        line = line.strip_suffix(mark).map_or(line, str::trim_end);
    }
    line
}

/// Where the first letter stands, if only few marks and numbers come before it.
fn first_letter(text: &str) -> Option<usize> {
    let head = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    let at = head.find(char::is_alphabetic)?;
    // The box of a task: `- [x] `.
    let task = head.get(at..).and_then(|rest| rest.strip_prefix(['x', 'X'])?.strip_prefix("] "));
    match task.filter(|_| head.get(..at).is_some_and(|before| before.ends_with('['))) {
        Some(rest) => Some(head.len() - rest.len() + rest.find(char::is_alphabetic)?),
        None => Some(at),
    }
}

/// `**`, `### ` and the like, with nothing between them and the line that they belong to.
fn is_adjacent_emphasis(before: &str) -> bool {
    let inner = before.trim_start();
    let heading = inner.trim_start_matches('#');
    let marks = if heading.len() < inner.len() { heading.trim_start() } else { inner };
    !inner.is_empty() && marks.chars().all(|c| MARKS.contains(&c))
}

/// A failure or a warning in marks: a heading, emphasis around all of it or around its first words, a cell of a
/// table. Strong parts within it are as plain as the rest.
fn notice<'t>(before: &str, body: &'t str) -> Option<Cow<'t, str>> {
    if !matches!(body.as_bytes().first(), Some(b'E' | b'e' | b'W' | b'U' | b'T')) {
        return None;
    }
    let is_mark = |c: char| MARKS.contains(&c) || matches!(c, '#' | '>' | ' ');
    let is_plain = before.trim().is_empty();
    // The first mark of a piece of code is gone already.
    if is_plain && (body.contains(":` ") || body.contains("`: ")) && body.matches('`').count() == 1 {
        let text = body.replacen('`', "", 1);
        return known::is_notice(&text).then_some(Cow::Owned(text));
    }
    if is_plain && !(body.contains("**") && known::is_notice(body)) || !before.chars().all(is_mark) {
        return None;
    }
    let marks = before.trim_end();
    let mark = marks.chars().next_back().filter(|c| MARKS.contains(c) && marks.len() == before.len());
    let run = mark.map_or("", |mark| marks.get(marks.trim_end_matches(mark).len()..).unwrap_or_default());
    // The emphasis may end behind the first words.
    let inner =
        body.split_once(run).filter(|(_, rest)| !run.is_empty() && rest.contains(char::is_alphanumeric));
    let text: Cow<'t, str> = match inner {
        // `**Error**: x`, `**Error:** x`
        Some((first, rest)) => Cow::Owned(format!("{first}{rest}")),
        None => body.trim_end_matches(|c| MARKS.contains(&c) && marks.contains(c)).into(),
    };
    let is_strong = text.matches("**").count().is_multiple_of(2) && text.contains("**");
    let text = if is_strong { Cow::Owned(text.replace("**", "")) } else { text };
    let is_cell = before.contains('|');
    let text = match text {
        Cow::Borrowed(text) if is_cell => Cow::Borrowed(text.trim_end_matches(['|', ' '])),
        Cow::Owned(text) if is_cell => Cow::Owned(text.trim_end_matches(['|', ' ']).to_owned()),
        text => text,
    };
    known::is_notice(&text).then_some(text)
}

/// A whole line in strong emphasis, or a command in any: `**Gloo runs**`, `*$ glooctl check*`.
fn emphasised(text: &str) -> Option<&str> {
    let inner = text.trim();
    let strong = ["**", "__", "~~"].iter().find_map(|mark| inner.strip_prefix(mark)?.strip_suffix(mark));
    let command = || {
        let inner = ['*', '_', '~'].iter().find_map(|mark| inner.strip_prefix(*mark)?.strip_suffix(*mark))?;
        let is_command = ["$ ", "glooctl ", "kubectl ", "helm "].iter().any(|start| inner.starts_with(start));
        is_command.then_some(inner)
    };
    strong.or_else(command).filter(|inner| inner.contains(char::is_alphanumeric))
}
