//! What the checks of a cluster looked at, and what became of each part.

use std::collections::{BTreeMap, BTreeSet};

use super::unshown::Unshown;
use crate::evidence::Evidence;
use crate::installation::{DEFAULT_NAMESPACE, Facts};
use crate::transcript::Span;
use crate::transcript::check::{CheckOutput, Status, Verdict};

/// The namespace that was checked, the part, and the federated instance that it is of.
type Part<'a> = (&'a str, &'a str, Option<&'a str>);

/// The checks of a cluster that count.
pub(super) struct Checked<'a> {
    /// The last result of each part.
    pub parts: BTreeMap<Part<'a>, Looked>,
    /// The end of the last run of a namespace that left nothing out.
    whole: BTreeMap<&'a str, Span>,
    namespaces: BTreeSet<&'a str>,
    headings: BTreeSet<&'a str>,
}

/// What became of a part.
#[derive(Clone, Copy)]
pub(super) struct Looked {
    pub status: Status,
    pub span: Span,
    /// How many errors were counted and are not listed.
    unlisted: usize,
}

impl Looked {
    /// Whether the check has a result for it.
    pub const fn has_result(self) -> bool {
        matches!(self.status, Status::Ok | Status::Errors | Status::Warning)
    }
}

impl<'a> Checked<'a> {
    pub fn new(facts: &'a Facts) -> Self {
        let (mut parts, mut whole): (BTreeMap<Part<'a>, Looked>, _) = (BTreeMap::new(), BTreeMap::new());
        for check in &facts.checks {
            let namespace = checked(check);
            let mut listed: BTreeMap<&str, usize> = BTreeMap::new();
            for section in check.problems.iter().filter_map(|problem| problem.section.as_deref()) {
                *listed.entry(section).or_default() += 1;
            }
            for section in &check.sections {
                let counted = if section.status == Status::Errors { section.error_count.max(1) } else { 0 };
                let listed = listed.get(section.name.as_str()).copied().unwrap_or_default();
                let unlisted = counted.saturating_sub(listed);
                let looked = Looked { status: section.status, span: section.span, unlisted };
                let part = (namespace, section.name.as_str(), section.instance.as_deref());
                let known = parts.entry(part).or_insert(looked);
                if looked.has_result() {
                    *known = looked;
                }
            }
            if let Some(end) = check.no_problems.or(check.failed).filter(|_| is_whole(check)) {
                whole.insert(namespace, end);
            }
        }
        let headings = parts.keys().map(|(_, name, _)| *name).collect();
        Self { parts, whole, namespaces: facts.checks.iter().map(checked).collect(), headings }
    }

    /// Whether some run has the part.
    pub fn has_heading(&self, name: &str) -> bool {
        self.headings.contains(name)
    }

    /// The end of a run that left nothing out.
    pub fn whole(&self, namespace: &str) -> Option<Span> {
        self.whole.get(namespace).copied()
    }

    /// Where a part was looked at with all its errors; where no heading has it, the whole of a run.
    pub fn shows(&self, namespace: &str, part: Option<&str>) -> Result<Vec<Evidence>, Unshown> {
        if !self.namespaces.contains(namespace) {
            return Err(Unshown::NoCheck);
        }
        let Some(name) = part else {
            let end = self.whole(namespace).ok_or(Unshown::NotWhole)?;
            return Ok(vec![Evidence::Lines(end)]);
        };
        match self.parts.get(&(namespace, name, None)).filter(|looked| looked.has_result()) {
            None => Err(Unshown::NotChecked(name.to_owned())),
            Some(looked) if looked.unlisted > 0 => Err(Unshown::NotListed(name.to_owned())),
            Some(looked) => Ok(vec![Evidence::Lines(looked.span)]),
        }
    }
}

/// The namespace that a check looked at.
pub(super) fn checked(check: &CheckOutput) -> &str {
    check.namespace.as_ref().map_or(DEFAULT_NAMESPACE, |found| &found.value)
}

/// Whether a run has an end, left nothing out and lists its errors.
fn is_whole(check: &CheckOutput) -> bool {
    let is_open = |status: Status| matches!(status, Status::Skipped | Status::Unknown);
    let is_listed = check.verdict() == Verdict::Healthy || !check.problems.is_empty();
    check.has_end()
        && is_listed
        && !check.sections.is_empty()
        && check.excluded.is_empty()
        && check.skipped.is_empty()
        && !check.sections.iter().any(|section| is_open(section.status))
}
