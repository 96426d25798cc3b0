//! What a terminal would have shown: no colours, no carriage returns, no invisible marks.

use crate::untrusted::{is_invisible, reorders, skip_escape};

/// Whether a line has nothing to take off or to decode: no controls, no letters but those of ASCII, and none
/// of the marks with which HTML begins an entity or a tag.
pub(super) fn is_plain(raw: &str) -> bool {
    // Without a way out in the middle this takes many bytes at once.
    raw.bytes().fold(true, |is_plain, byte| {
        is_plain & (b' '..0x7f).contains(&byte) & (byte != b'&') & (byte != b'<')
    })
}

/// Takes off what is not seen.
pub(super) fn clean(raw: &str) -> String {
    let raw = raw.trim_end();
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // Some programs show the escape character as a picture of itself.
            '\u{1b}' | '\u{241b}' => skip_escape(&mut chars),
            // A progress line that was written over: what came last is what was seen.
            '\r' => text.clear(),
            '\t' => text.push('\t'),
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
    text.truncate(text.trim_end().len());
    text
}
