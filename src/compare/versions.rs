//! Which versions moved, and where to.

use super::cluster::Pairs;
use super::side::Side;
use super::{Change, Direction, Fate, Moved, What};
use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::installation::{Doubt, Facts, Installation, ServerStatus};
use crate::subject::Statement;
use crate::version::{Tag, Version};

/// Each installation of either text.
pub(super) fn installations((before, after): (&Side<'_>, &Side<'_>), pairs: &Pairs) -> Vec<Moved> {
    let mut all = Vec::new();
    for (at, cluster) in before.report.clusters.iter().enumerate() {
        let (ours, other) = (&cluster.facts, pairs.after(at).and_then(|at| after.facts(at)));
        let partners = partners(ours, other);
        for (one, partner) in ours.installations.iter().zip(&partners) {
            let partner = partner.and_then(|at| other?.installations.get(at));
            let fate =
                if partner.is_none() && is_gone(one, other) { Fate::Removed } else { Fate::OnlyBefore };
            all.push(moved((Some(one), partner), (Some(ours), other), &cluster.label, fate));
        }
        let added = other.into_iter().flat_map(|other| other.installations.iter().enumerate());
        for (_, one) in added.filter(|(at, _)| !partners.contains(&Some(*at))) {
            all.push(moved((None, Some(one)), (Some(ours), other), &cluster.label, Fate::OnlyAfter));
        }
    }
    for (at, cluster) in after.report.clusters.iter().enumerate() {
        for one in cluster.facts.installations.iter().filter(|_| pairs.before(at).is_none()) {
            let facts = (None, Some(&cluster.facts));
            all.push(moved((None, Some(one)), facts, &cluster.label, Fate::OnlyAfter));
        }
    }
    all
}

/// For each installation of a cluster, its place in the other text. The same edition comes first, and a namespace
/// that is unknown is that of the only one.
pub(super) fn partners(ours: &Facts, theirs: Option<&Facts>) -> Vec<Option<usize>> {
    let others = theirs.map_or(&[][..], |facts| &facts.installations);
    let mut partners: Vec<Option<usize>> = vec![None; ours.installations.len()];
    let value = |one: &Installation| one.namespace.as_ref().map(|known| known.value.clone());
    let edition = |one: &Installation| one.edition.as_ref().map(|known| known.value);
    let are_lone = ours.installations.len() == 1 && others.len() == 1;
    let same = |one: &Installation, other: &Installation| match (value(one), value(other)) {
        (Some(one), Some(other)) => one == other,
        _ => are_lone,
    };
    for pass in [true, false] {
        for (at, one) in ours.installations.iter().enumerate() {
            let is_free = |place: &usize| !partners.contains(&Some(*place));
            let fits = |other: &Installation| same(one, other) && (!pass || edition(one) == edition(other));
            let found = others.iter().enumerate().find(|(place, other)| is_free(place) && fits(other));
            let found = found.map(|(place, _)| place);
            if let Some(partner) = partners.get_mut(at).filter(|partner| partner.is_none()) {
                *partner = found;
            }
        }
    }
    partners
}

/// Whether a text says that an installation is not there any more.
fn is_gone(one: &Installation, facts: Option<&Facts>) -> bool {
    let (Some(facts), Some(namespace)) = (facts, one.namespace.as_ref().map(|known| &known.value)) else {
        return false;
    };
    let searched = facts.searched.as_ref().and_then(|searched| searched.namespace.as_ref());
    let is_undefined = matches!(facts.server, ServerStatus::Undefined(_)) && searched == Some(namespace);
    let is_removed = facts.outputs.iter().any(|output| {
        output.statement == Statement::Uninstalled && output.subject.namespace.as_ref() == Some(namespace)
    });
    is_undefined || is_removed
}

