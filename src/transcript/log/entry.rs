//! One line of a log: who wrote it, how bad it is, and what it says in a sentence.

use super::json::{members, unescaped};
use super::margin;
use crate::transcript::{Trouble, Wrong};

/// What stands above a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::transcript) enum Company {
    /// Nothing of a log: the line itself has to show whose it is.
    Alone,
    /// Lines of a log of Gloo.
    Log,
}

/// A line of a log.
pub(super) struct Entry {
    /// What went wrong, if it tells of that.
    pub said: Option<Said>,
}

/// What a line says that tells of a failure.
pub(super) struct Said {
    pub message: String,
    /// When, as it is printed.
    pub first: Option<String>,
    /// The version that the line names.
    pub build: Option<String>,
}

/// Names of Gloo's components, as their logs have them.
const LOGGERS: [&str; 19] = [
    "gloo",
    "gateway",
    "discovery",
    "ingress",
    "observability",
    "extauth",
    "ext-auth",
    "ratelimit",
    "rate-limit",
    "sds",
    "certgen",
    "gencert",
    "uds",
    "fds",
    "envoyinit",
    "access-logger",
    "k8sgateway",
    "kgateway",
    "controller-runtime",
];

/// Whether a line is one of a log of Gloo for certain, so that nothing in it begins a line of something else.
pub(in crate::transcript) fn is_entry(text: &str) -> bool {
    matches!(text.as_bytes().first(), Some(b'{' | b'[')) && direct(text, Company::Alone).is_some()
}

/// Reads a line, with whatever names its pod in front of it.
pub(super) fn read(text: &str, company: Company) -> Option<Entry> {
    let text = text.trim_start();
    direct(text, company).or_else(|| margin::inner(text).find_map(|inner| direct(inner, company)))
}

/// Reads a line that begins with its text.
fn direct(text: &str, company: Company) -> Option<Entry> {
    match text.as_bytes().first()? {
        b'{' => json(text, company),
        b'[' => envoy(text),
        b'L' if text.starts_with("LICENSE WARNING") => Some(Entry::said(text.to_owned(), None, None)),
        b'E' | b'W' | b'I' | b'F' | b'D' | b'P' => klog(text, company).or_else(|| console(text, company)),
        b'e' | b'w' | b'i' | b'f' | b'd' | b'p' => console(text, company),
        _ => None,
    }
}

impl Entry {
    const fn quiet() -> Self {
        Self { said: None }
    }

    fn said(message: String, first: Option<String>, build: Option<String>) -> Self {
        Self { said: Some(Said { message, first, build }) }
    }
}

/// How bad a line is, by its own word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    /// It failed.
    Bad,
    Warning,
    /// It says what goes on.
    Quiet,
}

fn level(word: &str) -> Option<Level> {
    let word = word.to_ascii_lowercase();
    Some(match word.as_str() {
        "error" | "err" | "fatal" | "panic" | "dpanic" | "critical" => Level::Bad,
        "warn" | "warning" => Level::Warning,
        "info" | "debug" | "trace" => Level::Quiet,
        _ => return None,
    })
}

/// Words in a warning that make it worth a look.
const WORTH: [&str; 15] = [
    "reject",
    "invalid",
    "fail",
    "unable",
    "error",
    "outdated",
    "expired",
    "denied",
    "forbidden",
    "cannot",
    "could not",
    "timed out",
    "closed",
    "no license",
    "license warning",
];

/// Whether a line tells of a failure.
fn tells(level: Level, text: &str) -> bool {
    match level {
        Level::Bad => true,
        Level::Warning => {
            let text = text.to_ascii_lowercase();
            !text.contains("deprecated") && WORTH.iter().any(|word| text.contains(word))
        }
        // The Kubernetes client tells quietly that another one leads from now on.
        Level::Quiet => is_rejection(text) || text.starts_with("failed to renew lease"),
    }
}

/// Whether a text has the state that Gloo gives to what it refused: `state:Rejected`, `"status":"Rejected"`.
fn is_rejection(text: &str) -> bool {
    text.match_indices("ejected").take(16).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let before = before.strip_suffix(['R', 'r']).unwrap_or(before);
        let key = before.trim_end_matches(['"', '\\', ':', '=', ' ', '\'']);
        let key_ends = ["state", "status", "State", "Status"].iter().any(|word| key.ends_with(word));
        key_ends && key.len() < before.len()
    })
}

/// No message is longer.
const LONGEST: usize = 4 << 10;
/// No other member is longer in a message.
const LONGEST_MEMBER: usize = 300;
/// What a line has besides its message.
const AROUND: [&str; 16] = [
    "level",
    "severity",
    "ts",
    "time",
    "timestamp",
    "@timestamp",
    "logger",
    "caller",
    "msg",
    "message",
    "error",
    "err",
    "version",
    "stacktrace",
    "stack",
    "errorVerbose",
];

