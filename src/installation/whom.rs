//! Whom a failure is about, as far as its message and the command above it name them.

use crate::gather::Gather as _;
use crate::subject::Subject;
use crate::transcript::{self, Program, Trouble, Typed};

/// What a message says after the name of an object that it is about.
const SAYS: [&str; 10] = [
    " is invalid",
    " in namespace \"",
    " exists and cannot be imported",
    " is forbidden",
    " not found",
    " already exists",
    " is attempting to grant",
    " was not found",
    " with kind ",
    " failed",
];

/// What of whom a failure is about is named; `known` is what the block says. The message is nearer to the failure than
/// the command, so its namespace counts.
#[must_use]
pub fn of(message: &str, typed: Option<&Typed>, known: Subject) -> Subject {
    let mut subject = known;
    let object = object(message);
    if let Some((namespace, release)) = of_flux(message) {
        (subject.namespace, subject.release) = (Some(namespace.to_owned()), Some(release.to_owned()));
    }
    subject.release = subject.release.or_else(|| release(message, typed));
    if let Some(namespace) = object.as_ref().and_then(|object| object.namespace) {
        subject.namespace = Some(namespace.to_owned());
    }
    // `cannot list resource "pods" in API group "" in the namespace "edge"`
    if let Some(asked) = after(message, "in the namespace \"").filter(|_| object.is_none()) {
        subject.namespace = Some(asked.to_owned());
    }
    // Whatever object was refused, the webhook is where it says.
    if let Some(namespace) = webhook(message).and_then(|webhook| webhook.namespace) {
        subject.namespace = Some(namespace.to_owned());
    }
    if let Some(Object { kind, name, .. }) = object {
        (subject.kind, subject.name) = (Some(kind_of(kind)), Some(name.to_owned()));
    }
    subject
}

/// Kinds as resources are called in messages, one or many.
const KINDS: [&str; 14] = [
    "Pod",
    "Job",
    "Deployment",
    "Service",
    "Secret",
    "ConfigMap",
    "Namespace",
    "ServiceAccount",
    "Role",
    "RoleBinding",
    "ClusterRole",
    "ClusterRoleBinding",
    "CustomResourceDefinition",
    "ValidatingWebhookConfiguration",
];

/// A kind as Kubernetes spells it, where it is known; else as it is printed.
#[must_use]
pub fn kind_of(printed: &str) -> String {
    let singular = printed.strip_suffix('s').unwrap_or(printed);
    let known =
        KINDS.iter().find(|kind| kind.eq_ignore_ascii_case(singular) || kind.eq_ignore_ascii_case(printed));
    known.map_or(printed, |kind| *kind).to_owned()
}

/// Whom a trouble is about: a column or a heading tells it better than the message.
pub fn about(trouble: &Trouble, said: Subject) -> Subject {
    let Some(object) = &trouble.about else { return said };
    let transcript::Object { kind, name, namespace } = &**object;
    let namespace = namespace.clone().or(said.namespace);
    let kind = Some(kind_of(kind)).filter(|kind| !kind.is_empty());
    Subject { namespace, kind, name: Some(name.clone()), ..said }
}

struct Object<'a> {
    kind: &'a str,
    name: &'a str,
    /// Of an object without a namespace, nothing.
    namespace: Option<&'a str>,
}

fn object(message: &str) -> Option<Object<'_>> {
    checked(message)
        .or_else(|| unmapped(message))
        .or_else(|| unpatched(message))
        .or_else(|| quoted(message))
        .or_else(|| stored(message))
        .or_else(|| destination(message))
        .or_else(|| account(message))
        .or_else(|| webhook(message))
}

/// `Pod x in namespace y is not ready!`, `Deployment x in namespace y is not available! …`
fn checked(message: &str) -> Option<Object<'_>> {
    let (place, rest) = message.split_once(" in namespace ")?;
    let (kind, name) = place.split_once(' ').filter(|(kind, _)| matches!(*kind, "Pod" | "Deployment"))?;
    let namespace = rest.split(' ').next();
    (!name.contains(' ')).then_some(Object { kind, name, namespace })
}

