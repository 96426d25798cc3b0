//! Whom a failure is about, as far as its message and the command above it name them.

use super::names;
use super::refusal::{self, Account};
use super::typed::{self, workload};
use crate::subject::Subject;
use crate::transcript::flux;
use crate::transcript::{self, Program, Trouble, Typed, Wrong};

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
    subject.release = subject.release.or_else(|| release(message, typed));
    if let Some(flux) = flux::of(message) {
        (subject.namespace, subject.release) =
            (Some(flux.namespace.to_owned()), Some(flux.release.to_owned()));
    }
    if let Some(namespace) = object.as_ref().and_then(|object| object.namespace) {
        subject.namespace = Some(namespace.to_owned());
    }
    // `cannot list resource "pods" in API group "" in the namespace "edge"`
    if let Some(asked) = after(message, "in the namespace \"").filter(|_| object.is_none()) {
        subject.namespace = Some(asked.to_owned());
    }
    // `configmaps "x" is forbidden: unable to create new content in namespace edge because it is being terminated`
    if let Some(namespace) = terminated(message) {
        subject.namespace = Some(namespace.to_owned());
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

/// The namespace that is being deleted, so that nothing new can be made in it.
pub(super) fn terminated(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once("new content in namespace ")?;
    rest.split_once(" because it is being terminated").map(|(namespace, _)| namespace)
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

/// Whom a trouble is about: a column or a heading tells it better than the message, and the message better than the
/// command.
pub fn about(trouble: &Trouble, typed: Option<&Typed>, said: Subject) -> Subject {
    // What glooctl prints is of Gloo, and a crash is its own, unless it shows the log of a server.
    let is_of_client = trouble.what == Wrong::Logged
        && typed.is_some_and(|typed| {
            typed.program == Program::Glooctl
                && !(trouble.message.starts_with("panic: ") && typed.has("logs"))
        });
    let said = if is_of_client { Subject { program: Some("glooctl"), ..said } } else { said };
    let Some(object) = &trouble.about else {
        // The log of a build or of what deploys may have what any program printed.
        let is_told = |(_, name): &(&str, &str)| {
            let is_of_build = trouble.what != Wrong::Logged && typed.is_some_and(Typed::reads_a_log);
            said.name.is_none() && (!is_of_build || names::is_own(name) || names::is_of_product(name))
        };
        let Some((kind, name)) = typed.and_then(workload).filter(is_told) else { return said };
        return Subject { kind: Some(kind.to_owned()), name: Some(name.to_owned()), ..said };
    };
    let transcript::Object { kind, name, namespace } = &**object;
    let namespace = namespace.clone().or(said.namespace);
    let kind = Some(kind_of(kind)).filter(|kind| !kind.is_empty());
    Subject { namespace, kind, name: Some(name.clone()), ..said }
}

/// The object that a message is about.
pub(super) struct Object<'a> {
    /// As it is printed, without its group.
    pub(super) kind: &'a str,
    /// The API group, where it is printed.
    pub(super) group: &'a str,
    /// Its name.
    pub(super) name: &'a str,
    /// Of an object without a namespace, nothing.
    pub(super) namespace: Option<&'a str>,
}

/// The object that a message is about, as far as it names one.
pub(super) fn object(message: &str) -> Option<Object<'_>> {
    checked(message)
        .or_else(|| applied(message))
        .or_else(|| unmapped(message))
        .or_else(|| unpatched(message))
        .or_else(|| quoted(message))
        .or_else(|| waited(message))
        .or_else(|| hooked(message))
        .or_else(|| restarted(message))
        .or_else(|| stored(message))
        .or_else(|| destination(message))
        .or_else(|| account(message))
        .or_else(|| webhook(message))
}

/// `Pod x in namespace y is not ready!`, `Deployment x in namespace y is not available! …`
pub(super) fn checked(message: &str) -> Option<Object<'_>> {
    const SAYS: [&str; 3] = ["is ", "failed ", "has "];
    if let Some(proxy) = message.strip_suffix(" has zero replicas") {
        let (namespace, name) = proxy.strip_prefix("Warning: ")?.split_once(':')?;
        return Some(Object { kind: "Deployment", group: "", name, namespace: Some(namespace) });
    }
    if message.contains("o active gateway-proxy pods") {
        return Some(Object { kind: "Deployment", group: "", name: "gateway-proxy", namespace: None });
    }
    let (place, rest) = message.split_once(" in namespace ")?;
    let (kind, name) = place.split_once(' ').filter(|(kind, _)| matches!(*kind, "Pod" | "Deployment"))?;
    let (namespace, says) = rest.split_once([' ', '\n'])?;
    let is_whole = !name.contains([' ', '\n']) && SAYS.iter().any(|words| says.starts_with(words));
    is_whole.then_some(Object { kind, group: "", name, namespace: Some(namespace) })
}

/// `conflict occurred while applying object edge/gloo apps/v1, Kind=Deployment: …`, and so where an object without a
/// namespace has nothing before the slash.
fn applied(message: &str) -> Option<Object<'_>> {
    let (before, rest) = message.split_once(", Kind=")?;
    let (place, version) = before.rsplit_once(' ')?;
    let (_, place) = place.rsplit_once("object ")?;
    let (namespace, name) = place.split_once('/')?;
    let kind = rest.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let group = version.split_once('/').map_or("", |(group, _)| group);
    let namespace = Some(namespace).filter(|name| !name.is_empty());
    Some(Object { kind, group, name, namespace }).filter(Object::is_named)
}