/// A line of JSON: `{"level":"error","ts":…,"logger":"gloo.v1…","msg":"…","error":"…","version":"1.18.3"}`.
fn json(text: &str, company: Company) -> Option<Entry> {
    const KEYS: [&str; 9] =
        ["level", "severity", "ts", "time", "timestamp", "logger", "caller", "msg", "log"];
    let key = text.strip_prefix("{\"")?.split('"').next()?;
    if !KEYS.contains(&key) {
        return None;
    }
    let members = members(text);
    let get = |keys: &[&str]| {
        keys.iter().find_map(|key| members.iter().find(|(name, _)| name == key)).map(|(_, value)| *value)
    };
    // What deploys speaks of helm, not of Gloo.
    if get(&["controller"]).is_some_and(|name| matches!(name, "\"helmrelease\"" | "\"kustomization\"")) {
        return None;
    }
    // Runtimes and collectors put each line into a string.
    if key == "log" || get(&["level", "severity"]).is_none() {
        let inner = unescaped_line(get(&["log"])?);
        return direct(inner.trim(), company);
    }
    let level = level(get(&["level", "severity"])?.trim_matches('"'))?;
    let message = get(&["msg", "message"]);
    let logger = get(&["logger", "component"]).map(unescaped).unwrap_or_default();
    let is_known = || {
        LOGGERS.iter().any(|name| logger.starts_with(name))
            || text.contains("gloo")
            || text.contains("solo.io")
    };
    let is_of_program = || message.is_some() && (!logger.is_empty() || get(&["caller", "version"]).is_some());
    if company == Company::Alone && !is_known() && !is_of_program() {
        return None;
    }
    let error = get(&["error", "err", "errors"]).filter(|value| !is_nothing(value));
    let is_told = error.is_some() && level != Level::Quiet || tells(level, text);
    // What went wrong while nothing did is said in a note. How bad the answer to a call is, the level itself says.
    let is_told = is_told || (error.is_some() && level == Level::Quiet && get(&["grpc.code"]).is_none());
    if !is_told {
        return Some(Entry::quiet());
    }
    let mut parts = vec![logger];
    parts.extend([message, error].into_iter().flatten().map(unescaped));
    parts.retain(|part| !part.is_empty());
    let mut said = parts.join(": ");
    for (key, value) in members.iter().filter(|(key, value)| !AROUND.contains(key) && !is_nothing(value)) {
        if *key != "errors" && value.len() < LONGEST_MEMBER {
            said.push_str(&format!(", {key} {}", unescaped(value)));
        }
    }
    let build = get(&["version"]).map(unescaped).filter(|version| version.contains('.'));
    let first = get(&["ts", "time", "timestamp"]).map(unescaped);
    Some(Entry::said(shortened(said), first, build))
}

/// Whether a value says that there is none.
fn is_nothing(value: &str) -> bool {
    matches!(value, "\"\"" | "null" | "[]" | "{}" | "\"<nil>\"" | "\"null\"" | "false" | "0")
}

/// The line in a string of JSON; quotes in it are still those of its own members.
fn unescaped_line(value: &str) -> String {
    let inside = value.trim_matches('"');
    let mut text = String::with_capacity(inside.len());
    let mut chars = inside.strip_suffix("\\n").unwrap_or(inside).chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next()),
            c => text.push(c),
        }
    }
    text
}

fn shortened(mut message: String) -> String {
    if message.len() > LONGEST {
        message.truncate(message.floor_char_boundary(LONGEST));
        message.push('…');
    }
    message
}

/// A line of the Kubernetes client: `E0118 06:53:19.785253       1 reflector.go:127] Failed to watch …`. A client on
/// the desk prints such lines too; those of a component speak of its account or of what it watches.
fn klog(text: &str, company: Company) -> Option<Entry> {
    let (head, message) = text.split_once("] ")?;
    let mut words = head.split_ascii_whitespace();
    let (day, time, process, place) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let is_head = day.len() == 5
        && day.get(1..)?.bytes().all(|b| b.is_ascii_digit())
        && process.bytes().all(|b| b.is_ascii_digit())
        && place.contains(".go:")
        && words.next().is_none();
    let is_own =
        process == "1" || place.starts_with("reflector.go") || place.starts_with("leaderelection.go");
    if !is_head || !(is_own || company == Company::Log) {
        return None;
    }
    let level = match day.as_bytes().first()? {
        b'E' | b'F' => Level::Bad,
        b'W' => Level::Warning,
        _ => Level::Quiet,
    };
    if !tells(level, message) {
        return Some(Entry::quiet());
    }
    let first = format!("{} {time}", day.get(1..)?);
    Some(Entry::said(shortened(format!("{place}] {}", unescaped(message))), Some(first), None))
}

