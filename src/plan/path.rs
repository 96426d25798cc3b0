//! Which versions lie on the way.
//!
//! Within a line any later patch may follow. A minor is always a stop of its own, and is left from the
//! newest known patch of the line before it, as the published upgrade guides want it.

use super::Stop;
use crate::catalog::{Catalog, Release};
use crate::command::Command;
use crate::diagnose::Note;
use crate::edition::Edition;
use crate::settings::{Settings, Target};
use crate::version::{ReleaseLine, Version};

/// From this release on the chart is a Helm release; before, its manifests were applied by hand, so
/// there is nothing that `helm upgrade` could upgrade. The new version is installed beside the old one.
pub const HELM_RELEASES_SINCE: Version = Version::stable(1, 2, 0);

/// Where a plan goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Where it is to end.
    pub target: Version,
    /// The versions to upgrade to, one after the other.
    pub stops: Vec<Version>,
    /// What is to be said about it.
    pub notes: Vec<Note>,
}

/// The versions that can be offered from here: the newest known patch of this line first, then that
/// of each later line, then the other patches of this line and the next, newest first.
#[must_use]
pub fn targets(catalog: &Catalog, edition: Edition, from: Version) -> Vec<Version> {
    let next = |line: &ReleaseLine| catalog.next_line(edition, *line);
    let lines = std::iter::successors(Some(from.line()), next);
    let newest =
        lines.clone().filter_map(|line| catalog.newest(edition, line)).map(|release| release.version);
    if from < HELM_RELEASES_SINCE {
        let mut targets: Vec<Version> = newest.filter(|version| *version >= HELM_RELEASES_SINCE).collect();
        targets.reverse();
        return targets;
    }
    let mut targets: Vec<Version> = newest.filter(|version| *version > from).collect();
    let all = lines.take(2).flat_map(|line| catalog.line(edition, line).iter().rev());
    let others: Vec<Version> = all
        .map(|release| release.version)
        .filter(|version| *version > from && !targets.contains(version))
        .collect();
    targets.extend(others);
    targets
}

/// The way from a version to a target; without one, to the newest known patch of its line.
#[must_use]
pub fn route(catalog: &Catalog, edition: Edition, from: Version, target: Option<Target>) -> Route {
    let line = match target {
        Some(Target::Version(version)) => return to_version(catalog, edition, from, version),
        Some(Target::Line(line)) => line,
        Some(Target::Major(major)) => newest_line(catalog, edition, major),
        None if from < HELM_RELEASES_SINCE => match targets(catalog, edition, from).first() {
            Some(newest) => return to_version(catalog, edition, from, *newest),
            None => from.line(),
        },
        None | Some(Target::Successor(_)) => from.line(),
    };
    match catalog.newest(edition, line) {
        Some(newest) if newest.version > from || target.is_some() => {
            to_version(catalog, edition, from, newest.version)
        }
        Some(_) => {
            let detail = match catalog.next_line(edition, line) {
                Some(next) => {
                    format!("Choose a newer minor version, such as {next}, to see its plan.")
                }
                None => "No newer minor version is known here.".to_owned(),
            };
            let title = match catalog.release(edition, from) {
                Some(_) => format!("{from} is the newest {line} release known here"),
                None => format!("No {line} release newer than {from} is known here"),
            };
            nowhere(from, title, detail)
        }
        None => {
            let detail = format!(
                "The catalog lists no stable {edition} release of {line}, so nothing can be planned in it."
            );
            unknown(catalog, edition, from, format!("No known release of {line}"), detail)
        }
    }
}

/// The last line of those that begin with a number; the first such line, where none is known.
fn newest_line(catalog: &Catalog, edition: Edition, major: u32) -> ReleaseLine {
    let releases = catalog.releases(edition).iter().rev().map(|release| release.version);
    let mut of_major = releases.filter(|version| version.major == major && !version.is_prerelease());
    of_major.next().map_or(ReleaseLine { major, minor: 0 }, Version::line)
}