/// `resource mapping not found for name: "x" namespace: "y" from "": no matches for kind "Host" in version …`
fn unmapped(message: &str) -> Option<Object<'_>> {
    let (_, rest) = message.split_once("not found for name: \"")?;
    let (name, rest) = rest.split_once('"')?;
    let (kind, _) = rest.split_once("no matches for kind \"")?.1.split_once('"')?;
    Some(Object { kind, name, namespace: after(rest, "namespace: \"") })
}

/// `cannot patch "x" with kind Deployment: …`
fn unpatched(message: &str) -> Option<Object<'_>> {
    let (before, rest) = message.split_once("\" with kind ")?;
    let name = before.rsplit('"').next()?;
    let kind = rest.split([':', ' ']).next()?;
    Some(Object { kind, name, namespace: None }).filter(Object::is_named)
}

/// `Job.batch "x" is invalid`, `ClusterRole "x" in namespace "" exists`, `jobs.batch "x" already exists`
fn quoted(message: &str) -> Option<Object<'_>> {
    let mut rest = message;
    let mut before = "";
    // What is in quotes is every other part; a message has few of them.
    for _ in 0..MOST_QUOTED {
        let (text, quoted) = rest.split_once('"')?;
        let (name, after_name) = quoted.split_once('"')?;
        let text = if text.is_empty() { before } else { text };
        let kind = text.trim_end().rsplit([' ', '(', '[', ':']).next().unwrap_or_default();
        let says = SAYS.iter().any(|words| after_name.starts_with(words));
        let object = Object { kind: without_group(kind), name, namespace: after(after_name, "namespace \"") };
        if says && text.ends_with(' ') && object.is_named() {
            return Some(object);
        }
        (before, rest) = (text, after_name);
    }
    None
}

/// `reading crd spec on resource x in namespace y into *v1.Proxy: unknown field …`
fn stored(message: &str) -> Option<Object<'_>> {
    let (_, rest) = message.split_once("on resource ")?;
    let (name, rest) = rest.split_once(" in namespace ")?;
    let (namespace, rest) = rest.split_once(' ')?;
    let (_, kind) = rest.split_once("into ")?;
    // `*v1.Proxy` and `v1Upstream`
    let kind = kind
        .split([':', ' '])
        .next()?
        .trim_start_matches('*')
        .trim_start_matches("v1")
        .trim_start_matches('.');
    Some(Object { kind, name, namespace: Some(namespace) }).filter(Object::is_named)
}

/// `*v1.Upstream { default.petstore-8080 } not found`
fn destination(message: &str) -> Option<Object<'_>> {
    let (_, rest) = message.split_once("*v1.")?;
    let (kind, rest) = rest.split_once(" { ")?;
    let (place, rest) = rest.split_once(" }")?;
    let (namespace, name) = place.split_once('.')?;
    let object = Object { kind, name, namespace: Some(namespace) };
    (rest.starts_with(" not found") && object.is_named()).then_some(object)
}

/// `User "system:serviceaccount:ci:runner" cannot list resource …`
fn account(message: &str) -> Option<Object<'_>> {
    let (_, rest) = message.split_once("User \"system:serviceaccount:")?;
    let (place, _) = rest.split_once('"')?;
    let (namespace, name) = place.split_once(':')?;
    Some(Object { kind: "ServiceAccount", name, namespace: Some(namespace) })
}

/// `failed calling webhook "x"`, `admission webhook "x" denied the request`
fn webhook(message: &str) -> Option<Object<'_>> {
    let name = after(message, "webhook \"")?;
    // `gloo.edge.svc` names the namespace of its service.
    let namespace = name.strip_suffix(".svc").and_then(|name| name.rsplit('.').next());
    Some(Object { kind: "webhook", name, namespace })
}

impl Object<'_> {
    fn is_named(&self) -> bool {
        let is_word = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic());
        is_word(self.kind) && !self.name.is_empty()
    }
}

