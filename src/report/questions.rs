//! What to ask for first: the commands whose output would change the answer most.

use super::aside::Parted;
use super::{Missing, Report};
use crate::command::Command;
use crate::diagnose::{Code, Severity};
use crate::installation::Doubt;
use crate::order::sort_by_key;

/// More than this nobody runs for a stranger.
const MOST: usize = 3;

/// Commands that only look, each once and at most three: for the version, the health, how the versions pair, and what
/// the next upgrade may run into. The last are not asked for while something fails.
pub(super) fn questions<'a>(report: &'a Report, findings: &Parted<'a>) -> Vec<&'a Command> {
    let selected = report.installations.get(report.selected).map(|(one, _)| one);
    let is_known =
        selected.is_some_and(|one| one.doubt == Doubt::None && one.version().is_some() && !one.is_said());
    let is_version = |missing: &&Missing| missing.what == "the versions";
    let versions = report.missing.iter().filter(|missing| is_version(missing) && !is_known);
    let others = report.missing.iter().filter(|missing| !is_version(missing));
    let asked_by = |codes: [Code; 2]| {
        let findings = findings.open.iter().filter(move |one| codes.contains(&one.code));
        findings.filter_map(|one| one.command.as_ref())
    };
    let is_failing = findings.open.iter().any(|one| one.severity == Severity::Error);
    let hop = report.plan.as_ref().and_then(|plan| plan.hops.first()).filter(|_| !is_failing);
    let mut risks: Vec<_> = hop.iter().flat_map(|hop| &hop.steps).flat_map(|step| &step.risks).collect();
    risks.retain(|risk| risk.applies.is_none() && risk.duty().is_open());
    sort_by_key(&mut risks, |risk| risk.impact);
    let all = versions
        .map(|missing| &missing.command)
        .chain(asked_by([Code::NoServer, Code::Contradicted]))
        .chain(others.map(|missing| &missing.command))
        .chain(asked_by([Code::EditionUnknown, Code::PairingUnknown]))
        .chain(risks.into_iter().filter_map(|risk| risk.ask.as_ref()));
    let mut asked: Vec<&Command> = Vec::new();
    for command in all {
        if asked.len() < MOST && !asked.contains(&command) {
            asked.push(command);
        }
    }
    asked
}
