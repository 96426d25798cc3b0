//! `glooctl version`: the client, and each server it found.
//!
//! Up to 1.17.0-beta13 glooctl printed two lines, `Client: {…}` and `Server: {…}` (before 0.19.2 the
//! braces stood on lines of their own); since then it prints one indented JSON document.

use super::objects::{Objects, Pair, read_objects};
use super::recognise::{Cursor, Read};
use super::{Content, Format, Found, Kind, Span};

/// What one run of `glooctl version` printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VersionOutput {
    /// What the binary says of itself: an open-source number, or the name of a custom build.
    pub client: Option<Found<String>>,
    /// What it said of the servers.
    pub server: Server,
    /// Version of the Kubernetes API server, without the leading `v`.
    pub kubernetes: Option<Found<String>>,
}

/// The server half of the output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Server {
    /// The paste has no server half.
    #[default]
    NotPasted,
    /// `version undefined, could not find any version of gloo running`
    Undefined(Span),
    /// What was found.
    Found(Vec<Listing>),
}

/// One server: every Deployment labelled `app=gloo` in one namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// `Gateway`, `Ingress` or `Knative`, in lower case.
    pub deployment_type: Option<String>,
    /// The line of `"enterprise":true`, where glooctl saw an image named exactly `gloo-ee`.
    pub enterprise: Option<Span>,
    /// In the order printed; names may repeat.
    pub containers: Vec<Container>,
    /// The namespace that was looked at.
    pub namespace: Option<Found<String>>,
    /// Whether nothing was cut off or left out.
    pub is_whole: bool,
    /// The lines of the listing.
    pub span: Span,
}

/// One container as printed; the name is the last part of the image's path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    /// `gloo-ee`
    pub name: String,
    /// `1.16.1`; `latest` for an image pinned by digest; empty where none was printed.
    pub tag: String,
    /// The open-source version, from the pod annotation `gloo.solo.io/oss-image-tag`.
    pub oss_tag: Option<String>,
    /// `quay.io/solo-io`
    pub registry: Option<String>,
    /// Where it stands.
    pub span: Span,
}

const UNDEFINED: &str = "Server: version undefined";

/// Reads the block that begins at the cursor, if one does.
#[must_use]
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let mut output = VersionOutput::default();
    let mut next = cursor.at;
    let mut format = Format::Lines;
    let mut here = *cursor;
    while let Some(part) = read_part(&here).filter(|part| output.takes(part)) {
        if matches!(part.content, PartContent::Document(_)) {
            format = Format::Json;
        }
        output.add(part.content);
        next = part.next;
        here = Cursor { at: next, ..here };
        while here.text(0).is_some_and(str::is_empty) {
            here.at += 1;
        }
    }
    if next == cursor.at {
        return None;
    }
    Some(Read { kind: Kind::GlooctlVersion, format, content: Content::Version(output), next })
}

struct Part {
    content: PartContent,
    next: usize,
}

enum PartContent {
    Client(Found<String>),
    Server(Server),
    Document(VersionOutput),
}

impl VersionOutput {
    /// Whether a part belongs to this run; a second client is the start of another.
    fn takes(&self, part: &Part) -> bool {
        match &part.content {
            PartContent::Client(_) => self.client.is_none() && matches!(self.server, Server::NotPasted),
            PartContent::Server(_) => matches!(self.server, Server::NotPasted),
            PartContent::Document(_) => self.client.is_none() && !matches!(self.server, Server::Found(_)),
        }
    }

    fn add(&mut self, part: PartContent) {
        match part {
            PartContent::Client(client) => self.client = Some(client),
            PartContent::Server(server) => self.server = server,
            PartContent::Document(document) => {
                if !matches!(document.server, Server::NotPasted) {
                    self.server = document.server;
                }
                self.client = document.client;
                self.kubernetes = document.kubernetes;
            }
        }
    }
}

