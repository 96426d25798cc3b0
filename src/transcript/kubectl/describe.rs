//! `kubectl describe` of a pod or a workload: its images, what it is annotated with, and whether it is ready.

use super::condition;
use super::state::States;
use super::status::Status;
use super::{Cursor, Pod, Read, Workload, Workloads, events};
use crate::image::Role;
use crate::transcript::version::Listing;
use crate::transcript::{Content, Format, Found, Kind, Object, Typed, images, prompt};
use crate::version::Version;

/// The pod's own word for the open-source release inside, from 1.12 on.
const OSS_TAG: &str = "gloo.solo.io/oss-image-tag: ";

/// Keys that only a description of one kind has.
const KINDS: [(&str, &str); 6] = [
    ("QoS Class:", "pod"),
    ("Parallelism:", "job"),
    ("RollingUpdateStrategy:", "deployment"),
    ("StrategyType:", "deployment"),
    ("Desired Number of Nodes", "daemonset"),
    ("Session Affinity:", "service"),
];

/// Reads the block that begins at the cursor, if one does: a name, and below it a namespace.
pub(in crate::transcript) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let column = |ahead: usize, key: &str| {
        let value = cursor.text(ahead)?.strip_prefix(key)?;
        value.starts_with("  ").then(|| value.trim().to_owned())
    };
    let name = column(0, "Name:")?;
    let namespace = column(1, "Namespace:")?;
    let mut containers = Vec::new();
    let mut oss_tag = None;
    let mut is_init = false;
    let mut is_labelled = false;
    // The container is named after what it runs, whatever its image is called.
    let mut is_named = false;
    let mut named = None;
    let mut object = Object { kind: String::new(), name, namespace: Some(namespace.clone()) };
    let mut troubles = Vec::new();
    let mut states = States::default();
    let mut replicas = None;
    let mut condition = None;
    let mut ahead = 2;
    // Only a custom resource shows the group of its kind.
    let mut api = "";
    let mut status: Option<Status<'_>> = None;
    while let Some(text) = cursor.text(ahead).filter(|text| !text.is_empty() && prompt::typed(text).is_none())
    {
        match text {
            "Init Containers:" => is_init = true,
            "Containers:" => is_init = false,
            _ => {}
        }
        if let Some((_, kind)) = KINDS.iter().find(|(key, _)| text.starts_with(key)) {
            object.kind = (*kind).to_owned();
        }
        match text.split_once(':').map(|(key, value)| (key, value.trim())) {
            Some(("API Version", value)) if value.contains('/') && api.is_empty() => api = value,
            Some(("Kind", value)) if !api.is_empty() && object.kind.is_empty() => {
                object.kind = value.to_ascii_lowercase();
            }
            Some(("Status", "")) if !api.is_empty() => status = Some(Status::default()),
            Some((key, value)) => {
                if let Some(status) = &mut status {
                    status.take(key, value, cursor.span(ahead));
                }
            }
            None => {}
        }
        if api.is_empty() {
            states.take(text, cursor.span(ahead));
        }
        if object.kind.is_empty() && states.are_of_pod() {
            "pod".clone_into(&mut object.kind);
        }
        if let Some(count) = text.strip_prefix("Replicas:").and_then(of_replicas) {
            replicas = Some((count, cursor.span(ahead)));
            // Only those of a Deployment have a number of available ones.
            "deployment".clone_into(&mut object.kind);
        }
        condition = condition.or_else(|| Some(cursor.found(ahead, condition::in_row(text)?)));
        if text == "Events:" {
            let (events, lines) = events::of_description(&cursor.ahead(ahead), &object);
            troubles.extend(events);
            ahead += lines;
            continue;
        }
        if text.ends_with(':') && !text.contains(' ') {
            is_named = text == "gloo:";
        }
        is_labelled |= text.split([' ', ',']).any(images::is_label);
        oss_tag = self::oss_tag(cursor, ahead).or(oss_tag);
        if is_named && !is_init && text.starts_with("Image:") {
            named = Some(containers.len());
        }
        if let Some(image) = text.strip_prefix("Image:").filter(|_| !is_init) {
            containers
                .extend(images::in_text(image, cursor.span(ahead), |end| cursor.may_be_cut(ahead, end)));
        }
        ahead += 1;
    }
    containers.iter_mut().for_each(|container| container.is_labelled = is_labelled);
    troubles.extend(status.and_then(|status| status.trouble(api, &object)));
    let named = named.or_else(|| containers.iter().position(|container| container.name.starts_with("gloo")));
    if let Some(container) = named.and_then(|named| containers.get_mut(named)) {
        container.oss_tag = oss_tag;
    }
    let next = cursor.at + ahead;
    let listing = Listing {
        containers,
        namespace: Some(cursor.found(1, namespace)),
        span: cursor.span_to(next),
        ..Listing::default()
    };
    let is_of_gloo = is_labelled || listing.containers.iter().any(|one| Role::of(&one.name).is_telling());
    let mut workloads = Workloads::default();
    match (object.kind.as_str(), replicas) {
        ("pod", _) => {
            let pod = states.summary().map(|summary| Pod { is_of_gloo, ..summary.pod(object) });
            workloads.pods.extend(pod);
        }
        ("deployment", Some((ready, span))) => {
            let (kind, Object { name, namespace, .. }, age) = ("deployment", object, None);
            let workload = Workload { kind, name, namespace, ready, condition, age, is_of_gloo, span };
            workloads.workloads.push(workload);
        }
        _ => {}
    }
    if !listing.containers.is_empty() {
        workloads.listings.push(listing);
    }
    let content = Content::Workloads(workloads);
    Some(Read { troubles, ..Read::new(Kind::KubectlImages, Format::Text, content, next) })
}

/// The open-source release on a line: behind the name of the annotation, or alone, where a command asked for it.
pub(super) fn oss_tag(cursor: &Cursor<'_>, ahead: usize) -> Option<Found<String>> {
    let text = cursor.text(ahead)?;
    let is_asked = |typed: &Typed| typed.words.iter().any(|word| word.contains("oss-image-tag"));
    let tag = match text.split_once(OSS_TAG) {
        Some((_, tag)) => tag,
        // Shells mark a line that does not end, or write their prompt after it.
        None => Some(text.trim_end_matches(['%', '$'])).filter(|tag| {
            ahead == 0 && Version::parse(tag).is_some() && cursor.command.is_some_and(is_asked)
        })?,
    };
    (!cursor.may_be_cut(ahead, tag)).then(|| cursor.found(ahead, tag.to_owned()))
}

/// `1 desired | 1 updated | 1 total | 0 available | 1 unavailable`: how many are available of how many.
fn of_replicas(text: &str) -> Option<(u32, u32)> {
    let count = |word: &str| {
        text.split('|').find_map(|part| part.trim().strip_suffix(word)?.trim().parse::<u32>().ok())
    };
    Some((count(" available")?, count(" desired")?))
}
