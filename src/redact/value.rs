//! The value that follows a key: where it is, and whether it is one.

use super::Kind;
use super::word::{byte, has_version, run};

/// What is between a key and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `=`
    Equals,
    /// `:`
    Colon,
    /// A blank after a flag.
    Blank,
}

/// A value as it is in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'a> {
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
    pub mark: Mark,
    /// Whether it is between quotes, or its key is.
    pub is_quoted: bool,
}

/// Where the value of a key begins that ends at a place, and what is between the two.
fn separator(text: &str, key_end: usize, is_flag: impl Fn() -> bool) -> Option<(usize, Mark, usize)> {
    let quotes = run(text, key_end, |byte| matches!(byte, b'"' | b'\'' | b'\\'));
    let blanks = run(text, quotes, is_blank);
    let after = |at: usize| run(text, at, is_blank);
    match (byte(text, blanks), byte(text, blanks + 1)) {
        (b'=', b'=') | (b':', b':' | b'/') => None,
        (b'=', b'>') | (b':', b'=') => Some((after(blanks + 2), Mark::Equals, quotes - key_end)),
        (b'=', _) => Some((after(blanks + 1), Mark::Equals, quotes - key_end)),
        (b':', _) => Some((after(blanks + 1), Mark::Colon, quotes - key_end)),
        _ if blanks > quotes && is_flag() => Some((blanks, Mark::Blank, 0)),
        _ => None,
    }
}

/// The value of a key that ends at a place. `is_rest` says that it goes on to the end of its line.
pub(super) fn after(
    text: &str,
    key_end: usize,
    is_flag: impl Fn() -> bool,
    is_rest: impl Fn(Mark) -> bool,
) -> Option<Value<'_>> {
    let (start, mark, quotes) = separator(text, key_end, is_flag)?;
    let slashes = run(text, start, |byte| byte == b'\\');
    let quote = byte(text, slashes);
    let (start, end, is_quoted) = if matches!(quote, b'"' | b'\'') {
        (slashes + 1, closing(text, slashes + 1, quote, slashes - start), true)
    } else if matches!(quote, b'$' | b'<' | b'{' | b'%') {
        return None;
    } else if is_rest(mark) && quotes == 0 {
        (start, line_end(text, start), false)
    } else {
        (start, bare_end(text, start), quotes > 0)
    };
    let value = text.get(start..end)?;
    let value = value.trim_end();
    Some(Value { text: value, start, end: start + value.len(), mark, is_quoted })
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// The quote that closes has as many backslashes in front as the one that opened, or fewer; a line ends it too.
fn closing(text: &str, start: usize, quote: u8, opening: usize) -> usize {
    let mut slashes = 0;
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            b'\n' => return at,
            b'\\' => slashes += 1,
            _ if byte == quote && slashes <= opening => return at - slashes,
            _ => slashes = 0,
        }
    }
    text.len()
}

fn line_end(text: &str, start: usize) -> usize {
    let line = run(text, start, |byte| !matches!(byte, b'\n' | b'\r' | b'"'));
    // In a text within a text, line breaks are escaped.
    let inner = text.get(start..line).unwrap_or_default();
    inner.find("\\n").or_else(|| inner.find("\\r")).map_or(line, |at| start + at)
}

fn bare_end(text: &str, start: usize) -> usize {
    let mut at = start;
    loop {
        at = run(text, at, |byte| {
            !byte.is_ascii_whitespace()
                && !matches!(byte, b'\\' | b'"' | b'\'' | b'`' | b'<' | b'>')
                && !b"()[]{},;&|".contains(&byte)
        });
        // A comma that is escaped is part of the value; a quote or a line break ends it.
        if byte(text, at) != b'\\' || matches!(byte(text, at + 1), b'n' | b'r' | b't' | b'"' | b'\'' | b'\\')
        {
            return at;
        }
        at = (at + 2).min(text.len());
        if !text.is_char_boundary(at) {
            return at - 1;
        }
    }
}

