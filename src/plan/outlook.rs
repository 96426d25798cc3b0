//! What ends, and when: the edition that a plan goes to, and the support of its target's line.

use super::Stop;
use crate::catalog::{Catalog, EndOfLife};
use crate::date::Date;
use crate::edition::Edition;
use crate::knowledge::Knowledge;

/// When an edition ends, in the tense of today, or that this was not announced; empty where neither is known.
pub(super) fn ends(knowledge: &Knowledge, edition: Edition, today: Option<Date>) -> String {
    let Some(end) = knowledge.catalog.end_of_life(edition) else {
        let mut unannounced = knowledge.successors.unannounced.iter();
        let sentence = unannounced.find(|(known, _)| *known == edition).map(|(_, sentence)| sentence.clone());
        return sentence.unwrap_or_default();
    };
    let EndOfLife { date, before, after, .. } = end;
    let filled = |sentence: &str| sentence.replace("{date}", &date.to_string());
    match today.map(|today| today.days_until(*date)) {
        None => filled(before),
        Some(0) => format!("{} That is today.", filled(before)),
        Some(1) => format!("{} That is in one day.", filled(before)),
        Some(days @ 2..) => format!("{} That is in {days} days.", filled(before)),
        Some(..0) => filled(after),
    }
}

/// Whether the documentation lists the line of a target as supported, as far as that is known; empty where nothing is.
pub(super) fn support(catalog: &Catalog, target: Stop, today: Option<Date>) -> String {
    let line = target.version.line();
    let Some((first, _)) = catalog.listed(line) else { return String::new() };
    let has_begun = today.is_none_or(|today| first <= today);
    // Of an edition that has ended no line gets anything, and that is said already.
    if catalog.has_ended(target.edition, today) || !has_begun {
        return String::new();
    }
    match (catalog.delisted(line, today), target.edition) {
        (None, _) => format!("The documentation lists {line} as supported."),
        (Some(last), Edition::OpenSource) => {
            format!("{line} is out of support (since {last}) and gets no fixes: choose a newer target.")
        }
        (Some(_), Edition::Enterprise) => {
            format!(
                "The documentation no longer lists {line} as supported. Ask Solo which fixes your contract covers."
            )
        }
    }
}
