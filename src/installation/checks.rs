//! The runs of the check that count: a later run takes back the parts of an earlier one that it has too.

use crate::order::sort_by;
use crate::transcript::check::{CheckOutput, Complaint, Problem, Section, Status, complaint};
use crate::transcript::{Block, Content, Span};

/// Takes a run, the latest so far of its namespace. What it takes back and failed is given back.
pub(super) fn take(checks: &mut Vec<CheckOutput>, mut check: CheckOutput) -> Vec<Problem> {
    if join_half(checks, &mut check) {
        return Vec::new();
    }
    let mut past = Vec::new();
    // A cut run takes nothing back, as the table of subjects has it.
    if check.has_end() && !check.sections.is_empty() {
        // What stands between two runs may name another cluster; then nothing says which one is newer.
        let of_namespace = |earlier: &&mut CheckOutput| {
            name(&earlier.namespace) == name(&check.namespace) && earlier.section == check.section
        };
        for earlier in checks.iter_mut().rev().take(MOST_COMPARED).filter(of_namespace) {
            retract(earlier, &check, &mut past);
        }
        checks.retain(|check| !is_empty(check));
    }
    checks.push(check);
    past
}

/// More runs than this before the last one are not looked at again.
const MOST_COMPARED: usize = 64;

fn name(namespace: &Option<crate::transcript::Found<String>>) -> &str {
    namespace.as_ref().map_or(super::DEFAULT_NAMESPACE, |found| &found.value)
}

/// The list of errors goes to another stream, so it may stand before or behind the headings that it belongs to.
fn join_half(checks: &mut [CheckOutput], check: &mut CheckOutput) -> bool {
    let half = checks.last_mut().filter(|last| last.is_half() && check.is_half());
    let Some(last) = half.filter(|last| last.sections.is_empty() != check.sections.is_empty()) else {
        return false;
    };
    last.sections.append(&mut check.sections);
    last.problems.append(&mut check.problems);
    last.skipped.append(&mut check.skipped);
    last.failed = last.failed.or(check.failed);
    true
}

/// Whether a run looked at a part, and whatever it says of it.
fn looked_at(check: &CheckOutput, name: &str, instance: Option<&String>) -> bool {
    check.sections.iter().any(|section| {
        section.name == name
            && section.instance.as_ref() == instance
            && !matches!(section.status, Status::Skipped | Status::Unknown)
    })
}

/// Takes out of an earlier run what the later one has too. What is of no part at all, such as a cluster that did
/// not answer, is taken back by a run that left nothing out.
fn retract(earlier: &mut CheckOutput, later: &CheckOutput, past: &mut Vec<Problem>) {
    let is_whole = later.excluded.is_empty();
    let is_of_nothing = |name: &str| is_whole && !has_section(later, name) && !has_section(earlier, name);
    let is_past = |problem: &Problem| match &problem.section {
        _ if complaint(&problem.message) == Complaint::Federation => later.federation.is_some(),
        // Some parts have no heading in some versions of glooctl.
        Some(section) => looked_at(later, section, None) || is_of_nothing(section),
        None => is_whole,
    };
    let failed_without_message: Vec<Problem> = earlier
        .sections
        .iter()
        .filter(|section| {
            section.status == Status::Errors && looked_at(later, &section.name, section.instance.as_ref())
        })
        .filter(|section| {
            !earlier.problems.iter().any(|problem| problem.section.as_ref() == Some(&section.name))
        })
        .map(|section| Problem {
            message: format!("{}: {} errors", section.name, section.error_count),
            section: Some(section.name.clone()),
            span: section.span,
        })
        .collect();
    past.extend(failed_without_message);
    let (gone, left): (Vec<Problem>, Vec<Problem>) = earlier.problems.iter().cloned().partition(is_past);
    past.extend(gone);
    earlier.problems = left;
    let stays = |section: &Section| {
        section.status == Status::Errors && !looked_at(later, &section.name, section.instance.as_ref())
    };
    earlier.sections.retain(stays);
    if looked_at(later, "proxies", None) {
        earlier.idle.clear();
    }
    earlier.mismatch = None;
    // Its verdict holds for what is left of it.
    earlier.no_problems = None;
    earlier.skipped.clear();
    if earlier.sections.is_empty() && earlier.problems.is_empty() {
        earlier.failed = None;
    }
}

fn has_section(check: &CheckOutput, name: &str) -> bool {
    check.sections.iter().any(|section| section.name == name)
}

fn is_empty(check: &CheckOutput) -> bool {
    check.sections.is_empty() && check.problems.is_empty() && check.idle.is_empty() && !check.has_end()
}

