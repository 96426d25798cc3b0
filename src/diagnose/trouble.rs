//! What helm, kubectl and glooctl said went wrong, and what the release looks like.

use super::foreign;
use super::health::{explain, explained};
use super::remedy::Whom;
use super::{Code, Context, Finding, Findings, Message};
use super::{known, remedy, workloads};
use crate::command::{Argument, Command};
use crate::evidence::Evidence;
use crate::failures::Failure;
use crate::installation::thing::Thing;
use crate::installation::{About, Conflict, Facts, Reported, Whose, home, names};
use crate::rules::{AnswerRule, RiskRule};
use crate::settings::{is_namespace, is_release_name};
use crate::subject::Subject;
use crate::transcript::helm::Release;
use crate::transcript::kubectl::state_after;
use crate::transcript::{Found, Span, Trouble, Wrong};

pub(super) fn diagnose(facts: &Facts, context: Context<'_>, findings: &mut Findings) {
    for release in facts.releases.iter().filter(|release| !is_another(release, facts)) {
        state(release, facts, context, findings);
    }
    for reported in &facts.troubles {
        if matches!(reported.trouble.what, Wrong::MaybeCut | Wrong::MaybeWrapped) {
            cut(&reported.trouble, findings);
        } else {
            report(reported, facts, context, findings);
        }
    }
    workloads::diagnose(facts, context, findings);
    for name in &facts.crds {
        explained(Some(Code::CrdsDiffer), &name.value, name.span, context, findings);
    }
    for conflict in &facts.conflicts {
        contradiction(conflict, context, findings);
    }
    if let Some(span) = facts.kgateway {
        let evidence = Evidence::Lines(span);
        explain(Code::Kgateway, context, findings).rests_on(&[evidence]);
    }
}

/// Whether an event is about an object of Gloo: by its namespace, its name or its image.
fn is_of_gloo(reported: &Reported, facts: &Facts) -> bool {
    let Reported { trouble, subject, .. } = reported;
    let here = |namespace: &String| {
        let known = facts.installations.iter().filter_map(|one| one.namespace.as_ref());
        let mut known = known.chain(&facts.namespace).map(|known| &known.value).peekable();
        known.peek().is_none() || known.any(|known| known == namespace)
    };
    let is_named = subject.name.as_ref().is_some_and(|name| names::may_be_own(name));
    subject.name.is_none()
        || trouble.message.contains("gloo")
        || is_named && subject.namespace.as_ref().is_none_or(here)
}

