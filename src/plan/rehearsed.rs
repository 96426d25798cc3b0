//! Whether an upgrade was run as a whole, in one line.

use super::Stop;
use crate::catalog::{Catalog, Rehearsal};
use crate::date::Date;
use crate::settings::{Helm, Named as _, Way};

/// Says under which conditions an upgrade was run, and how it and the way back went. Of several runs the last one with
/// the chosen Helm counts, or the last one at all.
pub(super) fn sentence(catalog: &Catalog, from: Stop, to: Stop, helm: Helm, way: Way) -> Option<String> {
    if from.edition != to.edition {
        return None;
    }
    let mut newest: Option<((bool, Date), &Rehearsal)> = None;
    let mut refused = String::new();
    for run in catalog.rehearsals(to.edition) {
        if run.from != from.version || run.to != to.version || run.way != way.name() {
            continue;
        }
        if !run.is_deployed() {
            refused.push_str(if refused.is_empty() {
                " A rehearsal was refused with "
            } else {
                "; and with "
            });
            refused.push_str(&run.how);
            continue;
        }
        let rank = (run.helm.starts_with(helm.name()), run.date);
        if newest.is_none_or(|(known, _)| known <= rank) {
            newest = Some((rank, run));
        }
    }
    if !refused.is_empty() {
        refused.push('.');
    }
    let Some((_, run)) = newest else {
        return Some(refused.trim_start().to_owned()).filter(|text| !text.is_empty());
    };
    let Rehearsal { date, kubernetes, helm, how, upgrade, .. } = run;
    let conditions = catalog.rehearsal_conditions();
    let back = run.rollback.as_deref().unwrap_or("not run");
    Some(format!(
        "Rehearsed on {date} with {conditions}, Kubernetes {kubernetes} and Helm {helm} ({how}). Upgrade: {upgrade}. Way back: {back}.{refused}"
    ))
}
