//! Who logs in within an address of the web, and behind the flags of programs that log in.

use super::value::is_placeholder;
use super::word::{Word, byte, run};
use super::{Kind, Marked};

/// Where the host begins after a scheme, and who logs in before it: `https://USER:PASSWORD@host`.
pub(super) fn authority(text: &str, scheme: Word<'_>) -> Option<(usize, Option<Marked>)> {
    if !text.get(scheme.end..)?.starts_with("://") {
        return None;
    }
    let start = scheme.end + 3;
    let end =
        run(text, start, |byte| !byte.is_ascii_whitespace() && !b"/?#\"'`\\<>,;()[]{}|".contains(&byte));
    let Some(at) = text.get(start..end).and_then(|authority| authority.rfind('@')) else {
        return Some((start, None));
    };
    let user = text.get(start..start + at)?;
    let secret = user.split_once(':').map_or(user, |(_, password)| password);
    let is_secret = !is_placeholder(secret) && user != "git";
    Some((start + at + 1, is_secret.then_some((Kind::Password, start, start + at))))
}

/// A program of the line that takes its password as a short flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Program {
    /// `curl -u USER:PASSWORD`
    Curl,
    /// `docker login -p PASSWORD`
    Login,
}

impl Program {
    /// The program that a word of a command line is.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "curl" | "wget" => Some(Self::Curl),
            "login" => Some(Self::Login),
            _ => None,
        }
    }

    /// What such a program logs in with, behind its flag.
    pub fn password(self, text: &str, flag: Word<'_>) -> Option<Marked> {
        let is_flag = match self {
            Self::Curl => matches!(flag.text, "u" | "user" | "proxy-user"),
            Self::Login => flag.text == "p",
        };
        let is_dashed = super::word::before(text, flag.start) == b'-';
        let start = run(text, flag.end, |byte| matches!(byte, b' ' | b'=' | b'"' | b'\''));
        if !is_flag || !is_dashed || start == flag.end {
            return None;
        }
        let is_quoted = matches!(super::word::before(text, start), b'"' | b'\'');
        let end = run(text, start, |byte| {
            !matches!(byte, b'\n' | b'"' | b'\'') && (is_quoted || !byte.is_ascii_whitespace())
        });
        let value = text.get(start..end)?;
        let secret = match self {
            Self::Curl => value.split_once(':')?.1,
            Self::Login => value,
        };
        let is_secret = !is_placeholder(secret) && byte(text, start) != b'-' && !secret.starts_with("//");
        is_secret.then_some((Kind::Password, start, end))
    }
}
