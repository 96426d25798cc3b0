//! Secrets: those that a key names, and those whose shape says what they are.

use super::value::{Mark, Value, after, is_placeholder, looks_secret};
use super::word::{Word, before, byte, run};
use super::{Kind, Marked};

/// What a key must be followed by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wants {
    /// Any value.
    Any,
    /// What looks like a secret, since such a key often names something else.
    Telling,
    /// The rest of a header.
    Header,
}

/// How keys end that name a secret, in small letters and without `-` and `_`.
const KEYS: [(&str, Kind, Wants); 29] = [
    ("licensekey", Kind::Licence, Wants::Any),
    ("licencekey", Kind::Licence, Wants::Any),
    ("license", Kind::Licence, Wants::Telling),
    ("licence", Kind::Licence, Wants::Telling),
    ("clientkeydata", Kind::Kubeconfig, Wants::Any),
    ("clientcertificatedata", Kind::Kubeconfig, Wants::Any),
    ("certificateauthoritydata", Kind::Kubeconfig, Wants::Any),
    ("password", Kind::Password, Wants::Any),
    ("passwd", Kind::Password, Wants::Any),
    ("passphrase", Kind::Password, Wants::Any),
    ("pwd", Kind::Password, Wants::Telling),
    ("pass", Kind::Password, Wants::Telling),
    ("clientsecret", Kind::Token, Wants::Any),
    ("sharedsecret", Kind::Token, Wants::Any),
    ("secretkey", Kind::Token, Wants::Any),
    ("accesskey", Kind::Token, Wants::Any),
    ("accesskeyid", Kind::Token, Wants::Any),
    ("apikey", Kind::Token, Wants::Any),
    ("authkey", Kind::Token, Wants::Any),
    ("accountkey", Kind::Token, Wants::Any),
    ("privatekey", Kind::Token, Wants::Telling),
    ("signingkey", Kind::Token, Wants::Telling),
    ("encryptionkey", Kind::Token, Wants::Telling),
    ("token", Kind::Token, Wants::Any),
    ("secret", Kind::Token, Wants::Telling),
    ("signature", Kind::Token, Wants::Telling),
    ("dockerconfigjson", Kind::Token, Wants::Telling),
    ("authorization", Kind::Token, Wants::Header),
    ("cookie", Kind::Token, Wants::Header),
];

/// The last letters of these keys.
const ENDS: [&[u8; 2]; 13] =
    [b"ey", b"se", b"ce", b"ta", b"rd", b"wd", b"ss", b"et", b"id", b"en", b"re", b"on", b"ie"];

/// Which secret a key names.
fn named_by(key: &str) -> Option<(Kind, Wants)> {
    let ends = |end: &str| {
        let mut letters = key.bytes().rev().filter(|byte| !matches!(byte, b'-' | b'_'));
        end.bytes().rev().all(|byte| letters.next().is_some_and(|letter| letter.eq_ignore_ascii_case(&byte)))
    };
    // Few words end like one of them, and every word is asked.
    let last = key.bytes().rev().take(2).map(|byte| byte.to_ascii_lowercase());
    let last: (u8, u8) = last.fold((0, 0), |(_, before), byte| (before, byte));
    if !ENDS.contains(&&[last.1, last.0]) {
        return None;
    }
    KEYS.iter().find(|(end, ..)| ends(end)).map(|(_, kind, wants)| (*kind, *wants))
}

