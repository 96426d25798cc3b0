//! Which risks an upgrade has. Each applies, or does not, or can't be told; what can't be told says which
//! command would tell.

use crate::catalog::Catalog;
use crate::command::Command;
use crate::edition::Edition;
use crate::gather::Gather as _;
use crate::ranges::Ranges;
use crate::rules::{Impact, RiskKind, RiskRule, Situation, address};
use crate::version::Version;

use super::Stop;

/// Something that an upgrade may run into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// Stable identifier: `discovery-off`.
    pub id: String,
    /// How much it matters.
    pub impact: Impact,
    /// In a few words.
    pub title: String,
    /// What changes, and what to do about it.
    pub text: String,
    /// Whether it applies; `None` where that can't be told.
    pub applies: Option<bool>,
    /// What has to be known for that: yes means that it applies.
    pub question: String,
    /// The command that would tell.
    pub ask: Option<Command>,
    /// The commands that mend it.
    pub commands: Vec<Command>,
    /// The values of the chart that mend it.
    pub values: Vec<String>,
    /// Where that is written.
    pub reference: String,
}

/// The risk of one upgrade, where the versions do not rule it out.
pub(super) fn assess(
    rule: &RiskRule,
    from: Stop,
    to: Stop,
    catalog: &Catalog,
    situation: &Situation,
) -> Option<Risk> {
    if rule.edition.is_some_and(|edition| edition != to.edition) || !situation.allows(&rule.when) {
        return None;
    }
    let has = |release: Stop, versions: &Ranges, enterprise: &Option<Ranges>| match enterprise {
        Some(ranges) if release.edition == Edition::Enterprise => Some(ranges.contains(release.version)),
        _ => {
            let (lowest, highest) = bounds(release, catalog);
            versions.contains_all(lowest, highest)
        }
    };
    let by_version = match &rule.kind {
        RiskKind::Always => Some(true),
        RiskKind::Landing { versions, enterprise_versions } => has(to, versions, enterprise_versions),
        RiskKind::Crossing { versions, enterprise_versions } => {
            let had = has(from, versions, enterprise_versions).map(|had| !had);
            both(has(to, versions, enterprise_versions), had)
        }
    };
    if by_version == Some(false) {
        return None;
    }
    let by_fact = match &rule.fact {
        Some(fact) => situation.tells(fact),
        None if rule.question.is_empty() => Some(true),
        None => None,
    };
    let ask = if rule.ask.is_empty() {
        // Where the base is not known, the chart itself names it.
        by_version.is_none().then(|| situation.command("helm show chart {chart} --version {to}"))
    } else {
        Some(situation.command(&rule.ask))
    };
    let question = match by_version {
        None if rule.question.is_empty() => {
            "Does the open-source release inside have this change? Which one that is, is not known for certain."
        }
        _ => rule.question.as_str(),
    };
    let prefix = catalog.chart(to.edition).map_or("", |chart| chart.prefix.as_str());
    let value = |line: &str| value(&situation.fill(line), prefix);
    Some(Risk {
        id: rule.id.clone(),
        impact: rule.impact,
        title: situation.fill(&rule.title),
        text: situation.text(&rule.text),
        applies: both(by_version, by_fact),
        question: situation.fill(question),
        ask,
        commands: situation.choose(&rule.commands).map(|line| situation.command(line)).gather(),
        values: situation.choose(&rule.values).map(value).gather(),
        reference: address(&rule.source),
    })
}

/// Whether both hold: certainly not where one does not.
fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// The open-source releases that a release may be, both ends included: itself, or what Enterprise may be
/// built on. Bases never leave their line; a base that is a pre-release of it has what the line began with.
fn bounds(release: Stop, catalog: &Catalog) -> (Version, Version) {
    let version = release.version;
    if release.edition == Edition::OpenSource {
        return (version, version);
    }
    let line = version.line();
    let first = Version::stable(line.major, line.minor, 0);
    let within = |base: Version| if base.line() == line { base.max(first) } else { first };
    let bounds = catalog.bounds(version);
    match bounds.exact() {
        Some(base) if base.line() != line => (base, base),
        _ => {
            let last = Version::stable(line.major, line.minor, u32::MAX);
            let lowest = bounds.lowest.map_or(first, within);
            (lowest, bounds.highest.map_or(last, within).max(lowest))
        }
    }
}

/// A value as a chart has it whose open-source part has its values below a prefix.
fn value(value: &str, prefix: &str) -> String {
    const TOP: [&str; 3] = ["global.", "license_key", "gloo-fed."];
    match value.strip_prefix('=') {
        Some(value) => value.to_owned(),
        None if TOP.iter().any(|top| value.starts_with(top)) => value.to_owned(),
        None => format!("{prefix}{value}"),
    }
}
