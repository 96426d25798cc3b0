//! What `glooctl check` complains about, in words.

use super::known;
use super::remedy::{self, Whom};
use super::{Code, Context, Finding, Findings, Message, Step};
use crate::command::Command;
use crate::evidence::Evidence;
use crate::failures::{Failure, Failures};
use crate::installation::{Facts, home, whom};
use crate::rules::{Situation, Slot};
use crate::settings::{Settings, is_namespace};
use crate::subject::Subject;
use crate::transcript::Span;
use crate::transcript::check::{CheckOutput, Complaint, Problem, Section, Status, Verdict, complaint};
use crate::transcript::kubectl::Pod;

pub(super) fn diagnose(check: &CheckOutput, facts: &Facts, context: Context<'_>, findings: &mut Findings) {
    let asked = check.namespace.as_ref().map(|found| found.value.as_str());
    let mut told = Vec::new();
    let reported = check.problems.iter().filter(|problem| !is_asked_for(problem, check));
    for problem in reported.chain(&check.idle) {
        match told_by(problem, check, &facts.pods, &context.knowledge.failures) {
            None => complain(problem, check, (facts, context), findings),
            Some(code) => told.push((problem, code)),
        }
    }
    // What a Deployment says again of its pod comes after what the pod says.
    for (problem, code) in told {
        if let Some(finding) = findings.quoting(code) {
            let message = Message::new(problem.message.clone(), problem.section.clone(), problem.span);
            Finding(finding).quotes(message);
        }
    }
    let settings = &context.settings.within(asked);
    let context = Context { settings, ..context };
    crds(check, context, findings);
    unlisted(check, context, findings);
    left_out(check, context, findings);
    // Of runs that are mixed, no one can have a verdict.
    if facts.woven.is_none() {
        incomplete(check, context, findings);
    }
}

/// Whether a part was left out since the command excluded the Deployments, which it needs.
fn is_asked_for(problem: &Problem, check: &CheckOutput) -> bool {
    complaint(&problem.message) == Complaint::Consequence
        && check.excluded.iter().any(|found| found.value == "deployments")
}