/// What a failure means: as the list of failures has it, or else as its kind alone tells.
fn report(reported: &Reported, facts: &Facts, context: Context<'_>, findings: &mut Findings) {
    let Reported { trouble, subject, chart, whose } = reported;
    let settings = &context.settings.within(home::of_trouble(reported).as_deref());
    let context = Context { settings, ..context };
    // Other products have events, too.
    if trouble.what == Wrong::Event && !is_of_gloo(reported, facts) {
        return;
    }
    // That something is missing answers a question of the plan.
    let asks = |rule: &RiskRule| {
        let is_named = |word: &str| trouble.message.contains(&format!("\"{word}\" not found"));
        rule.answer == Some(AnswerRule::Missing) && rule.ask.split(' ').any(is_named)
    };
    if trouble.what == Wrong::NotThere && context.knowledge.risks.iter().flat_map(|all| &all.risks).any(asks)
    {
        return;
    }
    if matches!(trouble.what, Wrong::Rejected | Wrong::Warned) {
        return stored(reported, (facts, context), findings);
    }
    let is_of_client = trouble.message.contains("/projects/gloo/cli/") || subject.program == Some("glooctl");
    if is_of_client && trouble.message.starts_with("panic: ") {
        return explained(Some(Code::CheckCrashed), &trouble.message, trouble.span, context, findings);
    }
    // Helm's record of the release and what Helm says of it are one thing to fix.
    let is_told = trouble.what == Wrong::ReleaseBusy && findings.quoting(Code::ReleasePending).is_some();
    // What is known of a kind, a webhook or a chart is known of Gloo's.
    // What kubectl waits for is one workload, and nothing that Helm does.
    let waited = waited(reported);
    let is_of_helm = |failure: &Failure| waited.is_some() && failure.program == "helm";
    let may_be = |failure: &&Failure| foreign::may_be(whose, failure) && !is_told && !is_of_helm(failure);
    let failures = &context.knowledge.failures;
    // Why a container ended says more than that it is started again.
    let is_restart = trouble.what == Wrong::Event && state_after(&trouble.message).is_some();
    let pod = facts.pods.iter().find(|pod| is_restart && subject.name.as_ref() == Some(&pod.name));
    let end = pod.and_then(|pod| workloads::end(pod, failures));
    let failure = end.or_else(|| known::failure(trouble, failures)).filter(may_be);
    let message =
        Message { often: often(trouble), ..Message::new(trouble.message.clone(), None, trouble.span) };
    let whom = Whom { subject, whose, chart: chart.as_deref() };
    let of_list = failure.and_then(|failure| known::add(failure, message, &whom, (facts, context), findings));
    if let Some(finding) = of_list {
        // What a server logs, no other glooctl ends.
        let is_of_server = trouble.what == Wrong::Logged && finding.0.messages.len() == 1;
        if is_of_server && failure.is_some_and(|failure| failure.program == "glooctl") {
            finding.0.cure.clear();
            finding.0.steps.clear();
        }
        return;
    }
    let said = (trouble.message.as_str(), trouble.span);
    if let Some(finding) = quote(code(trouble.what), said, whose, context, findings) {
        let finding = finding.about(subject);
        if trouble.what == Wrong::ReleaseBusy && *whose == Whose::Gloo {
            return settle(&trouble.message, subject, (facts, context), findings);
        }
        if let Some(namespace) =
            subject.namespace.as_ref().filter(|name| trouble.what == Wrong::Event && is_namespace(name))
        {
            let words = ["-n", namespace, "get", "events", "--sort-by=.lastTimestamp"];
            finding.0.command = Some(Command::new("kubectl", &words));
        }
        if let Some((kind, name)) = waited.filter(|_| *whose == Whose::Gloo) {
            let named = subject.namespace.as_ref().filter(|name| is_namespace(name));
            let namespace = named.unwrap_or(&context.settings.namespace.value);
            let words = ["-n", namespace, "describe", &kind.to_ascii_lowercase(), name];
            finding.0.command = Some(Command::new("kubectl", &words));
            finding.0.help = "This shows its state and its events.".to_owned();
        }
    }
}

/// What a resource says in its own status is what the check would say of it.
fn stored(reported: &Reported, (facts, context): (&Facts, Context<'_>), findings: &mut Findings) {
    let Reported { trouble, subject, whose, .. } = reported;
    let said = (trouble.message.as_str(), trouble.span);
    if let Some(finding) = quote(code(trouble.what), said, whose, context, findings) {
        known::reason(&trouble.message, None, finding.about(subject), (facts, context));
    }
}

/// The workload that kubectl waited for in vain: its kind and its name.
fn waited(Reported { trouble, subject, .. }: &Reported) -> Option<(&str, &str)> {
    const SAYS: [&str; 2] = ["error: timed out waiting for the condition", "exceeded its progress deadline"];
    let is_wait = subject.program == Some("kubectl")
        && trouble.message.starts_with("error: ")
        && SAYS.iter().any(|words| trouble.message.contains(words));
    let (kind, name) = (subject.kind.as_deref()?, subject.name.as_deref()?);
    (is_wait && remedy::is_name(name)).then_some((kind, name))
}

/// Quotes a message that the list of failures does not have, and says whose it is.
pub(super) fn quote<'a>(
    code: Option<Code>,
    (text, span): (&str, Span),
    whose: &Whose,
    context: Context<'_>,
    findings: &'a mut Findings,
) -> Option<Finding<'a>> {
    let code = if matches!(whose, Whose::Another(_)) { Code::OtherProduct } else { code? };
    let known = findings.quoting(code).map(|finding| finding.severity);
    explained(Some(code), text, span, context, findings);
    let diagnostic = findings.quoting(code)?;
    // Of several messages the worst one counts.
    let own = foreign::severity(whose, code.severity());
    diagnostic.severity = known.map_or(own, |known| known.min(own));
    let has_kind =
        matches!(whose, Whose::Another(Thing::Kind(_) | Thing::Definition(_) | Thing::Resource(_)));
    if code == Code::OtherProduct && known.is_none() && !has_kind {
        // Which definitions are there says nothing of other things.
        diagnostic.help = "Ask the owner of that product.".to_owned();
        diagnostic.command = None;
    }
    let mut finding = Finding(diagnostic);
    foreign::say(&mut finding, whose);
    Some(finding)
}

