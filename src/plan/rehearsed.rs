//! Whether an upgrade was run as a whole, in one line.

use super::Stop;
use crate::catalog::{Catalog, Rehearsal};
use crate::gather::Gather as _;
use crate::settings::{Helm, Named as _, Way};

/// Says under which conditions an upgrade was run, and how it and the way back went. Of several runs the last one with
/// the chosen Helm counts, or the last one at all.
pub(super) fn sentence(catalog: &Catalog, from: Stop, to: Stop, helm: Helm, way: Way) -> Option<String> {
    if from.edition != to.edition {
        return None;
    }
    let runs = catalog.rehearsals(to.edition, from.version, to.version, way.name());
    let deployed = runs.clone().filter(|run| run.is_deployed());
    let is_chosen = |run: &&Rehearsal| run.helm.split('.').next() == Some(helm.name());
    let newest = deployed.clone().filter(is_chosen).max_by_key(|run| run.date);
    let newest = newest.or_else(|| deployed.max_by_key(|run| run.date));
    let refused: Vec<&str> = runs.filter(|run| !run.is_deployed()).map(|run| run.how.as_str()).gather();
    let mut sentences: Vec<String> = Vec::new();
    if let Some(run) = newest {
        let Rehearsal { date, kubernetes, helm, how, upgrade, rollback, .. } = run;
        let conditions = catalog.rehearsal_conditions();
        sentences.push(format!(
            "Rehearsed on {date} with {conditions}, Kubernetes {kubernetes} and Helm {helm} ({how})."
        ));
        sentences.push(match rollback {
            Some(rollback) => format!("Upgrade: {upgrade}. Way back: {rollback}."),
            None => format!("Upgrade: {upgrade}. The way back was not run."),
        });
    }
    if !refused.is_empty() {
        sentences.push(format!("A rehearsal was refused with {}.", refused.join("; and with ")));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