/// Adds a message of the check.
fn complain(
    problem: &Problem,
    check: &CheckOutput,
    (facts, context): (&Facts, Context<'_>),
    findings: &mut Findings,
) {
    let code = code_in(problem, check, &facts.pods, &context.knowledge.failures);
    let message = Message::new(problem.message.clone(), problem.section.clone(), problem.span);
    let asked = check.namespace.as_ref().map(|found| found.value.clone());
    let namespace = asked.or_else(|| home::of_problem(&problem.message));
    let settings = &context.settings.within(namespace.as_deref());
    let context = Context { settings, ..context };
    if let Some(failure) = failure(problem, &context.knowledge.failures)
        && known::code(failure) == Some(code)
    {
        let asked = Subject { namespace, program: Some("glooctl"), ..Subject::default() };
        let subject = whom::of(&home::unbroken(&problem.message), None, asked);
        known::add(failure, message, &Whom::of_gloo(&subject), (facts, context), findings);
        return;
    }
    let finding = match findings.quoting(code) {
        Some(known) => Finding(known),
        None => explain(code, context, findings),
    };
    let finding = finding.quotes(message).looks_at(problem, code, context);
    let namespace = check.namespace.as_ref().map(|found| found.value.clone());
    let finding = known::reason(&problem.message, namespace, finding, (facts, context));
    let finding = finding.looks_at_warned(&problem.message, code).looks_at_missing(&problem.message, code);
    if let Some(pod) = pod_of(problem, &facts.pods).filter(|_| code == Code::FinishedJob) {
        finding.rests_on(&[Evidence::Lines(pod.span)]);
    }
}

impl Finding<'_> {
    /// Looks at what has warnings: `Found gateway with warnings: edge public (Reason: …)`, or at the upstreams where the
    /// one that it names is missing. Of several messages the first one counts.
    fn looks_at_warned(self, message: &str, code: Code) -> Self {
        if code != Code::Warned || self.0.messages.len() > 1 {
            return self;
        }
        let subject = whom::of(message, None, Subject::default());
        if let Some(namespace) = subject.namespace.filter(|name| is_namespace(name)) {
            if subject.kind.as_deref() == Some("Upstream") {
                let words = ["-n", &namespace, "get", "upstreams.gloo.solo.io"];
                self.0.command = Some(Command::new("kubectl", &words));
            }
            return self;
        }
        let named = || {
            let (_, rest) = message.strip_prefix("Found gateway with warnings")?.split_once(": ")?;
            let mut words = rest.split_ascii_whitespace();
            Some((words.next()?, words.next()?))
        };
        let is_named = |(namespace, name): &(&str, &str)| is_namespace(namespace) && remedy::is_name(name);
        let Some((namespace, name)) = named().filter(is_named) else { return self };
        let words = ["-n", namespace, "get", "gateways.gateway.solo.io", name, "-o", "yaml"];
        self.0.command = Some(Command::new("kubectl", &words));
        self.0.help = "This shows its whole status.".to_owned();
        self
    }

    /// Looks at what a virtual service names in vain, by its kind: `Auth Config: edge oidc`.
    fn looks_at_missing(self, message: &str, code: Code) -> Self {
        /// More places are named by the messages only.
        const MOST: usize = 24;
        const UPSTREAMS: &str = "upstreams.gloo.solo.io";
        const KINDS: [(&str, &str); 4] = [
            ("unknown upstream:", UPSTREAMS),
            ("unknown auth config:", "authconfigs.enterprise.gloo.solo.io"),
            ("unknown rate limit config:", "ratelimitconfigs.ratelimit.solo.io"),
            // The check says the same of the options of a route.
            ("unknown VirtualHostOption:", "virtualhostoptions.gateway.solo.io,routeoptions.gateway.solo.io"),
        ];
        let kind = KINDS.iter().find(|(words, _)| code == Code::UnknownReference && message.contains(words));
        let place = message.lines().last().and_then(|line| line.rsplit_once(": ")?.1.split(' ').next());
        let Some(((_, kind), namespace)) = kind.zip(place.filter(|name| is_namespace(name))) else {
            return self;
        };
        let words = "Check that it exists and its status is Accepted.";
        let command = Command::new("kubectl", &["-n", namespace, "get", kind]);
        let finding = &mut *self.0;
        if finding.messages.len() == 1 {
            if *kind != UPSTREAMS {
                words.clone_into(&mut finding.help);
                finding.command = Some(command);
            }
        } else if finding.command.as_ref() != Some(&command) {
            match finding.steps.first_mut() {
                Some(step) if step.commands.len() < MOST && !step.commands.contains(&command) => {
                    step.commands.push(command);
                }
                Some(_) => {}
                None => finding.steps.push(Step { words: words.to_owned(), commands: vec![command] }),
            }
        }
        self
    }

    /// Looks at the object that a message of the check names, instead of at all of its kind.
    fn looks_at(self, problem: &Problem, code: Code, context: Context<'_>) -> Self {
        let rule = context.knowledge.rules.explanation(&code.id());
        let named = rule.map_or(&[][..], |rule| rule.named.as_slice());
        let subject = whom::of(&home::unbroken(&problem.message), None, Subject::default());
        let (Some(namespace), Some(name)) = (subject.namespace, subject.name) else { return self };
        let ([words, line], true) = (named, is_namespace(&namespace) && remedy::is_name(&name)) else {
            return self;
        };
        let slots = vec![("namespace", Slot::Text(namespace)), ("name", Slot::Text(name))];
        let command = Situation { slots, ..Situation::default() }.command(line);
        let finding = &mut *self.0;
        (finding.help, finding.command) = (String::new(), None);
        match finding.steps.first_mut() {
            Some(step) if !step.commands.contains(&command) => step.commands.push(command),
            Some(_) => {}
            None => finding.steps.push(Step { words: words.clone(), commands: vec![command] }),
        }
        self
    }
}

/// The code that the message of `glooctl check` belongs to.
#[must_use]
fn code(problem: &Problem) -> Code {
    match complaint(&problem.message) {
        Complaint::Deployment => Code::Deployment,
        Complaint::Pod => Code::Pod,
        Complaint::Rejected => Code::Rejected,
        Complaint::Warned => Code::Warned,
        Complaint::NoStatus => Code::NoStatus,
        Complaint::UnknownReference => Code::UnknownReference,
        Complaint::ProxyUnreachable => Code::ProxyUnreachable,
        Complaint::XdsOutOfSync => Code::XdsOutOfSync,
        Complaint::ClusterUnreachable => Code::ClusterUnreachable,
        Complaint::NotInstalled => Code::NotInstalled,
        Complaint::Consequence => Code::NotChecked,
        Complaint::CrdMissing => Code::CrdMissing,
        Complaint::KubernetesGateway => Code::KubernetesGateway,
        Complaint::Federation => Code::Federation,
        Complaint::Crash => Code::CheckCrashed,
        Complaint::Listed | Complaint::Other => Code::OtherProblem,
    }
}