/// How often a message comes, and since when.
fn often(trouble: &Trouble) -> String {
    let since = trouble.first.as_ref().map_or_else(String::new, |first| format!(", first at {first}"));
    if trouble.count > 1 { format!("{} times{since}", trouble.count) } else { String::new() }
}

/// The code that a trouble belongs to; the end of a text is no trouble of a program.
const fn code(what: Wrong) -> Option<Code> {
    Some(match what {
        Wrong::AlreadyThere => Code::AlreadyThere,
        Wrong::ReleaseThere => Code::ReleaseThere,
        Wrong::ReleaseBusy => Code::ReleasePending,
        Wrong::ReleaseFailed => Code::ReleaseFailed,
        Wrong::WebhookRefused => Code::WebhookRefused,
        Wrong::WebhookSilent => Code::WebhookSilent,
        Wrong::CrdsOld => Code::CrdsOld,
        Wrong::Unreachable => Code::ClusterUnreachable,
        Wrong::PortForward => Code::ProxyUnreachable,
        Wrong::Forbidden => Code::Forbidden,
        Wrong::NotThere => Code::NotThere,
        Wrong::ClientUpgrade => Code::ClientUpgrade,
        Wrong::CrdsNotCompared => Code::CrdsNotCompared,
        Wrong::Logged => Code::Logged,
        Wrong::Event => Code::Event,
        Wrong::Row => Code::NotInOrder,
        Wrong::Rejected => Code::Rejected,
        Wrong::Warned => Code::Warned,
        Wrong::NotAccepted => Code::KubernetesGateway,
        Wrong::Listed | Wrong::Other => Code::OtherFailure,
        Wrong::MaybeCut | Wrong::MaybeWrapped => return None,
    })
}

fn state(release: &Release, facts: &Facts, context: Context<'_>, findings: &mut Findings) {
    let code = match release.status.as_str() {
        "failed" => Code::ReleaseFailed,
        status if status.starts_with("pending") || status == "uninstalling" => Code::ReleasePending,
        _ => return,
    };
    let name = release.name.as_ref().map_or("The release", |found| found.value.as_str());
    let words = format!("{name}: {}", release.status);
    explained(Some(code), &words, release.span, context, findings);
    // The release itself has names, where the settings may only assume them.
    let (name, namespace) = names_of(release);
    let (name, namespace) =
        (name.filter(|name| is_release_name(name)), namespace.filter(|name| is_namespace(name)));
    if let (Some(name), Some(namespace)) = (name, namespace)
        && let Some(finding) = findings.quoting(code)
        && finding.messages.len() == 1
    {
        finding.command = Some(Command::new("helm", &["history", "-n", namespace, name]));
    }
    let (namespace, release) = (namespace.map(str::to_owned), name.map(str::to_owned));
    let subject = Subject { namespace, release, ..Subject::default() };
    settle(&words, &subject, (facts, context), findings);
}

