//! `glooctl gateway-api convert`: what it says while it works, its numbers, and the problems that it writes into files.

use super::counts::{Count, kind};
use super::recognise::{Cursor, Read};
use super::{Content, Format, Found, Kind, Program, Span, prompt};

/// What a conversion says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversion {
    /// The folder that it wrote into.
    pub folder: Option<Found<String>>,
    /// How many resources there were of each [`kind`].
    pub before: Vec<Count>,
    /// How many there are of each kind now, by the names that it prints.
    pub after: Vec<Count>,
    /// How many HTTPRoutes it added when it split others.
    pub split: u32,
    /// How many problems it met.
    pub errors: Option<Found<u32>>,
    /// Where it says that it has put RouteOptions together.
    pub combined: Option<Span>,
    /// Where it says that there are problems.
    pub told: Option<Span>,
    /// The problems, where their files were pasted.
    pub problems: Vec<Problem>,
    /// Why it refused to begin or gave up, word for word.
    pub refused: Vec<Found<String>>,
}

impl Conversion {
    /// Whether it is what a run printed to its end.
    #[must_use]
    pub const fn is_run(&self) -> bool {
        self.problems.is_empty() && self.refused.is_empty()
    }
}

/// A line of a file in `gloo-errors`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// `gateway.solo.io/VirtualService apps/shop`
    pub resource: String,
    /// What the matter is.
    pub words: String,
    /// Where it stands.
    pub span: Span,
}

/// How lines of it begin.
const LINES: [&str; 10] = [
    "Successfully loaded ",
    "Processing complete, entering post processing",
    "Combining route options",
    "Fixing CEL validations",
    "ListenerSets number of listeners that required splitting",
    "Post processing complete, writing to files",
    "Generated ",
    "Gloo Edge APIs:",
    "Files evaluated: ",
    "Initial 0 ",
];
/// It misspells three of them.
const TOLD: &str = "Errros were encountered during translation, please check ";
const WRITTEN: &str = "Files succesfully written to ";
const SPLIT: &str = "HTTPRoutes number of rules that required spliting: ";
const BEFORE: &str = "Total Edge API Config: ";
const TOTAL: &str = "Total Gateway API Config: ";
const AFTER: &str = "Gateway API APIs:";
const ERRORS: &str = "Total Errors: ";
const COMBINED: &str = "Initial ";

/// How it refuses, or gives up.
const REFUSALS: [&str; 4] = [
    "Error: output-dir ",
    "Error: only one of 'input-file' or 'directory' or 'input-snapshot'",
    "Error: unknown flag: --recreate-output-dir",
    "Error: error converting unstructured to typed: ",
];

/// The numbers follow within so many lines of their heading.
const NUMBERS: usize = 16;
/// No stack of a crash has more lines.
const STACK: usize = 200;

/// Reads what a conversion prints, if that begins at the cursor.
#[must_use]
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let first = cursor.text(0)?;
    let has_crashed = first.starts_with("panic: ") && cursor.is_answer_to(Program::Glooctl, &["gateway-api"]);
    if has_crashed || REFUSALS.iter().any(|start| first.starts_with(start)) {
        let is_stack = |ahead: &usize| cursor.text(*ahead).is_some_and(|text| prompt::typed(text).is_none());
        let lines = if has_crashed { (1..STACK).take_while(is_stack).count() + 1 } else { 1 };
        let refused = vec![cursor.found(0, first.to_owned())];
        return Some(block(cursor, lines, Conversion { refused, ..Conversion::default() }));
    }
    let has_numbers =
        || (1..NUMBERS).any(|ahead| cursor.text(ahead).is_some_and(|text| text.starts_with(BEFORE)));
    let begins = first.starts_with(TOLD)
        || first.starts_with(WRITTEN)
        || first.starts_with("Successfully loaded ") && first.ends_with(" files")
        || first == "Gloo Edge APIs:" && has_numbers();
    if !begins {
        return None;
    }
    let mut conversion = Conversion::default();
    let (mut ahead, mut is_after) = (0, false);
    let (mut is_before_whole, mut is_after_whole) = (false, false);
    while let Some(text) = cursor.text(ahead) {
        if let Some(folder) = text.strip_prefix(WRITTEN) {
            conversion.folder = Some(cursor.found(ahead, folder.to_owned()));
        } else if text.starts_with(TOLD) {
            conversion.told = Some(cursor.span(ahead));
        } else if let Some(split) = text.strip_prefix(SPLIT) {
            conversion.split = added(split).unwrap_or_default();
        } else if text.starts_with(ERRORS) {
            let errors = Count::read(cursor, ahead).map(|errors| cursor.found(ahead, errors.count));
            conversion.errors = errors;
        } else if text == AFTER {
            is_after = true;
        } else if text.starts_with(BEFORE) {
            is_before_whole = true;
        } else if text.starts_with(TOTAL) {
            is_after_whole = true;
        } else if LINES.iter().any(|start| text.starts_with(start)) || is_rule(text) {
            // It says no more than that it works, or a sum.
        } else if text.starts_with(COMBINED) {
            conversion.combined = Some(cursor.span(ahead));
        } else if let Some(count) = Count::read(cursor, ahead) {
            match is_after {
                true => conversion.after.push(count),
                // Of Gloo's Gateways it always counts 0.
                false if count.what == "Gloo Gateways" => {}
                false => conversion.before.push(Count { what: kind(&count.what), ..count }),
            }
        } else {
            break;
        }
        ahead += 1;
    }
    // Without its sum a table may be cut, and what it counts is no more than the least.
    if !is_before_whole {
        conversion.before.clear();
    }
    if !is_after_whole {
        conversion.after.clear();
    }
    Some(block(cursor, ahead, conversion))
}

