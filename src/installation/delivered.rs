//! Which tools show themselves as what delivers Gloo.

use crate::delivery::{Delivered, Delivery};
use crate::evidence::{Evidence, Known};
use crate::transcript::Found;

/// How many lines are named for one tool.
const MOST_LINES: usize = 3;

/// One for each tool, with the lines that show it. Of several signs of one tool the surest count: those that do not
/// install into another namespace, that show the chart, and that name the namespace of an installation. What the
/// object is called is known where all of these say the same.
#[must_use]
pub fn delivered<'a>(
    signs: &[Found<Delivered>],
    homes: impl Iterator<Item = &'a Known<String>>,
) -> Vec<Known<Delivered>> {
    let homes: Vec<&String> = homes.map(|home| &home.value).collect();
    let weight = |sign: &Found<Delivered>| {
        let target = sign.value.target.as_ref().filter(|_| !homes.is_empty());
        let is_here = target.is_some_and(|target| homes.contains(&target));
        (is_here || target.is_none(), sign.value.shown, is_here)
    };
    let of = |tool: Delivery| {
        let all = || signs.iter().filter(move |sign| sign.value.by == tool);
        let most = all().map(weight).max()?;
        let own = || all().filter(|sign| weight(sign) == most);
        let evidence = own().map(|sign| Evidence::Lines(sign.span)).take(MOST_LINES).collect();
        let value = Delivered {
            by: tool,
            name: agreed(own().filter_map(|sign| sign.value.name.as_ref())),
            namespace: agreed(own().filter_map(|sign| sign.value.namespace.as_ref())),
            release: agreed(own().filter_map(|sign| sign.value.release.as_ref())),
            target: agreed(own().filter_map(|sign| sign.value.target.as_ref())),
            prunes: own().any(|sign| sign.value.prunes),
            shown: most.1,
        };
        Some(Known { value, evidence })
    };
    Delivery::ALL.into_iter().filter_map(of).collect()
}

fn agreed<'a>(mut names: impl Iterator<Item = &'a String>) -> Option<String> {
    let first = names.next()?;
    names.all(|name| name == first).then(|| first.clone())
}
