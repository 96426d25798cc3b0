//! Failures that the list of failures has: what they mean, how to confirm them, and how to fix them.

use super::foreign;
use super::pairing::installed;
use super::pasted;
use super::verbs::changes;
use super::{Code, Context, Finding, Findings, Message, Severity, Step};
use crate::changes::{Has, Installed};
use crate::command::Command;
use crate::delivery::Delivery;
use crate::edition::Edition;
use crate::evidence::Evidence;
use crate::failures::{Failure, Failures, Helps, Remedy};
use crate::installation::refusal::{self, Account, Place, Refusal};
use crate::installation::{Facts, Installation, Whose, names, whom};
use crate::settings::{Origin, is_namespace, is_release_name};
use crate::subject::Subject;
use crate::transcript::kubectl::state_after;
use crate::transcript::{Trouble, Wrong};
use crate::version::Version;

/// What to do about a message that the installed release no longer prints.
const PRINTED_ELSEWHERE: &str =
    "The installed release has the fix. Find out which release printed this message.";

/// Whom a message of a failure is about.
pub(super) struct Whom<'a> {
    /// Its names.
    pub(super) subject: &'a Subject,
    /// Whose it is.
    pub(super) whose: &'a Whose,
    /// The chart that the command above it names.
    pub(super) chart: Option<&'a str>,
}

impl<'a> Whom<'a> {
    /// What Gloo's own programs say is about Gloo.
    pub(super) const fn of_gloo(subject: &'a Subject) -> Self {
        Self { subject, whose: &Whose::Gloo, chart: None }
    }
}

/// The failure that a message is of, if it is known. The message counts first, then what a window broke off from it.
pub(super) fn failure<'a>(trouble: &Trouble, failures: &'a Failures) -> Option<&'a Failure> {
    let message = format!("{}{}", trouble.head, trouble.message);
    // Whose state it is counts, too.
    let state = || {
        let state = state_after(&trouble.message).filter(|_| trouble.what == Wrong::Event)?;
        failures.find(&format!("{message} {state}"))
    };
    failures.find(&message).or_else(|| failures.find_broken(&message, &trouble.rest)).or_else(state)
}

/// The code that findings of a failure have.
pub(super) fn code(failure: &Failure) -> Option<Code> {
    failure.digits().map(Code::Known)
}

/// Adds what is known of the reason that a message of the check has in brackets.
pub(super) fn reason<'a>(
    message: &str,
    namespace: Option<String>,
    finding: Finding<'a>,
    (facts, context): (&Facts, Context<'_>),
) -> Finding<'a> {
    let of_check = |failure: &&Failure| failure.program == "check";
    let Some(failure) = context.knowledge.failures.find(message).filter(of_check) else { return finding };
    let words = format!(" {} ({}): {}", failure.title, failure.code, failure.meaning);
    if finding.0.detail.contains(&words) {
        return finding;
    }
    let subject = Subject { namespace, ..Subject::default() };
    finding.0.detail.push_str(&words);
    merge(&mut finding.0.steps, steps(failure, &subject, (facts, context)));
    finding
}