/// More quoted words of a message are not looked at.
const MOST_QUOTED: usize = 24;

/// What is in quotes after some words; nothing where that is empty.
fn after<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let (found, _) = text.split_once(words)?.1.split_once('"')?;
    (!found.is_empty()).then_some(found)
}

/// `Job.batch` and `jobs.batch` without the group.
fn without_group(kind: &str) -> &str {
    kind.split('.').next().unwrap_or(kind)
}

/// `Helm upgrade failed for release edge/gloo with chart gloo@1.17.3`: its namespace and name.
fn of_flux(message: &str) -> Option<(&str, &str)> {
    let (_, rest) = message.split_once(" failed for release ")?;
    let (namespace, rest) = rest.split_once('/')?;
    // Newer ones have the version of the record behind the name.
    let (name, rest) = rest.split_once(' ')?;
    let name = name.split_once(".v").map_or(name, |(name, _)| name);
    rest.starts_with("with chart ").then_some((namespace, name))
}

/// The Helm release: of the message, or of the command.
fn release(message: &str, typed: Option<&Typed>) -> Option<String> {
    if let Some((before, _)) = message.split_once("\" has no deployed releases") {
        return before.rsplit('"').next().map(str::to_owned);
    }
    let of_message = ["release ", "Release \""].iter().find_map(|words| {
        let name = message.split_once(words)?.1;
        let (name, rest) = name.split_once([' ', '"', ','])?;
        (["failed", "has been"].iter().any(|says| rest.trim_start().starts_with(says)))
            .then(|| name.to_owned())
    });
    of_message.or_else(|| of_command(typed?))
}

/// Flags of Helm that have no value.
const SWITCHES: [&str; 16] = [
    "-i",
    "--install",
    "--wait",
    "--wait-for-jobs",
    "--atomic",
    "--force",
    "--debug",
    "--dry-run",
    "--devel",
    "--reuse-values",
    "--reset-values",
    "--create-namespace",
    "--cleanup-on-fail",
    "--purge",
    "--no-hooks",
    "--skip-crds",
];

/// `gloo` in `helm upgrade --install gloo gloo/gloo -n edge` and in `helm install gloo/gloo --name gloo`.
fn of_command(typed: &Typed) -> Option<String> {
    if typed.program != Program::Helm {
        return None;
    }
    if let Some(name) = typed.value_of(&["--name"]) {
        return Some(name.to_owned());
    }
    let verbs = ["upgrade", "install", "rollback", "uninstall", "delete", "status", "history"];
    // A chart is no release.
    let first = positional(typed, &verbs).into_iter().next();
    first.filter(|word| !word.contains('/')).map(str::to_owned)
}

/// The chart that a command of Helm installs or upgrades, where it is by its name none of Gloo's.
#[must_use]
pub fn other_chart(typed: &Typed) -> Option<String> {
    if typed.program != Program::Helm {
        return None;
    }
    let is_chart = |word: &&str| !word.starts_with(['.', '/']) && word.matches('/').count() == 1;
    let chart = positional(typed, &["upgrade", "install"]).into_iter().find(is_chart)?;
    let (_, name) = chart.split_once('/')?;
    (!name.contains("gloo")).then(|| chart.to_owned())
}

/// The words after the verb of a command of Helm that are neither flags nor their values.
fn positional<'t>(typed: &'t Typed, verbs: &[&str]) -> Vec<&'t str> {
    let mut words = typed.words.iter().map(String::as_str).skip_while(|word| !verbs.contains(word)).skip(1);
    let mut positional = Vec::new();
    while let Some(word) = words.next() {
        if !word.starts_with('-') {
            positional.push(word);
        } else if !word.contains('=') && !SWITCHES.contains(&word) {
            words.next();
        }
    }
    positional
}

