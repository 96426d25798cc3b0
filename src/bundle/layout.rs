//! Which files stand where in what `glooctl debug` and `kubectl cluster-info dump` write, and what else a name tells.

use super::{Role, Skip, Turn};

/// Files that only the top of a bundle has.
const ROOTS: [&str; 2] = ["kube-state.log", "nodes.json"];

/// Beginnings of folders and files that other products collect.
const OTHER_PRODUCTS: [(&str, &str); 7] = [
    ("bug-report", "Istio"),
    ("cilium-sysdump", "Cilium"),
    ("consul-debug", "Consul"),
    ("linkerd-", "Linkerd"),
    ("meshctl-", "Gloo Mesh"),
    ("must-gather", "OpenShift"),
    ("sosreport-", "a Linux host"),
];

/// What Envoy and Gloo dump of their inside ends like this.
const DUMPS: [&str; 7] = [
    ".config.log",
    ".stats.log",
    ".clusters.log",
    ".listeners.log",
    ".metrics.log",
    ".krt_snapshot.log",
    ".xds_snapshot.log",
];

/// Files that show what the cluster is like. What ReplicaSets show, Deployments show better, so theirs comes before.
const STATES: [&str; 7] = [
    "kube-state.log",
    "nodes.json",
    "events.json",
    "pods.json",
    "deployments.json",
    "daemonsets.json",
    "services.json",
];

/// Names of what is no text end like this.
const ENDINGS: [(&str, Skip); 4] = [
    ("png jpg jpeg gif webp bmp ico heic tiff svg", Skip::Picture),
    ("pdf doc docx odt rtf xls xlsx ods ppt pptx mp4 mov avi webm mkv mp3 wav", Skip::Document),
    ("pem key crt cer der p12 pfx jks keystore kdbx", Skip::Key),
    ("exe dll so dylib bin o a class jar war pyc wasm pcap pcapng db sqlite core", Skip::Binary),
];

/// The folder of the bundle whose top a file shows.
pub(super) fn root(path: &str) -> Option<&str> {
    let (folder, name) = split(path);
    ROOTS.contains(&name).then_some(folder)
}

/// The folders that a file is in, the innermost first, down to the top, which is empty.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(split(path).0), |folder| (!folder.is_empty()).then(|| split(folder).0))
}

/// The product that has collected a file.
pub(super) fn other_product(path: &str) -> Option<&'static str> {
    let is_of = |mark: &str| path.split('/').any(|part| part.starts_with(mark));
    OTHER_PRODUCTS.iter().find(|(mark, _)| is_of(mark)).map(|(_, product)| *product)
}

/// What a name tells of a file.
pub(super) fn role(path: &str) -> Role {
    let is_hidden = |part: &str| part.starts_with('.') || part == "__MACOSX" || part.ends_with('~');
    if path.split('/').any(is_hidden) {
        return Role::Skip(Skip::Hidden);
    }
    let name = split(path).1;
    if DUMPS.iter().any(|ending| name.ends_with(ending)) {
        return Role::Skip(Skip::Dump);
    }
    let ending = name.rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
    let is_it = |(endings, _): &&(&str, Skip)| endings.split(' ').any(|one| one == ending);
    if let Some((_, skip)) = ENDINGS.iter().find(is_it) {
        return Role::Skip(*skip);
    }
    Role::Read(match ending.as_str() {
        _ if STATES.contains(&name) => Turn::State,
        "log" | "out" => Turn::Log,
        _ if name == "logs.txt" => Turn::Log,
        _ => Turn::Plain,
    })
}

/// The folder and the name.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}