/// What to do about a failure of Gloo.
pub(super) fn steps(failure: &Failure, subject: &Subject, of: (&Facts, Context<'_>)) -> Vec<Step> {
    Names { whom: &Whom::of_gloo(subject), refusal: None, facts: of.0, context: of.1 }.steps(failure)
}

/// Adds a message of a failure. There is one finding for each failure; what is typed for several objects follows each
/// other in it.
pub(super) fn add<'a>(
    failure: &Failure,
    message: Message,
    whom: &Whom<'_>,
    (facts, context): (&Facts, Context<'_>),
    findings: &'a mut Findings,
) -> Option<Finding<'a>> {
    let code = code(failure)?;
    let (subject, text) = (whom.subject, message.text.clone());
    let names = Names { whom, refusal: refusal::of(&text), facts, context };
    let steps = names.steps(failure);
    let severity = foreign::severity(whom.whose, severity(failure));
    // Of several messages the worst one counts, and what cures only some of them is no cure.
    let is_cured = names.is_cured(failure);
    if let Some(known) = findings.quoting(code) {
        merge(&mut known.steps, steps);
        known.severity = known.severity.min(severity);
        if !is_cured {
            known.cure.clear();
        }
    } else {
        let issues = issues(failure, facts, context);
        let finding =
            findings.add(code, failure.title.clone(), explanation(failure, &text, facts) + &issues);
        finding.0.severity = severity;
        finding.0.steps = steps;
        if is_cured {
            finding.0.cure.clone_from(&failure.cure);
        }
        finding.0.risk.clone_from(&failure.risk);
        finding.0.messages.push(message.clone());
    }
    let mut finding = Finding(findings.quoting(code)?);
    foreign::say(&mut finding, whom.whose);
    if let Some(marks) = whom::marks(&message.text).filter(|marks| !finding.0.detail.contains(marks.as_str()))
    {
        finding.0.detail.push(' ');
        finding.0.detail.push_str(&marks);
    }
    if let Some(outcome) = whom::outcome(&message.text).filter(|outcome| !finding.0.detail.contains(outcome))
    {
        finding.0.detail.push(' ');
        finding.0.detail.push_str(outcome);
    }
    if finding.0.command.is_none()
        && let Some(command) = failure
            .confirm
            .iter()
            .find_map(|line| names.command(line).filter(|command| context.settings.can_type(command)))
    {
        finding = pasted::look(finding, command, facts);
    }
    let finding = finding.about(subject);
    if finding.0.messages.last() == Some(&message) {
        return Some(finding.rests_on(&[Evidence::Lines(message.span)]));
    }
    Some(finding.quotes(message))
}

/// Whether what is installed has the fixes of a failure, and which move brings them.
fn issues(failure: &Failure, facts: &Facts, context: Context<'_>) -> String {
    let (catalog, changes) = (&context.knowledge.catalog, &context.knowledge.changes);
    let Some(installed) = only_installed(facts, context) else { return String::new() };
    let said = changes.of_failure(&failure.code).iter().filter_map(|issue| {
        let here = changes.here(catalog, issue, installed)?;
        let to = here.of_move().map_or_else(String::new, |to| format!(" {to}"));
        Some(format!(" Fix of issue {issue}: {}{to}", here.sentence().trim_end()))
    });
    said.collect()
}

/// What is installed, where that is one installation.
fn only_installed(facts: &Facts, context: Context<'_>) -> Option<Installed> {
    let [installation] = facts.installations.as_slice() else { return None };
    installed(installation, &context.knowledge.catalog)
}

fn severity(failure: &Failure) -> Severity {
    match failure.severity.as_str() {
        "warning" => Severity::Warning,
        "unknown" => Severity::Unknown,
        "note" => Severity::Note,
        _ => Severity::Error,
    }
}

fn explanation(failure: &Failure, message: &str, facts: &Facts) -> String {
    let mut text = failure.meaning.clone();
    let is_of_other = |cause: &str| cause.starts_with("Enterprise") && facts.is_open_source();
    let mut causes = failure.causes_of(message);
    causes.retain(|cause| !is_of_other(cause));
    if !causes.is_empty() {
        text.push_str(" Possible causes: ");
        text.push_str(&causes.join("; "));
        text.push('.');
    }
    if !failure.fixed_in.is_empty() {
        text.push_str(" Fixed in open source: ");
        text.push_str(&failure.fixed_in.to_string());
        text.push('.');
    }
    text
}

/// The same steps for another object: only what is typed for it is new.
fn merge(steps: &mut [Step], others: Vec<Step>) {
    /// More objects of one failure are named by its messages only.
    const MOST: usize = 24;
    for (step, other) in steps.iter_mut().zip(others) {
        for command in other.commands {
            if step.commands.len() < MOST && !step.commands.contains(&command) {
                step.commands.push(command);
            }
        }
    }
}

/// What the names in a failure's commands are filled from.
struct Names<'a> {
    whom: &'a Whom<'a>,
    refusal: Option<Refusal<'a>>,
    facts: &'a Facts,
    context: Context<'a>,
}

