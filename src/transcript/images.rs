//! Image references, as `kubectl` lists them: `quay.io/solo-io/gloo:1.16.3`.

use super::Span;
use super::names::is_subdomain;
use super::recognise::Cursor;
use super::version::{Container, container_of};
use crate::image::Role;

/// Whether a word is a label that Gloo gives to its workloads, or selects their pods by.
#[must_use]
pub fn is_label(word: &str) -> bool {
    word == "app=gloo" || word.strip_prefix("gloo=").is_some_and(|value| !value.is_empty())
}

/// Whether a container may be one of Gloo; the containers beside it decide.
#[must_use]
pub fn may_be_of_gloo(container: &Container) -> bool {
    container.is_labelled || Role::of(&container.name) != Role::Foreign
}

/// Where a reference begins that follows another one without a break between.
const REGISTRIES: [&str; 7] =
    ["quay.io/", "docker.io/", "gcr.io/", "ghcr.io/", "soloio/", "kubernetes/", "public.ecr.aws/"];

/// The containers of a line that begins with an image reference, or with a label, a count or names before one.
#[must_use]
pub fn on_line(cursor: &Cursor<'_>, ahead: usize) -> Option<Vec<Container>> {
    let text = cursor.text(ahead)?;
    if !text.bytes().any(|byte| byte == b'/') || !text.bytes().any(|byte| byte == b':') {
        return None;
    }
    let has_letters = |word: &str| word.bytes().any(|byte| byte.is_ascii_alphabetic());
    let is_label = |word: &str| matches!(word, "Image:" | "image:") || !has_letters(word);
    let mut words = text.split([' ', '\t', ',', ';']).filter(|word| !word.is_empty()).take(MOST_BEFORE + 1);
    let may_precede = |word: &&str| !is_reference(word) && (is_label(word) || is_subdomain(word));
    let first = words.by_ref().find(|word| !may_precede(word))?;
    is_reference(first).then(|| in_text(text, cursor.span(ahead), |end| cursor.may_be_cut(ahead, end)))
}

/// A namespace and a name may precede a reference.
const MOST_BEFORE: usize = 2;

/// Whether a line has what only the cluster prints: the name of a pod in front of an image, or the fields around
/// the image in the description of one.
#[must_use]
pub fn is_of_cluster(cursor: &Cursor<'_>, ahead: usize) -> bool {
    let Some(text) = cursor.text(ahead) else { return false };
    if text.starts_with("Image:") {
        let is_field =
            |text: &str| ["Image ID:", "Container ID:", "Port:"].iter().any(|field| text.starts_with(field));
        let before = (cursor.at + ahead).checked_sub(1).and_then(|at| cursor.lines.get(at));
        return cursor.text(ahead + 1).is_some_and(is_field)
            || before.is_some_and(|line| is_field(line.text.trim_start()));
    }
    let mut words = text.split_ascii_whitespace();
    words.by_ref().take(2).any(is_pod) && words.clone().next().is_some()
}

/// `gloo-6c7d8e9f5b-xk8wz`: the name of a pod of a Deployment.
fn is_pod(word: &str) -> bool {
    let is_mixed = |part: &str| {
        part.bytes().any(|byte| byte.is_ascii_digit()) && part.bytes().any(|byte| byte.is_ascii_lowercase())
    };
    let mut parts = word.rsplit('-');
    is_subdomain(word)
        && parts.next().is_some_and(|suffix| suffix.len() == 5)
        && parts.next().is_some_and(|hash| (6..=10).contains(&hash.len()) && is_mixed(hash))
        && parts.next().is_some()
}

/// Every image reference in a text; of one that may be cut the tag is not kept, nor a name without one.
#[must_use]
pub fn in_text(text: &str, span: Span, may_be_cut: impl Fn(&str) -> bool) -> Vec<Container> {
    let mut containers = Vec::new();
    // Shells mark a line that does not end with `%`, or write their prompt after it, and then the next command.
    let (text, _) = text.split_once("$ ").unwrap_or((text, ""));
    for word in text.split([' ', '\t', ',', ';', '[', ']', '"', '\'', '=', '%', '$']) {
        for reference in split_registries(word) {
            let shown = reference.trim_end_matches('…');
            if let Some(mut container) = container(shown, span) {
                if shown.len() < reference.len() || may_be_cut(reference) {
                    // Where a tag has begun, at least the name is whole.
                    if container.tag.is_empty() {
                        continue;
                    }
                    container.tag.clear();
                }
                containers.push(container);
            }
        }
    }
    containers
}

