//! Addresses of people and machines: e-mail, IP, host names.

mod host;
mod ip;

use super::word::{Word, before, byte, run};
use super::{Kind, Marked};
pub(super) use host::{Context, host};
pub(super) use ip::ip;

/// An e-mail address whose first letters are a word.
pub(super) fn email(text: &str, word: Word<'_>) -> Option<Marked> {
    /// The longest name of a mailbox.
    const LONGEST: usize = 64;
    if !matches!(byte(text, word.end), b'@' | b'+' | b'%') {
        return None;
    }
    let local = text.get(word.start..)?.bytes().take(LONGEST + 1);
    let length = local.take_while(|byte| super::word::is_inner(*byte) || matches!(byte, b'+' | b'%')).count();
    let at = word.start + length;
    let domain = super::word::next(text, at)?;
    let (_, last) = domain.text.rsplit_once('.')?;
    let is_address = byte(text, at) == b'@'
        && domain.start == at + 1
        && before(text, word.start) != b'@'
        && last.len() >= 2
        && last.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !domain.text.contains('_')
        && word.text != "git";
    // The name of a build may have a mailbox after a release number, which stays.
    let whole = text.get(word.start..at)?;
    let skipped = super::word::version_end(whole).unwrap_or(0);
    let start = run(text, word.start + skipped, |byte| skipped > 0 && matches!(byte, b'-' | b'.' | b'+'));
    (is_address && start < at).then_some((Kind::Email, start, domain.end))
}
