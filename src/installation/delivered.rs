//! Which tools show themselves as what delivers Gloo.

use crate::delivery::{Delivered, Delivery};
use crate::evidence::{Evidence, Known};
use crate::transcript::{Found, Reading};

/// How many lines are named for one tool.
const MOST_LINES: usize = 3;

/// One for each tool, with the lines that show it. What its object is called is known where all lines say the same.
pub(super) fn delivered(readings: &[&Reading]) -> Vec<Known<Delivered>> {
    let signs: Vec<&Found<Delivered>> = readings.iter().flat_map(|reading| &reading.signs).collect();
    let of = |tool: Delivery| {
        let own = || signs.iter().filter(move |sign| sign.value.by == tool);
        let evidence: Vec<Evidence> = own().map(|sign| Evidence::Lines(sign.span)).take(MOST_LINES).collect();
        let value = Delivered {
            by: tool,
            name: agreed(own().filter_map(|sign| sign.value.name.as_ref())),
            namespace: agreed(own().filter_map(|sign| sign.value.namespace.as_ref())),
        };
        (!evidence.is_empty()).then_some(Known { value, evidence })
    };
    Delivery::ALL.into_iter().filter_map(of).collect()
}

fn agreed<'a>(mut names: impl Iterator<Item = &'a String>) -> Option<String> {
    let first = names.next()?;
    names.all(|name| name == first).then(|| first.clone())
}
