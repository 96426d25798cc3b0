//! All of the comparison in a few sentences.

use super::cluster::Pairs;
use super::findings::Matched;
use super::side::Side;
use super::{Change, Direction, Fate, Finding, Moved, Open, Proof, SectionMoved, Since, StepDone, What};
use crate::diagnose::Severity;
use crate::report::{Level, Verdict};
use crate::transcript::check;

/// What is said where both texts say the same.
pub(super) const UNCHANGED: &str = "Nothing changed.";

/// That the texts may have been given in the wrong order.
const SWAPPED: &str = "The second text has older versions. Were they given in the wrong order?";

/// What moved: installations, what is around them, parts of the check.
type Moves<'a> = (&'a [Moved], &'a [Change], &'a [SectionMoved]);

/// The verdict, and what speaks against the way in which the texts were given.
pub(super) fn of(
    sides: (&Side<'_>, &Side<'_>),
    pairs: &Pairs,
    (installations, surroundings, checks): (&Vec<Moved>, &Vec<Change>, &Vec<SectionMoved>),
    matched: &Matched,
    plan: &[StepDone],
) -> (Verdict, Vec<String>) {
    let moves = (installations.as_slice(), surroundings.as_slice(), checks.as_slice());
    let (before, after) = (sides.0.report, sides.1.report);
    let read = (before.is_empty(), after.is_empty());
    let title = match read {
        (true, true) => "Nothing was recognised in either text.".to_owned(),
        (true, false) => "Nothing was recognised in the first text.".to_owned(),
        (false, true) => "Nothing was recognised in the second text.".to_owned(),
        (false, false) => match &pairs.apart {
            Some(apart) => apart.clone(),
            None if is_unchanged(moves, matched) => UNCHANGED.to_owned(),
            None => counts(matched),
        },
    };
    let mut detail: Vec<String> = Vec::new();
    if title == UNCHANGED {
        detail.extend(left(&matched.still));
    } else {
        detail.extend(installations.iter().take(MOST_NAMED).filter_map(Moved::sentence));
        detail.extend(health(sides, pairs));
        detail.extend(way(plan));
    }
    let level = match read {
        (true, _) | (_, true) => Level::Empty,
        _ => worst(matched, &title),
    };
    let notes = if is_swapped(moves) { vec![SWAPPED.to_owned()] } else { Vec::new() };
    (Verdict { level, title, detail: detail.join(" ") }, notes)
}

/// More installations than this are not named before the list of them.
const MOST_NAMED: usize = 3;

impl Moved {
    /// What became of it, in a sentence; nothing where nothing did.
    fn sentence(&self) -> Option<String> {
        let place = self.namespace.as_ref().map_or_else(String::new, |name| format!(" in {name}"));
        let (before, after) = (self.before.as_deref(), self.after.as_deref());
        match (self.fate, before, after) {
            (Fate::Removed, Some(one), _) => Some(format!("{one}{place} is gone.")),
            (Fate::Converted, Some(one), Some(other)) => {
                Some(format!("{one}{place} was converted to {other}."))
            }
            (Fate::Kept, Some(one), Some(other)) if one != other => {
                let words = match self.direction {
                    Direction::Upgraded => "was upgraded to",
                    Direction::Downgraded => "was downgraded to",
                    Direction::Unchanged | Direction::Unknown => "is now shown as",
                };
                Some(format!("{one}{place} {words} {other}."))
            }
            _ => None,
        }
    }
}

fn is_unchanged((installations, surroundings, checks): Moves<'_>, matched: &Matched) -> bool {
    let is_same = |one: &Change| one.direction == Direction::Unchanged;
    let has_moved =
        |one: &Moved| one.fate != Fate::Kept || one.before != one.after || !one.versions.iter().all(is_same);
    let is_kept = |one: &Finding| one.was.is_none();
    matched.fixed.is_empty()
        && matched.new.is_empty()
        && matched.unknown.is_empty()
        && matched.still.iter().all(is_kept)
        && checks.is_empty()
        && surroundings.iter().all(is_same)
        && !installations.iter().any(has_moved)
}

