//! The JSON and YAML forms: pairs of keys and values, and the listings in them.

use super::{Container, Listing, Part, PartContent, Server, VersionOutput, is_number, is_version};
use crate::image::Role;
use crate::transcript::objects::{Objects, Pair, first_key, read_inside, read_objects_with};
use crate::transcript::recognise::Cursor;
use crate::transcript::yaml::read_yaml;
use crate::transcript::{Format, Found, Span};

/// Reads the JSON document that glooctl prints since 1.17.0-beta14.
pub(super) fn read_json(cursor: &Cursor<'_>) -> Option<Part> {
    if first_key(cursor)? == WRAPPER {
        return read_wrapped(cursor);
    }
    if !matches!(first_key(cursor)?, "client" | "server" | "kubernetesCluster") {
        return None;
    }
    document(cursor, read_objects_with(cursor.lines, cursor.at, is_of_document)?, Format::Json)
}

/// Some builds had the document inside another one.
const WRAPPER: &str = "glooVersion";

fn read_wrapped(cursor: &Cursor<'_>) -> Option<Part> {
    let line = (cursor.at..cursor.at + 3).find(|line| text_at(cursor, *line).contains(WRAPPER))?;
    let from = text_at(cursor, line).find(WRAPPER)? + WRAPPER.len() + 1;
    let mut objects = read_inside(cursor.lines, line, from, &[], is_of_document)?;
    // Behind the inner document stands the brace of the outer one.
    objects.next += usize::from(text_at(cursor, objects.next).trim() == "}");
    document(cursor, objects, Format::Json)
}

fn text_at<'a>(cursor: &Cursor<'a>, line: usize) -> &'a str {
    cursor.lines.get(line).map_or("", |line| &line.text)
}

fn is_of_document(pair: &Pair) -> bool {
    matches!(pair.key.as_str(), "version" | "gitVersion") || is_of_listing(pair)
}

/// Whether a pair is one of a listing of containers.
pub(super) fn is_of_listing(pair: &Pair) -> bool {
    matches!(pair.key.as_str(), "type" | "enterprise" | "namespace" | "Tag" | "Name" | "Registry" | "OssTag")
}

/// Reads JSON whose beginning was cut off, within the list of containers.
pub(super) fn read_fragment(cursor: &Cursor<'_>) -> Option<Part> {
    const OUTER: [&str; 6] = ["", "server", "server", "kubernetes", "containers", "containers"];
    let text = &cursor.lines.get(cursor.at)?.text;
    // The first line is a pair of its own, or holds more containers.
    if !text.trim_start().starts_with('"') && !text.contains("{\"Tag\":") {
        return None;
    }
    let at = ["\"Tag\":", "\"Name\":", "\"Registry\":"].iter().filter_map(|key| text.find(key)).min()?;
    let is_container = |pair: &Pair| pair.key == "Name" && Role::of(&pair.value) != Role::Foreign;
    document(cursor, read_inside(cursor.lines, cursor.at, at, &OUTER, is_container)?, Format::Json)
}

/// Reads the same document as YAML.
pub(super) fn read_yaml_document(cursor: &Cursor<'_>) -> Option<Part> {
    let follows = cursor.text(1)?;
    let begins = ["version:", "- ", "buildDate:", "gitVersion:", "major:"];
    if !begins.iter().any(|start| follows.starts_with(start)) {
        return None;
    }
    let part = document(cursor, read_yaml(cursor.lines, cursor.at), Format::Yaml)?;
    let is_client_alone =
        |output: &VersionOutput| output.kubernetes.is_none() && matches!(output.server, Server::NotPasted);
    let is_anybodys = matches!(&part.content, PartContent::Document(output) if is_client_alone(output));
    Some(Part { is_anybodys, ..part })
}