/// How many there are more after `1 generated 2 new routes`.
fn added(split: &str) -> Option<u32> {
    let (before, after) = split.split_once(" generated ")?;
    let after: u32 = after.split(' ').next()?.parse().ok()?;
    after.checked_sub(before.parse().ok()?)
}

fn is_rule(text: &str) -> bool {
    text.len() > 8 && text.bytes().all(|byte| byte == b'-')
}

fn block(cursor: &Cursor<'_>, lines: usize, conversion: Conversion) -> Read {
    let content = Content::Conversion(Box::new(conversion));
    Read::new(Kind::GlooctlConvert, Format::Text, content, cursor.at + lines)
}

/// No line with a resource is longer, the path of a file in front of it included.
const LONGEST: usize = 1024;

/// What problems are worded with.
const PROBLEMS: [&str; 16] = [
    "not supported",
    "not currently supported",
    "not equivalent",
    "no equivalent",
    "does not exist",
    "does not contain",
    "did not find",
    "being ignored",
    "splitting into",
    "updating HTTPRoute ",
    "referencing unknown ",
    "uses http2",
    "multiple matchers",
    "already selected by",
    "only supports 1 ",
    "cannot be used",
];

/// Reads the files of `gloo-errors`: a resource in a line, and its problems below it.
#[must_use]
pub(super) fn read_problems(cursor: &Cursor<'_>) -> Option<Read> {
    resource(cursor.text(0)?)?;
    let mut conversion = Conversion::default();
    let (mut ahead, mut of) = (0, String::new());
    while let Some(line) = cursor.lines.get(cursor.at + ahead) {
        let text = without_file(&line.text);
        let words = text.trim();
        if let Some(named) = resource(words) {
            of = named;
        } else if words.is_empty() {
            if cursor.text(ahead + 1).is_none_or(|next| resource(next).is_none()) {
                break;
            }
        } else if text.starts_with('\t') || PROBLEMS.iter().any(|part| words.contains(part)) {
            let (resource, words) = (of.clone(), words.to_owned());
            conversion.problems.push(Problem { resource, words, span: cursor.span(ahead) });
        } else {
            break;
        }
        ahead += 1;
    }
    (!conversion.problems.is_empty()).then(|| block(cursor, ahead, conversion))
}

/// A line without what grep puts before it: `gloo-converted/gloo-errors/NOT_SUPPORTED.txt:2:`.
fn without_file(text: &str) -> &str {
    let file = text.split_once(".txt:").filter(|(file, _)| !file.contains([' ', '\t', '[']));
    let Some((_, rest)) = file else { return text };
    let number = rest.split_once(':').filter(|(number, _)| number.parse::<u32>().is_ok());
    number.map_or(rest, |(_, rest)| rest)
}

/// `gateway.solo.io/VirtualService apps/shop`, of such a line with the kind in brackets.
fn resource(text: &str) -> Option<String> {
    // Nearly every line is looked at, so what is too long is not searched.
    if text.len() > LONGEST {
        return None;
    }
    let (kind, name) = without_file(text).strip_prefix('[')?.trim_end().split_once("] ")?;
    let is_kind = kind.split_once('/').is_some_and(|(group, kind)| {
        group.ends_with(".io") && kind.starts_with(|first: char| first.is_ascii_uppercase())
    });
    let is_name = name.contains('/') && !name.contains(' ');
    ((is_kind || kind == "none") && is_name).then(|| format!("{kind} {name}"))
}
