//! What the tools print about what they deliver: lists, and what `argocd app get` shows.

use super::{Sign, by_chart, by_name, is_own, is_own_chart, is_source, split, value, within};
use crate::delivery::{Delivered, Delivery};
use crate::transcript::flux;
use crate::transcript::recognise::Cursor;

/// No list of interest is longer.
const LONGEST: usize = 80;

fn ends_table(text: &str) -> bool {
    text.is_empty() || text.starts_with("NAME") || text.starts_with("GROUP")
}

/// A list of Applications or HelmReleases, or the resources of an Application: its rows that are about Gloo.
pub(super) fn table(cursor: &Cursor<'_>) -> Vec<Sign> {
    let Some(heading) = cursor.text(0) else { return Vec::new() };
    let has =
        |words: &[&str]| words.iter().all(|word| heading.split_ascii_whitespace().any(|one| one == *word));
    let is_in_namespaces = heading.starts_with("NAMESPACE");
    let rows = || within(cursor, 1, LONGEST, ends_table);
    let signs = |read: fn(Option<&str>, &str, &str) -> Option<Delivered>| {
        let signs = rows().filter_map(|(ahead, row)| {
            let mut words = row.split_ascii_whitespace();
            let namespace = if is_in_namespaces { words.next() } else { None };
            let (own, name) = split(words.next()?, '/');
            Some((read(own.or(namespace), name, row)?, ahead))
        });
        signs.collect()
    };
    if has(&["NAME", "SYNC", "HEALTH", "STATUS"]) || has(&["CLUSTER", "SYNCPOLICY"]) {
        signs(of_application)
    } else if heading.starts_with("GROUP") && has(&["KIND", "HEALTH", "HOOK"]) {
        let first = rows().find(|(_, row)| is_of_chart(row));
        first.map(|(ahead, _)| (by_chart(Delivery::ArgoCd, None, ""), ahead)).into_iter().collect()
    } else if has(&["NAME", "READY", "REVISION", "SUSPENDED"]) {
        signs(of_release_or_name)
    } else if has(&["NAME", "READY", "AGE", "STATUS"]) {
        signs(of_release)
    } else {
        Vec::new()
    }
}

fn of_application(namespace: Option<&str>, name: &str, row: &str) -> Option<Delivered> {
    if is_source(row) {
        return Some(by_chart(Delivery::ArgoCd, namespace, name));
    }
    is_own(name).then(|| by_name(Delivery::ArgoCd, namespace, name))
}

/// Of a HelmRelease the message tells: a list of other things has such columns too.
fn of_release(namespace: Option<&str>, name: &str, row: &str) -> Option<Delivered> {
    let told = flux::of(row).filter(|told| is_own_chart(told.chart))?;
    Some(Delivered {
        release: Some(told.release.to_owned()),
        target: Some(told.namespace.to_owned()),
        ..by_chart(Delivery::Flux, namespace, name)
    })
}

fn of_release_or_name(namespace: Option<&str>, name: &str, row: &str) -> Option<Delivered> {
    // What Kustomizations and sources say.
    const OTHERS: [&str; 5] = ["pplied revision", "tored artifact", "sha1:", "sha256:", " with chart "];
    let is_named = || is_own(name) && !OTHERS.iter().any(|other| row.contains(other));
    of_release(namespace, name, row).or_else(|| is_named().then(|| by_name(Delivery::Flux, namespace, name)))
}

/// Whether a row of resources has one that only the chart makes.
fn is_of_chart(row: &str) -> bool {
    let mut words = row.split_ascii_whitespace();
    words.any(|word| matches!(word, "Deployment" | "Service"))
        && words.any(|word| matches!(word, "gloo" | "gateway-proxy"))
}

/// What `argocd app get` prints first.
pub(super) fn application(cursor: &Cursor<'_>) -> Option<Delivered> {
    let name = value(cursor.text(0)?, "Name")?;
    if !cursor.text(1)?.starts_with("Project:") {
        return None;
    }
    let (namespace, name) = split(name, '/');
    let lines = || within(cursor, 1, LONGEST, |text| text.starts_with("Name:"));
    // The resources come after an empty line, in a table of their own.
    let head = || lines().map(|(_, text)| text.trim_start_matches("- ")).take_while(|text| !text.is_empty());
    let target = head().find_map(|text| value(text, "Namespace")).filter(|target| !target.is_empty());
    let has_path = head().any(|text| value(text, "Path").is_some_and(|path| !path.is_empty()));
    let has_chart = head().any(is_source) || lines().any(|(_, row)| is_of_chart(row));
    let has_repo = head().any(|text| value(text, "Repo").is_some());
    let delivered = if has_chart {
        by_chart(Delivery::ArgoCd, namespace, name)
    } else if is_own(name) && (has_path || !has_repo) {
        by_name(Delivery::ArgoCd, namespace, name)
    } else {
        return None;
    };
    Some(Delivered { target: target.map(str::to_owned), ..delivered })
}
