//! `helm search repo` and `helm show chart`: what can be installed, not what is.

use super::{Chart, edition_of};
use crate::transcript::objects::{Objects, Pair};
use crate::transcript::recognise::{Cursor, Read};
use crate::transcript::{Content, Format, Found, Kind, Program, Span};

/// Reads the table that begins at the cursor.
pub(in crate::transcript) fn read_table(cursor: &Cursor<'_>) -> Option<Read> {
    let text = cursor.text(0)?;
    // What lies on some machine is listed in such rows too.
    if cursor.is_answer_to_another() {
        return None;
    }
    let is_heading = (text.starts_with("NAME") || text.starts_with("URL")) && text.contains("CHART VERSION");
    let is_listed = cursor.is_answer_to(Program::Helm, &["search"]);
    if !is_heading && !(is_row(text) && (is_listed || has_columns(text))) {
        return None;
    }
    let mut charts = Vec::new();
    let mut ahead = usize::from(is_heading);
    while let Some(text) = cursor.text(ahead).filter(|text| is_row(text)) {
        charts.extend(of_row(cursor, ahead, text));
        ahead += 1;
    }
    Some(Read::new(Kind::HelmSearch, Format::Table, Content::Charts(charts), cursor.at + ahead))
}

/// `gloo/gloo  1.3.16  …`: a chart with its repository, and a version.
fn is_row(text: &str) -> bool {
    let mut words = text.split_ascii_whitespace();
    let (Some(name), Some(version)) = (words.next(), words.next()) else { return false };
    // The name of a repository has no dots, unlike the registry of an image.
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    let is_name =
        name.split_once('/').is_some_and(|(repository, chart)| is_part(repository) && is_part(chart));
    let version = version.strip_prefix('v').unwrap_or(version);
    is_name && version.starts_with(|c: char| c.is_ascii_digit()) && version.matches('.').count() >= 2
}

/// Whether more than one blank follows the first word, as in a table and in no sentence.
fn has_columns(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| !c.is_ascii_whitespace());
    rest.starts_with('\t') || rest.starts_with("  ") || rest.starts_with(" \t")
}

fn of_row(cursor: &Cursor<'_>, ahead: usize, text: &str) -> Option<Chart> {
    let mut words = text.split_ascii_whitespace();
    let edition = edition_of(words.next()?)?;
    let version = words.next().filter(|version| !cursor.may_be_cut(ahead, version))?;
    Some(Chart { edition, version: cursor.found(ahead, version.to_owned()), base: None })
}

/// The charts of a list of objects.
pub(super) fn of_pairs(pairs: &[Pair], span: Span) -> Vec<Chart> {
    let mut charts = Vec::new();
    let mut name = None;
    for pair in pairs {
        match pair.key.as_str() {
            "name" => name = edition_of(&pair.value).map(|edition| (edition, pair.object)),
            "version" => {
                let Some((edition, _)) = name.filter(|(_, object)| *object == pair.object) else { continue };
                let span = Span::line(span.transcript, pair.line);
                let version = Found { value: pair.value.clone(), span };
                charts.push(Chart { edition, version, base: None });
            }
            _ => {}
        }
    }
    charts
}

/// What `helm show chart` prints: a document with a name and a version, and the charts that it needs.
pub(in crate::transcript) fn of_document(objects: &Objects, transcript: usize) -> Option<Content> {
    let top = |key: &str| objects.pairs.iter().find(|pair| pair.top.is_none() && pair.key == key);
    let found = |pair: &Pair| Found { value: pair.value.clone(), span: Span::line(transcript, pair.line) };
    if top("kind").is_some() {
        return None;
    }
    let (name, version) = (top("name")?, top("version")?);
    let needed = objects
        .pairs
        .iter()
        .find(|pair| &*pair.inside == "dependencies" && pair.key == "name" && pair.value == "gloo");
    let base = needed.and_then(|needed| {
        objects.pairs.iter().find(|pair| pair.object == needed.object && pair.key == "version")
    });
    let chart = edition_of(&name.value).map(|edition| Chart {
        edition,
        version: found(version),
        base: base.map(found),
    });
    Some(Content::Charts(chart.into_iter().collect()))
}
