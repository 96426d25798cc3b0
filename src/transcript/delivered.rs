//! What shows that Argo CD, Flux or Terraform delivers the chart: objects of theirs, what they mark, and what they print.
//!
//! Only what is about Gloo counts, and what names another chart never does, whatever it is called.
//! `app.kubernetes.io/managed-by: Helm` proves nothing: Flux and Terraform leave it too, and so does a chart that Argo CD
//! renders.

mod objects;
mod printed;
mod terraform;

use std::ops::Range;

use super::helm::Values;
use super::recognise::Cursor;
use super::{Found, Line};
use crate::delivery::{Delivered, Delivery, Shown};

/// What is kept of a text: one tool usually shows itself more than once.
const MOST: usize = 24;

/// A sign, and how many lines after the cursor it is shown.
type Sign = (Delivered, usize);

/// Adds what shows it and begins in some lines of a text.
pub(super) fn look(
    lines: &[Line<'_>],
    places: Range<usize>,
    transcript: usize,
    signs: &mut Vec<Found<Delivered>>,
) {
    for at in places {
        let room = MOST.saturating_sub(signs.len());
        if room == 0 {
            return;
        }
        let cursor = Cursor { lines, at, transcript, command: None };
        let begun = begun(&cursor).into_iter().take(room);
        signs.extend(begun.map(|(delivered, ahead)| cursor.found(ahead, delivered)));
    }
}

/// The values in the object at the cursor, if that delivers the chart.
pub(super) fn values(cursor: &Cursor<'_>, next: usize) -> Option<Values> {
    let (delivered, _) = objects::read(cursor).filter(|(one, _)| one.shown == Shown::Chart)?;
    Values::of_object(cursor, next, delivered.name?)
}

/// The signs that begin at the cursor: several only where a table does.
fn begun(cursor: &Cursor<'_>) -> Vec<Sign> {
    let Some(text) = cursor.text(0).map(bare) else { return Vec::new() };
    let here = |delivered: Delivered| (delivered, 0);
    // Nearly no line begins like any of them.
    let one = match text.as_bytes().first() {
        Some(b'a') => marked(text).or_else(|| typed(text)).map(here).or_else(|| objects::read(cursor)),
        Some(b'A' | b'L') => text.split_once(":").and_then(|(_, text)| marked(text.trim_start())).map(here),
        Some(b'f') => typed(text).map(here),
        Some(b'h' | b'm' | b'r' | b'w') => {
            let labelled = marked(text).map(|delivered| with_namespace(cursor, delivered));
            labelled.or_else(|| terraform::read(cursor)).map(here)
        }
        Some(b'N' | b'G') => {
            let rows = printed::table(cursor);
            if !rows.is_empty() {
                return rows;
            }
            printed::application(cursor).map(here)
        }
        _ => None,
    };
    one.into_iter().collect()
}

/// A line without what precedes it: a prompt, the marks of a list, a diff or a frame, and quotes.
fn bare(text: &str) -> &str {
    const MARKS: [char; 9] = ['#', '+', '~', '-', '$', '>', '"', '\u{2502}', ' '];
    text.trim_start_matches(MARKS)
}

/// Whether a line of a file is commented out. What Terraform prints of a resource begins so too, and names it at once.
fn is_comment(text: &str) -> bool {
    text.trim_start_matches(['>', ' ']).starts_with('#')
}

/// What shows itself by a name alone.
fn by_name(by: Delivery, namespace: Option<&str>, name: &str) -> Delivered {
    let owned = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let namespace = namespace.and_then(owned);
    Delivered {
        by,
        name: owned(name),
        namespace,
        release: None,
        target: None,
        prunes: false,
        shown: Shown::Name,
    }
}

/// What shows itself by its chart, or by what the chart made.
fn by_chart(by: Delivery, namespace: Option<&str>, name: &str) -> Delivered {
    Delivered { shown: Shown::Chart, ..by_name(by, namespace, name) }
}

/// The namespace, where there is one, and the name: `argocd/gloo`.
fn split(name: &str, mark: char) -> (Option<&str>, &str) {
    name.split_once(mark).map_or((None, name), |(of, name)| (Some(of), name))
}

/// Whether a line names a repository that has the chart.
fn is_source(text: &str) -> bool {
    text.contains("solo-public-helm") || text.contains("gloo-ee-helm")
}

/// Whether a name is one that people give to what delivers Gloo. What comes with it, and other products of the family,
/// have further words.
fn is_own(name: &str) -> bool {
    const OTHERS: [&str; 24] = [
        "apps",
        "cert",
        "certs",
        "config",
        "configs",
        "crds",
        "dashboard",
        "dashboards",
        "mesh",
        "monitoring",
        "operator",
        "platform",
        "portal",
        "redis",
        "repo",
        "route",
        "routes",
        "routing",
        "secret",
        "secrets",
        "upstreams",
        "v2",
        "virtualservices",
        "waf",
    ];
    let words = || name.split(|c: char| !c.is_ascii_alphanumeric());
    words().any(|word| word == "gloo") && !words().any(|word| OTHERS.contains(&word))
}

/// `gloo`, `gloo-ee`, `gloo/gloo`
fn is_own_chart(chart: &str) -> bool {
    matches!(chart.rsplit('/').next(), Some("gloo" | "gloo-ee"))
}

/// The value of `key: value`, in YAML, in JSON, or as kubectl describes it.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(key)?.trim_start_matches('"');
    let rest = rest.strip_prefix([':', '='])?.trim();
    Some(rest.trim_end_matches(',').trim_matches(['"', '\'']))
}

