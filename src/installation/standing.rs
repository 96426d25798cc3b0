//! In which order the outputs of a cluster were printed, and which of them count.
//!
//! Time stamps decide the order where all outputs of a kind have one, then the words *before* and *after* above
//! them, then their order in the text. What takes back what is the table of [`crate::subject`].

use super::{DEFAULT_NAMESPACE, names};
use crate::order::sort_by_key;
use crate::subject::{Extent, Statement, Subject, takes_back};
use crate::transcript::check::Verdict;
use crate::transcript::kubectl::Workloads;
use crate::transcript::version::{Listing, Server, VersionOutput};
use crate::transcript::{Block, Content, Kind, Program, Stamp};

/// More different subjects than this are not told apart when it comes to taking back.
pub(super) const MOST_SUBJECTS: usize = 256;

/// What a block states.
#[must_use]
pub(super) fn statement(block: &Block) -> Statement {
    match &block.content {
        Content::Nothing if is_removal(block) => Statement::Uninstalled,
        Content::Version(VersionOutput { server: Server::Found(_), .. }) => Statement::Versions,
        Content::Version(VersionOutput { server: Server::Undefined(_), .. }) => Statement::NoServer,
        Content::Check(check) if check.verdict() == Verdict::Healthy => Statement::Healthy,
        Content::Check(check) if check.has_end() => Statement::Failing,
        Content::Check(_) => Statement::Fragment,
        Content::Warning(_) => Statement::Mismatch,
        Content::Crds(_) => Statement::Definitions,
        Content::Kubernetes(_) => Statement::Kubernetes,
        Content::Helm(_) => Statement::Helm,
        // What is listed one by one, or by its name, is no whole list.
        Content::Workloads(workloads) if is_list_of_all(block) => match block.kind {
            Kind::KubectlPods if !workloads.pods.is_empty() => Statement::Pods,
            Kind::KubectlDeployments
                if !(workloads.listings.is_empty() && workloads.workloads.is_empty()) =>
            {
                Statement::Workloads
            }
            _ => Statement::Nothing,
        },
        Content::Nothing if block.kind == Kind::GlooctlInstall && block.troubles.is_empty() => {
            Statement::Installed
        }
        _ => Statement::Nothing,
    }
}

/// Whether something was uninstalled that may be Gloo, and nothing went wrong.
fn is_removal(block: &Block) -> bool {
    let verbs = match block.kind {
        Kind::HelmStatus => ["uninstall", "delete"],
        Kind::GlooctlInstall => ["uninstall", "uninstall"],
        _ => return false,
    };
    let typed = block.command.as_ref().map(|found| &found.value);
    let is_removal = typed.is_some_and(|typed| verbs.iter().any(|verb| typed.has(verb)));
    block.troubles.is_empty() && is_removal && !removed(block).is_some_and(names::is_of_product)
}

/// The release that a command of Helm removed.
fn removed(block: &Block) -> Option<&str> {
    let typed = block.command.as_ref().filter(|_| block.kind == Kind::HelmStatus)?;
    ["uninstall", "delete"].iter().find_map(|verb| typed.value.argument_of(verb))
}

/// The releases that some blocks show as those of Gloo.
fn own_releases<'a>(blocks: &[(usize, &'a Block)]) -> Vec<&'a str> {
    let mut own: Vec<&str> = Vec::new();
    for (_, block) in blocks {
        let Content::Releases(releases, _) = &block.content else { continue };
        for release in releases.iter().filter(|release| release.chart.is_some()) {
            let name = release.name.as_ref().map(|name| name.value.as_str());
            if let Some(name) = name.filter(|name| own.len() < MOST_SUBJECTS && !own.contains(name)) {
                own.push(name);
            }
        }
    }
    own
}

