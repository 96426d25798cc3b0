//! One of the two texts, and what is looked up in it.

use std::collections::BTreeMap;

use super::checked::{Checked, checked};
use crate::diagnose::{Diagnostic, owner};
use crate::installation::{Facts, Output};
use crate::order::sort_by;
use crate::report::{CheckProblem, ClusterSummary, Report};
use crate::subject::Subject;
use crate::transcript::{Found, Span};

/// A report with its lines.
pub(super) struct Side<'a> {
    pub report: &'a Report,
    /// Whom a line of the cluster's own account is about.
    whose: BTreeMap<Span, Subject>,
    /// Which namespace was checked, by the lines of the check, in order.
    asked: Vec<(Span, &'a str)>,
    /// The outputs in the order of their lines.
    outputs: Vec<&'a Output>,
    /// What each cluster's checks looked at.
    checks: Vec<Checked<'a>>,
    /// The last row of a pod or a workload, by cluster and resource.
    rows: BTreeMap<(usize, Row), Span>,
}

/// Where a span begins.
const fn first_line(span: Span) -> (usize, usize) {
    (span.transcript, span.start)
}

/// Kind, namespace and name.
type Row = [Option<String>; 3];

impl<'a> Side<'a> {
    pub fn new(report: &'a Report) -> Self {
        let (mut whose, mut asked, mut outputs) = (BTreeMap::new(), Vec::new(), Vec::new());
        let mut rows = BTreeMap::new();
        for (at, facts) in report.clusters.iter().map(|cluster| &cluster.facts).enumerate() {
            whose.extend(facts.troubles.iter().map(|one| (one.trouble.span, one.subject.clone())));
            let value = |found: &Option<Found<String>>| found.as_ref().map(|found| found.value.clone());
            let releases = facts.releases.iter().map(|one| {
                let (namespace, release) = (value(&one.namespace), value(&one.name));
                (one.span, Subject { namespace, release, ..Subject::default() })
            });
            whose.extend(releases);
            let of = |kind: &str, name: &str, namespace: &Option<String>| Subject {
                kind: Some(kind.to_owned()),
                name: Some(name.to_owned()),
                namespace: namespace.clone(),
                ..Subject::default()
            };
            let pods = facts.pods.iter().map(|one| (one.span, of("Pod", &one.name, &one.namespace)));
            let workloads = facts.workloads.iter();
            let workloads = workloads.map(|one| (one.span, of(one.kind, &one.name, &one.namespace)));
            for (span, subject) in pods.chain(workloads) {
                rows.insert((at, row(resource(subject.clone(), facts))), span);
                whose.insert(span, subject);
            }
            for check in &facts.checks {
                let spans = check.problems.iter().map(|problem| problem.span);
                let spans = spans.chain(check.sections.iter().map(|section| section.span));
                asked.extend(spans.map(|span| (span, checked(check))));
            }
            outputs.extend(&facts.outputs);
        }
        sort_by(&mut asked, |(one, _), (other, _)| one.cmp(other));
        sort_by(&mut outputs, |one, other| first_line(one.span).cmp(&first_line(other.span)));
        let problems = report.check.iter().flat_map(|check| &check.problems);
        whose.extend(problems.filter_map(|problem| Some((problem.span, refused(problem)?))));
        let checks = report.clusters.iter().map(|cluster| Checked::new(&cluster.facts)).collect();
        Self { report, whose, asked, outputs, checks, rows }
    }

    /// What the checks of a cluster looked at.
    pub fn checked(&self, at: usize) -> Option<&Checked<'a>> {
        self.checks.get(at)
    }

    /// Where a list of the cluster has a pod or a workload.
    pub fn listed(&self, at: usize, subject: &Subject) -> Option<Span> {
        self.rows.get(&(at, row(subject.clone()))).copied()
    }

    /// Whom a line is about, in the cluster's own words.
    pub fn whose(&self, span: Span) -> Option<&Subject> {
        self.whose.get(&span)
    }

    /// The namespace that a check looked at, where the line is of a check.
    pub fn asked(&self, span: Span) -> Option<&'a str> {
        let before = self.asked.partition_point(|(one, _)| *one <= span);
        let (last, namespace) = self.asked.get(before.checked_sub(1)?)?;
        (*last == span).then_some(*namespace)
    }

    /// The output that a line is of.
    pub fn output(&self, span: Span) -> Option<&'a Output> {
        let before = self.outputs.partition_point(|one| first_line(one.span) <= first_line(span));
        let output = self.outputs.get(before.checked_sub(1)?)?;
        (output.span.transcript == span.transcript && output.span.has(span.start)).then_some(*output)
    }

    pub fn cluster(&self, at: usize) -> Option<&'a ClusterSummary> {
        self.report.clusters.get(at)
    }

    pub fn facts(&self, at: usize) -> Option<&'a Facts> {
        self.cluster(at).map(|cluster| &cluster.facts)
    }

    /// The cluster that a finding is on; of several, one is named.
    pub fn cluster_of(&self, finding: &Diagnostic) -> Option<usize> {
        match (&finding.subject.cluster, self.report.clusters.as_slice()) {
            (None, [_]) => Some(0),
            (None, _) => None,
            (label, clusters) => clusters.iter().position(|cluster| cluster.label == *label),
        }
    }
}

/// The only namespace of Gloo in a cluster, where a text names one.
pub(super) fn home(facts: &Facts) -> Option<&str> {
    let named = match facts.installations.as_slice() {
        [one] => one.namespace.as_ref(),
        _ => None,
    };
    named.or(facts.namespace.as_ref()).map(|known| known.value.as_str())
}

/// The same resource in every text: the pods of a workload are one.
pub(super) fn resource(mut subject: Subject, facts: &Facts) -> Subject {
    subject.cluster = None;
    subject.program = None;
    subject.kind = subject.kind.map(|kind| kind.to_ascii_lowercase());
    subject.namespace =
        subject.namespace.filter(|name| !name.is_empty()).or_else(|| home(facts).map(str::to_owned));
    if subject.kind.as_deref() == Some("pod") {
        subject.name = subject.name.as_deref().map(owner).map(str::to_owned);
    }
    subject
}

fn row(subject: Subject) -> Row {
    [subject.kind, subject.namespace, subject.name]
}

/// The resource that a message of the check names: `upstream`, of the part `upstreams`.
fn refused(problem: &CheckProblem) -> Option<Subject> {
    let (namespace, name) = problem.resource.as_ref()?.split_once(' ')?;
    let part = problem.section.as_deref().unwrap_or("resources").replace('-', " ");
    let kind = match part.strip_suffix("ies") {
        Some(start) => format!("{start}y"),
        None => part.strip_suffix('s').unwrap_or(&part).to_owned(),
    };
    let (namespace, name) = (Some(namespace.to_owned()), Some(name.to_owned()));
    Some(Subject { namespace, kind: Some(kind), name, ..Subject::default() })
}
