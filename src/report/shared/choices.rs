//! What was chosen, in a link: only what has no name of anybody's.

use super::{Pairs, Shared};
use crate::command::Shell;
use crate::edition::Edition;
use crate::report::Report;
use crate::settings::{Choices, Helm, Named as _, Platform, Reply, Target, Way};
use crate::version::Version;

/// What was chosen, and what the plan comes to: a target that nobody chose is one all the same.
pub(super) fn of(shared: &Shared, report: &Report, chosen: &Choices) -> Choices {
    let plan = report.plan.as_ref();
    let upgrades = plan.filter(|plan| !plan.hops.is_empty());
    let installed = shared.grounds.installed.filter(|_| shared.grounds.is_by_hand());
    let from = upgrades.map(|plan| plan.from);
    let to = upgrades.map(|plan| plan.target);
    let asks = |id: &str| {
        let hops = plan.iter().flat_map(|plan| &plan.hops);
        let risks = hops.flat_map(|hop| &hop.steps).flat_map(|step| &step.risks);
        risks.chain(plan.iter().flat_map(|plan| &plan.advice)).any(|risk| risk.id == id)
    };
    let mut answers = Vec::new();
    // In the order that a link has.
    for reply in Reply::ALL {
        for (id, given) in &chosen.answers {
            if given == reply && asks(id) {
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
        answers,
        ..Choices::default()
    }
}

/// What is usual has no pair, nor a start that the facts name.
pub(super) fn write(shared: &Shared, pairs: &mut Pairs) {
    let choices = &shared.choices;
    if (choices.edition, choices.from) != start(shared) {
        pairs.add("from-edition", choices.edition.map(Edition::name));
        pairs.add("from", choices.from);
    }
    pairs.add("target", choices.target);
    pairs.add("target-edition", choices.target_edition.map(Edition::name));
    pairs.add("way", Some(choices.way).filter(|way| *way != Way::default()).map(Way::name));
    pairs.add("helm", choices.helm.map(Helm::name));
    pairs.add("shell", Some(choices.shell).filter(|shell| *shell != Shell::default()).map(Shell::name));
    pairs.add("platform", choices.platform.map(Platform::name));
    for reply in Reply::ALL {
        let mut ids = String::new();
        for (id, _) in choices.answers.iter().filter(|(_, given)| given == reply) {
            ids.push('.');
            ids.push_str(id);
        }
        pairs.add(reply.name(), ids.strip_prefix('.'));
    }
}

/// Takes a pair; `None` where it is none of these.
pub(super) fn read(shared: &mut Shared, key: &str, value: &str) -> Option<()> {
    let choices = &mut shared.choices;
    match key {
        "from-edition" => choices.edition = Some(Edition::parse(value)?),
        "from" => choices.from = Some(Version::parse(value)?),
        "target" => choices.target = Some(Target::parse(value)?),
        "target-edition" => choices.target_edition = Some(Edition::parse(value)?),
        "way" => choices.way = Way::parse(value)?,
        "helm" => choices.helm = Some(Helm::parse(value)?),
        "shell" => choices.shell = Shell::parse(value)?,
        "platform" => choices.platform = Some(Platform::parse(value)?),
        _ => {
            let reply = Reply::parse(key)?;
            for id in value.split('.') {
                let is_id =
                    id.bytes().all(|byte| byte.is_ascii_lowercase() || b"-0123456789".contains(&byte));
                choices.answers.push((id.to_owned(), Some(reply).filter(|_| is_id)?));
            }
        }
    }
    Some(())
}

/// Adds the start that the facts name.
pub(super) fn complete(shared: &mut Shared) {
    let (edition, from) = start(shared);
    if shared.choices.edition.is_none() && shared.choices.from.is_none() {
        (shared.choices.edition, shared.choices.from) = (edition, from);
    }
}

/// Where a plan starts, as the facts have it: only a plan, or what the user named, needs that.
fn start(shared: &Shared) -> (Option<Edition>, Option<Version>) {
    let is_needed = shared.hops > 0 || shared.grounds.is_by_hand();
    let installed = shared.grounds.installed.filter(|_| is_needed).unwrap_or_default();
    (installed.edition, installed.version)
}
