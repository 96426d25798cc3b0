//! What objects of the cluster, as YAML or JSON, say of the state that they are in.

use super::state::States;
use super::{Pod, Workload, Workloads, condition, events};
use crate::image::Role;
use crate::transcript::objects::Pair;
use crate::transcript::{Found, Object, Span, Trouble, images};

/// No list has more pods and workloads of Gloo.
const MOST: usize = 256;
/// No object has more conditions.
const MOST_CONDITIONS: usize = 16;

/// Whether an object has a label that Gloo gives.
pub(super) fn is_labelled(pairs: &[&Pair]) -> bool {
    let is_own =
        |pair: &&Pair| &*pair.inside == "labels" && images::is_label(&format!("{}={}", pair.key, pair.value));
    pairs.iter().any(is_own)
}

/// Takes the state of one object, and what went wrong by its conditions. `of_list` is the kind that the list around it
/// has, where only that says it.
pub(super) fn take(
    pairs: &[&Pair],
    of_list: &str,
    transcript: usize,
    workloads: &mut Workloads,
    troubles: &mut Vec<Trouble>,
) {
    let own = |inside: &str, key: &str| {
        let is_own = |pair: &&&Pair| {
            pair.key == key && &*pair.inside == inside && matches!(&*pair.outer, "" | "items")
        };
        pairs.iter().find(is_own).map(|pair| pair.value.clone())
    };
    // In a list of one kind only the list says it.
    let kind = own("items", "kind").or_else(|| own("", "kind")).unwrap_or_else(|| of_list.to_owned());
    let Some(name) = own("metadata", "name") else { return };
    let namespace = own("metadata", "namespace");
    let is_telling = |pair: &&Pair| {
        pair.key == "image"
            && &*pair.inside == "containers"
            && images::container(&pair.value, Span::line(transcript, pair.line))
                .is_some_and(|container| Role::of(&container.name).is_telling())
    };
    let is_of_gloo = is_labelled(pairs) || pairs.iter().any(is_telling);
    let about = Object { kind: kind.to_ascii_lowercase(), name, namespace };
    let conditions = conditions(pairs, transcript);
    troubles.extend(conditions.iter().filter_map(|condition| condition.trouble(&about)));
    let first = pairs.first().map_or(Span::line(transcript, 1), |pair| Span::line(transcript, pair.line));
    let kind = match kind.as_str() {
        "Pod" if workloads.pods.len() < MOST => {
            let summary = States::of_stored(pairs, transcript).summary();
            workloads.pods.extend(summary.map(|summary| Pod { is_of_gloo, ..summary.pod(about) }));
            return;
        }
        "Deployment" => "deployment",
        "DaemonSet" => "daemonset",
        _ => return,
    };
    let count = |inside: &str, key: &str| own(inside, key)?.parse::<u32>().ok();
    let all = count("spec", "replicas").or_else(|| count("status", "desiredNumberScheduled"));
    let missing = count("status", "unavailableReplicas").or_else(|| count("status", "numberUnavailable"));
    let ready = ["availableReplicas", "readyReplicas", "numberAvailable", "numberReady"];
    let ready = ready.iter().find_map(|key| count("status", key));
    // What is 0 is left out of a stored object.
    let ready = match (all, ready, missing) {
        (Some(all), Some(ready), _) => (ready, all),
        (Some(all), None, Some(missing)) => (all.saturating_sub(missing), all),
        (None, ready, Some(missing)) => (ready.unwrap_or_default(), ready.unwrap_or_default() + missing),
        _ => (0, 0),
    };
    let condition = conditions.into_iter().find_map(|condition| {
        let Condition { kind, status, reason, .. } = condition;
        let value = condition::wrong(kind, status, reason)?;
        Some(Found { value, span: condition.span })
    });
    let span = condition.as_ref().map_or(first, |condition| condition.span);
    if workloads.workloads.len() < MOST {
        let (Object { name, namespace, .. }, age) = (about, None);
        workloads.workloads.push(Workload { kind, name, namespace, ready, condition, age, is_of_gloo, span });
    }
}

/// A condition of an object.
#[derive(Default)]
struct Condition<'a> {
    item: usize,
    kind: &'a str,
    status: &'a str,
    reason: &'a str,
    message: &'a str,
    span: Span,
}

fn conditions<'a>(pairs: &[&'a Pair], transcript: usize) -> Vec<Condition<'a>> {
    let mut conditions: Vec<Condition<'a>> = Vec::new();
    for pair in pairs.iter().filter(|pair| &*pair.inside == "conditions") {
        if conditions.last().is_none_or(|last| last.item != pair.item) {
            if conditions.len() == MOST_CONDITIONS {
                break;
            }
            conditions.push(Condition { item: pair.item, ..Condition::default() });
        }
        let Some(condition) = conditions.last_mut() else { break };
        match pair.key.as_str() {
            "type" => condition.kind = &pair.value,
            "status" => (condition.status, condition.span) = (&pair.value, Span::line(transcript, pair.line)),
            "reason" => condition.reason = &pair.value,
            "message" => condition.message = &pair.value,
            _ => {}
        }
    }
    conditions
}

impl Condition<'_> {
    /// What an event of the same would say: of pods that can't be made, or can't be put on a node.
    fn trouble(&self, about: &Object) -> Option<Trouble> {
        let reason = match (self.kind, self.status) {
            ("ReplicaFailure", "True") => self.reason,
            ("PodScheduled", "False") => "FailedScheduling",
            _ => return None,
        };
        events::of_condition(reason, self.message, about, self.span).filter(|_| !self.message.is_empty())
    }
}
