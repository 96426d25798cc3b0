//! One pass over a text: each word is asked what it is, and what follows it.

use super::address::{Context, email, host, ip};
use super::known::Known;
use super::secret::{Leads, by_key, by_scheme, by_shape};
use super::url::{Program, authority};
use super::value::is_placeholder;
use super::word::{Word, before, byte, next, run, versions};
use super::{Kind, Kinds, Marked, pem};

/// What is to be replaced, as bytes of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    /// Which one it is, where it was learned.
    pub known: Option<usize>,
}

impl Hit {
    /// The text that it replaces.
    pub fn original<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// What the words before say of the next one.
#[derive(Default)]
struct Before<'a> {
    /// Where a host begins, since it follows a scheme.
    host: usize,
    /// The word before.
    word: &'a str,
    /// The program that the line runs.
    program: Option<Program>,
}

/// Everything in a text that is to be replaced, in its order, without overlaps. Takes time linear in the text.
pub(super) fn scan(text: &str, kinds: Kinds, known: &Known) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    let mut context = Before { host: usize::MAX, ..Before::default() };
    let mut from = 0;
    while let Some(word) = next(text, from) {
        let gap = text.get(from..word.start).unwrap_or_default();
        let leads = leads(text, from, gap);
        if gap.contains('\n') {
            context.program = None;
        }
        context.program = Program::of(word.text).or(context.program);
        let found = hit(text, word, leads, kinds, known, &mut context);
        // Who logs in within an address is passed over, also where a stand-in is there already.
        let passed = if context.host < text.len() { context.host } else { 0 };
        from = found.map_or(word.end.max(passed), |hit| hit.end).max(word.start + 1);
        hits.extend(found.into_iter().flat_map(|hit| pieces(text, hit)));
        context.word = word.text;
    }
    hits
}

/// A hit without the release numbers in it, which stay.
fn pieces(text: &str, hit: Hit) -> Vec<Hit> {
    let original = hit.original(text);
    let versions = if hit.kind == Kind::Ip { Vec::new() } else { versions(original) };
    if versions.is_empty() || hit.known.is_some() {
        return vec![hit];
    }
    let starts = std::iter::once(0).chain(versions.iter().map(|(_, end)| *end));
    let ends = versions.iter().map(|(start, _)| *start).chain([original.len()]);
    let piece = |(start, end): (usize, usize)| {
        let part = original.get(start..end)?;
        // Letters that touch a number in front are its `v`; behind, a hyphen leads its variant.
        let is_last = end == original.len();
        let before = if is_last { part } else { part.trim_end_matches(char::is_alphanumeric) };
        let is_variant = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let bare = before.trim_start_matches(is_variant);
        let is_glued = start > 0 && (bare.is_empty() || bare.starts_with(char::is_whitespace));
        let rest = if is_glued { bare } else { before };
        let start = start + before.len() - rest.len();
        let is_mark = |c: char| !c.is_alphanumeric();
        let skipped = rest.len() - rest.trim_start_matches(is_mark).len();
        let part = rest.trim_matches(is_mark);
        let start = hit.start + start + skipped;
        let end = start + part.len();
        (part.len() > 1 && !is_placeholder(part)).then_some(Hit { start, end, ..hit })
    };
    starts.zip(ends).filter_map(piece).collect()
}

/// Whether a word is the first of its line, behind nothing but what may lead a line.
fn leads(text: &str, from: usize, gap: &str) -> Leads {
    let line = gap.rfind('\n').map(|at| gap.get(at + 1..).unwrap_or_default());
    let line = line.or((from == 0).then_some(gap));
    // In a text within a text, line breaks are escaped.
    let line = line.or_else(|| gap.rfind("\\n").map(|at| gap.get(at + 2..).unwrap_or_default()));
    let line =
        line.or_else(|| gap.ends_with('\\').then_some("").filter(|_| byte(text, from + gap.len()) != b'"'));
    let is_margin = |c: char| c.is_whitespace() || matches!(c, '-' | '>' | '|' | '#' | '+' | '*');
    match line {
        Some(line) if line.chars().all(is_margin) && !line.ends_with("--") => Leads::Line,
        _ => Leads::Nothing,
    }
}

