//! Joining: the facts of all blocks that count, and the user's word.

use super::cluster::{Cluster, groups, share_machine};
use super::doubt::Changes;
use super::listings::{Observed, observe, of_listing};
use super::standing::{MOST_SUBJECTS, in_order, statement, subject, taken_back};
use super::thing::Whose;
use super::whose;
use super::workloads::show_gloo;
use super::{About, Basis, Conflict, Facts, Installation, Past, Reported, Said, ServerStatus};
use super::{checks, containers, delivered, home, parts, whom};
use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::subject::{Statement, Subject, takes_back};
use crate::transcript::banner::Warning;
use crate::transcript::check::CheckOutput;
use crate::transcript::kubectl::Workloads;
use crate::transcript::version::{Container, Listing, Server, VersionOutput, is_version};
use crate::transcript::{Block, Content, Found, Kind, Reading, Span, Trouble, Wrong};
use crate::version::Version;

/// The facts of all clusters, and which blocks do not count any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// One for each cluster, in the order in which they appear; never empty.
    pub clusters: Vec<Facts>,
    /// For each block of all readings, in order, whether a later one takes it back.
    pub superseded: Vec<bool>,
    /// How many blocks are left out, since there are more clusters than can be told apart.
    pub left_out: usize,
}

/// Joins what the readings of a case say, and the user's word.
#[must_use]
pub fn join(readings: &[&Reading], said: Said) -> Joined {
    let count = readings.iter().map(|reading| reading.blocks.len()).sum();
    let (groups, left_out) = groups(readings);
    let mut superseded = vec![false; count];
    let mut clusters: Vec<Facts> = Vec::new();
    for group in groups {
        let blocks = in_order(&group.blocks);
        let mut joiner = Joiner { changes: Changes::of(readings), ..Joiner::default() };
        joiner.facts.see_outputs(&group);
        for (index, ((at, block), is_past)) in blocks.iter().zip(taken_back(&blocks)).enumerate() {
            let next = blocks.get(index + 1..).unwrap_or_default();
            let is_doubted = is_past && joiner.changes.is_doubtful(block, next);
            if let Some(superseded) = superseded.get_mut(*at) {
                *superseded = is_past && !is_doubted;
            }
            match (is_past, is_doubted) {
                (true, true) => joiner.doubt(block),
                (true, false) => joiner.pass(block),
                (false, _) => joiner.add(block),
            }
        }
        let lines = checks::lines(&joiner.facts.checks);
        for (at, block) in &blocks {
            let is_gone = matches!(block.content, Content::Check(_)) && !checks::counts(&lines, block);
            if let Some(superseded) = superseded.get_mut(*at).filter(|_| is_gone) {
                *superseded = true;
            }
        }
        clusters.push(joiner.finish(group.cluster, said));
    }
    if clusters.is_empty() {
        clusters.push(Joiner::default().finish(None, said));
    }
    share_machine(&mut clusters);
    // Which cluster an unread line is of is known where there is only one.
    if let [facts] = clusters.as_mut_slice() {
        facts.suspects = readings.iter().flat_map(|reading| reading.suspects.iter().cloned()).collect();
        facts.signs = readings.iter().flat_map(|reading| reading.signs.iter().cloned()).collect();
        let homes = facts.installations.iter().filter_map(|one| one.namespace.as_ref());
        facts.delivered = delivered::delivered(&facts.signs, homes);
        facts.others = readings.iter().flat_map(|reading| reading.others.iter().cloned()).collect();
        let target = || home::of_delivered(&facts.delivered);
        facts.namespace = facts.namespace.take().or_else(target).or_else(|| home::of_unread(facts));
    }
    Joined { clusters, superseded, left_out }
}

#[derive(Default)]
struct Joiner {
    facts: Facts,
    /// What runs, one for each namespace.
    listings: Vec<Listing>,
    /// What ran or runs by outputs that others contradict.
    doubted: Vec<Listing>,
    /// Where something changed what is installed.
    changes: Changes,
    /// The client of an output that was taken back.
    past_client: Option<Found<String>>,
    /// Where glooctl found a server.
    found: Vec<Subject>,
    /// Where it found none after that.
    lost: Option<Span>,
}

