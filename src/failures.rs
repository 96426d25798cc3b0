//! Failures that people meet, as data: by which words a message of one is known, what it means, and what to do.

mod causes;
mod fixed;
mod grams;
mod wording;

use std::borrow::Cow;

use serde_json::Value;

pub use self::fixed::Fixed;
use self::grams::Grams;
use crate::order::sort_by;
use crate::tree::{DataError, DataFile, Reading};

const FAILURES: Reading = Reading { file: DataFile::Failures, noun: "" };

/// All failures that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failures(Vec<Failure>);

/// A failure, known by its message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Stable, and never that of another failure: `GLA1001`.
    pub code: String,
    /// What is wrong, in at most eight words: the heading of what is said about it.
    pub title: String,
    /// What prints it: `helm`, `pod-log`, `event`.
    pub program: String,
    /// `error`, `warning`, `note`, or `unknown` where the command could not look.
    pub severity: String,
    /// What its message has, in this order; of several wordings, one.
    pub pattern: Vec<Vec<String>>,
    /// What its message never has: such a message is of another failure.
    pub excludes: Vec<String>,
    /// What it means.
    pub meaning: String,
    /// Why it may have happened.
    pub causes: Vec<String>,
    /// Commands that confirm it. Names that only the user knows are in braces.
    pub confirm: Vec<String>,
    /// What to do, in order.
    pub fix: Vec<Remedy>,
    /// The open-source releases that ended it.
    pub fixed_in: Fixed,
    /// The step of a plan that is its cure; empty where none is.
    pub cure: String,
    /// The risk of a plan that speaks of it; empty where none does.
    pub risk: String,
    /// What it is searched by, in lower case.
    words: String,
}

/// A thing to do about a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// In words.
    pub what: String,
    /// Where it helps.
    pub helps: Helps,
    /// What is typed for it, if anything.
    pub commands: Vec<String>,
}

/// Where a thing to do helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Helps {
    /// In every release.
    Always,
    /// Only in releases without the fix, since it brings it.
    WithoutFix,
}

impl Failures {
    /// Those that this version of the program was published with.
    ///
    /// # Errors
    ///
    /// None, as long as the tests pass: they read the same file.
    pub fn published() -> Result<Self, DataError> {
        let root = crate::tree::parse(include_str!("../static/failures.json"), DataFile::Failures)?;
        Self::load(&root)
    }

    /// Reads them from parsed JSON.
    ///
    /// # Errors
    ///
    /// A sentence that says which failure can't be used.
    pub fn load(root: &Value) -> Result<Self, DataError> {
        FAILURES.only(root, &["schema_version", "checked_on", "failures"], "the file")?;
        let mut failures = Vec::new();
        for (program, values) in FAILURES.entries(root, "failures")? {
            let Some(values) = values.as_array() else {
                return FAILURES.error(format!("`{program}` is no list"));
            };
            for value in values {
                failures.push(failure(value, &program)?);
            }
        }
        if failures.is_empty() {
            return FAILURES.error("it has no failures");
        }
        sort_by(&mut failures, |one: &Failure, other| one.code.cmp(&other.code));
        Ok(Self(failures))
    }

    /// The failure that a message is of, if one is known: of several, the one with the longest pattern. A message
    /// may have several lines; where they end does not count, since terminals and logs wrap long ones. What another
    /// program relays says more than that it was relayed.
    #[must_use]
    pub fn find(&self, message: &str) -> Option<&Failure> {
        let message = &one_line(message);
        let inner = wording::within_flux(message).and_then(|inner| self.of(&inner));
        inner.or_else(|| self.of(message)).or_else(|| self.of(&wording::of_helm(message)?))
    }

    /// The failure that a message in one line is of, in its own words.
    fn of(&self, message: &str) -> Option<&Failure> {
        let grams = Grams::of(message);
        let likely = self.0.iter().filter(|failure| failure.may_be_of(&grams));
        let of_message = likely.filter_map(|failure| Some((failure.length_in(message)?, failure)));
        // Of two that are alike, the first one.
        of_message.rev().max_by_key(|(length, _)| *length).map(|(_, failure)| failure)
    }

    /// The same of a message that a narrow window broke: it begins in the first line, and needs some of the next.
    #[must_use]
    pub fn find_broken(&self, first: &str, next: &[String]) -> Option<&Failure> {
        let mut joined = first.to_owned();
        next.iter().find_map(|line| {
            joined.push_str(line);
            let begins = |failure: &&Failure| {
                let wordings = failure.pattern.first().into_iter().flatten();
                let start = wordings.filter_map(|wording| joined.find(wording.as_str())).min();
                start.is_some_and(|at| at < first.len())
            };
            self.find(&joined).filter(begins)
        })
    }

    /// The failure with a code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Failure> {
        self.0.iter().find(|failure| failure.code.eq_ignore_ascii_case(code))
    }

    /// Those that somebody looks for, by words, by a code or by a whole message. What the message is of comes first, then
    /// those that have all the words, in the order of their codes.
    #[must_use]
    pub fn search(&self, sought: &str) -> Vec<&Failure> {
        let sought = sought.trim();
        if sought.is_empty() {
            return Vec::new();
        }
        let words: Vec<String> = sought.split_ascii_whitespace().map(str::to_ascii_lowercase).collect();
        let of_message = self.find(sought);
        let has_words = |failure: &&Failure| {
            of_message != Some(*failure) && words.iter().all(|word| failure.words.contains(word))
        };
        of_message.into_iter().chain(self.0.iter().filter(has_words)).collect()
    }

    /// All of them, in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &Failure> {
        self.0.iter()
    }
}

