//! The tables of `kubectl get`.

use super::{Pod, Workloads};
use crate::image::Role;
use crate::transcript::recognise::{Cursor, Read};
use crate::transcript::version::Listing;
use crate::transcript::{Content, Format, Kind, images};

/// Reads the table that begins at the cursor; of a list of pods the heading may be missing.
pub(in crate::transcript) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let text = cursor.text(0)?;
    let heading = heading(text);
    let kind = match heading {
        Some(kind) => kind,
        None => pod(cursor, 0, text).map(|_| Kind::KubectlPods)?,
    };
    let mut workloads = Workloads::default();
    let mut ahead = usize::from(heading.is_some());
    let has_images = kind == Kind::KubectlImages;
    while let Some(text) =
        cursor.text(ahead).filter(|text| is_row(text) || (has_images && is_image_row(text)))
    {
        match kind {
            Kind::KubectlPods => take_pod(cursor, ahead, text, &mut workloads),
            Kind::KubectlDeployments | Kind::KubectlImages => {
                take_workload(cursor, ahead, text, &mut workloads)
            }
            _ => {}
        }
        ahead += 1;
    }
    let content = match kind {
        Kind::KubectlObjects => Content::Nothing,
        _ => Content::Workloads(workloads),
    };
    Some(Read::new(kind, Format::Table, content, cursor.at + ahead))
}

fn heading(text: &str) -> Option<Kind> {
    if !["NAME", "NS", "POD"].iter().any(|start| text.starts_with(start)) {
        return None;
    }
    let has = |word: &str| text.split_ascii_whitespace().any(|column| column == word);
    match () {
        () if has("IMAGE") || (has("IMAGES") && !has("AGE")) => Some(Kind::KubectlImages),
        () if has("READY") && has("STATUS") && has("RESTARTS") => Some(Kind::KubectlPods),
        () if has("UP-TO-DATE") && has("AVAILABLE") => Some(Kind::KubectlDeployments),
        () if has("AGE") => Some(Kind::KubectlObjects),
        () => None,
    }
}

/// Whether a line can be a row: in every row stands an age, such as `5m10s`.
fn is_row(text: &str) -> bool {
    let is_age = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.ends_with(['s', 'm', 'h', 'd', 'y'])
            && word.bytes().all(|byte| byte.is_ascii_digit() || b"smhdy".contains(&byte))
    };
    text.split_ascii_whitespace()
        .take(40)
        .skip(1)
        .any(|word| is_age(word) || word == "<invalid>" || word == "<unknown>")
}

/// Whether the last word of a line is an image, or a list of some.
fn is_image_row(text: &str) -> bool {
    text.split_ascii_whitespace().last().is_some_and(|word| word.contains('/') && word.contains(':'))
}

/// States that kubectl prints for pods that are on their way, or that have done their work.
const STATES: [&str; 17] = [
    "NotReady",
    "Running",
    "Completed",
    "Succeeded",
    "Pending",
    "Terminating",
    "ContainerCreating",
    "PodInitializing",
    "CrashLoopBackOff",
    "ImagePullBackOff",
    "ErrImagePull",
    "Error",
    "Failed",
    "Evicted",
    "OOMKilled",
    "CreateContainerConfigError",
    "Unknown",
];

fn pod(cursor: &Cursor<'_>, ahead: usize, text: &str) -> Option<Pod> {
    let mut words = text.split_ascii_whitespace();
    let ready = |word: &str| {
        let (ready, all) = word.split_once('/')?;
        Some((ready.parse().ok()?, all.parse().ok()?))
    };
    let (first, second) = (words.next()?, words.next()?);
    let (namespace, name, ready) = match ready(second) {
        Some(ready) => (None, first, ready),
        None => (Some(first), second, ready(words.next()?)?),
    };
    let status = words.next()?;
    if !STATES.contains(&status) && !status.starts_with("Init:") {
        return None;
    }
    Some(Pod {
        name: name.to_owned(),
        namespace: namespace.map(str::to_owned),
        ready,
        status: status.to_owned(),
        span: cursor.span(ahead),
    })
}

/// No namespace of Gloo has more pods than this; what has more need not be told apart.
const MOST_PODS: usize = 256;

/// Of a pod that is listed again, while it is watched, the last row counts.
fn take_pod(cursor: &Cursor<'_>, ahead: usize, text: &str, workloads: &mut Workloads) {
    let Some(pod) = pod(cursor, ahead, text) else { return };
    let same = |known: &&mut Pod| known.name == pod.name && known.namespace == pod.namespace;
    if let Some(known) = workloads.pods.iter_mut().find(same) {
        *known = pod;
    } else if workloads.pods.len() < MOST_PODS {
        workloads.pods.push(pod);
    }
}

/// The wide form names the images.
fn take_workload(cursor: &Cursor<'_>, ahead: usize, text: &str, workloads: &mut Workloads) {
    let span = cursor.span(ahead);
    let mut containers = images::in_text(text, span, |end| cursor.may_be_cut(ahead, end));
    // Ready counts, `1/1`, look like an image without a tag.
    containers.retain(|container| !container.tag.is_empty());
    if containers.is_empty() {
        return;
    }
    // Behind the name of a workload stand numbers, or images.
    let mut words = text.split_ascii_whitespace();
    let first = words.next();
    let has_namespace = words
        .next()
        .is_some_and(|word| !word.contains('/') && !word.starts_with(|c: char| c.is_ascii_digit()));
    if !containers.iter().any(|container| Role::of(&container.name) != Role::Foreign) {
        return;
    }
    let namespace = first.filter(|_| has_namespace).map(|name| cursor.found(ahead, name.to_owned()));
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
}
