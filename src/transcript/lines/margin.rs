//! What stands at the left of a line and was not printed: quote marks of mails and chats, time stamps of
//! logs, line numbers of editors, Markdown's marks for code.

use super::stamp::{Stamp, after_day, after_stamp};

/// Whether an editor put a number in front of each line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    /// The text has none.
    None,
    /// Every line has the number after that of the line before.
    EveryLine,
}

/// Fewer numbers in a row may be chance.
const FEWEST_NUMBERED: usize = 3;

/// Counts the numbers in front of lines.
#[derive(Default)]
pub(super) struct Counter {
    last: Option<usize>,
    count: usize,
    is_broken: bool,
}

impl Counter {
    /// Takes the next line.
    pub(super) fn take(&mut self, line: &str) {
        if self.is_broken || line.trim().is_empty() {
            return;
        }
        let number = split_number(line).and_then(|(number, _)| number.parse().ok());
        self.is_broken = match (number, self.last) {
            (Some(number), Some(last)) => number != last + 1,
            (number, _) => number.is_none(),
        };
        self.last = number;
        self.count += 1;
    }

    /// Whether every line began with the number after that of the line before it.
    pub(super) const fn numbering(&self) -> Numbering {
        if self.is_broken || self.count < FEWEST_NUMBERED { Numbering::None } else { Numbering::EveryLine }
    }
}

/// The number at the beginning of a line, and what follows its one separator.
fn split_number(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let end = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(line.len());
    let (number, rest) = line.split_at_checked(end)?;
    let rest = rest.strip_prefix([':', '|', '.']).unwrap_or(rest);
    match rest.strip_prefix([' ', '\t']) {
        Some(rest) => Some((number, rest)),
        None if rest.is_empty() => Some((number, rest)),
        None => None,
    }
    .filter(|_| !number.is_empty() && number.len() < 7)
}

/// More marks than this in front of a line are no margin.
const MOST_MARKS: usize = 8;

/// What follows the number of an editor.
pub(super) fn without_number(text: &str, numbering: Numbering) -> &str {
    match numbering {
        Numbering::EveryLine => split_number(text).map_or(text, |(_, rest)| rest),
        Numbering::None => text,
    }
}

/// Takes off everything at the left that was not printed; the indent of what was printed stays. Of several
/// stamps the first one is kept.
pub(super) fn strip(text: &str) -> (&str, Option<Stamp>) {
    let (mut text, mut stamp) = (text, None);
    for _ in 0..MOST_MARKS {
        let Some((rest, its)) = strip_one(text) else { break };
        stamp = stamp.or(its);
        text = rest;
    }
    (text, stamp)
}

/// How runners of builds mark lines.
const RUNNERS: [&str; 7] =
    ["##[error]", "##[warning]", "##[command]", "##[debug]", "::error::", "::warning::", "::debug::"];

fn strip_one(text: &str) -> Option<(&str, Option<Stamp>)> {
    // Most lines are told by their first byte.
    let rest = match text.as_bytes().first()? {
        b'0'..=b'9' => return after_stamp(text).or_else(|| Some((after_seconds(text)?, None))),
        b'[' => {
            let mark = || text.strip_prefix("[command]").or_else(|| after_code(text));
            return after_stamp(text).or_else(|| Some((mark()?, None)));
        }
        b'>' => text.strip_prefix('>').map(|rest| rest.strip_prefix(' ').unwrap_or(rest)),
        b' ' | b'\t' => {
            let inner = text.trim_start();
            // The second of two quote marks, `> > `, and a mail's indent before the first.
            inner.strip_prefix('>').filter(|rest| !rest.starts_with('=')).map(|_| inner)
        }
        // What runs builds marks commands and failures.
        b'#' | b':' => RUNNERS.iter().find_map(|mark| text.strip_prefix(mark)).or_else(|| after_step(text)),
        b'`' => Some(strip_code(text)).filter(|rest| rest.len() < text.len()),
        0xe2 => text.strip_prefix(['│', '┃']).map(|rest| rest.strip_prefix(' ').unwrap_or(rest)),
        _ => match after_job(text).or_else(|| after_day(text)) {
            Some(stamped) => return Some(stamped),
            None => text.strip_suffix("```").filter(|rest| !rest.is_empty()),
        },
    };
    rest.map(|rest| (rest, None))
}

/// `#12 3.456 text` and `#12 ERROR: text`: BuildKit names the step of each line, and when it was printed.
fn after_step(text: &str) -> Option<&str> {
    let (step, rest) = text.strip_prefix('#')?.split_once(' ')?;
    let is_step = !step.is_empty() && step.len() < 5 && step.bytes().all(|b| b.is_ascii_digit());
    let printed = || after_seconds(rest).or_else(|| is_seconds(rest).then_some(""));
    printed().or_else(|| rest.starts_with("ERROR: ").then_some(rest)).filter(|_| is_step)
}

/// `3.456 text`: BuildKit repeats at its end what a step printed.
fn after_seconds(text: &str) -> Option<&str> {
    let (seconds, rest) = text.split_once(' ')?;
    (is_seconds(seconds) && !rest.starts_with('|')).then_some(rest)
}

/// The seconds of BuildKit take five letters: `0.351`, `12.34`.
fn is_seconds(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    text.len() == 5 && text.split_once('.').is_some_and(|(whole, part)| is_number(whole) && is_number(part))
}

/// Code in a sentence, or a fence that shares its line with the code.
fn strip_code(text: &str) -> &str {
    match text.strip_prefix("```") {
        Some(rest) if rest.contains([' ', ':', '{']) => rest.trim_end_matches('`').trim_start(),
        Some(_) => text,
        None => text.trim_matches('`'),
    }
}

/// `JOB STEP STAMP text`, with tabs between, is how a downloaded log of a hosted runner looks.
fn after_job(text: &str) -> Option<(&str, Option<Stamp>)> {
    let mut parts = text.splitn(3, '\t');
    let (_, _, rest) = (parts.next()?, parts.next()?, parts.next()?);
    after_stamp(rest.trim_start_matches('\u{feff}')).filter(|_| rest.contains('T'))
}

/// What a colour leaves behind where the escape character was lost: `[0K`, `[32;1m`.
fn after_code(text: &str) -> Option<&str> {
    let digits = text.strip_prefix('[')?;
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
    (rest.len() < digits.len()).then(|| rest.strip_prefix(['m', 'K'])).flatten()
}