impl Names<'_> {
    /// Whether what cures Gloo cures this, too: the right of an account that is not Gloo's comes with no chart.
    fn is_cured(&self, failure: &Failure) -> bool {
        let account = self.refusal.map(|refusal| refusal.account);
        let is_own = |account| matches!(account, Account::Service { name, .. } if names::may_be_own(name));
        *self.whom.whose == Whose::Gloo
            && account.is_none_or(is_own)
            && !(failure.is_cured_by_upgrade() && self.has_fix(failure))
    }

    /// Whether what is installed has the fix of a failure.
    fn has_fix(&self, failure: &Failure) -> bool {
        let installed = only_installed(self.facts, self.context);
        installed.is_some_and(|installed| self.context.knowledge.has_fix(failure, installed) == Has::Yes)
    }

    /// What to do about a failure: what would only bring the fix is left out where it is there.
    fn steps(&self, failure: &Failure) -> Vec<Step> {
        let has_fix =
            failure.fix.iter().any(|remedy| remedy.helps == Helps::WithoutFix) && self.has_fix(failure);
        let helps = |remedy: &&Remedy| remedy.helps == Helps::Always || !has_fix;
        let mut steps: Vec<Step> = failure.fix.iter().filter(helps).map(|remedy| self.step(remedy)).collect();
        if has_fix && steps.is_empty() {
            steps.push(Step { words: PRINTED_ELSEWHERE.to_owned(), commands: Vec::new() });
        }
        // What is first now is no alternative to anything.
        if let Some(first) = steps.first_mut().filter(|_| has_fix)
            && let Some(alone) = first.words.strip_prefix("Or ")
        {
            first.words = sentence(alone);
        }
        steps
    }

    /// A thing to do, with the commands that can be typed as they are. Where one of several can't, what the
    /// others change would be half of the work.
    fn step(&self, remedy: &Remedy) -> Step {
        let settings = self.context.settings;
        let mut all: Vec<Command> = remedy.commands.iter().map_while(|line| self.command(line)).collect();
        // The upgrade that may follow is the plan's.
        if remedy.commands.get(all.len()).is_some_and(|line| !line.contains("{to}")) {
            all.retain(|command| !changes(command));
        }
        let commands: Vec<Command> =
            all.iter().take_while(|command| settings.can_type(command)).cloned().collect();
        let is_changed = all.iter().any(|command| {
            command.stages.first().is_some_and(|stage| stage.program == "helm") && changes(command)
        });
        let besides = match settings.delivery {
            Delivery::ArgoCd if commands.len() < all.len() => {
                " Argo CD makes no Helm release: do it in the Application."
            }
            Delivery::Flux if is_changed => " Suspend the HelmRelease before, and resume it after.",
            Delivery::Terraform if is_changed => " Run `terraform plan` after it.",
            _ => "",
        };
        let words = format!("{}{}{besides}", remedy.what, self.numbering(&remedy.what));
        Step { words, commands }
    }

    /// The numbers of the list are of open source, and those of Enterprise differ. glooctl has no others.
    fn numbering(&self, words: &str) -> &'static str {
        let is_enterprise = |one: &Installation| {
            one.edition.as_ref().is_some_and(|edition| edition.value == Edition::Enterprise)
        };
        let is_number = |word: &str| word.matches('.').count() > 1 && Version::parse(word).is_some();
        let has_number = words.split([' ', ',', ':']).any(is_number);
        let is_clear = words.contains("open source") || words.contains("glooctl");
        if has_number && !is_clear && self.facts.installations.iter().any(is_enterprise) {
            " The numbers are of open source."
        } else {
            ""
        }
    }

    /// What changes something is typed only with names that somebody has named; to look, the usual ones will do.
    fn command(&self, line: &str) -> Option<Command> {
        if line.contains("{name}") && !self.is_kind_of(line) {
            return None;
        }
        let command = Command::from_line(line, &|name| self.named(name))?;
        let (subject, settings) = (self.whom.subject, self.context.settings);
        let lacks =
            |slot: &str, own: bool, origin: Origin| line.contains(slot) && !own && origin == Origin::Assumed;
        let is_assumed = lacks(
            "{namespace}",
            subject.namespace.as_deref().is_some_and(is_namespace),
            settings.namespace.origin,
        ) || lacks(
            "{release}",
            subject.release.as_deref().is_some_and(is_release_name),
            settings.release.origin,
        );
        let is_typed = match self.whom.whose {
            Whose::Gloo => !is_assumed || !changes(&command),
            // It need not be where Gloo usually is, and what a change of it breaks is unknown.
            Whose::Another(_) | Whose::Unknown(_) => !is_assumed && !changes(&command),
        };
        is_typed.then_some(command)
    }

    /// Whether a line of the list names the kind of the object before its name: `delete job {name}`, `deploy/{name}`. With
    /// the name of another object it would be about somebody else.
    fn is_kind_of(&self, line: &str) -> bool {
        const SHORT: [(&str, &str); 5] = [
            ("deploy", "deployment"),
            ("svc", "service"),
            ("ns", "namespace"),
            ("crd", "customresourcedefinition"),
            ("sa", "serviceaccount"),
        ];
        let Some(kind) = &self.whom.subject.kind else { return false };
        let kind = kind.to_ascii_lowercase();
        let is_this = |word: &str| {
            let word = SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| *long);
            word == kind || word.strip_suffix('s') == Some(&kind) || word == "{kind}"
        };
        let before = |part: &str| {
            let word = part.trim_end_matches([' ', '/']).rsplit([' ', '/']).next().unwrap_or_default();
            is_this(word.split('.').next().unwrap_or_default())
        };
        let mut parts: Vec<&str> = line.split("{name}").collect();
        parts.pop();
        parts.into_iter().all(before)
    }

    /// A name that somebody has named, and that may be one.
    fn named(&self, slot: &str) -> Option<String> {
        let settings = self.context.settings;
        let subject = self.whom.subject;
        let is_webhook = subject.kind.as_deref() == Some("webhook");
        let object = || subject.name.clone().filter(|name| !is_webhook && is_name(name));
        match slot {
            "namespace" => {
                let own = subject.namespace.clone().filter(|name| is_namespace(name));
                Some(own.unwrap_or_else(|| settings.namespace.value.clone()))
            }
            "release" => {
                let own = subject.release.clone().filter(|name| is_release_name(name));
                Some(own.unwrap_or_else(|| settings.release.value.clone()))
            }
            "name" => object(),
            // An account is refused something of another kind.
            "kind" => {
                let kind = subject.kind.as_ref().filter(|kind| !is_webhook && *kind != "ServiceAccount");
                kind.map(|kind| kind.to_ascii_lowercase())
            }
            "pod" => object().filter(|_| subject.kind.as_deref() == Some("Pod")),
            "verb" => self.refusal.map(|refusal| refusal.verb.to_owned()).filter(|verb| is_word(verb)),
            "resource" => self.refusal.filter(|refusal| refusal.place != Place::Unknown)?.resource(),
            "asked" => match self.refusal?.place {
                Place::Namespace(namespace) => Some(namespace.to_owned()).filter(|name| is_namespace(name)),
                Place::Cluster | Place::Unknown => None,
            },
            "account" => self.refusal?.account.service().filter(|account| is_name(account)),
            "chart" => {
                if let Some(chart) = self.whom.chart.filter(|chart| is_chart(chart)) {
                    return Some(chart.to_owned());
                }
                let edition = self.facts.installations.first()?.edition.as_ref()?.value;
                Some(self.context.knowledge.catalog.chart(edition)?.reference())
            }
            "values" => settings.values.as_ref().map(|values| values.value.clone()),
            // Without a plan there is no version to go to.
            _ => None,
        }
    }
}

/// Words as a sentence, with a capital letter.
fn sentence(words: &str) -> String {
    let mut words = words.to_owned();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// Whether a text may be a verb of Kubernetes.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether a text may be the reference of a chart of Gloo in a repository.
fn is_chart(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'/' | b'_');
    let is_reference = text.strip_prefix("oci://").unwrap_or(text).bytes().all(is_letter);
    is_reference && text.starts_with(|c: char| c.is_ascii_alphanumeric()) && names::is_own_chart(text)
}

/// Whether a text may be the name of an object of Kubernetes.
pub(super) fn is_name(text: &str) -> bool {
    const LONGEST: usize = 253;
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b':' | b'_');
    !text.is_empty() && text.len() <= LONGEST && !text.starts_with('-') && text.bytes().all(is_letter)
}
