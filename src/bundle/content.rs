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

/// So many of the first bytes of a file show whether it is text.
pub const HEAD: usize = 8 << 10;

/// What the first bytes of a file show to be no text; [`HEAD`] of them are enough.
#[must_use]
pub fn refusal(head: &[u8]) -> Option<Skip> {
    if let Some((_, skip)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(*skip);
    }
    match Form::of(head) {
        Form::Other(form) => Some(Skip::Packed(form)),
        form if form.is_archive() => Some(Skip::Archive(Flaw::Nested)),
        _ => has_zeros(head.get(..HEAD).unwrap_or(head)).then_some(Skip::Binary),
    }
}

/// Whether there are zeros that no text has. UTF-16, as a shell of Windows writes it, has one beside nearly each letter.
fn has_zeros(bytes: &[u8]) -> bool {
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let is_wide = even.min(odd) == 0 && (even + odd) * 4 >= bytes.len();
    even + odd > 0 && !is_wide
}

/// The text in some bytes. What is no UTF-8 becomes replacement characters, so that the rest can still be read; the
/// reading itself leaves out the zeros of UTF-16.
#[must_use]
pub fn text(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    // A zero between the two letters of a line break makes two breaks of it.
    if text.contains("\r\0\n") { text.replace("\r\0\n", "\n") } else { text }
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
        check(b"\xff\xfeO\0K\0", Ok("\u{fffd}\u{fffd}O\0K\0"));
        check(b"\0O\0K", Ok("\0O\0K"));
        check(b"O\0\r\0\n\0K\0", Ok("O\0\n\0K\0"));
        check(b"\x89PNG\r\n", Err(Skip::Picture));
        check(b"%PDF-1.7", Err(Skip::Document));
        check(b"ab\0cd", Err(Skip::Binary));
        check(b"\x1f\x8b\x08\0", Err(Skip::Archive(Flaw::Nested)));
        check(b"\x28\xb5\x2f\xfd", Err(Skip::Packed("zstd")));
    }
}