/// Whether the command asked for all of a kind, as far as it is known.
fn is_list_of_all(block: &Block) -> bool {
    let Some(typed) = block.command.as_ref().map(|found| &found.value) else { return true };
    if typed.program != Program::Kubectl {
        return true;
    }
    let selects = typed.values_of(&["-l", "--selector", "--field-selector"]).next().is_some();
    let kinds = ["pods", "pod", "po", "deployments", "deployment", "deploy", "all"];
    let named = kinds.iter().any(|kind| typed.argument_of(kind).is_some());
    !selects && !named
}

/// Whom a block is about, within its cluster. kubectl without a namespace asks in that of its context, which has
/// no name here.
#[must_use]
pub(super) fn subject(block: &Block) -> Subject {
    let of = |listings: &[Listing]| listings.iter().find_map(|listing| listing.namespace.clone());
    let printed = match &block.content {
        Content::Version(VersionOutput { server: Server::Found(listings), .. }) => of(listings),
        Content::Workloads(Workloads { listings, .. }) => of(listings),
        _ => None,
    };
    let named = printed.or_else(|| block.namespace()).map(|found| found.value);
    let namespace = match block.kind.program() {
        Program::Glooctl => Some(named.unwrap_or_else(|| DEFAULT_NAMESPACE.to_owned())),
        Program::Kubectl => Some(named.unwrap_or_default()),
        Program::Helm | Program::Other => named,
    };
    let release = removed(block).map(str::to_owned);
    Subject { namespace, release, program: program(block.kind), ..Subject::default() }
}

fn program(kind: Kind) -> Option<&'static str> {
    match kind.program() {
        Program::Glooctl => Some("glooctl"),
        Program::Helm => Some("helm"),
        Program::Kubectl => Some("kubectl"),
        Program::Other => None,
    }
}

/// The blocks of one cluster in the order in which they were printed, as far as that is known.
pub(super) fn in_order<'a>(blocks: &[(usize, &'a Block)]) -> Vec<(usize, &'a Block)> {
    let mut ordered = blocks.to_vec();
    let has_year = |(_, block): &(usize, &Block)| block.stamp.map(Stamp::has_year);
    let first = ordered.first().and_then(has_year);
    if first.is_some() && ordered.iter().all(|block| has_year(block) == first) {
        sort_by_key(&mut ordered, |(_, block)| block.stamp);
    } else {
        // What has no word above it stands before the first one that has.
        sort_by_key(&mut ordered, |(_, block)| block.place.era);
    }
    ordered
}

/// For each of some blocks in order, whether a later one takes it back as a whole.
pub(super) fn taken_back(blocks: &[(usize, &Block)]) -> Vec<bool> {
    let mut later: Vec<(Statement, Subject, (usize, &str))> = Vec::new();
    let own = own_releases(blocks);
    // Where Gloo's release is known, another one that is gone says nothing of it.
    let is_of_another = |block: &Block| {
        removed(block).is_some_and(|name| !own.is_empty() && !own.contains(&name) && !names::is_own(name))
    };
    let is_taken_back = |(_, block): &(usize, &Block)| {
        let (statement, subject) = (statement(block), subject(block));
        // Of pods that are listed below a caption of another cluster nothing says which list is newer, and a list of
        // DaemonSets says nothing of Deployments.
        let section = match &block.content {
            Content::Workloads(workloads) if statement == Statement::Workloads => {
                (0, workloads.workloads.first().map_or("", |one| one.kind))
            }
            _ if statement == Statement::Pods => (block.section, ""),
            _ => (0, ""),
        };
        let is_taken_back = later.iter().any(|(other, whose, below)| {
            let is_apart = section != *below && *other == statement;
            takes_back(*other, statement) == Some(Extent::Whole) && whose.is_same(&subject) && !is_apart
        });
        if statement != Statement::Nothing
            && !is_of_another(block)
            && later.len() < MOST_SUBJECTS
            && !later.contains(&(statement, subject.clone(), section))
        {
            later.push((statement, subject, section));
        }
        is_taken_back
    };
    let mut taken_back: Vec<bool> = blocks.iter().rev().map(is_taken_back).collect();
    taken_back.reverse();
    taken_back
}
