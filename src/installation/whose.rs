//! Whose a failure is: Gloo's, that of another product in the cluster, or unknown.
//!
//! What a message names comes first: a webhook, a kind, an account, an object. Then comes what the command above it
//! names. A name that others may have, too, proves nothing.

use super::refusal::{self, Account, Refusal};
use super::thing::{Thing, Whose, runs};
use super::whom::{self, Object};
use super::{Facts, Installation, Reported};
use super::{event, names};
use crate::edition::Edition;
use crate::subject::Subject;
use crate::transcript::{Trouble, Wrong, flux};

/// Says of all troubles of a cluster whose they are. What an Envoy logs is Gloo's only where something shows a Gloo.
pub(super) fn tell(facts: &mut Facts) {
    for reported in &mut facts.troubles {
        reported.whose = of(reported, &facts.installations);
    }
    let homes = homes(facts);
    let is_at_home = |one: &&mut Reported| {
        let is_unsure = one.trouble.what == Wrong::Event && matches!(one.whose, Whose::Unknown(_));
        is_unsure && one.subject.namespace.as_ref().is_some_and(|name| homes.contains(name))
    };
    for reported in facts.troubles.iter_mut().filter(is_at_home) {
        reported.whose = Whose::Gloo;
    }
    let has_gloo = !facts.installations.is_empty()
        || facts.client.is_some()
        || !facts.checks.is_empty()
        || facts.troubles.iter().any(shows_gloo);
    let is_unsure = |one: &&mut Reported| !has_gloo && one.whose == Whose::Gloo && is_of_envoy(&one.trouble);
    for reported in facts.troubles.iter_mut().filter(is_unsure) {
        reported.whose = Whose::Unknown(Thing::Envoy);
    }
}

/// The namespaces in which a name that anybody may have is Gloo's: something of Gloo's own is there.
fn homes(facts: &Facts) -> Vec<String> {
    let is_own = |name: &Option<String>| name.as_deref().is_some_and(names::is_own);
    let events = facts.troubles.iter().map(|one| &one.subject).filter(|subject| is_own(&subject.name));
    let known = facts.installations.iter().filter_map(|one| one.namespace.as_ref()).chain(&facts.namespace);
    let pods = facts.pods.iter().filter_map(|pod| pod.namespace.as_ref());
    let names = known.map(|known| &known.value).chain(pods);
    let mut homes = vec![super::DEFAULT_NAMESPACE.to_owned()];
    homes.extend(names.chain(events.filter_map(|subject| subject.namespace.as_ref())).cloned());
    homes
}

/// Whether a trouble shows that there is a Gloo: it names one, or a program of Gloo says it.
fn shows_gloo(Reported { trouble, subject, chart, whose }: &Reported) -> bool {
    let is_named = |name: &Option<String>| name.as_deref().is_some_and(names::is_own);
    *whose == Whose::Gloo
        && (trouble.message.contains("gloo")
            || trouble.build.is_some()
            || chart.is_some()
            || subject.program == Some("glooctl")
            || is_named(&subject.namespace)
            || is_named(&subject.name))
}

/// `[warning][config] gRPC config stream closed: …`
fn is_of_envoy(trouble: &Trouble) -> bool {
    trouble.what == Wrong::Logged && trouble.message.starts_with('[') && trouble.message.contains("][")
}

