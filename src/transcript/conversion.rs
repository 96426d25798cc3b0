//! `glooctl gateway-api convert`: what it says while it works, its numbers, and the problems that it writes into files.

use super::counts::Count;
use super::recognise::{Cursor, Read};
use super::{Content, Format, Found, Kind, Span, prompt};

/// What a conversion says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversion {
    /// The folder that it wrote into, or that has the problems.
    pub folder: Option<Found<String>>,
    /// How many resources there were; absent without `--print-stats`.
    pub before: Option<Found<u32>>,
    /// How many there are of each kind now, by the names that it prints.
    pub after: Vec<Count>,
    /// How many problems it met.
    pub errors: Option<Found<u32>>,
    /// Where it says that it has put RouteOptions together.
    pub combined: Option<Span>,
    /// Where it says that there are problems.
    pub told: Option<Span>,
    /// The problems, where their files were pasted.
    pub problems: Vec<Problem>,
    /// Why it refused to begin, word for word.
    pub refused: Vec<Found<String>>,
}

impl Conversion {
    /// Whether it is what a run printed.
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

/// How lines of it begin; it misspells two of them.
const LINES: [&str; 12] = [
    "Successfully loaded ",
    "Processing complete, entering post processing",
    "Combining route options",
    "Fixing CEL validations",
    "ListenerSets number of listeners that required splitting",
    "HTTPRoutes number of rules that required spliting",
    "Post processing complete, writing to files",
    "Generated ",
    "Gloo Edge APIs:",
    "Gateway API APIs:",
    "Files evaluated: ",
    "Initial ",
];
const TOLD: &str = "Errros were encountered during translation, please check ";
const WRITTEN: &str = "Files succesfully written to ";
const BEFORE: &str = "Total Edge API Config: ";
const AFTER: &str = "Total Gateway API Config: ";
const ERRORS: &str = "Total Errors: ";

/// How it refuses.
const REFUSALS: [&str; 3] = [
    "Error: output-dir ",
    "Error: only one of 'input-file' or 'directory' or 'input-snapshot'",
    "Error: unknown flag: --recreate-output-dir",
];

/// The numbers follow within so many lines of their heading.
const NUMBERS: usize = 16;

/// Reads what a conversion prints, if that begins at the cursor.
#[must_use]
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let first = cursor.text(0)?;
    if REFUSALS.iter().any(|start| first.starts_with(start)) {
        let refused = vec![cursor.found(0, first.to_owned())];
        return Some(block(cursor, 1, Conversion { refused, ..Conversion::default() }));
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
    while let Some(text) = cursor.text(ahead) {
        let number = |start: &str| {
            let number = text.strip_prefix(start)?.trim_end();
            (!cursor.may_be_cut(ahead, number)).then(|| number.parse().ok())?
        };
        let found = |number| cursor.found(ahead, number);
        if let Some(folder) = text.strip_prefix(WRITTEN) {
            conversion.folder = Some(cursor.found(ahead, folder.to_owned()));
        } else if text.starts_with(TOLD) {
            conversion.told = Some(cursor.span(ahead));
        } else if text.starts_with(BEFORE) {
            conversion.before = number(BEFORE).map(found);
        } else if text.starts_with(ERRORS) {
            conversion.errors = number(ERRORS).map(found);
        } else if text.starts_with("Initial ") && !text.starts_with("Initial 0 ") {
            conversion.combined = Some(cursor.span(ahead));
        } else if LINES.iter().any(|start| text.starts_with(start)) {
            is_after = text == "Gateway API APIs:" || is_after;
        } else if let Some(count) = Count::read(cursor, ahead).filter(|_| !text.starts_with(AFTER)) {
            conversion.after.extend(Some(count).filter(|_| is_after));
        } else if !text.starts_with(AFTER) && !is_rule(text) {
            break;
        }
        ahead += 1;
    }
    Some(block(cursor, ahead, conversion))
}

fn is_rule(text: &str) -> bool {
    text.len() > 8 && text.bytes().all(|byte| byte == b'-')
}

fn block(cursor: &Cursor<'_>, lines: usize, conversion: Conversion) -> Read {
    let content = Content::Conversion(Box::new(conversion));
    Read::new(Kind::GlooctlConvert, Format::Text, content, cursor.at + lines)
}

/// Reads the files of `gloo-errors`: a resource in a line, and its problems below it.
#[must_use]
pub(super) fn read_problems(cursor: &Cursor<'_>) -> Option<Read> {
    resource(cursor.text(0)?)?;
    let mut conversion = Conversion::default();
    let (mut ahead, mut of) = (0, "");
    while let Some(line) = cursor.lines.get(cursor.at + ahead) {
        let text = without_file(&line.text);
        let words = text.trim();
        if let Some(named) = resource(words) {
            of = named;
        } else if words.is_empty() {
            let goes_on = cursor.text(ahead + 1).is_some_and(|next| resource(next).is_some());
            if !goes_on {
                break;
            }
        } else if text.starts_with([' ', '\t']) && prompt::typed(words).is_none() {
            let resource = of.replacen("] ", " ", 1);
            conversion.problems.push(Problem { resource, words: words.to_owned(), span: cursor.span(ahead) });
        } else {
            break;
        }
        ahead += 1;
    }
    (!conversion.problems.is_empty()).then(|| block(cursor, ahead, conversion))
}

/// What grep puts before a line: `gloo-converted/gloo-errors/NOT_SUPPORTED.txt:`.
fn without_file(text: &str) -> &str {
    let file = text.split_once(".txt:").filter(|(file, _)| !file.contains([' ', '\t']));
    file.map_or(text, |(_, rest)| rest)
}

/// `gateway.solo.io/VirtualService] apps/shop` of such a line in brackets.
fn resource(text: &str) -> Option<&str> {
    let named = without_file(text).strip_prefix('[')?.trim_end();
    let (kind, name) = named.split_once("] ")?;
    let is_kind = kind.split_once('/').is_some_and(|(group, kind)| {
        group.ends_with(".io") && kind.starts_with(|first: char| first.is_ascii_uppercase())
    });
    ((is_kind || kind == "none") && name.contains('/') && !name.contains(' ')).then_some(named)
}
