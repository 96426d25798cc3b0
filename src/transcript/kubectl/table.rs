//! The tables of `kubectl get`.

mod heading;
mod pod;
mod workload;

use super::{Pod, Workload, Workloads};
use crate::image::Role;
use crate::transcript::counts::{Count, Counts, has_group, kind};
use crate::transcript::names::is_subdomain;
use crate::transcript::recognise::{Cursor, Read};
use crate::transcript::version::Listing;
use crate::transcript::{Content, Format, Kind, Program, Span, Trouble, Typed, Wrong, images, relayed};
use heading::Heading;
pub(super) use heading::is_age;

/// Reads the table that begins at the cursor; the heading may be missing where rows are whole.
pub(in crate::transcript) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let heading = Heading::read(cursor.text(0)?);
    let Some(heading) = heading else { return rows(cursor) };
    let kind = heading.kind;
    let mut workloads = Workloads::default();
    let mut troubles = Vec::new();
    let mut ahead = 1;
    let has_images = kind == Kind::KubectlImages;
    while let Some(text) =
        cursor.text(ahead).filter(|text| is_row(text) || (has_images && is_image_row(text)))
    {
        match kind {
            Kind::KubectlPods => take_pod(pod::read(cursor, ahead, Some(&heading)), &mut workloads),
            Kind::KubectlDeployments | Kind::KubectlImages => {
                let is_of_gloo = take_images(cursor, ahead, text, &heading, &mut workloads);
                let workload = workload::read(cursor, ahead, Some(&heading));
                take_workload(workload.map(|workload| Workload { is_of_gloo, ..workload }), &mut workloads);
            }
            _ if troubles.len() < MOST_PODS => {
                take_workload(workload::job(cursor, ahead, &heading), &mut workloads);
                // The state of what deploys may be a message of helm.
                troubles.extend(relayed::find(cursor, ahead).map(|(_, trouble)| trouble));
                troubles.extend(not_accepted(text, &heading, cursor.span(ahead)));
            }
            _ => {}
        }
        ahead += 1;
    }
    workloads.listings.retain(|listing| listing.containers.iter().any(images::may_be_of_gloo));
    let content = match kind {
        Kind::KubectlObjects if workloads.workloads.is_empty() => match counts(cursor, ahead, &heading) {
            counts if counts.is_empty() => Content::Nothing,
            resources => Content::Counts(Counts { resources, features: Vec::new() }),
        },
        _ => Content::Workloads(workloads),
    };
    Some(Read { troubles, ..Read::new(kind, Format::Table, content, cursor.at + ahead) })
}

/// A Gateway or a class of Gloo's that is not as it should be: the state stands before the age.
fn not_accepted(text: &str, heading: &Heading<'_>, span: Span) -> Option<Trouble> {
    let column =
        ["PROGRAMMED", "ACCEPTED"].into_iter().find(|column| heading.anchor_at(0, column).is_some())?;
    let is_own = |word: &&str| ["gloo-gateway", "solo.io/gloo-gateway"].contains(word);
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let state = words.iter().rev().nth(1).filter(|state| ["False", "Unknown"].contains(state))?;
    let name = words.get(usize::from(heading.has_namespaces() && column == "PROGRAMMED"))?;
    let message = format!("{name}: {column} {state}");
    words.iter().any(is_own).then(|| Trouble::of(Wrong::NotAccepted, message, span))
}

/// How many resources of Gloo there are in the rows of a table, if it has those of all namespaces. Rows name their kind
/// where several were asked for; otherwise the command does.
fn counts(cursor: &Cursor<'_>, rows: usize, heading: &Heading<'_>) -> Vec<Count> {
    let mut counts = Vec::new();
    let typed = cursor.command.filter(|typed| typed.program == Program::Kubectl);
    // What is selected or filtered is not all, and what is watched comes again.
    let is_part = |typed: &Typed| {
        let flags = ["-l", "--selector", "--field-selector", "-w", "--watch"];
        let is_one = |word: &String| word.contains('|') || flags.iter().any(|flag| word.starts_with(flag));
        typed.words.iter().any(is_one)
    };
    if !heading.has_namespaces() || typed.is_some_and(is_part) {
        return counts;
    }
    let asked = typed.and_then(|typed| typed.argument_of("get")).filter(|kind| has_group(kind));
    for ahead in 1..rows {
        let named =
            cursor.text(ahead).and_then(|row| row.split_ascii_whitespace().nth(1)).unwrap_or_default();
        let of_row = named.split_once('/').map(|(kind, _)| kind).filter(|kind| has_group(kind));
        if let Some(of) = of_row.or(asked.filter(|asked| !asked.contains(','))) {
            Count::add(&mut counts, &kind(of), 1, cursor.span(ahead));
        }
    }
    counts
}