/// Whose a trouble is. `installations` are those of its cluster.
#[must_use]
pub fn of(reported: &Reported, installations: &[Installation]) -> Whose {
    let Reported { trouble, subject, chart, .. } = reported;
    let message = &trouble.message;
    if let Some(kind) = kind(message) {
        return kind;
    }
    if let Some((name, is_of_gloo)) = webhook(message) {
        return if is_of_gloo { Whose::Gloo } else { Whose::Another(Thing::Webhook(name.to_owned())) };
    }
    if let Some(name) = names::program(message) {
        return Whose::Another(Thing::Program(name));
    }
    if let Some(whose) = event::event(reported) {
        return whose;
    }
    let refusal = refusal::of(message);
    if let Some(whose) = refusal.and_then(|refusal| asker(&refusal, trouble, installations)) {
        return whose;
    }
    if let Some(whose) = resource(message) {
        return whose;
    }
    // Who is refused something is not what a command is about.
    let is_account = |object: &Object<'_>| refusal.is_some() && object.kind == "ServiceAccount";
    let object = whom::object(message).filter(|object| !is_account(object));
    if let Some(whose) = object.as_ref().and_then(certain) {
        return whose;
    }
    if let Some(whose) = event::workload(reported).filter(|_| object.is_none()) {
        return whose;
    }
    if trouble.what == Wrong::Event && trouble.about.as_ref().is_some_and(|about| names::is_own(&about.name))
        || object.as_ref().is_some_and(|object| is_licence(object, subject, installations))
    {
        return Whose::Gloo;
    }
    if let Some(about) = trouble.about.as_ref().filter(|about| names::is_of_product(&about.name)) {
        if about.kind == "helmrelease" {
            return Whose::Another(Thing::Release(about.name.clone()));
        }
        if runs(&about.kind) {
            return Whose::Another(Thing::Object(whom::kind_of(&about.kind), about.name.clone()));
        }
    }
    let of_message = flux::of(message).map(|flux| flux.chart).or_else(|| of_template(message));
    if let Some(chart) = of_message.or(chart.as_deref()) {
        if names::is_own_chart(chart) {
            return Whose::Gloo;
        }
        // A chart of a folder may be any.
        let is_of_folder = of_message.is_none() && chart.starts_with(['.', '/']);
        if !is_of_folder || names::is_of_product(names::chart_name(chart)) {
            return Whose::Another(Thing::Chart(chart.to_owned()));
        }
    }
    if let Some(release) = subject.release.as_ref() {
        if installations.iter().any(|one| one.release.as_ref().is_some_and(|known| known.value == *release)) {
            return Whose::Gloo;
        }
        if names::is_foreign_release(release) {
            return Whose::Another(Thing::Release(release.clone()));
        }
    }
    // Terraform names the resource, which is mostly called as its release.
    let resource =
        message.split_once("with helm_release.").map(|(_, rest)| rest.trim_end_matches([',', ':']));
    if let Some(name) = resource.filter(|name| names::is_foreign_release(name)) {
        return Whose::Another(Thing::Release(name.to_owned()));
    }
    // What Gloo's own programs say is about Gloo, and what a chart's folder is called as well.
    let is_own = subject.program == Some("glooctl") || trouble.what == Wrong::Logged;
    if is_own || names::is_own(subject.release.as_deref().unwrap_or_default()) {
        return Whose::Gloo;
    }
    // What Helm waits for is of the chart, a Job of a hook too, and no chart of Gloo has a workload of any other name.
    let is_foreign = |object: &Object<'_>| {
        (message.contains(" not ready. status: ") || message.contains(" failed: BackoffLimitExceeded"))
            && is_workload(object)
            && !names::may_be_own(object.name)
            && !names::may_be_proxy(object.name)
    };
    if let Some(object) = object.as_ref().filter(|object| is_foreign(object)) {
        return Whose::Another(thing(object));
    }
    object.filter(is_anybodys).map_or(Whose::Gloo, |object| Whose::Unknown(thing(&object)))
}

/// The chart that the path of a template names: `ingress-nginx` in `executing "ingress-nginx/templates/a.yaml" at`. Of
/// charts within charts it is Gloo's, if one of them is.
fn of_template(message: &str) -> Option<&str> {
    // gloo has charts of its own inside, which its log names.
    let is_of_helm = ["Error", "Helm ", "UPGRADE", "INSTALL"].iter().any(|start| message.starts_with(start));
    let (before, _) = message.split_once("/templates/").filter(|_| is_of_helm)?;
    let path = before.rsplit([' ', '"', '(', '[', '\'']).next()?;
    let mut charts = path.split('/');
    let outer = charts.next().filter(|name| !name.is_empty() && !name.starts_with('.'))?;
    Some(charts.find(|name| names::is_own_chart(name)).unwrap_or(outer))
}

/// `no matches for kind "Host" in version "getambassador.io/v3alpha1"`: another product's, if no kind that it names
/// is Gloo's.
fn kind(message: &str) -> Option<Whose> {
    const MOST: usize = 64;
    let groups: Vec<&str> = message
        .split("no matches for kind \"")
        .skip(1)
        .take(MOST)
        .map(|part| {
            let version = part.split_once("in version \"").and_then(|(_, rest)| rest.split_once('"'));
            version.map_or("", |(version, _)| version.split_once('/').map_or("", |(group, _)| group))
        })
        .collect();
    let first = groups.first()?;
    if groups.iter().any(|group| names::is_own_group(group)) {
        return Some(Whose::Gloo);
    }
    let is_foreign = groups.iter().all(|group| names::is_foreign_group(group));
    is_foreign.then(|| Whose::Another(Thing::Kind((*first).to_owned())))
}

/// The webhook that a message names, and whether it is Gloo's.
pub(super) fn webhook(message: &str) -> Option<(&str, bool)> {
    let (_, rest) = message.split_once("webhook \"")?;
    let (name, _) = rest.split_once('"')?;
    // Those of Gloo are named after its services, `gloo.edge.svc`, with a part before that in newer ones.
    let parts: Vec<&str> = name.strip_suffix(".svc").unwrap_or_default().split('.').collect();
    let is_elsewhere = message.contains("https://") && !message.contains("/validation");
    let is_of_gloo = match parts.as_slice() {
        ["gateway" | "kube", _] => !is_elsewhere,
        [.., service, _] => *service == "gloo",
        _ => false,
    };
    (!name.is_empty()).then(|| (name, is_of_gloo || names::is_below(name, "solo.io")))
}

