//! The words of a text: what is between blanks, quotes and marks. All scanners share them.

/// A word, and where it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    /// Letters, digits, `.`, `_` and `-`, with a letter or digit (or `_`) at both ends.
    pub text: &'a str,
    /// Its first byte.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
}

/// The next word at or after a place.
pub(super) fn next(text: &str, from: usize) -> Option<Word<'_>> {
    let bytes = text.as_bytes();
    let is_first = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut start = from + bytes.get(from..)?.iter().position(is_first)?;
    // The letter of an escaped line break or tab is no part of a word.
    if before(text, start) == b'\\'
        && matches!(byte(text, start), b'n' | b't' | b'r')
        && is_first(&byte(text, start + 1))
    {
        start += 1;
    }
    let run = run(text, start, is_inner);
    let whole = text.get(start..run)?;
    let trimmed = whole.trim_end_matches(['.', '-']);
    Some(Word { text: trimmed, start, end: start + trimmed.len() })
}

/// Whether a byte may be within a word.
pub(super) const fn is_inner(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')
}

/// Where bytes of a kind end that begin at a place.
pub(super) fn run(text: &str, start: usize, is_part: impl Fn(u8) -> bool) -> usize {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    start + rest.iter().position(|byte| !is_part(*byte)).unwrap_or(rest.len())
}

/// The byte at a place; 0 where there is none.
pub(super) fn byte(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or(0)
}

/// The byte in front of a place; 0 where there is none.
pub(super) fn before(text: &str, at: usize) -> u8 {
    at.checked_sub(1).map_or(0, |at| byte(text, at))
}

/// Whether a text has a release number in it.
pub(super) fn has_version(text: &str) -> bool {
    !versions(text).is_empty()
}

/// Where the last release number of a text ends.
pub(super) fn version_end(text: &str) -> Option<usize> {
    versions(text).last().map(|(_, end)| *end)
}

/// The release numbers of a text: three or more numbers with dots between them, and no address.
pub(super) fn versions(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(skipped) =
        text.get(at..).and_then(|rest| rest.bytes().position(|byte| byte.is_ascii_digit()))
    {
        let start = at + skipped;
        at = run(text, start, |byte| byte.is_ascii_digit() || byte == b'.');
        let numbers = text.get(start..at).unwrap_or_default().trim_end_matches('.');
        let is_address = numbers.parse::<std::net::Ipv4Addr>().is_ok();
        if !is_address
            && numbers.split('.').count() >= 3
            && numbers.split('.').all(|number| !number.is_empty())
        {
            found.push((start, start + numbers.len()));
        }
    }
    found
}