impl Joiner {
    fn add(&mut self, block: &Block) {
        self.facts.take_back(statement(block), &subject(block));
        self.facts.see_command(block);
        let facts = &mut self.facts;
        match &block.content {
            Content::Version(output) => {
                self.add_version(output);
                let here = subject(block);
                match output.server {
                    Server::Undefined(span) if self.found.iter().any(|found| found.is_same(&here)) => {
                        (self.lost, self.facts.searched) = (Some(span), Some(here));
                    }
                    Server::Found(_) if self.found.len() < MOST_SUBJECTS => self.found.push(here),
                    _ if self.facts.server != ServerStatus::Found => self.facts.searched = Some(here),
                    _ => {}
                }
            }
            Content::Check(check) => {
                if let Some(Warning::Differs { client, .. }) = &check.mismatch {
                    facts.see_client(client.clone());
                }
                facts.warnings.extend(check.mismatch.clone());
                let (namespace, section) = (block.namespace(), block.section);
                let mut check = CheckOutput { namespace, section, ..CheckOutput::clone(check) };
                if facts.woven.is_some_and(|woven| woven.has(block.span.start)) {
                    // No line of it says whose verdict that is.
                    check.no_problems = None;
                }
                let past = checks::take(&mut facts.checks, check).into_iter();
                let past = past.map(|problem| Past { message: problem.message, span: problem.span });
                facts.past.extend(past);
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
            Content::Helm(version) => facts.see_helm(version.clone()),
            Content::Charts(charts) => facts.charts.extend(charts.iter().cloned()),
            Content::Repositories(known) => facts.repositories.clone_from(known),
            Content::Releases(releases, beside) => facts.add_releases(block, releases, beside),
            Content::NoReleases => facts.miss_releases(block),
            Content::Counts(_) | Content::Conversion(_) => facts.resources.take(&block.content),
            Content::Workloads(workloads) => self.add_workloads(block, workloads),
            Content::Nothing if block.kind == Kind::KgatewayVersion => facts.kgateway = Some(block.span),
            Content::Values(_) | Content::Nothing => {}
        }
        if let Some(typed) = block.namespace().filter(|_| speaks_of_gloo(block)) {
            self.facts.namespace = Some(typed.into());
        }
        self.facts.report_all(block);
    }

    /// Of what a later output takes back, what failed is kept.
    fn pass(&mut self, block: &Block) {
        match &block.content {
            Content::Version(output) => self.past_client = output.client.clone().or(self.past_client.take()),
            Content::Workloads(workloads) => {
                let mut past = Facts::default();
                past.add_rows(block, workloads);
                self.facts.past_pods.append(&mut past.pods);
            }
            Content::Crds(names) => {
                let past = names.iter().map(|name| Past { message: name.value.clone(), span: name.span });
                self.facts.past.extend(past);
            }
            _ => {}
        }
        self.facts.report_all(block);
    }

    /// Keeps what runs by an output that a later one contradicts, where nothing says which one is newer.
    fn doubt(&mut self, block: &Block) {
        match &block.content {
            Content::Version(VersionOutput { server: Server::Found(listings), .. }) => {
                self.doubted.extend(listings.iter().cloned());
            }
            Content::Workloads(workloads) => self.doubted.extend(workloads.listings.iter().cloned()),
            _ => {}
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
                self.facts.server = ServerStatus::Undefined(*span);
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
        match observe(&mut self.listings, listing, |one, other| self.changes.explain(one, other)) {
            Observed::Fits => {}
            Observed::Replaces(conflict) => self.facts.conflicts.push(conflict),
            Observed::Doubtful(earlier) => self.doubted.push(*earlier),
        }
    }

    fn finish(self, cluster: Option<Cluster>, said: Said) -> Facts {
        let Self { mut facts, listings, doubted, past_client, lost, .. } = self;
        facts.client = facts.client.or(past_client.map(Known::from));
        facts.installations = listings.iter().filter_map(of_listing).collect();
        facts.take_doubted(&doubted);
        facts.take_lost(lost);
        if !facts.installations.is_empty() && facts.server == ServerStatus::NotPasted {
            facts.server = ServerStatus::Found;
        }
        for release in facts.releases.clone() {
            facts.take_release(&release);
        }
        facts.take_warnings();
        whose::tell(&mut facts);
        let listed = facts.installations.iter().find_map(|installation| installation.namespace.clone());
        let home = home::of(&facts);
        facts.namespace = listed.or(facts.namespace).or(home);
        if facts.installations.is_empty() && (said.version.is_some() || said.edition.is_some()) {
            facts.installations.push(Installation::default());
        }
        for installation in &mut facts.installations {
            installation.take_word(said);
            installation.cluster.clone_from(&cluster);
        }
        facts.cluster = cluster;
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

    /// A list of Helm 2 says the major version only.
    pub(super) fn see_helm(&mut self, version: Found<String>) {
        let is_major = |value: &str| value == "2";
        match &mut self.helm {
            Some(known) if is_major(&version.value) && known.value.starts_with("2.") => {}
            Some(known) if is_major(&known.value) && version.value.starts_with("2.") => {
                *known = version.into();
            }
            known => see(known, version, About::Helm, &mut self.conflicts),
        }
    }

    fn see_kubernetes(&mut self, version: Found<String>) {
        see(&mut self.kubernetes, version, About::Kubernetes, &mut self.conflicts);
    }

    /// Takes back what a statement of a kind takes back of what was reported before.
    pub(super) fn take_back(&mut self, statement: Statement, subject: &Subject) {
        let searched = self.searched.as_ref().filter(|searched| searched.is_same(subject));
        if searched.is_some() && takes_back(statement, Statement::NoServer).is_some() {
            (self.server, self.searched) = (ServerStatus::NotPasted, None);
        }
        let is_gone = |reported: &Reported| {
            takes_back(statement, stated(reported)).is_some() && reported.subject.is_same(subject)
        };
        let gone = self.troubles.iter().filter(|reported| is_gone(reported));
        let gone: Vec<Past> =
            gone.map(|one| Past { message: one.trouble.message.clone(), span: one.trouble.span }).collect();
        if !gone.is_empty() {
            self.troubles.retain(|reported| !is_gone(reported));
            self.past.extend(gone);
        }
    }

    /// Notes what went wrong by a block, and whom it is about.
    fn report_all(&mut self, block: &Block) {
        let typed = block.command.as_ref().map(|found| found.value.as_ref());
        for trouble in block.troubles.iter().flat_map(parts::of) {
            let said = whom::about(&trouble, typed, whom::of(&trouble.message, typed, subject(block)));
            self.report(&trouble, said, typed.and_then(super::typed::chart));
        }
    }

    /// Notes what went wrong; the same words about the same subject once.
    pub(super) fn report(&mut self, trouble: &Trouble, subject: Subject, chart: Option<String>) {
        const MOST: usize = 256;
        let same = |known: &&Reported| {
            known.trouble.what == trouble.what
                && known.trouble.message == trouble.message
                && known.subject == subject
        };
        if self.troubles.len() < MOST && !self.troubles.iter().any(|known| same(&known)) {
            self.troubles.push(Reported { trouble: trouble.clone(), subject, chart, whose: Whose::Gloo });
        }
    }

    /// The mismatch warning names servers; it is believed where nothing better is there.
    fn take_warnings(&mut self) {
        if self.installations.is_empty() {
            self.installations.extend(self.warnings.iter().rev().find_map(of_warning));
            if self.warnings.iter().any(|warning| !matches!(warning, Warning::Undetermined(_))) {
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

/// The kind of statement that a failure is.
fn stated(reported: &Reported) -> Statement {
    match (reported.trouble.what, reported.subject.program) {
        (Wrong::ReleaseBusy | Wrong::ReleaseFailed, _) => Statement::Stuck,
        (_, Some("helm")) => Statement::HelmFailure,
        _ => Statement::OtherFailure,
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
        Content::Releases(releases, _) => releases.iter().any(|release| release.chart.is_some()),
        Content::Nothing
        | Content::NoReleases
        | Content::Kubernetes(_)
        | Content::Helm(_)
        | Content::Repositories(_)
        | Content::Charts(_) => block.kind == Kind::GlooctlInstall,
        Content::Counts(_) | Content::Values(_) => block.kind == Kind::GlooctlUsage,
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
            let containers = containers.iter().map(container).collect();
            let (deployment_type, namespace, enterprise, span) = (None, None, None, *span);
            // Containers that fit the client are not listed, so the list is never whole.
            let is_whole = false;
            of_listing(&Listing { deployment_type, enterprise, containers, namespace, is_whole, span })
        }
        Warning::Undetermined(_) => None,
    }
}