/// Whose a refusal is. Of a log the account is that of the program itself; of a command it is whoever typed it.
fn asker(refusal: &Refusal<'_>, trouble: &Trouble, installations: &[Installation]) -> Option<Whose> {
    if let Account::Service { namespace, name } = refusal.account
        && is_of_client(trouble)
    {
        let is_here =
            |one: &Installation| one.namespace.as_ref().is_some_and(|known| known.value == namespace);
        // A line with the version of its program is one of Gloo's own programs.
        let is_home = trouble.build.is_some()
            || namespace == super::DEFAULT_NAMESPACE
            || installations.iter().any(is_here);
        let is_of_product = names::is_of_product(namespace) || names::is_of_product(name);
        if !is_of_product && (names::is_own(name) || is_home && names::may_be_account(name)) {
            return Some(Whose::Gloo);
        }
        let thing = Thing::Account(namespace.to_owned(), name.to_owned());
        let is_unsure = !is_of_product && (is_home || names::may_be_account(name));
        return Some(if is_unsure { Whose::Unknown(thing) } else { Whose::Another(thing) });
    }
    // What another product does to Gloo's objects is up to its own account. What deploys Gloo needs its rights.
    if let Account::Service { namespace, name } = refusal.account
        && names::is_of_product(name)
        && !["argo", "flux"].iter().any(|deploys| name.starts_with(deploys))
    {
        return Some(Whose::Another(Thing::Account(namespace.to_owned(), name.to_owned())));
    }
    names::is_foreign_group(refusal.group).then(|| Whose::Another(Thing::Refused(refusal.group.to_owned())))
}

/// Whether a line is of a program that watches the cluster, so that its own account is refused.
fn is_of_client(trouble: &Trouble) -> bool {
    trouble.what == Wrong::Logged
        || ["reflector", "failed to list", "Failed to list", "Failed to watch", "list check failed"]
            .iter()
            .any(|words| trouble.message.contains(words))
}

/// `the server doesn't have a resource type "certificates"`, `could not find the requested resource (get hosts.x.io)`
fn resource(message: &str) -> Option<Whose> {
    let asked = || {
        let (_, rest) = message.split_once("could not find the requested resource (")?;
        rest.split_once(')')?.0.split_once(' ').map(|(_, resource)| resource)
    };
    let typed =
        message.split_once("doesn't have a resource type \"").and_then(|(_, rest)| rest.split_once('"'));
    let is_typed = typed.is_some();
    let resource = typed.map(|(resource, _)| resource).or_else(asked)?;
    match names::is_own_resource(resource) {
        Some(true) => Some(Whose::Gloo),
        Some(false) => Some(Whose::Another(Thing::Resource(resource.to_owned()))),
        None => is_typed.then(|| Whose::Unknown(Thing::Resource(resource.to_owned()))),
    }
}

/// Whose an object is, where its kind or its name says so for certain.
fn certain(object: &Object<'_>) -> Option<Whose> {
    if object.is_definition() {
        let (name, thing) = (object.name, Thing::Definition(object.name.to_owned()));
        if names::is_foreign_definition(name) {
            return Some(Whose::Another(thing));
        }
        let is_shared = name.ends_with(names::SHARED_GROUP);
        return Some(if is_shared { Whose::Unknown(thing) } else { Whose::Gloo });
    }
    if names::is_foreign_group(object.group) {
        return Some(Whose::Another(Thing::Kind(object.group.to_owned())));
    }
    if names::is_own_group(object.group) || is_builtin(object) && names::is_own(object.name) {
        return Some(Whose::Gloo);
    }
    let is_of_product = is_builtin(object)
        && (names::is_of_product(object.name) || object.namespace.is_some_and(names::is_of_product));
    is_of_product.then(|| Whose::Another(thing(object)))
}

/// Whether an object of Kubernetes' own may be anybody's. A kind that is not Kubernetes' own is Gloo's here, since a
/// kind of another product comes with its group.
fn is_anybodys(object: &Object<'_>) -> bool {
    is_builtin(object) && object.namespace.is_none_or(|namespace| namespace != super::DEFAULT_NAMESPACE)
}

/// Whether an object is the licence of an Enterprise in the same namespace.
fn is_licence(object: &Object<'_>, subject: &Subject, installations: &[Installation]) -> bool {
    let is_here = |one: &Installation| {
        one.is_of(Edition::Enterprise)
            && one.namespace.as_ref().map(|known| &known.value) == subject.namespace.as_ref()
    };
    object.name == "license" && installations.iter().any(is_here)
}

fn thing(object: &Object<'_>) -> Thing {
    Thing::Object(whom::kind_of(object.kind), object.name.to_owned())
}

fn is_workload(object: &Object<'_>) -> bool {
    runs(&whom::kind_of(object.kind))
}

/// Whether the kind is one of Kubernetes itself.
fn is_builtin(object: &Object<'_>) -> bool {
    const KINDS: [&str; 17] = [
        "cronjob",
        "persistentvolumeclaim",
        "persistentvolume",
        "configmap",
        "secret",
        "role",
        "rolebinding",
        "clusterrole",
        "clusterrolebinding",
        "horizontalpodautoscaler",
        "poddisruptionbudget",
        "networkpolicy",
        "ingressclass",
        "priorityclass",
        "podsecuritypolicy",
        "validatingwebhookconfiguration",
        "mutatingwebhookconfiguration",
    ];
    let kind = whom::kind_of(object.kind).to_ascii_lowercase();
    is_workload(object) || KINDS.contains(&kind.trim_end_matches('s'))
}
