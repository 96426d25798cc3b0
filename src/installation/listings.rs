//! What runs: containers by namespace, from every output that lists some, and what they prove.

use super::containers::{self, Member, tag};
use super::standing::MOST_SUBJECTS;
use super::{About, Basis, Conflict, Installation};
use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::image::{self, Role};
use crate::transcript::Span;
use crate::transcript::version::{Container, Listing};
use crate::version::{Tag, Version};

/// What a listing is to those before it.
pub(super) enum Observed {
    /// It is the first of its namespace, or completes the one that is there.
    Fits,
    /// It counts in place of the one that was there.
    Replaces(Conflict),
    /// It contradicts the one that was there, and nothing says which of them is true.
    Doubtful(Box<Listing>),
}

/// Takes a listing of what runs. A later one of the same namespace completes it, or counts instead where it
/// names another release for the same container; that is a conflict. `explains` says whether something between
/// two outputs explains that they contradict each other.
pub(super) fn observe(
    listings: &mut Vec<Listing>,
    mut listing: Listing,
    explains: impl Fn(Span, Span) -> bool,
) -> Observed {
    let name = |listing: &Listing| listing.namespace.as_ref().map(|found| found.value.clone());
    let wanted = name(&listing);
    let same =
        |known: &&mut Listing| wanted.is_none() || name(known).is_none_or(|known| Some(known) == wanted);
    let Some(known) = listings.iter_mut().take(MOST_SUBJECTS).find(same) else {
        listings.push(listing);
        return Observed::Fits;
    };
    let differs = contradiction(known, &listing);
    if contradict(known, &listing) && !explains(known.span, listing.span) {
        listing.namespace = listing.namespace.or(known.namespace.clone());
        return Observed::Doubtful(Box::new(std::mem::replace(known, listing)));
    }
    let Some((other, counts)) = differs else {
        complete(known, listing);
        return Observed::Fits;
    };
    let enterprise = known.enterprise.filter(|_| !proves_open_source(&listing));
    listing.enterprise = listing.enterprise.or(enterprise);
    listing.deployment_type = listing.deployment_type.or(known.deployment_type.take());
    listing.namespace = listing.namespace.or(known.namespace.take());
    *known = listing;
    Observed::Replaces(Conflict { about: About::Container, counts, other })
}

/// Whether one listing can't simply have become the other: the edition differs, or the line goes back.
pub(super) fn contradict(before: &Listing, after: &Listing) -> bool {
    let Some((before, after)) = of_listing(before).zip(of_listing(after)) else { return false };
    let edition = |one: &Installation| one.edition.as_ref().map(|known| known.value);
    let line = |one: &Installation| {
        let number = one.open_source.as_ref().or(one.enterprise.as_ref());
        number.map(|known| known.value.line())
    };
    let differs = edition(&before).zip(edition(&after)).is_some_and(|(before, after)| before != after);
    differs || line(&before).zip(line(&after)).is_some_and(|(before, after)| after < before)
}

/// The edition that the name of a container proves, and the container.
fn proof(listing: &Listing) -> Option<(Edition, &Container)> {
    let first = |proves: fn(&str) -> bool| {
        listing.containers.iter().take(MOST_COMPARED).find(|container| proves(&container.name))
    };
    let enterprise = first(|name| Role::of(name) == Role::Enterprise);
    enterprise
        .map(|container| (Edition::Enterprise, container))
        .or_else(|| Some((Edition::OpenSource, first(image::is_only_open_source)?)))
}

/// Two different releases of the same container, or containers of two editions, in the words of both.
fn contradiction(before: &Listing, after: &Listing) -> Option<(Known<String>, Known<String>)> {
    let words = |container: &Container| Known {
        value: format!("{}:{}", container.name, container.tag),
        evidence: vec![Evidence::Lines(container.span)],
    };
    if let (Some((edition, first)), Some((later, counts))) = (proof(before), proof(after))
        && edition != later
    {
        return Some((words(first), words(counts)));
    }
    after.containers.iter().take(MOST_COMPARED).find_map(|later| {
        let role = Role::of(&later.name);
        let is_of_gloo = role.is_telling() || (role == Role::General && later.is_labelled);
        let release = tag(later).version().filter(|_| is_of_gloo)?;
        let mut same =
            before.containers.iter().take(MOST_COMPARED).filter(|earlier| earlier.name == later.name);
        // During an upgrade, pods of both releases run: then the first listing has both.
        let (first, others) = (same.next()?, same.any(|earlier| tag(earlier).version() == Some(release)));
        let other = tag(first).version().filter(|other| *other != release && !others)?;
        (other != release).then(|| (words(first), words(later)))
    })
}

/// No installation has more containers than this; those of what has more are not compared.
const MOST_COMPARED: usize = 256;

