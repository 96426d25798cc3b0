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
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(is_of_name);
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

/// Reads what `helm repo list` prints. An address with a password in it is left out.
pub(in crate::transcript) fn read_repositories(cursor: &Cursor<'_>) -> Option<Read> {
    let words = |ahead| {
        let mut words = cursor.text(ahead)?.split_ascii_whitespace();
        Some((words.next()?, words.next()?)).filter(|_| words.next().is_none())
    };
    if words(0)? != ("NAME", "URL") {
        return None;
    }
    let is_address = |url: &str| url.contains("://") && !url.contains(['@', '$']);
    let rows =
        (1..MOST).map_while(|ahead| Some((ahead, words(ahead).filter(|(_, url)| url.contains("://"))?)));
    let rows: Vec<_> = rows.collect();
    let next = cursor.at + 1 + rows.len();
    let known = rows.into_iter().filter(|(ahead, (name, url))| {
        name.bytes().all(is_of_name) && is_address(url) && !cursor.may_be_cut(*ahead, url)
    });
    let known = known.map(|(ahead, (name, url))| cursor.found(ahead, (name.to_owned(), url.to_owned())));
    Some(Read::new(Kind::HelmRepo, Format::Table, Content::Repositories(known.collect()), next))
}

/// No list of interest is longer.
const MOST: usize = 100;

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// What the repository of a chart is called: `gloo/gloo-ee`.
fn repository(chart: &str) -> String {
    let name = chart.split_once('/').map_or("", |(repository, _)| repository);
    if name.bytes().all(is_of_name) { name.to_owned() } else { String::new() }
}

fn of_row(cursor: &Cursor<'_>, ahead: usize, text: &str) -> Option<Chart> {
    let mut words = text.split_ascii_whitespace();
    let name = words.next()?;
    let edition = edition_of(name)?;
    let version = words.next().filter(|version| !cursor.may_be_cut(ahead, version))?;
    let version = cursor.found(ahead, version.to_owned());
    Some(Chart { edition, version, base: None, repository: repository(name) })
}

/// The charts of a list of objects.
pub(super) fn of_pairs(pairs: &[Pair], span: Span) -> Vec<Chart> {
    let mut charts = Vec::new();
    let mut name = None;
    for pair in pairs {
        match pair.key.as_str() {
            "name" => {
                name = edition_of(&pair.value).map(|edition| (edition, pair.object, repository(&pair.value)));
            }
            "version" => {
                let Some((edition, _, repository)) =
                    name.clone().filter(|(_, object, _)| *object == pair.object)
                else {
                    continue;
                };
                let span = Span::line(span.transcript, pair.line);
                let version = Found { value: pair.value.clone(), span };
                charts.push(Chart { edition, version, base: None, repository });
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
        repository: String::new(),
    });
    Some(Content::Charts(chart.into_iter().collect()))
}