fn hit(
    text: &str,
    word: Word<'_>,
    leads: Leads,
    kinds: Kinds,
    known: &Known,
    context: &mut Before<'_>,
) -> Option<Hit> {
    let wanted =
        |(kind, start, end): Marked| kinds.has(kind).then_some(Hit { kind, start, end, known: None });
    let learned = |start: usize| {
        let (end, original) = known.at(text, start)?;
        Some(Hit { kind: Kind::Name, start, end, known: Some(original) })
    };
    // A block begins in front of its first word.
    if let Some(hit) = pem::block(text, word).and_then(wanted) {
        return Some(hit);
    }
    if let Some(hit) = learned(word.start) {
        return Some(hit);
    }
    if let Some((host, user)) = authority(text, word) {
        context.host = host;
        return user.and_then(wanted);
    }
    let program = context.program.and_then(|program| program.password(text, word));
    let secret = program
        .and_then(wanted)
        .or_else(|| by_key(text, word, leads).and_then(wanted))
        .or_else(|| by_shape(text, word).and_then(wanted))
        .or_else(|| by_scheme(text, word).and_then(wanted));
    if let Some(hit) = secret {
        return Some(wrapped(text, hit));
    }
    let place = place(text, word, context);
    let address = email(text, word)
        .and_then(wanted)
        .or_else(|| host(text, word, place).and_then(wanted))
        .or_else(|| ip(text, word, context.word).and_then(wanted));
    address.or_else(|| {
        // Names are parts of other names; after a hyphen only as their end: `webhook-NAMESPACE`.
        let mut inner = word.text.match_indices(['.', '_', '-']);
        inner.find_map(|(at, mark)| {
            learned(word.start + at + 1).filter(|hit| mark != "-" || hit.end >= word.end)
        })
    })
}

/// What says that a word is a host.
fn place(text: &str, word: Word<'_>, context: &Before<'_>) -> Context {
    const NAMES: [&str; 9] =
        ["host", "hostname", "hosts", "domain", "domains", "lookup", "sni", "fqdn", "authority"];
    let mark = before(text, word.start);
    if !word.text.contains('.') {
        Context::None
    } else if context.host == word.start {
        Context::Host
    } else if matches!(mark, b'/' | b'\\') {
        Context::Path
    } else if matches!(mark, b' ' | b'"' | b'\'' | b':' | b'=')
        && NAMES.iter().any(|name| context.word.eq_ignore_ascii_case(name))
    {
        Context::Host
    } else {
        Context::None
    }
}

/// A long secret that was broken into lines goes on in the next ones, if nothing else is in them.
fn wrapped(text: &str, hit: Hit) -> Hit {
    const LONG: usize = 40;
    let mut end = hit.end;
    if hit.kind == Kind::Pem || hit.kind == Kind::Password || hit.end - hit.start < LONG {
        return hit;
    }
    loop {
        let start = run(text, end, |byte| byte.is_ascii_whitespace());
        let is_next = text.get(end..start).is_some_and(|gap| gap.matches('\n').count() == 1);
        let stop = run(text, start, |byte| byte.is_ascii_alphanumeric() || b"+/=_.-".contains(&byte));
        let line = text.get(start..stop).unwrap_or_default();
        let has_digit = line.bytes().any(|byte| byte.is_ascii_digit());
        let is_part = has_digit && line.len() >= LONG / 2
            || line.ends_with('=') && !line.starts_with('-')
            || has_digit && line.bytes().any(|byte| byte.is_ascii_uppercase()) && !line.contains('-');
        let ends = matches!(byte(text, stop), 0 | b'\n' | b'\r' | b'"' | b'\'');
        if !is_next || !is_part || !ends || super::word::has_version(line) {
            return Hit { end, ..hit };
        }
        end = stop;
    }
}
