//! Which release the containers of an installation carry.

use crate::image::{self, Role, rank};
use crate::transcript::version::Container;
use crate::version::{ReleaseLine, Tag, Version};

/// The tag, read.
#[must_use]
pub fn tag(container: &Container) -> Tag {
    Tag::parse(&container.tag)
}

/// A container among others, and whose number its tag is.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    /// Never [`Role::General`]: the containers beside it say what such a name means.
    pub role: Role,
    /// The container.
    pub container: &'a Container,
}

/// More registries and lines than this are in no installation.
const MOST_PLACES: usize = 32;

/// Where an image is from, and of which line it is.
type Place<'a> = (Option<&'a str>, Option<ReleaseLine>);

fn place(container: &Container) -> Place<'_> {
    (container.registry.as_deref(), tag(container).version().map(Version::line))
}

/// What each of some containers is, by its name, its annotation and the containers beside it.
#[must_use]
pub fn members(containers: &[Container]) -> Vec<Member<'_>> {
    let mut places: Vec<Place<'_>> = Vec::new();
    for container in containers {
        if Role::of(&container.name).is_telling() || container.oss_tag.is_some() {
            let place = place(container);
            if places.len() < MOST_PLACES && !places.contains(&place) {
                places.push(place);
            }
        }
    }
    let is_beside = |container: &Container| {
        let (registry, line) = place(container);
        places.iter().any(|(other, others_line)| {
            let is_of_line = line.is_none() || others_line.is_none() || line == *others_line;
            registry == *other && (is_of_line || is_of_solo(registry))
        })
    };
    // The label is that of the pod, which may have a container of another product.
    let is_labelled = |container: &Container| {
        container.is_labelled && (places.is_empty() || is_of_solo(container.registry.as_deref()))
    };
    // Beside the published image, one of the same name that is no mirror of it may be anybody's.
    let is_published = containers
        .iter()
        .any(|one| Role::of(&one.name) == Role::OpenSource && is_of_solo(one.registry.as_deref()));
    let is_elsewhere = |container: &Container| {
        let of = |path: &str| path.contains("solo") || path.contains("gloo");
        is_published && container.registry.as_deref().is_some_and(|path| !of(path))
    };
    let wrapper = containers.iter().find(|container| container.name == "gloo-envoy-wrapper");
    let role = |container: &Container| match Role::of(&container.name) {
        _ if is_renamed(container, wrapper) => Role::Enterprise,
        Role::General if is_beside(container) || is_labelled(container) => Role::OpenSource,
        Role::General => Role::Foreign,
        Role::OpenSource if container.name == "gloo" && is_elsewhere(container) => Role::Foreign,
        role => role,
    };
    containers.iter().map(|container| Member { role: role(container), container }).collect()
}

/// Whether a registry is the one that Gloo is published in; during an upgrade it has images of two lines.
pub(super) fn is_of_solo(registry: Option<&str>) -> bool {
    registry.and_then(|path| path.rsplit('/').next()).is_some_and(|last| matches!(last, "solo-io" | "soloio"))
}

/// Whether a container is an Enterprise image under another name: its annotation has the number of the open
/// source inside, and its tag another one of the same line. An open-source image that was set by hand looks
/// alike, but there the proxies carry the number of the annotation.
fn is_renamed(container: &Container, wrapper: Option<&Container>) -> bool {
    let Some(base) = container.oss_tag.as_ref().and_then(|tag| Tag::parse(&tag.value).version()) else {
        return false;
    };
    let is_other = |version: Version| version != base && version.line() == base.line();
    let is_by_hand = image::is_only_open_source(&container.name)
        && wrapper.is_some_and(|wrapper| tag(wrapper).version() == Some(base));
    // The sidecars of the same pod have the annotation too.
    let is_candidate = image::is_unknown(&container.name) || image::is_only_open_source(&container.name);
    is_candidate && !is_by_hand && tag(container).version().is_some_and(is_other)
}

/// Whether some containers show Gloo. Federation alone is none: it has a chart of its own.
#[must_use]
pub fn show_gloo(containers: &[Container]) -> bool {
    let is_gloo = |role| matches!(role, Role::Enterprise | Role::Console | Role::OpenSource);
    members(containers).iter().any(|member| is_gloo(member.role))
}

/// The first container that no chart of Gloo names so, and whose tag is a release that will do.
#[must_use]
pub fn unknown(containers: &[Container], will_do: impl Fn(Version) -> bool) -> Option<&Container> {
    let is_one = |container: &&Container| {
        image::is_unknown(&container.name) && tag(container).version().is_some_and(&will_do)
    };
    containers.iter().find(is_one)
}

/// The release that the containers of some roles carry, and the container that says so: the most
/// telling one whose tag is a release.
#[must_use]
pub fn release<'a>(members: &[Member<'a>], roles: &[Role]) -> Option<(Version, &'a Container)> {
    let of_roles = members.iter().filter(|member| roles.contains(&member.role));
    let released = of_roles.filter_map(|member| Some((tag(member.container).version()?, member.container)));
    released.min_by_key(|(_, container)| rank(&container.name))
}
