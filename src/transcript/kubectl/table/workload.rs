//! A row of `kubectl get deployments`, of DaemonSets and of Jobs.

use super::heading::{Heading, age, name, ready};
use crate::transcript::Program;
use crate::transcript::kubectl::Workload;
use crate::transcript::names::is_word;
use crate::transcript::recognise::Cursor;

/// Reads a row: a name, how many pods are ready, up to date and available, and an age. Without a heading, the
/// command has to have asked for Deployments.
pub(super) fn read(cursor: &Cursor<'_>, ahead: usize, heading: Option<&Heading<'_>>) -> Option<Workload> {
    // Helm shows what it has just made, which is never ready.
    if cursor.command.is_some_and(|typed| typed.program != Program::Kubectl) {
        return None;
    }
    let row: Vec<&str> = cursor.text(ahead)?.split_ascii_whitespace().take(MOST_WORDS).collect();
    let (named, namespace, (ready, age)) = match heading {
        Some(heading) => {
            let anchor = heading.anchor_of(&row)?;
            let number =
                |names: &[&str]| heading.cell(&row, &anchor, names).and_then(|word| word.parse().ok());
            let counts = match number(&["DESIRED"]) {
                Some(all) => {
                    let ready = number(&["READY"]).or_else(|| number(&["AVAILABLE"]))?;
                    ((ready, all), row.iter().skip(anchor.word).find_map(|word| age(word)))
                }
                None => of_ratio(&row, anchor.word)?,
            };
            (heading.name(&row, &anchor)?, heading.namespace(&row, &anchor), counts)
        }
        None if cursor.is_answer_to(Program::Kubectl, &ASKED) => {
            let at = row.iter().position(|word| ready(word).is_some())?;
            let (last, before) = row.get(..at)?.split_last()?;
            let is_row = !before.iter().any(|word| is_word(word));
            (name(last).filter(|_| is_row)?, None, of_ratio(&row, at)?)
        }
        None => return None,
    };
    let is_daemon_set =
        named.kind.starts_with("daemonset") || heading.is_some_and(Heading::is_of_daemon_sets);
    Some(Workload {
        kind: if is_daemon_set { "daemonset" } else { "deployment" },
        name: named.name.to_owned(),
        namespace: namespace.map(str::to_owned),
        ready,
        condition: None,
        age,
        is_of_gloo: false,
        span: cursor.span(ahead),
    })
}

/// Reads a row of Jobs: a name, how many of its pods have done their work, how long it took, and an age.
pub(super) fn job(cursor: &Cursor<'_>, ahead: usize, heading: &Heading<'_>) -> Option<Workload> {
    let row: Vec<&str> = cursor.text(ahead)?.split_ascii_whitespace().take(MOST_WORDS).collect();
    let word = row.iter().position(|word| ready(word).is_some())?;
    let anchor = heading.anchor_at(word, "COMPLETIONS")?;
    Some(Workload {
        kind: "job",
        name: heading.name(&row, &anchor)?.name.to_owned(),
        namespace: heading.namespace(&row, &anchor).map(str::to_owned),
        ready: row.get(word).and_then(|word| ready(word))?,
        condition: None,
        age: heading.cell(&row, &anchor, &["AGE"]).and_then(age),
        is_of_gloo: false,
        span: cursor.span(ahead),
    })
}

const ASKED: [&str; 4] = ["deploy", "deployment", "deployments", "deployments.apps"];
/// A row is read up to so many words.
const MOST_WORDS: usize = 14;

/// `1/1  1  1  10d`: how many pods are ready of how many, and the age.
fn of_ratio(row: &[&str], at: usize) -> Option<((u32, u32), Option<u64>)> {
    let is_count = |word: &str| word.parse::<u32>().is_ok();
    let [ratio, up_to_date, available, old] = row.get(at..at + 4)? else { return None };
    let is_row = is_count(up_to_date) && is_count(available) && (age(old).is_some() || old.starts_with('<'));
    Some((ready(ratio).filter(|_| is_row)?, age(old)))
}