fn to_version(catalog: &Catalog, edition: Edition, from: Version, target: Version) -> Route {
    if target == from {
        return nowhere(target, format!("{target} is already running"), "There is nothing to upgrade.");
    }
    if target < from {
        let detail = "No downgrade is planned: data of the newer version would stay. To undo a recent upgrade, roll it back.";
        return nowhere(target, format!("{target} is older than {from}"), detail);
    }
    if catalog.release(edition, target).is_none() {
        let detail = format!("The catalog has no row for {edition} {target}, so no command names it.");
        return unknown(catalog, edition, target, format!("{target} is not in the catalog"), detail);
    }
    if from < HELM_RELEASES_SINCE {
        if target >= HELM_RELEASES_SINCE {
            return Route { target, stops: vec![target], notes: Vec::new() };
        }
        let detail = format!(
            "Before {HELM_RELEASES_SINCE} Gloo was not a Helm release, so there is no upgrade in place. Choose {HELM_RELEASES_SINCE} or newer as the target: it is installed beside the old version."
        );
        return nowhere(target, format!("No upgrade in place from {from} to {target}"), detail);
    }
    if target.line() == from.line() {
        return Route { target, stops: vec![target], notes: older_than(catalog, edition, from, target) };
    }
    across_lines(catalog, edition, from, target)
}

/// Each line on the way is a stop, at its newest known patch; so is the line that is left.
fn across_lines(catalog: &Catalog, edition: Edition, from: Version, target: Version) -> Route {
    let newest = |line| catalog.newest(edition, line).map(|release| release.version);
    let mut stops: Vec<Version> = newest(from.line()).filter(|newest| *newest > from).into_iter().collect();
    let mut line = from.line();
    loop {
        let next =
            catalog.next_line(edition, line).filter(|next| *next < target.line()).unwrap_or(target.line());
        let leave = stops.last().copied().unwrap_or(from);
        if !follows(next, line) {
            let notes = vec![hole(catalog, edition, line, next, leave)];
            return Route { target, stops, notes };
        }
        if next == target.line() {
            stops.push(target);
            return Route { target, notes: older_than(catalog, edition, leave, target), stops };
        }
        stops.extend(newest(next));
        line = next;
    }
}

/// Whether a line is the one right behind another.
fn follows(next: ReleaseLine, line: ReleaseLine) -> bool {
    (next.major == line.major && next.minor == line.minor + 1)
        || (next.major == line.major + 1 && next.minor == 0)
}

fn hole(catalog: &Catalog, edition: Edition, line: ReleaseLine, next: ReleaseLine, end: Version) -> Note {
    let missing = ReleaseLine { minor: line.minor + 1, ..line };
    let title = format!("No {edition} release of {missing} is known");
    let detail = format!(
        "Minor versions are upgraded one at a time, and the catalog has a hole between {line} and {next}. So the plan ends at {end}."
    );
    Note::new(title, detail).ask_repository(catalog, edition)
}

/// A release may be older than the build it replaces, and then lack fixes that were made in between. The
/// dates of Enterprise releases are only those of sightings, so what they are built on is compared.
fn older_than(catalog: &Catalog, edition: Edition, from: Version, target: Version) -> Vec<Note> {
    let mut notes = Vec::new();
    if target.is_prerelease() {
        notes.push(Note::new(
            format!("{target} is a pre-release"),
            "Pre-releases are for trying out: what they store may change before the release.",
        ));
    }
    let published = |version| published(catalog, edition, version);
    let Some((before, after)) = published(from).0.zip(published(target).1) else { return notes };
    if after < before {
        let safe =
            catalog.line(edition, target.line()).iter().filter(|release| !release.version.is_prerelease());
        let mut safe = safe.filter(|release| published(release.version).0.is_some_and(|date| date >= before));
        let safe = safe.next().map_or_else(
            || format!("No release of {}.x is known that has them for certain.", target.line()),
            |release| {
                format!("The first release of {}.x that is not older is {}.", target.line(), release.version)
            },
        );
        let what = match edition {
            Edition::OpenSource => format!("{target} is of {after} and {from} of {before}"),
            Edition::Enterprise => format!(
                "{target} is built on an open-source release of {after} or before, and {from} on one of {before} or after"
            ),
        };
        let title = format!("{target} was published before {from}");
        notes.push(Note::new(title, format!("{what}: fixes that {from} has may be missing. {safe}")));
    }
    notes
}

