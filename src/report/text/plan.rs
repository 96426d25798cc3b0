//! The plan as text.

use super::paper::Paper;
use super::{Detail, Report};
use crate::command::Command;
use crate::plan::{Assumption, Hop, Onward, Plan, Points, Questions, Rewrite, Risk, Step};
use crate::rules::Phase;
use crate::settings::Origin;
use crate::successors::WayOn;

pub(super) fn render(plan: &Plan, report: &Report, paper: Paper) -> String {
    let mut text = paper.heading(&if plan.is_empty() {
        format!("No plan: {}", plan.no_plan)
    } else {
        format!("Plan: {}", route(plan))
    });
    if let Some(place) = report.whose() {
        text.push_str(&paper.item(&format!("It is for installation {}: {place}.", plan.installation + 1)));
    }
    text.push_str(&outlook(plan, paper));
    for assumption in &plan.assumptions {
        text.push_str(&assumed(assumption, paper));
    }
    let count = plan.parts().count();
    for (index, hop) in plan.parts().enumerate() {
        text.push_str(&paper.heading(&hop.label(index + 1, count)));
        text.push_str(&render_hop(hop, paper));
    }
    text + &general(plan, paper)
}

/// From where to where a plan goes.
pub(in crate::report) fn route(plan: &Plan) -> String {
    let (from, target) = (plan.from, plan.target);
    let to = if from.edition == target.edition { String::new() } else { format!("{} ", target.edition) };
    if let Some(onward) = &plan.onward {
        let over = if plan.hops.is_empty() { String::new() } else { format!(" to {}, then", target.version) };
        return format!("{} {}{over} to {}", from.edition, from.version, onward.title());
    }
    format!("{} {} to {to}{}{}", from.edition, from.version, target.version, part_way(plan))
}

/// Where a plan ends that does not reach its target.
fn part_way(plan: &Plan) -> String {
    let end = plan.hops.last().map(|hop| hop.to).filter(|end| *end != plan.target.version);
    end.map_or_else(String::new, |end| format!(", as far as {end}"))
}

/// What holds at every upgrade.
fn general(plan: &Plan, paper: Paper) -> String {
    // A ticket is read by people who know the tips.
    let tips = if paper.is_ticket() { &[] } else { plan.tips.as_slice() };
    let points = plan.advice.len() + tips.len();
    if points == 0 {
        return String::new();
    }
    let heading = paper.heading("Good to know at every upgrade");
    if paper.is_short() {
        return heading + &paper.item(&format!("{} (see --verbose)", count(points)));
    }
    let advice: String = plan.advice.iter().map(|risk| render_risk(risk, paper)).collect();
    let tips = tips
        .iter()
        .map(|tip| paper.item_below(&tip.title) + &paper.below(&tip.text) + &paper.reference(&tip.reference));
    heading
        + &paper.folded(&format!("Good to know: {}", count(points)), &(advice + &tips.collect::<String>()))
}

fn count(points: usize) -> String {
    if points == 1 { "1 point".to_owned() } else { format!("{points} points") }
}

/// What ends, and when, with the ways on.
fn outlook(plan: &Plan, paper: Paper) -> String {
    let mut text = String::new();
    if !plan.ends.is_empty() {
        text.push_str(&paper.item(&plan.ends));
    }
    for way in &plan.ways {
        let WayOn { name, text: words, whom, url, .. } = way;
        let url = url.as_ref().map_or_else(String::new, |url| format!(" {url}"));
        let planned = planned_by(way);
        text.push_str(&paper.own_item_below(&format!("{name}: {words} It is for {whom}.{planned}{url}")));
    }
    if !plan.support.is_empty() {
        text.push_str(&paper.item(&plan.support));
    }
    if !plan.kubernetes.is_empty() {
        text.push_str(&paper.item(&plan.kubernetes));
    }
    let windows = plan.onward.iter().flat_map(|onward| &onward.windows);
    text.extend(windows.map(|sentence| paper.item(sentence)));
    text + &plan.onward.as_ref().map_or_else(String::new, |onward| rewrites(onward, paper))
}

/// What takes the place of each kind of Gloo's resources; in brief, of those that were counted.
fn rewrites(onward: &Onward, paper: Paper) -> String {
    let is_shown = |rewrite: &&Rewrite| !paper.is_short() || rewrite.count.is_some();
    let mut shown = onward.rewrites.iter().filter(is_shown).peekable();
    if shown.peek().is_none() {
        return String::new();
    }
    let head = if onward.share.is_empty() { "What takes the place of each kind:" } else { &onward.share };
    let row = |rewrite: &Rewrite| {
        paper.own_item_below(&format!("{} ({}): {}", rewrite.kind, rewrite.number(), rewrite.words()))
    };
    paper.item(head) + &shown.map(row).collect::<String>()
}

/// Which target plans a way.
fn planned_by(way: &WayOn) -> String {
    way.target.map_or_else(String::new, |target| format!(" Plan it with target {}.", target.name()))
}

fn assumed(assumption: &Assumption, paper: Paper) -> String {
    let Assumption { what, value, ask, origin } = assumption;
    let shown = format!("{what}: {}", paper.words(value));
    // Which context is current, no paste tells for long.
    let must = if assumption.is_place() { ", which has to be current" } else { "" };
    if *origin == Origin::Pasted && must.is_empty() {
        return paper.marked(&shown);
    }
    paper.marked(&format!("{shown}{must} (to find out: {})", paper.typed(ask)))
}

