//! How many resources of Gloo there are, and what a conversion made of them.

use std::mem::take;

use crate::transcript::conversion::Conversion;
use crate::transcript::counts::{Count, Counts};
use crate::transcript::{Content, Found};

/// What the paste says of the resources of a cluster. What was counted later counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resources {
    /// How many there are of each kind.
    pub counts: Vec<Count>,
    /// Features that glooctl has found in use, for each proxy.
    pub features: Vec<Count>,
    /// What the last conversion says.
    pub conversion: Option<Conversion>,
}

impl Resources {
    /// The number of a kind, where it was counted.
    #[must_use]
    pub fn count(&self, kind: &str) -> Option<&Count> {
        Count::of(&self.counts, kind)
    }

    /// Takes what a block says of them.
    pub(super) fn take(&mut self, content: &Content) {
        match content {
            Content::Counts(counts) => self.take_counts(counts),
            Content::Conversion(conversion) => self.take_conversion(conversion),
            _ => {}
        }
    }

    fn take_counts(&mut self, counts: &Counts) {
        self.replace(&counts.resources);
        if !counts.features.is_empty() {
            self.features.clone_from(&counts.features);
        }
    }

    fn replace(&mut self, counts: &[Count]) {
        for count in counts {
            self.counts.retain(|known| known.what != count.what);
            self.counts.push(count.clone());
        }
    }

    /// A run takes the place of the one before. The files with its problems belong to it, and what was refused was no run.
    fn take_conversion(&mut self, conversion: &Conversion) {
        self.replace(&conversion.before);
        let known = self.conversion.get_or_insert_default();
        if conversion.is_run() {
            // As many as it counts are its own, although they stand before it.
            let is_own = |errors: &Found<u32>| errors.value as usize == known.problems.len();
            let own = if conversion.errors.as_ref().is_some_and(is_own) {
                take(&mut known.problems)
            } else {
                Vec::new()
            };
            *known = Conversion { problems: own, ..conversion.clone() };
            return;
        }
        known.problems.extend(conversion.problems.iter().cloned());
        known.refused.extend(conversion.refused.iter().cloned());
    }
}