fn moved(
    (before, after): (Option<&Installation>, Option<&Installation>),
    (ours, theirs): (Option<&Facts>, Option<&Facts>),
    cluster: &Option<String>,
    alone: Fate,
) -> Moved {
    let edition = |one: Option<&Installation>| one?.edition.as_ref().map(|known| known.value);
    let editions = edition(before).zip(edition(after));
    let fate = match (before, after) {
        (Some(_), Some(_)) if editions.is_some_and(|(one, other)| one != other) => Fate::Converted,
        (Some(_), Some(_)) => Fate::Kept,
        _ => alone,
    };
    let is_open = |one: &&Installation| one.doubt == Doubt::None;
    let own = |one: Option<&Installation>| one.filter(is_open)?.version().map(|known| known.value);
    let direction = match editions {
        Some((one, other)) if one == other => direction(own(before), own(after)),
        _ => Direction::Unknown,
    };
    let number = |one: Option<&Installation>, edition: Edition| {
        let one = one.filter(is_open)?;
        let version = if edition == Edition::Enterprise { &one.enterprise } else { &one.open_source };
        version.clone()
    };
    let change = |what: What, edition: Edition| {
        let (old, now) = (number(before, edition), number(after, edition));
        let direction = self::direction(old.as_ref().map(|one| one.value), now.as_ref().map(|one| one.value));
        let text =
            |known: Option<Known<Version>>| known.map(|known| known.map(|version| version.to_string()));
        Change { what, cluster: cluster.clone(), before: text(old), after: text(now), direction }
    };
    let revisions = (revision(before, ours), revision(after, theirs));
    let revision = Change {
        what: What::Revision,
        cluster: cluster.clone(),
        direction: self::direction(
            revisions.0.as_ref().map(|one| one.value),
            revisions.1.as_ref().map(|one| one.value),
        ),
        before: revisions.0.map(|known| known.map(|number| number.to_string())),
        after: revisions.1.map(|known| known.map(|number| number.to_string())),
    };
    let versions = [
        change(What::Enterprise, Edition::Enterprise),
        change(What::OpenSource, Edition::OpenSource),
        revision,
    ];
    let namespace = |one: Option<&Installation>| one?.namespace.as_ref().map(|known| known.value.clone());
    Moved {
        cluster: cluster.clone(),
        namespace: namespace(before).or_else(|| namespace(after)),
        fate,
        before: before.map(Installation::describe),
        after: after.map(Installation::describe),
        direction,
        versions: versions.into_iter().filter(|one| one.before.is_some() || one.after.is_some()).collect(),
    }
}

/// The revision of the only release that can be that of an installation.
fn revision(one: Option<&Installation>, facts: Option<&Facts>) -> Option<Known<u32>> {
    let one = one?;
    let agrees = |found: Option<&String>, known: Option<&String>| {
        found.zip(known).is_none_or(|(found, known)| found == known)
    };
    let namespace = one.namespace.as_ref().map(|known| &known.value);
    let name = one.release.as_ref().map(|known| &known.value);
    let mut own = facts?.releases.iter().filter(|release| {
        release.chart.is_some()
            && agrees(release.namespace.as_ref().map(|found| &found.value), namespace)
            && agrees(release.name.as_ref().map(|found| &found.value), name)
    });
    let release = own.next().filter(|_| own.next().is_none())?;
    Some(Known::new(release.revision?, Evidence::Lines(release.span)))
}

/// The client and Kubernetes of each cluster that both texts have; what several clusters share is there once.
pub(super) fn surroundings((before, after): (&Side<'_>, &Side<'_>), pairs: &Pairs) -> Vec<Change> {
    let mut all: Vec<Change> = Vec::new();
    for (one, other) in &pairs.same {
        let (Some(old), Some(now)) = (before.cluster(*one), after.cluster(*other)) else { continue };
        let mut add = |what: What, before: &Option<Known<String>>, after: &Option<Known<String>>| {
            let text = |known: &Option<Known<String>>| known.as_ref().map(|known| known.value.clone());
            let direction = match (text(before), text(after)) {
                (Some(one), Some(other)) if one == other => Direction::Unchanged,
                (Some(one), Some(other)) => match direction(number(&one), number(&other)) {
                    // Builds of one release differ, and which one is newer is unknown.
                    Direction::Unchanged => Direction::Unknown,
                    direction => direction,
                },
                _ => Direction::Unknown,
            };
            let cluster = old.label.clone().filter(|_| what == What::Kubernetes);
            let change = Change { what, cluster, before: before.clone(), after: after.clone(), direction };
            if (change.before.is_some() || change.after.is_some())
                && !all.iter().any(|known| is_same(known, &change))
            {
                all.push(change);
            }
        };
        add(What::Client, &old.facts.client, &now.facts.client);
        add(What::Kubernetes, &old.facts.kubernetes, &now.facts.kubernetes);
    }
    all
}

fn direction<T: Ord>(before: Option<T>, after: Option<T>) -> Direction {
    match before.zip(after).map(|(before, after)| after.cmp(&before)) {
        None => Direction::Unknown,
        Some(std::cmp::Ordering::Greater) => Direction::Upgraded,
        Some(std::cmp::Ordering::Less) => Direction::Downgraded,
        Some(std::cmp::Ordering::Equal) => Direction::Unchanged,
    }
}

/// The release in what a program prints of itself: `1.29.4` of `1.29.4-gke.1043002`.
fn number(text: &str) -> Option<Version> {
    Tag::parse(text).version().or_else(|| Version::parse(text.split(['-', '+']).next()?))
}

/// Whether two changes say the same, wherever they stand.
fn is_same(one: &Change, other: &Change) -> bool {
    let values =
        |one: &Change| [&one.before, &one.after].map(|known| known.as_ref().map(|known| known.value.clone()));
    (one.what, &one.cluster) == (other.what, &other.cluster) && values(one) == values(other)
}