/// Adds how an operation that has not ended is settled, as where Helm refuses the next one. The first installation has
/// nothing to go back to, and what another operation goes back to is known where a history shows it.
fn settle(words: &str, subject: &Subject, (facts, context): (&Facts, Context<'_>), findings: &mut Findings) {
    const REFUSED: &str = "another operation (install/upgrade/rollback) is in progress";
    let finding = findings.quoting(Code::ReleasePending).filter(|_| words.contains(": pending-"));
    let Some((finding, failure)) = finding.zip(context.knowledge.failures.find(REFUSED)) else { return };
    let is_first = words.ends_with("pending-install");
    let deployed = match facts.releases.as_slice() {
        [release] if words.starts_with("revision ") && release.status == "deployed" => Some(release),
        _ => None,
    };
    for mut step in known::steps(failure, subject, (facts, context)) {
        let stages = || step.commands.iter().flat_map(|command| &command.stages);
        if stages().any(|stage| (stage.program == "helm") == is_first) {
            continue;
        }
        let stages = step.commands.iter_mut().flat_map(|command| &mut command.stages);
        let mut words = stages.flat_map(|stage| &mut stage.words);
        if let Some((word, release)) = words.find(|word| word.plain() == "REVISION").zip(deployed)
            && let Some(revision) = release.revision
        {
            *word = Argument::literal(&revision.to_string());
            finding.evidence.push(Evidence::Lines(release.span));
        }
        if !finding.steps.contains(&step) {
            finding.steps.push(step);
        }
    }
}

/// The name and the namespace of a release, as far as they are known.
fn names_of(release: &Release) -> (Option<&str>, Option<&str>) {
    fn value(found: Option<&Found<String>>) -> Option<&str> {
        found.map(|found| found.value.as_str())
    }
    (value(release.name.as_ref()), value(release.namespace.as_ref()))
}

/// Whether a release without a chart is another one than that of Gloo, which is known.
fn is_another(release: &Release, facts: &Facts) -> bool {
    let mut own = facts.releases.iter().filter(|one| one.chart.is_some()).peekable();
    release.chart.is_none() && own.peek().is_some() && own.all(|one| names_of(one) != names_of(release))
}

fn cut(trouble: &Trouble, findings: &mut Findings) {
    let (title, place, help) = match trouble.what {
        Wrong::MaybeWrapped => (
            "A line may end within a number",
            "ends its line, and the next line may be the rest of it",
            "Copy the output again from a wider window.",
        ),
        _ => (
            "The text may end within a number",
            "ends the text, and a part of it may be missing",
            "Where that is all of it, add a line break at the end.",
        ),
    };
    let detail = format!(
        "“{}” {place}. So it is not used: a number that lost a digit names another release.",
        trouble.message
    );
    let finding = findings.add(Code::MaybeCut, title.to_owned(), detail);
    finding.rests_on(&[Evidence::Lines(trouble.span)]).0.help = help.to_owned();
}

fn contradiction(conflict: &Conflict, context: Context<'_>, findings: &mut Findings) {
    let (counts, other) = (&conflict.counts.value, &conflict.other.value);
    let namespace = &context.settings.namespace.value;
    let (code, title, detail, command) = match conflict.about {
        About::Client => (
            Code::Contradiction,
            format!("glooctl is {counts} in one place and {other} in another"),
            format!("The later one, {counts}, counts. Two binaries may be on the path, or it was upgraded in between."),
            Command::new("glooctl", &["version", "-n", namespace]),
        ),
        About::Kubernetes => (
            Code::Contradiction,
            format!("Kubernetes is {counts} in one place and {other} in another"),
            format!("The later one, {counts}, counts. The outputs may be of two clusters."),
            Command::new("kubectl", &["version"]),
        ),
        About::Helm => (
            Code::Contradiction,
            format!("Helm is {counts} in one place and {other} in another"),
            format!("The later one, {counts}, counts. Two machines or two binaries may be at work."),
            Command::new("helm", &["version", "--short"]),
        ),
        About::Container => (
            Code::Contradiction,
            format!("An earlier output shows {other}, a later one {counts}"),
            "The later one counts. It was upgraded or rolled back in between; the other containers of the earlier output are left out.".to_owned(),
            Command::new("glooctl", &["version", "-n", namespace]),
        ),
        About::Installation => (
            Code::Contradicted,
            format!("One output shows {other}, another one {counts}"),
            "Nothing between the two outputs explains the difference. They may be of two clusters, or of one before and after a change. So which one is true is unknown.".to_owned(),
            Command::new("glooctl", &["version", "-n", namespace]),
        ),
        About::Chart => (
            Code::NotAsDeployed,
            format!("{counts} runs, and Helm recorded {other}"),
            "What runs counts. An upgrade is under way or failed, images were set by hand, or the two outputs are of different times.".to_owned(),
            Command::new("helm", &["history", "-n", namespace, &context.settings.release.value]),
        ),
    };
    let finding = findings.add(code, title, detail).rests_on(&conflict.counts.evidence);
    finding.rests_on(&conflict.other.evidence).help("This shows the current state.", command);
}
