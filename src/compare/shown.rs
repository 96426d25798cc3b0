//! Whether a text has the output that would show a finding of the other text. Without it nothing is known.

use super::occurrence::Occurrence;
use super::side::{Side, home};
use super::unshown::{Shown, Unshown};
use crate::command::Command;
use crate::diagnose::{Code, is_down, owner};
use crate::evidence::Evidence;
use crate::installation::{DEFAULT_NAMESPACE, Facts, Output};
use crate::subject::{Statement, Subject};
use crate::transcript::Kind;

impl Unshown {
    /// The command that settles it.
    pub fn command(&self, one: &Occurrence<'_>, own: &Side<'_>) -> Option<Command> {
        let namespace = one.asked.or_else(|| home(own.facts(one.cluster)?));
        let settings = own.report.settings.within(namespace);
        let asked = settings.namespace.value.as_str();
        match self {
            Self::NoCheck | Self::NotChecked(_) | Self::NotWhole | Self::NotListed(_) => {
                Some(Command::new("glooctl", &["check", "-n", asked]))
            }
            Self::NoVersions => Some(Command::new("glooctl", &["version", "-n", asked])),
            Self::NoPods => Some(Command::new("kubectl", &["-n", asked, "get", "pods"])),
            Self::NoRelease => Some(settings.ask_release()),
            Self::None(Kind::KubectlEvents) => Some(Command::new("kubectl", &["-n", asked, "get", "events"])),
            Self::None(Kind::GlooctlCheckCrds) => Some(Command::new("glooctl", &["check-crds", "-n", asked])),
            Self::NoSuccess | Self::MoreErrors | Self::None(_) | Self::NoCluster => {
                one.finding.command.clone()
            }
        }
    }
}

