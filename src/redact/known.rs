//! What was learned, and where a text has it: whole, or cut.

use super::word::{byte, run};
use crate::order::sort_by;

/// Fewer letters than this are no sign of a secret that was cut.
const LEAST: usize = 8;

/// Learned originals, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    forms: Vec<(String, usize)>,
}

impl Known {
    /// Takes each form with the number of its original. What does not begin with a letter or digit is found by what
    /// follows its marks.
    pub fn of(forms: impl Iterator<Item = (String, usize)>) -> Self {
        let bare = |(form, at): (String, usize)| {
            let bare = form.trim_start_matches(|c: char| !c.is_ascii_alphanumeric() && c != '_').to_owned();
            (!bare.is_empty()).then_some((bare, at))
        };
        let mut forms: Vec<(String, usize)> = forms.filter_map(bare).collect();
        sort_by(&mut forms, Ord::cmp);
        Self { forms }
    }

    /// What begins at a place: where it ends, and which original it is. The longest counts.
    pub fn at(&self, text: &str, start: usize) -> Option<(usize, usize)> {
        let rest = text.get(start..)?;
        let place = self.forms.partition_point(|(form, _)| form.as_str() <= rest);
        let mut end = rest.len();
        // What is before this place is the longest that `rest` may begin with; a shorter one shares its start.
        for (form, original) in self.forms.get(..place)?.iter().rev().take(8) {
            let shared =
                form.bytes().zip(rest.bytes().take(end)).take_while(|(one, other)| one == other).count();
            if shared == form.len() && is_end(byte(rest, shared)) {
                return Some((start + shared, *original));
            }
            if shared == 0 {
                break;
            }
            end = shared;
        }
        // The one after it is the first that may begin with the letters here, which an export has cut.
        let (form, original) = self.forms.get(place)?;
        let cut = run(rest, 0, |byte| byte.is_ascii_alphanumeric() || b"._-+/=".contains(&byte));
        let cut = rest.get(..cut)?.trim_end_matches('.');
        let is_cut = cut.len() >= LEAST && form.len() >= 2 * LEAST && form.starts_with(cut);
        is_cut.then_some((start + cut.len(), *original))
    }
}

const fn is_end(byte: u8) -> bool {
    !byte.is_ascii_alphanumeric() && byte != b'-'
}
