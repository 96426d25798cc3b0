//! A row of `kubectl get pods`.

use super::heading::{Anchor, Heading, age, name, ready};
use crate::transcript::Program;
use crate::transcript::kubectl::Pod;
use crate::transcript::names::{is_label, is_word, without_marks};
use crate::transcript::recognise::Cursor;

/// States that kubectl prints for pods.
const STATES: [&str; 25] = [
    "NotReady",
    "Running",
    "Completed",
    "Succeeded",
    "Pending",
    "Terminating",
    "ContainerCreating",
    "PodInitializing",
    "SchedulingGated",
    "CrashLoopBackOff",
    "ImagePullBackOff",
    "ErrImagePull",
    "ErrImageNeverPull",
    "InvalidImageName",
    "Error",
    "Failed",
    "Evicted",
    "OOMKilled",
    "CreateContainerConfigError",
    "CreateContainerError",
    "RunContainerError",
    "StartError",
    "ContainerCannotRun",
    "ContainerStatusUnknown",
    "Unknown",
];

/// Reads a row: a name, a count such as `1/1` and a state. Without a heading the restarts and the age have to
/// follow.
pub(super) fn read(cursor: &Cursor<'_>, ahead: usize, heading: Option<&Heading<'_>>) -> Option<Pod> {
    let text = cursor.text(ahead)?;
    // The first words of nearly every line show that it is no row.
    if !text.split_ascii_whitespace().take(MOST_BEFORE).any(|word| ready(word).is_some()) {
        return None;
    }
    let row: Vec<&str> = text.split_ascii_whitespace().take(MOST_WORDS).collect();
    let is_state = |word: &&str| STATES.contains(word) || word.starts_with("Init:");
    let at = (1..row.len()).find(|at| {
        row.get(*at).is_some_and(|word| ready(word).is_some()) && row.get(at + 1).is_some_and(is_state)
    })?;
    let age = age_after(&row, at + 2);
    let (named, namespace) = match heading {
        Some(heading) => {
            let anchor = Anchor { word: at, ..heading.anchor_of(&row)? };
            (heading.name(&row, &anchor)?, heading.namespace(&row, &anchor))
        }
        None => {
            age?;
            let before = row.get(..at - 1)?;
            // Marks and a namespace may precede the name, a sentence may not.
            if before.split_last().is_some_and(|(_, before)| before.iter().any(|word| is_word(word))) {
                return None;
            }
            (name(row.get(at - 1)?)?, namespace_before(cursor, before))
        }
    };
    Some(Pod {
        name: named.name.to_owned(),
        namespace: namespace.map(str::to_owned),
        ready: row.get(at).and_then(|word| ready(word))?,
        status: (*row.get(at + 1)?).to_owned(),
        restarted: restarted(&row, at + 2),
        restarts: row.get(at + 2).and_then(|word| word.parse().ok()),
        ended: None,
        age,
        is_of_gloo: false,
        span: cursor.span(ahead),
    })
}

/// The count is within so many words.
const MOST_BEFORE: usize = 6;
/// A row is read up to so many words.
const MOST_WORDS: usize = 14;

/// The age in the words from the restarts on: `0  10d`, `5 (3m ago)  10d`.
fn age_after(row: &[&str], restarts: usize) -> Option<u64> {
    let restarted = row.get(restarts)?;
    if !restarted.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let has_moment = row.get(restarts + 1)?.starts_with('(') && row.get(restarts + 2) == Some(&"ago)");
    age(row.get(restarts + if has_moment { 3 } else { 1 })?)
}

/// How long ago the last restart was, in the words from the restarts on: `5 (3m ago)`.
fn restarted(row: &[&str], restarts: usize) -> Option<u64> {
    let moment = row.get(restarts + 1)?.strip_prefix('(')?;
    age(moment).filter(|_| row.get(restarts + 2) == Some(&"ago)"))
}

/// Without a heading, the namespace is the word before the name, unless the command asked for one namespace.
fn namespace_before<'a>(cursor: &Cursor<'_>, before: &[&'a str]) -> Option<&'a str> {
    let asked = cursor.command.filter(|typed| typed.program == Program::Kubectl);
    let has_column = asked.is_none_or(|typed| typed.has("-A") || typed.has("--all-namespaces"));
    let word = before.last().filter(|_| has_column)?;
    Some(without_marks(word)).filter(|word| is_label(word))
}