fn render_hop(hop: &Hop, paper: Paper) -> String {
    let of = |phase: Phase| hop.steps.iter().filter(move |step| step.phase == phase);
    let mut text: String = hop.rehearsed.iter().map(|sentence| paper.item(sentence)).collect();
    for said in hop.changes.iter().flat_map(|changes| changes.brief()) {
        text.push_str(&paper.item(&said));
    }
    let tally = hop.tally().words();
    if !tally.is_empty() {
        let folded = if paper.is_short() && hop.tally().know > 0 { " (see --verbose)" } else { "" };
        text.push_str(&paper.item(&format!("In this hop: {tally}{folded}.")));
    }
    // A step with neither commands nor a gate has only its points.
    let is_shown =
        |step: &&Step| !paper.is_short() || step.acts() || step.gate.is_some() || step.has_duties();
    for step in Phase::ALL.into_iter().flat_map(of).filter(is_shown) {
        text.push_str(&render_step(step, paper));
    }
    let handled: Vec<&Risk> = hop.handled().collect();
    if !paper.is_short() {
        let one = |risk: &&Risk| paper.item_below(&risk.title) + &paper.reference(&risk.reference);
        let titles: String = handled.iter().map(one).collect();
        let summary = format!("Handled by this plan: {}", count(handled.len()));
        text.push_str(&paper.folded(&summary, &titles));
    }
    for (what, address) in &hop.links {
        text.push_str(&paper.marked(&format!("{what}: {}", paper.link(address))));
    }
    text
}

fn render_step(step: &Step, paper: Paper) -> String {
    let (why, expect) = match paper.detail {
        Detail::Brief => (&step.news.why, &step.news.expect),
        Detail::Full => (&step.why, &step.expect),
    };
    let mut text = paper.item(&format!("{}: {}", step.phase.name(), step.title));
    text.push_str(&paper.below(why));
    let Points { must, check, know, ruled_out, .. } = step.points();
    // What a step runs and what a risk may need are never in one block: the second may delete the release.
    if step.acts() && (!must.is_empty() || !check.is_empty()) {
        text.push_str(&paper.below("Read the points below first."));
    }
    if let Some(manifest) = &step.manifest {
        text.push_str(&paper.below(&manifest.words));
        text.push_str(&paper.block(&manifest.lines(), "    ", manifest.form().name()));
    }
    if !step.commands.is_empty() {
        text.push_str(&paper.below("Run:"));
        text.push_str(&paper.code(&step.commands));
        if !expect.is_empty() {
            text.push_str(&paper.below(&format!("Expected: {expect}")));
        }
    }
    let all = |risks: &[&Risk]| risks.iter().map(|risk| render_risk(risk, paper)).collect::<String>();
    text.push_str(&all(&must));
    let questions: String = check.iter().map(|questions| ask(questions, paper)).collect();
    let open = check.iter().map(|questions| questions.risks.len()).sum();
    text.push_str(&paper.unfolded(&format!("Check: {}", count(open)), &questions));
    if !paper.is_short() {
        text.push_str(&paper.folded(&format!("Good to know: {}", count(know.len())), &all(&know)));
    }
    if paper.detail == Detail::Full {
        let words = format!("Does not apply here: {}", count(ruled_out.len()));
        text.push_str(&paper.folded(&words, &all(&ruled_out)));
    }
    text.extend(step.gate.iter().map(|gate| paper.below(gate)));
    text
}

/// Risks with the command that answers their questions: once, before them, where there are several.
fn ask(questions: &Questions<'_>, paper: Paper) -> String {
    let risks = &questions.risks;
    let command = |ask| {
        paper.below(&format!("One command answers the next {} questions:", risks.len()))
            + &paper.code(std::slice::from_ref(ask))
    };
    let own = questions.own();
    let risks = risks.iter().map(|risk| render_risk_of(risk, own, paper)).collect::<String>();
    questions.shared().map_or_else(String::new, command) + &risks
}

/// A risk with its own question.
fn render_risk(risk: &Risk, paper: Paper) -> String {
    render_risk_of(risk, risk.ask.as_ref(), paper)
}

fn render_risk_of(risk: &Risk, ask: Option<&Command>, paper: Paper) -> String {
    let is_said =
        risk.answer.as_ref().is_some_and(|answer| answer.evidence.iter().all(|one| one.lines().is_none()));
    let applies = match risk.applies {
        Some(true) => "applies",
        Some(false) if is_said => "ruled out by your answer",
        Some(false) => "ruled out by what was pasted",
        None => "unknown",
    };
    let mut text = paper.item_below(&format!("{} ({}, {applies})", risk.title, risk.impact.name()));
    // What is known is not asked.
    if risk.applies.is_none() {
        text.push_str(&paper.below(&format!("Question: {}", risk.question)));
        text.push_str(&ask.map_or_else(String::new, |ask| paper.code(std::slice::from_ref(ask))));
    }
    text.push_str(&paper.below(match paper.detail {
        Detail::Brief => &risk.news,
        Detail::Full => &risk.text,
    }));
    let values = risk.yaml();
    if !values.is_empty() {
        text.push_str(&paper.below(&risk.merging()));
        text.push_str(&paper.block(&values, "    ", "yaml"));
    }
    text.push_str(&paper.reference(&risk.reference));
    if !risk.commands.is_empty() {
        text.push_str(&paper.below(risk.condition()));
        text.push_str(&paper.code(&risk.commands));
    }
    text
}
