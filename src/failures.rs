//! Failures that people meet, as data: by which words a message of one is known, what it means, and what to do.

mod wording;

use std::borrow::Cow;

use crate::gather::Gather as _;
use crate::tree::{DataError, DataFile, Reading, Tree};

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
    /// What its message has, in this order.
    pub pattern: Vec<String>,
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
    /// The open-source releases that ended it; empty where none is known.
    pub fixed_in: String,
    /// The step of a plan that is its cure; empty where none is.
    pub cure: String,
    /// The risk of a plan that speaks of it; empty where none does.
    pub risk: String,
}

/// A thing to do about a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// In words.
    pub what: String,
    /// What is typed for it, if anything.
    pub commands: Vec<String>,
}

impl Failures {
    /// Those that this version of the program was published with.
    ///
    /// # Errors
    ///
    /// None, as long as the tests pass: they read the same file.
    pub fn published() -> Result<Self, DataError> {
        let root = crate::tree::parse(include_str!("../static/failures.json"), DataFile::Failures)?;
        Self::load(&&root)
    }

    /// Reads them from parsed JSON.
    ///
    /// # Errors
    ///
    /// A sentence that says which failure can't be used.
    pub fn load<T: Tree>(root: &T) -> Result<Self, DataError> {
        FAILURES.only(root, &["schema_version", "checked_on", "failures"], "the file")?;
        let Some(values) = root.get("failures").and_then(|list| list.elements()) else {
            return FAILURES.error("it has no failures");
        };
        values.iter().map(failure).collect::<Result<_, _>>().map(Self)
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
        let of_message = self.0.iter().filter(|failure| failure.is_of(message));
        // Of two that are alike, the first one.
        of_message.rev().max_by_key(|failure| failure.pattern.iter().map(String::len).sum::<usize>())
    }

    /// The same of a message that a narrow window broke: it begins in the first line, and needs some of the next.
    #[must_use]
    pub fn find_broken(&self, first: &str, next: &[String]) -> Option<&Failure> {
        let mut joined = first.to_owned();
        next.iter().find_map(|line| {
            joined.push_str(line);
            let begins = |failure: &&Failure| {
                let start = failure.pattern.first().and_then(|part| joined.find(part.as_str()));
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
        let words: Vec<String> = sought.split_ascii_whitespace().map(str::to_lowercase).gather();
        let of_message = self.find(sought);
        let has_words = |failure: &&Failure| {
            let text = failure.words();
            of_message != Some(*failure) && words.iter().all(|word| text.contains(word))
        };
        of_message.into_iter().chain(self.0.iter().filter(has_words)).gather()
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

    /// What it is found by, in lower case.
    fn words(&self) -> String {
        let Self { code, title, program, meaning, .. } = self;
        format!("{code} {title} {program} {meaning} {}", self.pattern.join(" ")).to_lowercase()
    }

    /// Whether a message, in one line, has what the failure's has.
    #[must_use]
    pub fn is_of(&self, message: &str) -> bool {
        let mut rest = message;
        let has = |part: &String| {
            let found = rest.split_once(part.as_str());
            rest = found.map_or("", |(_, after)| after);
            found.is_some()
        };
        self.pattern.iter().all(has) && !self.excludes.iter().any(|other| message.contains(other.as_str()))
    }
}

/// A message without the ends of its lines and the blanks around them.
fn one_line(message: &str) -> Cow<'_, str> {
    let message = message.trim_end();
    if !message.contains('\n') {
        return Cow::Borrowed(message);
    }
    Cow::Owned(message.lines().map(str::trim).gather().join(" "))
}

fn failure<T: Tree>(value: &T) -> Result<Failure, DataError> {
    const KEYS: [&str; 13] = [
        "code", "title", "program", "severity", "match", "excludes", "meaning", "causes", "confirm", "fix",
        "fixed_in", "cure", "risk",
    ];
    let code = FAILURES.text(value, "code", "a failure")?;
    FAILURES.only(value, &KEYS, &code)?;
    let lines = |key| lines(value, key, &code);
    let fix = FAILURES.elements(value, "fix")?;
    let fix = fix.iter().map(|value| remedy(value, &code)).collect::<Result<_, _>>()?;
    let failure = Failure {
        title: FAILURES.text(value, "title", &code)?,
        program: FAILURES.text(value, "program", &code)?,
        severity: FAILURES.text(value, "severity", &code)?,
        pattern: lines("match")?,
        excludes: lines("excludes")?,
        meaning: FAILURES.text(value, "meaning", &code)?,
        causes: lines("causes")?,
        confirm: lines("confirm")?,
        fix,
        fixed_in: FAILURES.optional(value, "fixed_in", &code)?,
        cure: FAILURES.optional(value, "cure", &code)?,
        risk: FAILURES.optional(value, "risk", &code)?,
        code,
    };
    if failure.pattern.is_empty() || failure.pattern.iter().any(String::is_empty) {
        return FAILURES.error(format!("{} has nothing to know it by", failure.code));
    }
    Ok(failure)
}

fn remedy<T: Tree>(value: &T, code: &str) -> Result<Remedy, DataError> {
    FAILURES.only(value, &["do", "run"], code)?;
    Ok(Remedy { what: FAILURES.text(value, "do", code)?, commands: lines(value, "run", code)? })
}

/// Here a list is of lines and belongs to a failure, and errors say so.
fn lines<T: Tree>(value: &T, key: &str, of: &str) -> Result<Vec<String>, DataError> {
    let Some(list) = value.get(key) else { return Ok(Vec::new()) };
    let lines = list.elements().map(|lines| lines.iter().map(Tree::text).gather());
    let lines = lines.and_then(|lines| lines.into_iter().collect::<Option<Vec<String>>>());
    lines.map_or_else(|| FAILURES.error(format!("`{key}` of {of} is no list of lines")), Ok)
}