/// Adds what the later listing has besides.
fn complete(known: &mut Listing, mut later: Listing) {
    // An annotation that was asked for alone is that of the first container of gloo.
    if known.containers.iter().all(|one| one.name.is_empty()) {
        std::mem::swap(known, &mut later);
    }
    known.deployment_type = known.deployment_type.take().or(later.deployment_type);
    known.namespace = known.namespace.take().or(later.namespace);
    known.enterprise = known.enterprise.or(later.enterprise);
    for mut container in later.containers {
        let is_same = |same: &&mut Container| match container.name.as_str() {
            "" => same.name.starts_with("gloo"),
            name => same.name == name,
        };
        let same = known.containers.iter_mut().take(MOST_COMPARED).find(is_same);
        match same {
            Some(same) => {
                same.oss_tag = same.oss_tag.take().or(container.oss_tag);
                // A tag that names a release is worth more than `latest`.
                if tag(same).version().is_none() && Tag::parse(&container.tag).version().is_some() {
                    same.tag = std::mem::take(&mut container.tag);
                    same.span = container.span;
                }
            }
            None => known.containers.push(container),
        }
    }
}

fn proves_open_source(listing: &Listing) -> bool {
    listing.containers.iter().any(|container| image::is_only_open_source(&container.name))
}

/// What a listing proves; nothing where no container of it is Gloo's.
pub(super) fn of_listing(listing: &Listing) -> Option<Installation> {
    let is_of_glooctl = listing.deployment_type.is_some() || listing.enterprise.is_some();
    if !is_of_glooctl && !containers::show_gloo(&listing.containers) {
        return None;
    }
    let members = containers::members(&listing.containers);
    let edition = edition(listing, &members);
    let lines = |container: &Container| Evidence::Lines(container.span);
    let (open_source, basis) = match open_source(&members) {
        Some((known, basis)) => (Some(known), Some(basis)),
        None => (None, None),
    };
    let enterprise = containers::release(&members, &[Role::Enterprise])
        .or_else(|| containers::release(&members, &[Role::Console, Role::Federation]))
        .filter(|_| edition.as_ref().is_some_and(|edition| edition.value == Edition::Enterprise));
    Some(Installation {
        namespace: listing.namespace.clone().map(Known::from),
        deployment_type: listing.deployment_type.clone(),
        edition,
        open_source,
        basis,
        enterprise: enterprise.map(|(version, container)| Known::new(version, lines(container))),
        containers: listing.containers.clone(),
        ..Installation::default()
    })
}

/// The edition, where the listing proves one. `enterprise` is printed for an image named exactly
/// `gloo-ee` only, so its absence proves nothing; a listing that was cut may have lost the rest, and a mirror
/// may have given an image of Enterprise another name.
fn edition(listing: &Listing, members: &[Member<'_>]) -> Option<Known<Edition>> {
    let of_role = |role: Role| members.iter().find(move |member| member.role == role);
    let lines = |member: &Member<'_>| Evidence::Lines(member.container.span);
    let mut evidence: Vec<Evidence> = listing.enterprise.into_iter().map(Evidence::Lines).collect();
    evidence.extend(of_role(Role::Enterprise).map(lines));
    evidence.dedup();
    if !evidence.is_empty() {
        return Some(Known { value: Edition::Enterprise, evidence });
    }
    let proof = |name: &str| members.iter().find(|member| image::is_plainly(&member.container.name, name));
    let open_source = proof("gloo").or_else(|| {
        let wrapper = proof("gloo-envoy-wrapper")?;
        // What the proxies get their configuration from may have another name.
        let may_be_gloo = |other: &&Container| {
            other.registry == wrapper.container.registry
                && image::is_unknown(&other.name)
                && tag(other).version().is_some()
        };
        listing.containers.iter().find(may_be_gloo).is_none().then_some(wrapper)
    });
    if let Some(open_source) = open_source {
        return Some(Known::new(Edition::OpenSource, lines(open_source)));
    }
    if let Some(federation) = of_role(Role::Federation) {
        return Some(Known::new(Edition::Enterprise, lines(federation)));
    }
    let is_open_source = listing.is_whole && has_shape_of_open_source(&listing.containers);
    is_open_source.then(|| Known::new(Edition::OpenSource, Evidence::Lines(listing.span)))
}

/// glooctl before 1.17 prints the host of a registry with a port in place of every name. The shape of the list is
/// left: discovery, a proxy, and gloo with its annotation. Enterprise runs redis and three more servers.
fn has_shape_of_open_source(containers: &[Container]) -> bool {
    let [first, others @ ..] = containers else { return false };
    let is_host = |container: &Container| container.name == first.name && tag(container) == Tag::Latest;
    let annotated = containers.iter().filter(|container| container.oss_tag.is_some());
    first.name.contains('.') && others.len() == 2 && containers.iter().all(is_host) && annotated.count() == 1
}

/// The open-source version: `OssTag` first, since it is right even where the tag reads `latest`.
fn open_source(members: &[Member<'_>]) -> Option<(Known<Version>, Basis)> {
    let annotated = members.iter().find_map(|member| {
        let tag = member.container.oss_tag.as_ref()?;
        let version = Tag::parse(&tag.value).version()?;
        Some((Known::new(version, Evidence::Lines(tag.span)), Basis::OssTag))
    });
    if annotated.is_some() {
        return annotated;
    }
    let (version, container) = containers::release(members, &[Role::OpenSource])?;
    Some((Known::new(version, Evidence::Lines(container.span)), Basis::Containers))
}
