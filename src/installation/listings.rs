//! What runs: containers by namespace, from every output that lists some, and what they prove.

use super::containers::{self, tag};
use super::standing::MOST_SUBJECTS;
use super::{About, Basis, Conflict, Installation};
use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::gather::Gather as _;
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
    let (before, after) = (of_listing(before), of_listing(after));
    let edition = |one: &Installation| one.edition.as_ref().map(|known| known.value);
    let line = |one: &Installation| {
        let number = one.open_source.as_ref().or(one.enterprise.as_ref());
        number.map(|known| known.value.line())
    };
    let differs = edition(&before).zip(edition(&after)).is_some_and(|(before, after)| before != after);
    differs || line(&before).zip(line(&after)).is_some_and(|(before, after)| after < before)
}

/// Two different releases of the same container, in the words of both.
fn contradiction(before: &Listing, after: &Listing) -> Option<(Known<String>, Known<String>)> {
    let words = |container: &Container| Known {
        value: format!("{}:{}", container.name, container.tag),
        evidence: vec![Evidence::Lines(container.span)],
    };
    after.containers.iter().take(MOST_COMPARED).find_map(|later| {
        let release = tag(later).version().filter(|_| Role::of(&later.name) != Role::Foreign)?;
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
fn complete(known: &mut Listing, later: Listing) {
    known.deployment_type = known.deployment_type.take().or(later.deployment_type);
    known.namespace = known.namespace.take().or(later.namespace);
    known.enterprise = known.enterprise.or(later.enterprise);
    for mut container in later.containers {
        let same = known.containers.iter_mut().take(MOST_COMPARED).find(|same| same.name == container.name);
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

/// What a listing proves.
pub(super) fn of_listing(listing: &Listing) -> Installation {
    let edition = edition(listing);
    let lines = |container: &Container| Evidence::Lines(container.span);
    let (open_source, basis) = match open_source(&listing.containers) {
        Some((known, basis)) => (Some(known), Some(basis)),
        None => (None, None),
    };
    let enterprise = containers::release(&listing.containers, &[Role::Enterprise])
        .or_else(|| containers::release(&listing.containers, &[Role::Console]))
        .filter(|_| edition.as_ref().is_some_and(|edition| edition.value == Edition::Enterprise));
    Installation {
        namespace: listing.namespace.clone().map(Known::from),
        deployment_type: listing.deployment_type.clone(),
        edition,
        open_source,
        basis,
        enterprise: enterprise.map(|(version, container)| Known::new(version, lines(container))),
        containers: listing.containers.clone(),
        ..Installation::default()
    }
}

/// The edition, where the listing proves one. `enterprise` is printed for an image named exactly
/// `gloo-ee` only, so its absence proves nothing; a listing that was cut may have lost the rest.
fn edition(listing: &Listing) -> Option<Known<Edition>> {
    let of_role =
        |role: Role| listing.containers.iter().filter(move |container| Role::of(&container.name) == role);
    let mut evidence: Vec<Evidence> = listing.enterprise.into_iter().map(Evidence::Lines).gather();
    evidence.extend(of_role(Role::Enterprise).next().map(|container| Evidence::Lines(container.span)));
    evidence.dedup();
    if !evidence.is_empty() {
        return Some(Known { value: Edition::Enterprise, evidence });
    }
    let proof = listing.containers.iter().find(|container| image::is_only_open_source(&container.name));
    let span = proof.map(|container| container.span).or_else(|| listing.is_whole.then_some(listing.span));
    span.map(|span| Known::new(Edition::OpenSource, Evidence::Lines(span)))
}

/// The open-source version: `OssTag` first, since it is right even where the tag reads `latest`.
fn open_source(containers: &[Container]) -> Option<(Known<Version>, Basis)> {
    let annotated = containers.iter().find_map(|container| {
        let tag = container.oss_tag.as_ref()?;
        let version = Tag::parse(&tag.value).version()?;
        Some((Known::new(version, Evidence::Lines(tag.span)), Basis::OssTag))
    });
    if annotated.is_some() {
        return annotated;
    }
    let (version, container) = containers::release(containers, &[Role::OpenSource])?;
    Some((Known::new(version, Evidence::Lines(container.span)), Basis::Containers))
}
