//! Lines as a terminal would have shown them: no colours, no carriage returns, no invisible marks.

use std::borrow::Cow;

/// One line of a transcript, cleaned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Counted from 1, as an editor shows it.
    pub number: usize,
    /// Its text without escape sequences, invisible characters and trailing blanks.
    pub text: Cow<'a, str>,
}

/// Splits a text into cleaned lines. Takes time linear in the text; lines that are clean already,
/// which is nearly all of them, are not copied.
#[must_use]
pub fn lines(text: &str) -> Vec<Line<'_>> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut lines: Vec<Line<'_>> = text
        .split('\n')
        .enumerate()
        .map(|(index, raw)| Line { number: index + 1, text: clean(raw) })
        .collect();
    if text.ends_with('\n') {
        lines.pop();
    }
    lines
}

fn clean(raw: &str) -> Cow<'_, str> {
    let raw = raw.trim_end();
    if raw.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => skip_escape(&mut chars),
            // A progress line that was written over: what came last is what was seen.
            '\r' => text.clear(),
            '\t' => text.push('\t'),
            '\u{a0}' | '\u{2007}' | '\u{202f}' => text.push(' '),
            // These reorder what is read. A name with one in it is no name.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => text.push('\u{fffd}'),
            c if is_invisible(c) || c.is_control() => {}
            c => text.push(c),
        }
    }
    text.truncate(text.trim_end().len());
    Cow::Owned(text)
}

/// Skips the rest of a terminal escape sequence: CSI (colours, cursor), OSC (titles, links), or two
/// characters.
fn skip_escape(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    match chars.next() {
        Some('[') => {
            for c in chars.by_ref() {
                if ('\u{40}'..='\u{7e}').contains(&c) {
                    break;
                }
            }
        }
        Some(']') => {
            while let Some(c) = chars.next() {
                if c == '\u{7}' || (c == '\u{1b}' && chars.next_if_eq(&'\\').is_some()) {
                    break;
                }
            }
        }
        _ => {}
    }
}

/// Byte order marks, soft hyphens and zero-width marks: copying leaves them behind, and nobody sees them.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2065}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let seen = lines(text);
        let texts: Vec<&str> = seen.iter().map(|line| line.text.as_ref()).collect();
        assert_eq!(texts, expect, "cleaning {text:?}");
    }

    #[test]
    fn what_a_terminal_adds_is_taken_off() {
        check("", &[]);
        check("a\nb\n", &["a", "b"]);
        check("a\r\nb\r\n", &["a", "b"]);
        check("\u{1b}[31mred\u{1b}[0m end", &["red end"]);
        check("\u{1b}]8;;http://x\u{7}link\u{1b}]8;;\u{1b}\\ end", &["link end"]);
        check("\u{feff}Client:\u{a0}x", &["Client: x"]);
        check("50%\r100%", &["100%"]);
        check("a\u{202e}b\u{200b}c", &["a\u{fffd}bc"]);
        check("trailing   \n\tkept", &["trailing", "\tkept"]);
        check("\u{1b}[", &[""]);
        check("nul\0byte", &["nulbyte"]);
    }
}
