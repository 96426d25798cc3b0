//! Lines that are known and say nothing about the installation.

use super::recognise::{Cursor, Read};
use super::{Content, Format, Kind};

/// How a line begins, what else stands in it, and what printed it.
const NOTICES: [(&str, &str, Kind); 42] = [
    ("A new version of glooctl is available", "", Kind::GlooctlNotice),
    ("Command \"", "\" is deprecated, ", Kind::GlooctlNotice),
    ("Top level \"debug\" command is preferred", "", Kind::GlooctlNotice),
    ("Finished writing ", "to the \"debug\" directory", Kind::GlooctlNotice),
    // What is around the tables in what it writes; two of its three stars are taken for marks.
    ("* Kube state *", "", Kind::GlooctlNotice),
    ("* Unable to get ", "", Kind::GlooctlNotice),
    ("* End Kube state *", "", Kind::GlooctlNotice),
    ("? This command will overwrite the \"debug\" directory", "", Kind::GlooctlNotice),
    ("found controller pods: ", "", Kind::GlooctlNotice),
    ("found proxies: ", "", Kind::GlooctlNotice),
    ("no gloo=gateway-proxy pods found", "", Kind::GlooctlNotice),
    ("This an ", " license for ", Kind::GlooctlNotice),
    ("This a ", " license for ", Kind::GlooctlNotice),
    ("This license was ", " on: ", Kind::GlooctlNotice),
    ("This license expired", "", Kind::GlooctlNotice),
    ("This license ", "expired", Kind::GlooctlNotice),
    ("This license is valid until: ", "", Kind::GlooctlNotice),
    ("\"", "\" has been added to your repositories", Kind::HelmRepo),
    ("\"", "\" already exists with the same configuration, skipping", Kind::HelmRepo),
    ("\"", "\" has been removed from your repositories", Kind::HelmRepo),
    ("Hang tight while we grab the latest from your chart repositories", "", Kind::HelmRepo),
    ("...Successfully got an update from the ", " chart repository", Kind::HelmRepo),
    ("...Unable to get an update from the ", " chart repository", Kind::HelmRepo),
    ("Update Complete.", "", Kind::HelmRepo),
    ("Rollback was a success! Happy Helming!", "", Kind::HelmStatus),
    ("release \"", "\" uninstalled", Kind::HelmStatus),
    ("release \"", "\" deleted", Kind::HelmStatus),
    ("WARNING: Kubernetes configuration file is ", "readable", Kind::HelmNotice),
    (
        "Warning: resource ",
        "is missing the kubectl.kubernetes.io/last-applied-configuration",
        Kind::KubectlApply,
    ),
    ("Waiting for deployment ", " rollout to finish", Kind::KubectlApply),
    ("deployment \"", "\" successfully rolled out", Kind::KubectlApply),
    (
        "WARNING: version difference between client ",
        "exceeds the supported minor version skew",
        Kind::KubectlVersion,
    ),
    ("WARNING: This version information is deprecated", "", Kind::KubectlVersion),
    ("Flag --short has been deprecated", "", Kind::KubectlVersion),
    ("==== START logs for container ", " of pod ", Kind::KubectlObjects),
    ("==== END logs for container ", " of pod ", Kind::KubectlObjects),
    ("No resources found", "", Kind::KubectlObjects),
    ("Switched to context ", "", Kind::KubectlContext),
    ("Context \"", "\" modified.", Kind::KubectlContext),
    ("gloo ", "https://storage.googleapis.com/solo-public-helm", Kind::HelmRepo),
    ("glooe ", "https://storage.googleapis.com/gloo-ee-helm", Kind::HelmRepo),
    ("controller version ", ", built at ", Kind::KgatewayVersion),
];

/// What kubectl says of a thing that it has changed: `deployment.apps/gloo configured`.
const CHANGES: [&str; 9] = [
    " created",
    " configured",
    " unchanged",
    " deleted",
    " patched",
    " serverside-applied",
    " restarted",
    " scaled",
    " condition met",
];

/// Reads the block that begins at the cursor, if one does.
#[must_use]
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let kind = kind(cursor.text(0)?)?;
    let mut ahead = 1;
    while cursor.text(ahead).and_then(self::kind) == Some(kind) {
        ahead += 1;
    }
    Some(Read::new(kind, Format::Text, Content::Nothing, cursor.at + ahead))
}

fn kind(text: &str) -> Option<Kind> {
    let first = text.as_bytes().first();
    let fits = |(start, then, _): &&(&str, &str, Kind)| {
        // Nearly always the first letter tells.
        start.as_bytes().first() == first && text.strip_prefix(start).is_some_and(|rest| rest.contains(then))
    };
    let known = NOTICES.iter().find(fits).map(|(_, _, kind)| *kind);
    known.or_else(|| is_change(text).then_some(Kind::KubectlApply))
}

fn is_change(text: &str) -> bool {
    let text =
        text.strip_suffix(" (dry run)").or_else(|| text.strip_suffix(" (server dry run)")).unwrap_or(text);
    let thing = CHANGES.iter().find_map(|change| text.strip_suffix(change));
    let is_kind = |kind: &str| {
        kind.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-'))
    };
    thing.is_some_and(|thing| match thing.split_once(" \"") {
        Some((kind, name)) => is_kind(kind) && name.ends_with('"') && !name.contains(' '),
        None => thing.contains('/') && !thing.contains(' '),
    })
}
