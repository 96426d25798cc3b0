//! Where the releases end that Helm 2 can install and upgrade.

use super::Stop;
use super::path::{HELM_RELEASES_SINCE, Route};
use crate::diagnose::Note;
use crate::edition::Edition;
use crate::version::Version;

/// From this release on Helm 2 can't read the chart.
const UNTIL: Version = Version::stable(1, 8, 0);

/// An upgrade to this release hands resources over to Helm, which Helm 2 can't.
const ADOPTED_SINCE: Version = Version::stable(1, 3, 0);

/// The first open-source release whose chart Helm 2 can install, of those that are Helm releases.
const OPEN_SOURCE_SINCE: Version = Version::stable(1, 2, 3);

/// Shortens a route to what Helm 2 can do, and says so.
pub fn limit(route: &mut Route, from: Stop) {
    let Stop { edition, version } = from;
    if version < HELM_RELEASES_SINCE {
        let detail =
            "No part of the old installation is a Helm release, so Helm 2 is not needed. Choose Helm 3 here.";
        return end(route, "The new installation needs Helm 3", detail);
    }
    if edition == Edition::OpenSource && version < OPEN_SOURCE_SINCE {
        let detail = format!(
            "Open-source charts before {OPEN_SOURCE_SINCE} do not work with Helm 2. `helm version --short` shows your Helm; choose that one here."
        );
        return end(route, format!("Helm 2 cannot have installed {version}"), detail);
    }
    let (until, why) = if version < ADOPTED_SINCE {
        let why = "The upgrade to 1.3 hands resources over to Helm, which needs Helm 3.2 or newer.";
        (ADOPTED_SINCE, why.to_owned())
    } else {
        (UNTIL, format!("Charts of {UNTIL} and later need Helm 3."))
    };
    let before = route.stops.len();
    route.stops.retain(|stop| *stop < until);
    if route.stops.len() < before {
        let detail = format!(
            "{why} Move the release to Helm 3 first, with its plugin `2to3`; then choose Helm 3 here. Until then the plan uses Helm 2."
        );
        route.notes.push(Note::new(format!("Helm 2 cannot upgrade to {}", route.target), detail));
    }
}

fn end(route: &mut Route, title: impl Into<String>, detail: impl Into<String>) {
    route.stops.clear();
    route.notes.push(Note::new(title, detail));
}