/// `resource mapping not found for name: "x" namespace: "y" from "": no matches for kind "Host" in version …`
fn unmapped(message: &str) -> Option<Object<'_>> {
    let (_, rest) = message.split_once("not found for name: \"")?;
    let (name, rest) = rest.split_once('"')?;
    let (kind, version) = rest.split_once("no matches for kind \"")?.1.split_once('"')?;
    let group = after(version, "in version \"").and_then(|version| version.split_once('/'));
    let group = group.map_or("", |(group, _)| group);
    Some(Object { kind, group, name, namespace: after(rest, "namespace: \"") })
}

/// `cannot patch "x" with kind Deployment: …`
fn unpatched(message: &str) -> Option<Object<'_>> {
    let (before, rest) = message.split_once("\" with kind ")?;
    let name = before.rsplit('"').next()?;
    let kind = rest.split([':', ' ']).next()?;
    Some(Object { kind, group: "", name, namespace: None }).filter(Object::is_named)
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
        let (kind, group) = kind.split_once('.').unwrap_or((kind, ""));
        let object = Object { kind, group, name, namespace: after(after_name, "namespace \"") };
        if says && text.ends_with(' ') && object.is_named() {
            return Some(object);
        }
        (before, rest) = (text, after_name);
    }
    None
}

/// `resource Deployment/shop/cart not ready. status: InProgress`, as Helm 4 says it
fn waited(message: &str) -> Option<Object<'_>> {
    let (before, _) = message.split_once(" not ready. status: ")?;
    let mut parts = before.rsplit(' ').next()?.split('/');
    let (kind, namespace, name) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Object { kind, group: "", name, namespace: Some(namespace) }).filter(Object::is_named)
}

/// `job x failed: BackoffLimitExceeded`, as Helm says it of a hook
fn hooked(message: &str) -> Option<Object<'_>> {
    let (before, _) = message.split_once(" failed: BackoffLimitExceeded")?;
    let name = before.rsplit_once("job ")?.1;
    let object = Object { kind: "Job", group: "", name, namespace: None };
    (!name.contains(char::is_whitespace) && object.is_named()).then_some(object)
}

/// `restarting failed container c in pod x_y(8a0a2f3c)`, as the kubelet says it
fn restarted(message: &str) -> Option<Object<'_>> {
    let (_, rest) = message.split_once("failed container")?.1.split_once("pod")?;
    let (place, _) = rest.split_once('(')?;
    let (name, namespace) = place.trim_start_matches([' ', '=']).split_once('_')?;
    Some(Object { kind: "Pod", group: "", name, namespace: Some(namespace) }).filter(Object::is_named)
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
    Some(Object { kind, group: "", name, namespace: Some(namespace) }).filter(Object::is_named)
}

/// `*v1.Upstream { default.petstore-8080 } not found`
fn destination(message: &str) -> Option<Object<'_>> {
    let (_, rest) = message.split_once("*v1.")?;
    let (kind, rest) = rest.split_once(" { ")?;
    let (place, rest) = rest.split_once(" }")?;
    let (namespace, name) = place.split_once('.')?;
    let object = Object { kind, group: "", name, namespace: Some(namespace) };
    (rest.starts_with(" not found") && object.is_named()).then_some(object)
}

/// `User "system:serviceaccount:ci:runner" cannot list resource …`
fn account(message: &str) -> Option<Object<'_>> {
    match refusal::of(message)?.account {
        Account::Service { namespace, name } => {
            Some(Object { kind: "ServiceAccount", group: "", name, namespace: Some(namespace) })
        }
        Account::User(_) => None,
    }
}

/// `failed calling webhook "x"`, `admission webhook "x" denied the request`
fn webhook(message: &str) -> Option<Object<'_>> {
    let name = after(message, "webhook \"")?;
    // `gloo.edge.svc` names the namespace of its service.
    let namespace = name.strip_suffix(".svc").and_then(|name| name.rsplit('.').next());
    Some(Object { kind: "webhook", group: "", name, namespace })
}

impl Object<'_> {
    /// Whether it is a custom resource definition.
    pub(super) fn is_definition(&self) -> bool {
        kind_of(self.kind) == "CustomResourceDefinition"
    }

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
    of_message.or_else(|| typed::release(typed?))
}

/// What Helm did by itself after a failure, in a sentence.
#[must_use]
pub fn outcome(message: &str) -> Option<&'static str> {
    let (_, done) = message.split_once("has been ")?;
    match done.split_once(" due to ")?.0 {
        "rolled back" => Some("The release was rolled back, so the new version is not applied."),
        "uninstalled" => Some("The release was uninstalled again."),
        _ => None,
    }
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
    let marks: Vec<String> = marks.collect();
    (!marks.is_empty()).then(|| marks.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        check(
            "conflict occurred while applying object edge/gloo apps/v1, Kind=Deployment: Apply failed",
            ("Deployment", "gloo", "edge"),
        );
        check(
            "server-side apply failed for object /gloo-role rbac.authorization.k8s.io/v1, Kind=ClusterRole: x",
            ("ClusterRole", "gloo-role", ""),
        );
        check("Helm upgrade failed for release b/c.v4 with chart gloo@1.17.3: x", ("", "", "b"));
        check("Error: something else", ("", "", ""));
        check("a \"b", ("", "", ""));
    }
}