/// The secret that follows a word if the word is its key: its kind, its start and its end. `leads` says whether the word
/// is the first of its line.
pub(super) fn by_key(text: &str, word: Word<'_>, leads: Leads) -> Option<Marked> {
    let (kind, wants) = named_by(word.text)?;
    // A variable is where a secret comes from; in PowerShell one may be set, too.
    if matches!(before(text, word.start), b'$' | b'{') {
        return None;
    }
    if wants == Wants::Header {
        return header(text, word);
    }
    let is_flag = || before(text, word.start) == b'-';
    let is_rest = |mark: Mark| leads == Leads::Line && mark == Mark::Colon;
    let mut value = after(text, word.end, is_flag, is_rest).or_else(|| in_pair(text, word))?;
    if value.text.bytes().any(|byte| byte.is_ascii_whitespace()) && !value.is_quoted {
        value = first_unless_all(value)?;
    }
    let is_path = ["./", "../", "~/", "/etc/", "/var/", "/home/", "/usr/", "/tmp/", "/run/", "/opt/"];
    let is_value = match wants {
        _ if is_placeholder(value.text) => false,
        _ if value.mark == Mark::Blank && value.text.starts_with('-') => false,
        _ if is_path.iter().any(|start| value.text.starts_with(start)) => false,
        Wants::Telling => {
            let is_object = value.text.bytes().all(|byte| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.')
            });
            let least = if kind == Kind::Licence { 24 } else { 8 };
            value.text.len() >= least
                && looks_secret(value.text)
                && !(is_object && value.text.contains(['-', '.']))
        }
        _ => is_strong(text, word, value, kind, leads),
    };
    is_value.then_some((kind, value.start, value.end))
}

/// Where a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// It is the first of its line.
    Line,
    /// It is not.
    Nothing,
}

/// Whether the form says that this is a key with its value, and no sentence; in a sentence the value has to look like
/// a secret.
fn is_strong(text: &str, word: Word<'_>, value: Value<'_>, kind: Kind, leads: Leads) -> bool {
    if value.mark != Mark::Colon || value.is_quoted || leads == Leads::Line || looks_secret(value.text) {
        return true;
    }
    let ends = matches!(byte(text, value.end), 0 | b'\n' | b'\r' | b'"' | b'\'' | b'\\' | b',' | b'}' | b')');
    let is_compound =
        word.text.contains(['-', '_']) || word.text.bytes().skip(1).any(|b| b.is_ascii_uppercase());
    ends && (kind == Kind::Password || is_compound)
}

/// Several words after a key that leads its line are a phrase, unless they are many or have a release number: then
/// it is a sentence, and only its first word may be a secret.
fn first_unless_all(value: Value<'_>) -> Option<Value<'_>> {
    let first = value.text.split_ascii_whitespace().next()?;
    let is_phrase = value.text.split_ascii_whitespace().count() <= 4 && !super::word::has_version(value.text);
    if is_placeholder(first) {
        None
    } else if is_phrase {
        Some(value)
    } else {
        looks_secret(first).then_some(Value { text: first, end: value.start + first.len(), ..value })
    }
}

/// `- name: PASSWORD` and `value: …` below it, in YAML or JSON.
fn in_pair<'a>(text: &'a str, word: Word<'_>) -> Option<Value<'a>> {
    let is_between = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b',' | b'\\');
    let at = run(text, word.end, is_between);
    let end = at + "value".len();
    (at > word.end && text.get(at..end)?.eq_ignore_ascii_case("value"))
        .then(|| after(text, end, || false, |_| false))?
}

/// The value of a header, without the scheme that leads it.
fn header(text: &str, word: Word<'_>) -> Option<Marked> {
    let value = after(text, word.end, || false, |mark| mark == Mark::Colon)?;
    let scheme = value.text.split_once(' ').map(|(scheme, _)| scheme);
    let skipped = scheme.filter(|scheme| is_scheme(scheme)).map_or(0, |scheme| scheme.len() + 1);
    let secret = value.text.get(skipped..)?;
    let end =
        if value.is_quoted { secret.len() } else { run(secret, 0, |byte| !matches!(byte, b'\'' | b'`')) };
    let secret = secret.get(..end)?.trim_end();
    let start = value.start + skipped;
    let is_word = !secret.contains(' ') || skipped > 0 || secret.contains('=');
    let is_secret = is_word && !is_placeholder(secret) && !secret.starts_with("realm=");
    (is_secret && !super::word::has_version(secret)).then_some((Kind::Token, start, start + secret.len()))
}