/// The marks of Helm that an object has, and which the release needs, in a sentence.
#[must_use]
pub fn marks(message: &str) -> Option<String> {
    let marks = message.split("key \"").skip(1).take(MOST_QUOTED).filter_map(|part| {
        let (key, rest) = part.split_once('"')?;
        let needed = after(rest, "must equal \"")?;
        let found = after(rest, "current value is \"")?;
        Some(format!("{key} is {found}, and this release needs {needed}."))
    });
    let marks: Vec<String> = marks.gather();
    (!marks.is_empty()).then(|| marks.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::typed;

    fn check(message: &str, expect: (&str, &str, &str)) {
        let subject = of(message, None, Subject::default());
        let seen = [subject.kind, subject.name, subject.namespace].map(Option::unwrap_or_default);
        assert_eq!(seen.each_ref().map(String::as_str), [expect.0, expect.1, expect.2], "reading {message}");
    }

    #[test]
    fn a_message_names_its_object() {
        check("Job.batch \"a\" is invalid: spec.template: x: field is immutable", ("Job", "a", ""));
        check(
            "cannot patch \"a\" with kind Deployment: Deployment.apps \"a\" is invalid",
            ("Deployment", "a", ""),
        );
        check(
            "already exists. Unable to continue: ClusterRole \"a\" in namespace \"\" exists and cannot be imported",
            ("ClusterRole", "a", ""),
        );
        check("Gateway \"a\" in namespace \"b\" exists and cannot be imported", ("Gateway", "a", "b"));
        check("failed: jobs.batch \"a\" already exists", ("Job", "a", ""));
        check(
            "not found for name: \"a\" namespace: \"b\" from \"\": no matches for kind \"Host\" in version \"x/v1\"",
            ("Host", "a", "b"),
        );
        check("pods \"a\" is forbidden: User \"system:serviceaccount:b:c\" cannot get", ("Pod", "a", ""));
        check(
            "deployments.apps is forbidden: User \"system:serviceaccount:b:c\" cannot list",
            ("ServiceAccount", "c", "b"),
        );
        check(
            "reading crd spec on resource a in namespace b into *v1.Proxy: unknown field",
            ("Proxy", "a", "b"),
        );
        check("failed calling webhook \"gloo.edge.svc\": x", ("webhook", "gloo.edge.svc", "edge"));
        check("failed calling webhook \"x.example.io\": y", ("webhook", "x.example.io", ""));
        check("Reason: *v1.Upstream { b.a } not found", ("Upstream", "a", "b"));
        check(
            "pods is forbidden: User \"jane\" cannot list resource \"pods\" in the namespace \"b\"",
            ("", "", "b"),
        );
        check("Helm upgrade failed for release b/c.v4 with chart gloo@1.17.3: x", ("", "", "b"));
        check("Error: something else", ("", "", ""));
        check("a \"b", ("", "", ""));
    }

    #[test]
    fn a_command_names_its_release() {
        let check = |line: &str, expect: Option<&str>| {
            let typed = typed(line);
            let subject = of("Error: x", typed.as_ref(), Subject::default());
            assert_eq!(subject.release.as_deref(), expect, "reading {line}");
        };
        check("$ helm upgrade --install gloo gloo/gloo -n edge", Some("gloo"));
        check("$ helm upgrade -n edge gloo gloo/gloo", Some("gloo"));
        check("$ helm install gloo/gloo --name edge", Some("edge"));
        check("$ helm install gloo/gloo", None);
        check("$ kubectl delete pod a", None);
    }

    #[test]
    fn a_command_names_its_chart_and_a_value_of_a_flag_is_none() {
        let check = |line: &str, expect: Option<&str>| {
            let chart = typed(line).as_ref().and_then(other_chart);
            assert_eq!(chart.as_deref(), expect, "reading {line}");
        };
        check("$ helm upgrade cert-manager jetstack/cert-manager -n x", Some("jetstack/cert-manager"));
        check("$ helm upgrade gloo gloo/gloo -n edge", None);
        check("$ helm upgrade -f values/prod.yaml gloo gloo/gloo -n edge", None);
        check("$ helm upgrade gloo ./gloo -n edge", None);
    }
}
