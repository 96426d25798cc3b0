//! `glooctl version`: the client, and each server it found.
//!
//! Up to 1.17.0-beta13 glooctl printed a client and a server part, `Client: {…}` and `Server: {…}` (before
//! 0.19.2 the braces stood on lines of their own); since then it prints one document. Both exist as JSON,
//! as YAML and as a table. Before there was the command, `glooctl --version` named the client, and people
//! listed the images of the server.

mod document;
mod table;

use super::objects::read_objects_with;
use super::recognise::{Cursor, Read};
use super::yaml::read_yaml;
use super::{Content, Format, Found, Kind, Program, Span, Trouble, Wrong, images};
use crate::version::Version;
pub(super) use document::container_of;

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    pub oss_tag: Option<Found<String>>,
    /// `quay.io/solo-io`
    pub registry: Option<String>,
    /// Whether it is known to be Gloo's whatever its name is: glooctl lists nothing else, and Gloo labels its
    /// workloads.
    pub is_labelled: bool,
    /// Where it stands.
    pub span: Span,
}

const UNDEFINED: &str = "Server: version undefined";
const IMAGES: &str = "gloo server images for namespace ";

/// Reads the block that begins at the cursor, if one does.
#[must_use]
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let mut read = Read::new(Kind::GlooctlVersion, Format::Text, Content::Nothing, cursor.at);
    let mut output = VersionOutput::default();
    let mut here = *cursor;
    let mut is_anybodys = false;
    while let Some(part) = read_part(&here, &output).filter(|part| output.takes(part)) {
        if part.format != Format::Text {
            read.format = part.format;
        }
        is_anybodys |= part.is_anybodys;
        read.troubles.extend(part.cut);
        output.add(part.content);
        read.next = part.next;
        here.at = part.next;
        while here.text(0).is_some_and(str::is_empty) {
            here.at += 1;
        }
    }
    // A server half, or the command, says whose client it is.
    let is_own = !is_anybodys
        || !matches!(output.server, Server::NotPasted)
        || cursor.is_answer_to(Program::Glooctl, &["version", "v"]);
    if read.next == cursor.at || !is_own {
        return None;
    }
    read.content = Content::Version(output);
    Some(read)
}

/// Whether a client or a cluster can be of that version; documentation has placeholders in its place.
pub(crate) fn is_version(text: &str) -> bool {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit());
    let second = text.split('.').nth(1).unwrap_or_default();
    let is_plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'+' | b'_'));
    let is_whole = text.ends_with(|c: char| c.is_ascii_alphanumeric());
    is_plain && is_whole && (!is_number || second.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether it is a version and begins with a number.
fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && is_version(text)
}

/// Reads JSON whose beginning was cut off.
#[must_use]
pub(super) fn read_fragment(cursor: &Cursor<'_>) -> Option<Read> {
    let part = document::read_fragment(cursor)?;
    let mut output = VersionOutput::default();
    output.add(part.content);
    Some(Read::new(Kind::GlooctlVersion, part.format, Content::Version(output), part.next))
}

struct Part {
    content: PartContent,
    format: Format,
    /// A number at the very end of the text, which may go on.
    cut: Option<Trouble>,
    /// Whether other programs name their client in the same words.
    is_anybodys: bool,
    next: usize,
}

impl Part {
    fn new(content: PartContent, format: Format, next: usize) -> Self {
        Self { content, format, cut: None, is_anybodys: false, next }
    }
}

enum PartContent {
    Client(Option<Found<String>>),
    Server(Server),
    Kubernetes(Option<Found<String>>),
    Document(VersionOutput),
}

/// Whether `glooctl version` of a client ignores `--kube-context` and shows the current context.
#[must_use]
pub fn ignores_context(client: &str) -> bool {
    Version::parse(client).zip(Version::parse("1.17.0-beta14")).is_some_and(|(client, obeys)| client < obeys)
}

impl VersionOutput {
    fn is_empty(&self) -> bool {
        self.client.is_none() && self.kubernetes.is_none() && matches!(self.server, Server::NotPasted)
    }

    /// Whether a part belongs to this run; a second client is the start of another.
    fn takes(&self, part: &Part) -> bool {
        match &part.content {
            PartContent::Client(_) => self.client.is_none() && matches!(self.server, Server::NotPasted),
            PartContent::Server(_) => matches!(self.server, Server::NotPasted),
            PartContent::Kubernetes(_) => self.kubernetes.is_none() && !self.is_empty(),
            PartContent::Document(_) => self.client.is_none() && !matches!(self.server, Server::Found(_)),
        }
    }