/// `2 findings are fixed, 1 is new, 3 are still there, 1 is unknown.`
fn counts(matched: &Matched) -> String {
    let since = |wanted: Since| matched.new.iter().filter(|one| one.since == wanted).count();
    let open = matched.unknown.iter().map(|open| open.findings.len()).sum();
    let counts = [
        (matched.fixed.len(), "fixed"),
        (since(Since::Known), "new"),
        (since(Since::Unknown), "there now and perhaps before"),
        (matched.still.len(), "still there"),
        (open, "unknown"),
    ];
    let mut text = String::new();
    for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
        let is = if count == 1 { "is" } else { "are" };
        let noun = match (text.is_empty(), count) {
            (false, _) => "",
            (true, 1) => " finding",
            (true, _) => " findings",
        };
        let comma = if text.is_empty() { "" } else { ", " };
        text.push_str(&format!("{comma}{count}{noun} {is} {what}"));
    }
    if text.is_empty() { "No finding changed.".to_owned() } else { text + "." }
}

fn left(still: &[Finding]) -> Option<String> {
    match still.len() {
        0 => None,
        1 => Some("1 finding is still there.".to_owned()),
        count => Some(format!("{count} findings are still there.")),
    }
}

/// What the checks say, where one of the texts has one, or the installation is another than before.
fn health((before, after): (&Side<'_>, &Side<'_>), pairs: &Pairs) -> Option<String> {
    use check::Verdict::{Healthy, Incomplete, Problems};
    let [(one, other)] = pairs.same.as_slice() else { return None };
    let of = |side: &Side<'_>, at: usize| side.cluster(at)?.check.as_ref().map(|check| check.verdict);
    let text = match (of(before, *one), of(after, *other)) {
        (Some(Healthy), Some(Healthy)) => "The check is healthy in both texts.",
        (_, Some(Healthy)) => "The check is healthy now.",
        (Some(Problems), Some(Problems)) => "The check still reports problems.",
        (_, Some(Problems)) => "The check reports problems now.",
        (_, Some(Incomplete)) => "The check of the second text has no verdict.",
        (_, None) => "The second text has no glooctl check, so its health is unknown.",
    };
    Some(text.to_owned())
}

/// How far the plan of the first text is.
fn way(plan: &[StepDone]) -> Option<String> {
    let all = plan.last()?.hop + 1;
    let is_first = |one: &&StepDone, hop: usize| one.hop == hop;
    let proof = |hop: usize| plan.iter().find(|one| is_first(one, hop)).map(|one| one.hop_proof);
    let done = (0..all).filter(|hop| proof(*hop) == Some(Proof::Done)).count();
    let hops = if all == 1 { "hop" } else { "hops" };
    let is_known = (0..all).any(|hop| proof(hop) != Some(Proof::Unknown));
    is_known.then(|| match (done, all) {
        (1, 1) => "The hop of the plan is done.".to_owned(),
        (0, 1) => "The hop of the plan is not done.".to_owned(),
        _ => format!("{done} of {all} {hops} of the plan are done."),
    })
}

/// The worst of what is new, still there or unknown.
fn worst(matched: &Matched, title: &str) -> Level {
    let open =
        matched.unknown.iter().flat_map(|open| &open.findings).map(|one| one.severity.max(Severity::Unknown));
    let there = matched.new.iter().chain(&matched.still).map(|one| one.severity);
    let worst = there.chain(open).min();
    let is_open = title != UNCHANGED && !matched.unknown.is_empty();
    worst.or(is_open.then_some(Severity::Unknown)).map_or(Level::Ok, Level::Finding)
}

/// Whether versions fall and none rises. The revision of a Helm release rises with a real rollback.
fn is_swapped((installations, surroundings, _): Moves<'_>) -> bool {
    let mut fell = false;
    for one in installations {
        let revision = one.versions.iter().find(|change| change.what == What::Revision);
        if one.direction == Direction::Upgraded
            || revision.is_some_and(|change| change.direction == Direction::Upgraded)
        {
            return false;
        }
        fell |= one.direction == Direction::Downgraded;
    }
    let of_client = surroundings.iter().map(|change| change.direction);
    fell && of_client.into_iter().all(|direction| direction != Direction::Upgraded)
}

/// Adds what the second text lacks for all that is asked of it.
pub(super) fn add_missing((before, after): (&Side<'_>, &Side<'_>), pairs: &Pairs, open: &mut Vec<Open>) {
    if pairs.apart.is_some() || before.report.is_empty() {
        return;
    }
    for missing in &after.report.missing {
        let is_asked = open.iter().any(|one| one.command.as_ref() == Some(&missing.command));
        if !is_asked {
            let why = format!("The second text does not have {}. {}", missing.what, missing.why);
            open.push(Open { why, command: Some(missing.command.clone()), findings: Vec::new() });
        }
    }
}