/// A label or an annotation with which a tool marks what it delivers.
fn marked(text: &str) -> Option<Delivered> {
    if let Some(id) = value(text, "argocd.argoproj.io/tracking-id") {
        // `gloo:apps/Deployment:gloo-system/gloo`
        let (name, object) = id.split_once(':')?;
        let of_chart = matches!(object.rsplit('/').next()?, "gloo" | "gateway-proxy");
        // In another namespace than Argo CD's own, that precedes the name.
        let (namespace, name) = split(name, '_');
        let by = if of_chart { by_chart } else { by_name };
        return (of_chart || is_own(name)).then(|| by(Delivery::ArgoCd, namespace, name));
    }
    let label =
        |tool, key| value(text, key).filter(|name| is_own(name)).map(|name| by_name(tool, None, name));
    label(Delivery::ArgoCd, "argocd.argoproj.io/instance")
        .or_else(|| label(Delivery::Flux, "helm.toolkit.fluxcd.io/name"))
}

/// The label of Flux for the namespace comes after that for the name.
fn with_namespace(cursor: &Cursor<'_>, delivered: Delivered) -> Delivered {
    let next = cursor.text(1).map(bare).and_then(|text| value(text, "helm.toolkit.fluxcd.io/namespace"));
    let namespace = next.filter(|_| delivered.by == Delivery::Flux).map(str::to_owned);
    Delivered { namespace: delivered.namespace.or(namespace), ..delivered }
}

/// A command that was typed, and names what delivers Gloo.
fn typed(text: &str) -> Option<Delivered> {
    let mut words = text.split_ascii_whitespace();
    let tool = match (words.next()?, words.next()?, words.next()?) {
        ("argocd", "app", _) => Delivery::ArgoCd,
        ("flux", _, "helmrelease" | "helmreleases" | "hr") => Delivery::Flux,
        _ => return None,
    };
    let name = words.find(|word| !word.starts_with('-'))?;
    let (namespace, name) = split(name, '/');
    is_own(name).then(|| by_name(tool, namespace, name))
}

/// The lines after the first ones, up to one that ends it. Another beginning ends it too, so that no line is looked at
/// more than a few times.
fn within<'a>(
    cursor: &Cursor<'a>,
    from: usize,
    longest: usize,
    ends: impl Fn(&str) -> bool,
) -> impl Iterator<Item = (usize, &'a str)> {
    let lines = (from..longest).map_while({
        let cursor = *cursor;
        move |ahead| Some((ahead, cursor.text(ahead)?))
    });
    lines.take_while(move |(_, text)| !ends(text))
}
