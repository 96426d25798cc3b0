//! Pods, Deployments and DaemonSets that are not ready, by the cluster's own account.

use super::health::{explain, explained, is_pod_of};
use super::known::{self, Whom};
use super::{Code, Context, Diagnostic, Finding, Findings, Message, Severity};
use crate::command::Command;
use crate::evidence::Evidence;
use crate::installation::Facts;
use crate::subject::Subject;
use crate::transcript::kubectl::{Pod, Workload};

/// What is younger may still be starting.
const STARTED: u64 = 600;

pub(super) fn diagnose(facts: &Facts, context: Context<'_>, findings: &mut Findings) {
    for pod in facts.pods.iter().filter(|pod| is_down(pod)) {
        down(pod, facts, context, findings);
    }
    for workload in facts.workloads.iter().filter(|workload| workload.ready.0 < workload.ready.1) {
        if !tells_of_pod(workload, facts, findings) {
            unready(workload, context, findings);
        }
    }
}

/// Adds what a workload says again of a pod of its own that is down; `false` where no finding has such a pod.
fn tells_of_pod(workload: &Workload, facts: &Facts, findings: &mut Findings) -> bool {
    let Workload { kind, name, ready: (ready, all), namespace, span, .. } = workload;
    let is_own = |pod: &&Pod| {
        let is_here = pod.namespace.is_none() || namespace.is_none() || pod.namespace == *namespace;
        is_here && is_down(pod) && is_pod_of(&pod.name, name)
    };
    let Some(pod) = facts.pods.iter().find(is_own).map(|pod| Evidence::Lines(pod.span)) else { return false };
    let of_pod = |one: &&mut Diagnostic| !one.messages.is_empty() && one.evidence.contains(&pod);
    let Some(known) = findings.0.iter_mut().find(of_pod) else { return false };
    let words = format!("{kind} {name}: {ready} of {all} pods ready");
    Finding(known).quotes(Message::new(words, None, *span));
    true
}

/// Whether a pod stays in its state; the others it passes through, or ends in. A pod that has been on its way
/// for long stays too.
pub(super) fn is_down(pod: &Pod) -> bool {
    let (ready, all) = pod.ready;
    let is_old = pod.age.is_some_and(|age| age >= STARTED);
    match pod.status.as_str() {
        "Completed" | "Succeeded" | "Terminating" => false,
        "Pending" | "ContainerCreating" | "PodInitializing" | "SchedulingGated" => is_old,
        "Running" | "NotReady" => ready < all,
        status if status.starts_with("Init:") => {
            is_old || status.ends_with("Error") || status.ends_with("BackOff")
        }
        _ => true,
    }
}

fn down(pod: &Pod, facts: &Facts, context: Context<'_>, findings: &mut Findings) {
    let (ready, all) = pod.ready;
    let words = format!("{} is {}, {ready} of {all} containers ready", pod.name, pod.status);
    // As a list has it, which is what people look for.
    let row = format!("{} {ready}/{all} {}", pod.name, pod.status);
    if let Some(failure) = context.knowledge.failures.find(&row) {
        let namespace = pod.namespace.clone();
        let (kind, name) = (Some("Pod".to_owned()), Some(pod.name.clone()));
        let subject = Subject { namespace, kind, name, program: Some("kubectl"), ..Subject::default() };
        let message = Message::new(words, None, pod.span);
        known::add(failure, message, &Whom::of_gloo(&subject), (facts, context), findings);
        return;
    }
    let is_known = findings.quoting(Code::Pod).is_some();
    explained(Some(Code::Pod), &words, pod.span, context, findings);
    let Some(finding) = findings.quoting(Code::Pod).filter(|_| !is_known) else { return };
    let command = describe("pod", &pod.name, pod.namespace.as_deref(), context);
    Finding(finding).help("Its events and the states of its containers say why.", command);
}

fn unready(workload: &Workload, context: Context<'_>, findings: &mut Findings) {
    let evidence = [Evidence::Lines(workload.span)];
    let Workload { kind, name, ready: (ready, all), .. } = workload;
    // The check may have complained about it already, word for word.
    if let Some(known) = findings.quoting(Code::Deployment)
        && known.messages.iter().any(|message| message.text.split([' ', ':']).any(|word| word == name))
    {
        Finding(known).rests_on(&evidence);
        return;
    }
    let finding = explain(Code::Deployment, context, findings);
    let product = if *kind == "daemonset" { "DaemonSet" } else { "Deployment" };
    finding.0.title = format!("{product} {name} is not ready: {ready} of {all} pods");
    if *ready > 0 || workload.age.is_some_and(|age| age < STARTED) {
        finding.0.severity = Severity::Warning;
    }
    let command = describe(kind, name, workload.namespace.as_deref(), context);
    finding.rests_on(&evidence).help("Its conditions and events say why its pods do not come up.", command);
}

fn describe(kind: &str, name: &str, namespace: Option<&str>, context: Context<'_>) -> Command {
    let namespace = namespace.unwrap_or(&context.settings.namespace.value);
    Command::new("kubectl", &["-n", namespace, "describe", kind, name])
}
