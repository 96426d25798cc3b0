//! What `glooctl check` complains about, in words.

use super::{Code, Finding, Findings, Message};
use crate::command::Command;
use crate::evidence::Evidence;
use crate::settings::Settings;
use crate::transcript::check::{CheckOutput, Complaint, Problem, Section, Status, Verdict, complaint};

pub(super) fn diagnose(check: &CheckOutput, settings: &Settings, findings: &mut Findings) {
    for problem in &check.problems {
        let code = code(problem);
        let message =
            Message { text: problem.message.clone(), section: problem.section.clone(), span: problem.span };
        let known = findings.0.iter().position(|known| known.code == code && !known.messages.is_empty());
        let finding = match known.and_then(|at| findings.0.get_mut(at)) {
            Some(known) => Finding(known),
            None => explain(code, settings, findings),
        };
        finding.quotes(message);
    }
    crds(check, settings, findings);
    unlisted(check, settings, findings);
    left_out(check, settings, findings);
    incomplete(check, settings, findings);
}

/// The code that the message of `glooctl check` belongs to.
#[must_use]
pub(crate) fn code(problem: &Problem) -> Code {
    match complaint(&problem.message) {
        Complaint::Deployment => Code::Deployment,
        Complaint::Pod => Code::Pod,
        Complaint::Rejected => Code::Rejected,
        Complaint::Warned => Code::Warned,
        Complaint::NoStatus => Code::NoStatus,
        Complaint::UnknownReference => Code::UnknownReference,
        Complaint::ProxyOutOfSync => Code::ProxyOutOfSync,
        Complaint::ProxyUnreachable => Code::ProxyUnreachable,
        Complaint::NoProxy => Code::NoProxy,
        Complaint::XdsOutOfSync => Code::XdsOutOfSync,
        Complaint::RateLimitServer => Code::RateLimitServer,
        Complaint::ClusterUnreachable => Code::ClusterUnreachable,
        Complaint::NotInstalled => Code::NotInstalled,
        Complaint::Consequence => Code::NotChecked,
        Complaint::CrdMissing => Code::CrdMissing,
        Complaint::KubernetesGateway => Code::KubernetesGateway,
        Complaint::Federation => Code::Federation,
        Complaint::Crash => Code::CheckCrashed,
        Complaint::Other => Code::OtherProblem,
    }
}

/// Title, meaning and next step of a failing check.
fn explain<'a>(code: Code, settings: &Settings, findings: &'a mut Findings) -> Finding<'a> {
    let namespace = settings.namespace.value.as_str();
    let kubectl = |words: &[&str]| Command::new("kubectl", &[&["-n", namespace], words].concat());
    let glooctl = |words: &[&str]| Command::new("glooctl", &[words, &["-n", namespace]].concat());
    let (title, detail, help, command) = match code {
        Code::Deployment => (
            "A Deployment is not available",
            "Fewer pods run than the Deployment asks for, so this part of Gloo may not answer.",
            "The events say why its pods do not come up.",
            kubectl(&["get", "events", "--sort-by=.lastTimestamp"]),
        ),
        Code::Pod => (
            "A pod is not ready",
            "The part of Gloo that runs in it does not answer yet, or crashes. A finished Job is listed too where glooctl is old; that is not a problem.",
            "See which pod it is and what its containers say.",
            kubectl(&["get", "pods"]),
        ),
        Code::Rejected => (
            "A resource is rejected",
            "Gloo leaves it out and goes on with the last configuration that was good, so newer changes have no effect. The reason stands in the message.",
            "The log of the gloo Deployment says more.",
            kubectl(&["logs", "deploy/gloo", "--tail=100"]),
        ),
        Code::Warned => (
            "A resource has warnings",
            "Gloo accepted it, but it names something that is missing or wrong. The check fails for that too.",
            "Often it is an upstream that no longer exists.",
            kubectl(&["get", "upstreams.gloo.solo.io"]),
        ),
        Code::NoStatus => (
            "A resource has no status",
            "No controller has reported on it: Gloo does not watch its namespace, or has not come to it yet.",
            "See which namespaces Gloo watches.",
            kubectl(&["get", "settings.gloo.solo.io", "default", "-o", "yaml"]),
        ),
        Code::UnknownReference => (
            "A virtual service names something that is not there",
            "Gloo keeps the last good configuration for its domain. From 1.20 on upstreams are no longer discovered unless that is switched on.",
            "See which upstreams exist.",
            kubectl(&["get", "upstreams.gloo.solo.io"]),
        ),
        Code::ProxyOutOfSync => (
            "A proxy is out of sync",
            "Envoy still serves an older configuration, because it is not connected or refuses the new one.",
            "The proxy's log says which.",
            glooctl(&["proxy", "logs"]),
        ),
        Code::ProxyUnreachable => (
            "The proxies could not be looked at",
            "The check forwards a port to each proxy, and that failed. It says nothing about the proxies themselves.",
            "See whether the port can be forwarded from this machine.",
            kubectl(&["get", "pods", "-l", "gloo=gateway-proxy"]),
        ),
        Code::NoProxy => (
            "No proxy runs",
            "All proxies have zero replicas, so no traffic passes.",
            "See how many replicas are asked for.",
            kubectl(&["get", "deployments,daemonsets"]),
        ),
        Code::XdsOutOfSync => (
            "The data plane refuses resources",
            "Until that is mended, Gloo hands out no other change of the configuration either; or the metrics that tell could not be read.",
            "The log of the gloo Deployment names the resource.",
            kubectl(&["logs", "deploy/gloo", "--tail=200"]),
        ),
        Code::RateLimitServer => (
            "The rate limit server is not connected",
            "It does not get its configuration, so limits may not be enforced.",
            "Its log says why.",
            kubectl(&["logs", "deploy/rate-limit", "--tail=100"]),
        ),
        Code::ClusterUnreachable => (
            "The cluster did not answer",
            "The check could not ask the Kubernetes API, so it says nothing about Gloo.",
            "See which cluster kubectl points at.",
            Command::new("kubectl", &["config", "current-context"]),
        ),
        Code::NotInstalled => (
            "Gloo is not in this namespace",
            "The cluster answered, and the namespace that was checked has no Gloo. It may run in another one.",
            "See where Gloo runs, then name that namespace with -n.",
            Settings::ask_namespace(),
        ),
        Code::NotChecked => (
            "A part was not checked",
            "It was left out because an earlier part failed, so nothing is known about it.",
            "Run the check again when the other errors are gone.",
            glooctl(&["check"]),
        ),
        Code::CrdMissing => (
            "A custom resource definition is missing",
            "The custom resource definitions of this release were not all applied. Helm installs them once and never updates them.",
            "See which exist; a plan applies those of its target.",
            Command::new("kubectl", &["get", "customresourcedefinitions"]),
        ),
        Code::KubernetesGateway => (
            "A Kubernetes Gateway resource is not in order",
            "A condition in its status is not as expected; the message names the reason.",
            "See all of them.",
            Command::new(
                "kubectl",
                &[
                    "get",
                    "gateways.gateway.networking.k8s.io,httproutes.gateway.networking.k8s.io",
                    "--all-namespaces",
                ],
            ),
        ),
        Code::Federation => (
            "A federated instance reports a resource",
            "The check's own verdict leaves federated instances out, so it may say that there are no problems all the same.",
            "See what the instances report.",
            Command::new("kubectl", &["get", "glooinstances.fed.solo.io", "--all-namespaces", "-o", "yaml"]),
        ),
        Code::CheckCrashed => (
            "glooctl crashed",
            "The check did not finish, so what comes after the crash is not known. An older or newer glooctl of the server's line may not crash.",
            "See which client and server these are.",
            glooctl(&["version"]),
        ),
        _ => (
            "The check reports a problem",
            "This message has no explanation here. It stands below word for word.",
            "The log of the gloo Deployment may say more.",
            kubectl(&["logs", "deploy/gloo", "--tail=100"]),
        ),
    };
    findings.add(code, title.to_owned(), detail.to_owned()).help(help, command)
}