/// Words that follow a key in a sentence, or say that there is no value.
const NO_VALUE: &str = " a access an and any are auth authentication authorization authority be by bool boolean but \
    can cannot context could credentials denied does eof empty error errors exception expired failed failure false \
    file flag for forbidden from has have if in incorrect input int invalid is it key len length malformed mismatch \
    missing must need nil no none not null of ok on one only opaque option or parameter permission permitted please \
    provided rejected request required rpc secret set should string the this to true type unauthorized undefined \
    unexpected unknown unset unsupported use used username value verification was wrong yes you your ";

/// Whether a value gives nothing away: a placeholder, says that there is none, or is a release number.
pub(super) fn is_placeholder(value: &str) -> bool {
    let value = value.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '\\'));
    let lower = value.to_ascii_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let is_letter = |letter: char| lower.chars().all(|c| c == letter);
    let is_named = || {
        let is_capital = |c: char| c.is_ascii_uppercase() || matches!(c, '_' | '-');
        let ends = ["KEY", "TOKEN", "PASSWORD", "SECRET", "VALUE", "LICENSE", "LICENCE"];
        value.chars().all(is_capital) && ends.iter().any(|end| value.ends_with(end))
    };
    bare.is_empty()
        || value.starts_with(['$', '<', '{', '%', '[', '('])
        || is_letter('x')
        || ["redacted", "masked", "hidden", "your-", "your_", "sanitized", "omitted"]
            .iter()
            .any(|start| bare.starts_with(start))
        || has_stand_in(&lower)
        || Kind::Ip.is_stand_in(bare)
        || NO_VALUE.split_ascii_whitespace().any(|word| word == bare)
        || is_named()
        || is_version(&lower)
}

/// `1.16.3`, `v1.18.2-fips`, `gloo-ee-1.18.2`
fn is_version(lower: &str) -> bool {
    has_version(lower) && lower.bytes().all(|byte| super::word::is_inner(byte) || byte == b'+')
}

/// Whether a value looks like a secret and not like a word, a name or a number.
pub(super) fn looks_secret(value: &str) -> bool {
    let has = |class: fn(&u8) -> bool| value.as_bytes().iter().any(class);
    value.len() >= 8
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_alphabetic)
        && (value.len() >= 20 || has(u8::is_ascii_uppercase) || has(u8::is_ascii_punctuation))
        && !value.contains(|c: char| c.is_whitespace() || matches!(c, '(' | '<' | '{' | '['))
        && !has_version(value)
        && !has_stand_in(value)
}

/// Whether something in a value was replaced already.
fn has_stand_in(value: &str) -> bool {
    value.contains("redacted-") || value.contains(".invalid")
}

/// Whether a secret is unlike every word of a text, so that it may be replaced wherever it is.
pub(super) fn is_distinctive(secret: &str) -> bool {
    let has = |class: fn(&u8) -> bool| usize::from(secret.as_bytes().iter().any(class));
    let classes = has(u8::is_ascii_digit)
        + has(u8::is_ascii_lowercase)
        + has(u8::is_ascii_uppercase)
        + has(u8::is_ascii_punctuation);
    secret.len() >= 6
        && (classes >= 2 || secret.len() >= 16)
        && !has_version(secret)
        && !is_placeholder(secret)
}

/// The forms in which an export may have an original: without escapes, with them, in one line, and a password
/// without who it belongs to.
pub(super) fn forms(kind: Kind, original: &str) -> Vec<String> {
    let mut forms = Vec::new();
    if !kind.is_secret() {
        return forms;
    }
    if original.contains('\\') {
        forms.push(original.replace("\\\\", "\u{0}").replace('\\', "").replace('\u{0}', "\\"));
        forms.push(original.replace("\\n", "\n"));
    }
    if original.contains('"') || original.contains('\n') {
        forms.push(original.replace('"', "\\\"").replace('\n', "\\n"));
    }
    let words: Vec<&str> = original.split_whitespace().collect();
    if words.len() > 1 {
        forms.push(words.concat());
        let is_telling = |word: &&str| word.len() >= 16 && looks_secret(word);
        forms.extend(words.into_iter().filter(is_telling).map(str::to_owned));
    }
    if kind == Kind::Password
        && let Some((_, password)) = original.split_once(':')
    {
        forms.push(password.to_owned());
    }
    forms
}