/// The same beside a list of pods, and with the failures that are known: the check calls the pod of a Job not ready
/// that the list shows as done.
#[must_use]
pub(crate) fn code_in(problem: &Problem, check: &CheckOutput, pods: &[Pod], failures: &Failures) -> Code {
    if has_finished(problem, pods) {
        return Code::FinishedJob;
    }
    if let Some(code) = told_by(problem, check, pods, failures) {
        return code;
    }
    failure(problem, failures).and_then(known::code).unwrap_or_else(|| code(problem))
}

/// The code of the pod that tells the same as the message of its Deployment, where the check names one.
fn told_by(problem: &Problem, check: &CheckOutput, pods: &[Pod], failures: &Failures) -> Option<Code> {
    let is_open =
        complaint(&problem.message) == Complaint::Deployment && failure(problem, failures).is_none();
    let name = named(problem, "Deployment ").filter(|_| is_open)?;
    let is_of_it = |other: &&Problem| {
        named(other, "Pod ").is_some_and(|pod| is_pod_of(pod, name)) && !has_finished(other, pods)
    };
    let other = check.problems.iter().find(is_of_it)?;
    Some(failure(other, failures).and_then(known::code).unwrap_or_else(|| code(other)))
}

/// The name behind the kind that a message of the check begins with.
fn named<'a>(problem: &'a Problem, kind: &str) -> Option<&'a str> {
    problem.message.strip_prefix(kind)?.split(' ').next()
}

/// Whether a pod belongs to a workload by its name: `gloo-7c9f8d6b5-x2lmn` to `gloo`. Kubernetes makes these ends of
/// digits and consonants.
pub(super) fn is_pod_of(pod: &str, workload: &str) -> bool {
    let is_made = |part: &str| {
        let is_letter = |byte: u8| byte.is_ascii_lowercase() && !b"aeiou".contains(&byte);
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            && (part.bytes().any(|byte| byte.is_ascii_digit()) || part.bytes().all(is_letter))
    };
    let ends: Vec<&str> = pod
        .strip_prefix(workload)
        .and_then(|rest| rest.strip_prefix('-'))
        .unwrap_or_default()
        .split('-')
        .collect();
    ends.len() <= 2 && ends.first().is_some_and(|first| is_made(first))
}

/// The failure that a message of the check is of, where the check itself does not say what it means. A problem of the
/// check is never less than a problem.
fn failure<'a>(problem: &Problem, failures: &'a Failures) -> Option<&'a Failure> {
    let failure = failures.find(&problem.message).filter(|failure| failure.severity != "note")?;
    let is_open = match complaint(&problem.message) {
        Complaint::Deployment | Complaint::Pod | Complaint::XdsOutOfSync => true,
        Complaint::Listed | Complaint::Other => true,
        // What is known of the reason in it is not what is known of the resource.
        Complaint::Rejected => failure.program == "glooctl",
        _ => false,
    };
    is_open.then_some(failure)
}

/// The pod that a message of the check names, where a list of pods has it.
fn pod_of<'a>(problem: &Problem, pods: &'a [Pod]) -> Option<&'a Pod> {
    let name = named(problem, "Pod ")?;
    pods.iter().find(|pod| pod.name == name)
}

fn has_finished(problem: &Problem, pods: &[Pod]) -> bool {
    pod_of(problem, pods).is_some_and(|pod| matches!(pod.status.as_str(), "Completed" | "Succeeded"))
}

/// Title, meaning and next step of a failing check, as the rules have them.
pub(super) fn explain<'a>(code: Code, context: Context<'_>, findings: &'a mut Findings) -> Finding<'a> {
    let Some(rule) = context.knowledge.rules.explanation(&code.id()) else {
        let title = "The check reports a problem".to_owned();
        return findings.add(code, title, "Without the rules it can't be explained.".to_owned());
    };
    let namespace = Slot::Text(context.settings.namespace.value.clone());
    let release = Slot::Text(context.settings.release.value.clone());
    let slots = vec![("namespace", namespace), ("release", release)];
    let situation = Situation { slots, ..Situation::default() };
    let finding = findings.add(code, rule.title.clone(), rule.detail.clone());
    finding.help(&rule.help, situation.command(&rule.command))
}

