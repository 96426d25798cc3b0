//! What is typed for a failure: its commands, filled with the names that were pasted.

use super::pairing::installed;
use super::verbs::changes;
use super::{Context, Step};
use crate::changes::{Has, Installed};
use crate::command::Command;
use crate::delivery::Delivery;
use crate::edition::Edition;
use crate::failures::{Failure, Helps, Remedy};
use crate::installation::refusal::{Account, Place, Refusal};
use crate::installation::{Facts, Installation, Whose, names};
use crate::settings::{Origin, is_namespace, is_release_name};
use crate::subject::Subject;
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

/// What the names in a failure's commands are filled from.
pub(super) struct Names<'a> {
    pub(super) whom: &'a Whom<'a>,
    pub(super) refusal: Option<Refusal<'a>>,
    pub(super) facts: &'a Facts,
    pub(super) context: Context<'a>,
}

impl Names<'_> {
    /// Whether what cures Gloo cures this, too: the right of an account that is not Gloo's comes with no chart.
    pub(super) fn is_cured(&self, failure: &Failure) -> bool {
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
    pub(super) fn steps(&self, failure: &Failure) -> Vec<Step> {
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
        let is_enterprise = |one: &Installation| one.is_of(Edition::Enterprise);
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
    pub(super) fn command(&self, line: &str) -> Option<Command> {
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

/// What is installed, where that is one installation.
pub(super) fn only_installed(facts: &Facts, context: Context<'_>) -> Option<Installed> {
    let [installation] = facts.installations.as_slice() else { return None };
    installed(installation, &context.knowledge.catalog)
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