fn document(cursor: &Cursor<'_>, objects: Objects, format: Format) -> Option<Part> {
    let of = |section: &str, key: &str| {
        let is_it = |pair: &&Pair| pair.key == key && pair.top.as_deref() == Some(section);
        objects.pairs.iter().find(is_it).map(|pair| found(pair, cursor.transcript))
    };
    let kubernetes = of("kubernetesCluster", "gitVersion").map(|mut version| {
        version.value = version.value.trim_start_matches('v').to_owned();
        version
    });
    let next = objects.next;
    let client = of("client", "version");
    let listings = listings(&objects, cursor.span_to(next));
    // meshctl prints a document of the same form about something else.
    let is_foreign = listings.is_empty() && objects.pairs.iter().any(|pair| &*pair.inside == "images");
    let client = client.filter(|client| is_version(&client.value) && !is_foreign);
    let kubernetes = kubernetes.filter(|kubernetes| is_number(&kubernetes.value) && !is_foreign);
    let server = if listings.is_empty() { Server::NotPasted } else { Server::Found(listings) };
    let output = VersionOutput { client, server, kubernetes };
    if output.is_empty() {
        return None;
    }
    Some(Part::new(PartContent::Document(output), format, next))
}

/// The elements of the `server` list, each with its own pairs.
fn listings(objects: &Objects, span: Span) -> Vec<Listing> {
    let mut elements: Vec<Vec<&Pair>> = Vec::new();
    let of_server = |pair: &&Pair| pair.top.as_deref() == Some("server");
    for pair in objects.pairs.iter().filter(of_server) {
        match elements.last_mut() {
            Some(element) if element.first().is_some_and(|first| first.element == pair.element) => {
                element.push(pair)
            }
            _ => elements.push(vec![pair]),
        }
    }
    let span_of = |element: &[&Pair]| Span {
        start: element.first().map_or(span.start, |pair| pair.line),
        end: element.last().map_or(span.end, |pair| pair.line),
        ..span
    };
    let listings = elements.iter().map(|element| of_pairs(element, span_of(element), objects.is_whole));
    listings.filter(|listing| listing.deployment_type.is_some() || !listing.containers.is_empty()).collect()
}

/// The one listing whose pairs these are.
pub(super) fn listing(objects: &Objects, span: Span) -> Listing {
    let pairs: Vec<&Pair> = objects.pairs.iter().collect();
    of_pairs(&pairs, span, objects.is_whole)
}

fn of_pairs(pairs: &[&Pair], span: Span, is_whole: bool) -> Listing {
    let transcript = span.transcript;
    let first = |key: &str| pairs.iter().find(|pair| pair.key == key);
    let enterprise = first("enterprise").filter(|pair| pair.value == "true");
    Listing {
        deployment_type: first("type").map(|pair| pair.value.to_ascii_lowercase()),
        enterprise: enterprise.map(|pair| Span::line(transcript, pair.line)),
        containers: containers(pairs, transcript),
        namespace: first("namespace").map(|pair| found(pair, transcript)),
        is_whole,
        span,
    }
}

/// Groups the pairs of each container; one that has no name was cut off.
fn containers(pairs: &[&Pair], transcript: usize) -> Vec<Container> {
    let mut containers: Vec<Container> = Vec::new();
    let mut object = 0;
    for pair in
        pairs.iter().filter(|pair| matches!(pair.key.as_str(), "Tag" | "Name" | "Registry" | "OssTag"))
    {
        if pair.object != object {
            object = pair.object;
            containers.push(container_of("", Span::line(transcript, pair.line)));
        }
        let Some(container) = containers.last_mut() else { continue };
        container.span.end = pair.line;
        // Where a line is missing, two containers look like one: what came first is its own.
        match pair.key.as_str() {
            "Tag" if container.tag.is_empty() => container.tag.clone_from(&pair.value),
            "Name" if container.name.is_empty() => container.name.clone_from(&pair.value),
            "OssTag" if container.oss_tag.is_none() => container.oss_tag = Some(found(pair, transcript)),
            "Registry" if container.registry.is_none() => container.registry = Some(pair.value.clone()),
            _ => {}
        }
    }
    containers.retain(|container| !container.name.is_empty());
    containers
}

/// A container of which only the name is known.
pub(in crate::transcript) fn container_of(name: &str, span: Span) -> Container {
    Container {
        name: name.to_owned(),
        tag: String::new(),
        oss_tag: None,
        registry: None,
        is_labelled: false,
        span,
    }
}

pub(super) fn found(pair: &Pair, transcript: usize) -> Found<String> {
    Found { value: pair.value.clone(), span: Span::line(transcript, pair.line) }
}
