//! Private keys and certificates between `-----BEGIN …-----` and `-----END …-----`, with line breaks or escaped ones.

use super::word::{Word, run};
use super::{Kind, Marked};

const DASHES: &str = "-----";

/// The block that a word `BEGIN` begins. One that was cut goes on as long as its lines look like it.
pub(super) fn block(text: &str, begin: Word<'_>) -> Option<Marked> {
    let start = begin.start.checked_sub(DASHES.len())?;
    if begin.text != "BEGIN" || text.get(start..begin.start)? != DASHES {
        return None;
    }
    let title =
        run(text, begin.end, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b' ');
    if !text.get(title..)?.starts_with(DASHES) {
        return None;
    }
    let body = title + DASHES.len();
    let end = body_end(text, body);
    // The last line of a block names it again.
    let rest = text.get(end..)?;
    let is_whole = rest.starts_with("-----END");
    let closing = || {
        let dashes = rest.get(DASHES.len()..)?.find(DASHES)?;
        rest.get(..dashes)?.bytes().all(|byte| byte != b'\n').then_some(end + 2 * DASHES.len() + dashes)
    };
    let end = if is_whole { closing().unwrap_or(end + "-----END".len()) } else { end };
    (end > body).then_some((Kind::Pem, start, end))
}

/// Where the lines end that look like base64, or like the headers of a key.
fn body_end(text: &str, body: usize) -> usize {
    let mut at = body;
    let mut end = body;
    loop {
        // Blanks, line breaks as they are or escaped, and what quotes lines in mails and values.
        let mut start =
            run(text, at, |byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'|' | b'\\'));
        if super::word::before(text, start) == b'\\' && matches!(super::word::byte(text, start), b'n' | b'r')
        {
            start = run(text, start + 1, |byte| byte.is_ascii_whitespace() || matches!(byte, b'\\'));
            if super::word::before(text, start) == b'\\' && super::word::byte(text, start) == b'n' {
                start += 1;
            }
        }
        if text.get(start..).is_some_and(|rest| rest.starts_with("-----END")) {
            return start;
        }
        let stop = run(text, start, |byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte));
        let line = text.get(start..stop).unwrap_or_default();
        let is_last = !line.is_empty() && (line.ends_with('=') || starts_closing(text, stop));
        if line.len() < 24 && !is_last {
            return end;
        }
        at = stop;
        end = stop;
    }
}

fn starts_closing(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\\' | 'n' | 'r' | '>'))
        .starts_with("-----END")
}
