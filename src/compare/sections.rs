//! Parts of the check whose result is another one than before.

use super::cluster::Pairs;
use super::side::Side;
use super::{Both, SectionMoved};
use crate::evidence::Evidence;

pub(super) fn moved((before, after): (&Side<'_>, &Side<'_>), pairs: &Pairs) -> Vec<SectionMoved> {
    let mut all = Vec::new();
    for (one, other) in &pairs.same {
        let (Some(old), Some(now)) = (before.checked(*one), after.checked(*other)) else { continue };
        let cluster = before.cluster(*one).and_then(|cluster| cluster.label.clone());
        for (part, was) in old.parts.iter().filter(|(_, was)| was.has_result()) {
            let now = now.parts.get(part).filter(|now| now.has_result() && now.status != was.status);
            let Some(is) = now else { continue };
            let (namespace, name, instance) = *part;
            let instance = instance.map_or_else(String::new, |instance| format!(" of {instance}"));
            let lines = |span| vec![Evidence::Lines(span)];
            all.push(SectionMoved {
                cluster: cluster.clone(),
                namespace: namespace.to_owned(),
                section: format!("{name}{instance}"),
                before: was.status,
                after: is.status,
                evidence: Both { before: lines(was.span), after: lines(is.span) },
            });
        }
    }
    all
}