/// Sections that end in `WARN: … CRD has not been registered`.
fn crds(check: &CheckOutput, settings: &Settings, findings: &mut Findings) {
    let is_about_crds = |section: &&Section| {
        section.warning.as_deref().is_some_and(|warning| warning.contains(" CRD has not been registered"))
    };
    let mut sections = check.sections.iter().filter(is_about_crds).peekable();
    if sections.peek().is_none() {
        return;
    }
    let mut finding = explain(Code::CrdMissing, settings, findings);
    for section in sections {
        let text = section.warning.clone().unwrap_or_default();
        finding = finding.quotes(Message { text, section: Some(section.name.clone()), span: section.span });
    }
}

/// Errors were counted behind the headings, and the list that names them is not in the paste.
fn unlisted(check: &CheckOutput, settings: &Settings, findings: &mut Findings) {
    let (names, evidence) = with_status(check, Status::Errors);
    if names.is_empty() || !check.problems.is_empty() {
        return;
    }
    let count: usize = check.sections.iter().map(|section| section.error_count).sum();
    let title = format!("{count} errors without their messages, in {}", names.join(", "));
    let detail = "glooctl prints the counts on one stream and the messages on another, and only the counts were pasted.";
    let help = "Paste all that it prints in the terminal, the list after `Error:` too.";
    findings
        .add(Code::MessagesMissing, title, detail.to_owned())
        .rests_on(&evidence)
        .help(help, ask(settings));
}

/// Parts that this run left out on purpose.
fn left_out(check: &CheckOutput, settings: &Settings, findings: &mut Findings) {
    let (names, evidence) = with_status(check, Status::Skipped);
    let is_told = check.problems.iter().any(|problem| complaint(&problem.message) == Complaint::Consequence);
    if names.is_empty() || is_told {
        return;
    }
    let detail = format!("This run left out {}, so nothing is known about it.", names.join(", "));
    let finding = findings.add(Code::NotChecked, "A part was not checked".to_owned(), detail);
    finding.rests_on(&evidence).help("Run the whole check.", ask(settings));
}

fn incomplete(check: &CheckOutput, settings: &Settings, findings: &mut Findings) {
    if check.verdict() != Verdict::Incomplete {
        return;
    }
    let detail = "The paste has no line that says how the check ended. What is there is in order, and the rest is not known.";
    let evidence: Vec<Evidence> =
        check.sections.last().map(|section| Evidence::Lines(section.span)).into_iter().collect();
    let finding =
        findings.add(Code::CheckIncomplete, "The check has no verdict".to_owned(), detail.to_owned());
    finding.rests_on(&evidence).help("Paste all that it prints.", ask(settings));
}

/// Names and lines of the sections with one status.
fn with_status(check: &CheckOutput, status: Status) -> (Vec<&str>, Vec<Evidence>) {
    let sections = check.sections.iter().filter(|section| section.status == status);
    sections.map(|section| (section.name.as_str(), Evidence::Lines(section.span))).unzip()
}

fn ask(settings: &Settings) -> Command {
    Command::new("glooctl", &["check", "-n", &settings.namespace.value])
}
