//! What is installed: the facts of all blocks, joined.
//!
//! Later output of the same command for the same namespace supersedes earlier output, since people
//! paste version, upgrade, version. The user's own word fills what the paste leaves open, and never
//! overrules it.

pub mod containers;

use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::transcript::banner::Warning;
use crate::transcript::check::CheckOutput;
use crate::transcript::version::{Container, Listing, Server};
use crate::transcript::{Block, Content, Kind, Reading, Span};
use crate::version::{Tag, Version};
use containers::Role;

/// The namespace that glooctl looks at unless it is told another one.
pub const DEFAULT_NAMESPACE: &str = "gloo-system";

/// What a paste says about an installation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What the client says of itself.
    pub client: Option<Known<String>>,
    /// What the client said of servers.
    pub server: ServerStatus,
    /// The namespace that the paste is about, where it names one.
    pub namespace: Option<Known<String>>,
    /// One for each namespace.
    pub installations: Vec<Installation>,
    /// Version of the Kubernetes API server, without the leading `v`.
    pub kubernetes: Option<Known<String>>,
    /// The checks that count.
    pub checks: Vec<CheckOutput>,
    /// The warnings that count.
    pub warnings: Vec<Warning>,
}

/// What the client said of servers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ServerStatus {
    /// Some output names a server.
    Found,
    /// The client looked and found none.
    Undefined(Span),
    /// No output with a server half was pasted.
    #[default]
    NotPasted,
}

/// One discovered Gloo, or what the user says of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Installation {
    /// Its namespace.
    pub namespace: Option<Known<String>>,
    /// `gateway`, `ingress` or `knative`.
    pub deployment_type: Option<String>,
    /// Its edition.
    pub edition: Option<Known<Edition>>,
    /// The open-source version: the version itself, or what Enterprise is built on.
    pub open_source: Option<Known<Version>>,
    /// Where [`Installation::open_source`] was read.
    pub basis: Option<Basis>,
    /// The Enterprise version.
    pub enterprise: Option<Known<Version>>,
    /// In the order printed.
    pub containers: Vec<Container>,
}

/// Where the open-source version of an installation was read, in the order of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// `OssTag`: the pod's own annotation.
    OssTag,
    /// The tag of a container that comes from open source.
    Containers,
    /// The mismatch warning of glooctl.
    Warning,
    /// The user's word.
    Said,
}

/// What the user says, where the paste leaves it open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// The installed edition.
    pub edition: Option<Edition>,
    /// The installed version, in the numbers of its edition.
    pub version: Option<Version>,
}

impl Installation {
    /// Whether something says which edition it is. A listing without any known name has nothing of
    /// Enterprise, but nothing of open source either: glooctl before 1.17 prints the host of a registry
    /// with a port in place of every name.
    #[must_use]
    pub fn is_edition_told(&self) -> bool {
        let is_known = |container: &Container| Role::of(&container.name) != Role::Foreign;
        match &self.edition {
            None => false,
            Some(edition) if edition.value == Edition::Enterprise => true,
            Some(edition) => {
                edition.evidence.contains(&Evidence::Said("edition")) || self.containers.iter().any(is_known)
            }
        }
    }

    /// The version in the numbers of its own edition.
    #[must_use]
    pub fn version(&self) -> Option<&Known<Version>> {
        match self.edition.as_ref()?.value {
            Edition::OpenSource => self.open_source.as_ref(),
            Edition::Enterprise => self.enterprise.as_ref(),
        }
    }
}

/// More different namespaces than this are not told apart when it comes to superseding.
const MOST_NAMESPACES: usize = 256;

/// For each block of all readings, in order, whether later output of the same command supersedes it.
#[must_use]
pub fn superseded(readings: &[Reading]) -> Vec<bool> {
    let mut later: Vec<(Kind, String)> = Vec::new();
    let is_superseded = |block: &Block| {
        let key = (block.kind, namespace_of(block));
        let is_known = later.contains(&key);
        if !is_known && later.len() < MOST_NAMESPACES {
            later.push(key);
        }
        is_known
    };
    let blocks = readings.iter().flat_map(|reading| &reading.blocks);
    let mut superseded: Vec<bool> = blocks.rev().map(is_superseded).collect();
    superseded.reverse();
    superseded
}

/// Joins what the readings of a case say, and the user's word.
#[must_use]
pub fn join(readings: &[Reading], word: Word) -> Facts {
    let blocks = readings.iter().flat_map(|reading| &reading.blocks);
    let mut facts = Facts::default();
    for (block, _) in blocks.zip(superseded(readings)).filter(|(_, superseded)| !superseded) {
        facts.add(block);
    }
    if facts.installations.is_empty() {
        facts.installations.extend(facts.warnings.iter().rev().find_map(of_warning));
        let names_servers = |warning: &Warning| !matches!(warning, Warning::Undetermined(_));
        if facts.warnings.iter().any(names_servers) {
            facts.server = ServerStatus::Found;
        }
    }
    let listed = facts.installations.iter().find_map(|installation| installation.namespace.clone());
    facts.namespace = listed.or(facts.namespace);
    facts.take_word(word);
    facts
}