/// Rows without a heading.
fn rows(cursor: &Cursor<'_>) -> Option<Read> {
    let mut workloads = Workloads::default();
    let mut ahead = 0;
    while let Some(pod) = pod::read(cursor, ahead, None) {
        take_pod(Some(pod), &mut workloads);
        ahead += 1;
    }
    let mut kind = Kind::KubectlPods;
    while kind == Kind::KubectlDeployments || ahead == 0 {
        let Some(workload) = workload::read(cursor, ahead, None) else { break };
        kind = Kind::KubectlDeployments;
        take_workload(Some(workload), &mut workloads);
        ahead += 1;
    }
    if ahead > 0 {
        let content = Content::Workloads(workloads);
        return Some(Read::new(kind, Format::Table, content, cursor.at + ahead));
    }
    while cursor.text(ahead).is_some_and(is_definition) {
        ahead += 1;
    }
    (ahead > 0).then(|| Read::new(Kind::KubectlObjects, Format::Table, Content::Nothing, cursor.at + ahead))
}

/// Whether a line can be a row: in every row stands an age, such as `5m10s`.
fn is_row(text: &str) -> bool {
    let mut words = text.split_ascii_whitespace().take(40).skip(1);
    words.any(|word| heading::is_age(word) || is_time(word))
}

/// `2024-03-01T10:00:00Z`, as the list of definitions has it.
fn is_time(word: &str) -> bool {
    word.len() == "0000-00-00T00:00:00Z".len()
        && word.ends_with('Z')
        && word.as_bytes().get(10) == Some(&b'T')
}

/// A row of `kubectl get crd`: `gateways.gateway.solo.io   2024-03-01T10:00:00Z`.
fn is_definition(text: &str) -> bool {
    let mut words = text.split_ascii_whitespace();
    let (name, time) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    name.contains('.') && is_subdomain(name) && is_time(time) && words.next().is_none()
}

/// Whether the last word of a line is an image, or a list of some.
fn is_image_row(text: &str) -> bool {
    text.split_ascii_whitespace().last().is_some_and(|word| word.contains('/') && word.contains(':'))
}

/// No namespace of Gloo has more pods than this; what has more need not be told apart.
const MOST_PODS: usize = 256;

/// Of a pod that is listed again, while it is watched, the last row counts.
fn take_pod(pod: Option<Pod>, workloads: &mut Workloads) {
    let Some(pod) = pod else { return };
    let same = |known: &&mut Pod| known.name == pod.name && known.namespace == pod.namespace;
    if let Some(known) = workloads.pods.iter_mut().find(same) {
        *known = pod;
    } else if workloads.pods.len() < MOST_PODS {
        workloads.pods.push(pod);
    }
}

/// The same of a workload.
fn take_workload(workload: Option<Workload>, workloads: &mut Workloads) {
    let Some(workload) = workload else { return };
    let same = |known: &&mut Workload| {
        known.name == workload.name && known.namespace == workload.namespace && known.kind == workload.kind
    };
    if let Some(known) = workloads.workloads.iter_mut().find(same) {
        *known = workload;
    } else if workloads.workloads.len() < MOST_PODS {
        workloads.workloads.push(workload);
    }
}

/// The wide form names the images; tells whether one of them is Gloo's.
fn take_images(
    cursor: &Cursor<'_>,
    ahead: usize,
    text: &str,
    heading: &Heading<'_>,
    workloads: &mut Workloads,
) -> bool {
    let span = cursor.span(ahead);
    // The selector follows the images: a row without it is cut.
    let may_be_cut = |end: &str| cursor.may_be_cut(ahead, end) || heading.selects() && text.ends_with(end);
    let mut containers = images::in_text(text, span, may_be_cut);
    // Ready counts, `1/1`, look like an image without a tag.
    containers.retain(|container| !container.tag.is_empty() || Role::of(&container.name).is_telling());
    if containers.is_empty() {
        return false;
    }
    // The wide form ends with the labels that the workload selects its pods by.
    if text.split([' ', ',']).any(images::is_label) {
        containers.iter_mut().for_each(|container| container.is_labelled = true);
    }
    let is_of_gloo = containers.iter().any(|container| Role::of(&container.name).is_telling());
    let row: Vec<&str> = text.split_ascii_whitespace().take(40).collect();
    let namespace = heading.anchor_of(&row).and_then(|anchor| heading.namespace(&row, &anchor));
    let namespace = namespace.map(|name| cursor.found(ahead, name.to_owned()));
    let same = |listing: &&mut Listing| {
        listing.namespace.as_ref().map(|found| &found.value) == namespace.as_ref().map(|found| &found.value)
    };
    match workloads.listings.last_mut().filter(same) {
        Some(listing) => {
            listing.containers.append(&mut containers);
            listing.span.end = span.end;
        }
        None => workloads.listings.push(Listing { containers, namespace, span, ..Listing::default() }),
    }
    is_of_gloo
}
