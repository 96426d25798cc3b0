//! From open source to Enterprise: the chart is exchanged in place, and what ran goes on below it.

use super::path::{self, Route};
use crate::catalog::Catalog;
use crate::command::Command;
use crate::diagnose::Note;
use crate::edition::Edition;
use crate::settings::Target;
use crate::version::Version;

/// Up to this release the settings stayed on the top level of Enterprise's values.
const SETTINGS_NESTED_SINCE: Version = Version::stable(1, 7, 0);

/// The way from an open-source release to an Enterprise one: first to the newest known Enterprise release
/// of the same line, then on as Enterprise.
pub(super) fn route(catalog: &Catalog, from: Version, target: Option<Target>) -> Route {
    let line = from.line();
    let Some(newest) = catalog.newest(Edition::Enterprise, line) else {
        let detail = format!(
            "An open-source installation becomes Enterprise within its line, and the catalog lists no stable Enterprise release of {line}. Upgrade to a line that has one first."
        );
        let title = format!("No Enterprise release of {line} is known");
        return path::unknown(catalog, Edition::Enterprise, from, title, detail);
    };
    let first = match target {
        // A release of the same line that the user names is where to convert to.
        Some(Target::Version(version)) if version.line() == line => version,
        _ => newest.version,
    };
    if catalog.release(Edition::Enterprise, first).is_none() {
        let detail = format!("The catalog has no row for Enterprise {first}, so no command names it.");
        return path::unknown(
            catalog,
            Edition::Enterprise,
            first,
            format!("{first} is not in the catalog"),
            detail,
        );
    }
    let rest = match target {
        Some(Target::Version(version)) if version == first => None,
        Some(Target::Line(wanted)) if wanted == line => None,
        None => None,
        Some(target) => Some(path::route(catalog, Edition::Enterprise, first, Some(target))),
    };
    let mut route = rest.unwrap_or(Route { target: first, stops: Vec::new(), notes: Vec::new() });
    if route.stops.is_empty() && route.target != first {
        // There is no way on, so nothing is begun either.
        return route;
    }
    route.stops.insert(0, first);
    if let Some(note) = older_base(catalog, from, first) {
        route.notes.insert(0, note);
    }
    route
}

/// The open-source release inside may be older than what runs, and then fixes are lost.
fn older_base(catalog: &Catalog, from: Version, to: Version) -> Option<Note> {
    let bounds = catalog.bounds(to);
    if bounds.lowest.is_some_and(|lowest| lowest >= from) {
        return None;
    }
    let (title, what) = match bounds.highest {
        Some(highest) if highest < from => (
            format!("Enterprise {to} is built on an older open-source release than {from}"),
            format!(
                "It is built on {highest} or older, so fixes that {from} has may be missing until a later Enterprise patch."
            ),
        ),
        _ => (
            format!("Whether Enterprise {to} has all that {from} has is unknown"),
            "The open-source release that it is built on is not known for certain.".to_owned(),
        ),
    };
    let ask = catalog.chart(Edition::Enterprise).map(|chart| {
        Command::new("helm", &["show", "chart", &chart.reference(), "--version", &to.to_string()])
    });
    Some(Note { title, detail: what, ask })
}

/// A program for awk that puts the values of the open-source chart below `gloo`, where the Enterprise
/// chart wants them. What Helm prints has each top key at the beginning of a line, and lists may begin there
/// too. Only what both charts share stays on the top level.
pub(super) fn nesting(to: Version) -> &'static str {
    if to < SETTINGS_NESTED_SINCE {
        r#"/^(null|[{][}])$/ {next} /^[^ -]/ {top = /^(global|settings):/} {if (top) print; else nested = nested "  " $0 "\n"} END {if (nested != "") printf "gloo:\n%s", nested}"#
    } else {
        r#"/^(null|[{][}])$/ {next} /^[^ -]/ {top = /^global:/} {if (top) print; else nested = nested "  " $0 "\n"} END {if (nested != "") printf "gloo:\n%s", nested}"#
    }
}
