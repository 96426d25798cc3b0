//! What each hop brings and loses, as far as changelogs name issues.

use std::sync::Arc;

use super::Plan;
use crate::changes::Difference;
use crate::knowledge::Knowledge;

impl Plan {
    /// Adds to each hop what changelogs say of it. Of a move that an earlier plan has it is taken from there: to find it
    /// takes longer than all else of a plan.
    pub fn add_changes(&mut self, knowledge: &Knowledge, earlier: Option<&Self>) {
        let Knowledge { catalog, changes, .. } = knowledge;
        if changes.span().is_none() {
            return;
        }
        let known = earlier.map_or(&[][..], |plan| &plan.hops);
        for hop in &mut self.hops {
            let (from, to) = ((hop.from_edition, hop.from), (hop.edition, hop.to));
            let same = |known: &&Arc<Difference>| (known.from, known.to) == (from, to);
            let same = known.iter().filter_map(|hop| hop.changes.as_ref()).find(same).cloned();
            hop.changes = same.or_else(|| Some(Arc::new(changes.difference(catalog, from, to))));
        }
    }
}
