//! The comparison for a terminal, in plain text and in Markdown.

use super::{Both, Comparison, Finding, Moved, Open, Proof, StepDone};
use crate::command::Shell;
use crate::evidence::Evidence;
use crate::report::text::{Detail, Paper, Style, lines};

/// Renders a comparison, with commands for a shell.
#[must_use]
pub fn render(comparison: &Comparison, style: Style, shell: Shell) -> String {
    let paper = Paper { style, detail: Detail::Brief, shell };
    let mut text = paper.answer(&comparison.verdict);
    text.extend(comparison.notes.iter().map(|note| paper.item(note)));
    let moved = comparison.installations.iter().map(|one| installation(one, paper));
    let around = comparison.surroundings.iter().map(|one| paper.item(&one.said()));
    text.push_str(&section("Versions", moved.chain(around), paper));
    let names = &comparison.names;
    let checks =
        comparison.checks.iter().map(|one| paper.item(&one.said()) + &seen(&one.evidence, names, paper));
    text.push_str(&section("Check", checks, paper));
    let lists = [("Fixed", &comparison.fixed), ("New", &comparison.new), ("Still there", &comparison.still)];
    for (heading, list) in lists {
        text.push_str(&section(heading, list.iter().map(|one| finding(one, names, paper)), paper));
    }
    let unknown = comparison.unknown.iter().map(|one| open(one, names, paper));
    text.push_str(&section("Unknown", unknown, paper));
    text + &plan(comparison, paper)
}

/// A heading with items; nothing where there is none.
fn section(heading: &str, items: impl Iterator<Item = String>, paper: Paper) -> String {
    let items: String = items.collect();
    if items.is_empty() { items } else { paper.heading(heading) + &items }
}

fn installation(one: &Moved, paper: Paper) -> String {
    paper.item(&one.said()) + &one.changes().map(|one| paper.item_below(&one.said())).collect::<String>()
}

fn finding(one: &Finding, names: &Both<String>, paper: Paper) -> String {
    let text = paper.item(&one.said());
    one.remarks().iter().fold(text, |text, remark| text + &paper.below(remark))
        + &seen(&one.evidence, names, paper)
}

/// Where something is in the two texts.
fn seen(evidence: &Both<Evidence>, names: &Both<String>, paper: Paper) -> String {
    let sides =
        [("first text", &evidence.before, &names.before), ("second text", &evidence.after, &names.after)];
    let place = |evidence: &Evidence, names: &[String]| match evidence {
        Evidence::Lines(span) => {
            let name = names.get(span.transcript).filter(|_| names.len() > 1);
            name.map_or_else(|| lines(*span), |name| format!("{name} {}", lines(*span)))
        }
        Evidence::Catalog(row) => format!("catalog: {row}"),
        Evidence::Said(what) => format!("your choice: {what}"),
    };
    let said =
        sides.into_iter().filter(|(_, evidence, _)| !evidence.is_empty()).map(|(side, evidence, names)| {
            let places: Vec<String> =
                evidence.iter().take(MOST_PLACES).map(|one| place(one, names)).collect();
            let more = evidence.len().checked_sub(MOST_PLACES).filter(|more| *more > 0);
            let more = more.map_or_else(String::new, |more| format!(" and {more} more"));
            format!("{side}, {}{more}", places.join(", "))
        });
    let said: Vec<String> = said.collect();
    if said.is_empty() { String::new() } else { paper.below(&format!("Seen at: {}", said.join("; "))) }
}

/// More places of one thing are counted only.
const MOST_PLACES: usize = 6;

fn open(one: &Open, names: &Both<String>, paper: Paper) -> String {
    let mut text = paper.item(&one.why);
    if let Some(command) = &one.command {
        text.push_str(&paper.below("To find out:"));
        text.push_str(&paper.code(std::slice::from_ref(command)));
    }
    text + &one.findings.iter().map(|one| finding(one, names, paper)).collect::<String>()
}

/// The plan, hop by hop: first what is proven, then what is not shown, in one line.
fn plan(comparison: &Comparison, paper: Paper) -> String {
    let hops = comparison.plan.last().map_or(0, |step| step.hop + 1);
    let mut text = String::new();
    for hop in 0..hops {
        let steps: Vec<&StepDone> = comparison.plan.iter().filter(|step| step.hop == hop).collect();
        let Some(first) = steps.first() else { continue };
        let proof = first.hop_proof.name();
        text.push_str(&paper.item(&format!("Hop {} of {hops}, {}: {proof}", hop + 1, first.hop_title)));
        let mut hidden: Vec<&str> = Vec::new();
        for step in steps {
            if step.proof == Proof::Unknown {
                hidden.push(&step.title);
                continue;
            }
            text.push_str(&paper.item_below(&format!("{}: {}", step.title, step.proof.name())));
        }
        if !hidden.is_empty() {
            text.push_str(&paper.item_below(&format!("Not shown: {}", hidden.join("; "))));
        }
    }
    if text.is_empty() { text } else { paper.heading("Plan of the first text") + &text }
}