/// What in a text shows that a finding of the other text is not there; `at` is the place of its cluster.
pub(super) fn shown(one: &Occurrence<'_>, side: &Side<'_>, (other, at): (&Side<'_>, usize)) -> Shown {
    let (own, facts) = side.facts(one.cluster).zip(other.facts(at)).ok_or(Unshown::NoCluster)?;
    match one.finding.code {
        Code::CustomClient => client(facts).ok_or(Unshown::NoVersions),
        Code::VersionMismatch | Code::PatchDiffers | Code::FalseAlarm => {
            let mut evidence = client(facts).ok_or(Unshown::NoVersions)?;
            evidence.extend(versions(own, facts)?);
            Ok(evidence)
        }
        Code::NoServer
        | Code::MixedVersions
        | Code::UnknownTags
        | Code::RenamedImage
        | Code::PairingMismatched => running(own, facts),
        Code::NotInCatalog | Code::Prerelease | Code::OutOfSupport | Code::Kgateway => versions(own, facts),
        Code::NotAsDeployed => {
            let mut evidence = running(own, facts)?;
            evidence.extend(release(&Subject::default(), facts)?);
            Ok(evidence)
        }
        _ => match one.output.map(|output| output.kind) {
            Some(Kind::GlooctlCheck) => checked_part(one, side, (other, at)),
            Some(Kind::HelmList | Kind::HelmHistory | Kind::HelmStatus) => release(&one.subject, facts),
            Some(Kind::KubectlPods | Kind::KubectlDeployments) => workload(one, facts, (other, at)),
            Some(kind @ (Kind::GlooLog | Kind::OtherLog | Kind::KubectlEvents)) => {
                log(kind, one, other, facts)
            }
            Some(Kind::GlooctlCheckCrds) => of_kind(Kind::GlooctlCheckCrds, facts),
            _ => success(one, facts),
        },
    }
}

fn client(facts: &Facts) -> Option<Vec<Evidence>> {
    facts.client.as_ref().map(|client| client.evidence.clone())
}

/// The versions of all installations that the other text has in the cluster.
fn versions(own: &Facts, facts: &Facts) -> Shown {
    let known: Vec<Vec<Evidence>> = facts
        .installations
        .iter()
        .filter(|one| !one.is_said())
        .filter_map(|one| one.version().or(one.open_source.as_ref()))
        .map(|version| version.evidence.clone())
        .collect();
    if known.is_empty() || known.len() < own.installations.len() {
        return Err(Unshown::NoVersions);
    }
    Ok(known.concat())
}

/// The same of what runs, whatever Helm recorded.
fn running(own: &Facts, facts: &Facts) -> Shown {
    let running = facts.installations.iter().filter(|one| !one.containers.is_empty());
    if running.clone().count() < own.installations.len().max(1) {
        return Err(Unshown::NoVersions);
    }
    Ok(running.flat_map(|one| one.containers.iter().map(|one| Evidence::Lines(one.span))).take(1).collect())
}

/// The part of the check that the finding is of.
fn checked_part(one: &Occurrence<'_>, own: &Side<'_>, (other, at): (&Side<'_>, usize)) -> Shown {
    let asked = one.asked.unwrap_or(DEFAULT_NAMESPACE);
    let checked = other.checked(at).ok_or(Unshown::NoCheck)?;
    let has_heading = |name: &&str| {
        checked.has_heading(name) || own.checked(one.cluster).is_some_and(|own| own.has_heading(name))
    };
    checked.shows(asked, one.section.filter(has_heading))
}

/// The state of a Helm release.
fn release(subject: &Subject, facts: &Facts) -> Shown {
    let agrees = |one: Option<&String>, other: &Option<String>| match (one, other) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let same = facts.releases.iter().find(|release| {
        agrees(release.name.as_ref().map(|found| &found.value), &subject.release)
            && agrees(release.namespace.as_ref().map(|found| &found.value), &subject.namespace)
    });
    same.map(|release| vec![Evidence::Lines(release.span)]).ok_or(Unshown::NoRelease)
}

/// The pods of a workload, or the workload itself, in a list of the cluster; or a list of all that has it no more.
fn workload(one: &Occurrence<'_>, facts: &Facts, (other, at): (&Side<'_>, usize)) -> Shown {
    if let Some(span) = other.listed(at, &one.subject) {
        return Ok(vec![Evidence::Lines(span)]);
    }
    let is_pod = one.subject.kind.as_deref() == Some("pod");
    let statement = if is_pod { Statement::Pods } else { Statement::Workloads };
    let is_list = |output: &&Output| {
        let listed = output.subject.namespace.as_deref().filter(|name| !name.is_empty()).or(home(facts));
        output.statement == statement && listed.is_some() && listed == one.subject.namespace.as_deref()
    };
    let list = facts.outputs.iter().rev().take(MOST_OUTPUTS).find(is_list);
    list.map(|output| vec![Evidence::Lines(output.span)]).ok_or(Unshown::NoPods)
}

/// More outputs than these last ones are not looked through for each finding.
const MOST_OUTPUTS: usize = 256;

/// A log of the same component, or events of the same namespace.
fn log(kind: Kind, one: &Occurrence<'_>, other: &Side<'_>, facts: &Facts) -> Shown {
    if other.report.diagnostics.iter().any(|finding| finding.code == Code::MoreErrors) {
        return Err(Unshown::MoreErrors);
    }
    let target = |output: &Output| {
        let typed = output.typed.as_ref()?;
        let named = typed.argument_of("logs").or_else(|| typed.argument_of("log"))?;
        let (_, name) = named.rsplit_once('/').unwrap_or(("", named));
        Some(owner(name).to_owned())
    };
    let own = one.output.and_then(target);
    let namespace = |output: &Output| output.subject.namespace.clone().filter(|name| !name.is_empty());
    let asked = one.output.and_then(namespace);
    let is_same = |output: &&Output| {
        output.kind == kind
            && own.as_ref().zip(target(output).as_ref()).is_none_or(|(one, other)| one == other)
            && asked.as_ref().zip(namespace(output).as_ref()).is_none_or(|(one, other)| one == other)
    };
    let same = facts.outputs.iter().rev().take(MOST_OUTPUTS).find(is_same);
    same.map(|output| vec![Evidence::Lines(output.span)]).ok_or(Unshown::None(kind))
}

fn of_kind(kind: Kind, facts: &Facts) -> Shown {
    let same = facts.outputs.iter().find(|output| output.kind == kind);
    same.map(|output| vec![Evidence::Lines(output.span)]).ok_or(Unshown::None(kind))
}

/// The same command without a failure, or of Helm any change of the release.
fn success(one: &Occurrence<'_>, facts: &Facts) -> Shown {
    let failed = one.output;
    let is_of_helm = failed.is_some_and(|output| matches!(output.kind, Kind::HelmError | Kind::HelmDebug));
    let changes = failed.and_then(|output| output.typed.as_ref()).map_or_else(
        || one.message.is_some_and(|message| message.contains(" FAILED")),
        |typed| typed.changes_the_installation(),
    );
    let agrees = |one: &Option<String>, other: &Option<String>| match (one, other) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let is_success = |output: &&Output| {
        let is_same = output.typed.is_some()
            && failed.is_some_and(|failed| {
                failed.typed == output.typed && failed.subject.namespace == output.subject.namespace
            });
        let is_change = is_of_helm
            && changes
            && output.statement == Statement::Installed
            && agrees(&output.subject.release, &one.subject.release)
            && agrees(&output.subject.namespace, &one.subject.namespace);
        output.troubles == 0 && (is_same || is_change)
    };
    let success = facts.outputs.iter().rev().take(MOST_OUTPUTS).find(is_success);
    success.map(|output| vec![Evidence::Lines(output.span)]).ok_or(Unshown::NoSuccess)
}

/// Whether a list of pods shows that all of a namespace are up.
pub(super) fn pods_up(namespace: Option<&str>, facts: &Facts) -> Option<bool> {
    let own = || {
        facts.pods.iter().filter(|pod| {
            let named = pod.namespace.as_deref().filter(|name| !name.is_empty()).or(home(facts));
            named == namespace
        })
    };
    own().next().map(|_| !own().any(is_down))
}
