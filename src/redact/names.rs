//! The names that the report knows: namespaces, releases, clusters, resources, files.

use std::collections::BTreeSet;

use super::Kind;
use super::kind::Kinds;
use super::word::has_version;
use crate::command::Command;
use crate::diagnose::Diagnostic;
use crate::installation::names::may_be_own;
use crate::report::{PASTE, Report};

/// Names that are the same everywhere, and words that mean something else wherever they are.
const KEPT: [&str; 22] = [
    PASTE,
    "api",
    "app",
    "apps",
    "batch",
    "cluster",
    "default",
    "deployment",
    "helm",
    "http",
    "https",
    "kube-system",
    "kubectl",
    "name",
    "namespace",
    "pod",
    "release",
    "service",
    "status",
    "upstream",
    "values.yaml",
    "version",
];

/// The names of a report that are not the product's own, each with its kind.
pub(super) fn of(report: &Report, kinds: Kinds) -> Vec<(Kind, String)> {
    let mut names: Vec<(Kind, String)> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut add = |kind: Kind, name: Option<&str>| {
        let name = name.unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
        let is_kept = name.len() < 2 || KEPT.contains(&name) || may_be_own(name) || has_version(name);
        if kinds.has(kind) && !is_kept && seen.insert(name.to_owned()) {
            names.push((kind, name.to_owned()));
        }
    };
    let settings = &report.settings;
    for (kind, setting) in [
        (Kind::Namespace, Some(&settings.namespace)),
        (Kind::Name, Some(&settings.release)),
        (Kind::Name, settings.values.as_ref()),
    ] {
        add(kind, setting.map(|setting| setting.value.as_str()));
        add(kind, setting.and_then(|setting| setting.pasted.as_deref()));
    }
    for (installation, _) in &report.installations {
        add(Kind::Namespace, installation.namespace.as_ref().map(|known| known.value.as_str()));
        add(Kind::Name, installation.release.as_ref().map(|known| known.value.as_str()));
        add(Kind::Name, installation.cluster.as_ref().map(|cluster| cluster.name.as_str()));
    }
    // A label is the kind of the name and the name: `context prod`.
    let labelled = |label: Option<&String>| Some(label?.split_once(' ')?.1.to_owned());
    for cluster in &report.clusters {
        add(Kind::Name, labelled(cluster.label.as_ref()).as_deref());
    }
    for diagnostic in &report.diagnostics {
        let subject = &diagnostic.subject;
        add(Kind::Namespace, subject.namespace.as_deref());
        add(Kind::Name, subject.release.as_deref());
        add(Kind::Name, subject.name.as_deref());
        add(Kind::Name, labelled(subject.cluster.as_ref()).as_deref());
        typed(diagnostic).iter().for_each(|name| add(Kind::Name, Some(name)));
    }
    for problem in report.check.iter().flat_map(|check| &check.problems) {
        if let Some((namespace, name)) = problem.resource.as_deref().and_then(|both| both.split_once(' ')) {
            add(Kind::Namespace, Some(namespace));
            add(Kind::Name, Some(name));
        }
    }
    for transcript in &report.transcripts {
        add(Kind::Name, Some(transcript.name.as_str()));
    }
    names
}

/// The names that a command of a finding took over from its messages: a word that is in both, and of more than one part.
fn typed(diagnostic: &Diagnostic) -> Vec<String> {
    let is_end = |letter: char| !(letter.is_alphanumeric() || matches!(letter, '-' | '.' | '_'));
    let said: BTreeSet<&str> =
        diagnostic.messages.iter().flat_map(|message| message.text.split(is_end)).collect();
    let steps = diagnostic.steps.iter().flat_map(|step| &step.commands);
    let words = diagnostic.command.iter().chain(steps).flat_map(Command::argv);
    let is_name =
        |word: &String| word.contains('-') && !word.starts_with('-') && said.contains(word.as_str());
    words.filter(is_name).collect()
}