/// Adds a message to the finding with its code, which is explained once.
pub(super) fn explained(
    code: Option<Code>,
    text: &str,
    span: Span,
    context: Context<'_>,
    findings: &mut Findings,
) {
    let Some(code) = code else { return };
    let message = Message::new(text.to_owned(), None, span);
    match findings.quoting(code) {
        Some(known) => Finding(known).quotes(message),
        None => explain(code, context, findings).quotes(message),
    };
}

/// Sections that end in `WARN: … CRD has not been registered`.
fn crds(check: &CheckOutput, context: Context<'_>, findings: &mut Findings) {
    let is_about_crds = |section: &&Section| {
        section.warning.as_deref().is_some_and(|warning| warning.contains(" CRD has not been registered"))
    };
    let mut sections = check.sections.iter().filter(is_about_crds).peekable();
    if sections.peek().is_none() {
        return;
    }
    let mut finding = explain(Code::CrdMissing, context, findings);
    for section in sections {
        let text = section.warning.clone().unwrap_or_default();
        finding = finding.quotes(Message::new(text, Some(section.name.clone()), section.span));
    }
}

/// Errors were counted behind the headings, and the list that names them is not in the paste.
fn unlisted(check: &CheckOutput, context: Context<'_>, findings: &mut Findings) {
    let (names, evidence) = with_status(check, Status::Errors);
    if names.is_empty() || !check.problems.is_empty() {
        return;
    }
    let count: usize = check.sections.iter().map(|section| section.error_count).sum();
    let errors = if count == 1 {
        "One error without its message".to_owned()
    } else {
        format!("{count} errors without their messages")
    };
    let title = format!("{errors}, in {}", names.join(", "));
    let detail = "glooctl prints the counts on one stream and the messages on another, and only the counts were pasted.";
    let help = "Paste all that it prints in the terminal, the list after `Error:` too.";
    findings
        .add(Code::MessagesMissing, title, detail.to_owned())
        .rests_on(&evidence)
        .help(help, ask(context.settings));
}

/// Parts that this run left out: it was asked to, or skipped them.
fn left_out(check: &CheckOutput, context: Context<'_>, findings: &mut Findings) {
    let (skipped, mut evidence) = with_status(check, Status::Skipped);
    let is_explained = check.problems.iter().any(|problem| {
        complaint(&problem.message) == Complaint::Consequence && !is_asked_for(problem, check)
    });
    let skipped = if is_explained { Vec::new() } else { skipped };
    let excluded = check.excluded.iter().map(|found| found.value.as_str());
    let mut names: Vec<&str> = Vec::new();
    for name in excluded.chain(skipped) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return;
    }
    evidence.extend(check.excluded.iter().map(|found| Evidence::Lines(found.span)));
    let names = names.join(", ");
    let detail = format!("This run left out {names}, so nothing is known about that.");
    let finding = findings.add(Code::NotChecked, "A part was not checked".to_owned(), detail);
    finding.rests_on(&evidence).help("Run the whole check.", ask(context.settings));
}

fn incomplete(check: &CheckOutput, context: Context<'_>, findings: &mut Findings) {
    if check.verdict() != Verdict::Incomplete {
        return;
    }
    let detail = "The paste has no line that says how the check ended, so its result is unknown.";
    let evidence: Vec<Evidence> =
        check.sections.last().map(|section| Evidence::Lines(section.span)).into_iter().collect();
    let finding =
        findings.add(Code::CheckIncomplete, "The check has no verdict".to_owned(), detail.to_owned());
    finding.rests_on(&evidence).help("Paste all that it prints.", ask(context.settings));
}

/// Names and lines of the sections with one status.
fn with_status(check: &CheckOutput, status: Status) -> (Vec<&str>, Vec<Evidence>) {
    let sections = check.sections.iter().filter(|section| section.status == status);
    sections.map(|section| (section.name.as_str(), Evidence::Lines(section.span))).unzip()
}

fn ask(settings: &Settings) -> Command {
    Command::new("glooctl", &["check", "-n", &settings.namespace.value])
}
