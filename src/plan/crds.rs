//! The custom resource definitions of a chart. Helm installs them once and never updates them, and
//! says nothing where they are missing.

use crate::catalog::Chart;
use crate::command::Command;
use crate::edition::Edition;
use crate::version::Version;

/// Before this release the published steps ask for no definitions to be applied by hand.
const BY_HAND_SINCE: Version = Version::stable(1, 5, 0);

/// In these releases a definition is larger than the annotation that `kubectl apply` writes may be.
const TOO_LARGE: [Version; 2] = [Version::stable(1, 8, 0), Version::stable(1, 8, 1)];

/// From this release of glooctl on there is `check-crds`.
const CHECKED_SINCE: Version = Version::stable(1, 14, 0);

/// Fetches the chart and applies its definitions; nothing where the release needs none.
pub(super) fn apply(chart: &Chart, to: Version) -> Vec<Command> {
    if to < BY_HAND_SINCE {
        return Vec::new();
    }
    let folder = folder(chart, to);
    let definitions = format!("{folder}/{}", chart.crds);
    let mut apply = vec!["apply", "-f", definitions.as_str()];
    if TOO_LARGE.contains(&to) {
        apply.push("--server-side");
    }
    vec![pull(chart, to, &folder), Command::new("kubectl", &apply)]
}

/// Fetches the chart into a folder of its own: Helm refuses to write over one that exists.
pub(super) fn pull(chart: &Chart, version: Version, folder: &str) -> Command {
    let (name, version) = (format!("{}/{}", chart.alias, chart.name), version.to_string());
    Command::new("helm", &["pull", &name, "--version", &version, "--untar", "--untardir", folder])
}

/// The folder that the chart is fetched into: `gloo-ee-1.16.18`.
pub(super) fn folder(chart: &Chart, version: Version) -> String {
    format!("{}-{version}", chart.name)
}

/// Compares the definitions in the cluster with the chart of the open-source release; without the
/// version glooctl would compare with what runs now. For Enterprise only where the base is certain.
pub(super) fn check(edition: Edition, client: super::Client, namespace: &str) -> Option<Command> {
    let is_certain = edition == Edition::OpenSource
        || client.confidence.is_some_and(|confidence| confidence != crate::catalog::Confidence::Inferred);
    if client.version < CHECKED_SINCE || !is_certain {
        return None;
    }
    let version = client.version.to_string();
    let mut words = vec!["check-crds", "--version", &version];
    if namespace != crate::installation::DEFAULT_NAMESPACE {
        // glooctl knows -n here from 1.17.1 on; before, it can only look at the usual namespace.
        if client.version < Version::stable(1, 17, 1) {
            return None;
        }
        words.extend(["-n", namespace]);
    }
    Some(Command::new("glooctl", &words))
}
