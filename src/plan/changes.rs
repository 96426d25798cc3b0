//! What each hop brings and loses, as far as changelogs name issues.

use std::sync::Arc;

use super::{Hop, Plan};
use crate::knowledge::Knowledge;

impl Plan {
    /// Adds to each hop what changelogs say of it. Of a move that an earlier plan has it is taken from there: to find it
    /// takes longer than all else of a plan.
    pub fn add_changes(&mut self, knowledge: &Knowledge, earlier: Option<&Self>) {
        let Knowledge { catalog, changes, .. } = knowledge;
        if changes.span().is_none() {
            return;
        }
        let known: Vec<&Hop> = earlier.iter().flat_map(|plan| &plan.hops).collect();
        for hop in &mut self.hops {
            let (from, to) = ((hop.from_edition, hop.from), (hop.edition, hop.to));
            let same = known.iter().filter_map(|hop| hop.changes.as_ref());
            let same = same.into_iter().find(|changes| (changes.from, changes.to) == (from, to));
            let new = || Arc::new(changes.difference(catalog, from, to));
            hop.changes = Some(same.cloned().unwrap_or_else(new));
        }
    }
}
