//! Which release the containers of an installation carry.

use crate::image::{Role, rank};
use crate::transcript::version::Container;
use crate::version::{Tag, Version};

/// The tag, read.
#[must_use]
pub fn tag(container: &Container) -> Tag {
    Tag::parse(&container.tag)
}

/// The release that the containers of some roles carry, and the container that says so: the most
/// telling one whose tag is a release.
#[must_use]
pub fn release<'a>(containers: &'a [Container], roles: &[Role]) -> Option<(Version, &'a Container)> {
    let of_roles = containers.iter().filter(|container| roles.contains(&Role::of(&container.name)));
    let released = of_roles.filter_map(|container| Some((tag(container).version()?, container)));
    released.min_by_key(|(_, container)| rank(&container.name))
}