/// A line of Envoy: `[2026-01-02 03:04:05.678][7][warning][config] [source/…/x.cc:43] gRPC config … rejected: …`.
fn envoy(text: &str) -> Option<Entry> {
    // What starts the Envoys of Istio names itself in front.
    let (agent, text) = match text.split_at_checked(text.find(" [").unwrap_or_default()) {
        Some((agent, rest)) if agent.starts_with("[Envoy (Epoch ") => {
            (format!("{agent} "), rest.trim_start())
        }
        _ => (String::new(), text),
    };
    let mut rest = text;
    let mut first = None;
    let mut tag = None;
    for _ in 0..5 {
        let Some((word, after)) = rest.strip_prefix('[').and_then(|inner| inner.split_once(']')) else {
            break;
        };
        if tag.is_some() {
            // What follows the level is the part of Envoy that speaks.
            tag = tag.map(|(level, _)| (level, word));
            rest = after;
            break;
        }
        match level(word) {
            Some(level) => tag = Some((level, "")),
            None if word.starts_with(|c: char| c.is_ascii_digit()) => first = first.or(Some(word)),
            None => return None,
        }
        rest = after;
    }
    let (level, part) = tag.filter(|(_, part)| !part.is_empty())?;
    let word = text.split_once(&format!("][{part}]")).and_then(|(before, _)| before.rsplit('[').next())?;
    let rest = rest.trim_start();
    // Where the line was written in Envoy's source.
    let place = rest
        .strip_prefix('[')
        .and_then(|inner| inner.split_once("] "))
        .filter(|(place, _)| place.contains(".cc:") || place.contains(".h:"));
    let message = place.map_or(rest, |(_, message)| message);
    let is_known = part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if !is_known {
        return None;
    }
    if !tells(level, message) || message.is_empty() {
        return Some(Entry::quiet());
    }
    let first = first.filter(|first| first.contains(':')).map(str::to_owned);
    Some(Entry::said(shortened(format!("{agent}[{word}][{part}] {message}")), first, None))
}

/// A line of zap's console form, behind its time: level, logger, place in the source, message and members as JSON,
/// with tabs between, which may have become blanks. `jl` makes such lines of JSON, with a colon behind the level.
fn console(text: &str, company: Company) -> Option<Entry> {
    let (word, rest) = text.split_once(['\t', ' ', ':', '['])?;
    let level = level(word)?;
    let is_upper = word.bytes().all(|b| b.is_ascii_uppercase());
    let has_tabs = text.as_bytes().get(word.len()) == Some(&b'\t');
    if !is_upper && !has_tabs {
        return None;
    }
    let rest = rest.trim_start();
    let fields: Vec<&str> = rest.splitn(3, ['\t', ' ']).map(str::trim).collect();
    let logger = fields.first().copied().unwrap_or_default().trim_matches(['[', ']']);
    let is_logger = LOGGERS.iter().any(|name| logger.starts_with(name))
        && logger.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b));
    let is_place = |word: &str| word.contains(".go:") && !word.contains(' ');
    let (first, rest_of) = (logger, rest.get(fields.first().map_or(0, |first| first.len())..)?.trim_start());
    let place = rest_of.split(['\t', ' ']).next().filter(|word| is_place(word));
    // `jl` names the members behind the message.
    let is_named = rest.contains("logger=") || rest.contains("caller=");
    if !(is_logger || is_place(first) || place.is_some() || is_named || (company == Company::Log && has_tabs))
    {
        return None;
    }
    let (logger, rest) = match () {
        () if is_place(first) => ("", rest_of),
        () if place.is_some() || is_logger => {
            (first, rest_of.strip_prefix(place.unwrap_or_default()).unwrap_or(rest_of))
        }
        () => ("", rest),
    };
    let (message, tail) = match rest.find("{\"") {
        Some(at) => rest.split_at_checked(at)?,
        None => (rest, ""),
    };
    let members = members(tail);
    let error =
        members.iter().find(|(key, value)| matches!(*key, "error" | "err" | "errors") && !is_nothing(value));
    if !tells(level, rest) && error.is_none() {
        return Some(Entry::quiet());
    }
    let mut parts = vec![unescaped(logger), unescaped(&message.replace('\t', " "))];
    parts.iter_mut().for_each(|part| *part = part.trim().to_owned());
    parts.extend(error.map(|(_, value)| unescaped(value)));
    parts.retain(|part| !part.is_empty());
    let mut said = parts.join(": ");
    for (key, value) in members.iter().filter(|(key, value)| !AROUND.contains(key) && !is_nothing(value)) {
        if *key != "errors" && value.len() < LONGEST_MEMBER {
            said.push_str(&format!(", {key} {}", unescaped(value)));
        }
    }
    let build = members.iter().find(|(key, _)| *key == "version").map(|(_, value)| unescaped(value));
    Some(Entry::said(shortened(said), None, build))
}

impl Trouble {
    /// What a line of a log says went wrong. Its words are not those of a command that failed: nobody asked the
    /// cluster in vain because a component could not reach another one.
    #[must_use]
    pub(in crate::transcript) fn logged(message: String, span: crate::transcript::Span) -> Self {
        Self::of(Wrong::Logged, message, span)
    }
}
