//! What a terminal would have shown: no colours, no carriage returns, no invisible marks.

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
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => text.push('\u{fffd}'),
            c if is_invisible(c) || c.is_control() => {}
            c => text.push(c),
        }
    }
    text.truncate(text.trim_end().len());
    text
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
