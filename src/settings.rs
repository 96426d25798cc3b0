//! What the commands need besides versions: names, files and choices.
//!
//! Each comes from the paste, from the user, or is assumed; what is assumed is shown as such, with
//! the command that would tell.

mod choices;
mod values;
mod wishes;

pub use choices::{Choices, Helm, Named, Platform, Reply, Target, Way};

use crate::command::{Argument, Command, Shell, Stage};
use crate::delivery::{Delivered, Delivery};
use crate::evidence::{Evidence, Known};
use crate::installation::DEFAULT_NAMESPACE;

/// A name that commands need, and whether anything confirms it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The name itself; always safe to use.
    pub value: String,
    /// Who says so.
    pub origin: Origin,
    /// What the paste says instead, where the user named another one.
    pub pasted: Option<String>,
}

/// Who named a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The paste.
    Pasted,
    /// The user.
    Chosen,
    /// Nobody: it is the usual one.
    Assumed,
}

/// A name that was offered and can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// `namespace`
    pub what: &'static str,
    /// As it was offered.
    pub value: String,
    /// Why not, as the end of a sentence.
    pub why: &'static str,
    /// Who offered it.
    pub evidence: Vec<Evidence>,
}

/// What the commands are written with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The namespace of the installation.
    pub namespace: Setting,
    /// The name of the Helm release.
    pub release: Setting,
    /// A values file of the user's own.
    pub values: Option<Setting>,
    /// The machine that glooctl is for.
    pub platform: Option<Platform>,
    /// The major version of Helm.
    pub helm: Helm,
    /// Who says so.
    pub helm_origin: Origin,
    /// The shell that the commands are read in.
    pub shell: Shell,
    /// How the new version takes over.
    pub way: Way,
    /// What delivers the chart.
    pub delivery: Delivery,
    /// Who says so.
    pub delivery_origin: Origin,
    /// What its object is called: an Application, a HelmRelease or a resource of Terraform.
    pub object: Setting,
    /// The namespace of that object.
    pub object_namespace: Setting,
    /// Whether the paste shows that what delivers the chart deletes what is no longer in it.
    pub prunes: bool,
    /// What was offered and can't be used.
    pub refused: Vec<Refused>,
}

/// What a kind of name has to be like.
struct Rule {
    what: &'static str,
    /// Why a name is none, if it is none.
    wrong: fn(&str) -> Option<&'static str>,
}

const NAMESPACE: Rule = Rule {
    what: "namespace",
    wrong: |text| {
        (!is_namespace(text)).then_some("a namespace has at most 63 lower-case letters, digits and hyphens, and begins and ends with a letter or digit")
    },
};
const RELEASE: Rule = Rule {
    what: "release name",
    wrong: |text| {
        (!is_release_name(text)).then_some("a Helm release has at most 53 lower-case letters, digits, hyphens and dots, and begins and ends with a letter or digit")
    },
};
/// The namespace of Argo CD itself.
const ARGO_CD: &str = "argocd";
const VALUES: Rule = Rule { what: "values file", wrong: values::wrong };

/// Names that the paste has.
#[derive(Clone, Copy, Default)]
pub struct Pasted<'a> {
    /// The namespace of the installation.
    pub namespace: Option<&'a Known<String>>,
    /// The name of its Helm release.
    pub release: Option<&'a Known<String>>,
    /// The version of Helm.
    pub helm: Option<&'a Known<String>>,
    /// What delivers the chart.
    pub delivered: Option<&'a Known<Delivered>>,
}

