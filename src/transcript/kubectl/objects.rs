//! Objects of the cluster as YAML or JSON: the images of their containers, what they are annotated with, and events.

use super::{Workloads, events, status, stored};
use crate::transcript::objects::{Objects, Pair, first_key, read_objects};
use crate::transcript::recognise::{Cursor, Read};
use crate::transcript::version::{Container, Listing};
use crate::transcript::yaml::read_yaml;
use crate::transcript::{
    Content, Format, Found, Kind, Program, Span, Trouble, delivered, helm, images, relayed,
};

/// The pod's own word for the open-source release inside, from 1.12 on.
const OSS_TAG: &str = "gloo.solo.io/oss-image-tag";

/// Reads the block that begins at the cursor, if one does.
pub(in crate::transcript) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let text = cursor.text(0)?;
    let skipped = usize::from(text == "---");
    let begins = |text: &str| text.starts_with("apiVersion: ");
    let (objects, format) = if cursor.text(skipped).is_some_and(begins) {
        (read_yaml(cursor.lines, cursor.at + skipped), Format::Yaml)
    } else if text.starts_with('{') && (first_key(cursor) == Some("apiVersion") || is_typed_list(cursor)) {
        (read_objects(cursor.lines, cursor.at)?, Format::Json)
    } else {
        return None;
    };
    let next = objects.next;
    if let Some(chart) = helm::chart_of_document(&objects, cursor.transcript) {
        return Some(Read::new(Kind::HelmShowChart, format, chart, next));
    }
    let kind = kind(&objects);
    // A manifest that is not an answer of the cluster may be of anything.
    let runs = kind != Kind::KubectlObjects && is_answer(cursor, &objects);
    let listings = if runs { listings(&objects, cursor.transcript) } else { Vec::new() };
    let mut troubles = Vec::new();
    if kind == Kind::KubectlEvents {
        each(&objects, |pairs| troubles.extend(events::of_object(pairs, cursor.transcript)));
    }
    if kind == Kind::KubectlObjects {
        troubles.extend(failed_conditions(&objects, cursor.transcript));
        each(&objects, |pairs| troubles.extend(status::of_stored(pairs, cursor.transcript)));
    }
    let mut workloads = Workloads { listings, ..Workloads::default() };
    if runs {
        let of_list = objects.pairs.iter().find(|pair| pair.key == "kind" && pair.top.is_none());
        let of_list = of_list.map_or("", |pair| singular(&pair.value));
        each(&objects, |pairs| {
            stored::take(pairs, of_list, cursor.transcript, &mut workloads, &mut troubles);
        });
    }
    let values = || delivered::values(&cursor.ahead(skipped), next);
    let content = match kind {
        Kind::KubectlEvents => Content::Nothing,
        Kind::KubectlObjects => values().map_or(Content::Workloads(workloads), Content::Values),
        _ => Content::Workloads(workloads),
    };
    Some(Read { troubles, ..Read::new(kind, format, content, next) })
}

/// Whether it is a list of one kind as `kubectl cluster-info dump` writes it: its kind comes first.
fn is_typed_list(cursor: &Cursor<'_>) -> bool {
    let names_kind = |text: &str| text.contains("\"kind\": \"") && text.contains("List\"");
    first_key(cursor) == Some("kind") && (0..3).any(|ahead| cursor.text(ahead).is_some_and(names_kind))
}

/// The kind of what is in a list: `Pod` of `PodList`.
fn singular(kind: &str) -> &str {
    kind.strip_suffix("List").filter(|kind| !kind.is_empty()).unwrap_or(kind)
}

/// Whether it comes from the cluster: it was asked for with kubectl, or has what only the cluster adds. What
/// `kubectl create --dry-run` prints is a manifest.
fn is_answer(cursor: &Cursor<'_>, objects: &Objects) -> bool {
    let of_cluster = |pair: &Pair| {
        matches!(pair.key.as_str(), "uid" | "resourceVersion")
            || matches!(&*pair.inside, "containerStatuses" | "status")
    };
    let is_stored = || objects.pairs.iter().any(of_cluster);
    match cursor.command {
        // What a trial run on the server prints has all of that.
        Some(typed) if typed.words.iter().any(|word| word.starts_with("--dry-run")) => false,
        Some(typed) if typed.program == Program::Kubectl && typed.has("get") => true,
        _ => is_stored(),
    }
}