/// When the open-source release in a release was published: not before, and not after.
fn published(catalog: &Catalog, edition: Edition, version: Version) -> (Option<&str>, Option<&str>) {
    let date = |version| catalog.release(Edition::OpenSource, version).and_then(full_date);
    match edition {
        Edition::OpenSource => (date(version), date(version)),
        Edition::Enterprise => {
            let bounds = catalog.bounds(version);
            (bounds.lowest.and_then(date), bounds.highest.and_then(date))
        }
    }
}

fn full_date(release: &Release) -> Option<&str> {
    release.date.as_deref().filter(|date| date.len() == "2026-08-07".len())
}

/// Helm recorded another chart than what runs, and the plan would put an older or another one in its place.
pub(super) fn which_is_true(runs: Stop, recorded: Stop, target: Version, settings: &Settings) -> Route {
    let name = |stop: Stop| format!("{} {}", stop.edition, stop.version);
    let (runs, recorded) = (name(runs), name(recorded));
    let title = format!("The images show {runs}, Helm shows {recorded}");
    let detail = format!(
        "The images say {runs}, and Helm recorded {recorded}. An upgrade of {runs} would replace a newer or another chart. Find out which is right, and paste only that output."
    );
    let (namespace, release) = (settings.namespace.value.as_str(), settings.release.value.as_str());
    let mut route = nowhere(target, title, detail);
    for note in &mut route.notes {
        note.ask = Some(Command::new("helm", &["history", "-n", namespace, release]));
    }
    route
}

/// Of several installations none has the names that were chosen.
pub(super) fn no_such(target: Version, settings: &Settings) -> Route {
    let (namespace, release) = (&settings.namespace.value, &settings.release.value);
    let title = format!("No installation in the paste is {release} in {namespace}");
    nowhere(
        target,
        title,
        "The paste shows several, with other names: choose one of them, or correct the names.",
    )
}

/// Enterprise stores what open source can't read.
pub(super) fn no_way_back(from: Version) -> Route {
    let detail = "No way back to open source is published: options and servers of Enterprise would stay, unused. Install open source beside it, move the resources that both know, and then the traffic.";
    nowhere(from, "Enterprise can't be changed back to open source", detail)
}

/// There is no way as far as is known, and the chart repository knows more.
pub(super) fn unknown(
    catalog: &Catalog,
    edition: Edition,
    target: Version,
    title: String,
    detail: String,
) -> Route {
    let note = Note::new(title, detail).ask_repository(catalog, edition);
    Route { target, stops: Vec::new(), notes: vec![note] }
}

