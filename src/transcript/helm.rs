//! Helm: releases, charts on offer, the values of a release, and its own version.

mod charts;
mod debug;
mod releases;
mod status;
mod values;
mod version;

use super::objects::{Pair, first_key, read_objects, read_objects_with};
use super::recognise::{Cursor, Read};
use super::yaml::read_yaml;
use super::{Content, Format, Found, Kind, Program, Span};
use crate::edition::Edition;
pub(super) use charts::{of_document as chart_of_document, read_repositories, read_table as read_charts};
pub(super) use debug::read as read_debug;
pub(super) use releases::read_table as read_releases;
pub(super) use status::read as read_status;
pub use values::{Holds, Setting, Values};
pub(super) use version::read as read_version;

/// A release of Helm whose chart is, or may be, one of Gloo's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its name.
    pub name: Option<Found<String>>,
    /// Its namespace.
    pub namespace: Option<Found<String>>,
    /// How often it was changed.
    pub revision: Option<u32>,
    /// `deployed`, `failed`, `pending-upgrade` and so on, in lower case.
    pub status: String,
    /// Edition and version of its chart, where the output names them.
    pub chart: Option<(Edition, String)>,
    /// Why its last operation failed, by Helm's description of it.
    pub failed: Option<String>,
    /// Whether only Helm 2 prints it so.
    pub is_helm2: bool,
    /// Where it stands.
    pub span: Span,
}

/// A release of Helm whose chart is one of what comes after Gloo, or of its federation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The name of its chart: `kgateway`.
    pub chart: String,
    /// The version of its chart, without the leading `v`.
    pub version: String,
    /// Its namespace.
    pub namespace: Option<String>,
    /// Where it stands.
    pub span: Span,
}

impl Beside {
    /// Reads the name and version of a chart, if it is one of those.
    fn read(chart: &str, version: &str, namespace: Option<&str>, span: Span) -> Option<Self> {
        let version = version.trim_start_matches('v').to_owned();
        let is_one = ["kgateway", "enterprise-kgateway", "gloo-fed"].contains(&chart);
        let namespace = namespace.map(str::to_owned);
        is_one.then(|| Self { chart: chart.to_owned(), version, namespace, span })
    }
}

/// A chart that a repository offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Its edition.
    pub edition: Edition,
    /// Its version, in the numbers of its edition.
    pub version: Found<String>,
    /// The open-source chart inside an Enterprise one.
    pub base: Option<Found<String>>,
    /// What its repository is called; empty where the output does not name it.
    pub repository: String,
}

/// The edition that a chart installs, by its name.
#[must_use]
pub(super) fn edition_of(chart: &str) -> Option<Edition> {
    match chart.rsplit('/').next().unwrap_or(chart) {
        "gloo" => Some(Edition::OpenSource),
        "gloo-ee" => Some(Edition::Enterprise),
        _ => None,
    }
}

/// The list that helm prints as JSON or YAML.
pub(super) fn read_document(cursor: &Cursor<'_>) -> Option<Read> {
    let text = cursor.text(0)?;
    const KEYS: [&str; 8] =
        ["name", "namespace", "revision", "updated", "status", "chart", "app_version", "version"];
    let (objects, format) = if text.starts_with('[')
        && first_key(cursor).is_some_and(|key| KEYS.contains(&key))
        || text.starts_with('{') && text.contains("\"chart\":") && text.contains("\"deployedAt\":")
    {
        let is_of_helm = |pair: &Pair| matches!(pair.key.as_str(), "chart" | "app_version" | "appVersion");
        (read_objects_with(cursor.lines, cursor.at, is_of_helm)?, Format::Json)
    } else if text.starts_with("- app_version:") || text.starts_with("- chart:") {
        (read_yaml(cursor.lines, cursor.at), Format::Yaml)
    } else {
        return None;
    };
    let span = cursor.span(0);
    let (kind, content) = match releases::of_pairs(&objects.pairs, span) {
        Some((kind, releases, beside)) => (kind, Content::Releases(releases, beside)),
        None => (Kind::HelmSearch, Content::Charts(charts::of_pairs(&objects.pairs, span))),
    };
    Some(Read::new(kind, format, content, objects.next))
}

/// Which values are set: see [`Values`].
pub(super) fn read_values(cursor: &Cursor<'_>) -> Option<Read> {
    let text = cursor.text(0)?;
    let is_heading = text == "USER-SUPPLIED VALUES:" || text == "COMPUTED VALUES:";
    // What was written to a file was not printed.
    let is_printed =
        cursor.command.is_some_and(|typed| !typed.words.iter().any(|word| word.starts_with('>')));
    let is_answer = is_printed && cursor.is_answer_to(Program::Helm, &["values"]);
    let begins = is_heading
        || (is_answer
            && (text.starts_with('{') || text == "null" || text.ends_with(':') || text.contains(": ")));
    if !begins || (!is_heading && super::error::is_error(text)) {
        return None;
    }
    let body = cursor.ahead(usize::from(is_heading));
    let (format, next) = match body.text(0) {
        Some("null") => (Format::Yaml, body.at + 1),
        Some(text) if text.starts_with('{') => (Format::Json, read_objects(body.lines, body.at)?.next),
        _ => (Format::Yaml, read_yaml(body.lines, body.at).next),
    };
    // What a search lets through, and what an older revision had, says nothing of all that is set.
    let is_all = cursor.command.is_none_or(|typed| {
        !typed.words.iter().any(|word| word.contains('|')) && typed.value_of(&["--revision"]).is_none()
    });
    let content = match format {
        Format::Yaml if is_all => Content::Values(Values::read(&body, next)),
        _ => Content::Nothing,
    };
    Some(Read::new(Kind::HelmValues, format, content, next))
}
