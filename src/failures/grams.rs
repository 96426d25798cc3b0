//! Which short runs of bytes a text has. It says quickly of most words that a text cannot have them, so that not every
//! line is searched for the words of every failure.

/// Bytes in a run.
const RUN: usize = 3;
/// More than a line of a log has runs, so that few places are taken by chance.
const PLACES: usize = 4096;
const BITS: usize = 64;

/// The runs of a text. Two runs may share a place.
pub(super) struct Grams([u64; PLACES / BITS]);

impl Grams {
    /// Those of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut grams = Self([0; PLACES / BITS]);
        for run in text.as_bytes().windows(RUN) {
            let (word, bit) = place(run);
            if let Some(word) = grams.0.get_mut(word) {
                *word |= bit;
            }
        }
        grams
    }

    /// Whether the text may have these words; `false` only where it has not.
    pub(super) fn may_have(&self, words: &str) -> bool {
        words.as_bytes().windows(RUN).all(|run| {
            let (word, bit) = place(run);
            self.0.get(word).is_some_and(|word| word & bit != 0)
        })
    }
}

/// Where a run is marked: the word, and the bit of it.
fn place(run: &[u8]) -> (usize, u64) {
    let hash = run.iter().fold(0_usize, |hash, byte| hash.wrapping_mul(61) ^ usize::from(*byte)) % PLACES;
    (hash / BITS, 1 << (hash % BITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_has_is_never_refused() {
        let text = "Error: UPGRADE FAILED: timed out waiting for the condition \u{e4}\u{20ac}";
        let grams = Grams::of(text);
        let ends = || text.char_indices().map(|(at, _)| at).chain([text.len()]);
        for start in ends() {
            for part in ends().filter_map(|end| text.get(start..end)) {
                assert!(grams.may_have(part), "{part}");
            }
        }
    }

    #[test]
    fn what_it_has_not_is_mostly_refused() {
        let grams = Grams::of("Error: UPGRADE FAILED: timed out waiting for the condition");
        for words in ["failed to create resource", "is invalid: spec.selector", "no endpoints available"] {
            assert!(!grams.may_have(words), "{words}");
        }
    }
}