fn is_scheme(word: &str) -> bool {
    ["bearer", "basic", "digest", "negotiate", "token"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme))
}

/// A secret behind `Bearer` or `Basic` in a text, where no header names it.
pub(super) fn by_scheme(text: &str, word: Word<'_>) -> Option<Marked> {
    let is_one = word.text.eq_ignore_ascii_case("bearer") || word.text.eq_ignore_ascii_case("basic");
    let start = word.end + 1;
    if !is_one || byte(text, word.end) != b' ' {
        return None;
    }
    let end = run(text, start, |byte| byte.is_ascii_alphanumeric() || b"+/=._~-".contains(&byte));
    let secret = text.get(start..end)?.trim_end_matches('.');
    let is_secret = (looks_secret(secret) || secret.len() >= 24) && !is_placeholder(secret);
    is_secret.then_some((Kind::Token, start, start + secret.len()))
}

/// How tokens begin that say whose they are, how long they are at least behind that, and what they are.
const SHAPES: [(&str, usize, Kind); 22] = [
    ("eyJ", 11, Kind::Jwt),
    ("LS0tLS1CRUdJTi", 8, Kind::Pem),
    ("AKIA", 12, Kind::Token),
    ("ASIA", 12, Kind::Token),
    ("ghp_", 16, Kind::Token),
    ("gho_", 16, Kind::Token),
    ("ghu_", 16, Kind::Token),
    ("ghs_", 16, Kind::Token),
    ("ghr_", 16, Kind::Token),
    ("github_pat_", 16, Kind::Token),
    ("glpat-", 16, Kind::Token),
    ("xoxb-", 10, Kind::Token),
    ("xoxp-", 10, Kind::Token),
    ("xoxa-", 10, Kind::Token),
    ("xoxr-", 10, Kind::Token),
    ("xoxs-", 10, Kind::Token),
    ("xapp-", 10, Kind::Token),
    ("npm_", 30, Kind::Token),
    ("AIza", 30, Kind::Token),
    ("sk-", 20, Kind::Token),
    ("hvs.", 20, Kind::Token),
    ("dckr_pat_", 16, Kind::Token),
];

/// A secret that its own shape gives away.
pub(super) fn by_shape(text: &str, word: Word<'_>) -> Option<Marked> {
    const SHORTEST: usize = 14;
    if word.text.len() < SHORTEST {
        return None;
    }
    let shape = SHAPES
        .iter()
        .find(|(start, least, _)| word.text.len() >= start.len() + least && word.text.starts_with(start));
    let has = |class: fn(&u8) -> bool| word.text.as_bytes().iter().filter(|byte| class(byte)).count();
    let kind = match shape {
        Some((_, _, kind)) if *kind != Kind::Token => *kind,
        Some((_, _, kind)) if has(u8::is_ascii_digit) > 0 => *kind,
        _ if is_random(word.text) => Kind::Token,
        _ => return None,
    };
    // What is base64 goes on over marks that end a word.
    let end = run(text, word.end, |byte| byte.is_ascii_alphanumeric() || b"+/=_-".contains(&byte));
    Some((kind, word.start, end))
}

/// Long, with letters of both cases and digits all over, and nothing that a name has: no word is like that.
fn is_random(word: &str) -> bool {
    let count = |class: fn(&u8) -> bool| word.as_bytes().iter().filter(|byte| class(byte)).count();
    let changes = word.as_bytes().windows(2).filter(|pair| {
        let [one, other] = pair else { return false };
        one.is_ascii_digit() != other.is_ascii_digit()
    });
    word.len() >= 32
        && count(u8::is_ascii_digit) >= 3
        && count(u8::is_ascii_uppercase) >= 4
        && count(u8::is_ascii_lowercase) >= 4
        && !word.contains('.')
        && changes.count() * 10 >= word.len()
}