impl Settings {
    /// Takes each setting from the user, or else from the paste, or else the usual one.
    #[must_use]
    pub fn new(choices: &Choices, pasted: Pasted<'_>) -> Self {
        let mut refused = Vec::new();
        let mut usable = |rule: Rule, value: Option<&String>, evidence: &[Evidence]| {
            let value = value.map(|value| value.trim()).filter(|value| !value.is_empty())?;
            let Some(why) = (rule.wrong)(value) else { return Some(value.to_owned()) };
            let evidence = evidence.to_vec();
            refused.push(Refused { what: rule.what, value: value.to_owned(), why, evidence });
            None
        };
        let chosen = usable(NAMESPACE, choices.namespace.as_ref(), &[Evidence::Said("namespace")]);
        let of_paste = |known: &Known<String>| (known.value.clone(), known.evidence.clone());
        let mut pasted_name = |rule, known: Option<&Known<String>>| {
            let (value, evidence) = known.map(of_paste)?;
            usable(rule, Some(&value), &evidence)
        };
        let pasted_namespace = pasted_name(NAMESPACE, pasted.namespace);
        let pasted_release = pasted_name(RELEASE, pasted.release);
        let shown = pasted.delivered.map(|known| &known.value);
        let release = usable(RELEASE, choices.release.as_ref(), &[Evidence::Said("release name")]);
        let values = usable(VALUES, choices.values.as_ref(), &[Evidence::Said("values file")]);
        let major = pasted.helm.and_then(|helm| Helm::parse(helm.value.split('.').next()?));
        let (helm, helm_origin) = match (choices.helm, major) {
            (Some(chosen), _) => (chosen, Origin::Chosen),
            (None, Some(pasted)) => (pasted, Origin::Pasted),
            (None, None) => (Helm::default(), Origin::Assumed),
        };
        let (delivery, delivery_origin) = match (choices.delivered_by, shown) {
            (Some(chosen), _) => (chosen, Origin::Chosen),
            (None, Some(shown)) => (shown.by, Origin::Pasted),
            (None, None) => (Delivery::default(), Origin::Assumed),
        };
        // Nothing but a person uses Helm 2.
        let helm = if helm == Helm::Two && delivery != Delivery::Helm { Helm::Three } else { helm };
        let namespace = setting(chosen, pasted_namespace, DEFAULT_NAMESPACE);
        let shown = shown.filter(|shown| shown.by == delivery);
        let named = |name: Option<&String>| name.cloned().filter(|name| is_object(name));
        let shown_release = named(shown.and_then(|shown| shown.release.as_ref()));
        let release = setting(release, pasted_release.or(shown_release), "gloo");
        let object = named(shown.and_then(|shown| shown.name.as_ref()));
        // Terraform allows no dots.
        let usual_object = if delivery == Delivery::Terraform {
            release.value.replace('.', "-")
        } else {
            release.value.clone()
        };
        let object_namespace = named(shown.and_then(|shown| shown.namespace.as_ref()));
        let usual = if delivery == Delivery::ArgoCd { ARGO_CD } else { namespace.value.as_str() };
        let object_namespace = setting(None, object_namespace, usual);
        Self {
            object: setting(None, object, &usual_object),
            object_namespace,
            prunes: shown.is_some_and(|shown| shown.prunes),
            delivery,
            delivery_origin,
            namespace,
            release,
            values: values.map(|value| Setting { value, origin: Origin::Chosen, pasted: None }),
            platform: choices.platform,
            helm,
            helm_origin,
            shell: choices.shell,
            way: choices.way,
            refused,
        }
    }

    /// That a command is for the usual namespace, in a sentence, where nobody has named it.
    #[must_use]
    pub fn assumption(&self, command: &Command) -> Option<String> {
        let Setting { value, origin, .. } = &self.namespace;
        let words = |stage: &Stage| stage.words.iter().any(|word| word.plain().contains(value.as_str()));
        let is_assumed = *origin == Origin::Assumed && command.stages.iter().any(words);
        is_assumed.then(|| format!("The namespace {value} is assumed."))
    }

    /// The same for what the paste says of another namespace.
    #[must_use]
    pub fn within(&self, namespace: Option<&str>) -> Self {
        let named = namespace.filter(|name| is_namespace(name));
        let namespace =
            named.map(|name| Setting { value: name.to_owned(), origin: Origin::Pasted, pasted: None });
        Self { namespace: namespace.unwrap_or_else(|| self.namespace.clone()), ..self.clone() }
    }