fn read_part(cursor: &Cursor<'_>) -> Option<Part> {
    let text = cursor.text(0)?;
    if text.starts_with(UNDEFINED) {
        let server = Server::Undefined(cursor.span(0));
        return Some(Part { content: PartContent::Server(server), next: cursor.at + 1 });
    }
    if text.starts_with('{') {
        return read_document(cursor);
    }
    let (name, rest) = text.split_once(':')?;
    if name != "Client" && name != "Server" {
        return None;
    }
    let at = match rest.trim_start() {
        // Before 0.19.2 the object stands on the next line.
        "" if cursor.text(1).is_some_and(|next| next.starts_with('{')) => cursor.at + 1,
        rest if rest.starts_with('{') => cursor.at,
        _ => return None,
    };
    let objects = read_objects(cursor.lines, at)?;
    let next = objects.next;
    let span = Span { transcript: cursor.transcript, start: at + 1, end: next };
    let content = if name == "Client" {
        let pair = objects.pairs.iter().find(|pair| pair.key == "version")?;
        PartContent::Client(found(pair, cursor.transcript))
    } else {
        let pairs: Vec<&Pair> = objects.pairs.iter().collect();
        let listing = listing(&pairs, span, objects.is_whole);
        if listing.deployment_type.is_none() && listing.containers.is_empty() {
            return None;
        }
        PartContent::Server(Server::Found(vec![listing]))
    };
    Some(Part { content, next })
}

/// Reads the document that glooctl prints since 1.17.0-beta14.
fn read_document(cursor: &Cursor<'_>) -> Option<Part> {
    let text = cursor.text(0)?;
    let after_brace = text.strip_prefix('{')?.trim_start();
    let first_key = if after_brace.is_empty() { cursor.text(1)? } else { after_brace };
    if !["\"client\"", "\"server\"", "\"kubernetesCluster\""].iter().any(|key| first_key.starts_with(key)) {
        return None;
    }
    let objects = read_objects(cursor.lines, cursor.at)?;
    let span = Span { transcript: cursor.transcript, start: cursor.at + 1, end: objects.next };
    let of = |section: &str, key: &str| {
        let is_it = |pair: &&Pair| pair.key == key && pair.path.first().is_some_and(|first| first == section);
        objects.pairs.iter().find(is_it).map(|pair| found(pair, cursor.transcript))
    };
    let kubernetes = of("kubernetesCluster", "gitVersion").map(|mut version| {
        version.value = version.value.trim_start_matches('v').to_owned();
        version
    });
    let listings = document_listings(&objects, span);
    let server = if listings.is_empty() { Server::NotPasted } else { Server::Found(listings) };
    let output = VersionOutput { client: of("client", "version"), server, kubernetes };
    if output == VersionOutput::default() {
        return None;
    }
    Some(Part { content: PartContent::Document(output), next: objects.next })
}

/// The elements of the `server` list, each with its own pairs.
fn document_listings(objects: &Objects, span: Span) -> Vec<Listing> {
    let mut elements: Vec<Vec<&Pair>> = Vec::new();
    let of_server = |pair: &&Pair| pair.path.first().is_some_and(|key| key == "server");
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
    elements.iter().map(|element| listing(element, span_of(element), objects.is_whole)).collect()
}

fn listing(pairs: &[&Pair], span: Span, is_whole: bool) -> Listing {
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

/// Groups the pairs of each container; one that has no name yet was cut off.
fn containers(pairs: &[&Pair], transcript: usize) -> Vec<Container> {
    let mut containers: Vec<Container> = Vec::new();
    let mut object = 0;
    for pair in
        pairs.iter().filter(|pair| matches!(pair.key.as_str(), "Tag" | "Name" | "Registry" | "OssTag"))
    {
        if pair.object != object {
            object = pair.object;
            let span = Span::line(transcript, pair.line);
            let (name, tag) = (String::new(), String::new());
            containers.push(Container { name, tag, oss_tag: None, registry: None, span });
        }
        let Some(container) = containers.last_mut() else { continue };
        container.span.end = pair.line;
        match pair.key.as_str() {
            "Tag" => container.tag.clone_from(&pair.value),
            "Name" => container.name.clone_from(&pair.value),
            "OssTag" => container.oss_tag = Some(pair.value.clone()),
            _ => container.registry = Some(pair.value.clone()),
        }
    }
    containers.retain(|container| !container.name.is_empty());
    containers
}

fn found(pair: &Pair, transcript: usize) -> Found<String> {
    Found { value: pair.value.clone(), span: Span::line(transcript, pair.line) }
}