/// What went wrong, by the conditions of objects of what deploys.
fn failed_conditions(objects: &Objects, transcript: usize) -> impl Iterator<Item = Trouble> {
    const MOST: usize = 50;
    let messages = objects.pairs.iter().filter(|pair| pair.key == "message");
    let of_message = move |pair: &Pair| relayed::of_condition(&pair.value, Span::line(transcript, pair.line));
    messages.filter_map(of_message).take(MOST)
}

fn kind(objects: &Objects) -> Kind {
    let is_top = |pair: &&Pair| pair.key == "kind" && (pair.top.is_none() || &*pair.inside == "items");
    let mut kinds = objects.pairs.iter().filter(is_top).map(|pair| pair.value.as_str());
    kinds
        .find_map(|kind| match singular(kind) {
            "Pod" => Some(Kind::KubectlPods),
            "Event" => Some(Kind::KubectlEvents),
            "Deployment" | "DaemonSet" | "ReplicaSet" | "StatefulSet" => Some(Kind::KubectlDeployments),
            _ => None,
        })
        .unwrap_or(Kind::KubectlObjects)
}

/// The containers of each object that has one of Gloo, by namespace.
fn listings(objects: &Objects, transcript: usize) -> Vec<Listing> {
    let mut listings: Vec<Listing> = Vec::new();
    each(objects, |pairs| take_object(pairs, transcript, &mut listings));
    listings
}

/// Hands on the pairs of each object of a list, or of the one object.
fn each<'o>(objects: &'o Objects, mut take: impl FnMut(&[&'o Pair])) {
    // The volumes of a pod have items too.
    let is_list = objects.pairs.iter().any(|pair| pair.top.as_deref() == Some("items"));
    let mut of_object: Vec<&Pair> = Vec::new();
    let mut element = 0;
    for pair in &objects.pairs {
        if is_list && pair.element != element {
            take(&of_object);
            of_object.clear();
            element = pair.element;
        }
        of_object.push(pair);
    }
    take(&of_object);
}

fn take_object(pairs: &[&Pair], transcript: usize, listings: &mut Vec<Listing>) {
    let line = |pair: &Pair| Span::line(transcript, pair.line);
    let images = pairs.iter().filter(|pair| pair.key == "image" && &*pair.inside == "containers");
    let is_labelled = stored::is_labelled(pairs);
    let container = |pair: &&Pair| {
        let container = images::container(&pair.value, line(pair))?;
        Some(Container { is_labelled, ..container })
    };
    let mut containers: Vec<Container> = images.clone().filter_map(&container).collect();
    // A ReplicaSet without pods is what an earlier release has left.
    let is_empty = |pair: &&Pair| pair.key == "replicas" && &*pair.inside == "spec" && pair.value == "0";
    // What a Deployment has made has the hash of its template.
    let is_made = |pair: &&Pair| pair.key == "pod-template-hash";
    if pairs.iter().any(is_made) && pairs.iter().any(is_empty) {
        return;
    }
    let tag = pairs.iter().find(|pair| pair.key == OSS_TAG);
    if tag.is_none() && !containers.iter().any(images::may_be_of_gloo) {
        return;
    }
    if let Some(tag) = tag {
        // The container is named after what it runs, whatever its image is called.
        let named =
            |pair: &&&Pair| pair.key == "name" && &*pair.inside == "containers" && pair.value == "gloo";
        let own = pairs.iter().find(named).map(|pair| pair.object);
        let place = images.filter(|pair| container(pair).is_some()).position(|pair| Some(pair.object) == own);
        let place =
            place.or_else(|| containers.iter().position(|container| container.name.starts_with("gloo")));
        if let Some(container) = place.and_then(|place| containers.get_mut(place)) {
            container.oss_tag = Some(Found { value: tag.value.clone(), span: line(tag) });
        }
    }
    let namespace = pairs.iter().find(|pair| pair.key == "namespace" && &*pair.inside == "metadata");
    let namespace = namespace.map(|pair| Found { value: pair.value.clone(), span: line(pair) });
    let name = |listing: &Listing| listing.namespace.as_ref().map(|found| found.value.clone());
    let wanted = namespace.as_ref().map(|found| found.value.clone());
    let span = pairs.first().map_or(Span::line(transcript, 1), |pair| line(pair));
    match listings.iter_mut().take(16).find(|listing| name(listing) == wanted) {
        Some(listing) => listing.containers.append(&mut containers),
        None => listings.push(Listing { containers, namespace, span, ..Listing::default() }),
    }
}
