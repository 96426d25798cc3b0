//! Bytes that come in pieces, as a text with the line breaks that a box has.

use super::tarred::Hold;

/// The text in some bytes, piece by piece, so that none of them takes long. What is no UTF-8 becomes replacement
/// characters, and each line break a line feed.
#[derive(Debug, Default)]
pub struct Decoder {
    text: String,
    /// The beginning of a letter, or a carriage return, whose rest is in the next piece.
    rest: Vec<u8>,
}

impl Hold for Decoder {
    fn add(&mut self, bytes: &[u8]) {
        let joined;
        let mut bytes = bytes;
        if !self.rest.is_empty() {
            self.rest.extend_from_slice(bytes);
            joined = std::mem::take(&mut self.rest);
            bytes = &joined;
        }
        let whole = bytes.len() - unfinished(bytes);
        let (now, later) = bytes.split_at_checked(whole).unwrap_or((bytes, &[]));
        self.rest = later.to_vec();
        self.take(now);
    }
}

impl Decoder {
    /// The text.
    #[must_use]
    pub fn finish(mut self) -> String {
        let rest = std::mem::take(&mut self.rest);
        self.take(&rest);
        self.text
    }

    /// Takes bytes that end with a letter.
    fn take(&mut self, bytes: &[u8]) {
        for chunk in bytes.utf8_chunks() {
            let mut valid = chunk.valid();
            // The mark of the order of bytes is no text.
            if self.text.is_empty() {
                valid = valid.strip_prefix('\u{feff}').unwrap_or(valid);
            }
            while let Some((line, after)) = valid.split_once('\r') {
                self.text.push_str(line);
                self.text.push('\n');
                // Text of two bytes a letter has a zero between.
                let rest = after.strip_prefix('\n').or_else(|| after.strip_prefix("\0\n"));
                valid = rest.unwrap_or(after);
            }
            self.text.push_str(valid);
            if !chunk.invalid().is_empty() {
                self.text.push('\u{fffd}');
            }
        }
    }
}

/// How many bytes at the end wait for what comes after them.
fn unfinished(bytes: &[u8]) -> usize {
    let last = bytes.len().saturating_sub(3);
    let tail = bytes.get(last..).unwrap_or_default();
    if let Some(end) = [&b"\r"[..], b"\r\0"].into_iter().find(|end| tail.ends_with(end)) {
        return end.len();
    }
    let Some(back) = tail.iter().rev().position(|byte| byte & 0xc0 != 0x80) else { return 0 };
    let length = match tail.iter().rev().nth(back) {
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => 1,
    };
    if length > back + 1 { back + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_any_size_give_the_same_text() {
        let check = |bytes: &[u8], expect: &str| {
            for piece in 1..=bytes.len().max(1) {
                let mut decoder = Decoder::default();
                bytes.chunks(piece).for_each(|piece| decoder.add(piece));
                assert_eq!(decoder.finish(), expect, "reading {bytes:?} in pieces of {piece}");
            }
        };
        check(b"", "");
        check("NAME \u{e4}\u{20ac}\u{1f600} READY".as_bytes(), "NAME \u{e4}\u{20ac}\u{1f600} READY");
        check(b"a\r\nb\rc\r\r\nd\n\r", "a\nb\nc\n\nd\n\n");
        check(b"\xef\xbb\xbfNAME", "NAME");
        check(b"a\xffb\xf0\x9f", "a\u{fffd}b\u{fffd}");
        check(b"\xff\xfeO\0K\0\r\0\n\0", "\u{fffd}\u{fffd}O\0K\0\n\0");
        check(b"\xfe\xff\0O\0\r\0\n\0K\0\r\0", "\u{fffd}\u{fffd}\0O\0\n\0K\0\n\0");
        check(b"\x80\x80\x80\x80", &String::from_utf8_lossy(b"\x80\x80\x80\x80"));
        check(b"\xe2\x82", &String::from_utf8_lossy(b"\xe2\x82"));
        check(b"\xf0\xf0\x9f\xc2", &String::from_utf8_lossy(b"\xf0\xf0\x9f\xc2"));
    }
}
