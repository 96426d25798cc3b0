//! Manifests of Argo CD and Flux: an Application, an ApplicationSet, a HelmRelease.

use super::{Sign, bare, by_chart, by_name, is_comment, is_own, is_own_chart, is_source, value};
use crate::delivery::{Delivered, Delivery};
use crate::transcript::recognise::Cursor;

/// What the cluster adds to an object makes it long.
const LONGEST: usize = 400;

/// What the lines of an object say.
#[derive(Default)]
struct Object<'a> {
    kind: Option<&'a str>,
    name: Option<&'a str>,
    namespace: Option<&'a str>,
    release: Option<&'a str>,
    /// The namespace that it installs into.
    target: Option<&'a str>,
    /// The line that shows the chart.
    chart: Option<usize>,
    has_other_chart: bool,
    prunes: bool,
}

/// Reads an object that begins at the cursor with its `apiVersion`, if it delivers Gloo.
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Sign> {
    let first = cursor.text(0)?;
    let group = value(bare(first), "apiVersion")?;
    let (tool, kinds) = if group.starts_with("argoproj.io/") {
        (Delivery::ArgoCd, &["Application", "ApplicationSet"][..])
    } else if group.starts_with("helm.toolkit.fluxcd.io/") {
        (Delivery::Flux, &["HelmRelease"][..])
    } else {
        return None;
    };
    if is_comment(first) {
        return None;
    }
    let object = object(cursor);
    let kind = object.kind.filter(|kind| kinds.contains(kind))?;
    // What a set makes has names of its own.
    let name = object.name.filter(|_| kind != "ApplicationSet").unwrap_or_default();
    let (delivered, shown) = match object.chart {
        Some(shown) => (by_chart(tool, object.namespace, name), shown),
        None if !object.has_other_chart && is_own(object.name?) => (by_name(tool, object.namespace, name), 0),
        None => return None,
    };
    let usual = || usual_release(tool, name, object.target).filter(|_| object.chart.is_some());
    let release = object.release.map(str::to_owned).or_else(usual);
    // Flux installs into the namespace of the HelmRelease unless that names another one.
    let own = || object.namespace.filter(|_| tool == Delivery::Flux && object.chart.is_some());
    let target = object.target.or_else(own).map(str::to_owned);
    Some((Delivered { release, target, prunes: object.prunes, ..delivered }, shown))
}

/// The name that Flux gives a release that a HelmRelease does not name.
fn usual_release(tool: Delivery, name: &str, target: Option<&str>) -> Option<String> {
    let is_known = tool == Delivery::Flux && !name.is_empty();
    is_known.then(|| target.map_or_else(|| name.to_owned(), |target| format!("{target}-{name}")))
}

/// Reads the lines of the object at the cursor.
fn object<'a>(cursor: &Cursor<'a>) -> Object<'a> {
    let own = indent(cursor, 0);
    let mut object = Object::default();
    let (mut in_metadata, mut in_destination) = (false, false);
    for ahead in 1..LONGEST {
        let Some(text) = cursor.text(ahead) else { break };
        // The managers of fields, further in, have a version too.
        let is_next = value(bare(text), "apiVersion").is_some() && indent(cursor, ahead) <= own;
        if is_next || text.starts_with("---") {
            break;
        }
        if is_comment(text) {
            continue;
        }
        let text = bare(text);
        let field = |key| value(text, key).filter(|value| !value.is_empty() && *value != "{");
        if text.starts_with("metadata") || text.starts_with("spec") {
            in_metadata = text.starts_with("metadata");
        }
        object.kind = object.kind.or(field("kind"));
        if in_metadata {
            object.name = object.name.or(field("name"));
            object.namespace = object.namespace.or(field("namespace"));
            continue;
        }
        let is_in = in_destination && ["name", "namespace", "server"].iter().any(|key| text.starts_with(key));
        in_destination = is_in || text.starts_with("destination");
        object.target = object.target.or(field("targetNamespace"));
        if is_in {
            object.target = object.target.or(field("namespace"));
        }
        object.prunes |= field("prune") == Some("true");
        object.release = object.release.or(field("releaseName"));
        let is_own = field("chart").map(is_own_chart);
        object.has_other_chart |= is_own == Some(false);
        let is_shown = is_own == Some(true) || field("repoURL").is_some_and(is_source);
        object.chart = object.chart.or(is_shown.then_some(ahead));
    }
    object
}

/// How far in a key is, the mark of a list before it included.
fn indent(cursor: &Cursor<'_>, ahead: usize) -> usize {
    let line = cursor.lines.get(cursor.at + ahead).map_or("", |line| &*line.text);
    line.len() - line.trim_start_matches([' ', '-']).len()
}
