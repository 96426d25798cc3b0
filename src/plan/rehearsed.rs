//! Whether an upgrade was run as a whole, in one line.

use super::Stop;
use crate::catalog::{Catalog, Rehearsal};
use crate::delivery::Delivery;
use crate::settings::{Named as _, Settings, Way};

/// How a run is described that typed what a plan says, and nothing else.
const OWN: &str = "the plan's own commands";

/// Says under which conditions an upgrade was run, and how it and the way back went. Of several runs that of a
/// plan counts, then one with the chosen Helm, then the last one.
pub(super) fn sentence(
    catalog: &Catalog,
    from: Stop,
    to: Stop,
    settings: &Settings,
    way: Way,
) -> Option<String> {
    // Helm was typed by hand in all of them.
    if from.edition != to.edition || settings.delivery != Delivery::Helm {
        return None;
    }
    let is_this =
        |run: &&Rehearsal| run.from == from.version && run.to == to.version && run.way == way.name();
    let (deployed, refused): (Vec<&Rehearsal>, Vec<&Rehearsal>) =
        catalog.rehearsals(to.edition).filter(is_this).partition(|run| run.is_deployed());
    let refused = refused.iter().map(|run| run.how.as_str()).collect::<Vec<_>>().join("; and with ");
    let refused = Some(refused).filter(|how| !how.is_empty());
    let refused = refused.map(|how| format!("A rehearsal was refused with {how}."));
    let rank =
        |run: &&Rehearsal| (run.how.starts_with(OWN), run.helm.starts_with(settings.helm.name()), run.date);
    let Some(run) = deployed.into_iter().max_by_key(rank) else { return refused };
    let refused = refused.map_or_else(String::new, |sentence| format!(" {sentence}"));
    let Rehearsal { date, kubernetes, helm, how, upgrade, .. } = run;
    let conditions = catalog.rehearsal_conditions();
    let back = run.rollback.as_deref().unwrap_or("not run");
    Some(format!(
        "Rehearsed on {date} with {conditions}, Kubernetes {kubernetes} and Helm {helm} ({how}). Upgrade: {upgrade}. Rollback: {back}.{refused}"
    ))
}
