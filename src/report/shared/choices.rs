//! What was chosen, in a link: only what has no name of anybody's.

use super::Shared;
use super::pairs::Pairs;
use crate::command::Shell;
use crate::delivery::Delivery;
use crate::edition::Edition;
use crate::plan::Plan;
use crate::report::Report;
use crate::settings::{Choices, Helm, Named as _, Platform, Reply, Target, Way};
use crate::version::Version;

/// What was chosen, and what the plan comes to: a target that nobody chose is one all the same.
pub(super) fn of(shared: &Shared, report: &Report, chosen: &Choices) -> Choices {
    let plan = report.plan.as_ref();
    let upgrades = plan.filter(|plan| !plan.is_empty());
    let installed = shared.grounds.installed.filter(|_| shared.grounds.is_by_hand());
    let from = upgrades.map(|plan| plan.from);
    // A link to another product names that, and no release of Gloo on the way.
    let to = upgrades.filter(|plan| plan.onward.is_none()).map(|plan| plan.target);
    let mut answers = Vec::new();
    // In the order that a link has.
    for reply in Reply::ALL {
        for (id, given) in &chosen.answers {
            if given == reply && plan.is_some_and(|plan| asks(plan, id)) {
                answers.push((id.clone(), *given));
            }
        }
    }
    Choices {
        edition: from.map(|from| from.edition).or(installed.and_then(|installed| installed.edition)),
        from: from.map(|from| from.version).or(installed.and_then(|installed| installed.version)),
        target: to.map(|to| Target::Version(to.version)).or(chosen.target),
        target_edition: chosen.target_edition,
        platform: chosen.platform,
        helm: Some(report.settings.helm).filter(|helm| chosen.helm.is_some() || *helm != Helm::default()),
        shell: chosen.shell,
        way: chosen.way,
        delivered_by: Some(report.settings.delivery)
            .filter(|delivery| chosen.delivered_by.is_some() || *delivery != Delivery::default()),
        answers,
        ..Choices::default()
    }
}

/// Writes or reads all of it. What is usual has no pair, nor a start that the facts name.
pub(super) fn walk(shared: &mut Shared, pairs: &mut Pairs<'_>) {
    let start = start(shared);
    let choices = &mut shared.choices;
    let chosen = (choices.edition, choices.from);
    let (mut edition, mut from) = if chosen == start { (None, None) } else { chosen };
    pairs.word("from-edition", &mut edition, Edition::name, Edition::parse);
    pairs.version("from", &mut from);
    let is_named = edition.is_some() || from.is_some();
    (choices.edition, choices.from) = if is_named { (edition, from) } else { start };
    pairs.shown("target", &mut choices.target, Target::parse);
    pairs.word("target-edition", &mut choices.target_edition, Edition::name, Edition::parse);
    let mut way = Some(choices.way).filter(|way| *way != Way::default());
    pairs.word("way", &mut way, Way::name, Way::parse);
    choices.way = way.unwrap_or_default();
    pairs.word("delivered-by", &mut choices.delivered_by, Delivery::name, Delivery::parse);
    pairs.word("helm", &mut choices.helm, Helm::name, Helm::parse);
    let mut shell = Some(choices.shell).filter(|shell| *shell != Shell::default());
    pairs.word("shell", &mut shell, Shell::name, Shell::parse);
    choices.shell = shell.unwrap_or_default();
    pairs.word("platform", &mut choices.platform, Platform::name, Platform::parse);
    for reply in Reply::ALL {
        let mut ids = String::new();
        for (id, given) in &choices.answers {
            if given == reply {
                ids.push('.');
                ids.push_str(id);
            }
        }
        for id in pairs
            .pair(reply.name(), ids.strip_prefix('.').map(str::to_owned))
            .iter()
            .flat_map(|all| all.split('.'))
        {
            let is_id = id.bytes().all(|byte| byte.is_ascii_lowercase() || b"-0123456789".contains(&byte));
            let answer = Some((id.to_owned(), *reply)).filter(|_| is_id);
            choices.answers.push((String::new(), *reply));
            if let Some(last) = choices.answers.last_mut() {
                pairs.take(last, answer);
            }
        }
    }
}

/// Whether an identifier is that of a risk, and nobody's own word.
fn asks(plan: &Plan, id: &str) -> bool {
    let mut is_known = plan.advice.iter().any(|risk| risk.id == id);
    for step in plan.hops.iter().flat_map(|hop| &hop.steps) {
        is_known |= step.risks.iter().any(|risk| risk.id == id);
    }
    is_known
}

/// Where a plan starts, as the facts have it: only a plan, or what the user named, needs that.
fn start(shared: &Shared) -> (Option<Edition>, Option<Version>) {
    let is_needed = shared.hops > 0 || shared.grounds.is_by_hand();
    let installed = shared.grounds.installed.filter(|_| is_needed).unwrap_or_default();
    (installed.edition, installed.version)
}
