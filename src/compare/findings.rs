//! Which findings both texts have, which only one, and whether the other would show them.

use std::collections::BTreeMap;

use super::cluster::Pairs;
use super::occurrence::{self, Key, Occurrence};
use super::shown::shown;
use super::side::Side;
use super::unshown::{Shown, Unshown};
use super::{Both, Finding, Open, Since};
use crate::evidence::Evidence;
use crate::order::sort_by_key;

/// The findings of both texts.
#[derive(Default)]
pub(super) struct Matched {
    pub fixed: Vec<Finding>,
    pub new: Vec<Finding>,
    pub still: Vec<Finding>,
    pub unknown: Vec<Open>,
}

/// Clusters that only the second text has come after all of the first one.
const ONLY_AFTER: usize = 1 << 16;

pub(super) fn matched((before, after): (&Side<'_>, &Side<'_>), pairs: &Pairs) -> Matched {
    let mut old = occurrence::of(before, |at| at);
    let mut now = occurrence::of(after, |at| pairs.before(at).unwrap_or(ONLY_AFTER + at));
    let mut matched = Matched::default();
    let both: Vec<Key> = old.keys().filter(|key| now.contains_key(*key)).cloned().collect();
    for key in both {
        if let Some((one, other)) = old.remove(&key).zip(now.remove(&key)) {
            matched.still.push(still(&one, &other));
        }
    }
    changed(&mut old, &mut now, &mut matched.still);
    for one in old.values() {
        match look(one, (before, after), pairs.after(one.cluster)) {
            Ok(evidence) => {
                let evidence = Both { before: one.evidence.clone(), after: evidence };
                matched.fixed.push(finding(one, Since::Known, evidence));
            }
            Err(unshown) => open(&mut matched.unknown, one, &unshown, before),
        }
    }
    for one in now.values() {
        let looked = look(one, (after, before), pairs.before(one.cluster));
        let since = if looked.is_ok() { Since::Known } else { Since::Unknown };
        let evidence = Both { before: looked.unwrap_or_default(), after: one.evidence.clone() };
        matched.new.push(finding(one, since, evidence));
    }
    let lists = [&mut matched.fixed, &mut matched.new, &mut matched.still];
    let of_open = matched.unknown.iter_mut().map(|open| &mut open.findings);
    lists.into_iter().chain(of_open).for_each(|list| sort_by_key(list, |one| one.severity));
    matched
}

/// What the other text shows of a finding; `at` is its cluster there.
fn look(one: &Occurrence<'_>, (own, other): (&Side<'_>, &Side<'_>), at: Option<usize>) -> Shown {
    shown(one, own, (other, at.ok_or(Unshown::NoCluster)?))
}

/// Of one resource that fails in another way now, neither is the old finding fixed nor is the other one new.
fn changed(
    old: &mut BTreeMap<Key, Occurrence<'_>>,
    now: &mut BTreeMap<Key, Occurrence<'_>>,
    still: &mut Vec<Finding>,
) {
    let resource = |(key, one): (&Key, &Occurrence<'_>)| {
        let subject = &one.subject;
        let named = subject.name.clone()?;
        Some(((key.1, subject.kind.clone(), subject.namespace.clone(), named), key.clone()))
    };
    let mut ours: BTreeMap<_, Key> = old.iter().filter_map(resource).collect();
    let theirs: Vec<_> = now.iter().filter_map(resource).collect();
    for (whose, key) in theirs {
        let Some(one) = ours.remove(&whose).and_then(|own| old.remove(&own)) else { continue };
        if let Some(other) = now.remove(&key) {
            still.push(self::still(&one, &other));
        }
    }
}

fn still(one: &Occurrence<'_>, other: &Occurrence<'_>) -> Finding {
    let evidence = Both { before: one.evidence.clone(), after: other.evidence.clone() };
    let was = Some(one.finding.code).filter(|code| *code != other.finding.code);
    Finding { was, ..finding(other, Since::Known, evidence) }
}

fn finding(one: &Occurrence<'_>, since: Since, evidence: Both<Evidence>) -> Finding {
    let mut subject = one.subject.clone();
    subject.cluster.clone_from(&one.finding.subject.cluster);
    Finding {
        code: one.finding.code,
        was: None,
        severity: one.finding.severity,
        title: one.finding.title.clone(),
        message: one.message.map(str::to_owned),
        subject,
        since,
        evidence,
    }
}

/// Adds a finding to what is open for the same reason.
fn open(all: &mut Vec<Open>, one: &Occurrence<'_>, unshown: &Unshown, own: &Side<'_>) {
    let (why, command) = (unshown.sentence("second"), unshown.command(one, own));
    let evidence = Both { before: one.evidence.clone(), after: Vec::new() };
    let finding = finding(one, Since::Known, evidence);
    match all.iter_mut().find(|open| open.why == why && open.command == command) {
        Some(open) => open.findings.push(finding),
        None => all.push(Open { why, command, findings: vec![finding] }),
    }
}
