//! Releases before 1.2.0, which are no Helm releases: the chart's manifests are rendered and applied.

use super::crds;
use crate::catalog::Chart;
use crate::command::{Command, Word};
use crate::edition::Edition;
use crate::settings::Settings;
use crate::version::Version;

/// Fetches the chart.
pub(super) fn fetch(chart: &Chart, version: Version) -> Command {
    crds::pull(chart, version, &crds::folder(chart, version))
}

/// Renders and applies the chart that was fetched.
pub(super) fn upgrade(
    chart: &Chart,
    edition: Edition,
    version: Version,
    settings: &Settings,
) -> Vec<Command> {
    apply(chart, edition, &crds::folder(chart, version), settings)
}

/// Fetches an older chart and applies it again. Its folder is another one than that of an upgrade to
/// the same version, which may be there from the hop before.
pub(super) fn roll_back(
    chart: &Chart,
    edition: Edition,
    version: Version,
    settings: &Settings,
) -> Vec<Command> {
    let folder = format!("{}-back", crds::folder(chart, version));
    let mut commands = vec![crds::pull(chart, version, &folder)];
    commands.extend(apply(chart, edition, &folder, settings));
    commands
}

/// The Job of an earlier installation is deleted first, since a Job can't be changed.
fn apply(chart: &Chart, edition: Edition, folder: &str, settings: &Settings) -> Vec<Command> {
    let namespace = settings.namespace.value.as_str();
    let chart = format!("{folder}/{}", chart.name);
    let mut template =
        Command::new("helm", &["template", &settings.release.value, &chart, "--namespace", namespace]);
    if let Some(values) = &settings.values {
        template = template.arg(Word::literal("-f")).arg(Word::path(&values.value));
    }
    if edition == Edition::Enterprise {
        template = super::steps::with_license(template);
    }
    let delete = ["-n", namespace, "delete", "job", "gateway-certgen", "--ignore-not-found"];
    vec![Command::new("kubectl", &delete), template.pipe(Command::new("kubectl", &["apply", "-f", "-"]))]
}