/// What a run rests on.
fn spans(check: &CheckOutput) -> impl Iterator<Item = Span> {
    let sections = check.sections.iter().map(|section| section.span);
    let problems = check.problems.iter().chain(&check.idle).map(|problem| problem.span);
    sections.chain(problems).chain([check.no_problems, check.failed].into_iter().flatten())
}

/// The lines that the runs that count still rest on, in order.
pub(super) fn lines(checks: &[CheckOutput]) -> Vec<(usize, usize)> {
    let mut lines: Vec<(usize, usize)> =
        checks.iter().flat_map(spans).map(|span| (span.transcript, span.start)).collect();
    sort_by(&mut lines, Ord::cmp);
    lines
}

/// Whether a run still counts, in part at least.
pub(super) fn counts(lines: &[(usize, usize)], block: &Block) -> bool {
    let Span { transcript, start, end } = block.span;
    let at = lines.partition_point(|line| *line < (transcript, start));
    lines.get(at).is_some_and(|line| *line <= (transcript, end))
}

/// Where short runs of the check follow each other line by line: two terminals wrote to one log, so that each
/// heading stands there twice.
pub(super) fn woven<'a>(blocks: impl Iterator<Item = &'a Block>) -> Option<Span> {
    const FEWEST_RUNS: usize = 3;
    const MOST_SECTIONS: usize = 3;
    let (mut begins, mut last, mut runs): (Option<Span>, Option<Span>, usize) = (None, None, 0);
    for block in blocks {
        let Content::Check(check) = &block.content else { continue };
        let is_short = (1..=MOST_SECTIONS).contains(&check.sections.len());
        let follows = last
            .is_some_and(|last| last.transcript == block.span.transcript && last.end + 1 >= block.span.start);
        match is_short {
            true if follows => runs += 1,
            true => (begins, runs) = (Some(block.span), 1),
            false => runs = 0,
        }
        last = Some(block.span).filter(|_| is_short);
        if runs >= FEWEST_RUNS {
            begins = begins.map(|begins| Span { end: block.span.end, ..begins });
        }
    }
    begins.filter(|_| last.is_some() && runs >= FEWEST_RUNS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::{Content, read};

    /// What is left of some runs, and how many results are past.
    fn check(text: &str, expect: &str) {
        let (mut checks, mut past) = (Vec::new(), 0);
        for block in read(text, 0).blocks {
            if let Content::Check(check) = block.content {
                past += take(&mut checks, *check).len();
            }
        }
        let words = |check: &CheckOutput| {
            let problems: Vec<&str> = check.problems.iter().map(|problem| problem.message.as_str()).collect();
            format!("{:?} with {} sections and {problems:?}", check.verdict(), check.sections.len())
        };
        let seen: Vec<String> = checks.iter().map(words).collect();
        assert_eq!(format!("{}; {past} past", seen.join(", ")), expect, "reading {text:?}");
    }

    const FAILING: &str = "$ glooctl check\nChecking deployments... OK\nChecking pods... 1 Errors!\nChecking upstreams... 1 Errors!\nError: 2 errors occurred:\n\t* Pod a in namespace b is not ready!\n\t* Found rejected upstream by 'b': b c (Reason: d)\n\n";

    #[test]
    fn a_whole_run_takes_an_earlier_one_back() {
        let healthy = "$ glooctl check\nChecking deployments... OK\nChecking pods... OK\nChecking upstreams... OK\nNo problems detected.\n";
        check(&format!("{FAILING}{healthy}"), "Healthy with 3 sections and []; 2 past");
        check(
            &format!("{healthy}{FAILING}"),
            "Problems with 3 sections and [\"Pod a in namespace b is not ready!\", \"Found rejected upstream by 'b': b c (Reason: d)\"]; 0 past",
        );
    }

    #[test]
    fn a_run_takes_back_only_the_parts_that_it_has() {
        check(
            &format!(
                "{FAILING}$ glooctl check -x pods\nChecking deployments... OK\nChecking upstreams... OK\nNo problems detected.\n"
            ),
            "Problems with 1 sections and [\"Pod a in namespace b is not ready!\"], Healthy with 2 sections and []; 1 past",
        );
    }

    #[test]
    fn what_has_no_end_takes_nothing_back() {
        let rest = "Problems with 3 sections and [\"Pod a in namespace b is not ready!\", \"Found rejected upstream by 'b': b c (Reason: d)\"]";
        check(
            &format!("{FAILING}$ glooctl check\nChecking deployments... OK\nChecking pods... OK\n"),
            &format!("{rest}, Incomplete with 2 sections and []; 0 past"),
        );
        check(
            &format!("{FAILING}\n> Checking pods... OK\n"),
            &format!("{rest}, Incomplete with 1 sections and []; 0 past"),
        );
    }
}