pub(super) fn nowhere(target: Version, title: impl Into<String>, detail: impl Into<String>) -> Route {
    Route { target, stops: Vec::new(), notes: vec![Note::new(title, detail)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog() -> Catalog {
        Catalog::published().expect("the published catalog")
    }

    fn check(from: &str, target: Option<&str>, expect: &str) {
        let from = Version::parse(from).expect("a version");
        let target = target.map(|target| Target::parse(target).expect("a target"));
        let route = route(&catalog(), Edition::OpenSource, from, target);
        let stops: Vec<String> = route.stops.iter().map(ToString::to_string).collect();
        let notes: Vec<&str> = route.notes.iter().map(|note| note.title.as_str()).collect();
        assert_eq!(
            format!("{} | {}", stops.join(" > "), notes.join("; ")),
            expect,
            "from {from} to {target:?}"
        );
    }

    #[test]
    fn one_line_at_a_time_from_its_newest_patch() {
        check("1.16.3", None, "1.16.27 | ");
        check("1.16.3", Some("1.16.4"), "1.16.4 | ");
        check("1.16.3", Some("1.17"), "1.16.27 > 1.17.38 | ");
        check("1.16.27", Some("1.17.38"), "1.17.38 | ");
        check("1.16.3", Some("1.18.41"), "1.16.27 > 1.17.38 > 1.18.41 | ");
        check(
            "1.16.3",
            Some("1.20.1"),
            "1.16.27 > 1.17.38 > 1.18.41 > 1.19.22 > 1.20.1 | 1.20.1 was published before 1.19.22",
        );
        check("1.17.0-beta14", None, "1.17.38 | ");
        check("1.21.15", Some("1.x"), "1.22.3 | ");
    }

    #[test]
    fn every_later_line_is_reached_over_known_releases_or_its_hole_is_named() {
        let catalog = catalog();
        for edition in Edition::ALL {
            let lines = || {
                let first = catalog.releases(edition).first().map(|release| release.version.line());
                std::iter::successors(first, |line| catalog.next_line(edition, *line))
            };
            for from in
                lines().filter_map(|line| catalog.newest(edition, line)).map(|release| release.version)
            {
                for line in lines().filter(|line| *line > from.line()) {
                    let route = route(&catalog, edition, from, Some(Target::Line(line)));
                    let names: Vec<&str> = route.notes.iter().map(|note| note.title.as_str()).collect();
                    let is_known = |stop: &Version| catalog.release(edition, *stop).is_some();
                    assert!(
                        route.stops.iter().all(is_known),
                        "{edition} {from} to {line}: {:?}",
                        route.stops
                    );
                    let arrives = route.stops.last() == Some(&route.target);
                    let is_told = names.iter().any(|name| name.starts_with("No "));
                    assert!(arrives != is_told, "{edition} {from} to {line} ends without a word: {names:?}");
                    let mut at = from;
                    for stop in &route.stops {
                        let is_next = from < HELM_RELEASES_SINCE
                            || stop.line() == at.line()
                            || follows(stop.line(), at.line());
                        assert!(
                            *stop > at && is_next,
                            "{edition} {from} to {line} leaps from {at} to {stop}"
                        );
                        at = *stop;
                    }
                }
            }
        }
    }

    #[test]
    fn before_helm_releases_the_way_is_straight() {
        check("0.20.1", None, "1.22.3 | ");
        check("1.1.0", Some("1.2.0"), "1.2.0 | ");
        check("0.17.0", Some("1.18"), "1.18.41 | ");
        check("0.20.1", Some("1.1"), " | No upgrade in place from 0.20.1 to 1.1.0");
        check("0.20.1", Some("0.20.13"), " | No upgrade in place from 0.20.1 to 0.20.13");
        let offered = targets(&catalog(), Edition::OpenSource, Version::stable(0, 20, 1));
        assert_eq!(offered.first().map(ToString::to_string).as_deref(), Some("1.22.3"));
        assert_eq!(offered.last().map(|version| version.line().to_string()).as_deref(), Some("1.2"));
    }

    #[test]
    fn where_there_is_no_way_it_says_so() {
        check("1.16.27", None, " | 1.16.27 is the newest 1.16 release known here");
        check("1.16.3", Some("1.16.3"), " | 1.16.3 is already running");
        check("1.16.3", Some("1.15.36"), " | 1.15.36 is older than 1.16.3");
        check("1.16.3", Some("1.16.99"), " | 1.16.99 is not in the catalog");
        check("1.16.3", Some("3.x"), " | No known release of 3.0");
        check("1.99.0", None, " | No known release of 1.99");
    }

    #[test]
    fn a_release_older_than_the_build_it_replaces_is_told() {
        check("1.16.27", Some("1.17.0"), "1.17.0 | 1.17.0 was published before 1.16.27");
    }
}