    fn add(&mut self, part: PartContent) {
        match part {
            PartContent::Client(client) => self.client = client,
            PartContent::Server(server) => self.server = server,
            PartContent::Kubernetes(kubernetes) => self.kubernetes = kubernetes,
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

fn read_part(cursor: &Cursor<'_>, so_far: &VersionOutput) -> Option<Part> {
    let text = cursor.text(0)?;
    if text.starts_with(UNDEFINED) {
        let server = Server::Undefined(cursor.span(0));
        return Some(Part::new(PartContent::Server(server), Format::Text, cursor.at + 1));
    }
    if text.starts_with('{') {
        return document::read_json(cursor);
    }
    if let Some(client) = flag(text) {
        return Some(word(cursor, 0, client, PartContent::Client));
    }
    if let Some(namespace) = text.strip_prefix(IMAGES) {
        return Some(listed_images(cursor, namespace));
    }
    if table::begins(cursor, 0) && !so_far.is_empty() {
        return table::read(cursor, 0);
    }
    let (name, rest) = text.split_once(':')?;
    match (name, rest.trim_start()) {
        ("Client" | "Client version", rest) => client(cursor, rest),
        ("Server" | "Server version", rest) => server(cursor, rest),
        ("Kubernetes version", rest) if is_number(rest.trim_start_matches('v')) => {
            Some(word(cursor, 0, rest.trim_start_matches('v'), PartContent::Kubernetes))
        }
        ("client" | "server" | "kubernetesCluster", "") => document::read_yaml_document(cursor),
        _ => None,
    }
}

/// A value that ends its line; where the text ends with it, it may have lost some of its letters.
fn word(
    cursor: &Cursor<'_>,
    ahead: usize,
    value: &str,
    content: fn(Option<Found<String>>) -> PartContent,
) -> Part {
    let found = cursor.found(ahead, value.to_owned());
    let next = cursor.at + ahead + 1;
    if cursor.may_be_cut(ahead, value) {
        let cut = Trouble::of(Wrong::MaybeCut, value.to_owned(), found.span);
        return Part { cut: Some(cut), ..Part::new(content(None), Format::Text, next) };
    }
    Part::new(content(Some(found)), Format::Text, next)
}

/// `glooctl community edition version 0.13.18`, or with `v0.13.18` for the last two words; before 0.10.1
/// `glooctl version 0.8.0`.
fn flag(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("glooctl ")?;
    let edition =
        ["community edition ", "enterprise edition "].iter().find_map(|name| rest.strip_prefix(name));
    let version = edition.unwrap_or(rest);
    let version = version.strip_prefix("version ").or(edition)?;
    let version = version.strip_prefix('v').unwrap_or(version);
    (is_number(version) || version == "dev" || version == "undefined").then_some(version)
}

fn client(cursor: &Cursor<'_>, rest: &str) -> Option<Part> {
    // Before 0.19.2 the value stands on the next line.
    let (ahead, value) = if rest.is_empty() { (1, cursor.text(1)?) } else { (0, rest) };
    if value.starts_with('{') {
        let objects = read_objects_with(cursor.lines, cursor.at + ahead, |pair| pair.key == "version")?;
        let pair = objects.pairs.iter().find(|pair| pair.key == "version")?;
        let client =
            Some(document::found(pair, cursor.transcript)).filter(|client| is_version(&client.value));
        return Some(Part::new(PartContent::Client(client), Format::Lines, objects.next));
    }
    let version = match value.strip_prefix("version: ") {
        Some(version) => version,
        // Since 1.17.0-beta14 the table's client line is `Client version: 1.17.0`.
        None => {
            Some(value).filter(|_| cursor.text(0).is_some_and(|text| text.starts_with("Client version: ")))?
        }
    };
    // Other programs have lines that begin alike.
    let is_own = is_number(version) || version == "dev" || version == "undefined";
    // `Client: version: 1.16.3` is glooctl's own way to say it.
    let is_anybodys = ahead > 0 || !value.starts_with("version: ");
    (is_own && !cursor.is_answer_to_another())
        .then(|| Part { is_anybodys, ..word(cursor, ahead, version, PartContent::Client) })
}

fn server(cursor: &Cursor<'_>, rest: &str) -> Option<Part> {
    let (ahead, value) = if rest.is_empty() { (1, cursor.text(1)?) } else { (0, rest) };
    // A wiki wants a blank line before a table.
    let (ahead, value) = if value.is_empty() { (ahead + 1, cursor.text(ahead + 1)?) } else { (ahead, value) };
    if table::begins(cursor, ahead) {
        return table::read(cursor, ahead);
    }
    let (objects, format) = if value.starts_with('{') {
        (read_objects_with(cursor.lines, cursor.at + ahead, document::is_of_listing)?, Format::Lines)
    } else if ["enterprise:", "kubernetes:", "type:"].iter().any(|key| value.starts_with(key)) {
        (read_yaml(cursor.lines, cursor.at + ahead), Format::Yaml)
    } else {
        return None;
    };
    let listing = document::listing(&objects, cursor.ahead(ahead).span_to(objects.next));
    if listing.deployment_type.is_none() && listing.containers.is_empty() {
        return None;
    }
    let server = Server::Found(vec![listing]);
    Some(Part::new(PartContent::Server(server), format, objects.next))
}

/// The images of a namespace, one after the other, with or without line breaks between them.
fn listed_images(cursor: &Cursor<'_>, namespace: &str) -> Part {
    let mut containers = Vec::new();
    let mut ahead = 1;
    while let Some(text) = cursor.text(ahead) {
        let listed = images::in_text(text, cursor.span(ahead), |end| cursor.may_be_cut(ahead, end));
        if listed.is_empty() || !text.contains(['/', ':']) {
            break;
        }
        containers.extend(listed);
        ahead += 1;
    }
    let next = cursor.at + ahead;
    let listing = Listing {
        namespace: Some(cursor.found(0, namespace.trim().to_owned())),
        containers,
        span: cursor.span_to(next),
        ..Listing::default()
    };
    Part::new(PartContent::Server(Server::Found(vec![listing])), Format::Text, next)
}
