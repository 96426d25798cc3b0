//! Pods, Deployments and DaemonSets that are not ready, by the cluster's own account.

use super::health::{explain, explained, is_pod_of};
use super::known;
use super::pasted;
use super::remedy::Whom;
use super::{Code, Context, Diagnostic, Finding, Findings, Message, Severity};
use crate::command::Command;
use crate::evidence::Evidence;
use crate::failures::{Failure, Failures};
use crate::installation::Facts;
use crate::subject::Subject;
use crate::transcript::kubectl::{Pod, Workload};

/// What is younger may still be starting.
const STARTED: u64 = 600;

pub(super) fn diagnose(facts: &Facts, context: Context<'_>, findings: &mut Findings) {
    for pod in facts.pods.iter().filter(|pod| is_down(pod) && !is_remnant(pod, &facts.pods)) {
        down(pod, facts, context, findings);
    }
    for pod in &facts.pods {
        ended(pod, facts, context, findings);
        restarting(pod, context, findings);
    }
    let is_unready = |one: &&Workload| one.ready.0 < one.ready.1 || one.condition.is_some();
    for workload in facts.workloads.iter().filter(is_unready) {
        match workload.kind {
            "job" => unfinished(workload, context, findings),
            _ if tells_of_pod(workload, facts, findings) => {}
            _ => unready(workload, context, findings),
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
pub(crate) fn is_down(pod: &Pod) -> bool {
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

/// States of a pod that is over and stays in the list: another one has taken its place.
const OVER: [&str; 10] = [
    "Evicted",
    "Failed",
    "ContainerStatusUnknown",
    "NodeShutdown",
    "NodeLost",
    "NodeAffinity",
    "OutOfcpu",
    "OutOfmemory",
    "Terminated",
    "UnexpectedAdmissionError",
];
/// No namespace of Gloo has more pods.
const MOST_COMPARED: usize = 256;

/// Whether a pod is over, and another one of the same owner is ready or has done the work.
fn is_remnant(pod: &Pod, pods: &[Pod]) -> bool {
    let is_old = pod.age.is_none_or(|age| age >= STARTED);
    let is_over = match pod.status.as_str() {
        // One that would be started again has been started again by now.
        "Error" | "OOMKilled" => pod.restarts == Some(0) && (is_old || is_of_job(&pod.name)),
        status => OVER.contains(&status),
    };
    let replaces = |other: &Pod| {
        let (ready, all) = other.ready;
        let is_up = other.status == "Running" && ready == all || other.status == "Completed";
        is_up && other.namespace == pod.namespace && owner(&other.name) == owner(&pod.name)
    };
    is_over && pods.iter().take(MOST_COMPARED).any(replaces)
}

/// The Job or the workload that made a pod: `gloo` of `gloo-5d9c8b7f6-x2k4p`, `gateway-certgen` of `gateway-certgen-x2k4p`.
pub(crate) fn owner(pod: &str) -> &str {
    let Some((set, _)) = split_hash(pod, 5) else { return pod };
    split_hash(set, 10)
        .filter(|(_, hash)| hash.contains(|c: char| c.is_ascii_digit()))
        .map_or(set, |(own, _)| own)
}

/// The name before its last part, and that part, where it may be a hash of so many letters at most.
fn split_hash(name: &str, longest: usize) -> Option<(&str, &str)> {
    name.rsplit_once('-')
        .filter(|(_, hash)| hash.len() <= longest && hash.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether Kubernetes made a pod for a Job of the chart: it is not started again.
fn is_of_job(pod: &str) -> bool {
    const JOBS: [&str; 2] = ["gateway-certgen", "gloo-resource-"];
    JOBS.iter().any(|job| pod.starts_with(job))
}

/// A pod that runs, and is started again and again: it runs between two crashes only.
fn restarting(pod: &Pod, context: Context<'_>, findings: &mut Findings) {
    /// So many restarts are more than a node or an upgrade makes.
    const MANY: u32 = 5;
    /// A crash that is over is longer ago.
    const RECENT: u64 = 3600;
    let is_recent = pod.restarted.is_some_and(|ago| ago < RECENT);
    let Some(times) = pod.restarts.filter(|times| *times >= MANY && is_recent && !is_down(pod)) else {
        return;
    };
    let title = format!("Pod {} keeps restarting: {times} times so far", pod.name);
    let detail = "It is ready now, and its containers crash again and again. The last restart is less than an hour ago.";
    let namespace = pod.namespace.as_deref().unwrap_or(&context.settings.namespace.value);
    let command = Command::new("kubectl", &["-n", namespace, "logs", &pod.name, "--previous", "--tail=50"]);
    let finding = findings.add(Code::Pod, title, detail.to_owned());
    finding.0.severity = Severity::Warning;
    finding.rests_on(&[Evidence::Lines(pod.span)]).help("The log of the container before says why.", command);
}

/// What is known of why a container of a pod was started again.
pub(super) fn end<'a>(pod: &Pod, failures: &'a Failures) -> Option<&'a Failure> {
    failures.find(&format!("{} {}", pod.name, pod.ended.as_ref()?.value))
}

/// Adds what is known of why a container was started again.
fn ended(pod: &Pod, facts: &Facts, context: Context<'_>, findings: &mut Findings) {
    let Some((why, failure)) = pod.ended.as_ref().zip(end(pod, &context.knowledge.failures)) else { return };
    let Some(code) = known::code(failure) else { return };
    let is_new = findings.quoting(code).is_none();
    let words = format!("{}: a container last ended with {}", pod.name, why.value);
    let message = Message::new(words, None, why.span);
    let finding = known::add(failure, message, &Whom::of_gloo(&subject(pod)), (facts, context), findings);
    // It runs again.
    if let Some(finding) = finding.filter(|_| is_new && !is_down(pod)) {
        finding.0.severity = Severity::Warning;
    }
}

fn subject(pod: &Pod) -> Subject {
    let (kind, name) = (Some("Pod".to_owned()), Some(pod.name.clone()));
    Subject { namespace: pod.namespace.clone(), kind, name, program: Some("kubectl"), ..Subject::default() }
}

fn down(pod: &Pod, facts: &Facts, context: Context<'_>, findings: &mut Findings) {
    let (ready, all) = pod.ready;
    let words = format!("{} is {}, {ready} of {all} containers ready", pod.name, pod.status);
    // As a list has it, which is what people look for.
    let row = format!("{} {ready}/{all} {}", pod.name, pod.status);
    let failures = &context.knowledge.failures;
    // Why a container ended says more than that it is started again.
    if let Some(failure) = end(pod, failures).or_else(|| failures.find(&row)) {
        let message = Message::new(words, None, pod.span);
        known::add(failure, message, &Whom::of_gloo(&subject(pod)), (facts, context), findings);
        return;
    }
    let is_known = findings.quoting(Code::Pod).is_some();
    explained(Some(Code::Pod), &words, pod.span, context, findings);
    let Some(finding) = findings.quoting(Code::Pod).filter(|_| !is_known) else { return };
    let command = describe("pod", &pod.name, pod.namespace.as_deref(), context);
    let is_here = pasted::is_there(&command, facts);
    let finding = Finding(finding).help("Its events and the states of its containers say why.", command);
    finding.0.command.take_if(|_| is_here);
}

/// A Job that has run for long and has not done its work.
fn unfinished(job: &Workload, context: Context<'_>, findings: &mut Findings) {
    if job.age.is_none_or(|age| age < STARTED) {
        return;
    }
    let (done, all) = job.ready;
    let title = format!("Job {} has not finished: {done} of {all} pods", job.name);
    let detail = "Its pod does not start, or fails. Helm waits for such a Job, or can't change it later.";
    let command = describe("job", &job.name, job.namespace.as_deref(), context);
    let finding = findings.add(Code::Deployment, title, detail.to_owned());
    finding.0.severity = Severity::Warning;
    let finding = finding.rests_on(&[Evidence::Lines(job.span)]);
    finding.help("Its events, and the log of its pod, say why.", command);
}

fn unready(workload: &Workload, context: Context<'_>, findings: &mut Findings) {
    let condition = workload.condition.as_ref();
    let mut evidence = vec![Evidence::Lines(workload.span)];
    evidence.extend(condition.map(|found| Evidence::Lines(found.span)));
    let Workload { kind, name, ready: (ready, all), .. } = workload;
    // The check may have complained about it already, word for word.
    if let Some(known) = findings.quoting(Code::Deployment)
        && known.messages.iter().any(|message| message.text.split([' ', ':']).any(|word| word == name))
    {
        Finding(known).rests_on(&evidence);
        return;
    }
    let finding = explain(Code::Deployment, context, findings);
    if ready >= all {
        "It has the pods that it asks for, and one of its conditions is not as expected."
            .clone_into(&mut finding.0.detail);
    }
    let product = if *kind == "daemonset" { "DaemonSet" } else { "Deployment" };
    finding.0.title = match condition {
        Some(condition) if ready >= all => {
            format!("{product} {name} is not as it should be: {}", condition.value)
        }
        _ => format!("{product} {name} is not ready: {ready} of {all} pods"),
    };
    let is_available = ready >= all && condition.is_some_and(|found| !found.value.starts_with("Available"));
    if *ready > 0 || is_available || workload.age.is_some_and(|age| age < STARTED) {
        finding.0.severity = Severity::Warning;
    }
    let command = describe(kind, name, workload.namespace.as_deref(), context);
    finding.rests_on(&evidence).help("Its conditions and events say why its pods do not come up.", command);
}

fn describe(kind: &str, name: &str, namespace: Option<&str>, context: Context<'_>) -> Command {
    let namespace = namespace.unwrap_or(&context.settings.namespace.value);
    Command::new("kubectl", &["-n", namespace, "describe", kind, name])
}
