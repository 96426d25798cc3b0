//! What stands at the left of a line and was not printed: quote marks of mails and chats, time stamps of
//! logs, line numbers of editors, Markdown's marks for code.

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

/// Whether every line begins with the number after that of the line before it.
pub(super) fn numbering(text: &str) -> Numbering {
    let mut last: Option<usize> = None;
    let mut count = 0;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let number = split_number(line).and_then(|(number, _)| number.parse().ok());
        match (number, last) {
            (Some(number), Some(last)) if number != last + 1 => return Numbering::None,
            (None, _) => return Numbering::None,
            (Some(number), _) => last = Some(number),
        }
        count += 1;
    }
    if count < FEWEST_NUMBERED { Numbering::None } else { Numbering::EveryLine }
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

/// A name in front of fewer lines may be part of the text.
const FEWEST_SHARED: usize = 3;
/// What is longer is no margin.
const LONGEST: usize = 120;
/// More different ones are not tried.
pub(super) const MOST_CANDIDATES: usize = 3;

/// What some log or chat put in front of its lines, such as the name of a pod: of the texts that stand before
/// a beginning, the first one that other lines share.
pub(super) fn shared<'a>(lines: &[super::Line<'_>], candidates: &'a [String]) -> Option<&'a str> {
    candidates.iter().map(String::as_str).find(|candidate| {
        let shares = lines.iter().filter(|line| line.text.starts_with(candidate));
        shares.take(FEWEST_SHARED).count() == FEWEST_SHARED
    })
}

/// The text before a beginning, if it may be a margin: a line that was typed, or glued to another one, is
/// told elsewhere.
pub(super) fn candidate(text: &str, beginning: usize) -> Option<String> {
    let (before, rest) = text.split_at_checked(beginning)?;
    let is_margin = !before.trim().is_empty() && before.len() <= LONGEST && !rest.ends_with(',');
    (is_margin && !before.contains(['{', '}', '"']) && !before.ends_with("... ")).then(|| before.to_owned())
}

/// Takes the shared margin off; a line that has nothing else is blank.
pub(super) fn without<'a>(text: &'a str, margin: &str) -> &'a str {
    let rest = if text == margin.trim_end() { "" } else { text.strip_prefix(margin).unwrap_or(text) };
    if margin.ends_with('`') { rest.trim_end_matches('`') } else { rest }
}

/// More marks than this in front of a line are no margin.
const MOST_MARKS: usize = 8;

/// Takes off everything at the left that was not printed; the indent of what was printed stays.
pub(super) fn strip(text: &str, numbering: Numbering) -> &str {
    let mut text = match numbering {
        Numbering::EveryLine => split_number(text).map_or(text, |(_, rest)| rest),
        Numbering::None => text,
    };
    for _ in 0..MOST_MARKS {
        let Some(rest) = strip_one(text) else { break };
        text = rest;
    }
    text
}

fn strip_one(text: &str) -> Option<&str> {
    // Most lines are told by their first byte.
    match text.as_bytes().first()? {
        b'>' => text.strip_prefix('>').map(|rest| rest.strip_prefix(' ').unwrap_or(rest)),
        b' ' => {
            let inner = text.trim_start();
            // The second of two quote marks, `> > `, and a mail's indent before the first.
            inner.strip_prefix('>').filter(|rest| !rest.starts_with('=')).map(|_| inner)
        }
        b'0'..=b'9' => after_stamp(text),
        b'[' => after_stamp(text).or_else(|| after_code(text)),
        b'`' => Some(strip_code(text)).filter(|rest| rest.len() < text.len()),
        0xe2 => text.strip_prefix(['│', '┃']).map(|rest| rest.strip_prefix(' ').unwrap_or(rest)),
        _ => after_job(text).or_else(|| text.strip_suffix("```").filter(|rest| !rest.is_empty())),
    }
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
fn after_job(text: &str) -> Option<&str> {
    let mut parts = text.splitn(3, '\t');
    let (_, _, rest) = (parts.next()?, parts.next()?, parts.next()?);
    after_stamp(rest.trim_start_matches('\u{feff}')).filter(|_| rest.contains('T'))
}

/// What follows a date with time, or a time of day: `2024-11-28T07:13:35.5083644Z `, `[17:08:50] `.
fn after_stamp(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[').unwrap_or(text);
    let rest = match after_shape(inner, "0000-00-00") {
        Some(rest) => after_shape(rest.strip_prefix(['T', ' '])?, "00:00:00")?,
        None => after_shape(inner, "00:00:00")?,
    };
    let fraction = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':' | '+' | 'Z');
    let rest = rest.trim_start_matches(fraction);
    let rest = if inner.len() < text.len() { rest.strip_prefix(']')? } else { rest };
    if rest.is_empty() {
        return Some(rest);
    }
    let rest = rest.strip_prefix([' ', '\t'])?;
    // Some runners add the number of the stream and its name, as in `01O `.
    let stream = after_shape(rest, "00").and_then(|rest| rest.strip_prefix(['O', 'E']));
    Some(stream.and_then(|rest| rest.strip_prefix([' ', '+'])).unwrap_or(rest))
}

/// What a colour leaves behind where the escape character was lost: `[0K`, `[32;1m`.
fn after_code(text: &str) -> Option<&str> {
    let digits = text.strip_prefix('[')?;
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
    (rest.len() < digits.len()).then(|| rest.strip_prefix(['m', 'K'])).flatten()
}

/// What follows a text of the given shape, where `0` stands for any digit.
fn after_shape<'a>(text: &'a str, shape: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(shape.len())?;
    let fits = |(byte, shape): (u8, u8)| if shape == b'0' { byte.is_ascii_digit() } else { byte == shape };
    head.bytes().zip(shape.bytes()).all(fits).then_some(rest)
}
