//! What a terminal would have shown: no colours, no carriage returns, no invisible marks.

use super::remnant;
use crate::untrusted::{is_invisible, reorders, skip_escape};

/// Whether a line has nothing to take off or to decode: no controls, no letters but those of ASCII, none of
/// the marks with which HTML begins an entity or a tag, and no remnant of a colour.
pub(super) fn is_plain(raw: &str) -> bool {
    // Without a way out in the middle this takes many bytes at once.
    let is_plain = raw.bytes().fold(true, |is_plain, byte| {
        is_plain & (b' '..0x7f).contains(&byte) & (byte != b'&') & (byte != b'<')
    });
    is_plain && !remnant::has_any(raw)
}

/// Takes off what is not seen; what breaks a line becomes a line break.
pub(super) fn clean(raw: &str) -> String {
    let raw = raw.trim_end();
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // Some programs show the escape character as a picture of itself.
            '\u{1b}' | '\u{241b}' => skip_escape(&mut chars),
            '\r' | '\t' => text.push(c),
            // Line breaks of word processors, of chats and of mainframes. At the beginning they break nothing.
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' if text.is_empty() => {}
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => text.push('\n'),
            '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => text.push(' '),
            // What word processors make of quotes and of the hyphen.
            '\u{201c}'..='\u{201f}' => text.push('"'),
            '\u{2018}'..='\u{201b}' => text.push('\''),
            '\u{2010}' | '\u{2011}' => text.push('-'),
            // These reorder what is read. A name with one in it is no name.
            c if reorders(c) => text.push('\u{fffd}'),
            // Copying leaves these behind, and nobody sees them.
            c if is_invisible(c) || c.is_control() => {}
            c => text.push(c),
        }
    }
    let mut text = if text.contains('\r') { overwritten(&text) } else { text };
    if remnant::has_any(&text) {
        text = remnant::take_off(&text);
    }
    text.truncate(text.trim_end().len());
    text
}

/// The lines between carriage returns. Where the next one goes on like the one before, it was written over it,
/// and what came last is what was seen.
fn overwritten(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for piece in text.split('\r') {
        match lines.last_mut() {
            // Blanks were written over it to wipe it out.
            _ if !piece.is_empty() && piece.trim().is_empty() => {}
            Some(last) if is_progress(last, piece) => *last = piece,
            None if piece.is_empty() => {}
            _ => lines.push(piece),
        }
    }
    lines.join("\n")
}

/// Whether two lines differ in numbers only, or one has more words: `50%` and `100%`, `Pulling` and
/// `Pulling... done`.
fn is_progress(last: &str, next: &str) -> bool {
    let says_something = |text: &str| text.chars().any(char::is_alphanumeric);
    let letters = |text| str::chars(text).filter(|c| c.is_alphabetic());
    last != next
        && says_something(last) == says_something(next)
        && letters(last).next().is_some() == letters(next).next().is_some()
        && letters(last).zip(letters(next)).all(|(last, next)| last == next)
}
