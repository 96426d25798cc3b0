//! Letters that somebody else wrote, as they may be shown and as they may be used: names of files, words of a paste,
//! arguments of a call.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;

/// A text in one line that a terminal shows as it stands here. What would command the terminal, break the line,
/// reorder what is read or be invisible becomes U+FFFD, so that a name with such a mark is not taken for one without.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    let is_seen = |c: char| c == '\t' || !hides(c);
    if text.chars().all(is_seen) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => {
                skip_escape(&mut chars);
                shown.push(char::REPLACEMENT_CHARACTER);
            }
            c if is_seen(c) => shown.push(c),
            _ => shown.push(char::REPLACEMENT_CHARACTER),
        }
    }
    Cow::Owned(shown)
}

/// Whether a letter is none that a reader sees at its place: a control character, a line break, or a mark that
/// reorders letters or is invisible itself.
pub(crate) fn hides(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') || reorders(c) || is_invisible(c)
}

/// Marks that change the order in which letters are shown.
pub(crate) const fn reorders(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What Unicode says is to be ignored where it can't be shown, and marks around text: byte order marks, soft hyphens,
/// joiners, directions of single letters, fillers, variants, tags.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2060}'..='\u{2065}'
            | '\u{206a}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Skips the rest of a terminal escape sequence: CSI (colours, cursor), OSC and its kin (titles, links), or two
/// characters.
pub(crate) fn skip_escape(chars: &mut Peekable<Chars<'_>>) {
    match chars.next() {
        Some('[') => {
            for c in chars.by_ref() {
                if ('\u{40}'..='\u{7e}').contains(&c) {
                    break;
                }
            }
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            while let Some(c) = chars.next() {
                if c == '\u{7}' || (c == '\u{1b}' && chars.next_if_eq(&'\\').is_some()) {
                    break;
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        assert_eq!(shown(text), expect, "showing {text:?}");
        assert_eq!(shown(expect), expect, "showing what is shown");
    }

    #[test]
    fn what_is_seen_stays() {
        for text in ["", "my values.yaml", "caf\u{e9} \u{2603} \u{1f980}", "a\u{a0}b", "-x", "\u{fffd}"] {
            assert!(matches!(shown(text), Cow::Borrowed(same) if same == text), "{text:?}");
        }
    }

    #[test]
    fn nothing_commands_a_terminal() {
        check("a\u{1b}]0;title\u{7}\u{1b}[31m.txt", "a\u{fffd}\u{fffd}.txt");
        check("a\u{1b}]8;;http://x\u{1b}\\b", "a\u{fffd}b");
        check("a\u{1b}P1$r\u{1b}\\b\u{1b}cd", "a\u{fffd}b\u{fffd}d");
        check("a\u{1b}[", "a\u{fffd}");
        check("a\u{9b}31mb\u{9d}0;x\u{9c}\u{7f}\0", "a\u{fffd}31mb\u{fffd}0;x\u{fffd}\u{fffd}\u{fffd}");
    }

    #[test]
    fn a_text_stays_in_its_line_and_in_its_order() {
        check(
            "a\n## b\r\nc\u{b}\u{c}\u{85}\u{2028}\u{2029}d",
            "a\u{fffd}## b\u{fffd}\u{fffd}c\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}d",
        );
        check("a\tb", "a\tb");
        check("a\u{202e}b\u{2066}c\u{61c}d\u{200f}", "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}");
        check("e\u{200b}d\u{e0041}g\u{feff}e\u{fe0f}\u{ad}", "e\u{fffd}d\u{fffd}g\u{fffd}e\u{fffd}\u{fffd}");
    }
}
