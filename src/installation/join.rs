//! Joining: the facts of all blocks that count, and the user's word.

use super::containers;
use super::listings::{observe, of_listing};
use super::superseded::superseded;
use super::workloads::show_gloo;
use super::{About, Basis, Conflict, Facts, Installation, Said, ServerStatus};
use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::gather::Gather as _;
use crate::transcript::banner::Warning;
use crate::transcript::check::CheckOutput;
use crate::transcript::kubectl::Workloads;
use crate::transcript::version::{Container, Listing, Server, VersionOutput, is_version};
use crate::transcript::{Block, Content, Found, Kind, Reading};
use crate::version::Version;

/// Joins what the readings of a case say, and the user's word.
#[must_use]
pub fn join(readings: &[Reading], word: Said) -> Facts {
    let blocks = readings.iter().flat_map(|reading| &reading.blocks);
    let mut joiner = Joiner::default();
    for (block, _) in blocks.zip(superseded(readings)).filter(|(_, superseded)| !superseded) {
        joiner.add(block);
    }
    joiner.finish(word)
}

#[derive(Default)]
struct Joiner {
    facts: Facts,
    /// What runs, one for each namespace.
    listings: Vec<Listing>,
}

impl Joiner {
    fn add(&mut self, block: &Block) {
        let facts = &mut self.facts;
        match &block.content {
            Content::Version(output) => self.add_version(output),
            Content::Check(check) => {
                if let Some(Warning::Differs { client, .. }) = &check.mismatch {
                    facts.see_client(client.clone());
                }
                facts.warnings.extend(check.mismatch.clone());
                facts.add_check(CheckOutput { namespace: block.namespace(), ..check.clone() });
            }
            Content::Warning(warning) => {
                if let Warning::Differs { client, .. } | Warning::DiffersByContainer { client, .. } = warning
                {
                    facts.see_client(client.clone());
                }
                facts.warnings.push(warning.clone());
            }
            Content::Upgraded(client) => facts.client = Some(client.clone().into()),
            Content::Crds(names) => facts.crds.clone_from(names),
            Content::Kubernetes(version) => facts.see_kubernetes(version.clone()),
            Content::Helm(version) => {
                see(&mut facts.helm, version.clone(), About::Helm, &mut facts.conflicts);
            }
            Content::Charts(charts) => facts.charts.extend(charts.iter().cloned()),
            Content::Releases(releases) => facts.add_releases(block, releases),
            Content::Workloads(workloads) => self.add_workloads(block, workloads),
            Content::Nothing if block.kind == Kind::KgatewayVersion => facts.kgateway = Some(block.span),
            Content::Nothing => {}
        }
        if let Some(typed) = block.namespace().filter(|_| speaks_of_gloo(block)) {
            self.facts.namespace = Some(typed.into());
        }
        for trouble in &block.troubles {
            if !self.facts.troubles.iter().any(|known| known.what == trouble.what) {
                self.facts.troubles.push(trouble.clone());
            }
        }
    }

    fn add_version(&mut self, output: &VersionOutput) {
        if let Some(client) = &output.client {
            self.facts.see_client(client.clone());
        }
        if let Some(kubernetes) = &output.kubernetes {
            self.facts.see_kubernetes(kubernetes.clone());
        }
        match &output.server {
            Server::Undefined(span) if self.facts.server != ServerStatus::Found => {
                self.facts.server = ServerStatus::Undefined(*span)
            }
            Server::NotPasted | Server::Undefined(_) => {}
            Server::Found(listings) => {
                self.facts.server = ServerStatus::Found;
                for mut listing in listings.iter().cloned() {
                    listing.containers.iter_mut().for_each(|container| container.is_labelled = true);
                    self.observe(listing);
                }
            }
        }
    }

    fn add_workloads(&mut self, block: &Block, workloads: &Workloads) {
        for listing in &workloads.listings {
            let namespace = listing.namespace.clone().or_else(|| block.namespace());
            self.observe(Listing { namespace, ..listing.clone() });
        }
        self.facts.add_rows(block, workloads);
    }

    fn observe(&mut self, listing: Listing) {
        let conflict = observe(&mut self.listings, listing);
        self.facts.conflicts.extend(conflict);
    }