impl Facts {
    fn add(&mut self, block: &Block) {
        if let Some(typed) = &block.namespace {
            self.namespace = Some(typed.clone().into());
        }
        match &block.content {
            Content::Version(output) => {
                if let Some(client) = &output.client {
                    self.client = Some(client.clone().into());
                }
                if let Some(kubernetes) = &output.kubernetes {
                    self.kubernetes = Some(kubernetes.clone().into());
                }
                match &output.server {
                    Server::NotPasted => {}
                    Server::Undefined(span) if self.server != ServerStatus::Found => {
                        self.server = ServerStatus::Undefined(*span)
                    }
                    Server::Undefined(_) => {}
                    Server::Found(listings) => {
                        self.server = ServerStatus::Found;
                        self.installations.extend(listings.iter().map(of_listing));
                    }
                }
            }
            Content::Check(check) => {
                self.checks.push(CheckOutput { namespace: block.namespace.clone(), ..check.clone() });
            }
            Content::Warning(warning) => {
                if let (None, Warning::Differs { client, .. } | Warning::DiffersByContainer { client, .. }) =
                    (&self.client, warning)
                {
                    self.client = Some(client.clone().into());
                }
                self.warnings.push(warning.clone());
            }
        }
    }

    fn take_word(&mut self, word: Word) {
        if self.installations.is_empty() && (word.version.is_some() || word.edition.is_some()) {
            self.installations.push(Installation::default());
        }
        for installation in &mut self.installations {
            installation.take_word(word);
        }
    }
}

impl Installation {
    fn take_word(&mut self, word: Word) {
        if let (false, Some(edition)) = (self.is_edition_told(), word.edition) {
            self.edition = Some(Known::new(edition, Evidence::Said("edition")));
        }
        let (Some(edition), Some(version)) =
            (self.edition.as_ref().map(|edition| edition.value), word.version)
        else {
            return;
        };
        let known = Known::new(version, Evidence::Said("from"));
        match edition {
            Edition::OpenSource if self.open_source.is_none() => {
                self.open_source = Some(known);
                self.basis = Some(Basis::Said);
            }
            Edition::Enterprise if self.enterprise.is_none() => self.enterprise = Some(known),
            _ => {}
        }
    }
}

/// The namespace that a block speaks of.
fn namespace_of(block: &Block) -> String {
    let printed = match &block.content {
        Content::Version(output) => match &output.server {
            Server::Found(listings) => listings.iter().find_map(|listing| listing.namespace.as_ref()),
            _ => None,
        },
        _ => None,
    };
    let found = printed.or(block.namespace.as_ref());
    found.map_or_else(|| DEFAULT_NAMESPACE.to_owned(), |found| found.value.clone())
}

fn of_listing(listing: &Listing) -> Installation {
    let edition = edition(listing);
    let lines = |container: &Container| Evidence::Lines(container.span);
    let (open_source, basis) = match open_source(&listing.containers) {
        Some((known, basis)) => (Some(known), Some(basis)),
        None => (None, None),
    };
    let enterprise = containers::release(&listing.containers, &[Role::Enterprise])
        .or_else(|| containers::release(&listing.containers, &[Role::Console]))
        .filter(|_| edition.as_ref().is_some_and(|edition| edition.value == Edition::Enterprise));
    Installation {
        namespace: listing.namespace.clone().map(Known::from),
        deployment_type: listing.deployment_type.clone(),
        edition,
        open_source,
        basis,
        enterprise: enterprise.map(|(version, container)| Known::new(version, lines(container))),
        containers: listing.containers.clone(),
    }
}

/// The edition, where the listing proves one. `enterprise` is printed for an image named exactly
/// `gloo-ee` only, so its absence proves nothing; a listing that was cut may have lost the rest.
fn edition(listing: &Listing) -> Option<Known<Edition>> {
    let of_role =
        |role: Role| listing.containers.iter().filter(move |container| Role::of(&container.name) == role);
    let mut evidence: Vec<Evidence> = listing.enterprise.into_iter().map(Evidence::Lines).collect();
    evidence.extend(of_role(Role::Enterprise).next().map(|container| Evidence::Lines(container.span)));
    evidence.dedup();
    if !evidence.is_empty() {
        return Some(Known { value: Edition::Enterprise, evidence });
    }
    let proof = listing.containers.iter().find(|container| containers::is_only_open_source(&container.name));
    let span = proof.map(|container| container.span).or_else(|| listing.is_whole.then_some(listing.span));
    span.map(|span| Known::new(Edition::OpenSource, Evidence::Lines(span)))
}

/// The open-source version: `OssTag` first, since it is right even where the tag reads `latest`.
fn open_source(containers: &[Container]) -> Option<(Known<Version>, Basis)> {
    let annotated = containers.iter().find_map(|container| {
        let version = Tag::parse(container.oss_tag.as_deref()?).version()?;
        Some((Known::new(version, Evidence::Lines(container.span)), Basis::OssTag))
    });
    if annotated.is_some() {
        return annotated;
    }
    let (version, container) = containers::release(containers, &[Role::OpenSource])?;
    Some((Known::new(version, Evidence::Lines(container.span)), Basis::Containers))
}

/// What a mismatch warning alone proves.
fn of_warning(warning: &Warning) -> Option<Installation> {
    match warning {
        Warning::Differs { servers, .. } => {
            // Several servers leave open which of them is meant.
            let [server] = servers.as_slice() else { return None };
            let version = Version::parse(&server.value)?;
            let open_source = Some(Known::new(version, Evidence::Lines(server.span)));
            Some(Installation { open_source, basis: Some(Basis::Warning), ..Installation::default() })
        }
        Warning::DiffersByContainer { containers, span, .. } => {
            let container = |(name, tag): &(String, String)| {
                let (name, tag) = (name.clone(), tag.clone());
                Container { name, tag, oss_tag: None, registry: None, span: *span }
            };
            let containers = containers.iter().map(container).collect();
            let (deployment_type, namespace, enterprise) = (None, None, None);
            // Containers that fit the client are not listed, so the list is never whole.
            Some(of_listing(&Listing {
                deployment_type,
                enterprise,
                containers,
                namespace,
                is_whole: false,
                span: *span,
            }))
        }
        Warning::Undetermined(_) => None,
    }
}