/// Whether a word is, or begins with, a reference with a registry and a tag.
fn is_reference(word: &str) -> bool {
    if !word.bytes().any(|byte| byte == b'/') {
        return false;
    }
    let is_whole = |reference: &&str| {
        let container = container(reference, Span::line(0, 0)).filter(|_| reference.contains('/'));
        container.is_some_and(|one| !one.tag.is_empty())
    };
    split_registries(word.trim_matches(['[', '"', '\'', '%', '$'])).iter().any(is_whole)
}

/// `…redis:v1quay.io/solo-io/gloo:1.2.3` holds two references.
fn split_registries(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = word;
    let mut from = 0;
    while let Some(at) = next_registry(rest, from) {
        let Some((piece, after)) = rest.split_at_checked(at) else { break };
        pieces.push(piece);
        rest = after;
        from = 1;
    }
    pieces.push(rest);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn next_registry(text: &str, from: usize) -> Option<usize> {
    let starts = REGISTRIES.iter().filter_map(|registry| {
        let at = text.get(from..)?.find(registry)? + from;
        let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
        before.is_some_and(|byte| byte.is_ascii_alphanumeric()).then_some(at)
    });
    starts.min()
}

/// Reads `REGISTRY/NAME:TAG@DIGEST`; registry, tag and digest may be missing, but not all of them.
#[must_use]
pub fn container(reference: &str, span: Span) -> Option<Container> {
    let is_part = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'/' | b':' | b'@');
    // What begins with a mark is the rest of a reference that a window broke.
    let is_begun = reference.starts_with(|c: char| c.is_ascii_alphanumeric());
    if !is_begun || reference.contains("//") || !reference.bytes().all(is_part) {
        return None;
    }
    let (image, digest) = match reference.split_once('@') {
        Some((image, digest)) => (image, Some(digest)),
        None => (reference, None),
    };
    let (registry, last) = match image.rsplit_once('/') {
        Some((registry, last)) => (Some(registry), last),
        None => (None, image),
    };
    let (name, tag) = last.split_once(':').unwrap_or((last, ""));
    if name.is_empty() || (tag.is_empty() && registry.is_none()) || tag.contains(':') {
        return None;
    }
    let mut container = container_of(name, span);
    container.tag = if tag.is_empty() { digest.unwrap_or_default() } else { tag }.to_owned();
    container.registry = registry.map(str::to_owned);
    Some(container)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::lines;

    fn check(text: &str, expect: &[&str]) {
        let lines = lines(text);
        let cursor = Cursor { lines: &lines, at: 0, transcript: 0, command: None };
        let containers = on_line(&cursor, 0).unwrap_or_default();
        let seen: Vec<String> = containers
            .iter()
            .map(|one| format!("{} {} {}", one.registry.as_deref().unwrap_or("-"), one.name, one.tag))
            .collect();
        assert_eq!(seen, expect, "reading {text:?}");
    }

    #[test]
    fn references() {
        check("quay.io/solo-io/gloo:1.16.3\n", &["quay.io/solo-io gloo 1.16.3"]);
        check("quay.io/solo-io/gloo:1.16.3", &["quay.io/solo-io gloo "]);
        check(
            "reg:5000/solo-io/gloo-ee:1.16.4@sha256:0a1b redis:6\n",
            &["reg:5000/solo-io gloo-ee 1.16.4", "- redis 6"],
        );
        check("gloo-5c7f9-x2  quay.io/solo-io/gloo:1.16.3\n", &["quay.io/solo-io gloo 1.16.3"]);
        check("   2 quay.io/solo-io/gloo:1.16.3\n", &["quay.io/solo-io gloo 1.16.3"]);
        check(
            "kubernetes/redis:v1quay.io/solo-io/gloo-ee:0.9.0soloio/gateway:0.8.6 <http://x>\n",
            &["kubernetes redis v1", "quay.io/solo-io gloo-ee 0.9.0", "soloio gateway 0.8.6"],
        );
        check("Pulling image \"quay.io/solo-io/gloo:1.16.3\"\n", &[]);
        check("FROM quay.io/solo-io/gloo:1.16.3\n", &[]);
        check("docker.io/library/nginx:1.16.3\n", &["docker.io/library nginx 1.16.3"]);
        check("discovery\tquay.io/solo-io/discovery:1.4.2\n", &["quay.io/solo-io discovery 1.4.2"]);
        check("edge gloo-5c7f9-x2 quay.io/solo-io/gloo:1.4.2\n", &["quay.io/solo-io gloo 1.4.2"]);
        check("We run quay.io/solo-io/gloo:1.4.2\n", &[]);
        check("a b c quay.io/solo-io/gloo:1.4.2\n", &[]);
    }
}
