//! What the bytes of a file are: text in one of the forms that terminals write, or something else.

use super::Skip;
use crate::archive::{Flaw, Form};

/// First bytes of what is no text.
const MAGIC: [(&[u8], Skip); 8] = [
    (b"\x89PNG", Skip::Picture),
    (b"\xff\xd8\xff", Skip::Picture),
    (b"GIF8", Skip::Picture),
    (b"RIFF", Skip::Picture),
    (b"%PDF-", Skip::Document),
    (b"\x7fELF", Skip::Binary),
    (b"MZ\x90", Skip::Binary),
    (b"SQLite format 3", Skip::Binary),
];

/// So many of the first bytes of a file show whether it is text: a zero is in none.
pub const HEAD: usize = 8 << 10;

/// What UTF-16 begins with, by the order of its bytes.
const LITTLE: &[u8] = b"\xff\xfe";
const BIG: &[u8] = b"\xfe\xff";

/// What the first bytes of a file show to be no text; [`HEAD`] of them are enough.
#[must_use]
pub fn refusal(head: &[u8]) -> Option<Skip> {
    if let Some((_, skip)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(*skip);
    }
    match Form::of(head) {
        Form::Other(form) => Some(Skip::Packed(form)),
        form if form.is_archive() => Some(Skip::Archive(Flaw::Nested)),
        _ if head.starts_with(LITTLE) || head.starts_with(BIG) => None,
        _ => head.iter().take(HEAD).any(|byte| *byte == 0).then_some(Skip::Binary),
    }
}

/// The text in some bytes. What is no UTF-8 becomes replacement characters, so that the rest can still be read; what
/// a shell of Windows writes as UTF-16 is decoded.
#[must_use]
pub fn text(bytes: Vec<u8>) -> String {
    if let Some(rest) = bytes.strip_prefix(LITTLE) {
        return utf_16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(BIG) {
        return utf_16(rest, u16::from_be_bytes);
    }
    let text = String::from_utf8(bytes);
    text.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn utf_16(bytes: &[u8], number: fn([u8; 2]) -> u16) -> String {
    let pairs = bytes.as_chunks::<2>().0.iter().map(|pair| number(*pair));
    char::decode_utf16(pairs).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expect: Result<&str, Skip>) {
        let seen = refusal(bytes).map_or_else(|| Ok(text(bytes.to_vec())), Err);
        assert_eq!(seen, expect.map(str::to_owned), "reading {bytes:?}");
    }

    #[test]
    fn text_is_told_from_the_rest() {
        check(b"NAME  READY", Ok("NAME  READY"));
        check(b"a\xffb", Ok("a\u{fffd}b"));
        check(b"\xff\xfeO\0K\0", Ok("OK"));
        check(b"\xfe\xff\0O\0K", Ok("OK"));
        check(b"\x89PNG\r\n", Err(Skip::Picture));
        check(b"%PDF-1.7", Err(Skip::Document));
        check(b"ab\0cd", Err(Skip::Binary));
        check(b"\x1f\x8b\x08\0", Err(Skip::Archive(Flaw::Nested)));
        check(b"\x28\xb5\x2f\xfd", Err(Skip::Packed("zstd")));
    }
}
