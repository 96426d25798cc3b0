//! IP addresses, and what only looks like one.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::redact::word::{Word, before, byte, run};
use crate::redact::{Kind, Marked};

/// An IP address that begins with a word, or the name of a node that has one in it.
pub(in crate::redact) fn ip(text: &str, word: Word<'_>, previous: &str) -> Option<Marked> {
    six(text, word).or_else(|| four(text, word, previous)).or_else(|| node(word))
}

/// `10.0.0.1`, and the first of `10.0.0.1-10.0.0.9`.
fn four(text: &str, word: Word<'_>, previous: &str) -> Option<Marked> {
    let end = run(text, word.start, |byte| byte.is_ascii_digit() || byte == b'.');
    let numbers = text.get(word.start..end)?.trim_end_matches('.');
    let end = word.start + numbers.len();
    let address: Ipv4Addr = numbers.parse().ok()?;
    // What goes on is the tag of an image or a build, unless another address follows.
    if end < word.end {
        let rest = text.get(end..word.end)?;
        let other = rest.strip_prefix(['-', '_'])?;
        if !other.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !rest.starts_with('_') {
            return None;
        }
    }
    let [first, _, third, last] = address.octets();
    let is_public = address.is_unspecified() || address.is_loopback() || first == 0 || first == 255;
    let names_version = ["version", "tag", "release", "chart", "appversion", "app_version"]
        .iter()
        .any(|name| previous.len() >= name.len() && previous.to_ascii_lowercase().ends_with(name));
    let mark = before(text, word.start);
    let is_after_name = word.start >= 2 && before(text, word.start - 1).is_ascii_alphanumeric();
    let is_tag = match mark {
        b':' | b'@' => is_after_name && first < 10,
        b'/' => is_after_name && (first < 10 || (third == 0 && last == 0)),
        // The second address of a range follows a number.
        b'-' => !before(text, word.start.saturating_sub(1)).is_ascii_digit(),
        b'.' | b'+' | b'^' | b'~' => true,
        _ => false,
    };
    (!is_public && !names_version && !is_tag).then_some((Kind::Ip, word.start, end))
}

/// `fd00::1`, `2001:db8:0:0:0:0:0:1`; at least one of its digits is none that begins a word of a program.
fn six(text: &str, word: Word<'_>) -> Option<Marked> {
    let mut start = word.start;
    if before(text, start) == b':' {
        let is_begun = start >= 2 && before(text, start - 1) == b':';
        let outside = before(text, start.saturating_sub(2));
        if !is_begun || outside == b':' || crate::redact::word::is_inner(outside) {
            return None;
        }
        start -= 2;
    } else if byte(text, word.end) != b':' || word.text.len() > 4 {
        return None;
    }
    let end = run(text, start, |byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.'));
    let address = text.get(start..end)?.trim_end_matches('.');
    let end = start + address.len();
    let parsed: Ipv6Addr = address.parse().or_else(|_| address.trim_end_matches(':').parse()).ok()?;
    let end = end.min(start + address.len());
    let has_digit = address.bytes().any(|byte| byte.is_ascii_digit());
    let goes_on = crate::redact::word::is_inner(byte(text, end)) && byte(text, end) != b'.';
    (has_digit && !goes_on && !parsed.is_loopback() && !parsed.is_unspecified()).then_some((
        Kind::Ip,
        start,
        end,
    ))
}

/// `ip-10-4-45-174`, as clouds call nodes.
fn node(word: Word<'_>) -> Option<Marked> {
    let numbers = word.text.strip_prefix("ip-")?;
    let end = run(numbers, 0, |byte| byte.is_ascii_digit() || byte == b'-');
    let address: Ipv4Addr = numbers.get(..end)?.trim_end_matches('-').replace('-', ".").parse().ok()?;
    let is_whole = matches!(byte(numbers, end), 0 | b'.' | b'_');
    (is_whole && !address.is_loopback()).then_some((Kind::Ip, word.start, word.start + 3 + end))
}