    /// Whether a command finds what it is for: Argo CD makes no release that Helm knows.
    #[must_use]
    pub fn can_type(&self, command: &Command) -> bool {
        const OF_RELEASES: [&str; 8] =
            ["get", "history", "list", "status", "upgrade", "install", "rollback", "uninstall"];
        let helm = command.stages.first().filter(|stage| stage.program == "helm");
        let verb = helm.and_then(|stage| stage.words.first()).map(Argument::plain).unwrap_or_default();
        self.delivery != Delivery::ArgoCd || !OF_RELEASES.contains(&verb.as_str())
    }

    /// The command that tells the release name.
    #[must_use]
    pub fn ask_release(&self) -> Command {
        let flag = if self.helm == Helm::Two { "--namespace" } else { "-n" };
        Command::new("helm", &["list", flag, &self.namespace.value])
    }

    /// The command that tells what delivers the chart. Argo CD and Flux mark what they apply; a list of their own kinds
    /// would fail where one of them is not installed. Only Terraform knows what Terraform applies.
    #[must_use]
    pub fn ask_delivery(&self) -> Command {
        if self.delivery == Delivery::Terraform {
            return Self::ask_terraform();
        }
        Command::new("kubectl", &["-n", &self.namespace.value, "get", "deployment", "gloo", "-o", "yaml"])
    }

    /// The command that tells what Terraform applies.
    #[must_use]
    pub fn ask_terraform() -> Command {
        Command::new("terraform", &["state", "list"])
    }

    /// The Application of Argo CD, by the name that its program finds it by: `team-a/gloo` outside of its own namespace.
    #[must_use]
    pub fn application(&self) -> String {
        let (object, of) = (&self.object.value, &self.object_namespace.value);
        if of == ARGO_CD { object.clone() } else { format!("{of}/{object}") }
    }

    /// The command that tells the namespace.
    #[must_use]
    pub fn ask_namespace() -> Command {
        Command::new("kubectl", &["get", "deployments", "--all-namespaces", "-l", "app=gloo"])
    }
}

fn setting(chosen: Option<String>, pasted: Option<String>, usual: &str) -> Setting {
    let (value, origin) = match (chosen, &pasted) {
        (Some(value), _) => (value, Origin::Chosen),
        (None, Some(value)) => (value.clone(), Origin::Pasted),
        (None, None) => (usual.to_owned(), Origin::Assumed),
    };
    let pasted = pasted.filter(|pasted| *pasted != value);
    Setting { value, origin, pasted }
}

/// A DNS-1123 label, as Kubernetes wants it.
pub(crate) fn is_namespace(text: &str) -> bool {
    is_label(text, 63)
}

/// A name as objects and resources of Terraform have it: nothing that a shell or a manifest sees anything in.
fn is_object(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    text.len() <= 253
        && text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && text.bytes().all(is_inner)
}

/// As Helm wants it; dots are allowed between labels.
pub(crate) fn is_release_name(text: &str) -> bool {
    text.len() <= 53 && text.split('.').all(|label| is_label(label, 53))
}

fn is_label(text: &str, longest: usize) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty()
        && text.len() <= longest
        && text.bytes().all(is_inner)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(namespace: &str, expect: (&str, Origin, usize)) {
        let choices = Choices { namespace: Some(namespace.to_owned()), ..Choices::default() };
        let settings = Settings::new(&choices, Pasted::default());
        let seen = (settings.namespace.value.as_str(), settings.namespace.origin, settings.refused.len());
        assert_eq!(seen, expect, "choosing the namespace {namespace:?}");
    }

    #[test]
    fn only_names_that_kubernetes_takes_are_used() {
        check("edge", ("edge", Origin::Chosen, 0));
        check(" edge ", ("edge", Origin::Chosen, 0));
        check("", ("gloo-system", Origin::Assumed, 0));
        check("gloo-system-1.22.1", ("gloo-system", Origin::Assumed, 1));
        check("$(rm -rf ~)", ("gloo-system", Origin::Assumed, 1));
        check("-n", ("gloo-system", Origin::Assumed, 1));
        check(&"a".repeat(64), ("gloo-system", Origin::Assumed, 1));
    }
}
