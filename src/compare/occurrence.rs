//! The findings of a text, one for each resource.

use std::collections::BTreeMap;

use super::side::{Side, resource};
use crate::diagnose::{Code, Diagnostic, Message, owner};
use crate::evidence::Evidence;
use crate::installation::{Facts, Output, home, whom};
use crate::order::sort_by;
use crate::subject::Subject;
use crate::transcript::check::{Section, Status};
use crate::transcript::{Kind, Span, tally};

/// What makes a finding the same in both texts: its code, its cluster, and its resource or its words.
pub(super) type Key = (String, usize, String);

/// A finding on one resource.
#[derive(Clone)]
pub(super) struct Occurrence<'a> {
    pub finding: &'a Diagnostic,
    /// The place of its cluster in the report.
    pub cluster: usize,
    pub subject: Subject,
    /// What a program said.
    pub message: Option<&'a str>,
    /// The part of the check that it is of, and the namespace that was checked.
    pub section: Option<&'a str>,
    pub asked: Option<&'a str>,
    /// The output that it was read from.
    pub output: Option<&'a Output>,
    pub evidence: Vec<Evidence>,
}

/// The occurrences of a text by their keys. `number` gives a cluster the number that it has in both texts.
pub(super) fn of<'a>(side: &Side<'a>, number: impl Fn(usize) -> usize) -> BTreeMap<Key, Occurrence<'a>> {
    let mut all: BTreeMap<Key, Occurrence<'a>> = BTreeMap::new();
    for finding in side.report.diagnostics.iter().filter(|finding| !is_about_the_text(finding.code)) {
        let Some((cluster, facts)) = side.cluster_of(finding).and_then(|at| Some((at, side.facts(at)?)))
        else {
            continue;
        };
        for one in split(finding, cluster, facts, side) {
            let key = (finding.code.id().into_owned(), number(cluster), words(&one));
            match all.get_mut(&key) {
                Some(known) => known.evidence.extend(one.evidence),
                None => {
                    all.insert(key, one);
                }
            }
        }
    }
    all
}

/// Findings about how something was pasted, or about the plan, which no change of the cluster fixes.
const fn is_about_the_text(code: Code) -> bool {
    matches!(
        code,
        Code::Contradiction
            | Code::Contradicted
            | Code::SeveralClusters
            | Code::Past
            | Code::MaybeCut
            | Code::Unread
            | Code::MoreErrors
            | Code::CheckIncomplete
            | Code::NotChecked
            | Code::Woven
            | Code::NameRefused
            | Code::NoPath
            | Code::PairingUnknown
            | Code::EditionUnknown
    )
}

fn split<'a>(
    finding: &'a Diagnostic,
    cluster: usize,
    facts: &'a Facts,
    side: &Side<'a>,
) -> Vec<Occurrence<'a>> {
    let bare = |subject: Subject, span: Option<Span>| Occurrence {
        finding,
        cluster,
        subject: resource(subject, facts),
        message: None,
        section: None,
        asked: span.and_then(|span| side.asked(span)),
        output: span.and_then(|span| side.output(span)),
        evidence: Vec::new(),
    };
    if finding.code == Code::MessagesMissing {
        let mut lines: Vec<Span> = finding.lines().collect();
        sort_by(&mut lines, Ord::cmp);
        let sections = facts.checks.iter().flat_map(|check| &check.sections);
        let failed =
            sections.filter(|one| one.status == Status::Errors && lines.binary_search(&one.span).is_ok());
        let of_section = |section: &'a Section| Occurrence {
            section: Some(&section.name),
            evidence: vec![Evidence::Lines(section.span)],
            ..bare(Subject::default(), Some(section.span))
        };
        return failed.map(of_section).collect();
    }
    if finding.messages.is_empty() {
        let span =
            finding.lines().find(|span| side.whose(*span).is_some()).or_else(|| finding.lines().next());
        let whose = span.and_then(|span| side.whose(span)).unwrap_or(&finding.subject);
        return vec![Occurrence { evidence: finding.evidence.clone(), ..bare(whose.clone(), span) }];
    }
    let of_message = |message: &'a Message| {
        let said = || whom::of(&home::unbroken(&message.text), None, Subject::default());
        let whose = side.whose(message.span).cloned().unwrap_or_else(said);
        Occurrence {
            message: Some(&message.text),
            section: message.section.as_deref(),
            evidence: vec![Evidence::Lines(message.span)],
            ..bare(whose, Some(message.span))
        }
    };
    finding.messages.iter().map(of_message).collect()
}

/// The resource, or where none is named the message, without what differs from run to run.
fn words(one: &Occurrence<'_>) -> String {
    let Occurrence { finding, subject, message, output, section, .. } = one;
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    let whose = [&subject.kind, &subject.namespace, &subject.release, &subject.name].map(part).join(" ");
    // These say no more than that something is wrong, so their words count too.
    let is_any = matches!(
        finding.code,
        Code::Logged
            | Code::Event
            | Code::NotInOrder
            | Code::OtherFailure
            | Code::OtherProblem
            | Code::OtherProduct
    );
    let Some(message) = message.filter(|_| subject.name.is_none() || is_any) else {
        return format!("{whose} {}", section.unwrap_or_default());
    };
    let repeats = |kind| matches!(kind, Kind::GlooLog | Kind::OtherLog | Kind::KubectlEvents);
    if output.is_some_and(|output| repeats(output.kind)) {
        return format!("{whose} {:x}", tally::hash(message));
    }
    let words = message.split_whitespace().map(without_hash);
    words.fold(whose, |text, word| text + " " + word)
}

/// A word without the end that Kubernetes gives a pod of a Deployment: `gloo` of `gloo-7c9d8b6f5-x2x4q`.
fn without_hash(word: &str) -> &str {
    let is_made = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let mut ends = bare.rsplit('-');
    let (Some(pod), Some(set), Some(_)) = (ends.next(), ends.next(), ends.next()) else { return word };
    let is_pod = pod.len() == 5 && (8..=10).contains(&set.len()) && is_made(pod) && is_made(set);
    if is_pod && set.bytes().any(|byte| byte.is_ascii_digit()) { owner(bare) } else { word }
}
