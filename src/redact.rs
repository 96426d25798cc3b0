//! What is handed on without what is nobody else's business: secrets, addresses, hosts and, where asked for, names.
//!
//! The texts of a case are read first, so that a secret is also found where an export cut it, wrapped it or quoted it
//! another way. The same original has the same stand-in everywhere, and a stand-in says nothing about how long the
//! original is. Stand-ins are made of letters, digits, hyphens and dots, so Markdown, Jira, shells, JSON and YAML take
//! them as plain words:
//!
//! | what | stand-in | why it can't be real |
//! |---|---|---|
//! | secrets, e-mail addresses | `redacted-password-1`, `redacted-email-1` | says so |
//! | IP addresses | `ip-1` | no address; in an address of the web a name |
//! | host names | `host-1.invalid` | no host ever ends in `.invalid` (RFC 2606) |
//! | names | `namespace-1`, `name-1` | such names in a case stay, and their numbers are left out |
//!
//! What turns up in an export and in none of the texts has `other` in place of a number.

mod address;
mod kind;
mod known;
mod names;
mod pem;
mod scan;
mod secret;
mod url;
mod value;
mod word;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::report::Report;
pub use kind::{Kind, Kinds};
use known::Known;
use scan::{Hit, scan};

/// What a scanner finds: its kind, its first byte and the byte after it.
type Marked = (Kind, usize, usize);

/// What was found in a case, and what replaces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub kind: Kind,
    /// As it is in the text.
    pub original: String,
    /// What replaces it.
    pub stand_in: String,
}

/// What of one text is to be replaced, once each, so that the text itself need not stay in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suspects(Vec<(Kind, String)>);

impl Suspects {
    /// Those of these kinds in a text, as it came. Takes time linear in the text.
    #[must_use]
    pub fn of(text: &str, kinds: Kinds) -> Self {
        let mut seen = BTreeSet::new();
        let hits = scan(text, kinds, &Known::default()).into_iter();
        let once = hits.map(|hit| (hit.kind, hit.original(text))).filter(|found| seen.insert(*found));
        Self(once.map(|(kind, original)| (kind, original.to_owned())).collect())
    }
}

/// What is replaced in all that is handed on of one case.
#[derive(Clone, Debug, Default)]
pub struct Redaction {
    kinds: Kinds,
    found: Vec<Found>,
    /// Each original and each form of it, with its place among those that were found.
    places: BTreeMap<String, usize>,
    known: Known,
}

impl Redaction {
    /// Learns what is to be replaced from the texts of a case, as they came, and from the names in its report. Takes
    /// time linear in the texts.
    #[must_use]
    pub fn of(texts: &[&str], report: &Report, kinds: Kinds) -> Self {
        let suspects: Vec<Suspects> = texts.iter().map(|text| Suspects::of(text, kinds)).collect();
        Self::of_suspects(&suspects, report, kinds)
    }

    /// The same from what was found in the texts before: what of it is of these kinds.
    #[must_use]
    pub fn of_suspects(suspects: &[Suspects], report: &Report, kinds: Kinds) -> Self {
        let mut learned = Self { kinds, ..Self::default() };
        let mut counts = BTreeMap::new();
        let names = names::of(report, kinds);
        let is_taken = |(kind, name): &&(Kind, String)| kind.is_stand_in(name);
        let taken: BTreeSet<&str> = names.iter().filter(is_taken).map(|(_, name)| name.as_str()).collect();
        for (kind, name) in names.iter().filter(|(kind, name)| !kind.is_stand_in(name)) {
            learned.learn(*kind, name, &mut counts, &taken);
        }
        let found = suspects.iter().flat_map(|text| &text.0);
        for (kind, original) in found.filter(|(kind, _)| kinds.has(*kind)) {
            learned.learn(*kind, original, &mut counts, &taken);
        }
        let names_and_secrets = learned.places.iter().filter(|(form, at)| {
            let kind = learned.found.get(**at).map(|found| found.kind);
            kind.is_some_and(|kind| kind.is_name() || (kind.is_secret() && value::is_distinctive(form)))
        });
        let known = Known::of(names_and_secrets.map(|(form, at)| (form.clone(), *at)));
        Self { known, ..learned }
    }

    /// A text with stand-ins in place of what is not handed on: what was learned, and what has the shape of it.
    /// Takes time linear in the text. What was redacted already stays as it is.
    #[must_use]
    pub fn apply<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let hits = scan(text, self.kinds, &self.known);
        if hits.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut redacted = String::with_capacity(text.len());
        let mut from = 0;
        for hit in hits {
            redacted.push_str(text.get(from..hit.start).unwrap_or_default());
            redacted.push_str(&self.stand_in(&hit, text));
            from = hit.end;
        }
        redacted.push_str(text.get(from..).unwrap_or_default());
        Cow::Owned(redacted)
    }

    /// What was found in the case, in the order in which it turned up.
    #[must_use]
    pub fn found(&self) -> &[Found] {
        &self.found
    }

    fn stand_in(&self, hit: &Hit, text: &str) -> Cow<'_, str> {
        let at = hit.known.or_else(|| self.places.get(&form(hit.kind, hit.original(text))).copied());
        match at.and_then(|at| self.found.get(at)) {
            Some(found) => Cow::Borrowed(&found.stand_in),
            None => Cow::Owned(hit.kind.stand_in(None)),
        }
    }

    fn learn(
        &mut self,
        kind: Kind,
        original: &str,
        counts: &mut BTreeMap<Kind, usize>,
        taken: &BTreeSet<&str>,
    ) {
        let first = form(kind, original);
        if self.places.contains_key(&first) {
            return;
        }
        let count = counts.entry(kind).or_default();
        let stand_in = loop {
            *count += 1;
            let stand_in = kind.stand_in(Some(*count));
            if !taken.contains(stand_in.as_str()) {
                break stand_in;
            }
        };
        let at = self.found.len();
        self.found.push(Found { kind, original: original.to_owned(), stand_in });
        for other in value::forms(kind, original) {
            self.places.entry(other).or_insert(at);
        }
        self.places.insert(first, at);
    }
}

/// The form in which an original is looked up: capital letters say nothing in hosts and mail.
fn form(kind: Kind, original: &str) -> String {
    match kind {
        Kind::Host | Kind::Email | Kind::Ip => original.to_ascii_lowercase(),
        _ => original.to_owned(),
    }
}

/// The same for each text in a JSON document, and for each key.
pub fn json(value: &mut Value, redaction: &Redaction) {
    match value {
        Value::String(text) => {
            if let Cow::Owned(redacted) = redaction.apply(text) {
                *text = redacted;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| json(value, redaction)),
        Value::Object(object) => {
            let pairs = std::mem::take(object).into_iter().map(|(key, mut value)| {
                json(&mut value, redaction);
                (redaction.apply(&key).into_owned(), value)
            });
            *object = pairs.collect();
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