impl Failure {
    /// The digits of its code.
    #[must_use]
    pub fn digits(&self) -> Option<u16> {
        self.code.strip_prefix("GLA")?.parse().ok()
    }

    /// Whether the step of a plan that is its cure is the upgrade itself.
    #[must_use]
    pub fn is_cured_by_upgrade(&self) -> bool {
        self.cure == "upgrade"
    }

    /// Whether a message, in one line, has what the failure's has.
    #[must_use]
    pub fn is_of(&self, message: &str) -> bool {
        self.length_in(message).is_some()
    }

    /// Whether a text with these runs of bytes may have all that a message of the failure has.
    fn may_be_of(&self, grams: &Grams) -> bool {
        self.pattern.iter().all(|wordings| wordings.iter().any(|wording| grams.may_have(wording)))
    }

    /// How much of a message is the failure's; `None` where it is of another one. Of several wordings, the first one in
    /// the message counts.
    fn length_in(&self, message: &str) -> Option<usize> {
        let (mut rest, mut length) = (message, 0);
        for wordings in &self.pattern {
            let found =
                wordings.iter().filter_map(|wording| Some((rest.find(wording.as_str())?, wording.len())));
            let (at, long) = found.min()?;
            rest = rest.get(at + long..)?;
            length += long;
        }
        let is_other = self.excludes.iter().any(|other| message.contains(other.as_str()));
        (!is_other).then_some(length)
    }
}

/// A message without the ends of its lines and the blanks around them. In a log its quotes may be escaped.
fn one_line(message: &str) -> Cow<'_, str> {
    let message = message.trim_end();
    let is_escaped = message.contains("\\\"");
    if !is_escaped && !message.contains('\n') {
        return Cow::Borrowed(message);
    }
    let joined = message.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    Cow::Owned(if is_escaped { joined.replace("\\\"", "\"") } else { joined })
}

fn failure(value: &Value, program: &str) -> Result<Failure, DataError> {
    const KEYS: [&str; 8] = ["code", "severity", "match", "excludes", "cure", "risk", "fixed_in", "says"];
    let code = FAILURES.text(value, "code", "a failure")?;
    FAILURES.only(value, &KEYS, &code)?;
    let lines = |key| lines(value, key, &code);
    let optional = |key| FAILURES.optional(value, key, &code);
    let matched = lines("match")?;
    let mut failure = Failure {
        title: String::new(),
        program: program.to_owned(),
        severity: Some(optional("severity")?)
            .filter(|named| !named.is_empty())
            .unwrap_or_else(usual_severity),
        pattern: matched.iter().map(|part| part.split('|').map(str::to_owned).collect()).collect(),
        excludes: lines("excludes")?,
        meaning: String::new(),
        causes: Vec::new(),
        confirm: Vec::new(),
        fix: Vec::new(),
        fixed_in: optional("fixed_in")?.into(),
        cure: optional("cure")?,
        risk: optional("risk")?,
        words: String::new(),
        code: code.clone(),
    };
    for line in lines("says")? {
        say(&mut failure, line)?;
    }
    if failure.meaning.is_empty() {
        return FAILURES.error(format!("{code} says nothing"));
    }
    if failure.pattern.is_empty() || failure.pattern.iter().flatten().any(String::is_empty) {
        return FAILURES.error(format!("{code} has nothing to know it by"));
    }
    let Failure { title, program, meaning, .. } = &failure;
    failure.words = format!("{code} {title} {program} {meaning} {}", matched.join(" ")).to_ascii_lowercase();
    Ok(failure)
}

/// Most failures are errors, and do not say so.
fn usual_severity() -> String {
    "error".to_owned()
}

/// Adds a line of what is said of a failure. How it begins tells what it is: title and meaning have no mark.
fn say(failure: &mut Failure, line: String) -> Result<(), DataError> {
    match (line.split_once(' '), failure.fix.last_mut()) {
        (Some(("-", cause)), _) => failure.causes.push(cause.to_owned()),
        (Some(("?", command)), _) => failure.confirm.push(command.to_owned()),
        (Some((mark @ ("*" | "^"), what)), _) => {
            let helps = if mark == "^" { Helps::WithoutFix } else { Helps::Always };
            failure.fix.push(Remedy { what: what.to_owned(), helps, commands: Vec::new() });
        }
        (Some(("$", command)), Some(remedy)) => remedy.commands.push(command.to_owned()),
        _ if failure.title.is_empty() => failure.title = line,
        (Some((mark, _)), _) if mark != "$" && failure.meaning.is_empty() => failure.meaning = line,
        _ => return FAILURES.error(format!("`{line}` of {} is out of place", failure.code)),
    }
    Ok(())
}

/// Here a list is of lines and belongs to a failure, and errors say so.
fn lines(value: &Value, key: &str, of: &str) -> Result<Vec<String>, DataError> {
    let text = |line: &Value| line.as_str().map(str::to_owned);
    let Some(list) = value.get(key) else { return Ok(Vec::new()) };
    let lines = list.as_array().and_then(|lines| lines.iter().map(text).collect::<Option<Vec<_>>>());
    lines.map_or_else(|| FAILURES.error(format!("`{key}` of {of} is no list of lines")), Ok)
}
