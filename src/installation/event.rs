//! Whose an event or a workload is, by the pods and images that it names.

use super::thing::{Thing, Whose, runs};
use super::{Reported, containers, names};
use crate::image::{Role, is_unknown};
use crate::transcript::{Wrong, images};

/// Whose an event is, by what it is about and by the image that it names.
pub(super) fn event(Reported { trouble, subject, .. }: &Reported) -> Option<Whose> {
    let (message, name) = (&trouble.message, subject.name.as_deref().unwrap_or_default());
    let kind = subject.kind.as_deref().filter(|kind| trouble.what == Wrong::Event && runs(kind));
    let of_object = kind.map(|kind| Thing::Object(kind.to_owned(), name.to_owned()));
    if names::is_of_product(name) {
        return of_object.map(Whose::Another);
    }
    if names::is_own(name) || message.contains("gloo") {
        return None;
    }
    let quoted = message.split_once("image \"").and_then(|(_, rest)| rest.split_once('"'));
    let Some(image) = quoted.and_then(|(image, _)| images::container(image, trouble.span)) else {
        return of_object.map(Whose::Unknown);
    };
    if Role::of(&image.name).is_telling() || containers::is_of_solo(image.registry.as_deref()) {
        return None;
    }
    // A mirror may have given it another name.
    let may_be_own = |name: &str| names::may_be_own(name) || names::may_be_proxy(name);
    let is_another = is_unknown(&image.name) && !may_be_own(name) && !may_be_own(&image.name);
    let thing = Thing::Object("image".to_owned(), image.name);
    Some(if is_another { Whose::Another(thing) } else { Whose::Unknown(thing) })
}

/// Whose a workload is that the command above names, where that says so. The proxies of Gloo are called as somebody
/// likes, so the name of another gateway says nothing.
pub(super) fn workload(Reported { trouble, subject, .. }: &Reported) -> Option<Whose> {
    let (kind, name) = (subject.kind.as_ref()?, subject.name.as_ref()?);
    let is_of_product =
        names::is_of_product(name) || subject.namespace.as_deref().is_some_and(names::is_of_product);
    // What deploys Gloo speaks of it in its own log.
    let is_of_product = names::is_of_family(name) || is_of_product && !trouble.message.contains("gloo");
    let may_be_own = names::may_be_own(name) || names::may_be_proxy(name) || trouble.build.is_some();
    // A list names its objects itself.
    let is_of_command = runs(kind) && kind != "ServiceAccount" && trouble.about.is_none();
    (is_of_command && (is_of_product || !may_be_own))
        .then(|| Whose::Another(Thing::Object(kind.clone(), name.clone())))
}