    fn finish(self, word: Said) -> Facts {
        let Self { mut facts, listings } = self;
        facts.installations = listings.iter().filter_map(of_listing).gather();
        if !facts.installations.is_empty() && facts.server == ServerStatus::NotPasted {
            facts.server = ServerStatus::Found;
        }
        for release in facts.releases.clone() {
            facts.take_release(&release);
        }
        facts.take_warnings();
        let listed = facts.installations.iter().find_map(|installation| installation.namespace.clone());
        facts.namespace = listed.or(facts.namespace);
        if facts.installations.is_empty() && (word.version.is_some() || word.edition.is_some()) {
            facts.installations.push(Installation::default());
        }
        for installation in &mut facts.installations {
            installation.take_word(word);
        }
        facts
    }
}

impl Facts {
    fn see_client(&mut self, client: Found<String>) {
        // What a copy made of a number may name another release.
        if is_version(&client.value) {
            see(&mut self.client, client, About::Client, &mut self.conflicts);
        }
    }

    fn see_kubernetes(&mut self, version: Found<String>) {
        see(&mut self.kubernetes, version, About::Kubernetes, &mut self.conflicts);
    }

    /// The list of errors goes to another stream, so it may stand before or behind the headings that it
    /// belongs to.
    fn add_check(&mut self, check: CheckOutput) {
        let half = self.checks.last_mut().filter(|last| last.is_half() && check.is_half());
        match half.filter(|last| last.sections.is_empty() != check.sections.is_empty()) {
            Some(last) => {
                last.sections.extend(check.sections);
                last.problems.extend(check.problems);
                last.skipped.extend(check.skipped);
                last.failed = last.failed.or(check.failed);
            }
            None => self.checks.push(check),
        }
    }

    /// The mismatch warning names servers; it is believed where nothing better is there.
    fn take_warnings(&mut self) {
        if self.installations.is_empty() {
            self.installations.extend(self.warnings.iter().rev().find_map(of_warning));
            let names_servers = |warning: &Warning| !matches!(warning, Warning::Undetermined(_));
            if self.warnings.iter().any(names_servers) {
                self.server = ServerStatus::Found;
            }
        }
        if let [installation] = self.installations.as_mut_slice() {
            let warned =
                self.warnings.iter().rev().find_map(of_warning).and_then(|warned| warned.open_source);
            if let Some(known) =
                warned.filter(|_| installation.edition.is_some() || !installation.containers.is_empty())
            {
                installation.fill(Edition::OpenSource, known, Basis::Warning);
            }
        }
    }
}

/// Takes what was seen later; what was seen before is kept as a contradiction.
fn see(known: &mut Option<Known<String>>, seen: Found<String>, about: About, conflicts: &mut Vec<Conflict>) {
    let counts: Known<String> = seen.into();
    if let Some(other) = known.take().filter(|known| known.value != counts.value) {
        conflicts.push(Conflict { about, counts: counts.clone(), other });
    }
    *known = Some(counts);
}

/// Whether a block says anything about Gloo itself, so that its namespace is that of Gloo.
fn speaks_of_gloo(block: &Block) -> bool {
    match &block.content {
        Content::Workloads(workloads) => {
            workloads.listings.iter().any(|listing| containers::show_gloo(&listing.containers))
                || show_gloo(workloads)
        }
        Content::Releases(releases) => releases.iter().any(|release| release.chart.is_some()),
        Content::Nothing | Content::Kubernetes(_) | Content::Helm(_) | Content::Charts(_) => {
            block.kind == Kind::GlooctlInstall
        }
        _ => true,
    }
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
                Container { name, tag, oss_tag: None, registry: None, is_labelled: true, span: *span }
            };
            let containers = containers.iter().map(container).gather();
            let (deployment_type, namespace, enterprise) = (None, None, None);
            // Containers that fit the client are not listed, so the list is never whole.
            of_listing(&Listing {
                deployment_type,
                enterprise,
                containers,
                namespace,
                is_whole: false,
                span: *span,
            })
        }
        Warning::Undetermined(_) => None,
    }
}
