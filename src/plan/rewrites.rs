//! What takes the place of each kind of Gloo's resources, and how many of them there are.

use crate::installation::Resources;
use crate::order::{sort_by, sort_by_key};
use crate::successors::{KindRule, Product, Work};
use crate::transcript::counts::{Count, kind};

/// A kind of Gloo's resources, and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// `VirtualService`
    pub kind: String,
    /// How many there are, where the paste counts them.
    pub count: Option<Count>,
    /// What has to be done.
    pub work: Work,
    /// What takes its place; empty where nothing does, or nobody knows.
    pub becomes: String,
}

impl Rewrite {
    /// What has to be done, in words: `rewrite by hand: HTTPRoute`.
    #[must_use]
    pub fn words(&self) -> String {
        let colon = if self.becomes.is_empty() { "" } else { ": " };
        format!("{}{colon}{}", self.work.words(), self.becomes)
    }

    /// How many there are: `3`, or `not counted`.
    #[must_use]
    pub fn number(&self) -> String {
        self.count.as_ref().map_or_else(|| "not counted".to_owned(), |count| count.count.to_string())
    }
}

/// The kinds that may be in use: those that were counted first, then by what has to be done. What was counted and is not
/// there needs nothing.
pub(super) fn rewrites(product: &Product, resources: &Resources) -> Vec<Rewrite> {
    let rewrite = |rule: &KindRule| {
        let count = resources.count(&kind(&rule.kind)).cloned();
        let (kind, becomes) = (rule.kind.clone(), rule.becomes.clone());
        Rewrite { kind, count, work: rule.work, becomes }
    };
    let is_used = |rewrite: &Rewrite| rewrite.count.as_ref().is_none_or(|count| count.count > 0);
    let mut all: Vec<Rewrite> = product.kinds.iter().map(rewrite).filter(is_used).collect();
    sort_by_key(&mut all, |rewrite| (rewrite.count.is_none(), rewrite.work));
    all
}

/// How much of what was counted converts by itself; empty where nothing was counted.
pub(super) fn share(product: &Product, rewrites: &[Rewrite], resources: &Resources) -> String {
    let sum = |is: fn(Work) -> bool| {
        let counts = rewrites.iter().filter(|rewrite| is(rewrite.work));
        counts.filter_map(|rewrite| rewrite.count.as_ref()).map(|count| u64::from(count.count)).sum::<u64>()
    };
    let all = sum(|_| true);
    if all == 0 {
        return String::new();
    }
    let by_hand = sum(|work| matches!(work, Work::Rewritten | Work::Unknown));
    if product.charts().is_some() {
        let gone = sum(|work| work == Work::Gone);
        return format!(
            "Of {all} counted resources, none converts by itself: {by_hand} to rewrite, {gone} without a successor."
        );
    }
    let (converted, stay) = (sum(|work| work == Work::Converted), sum(|work| work == Work::Stays));
    let counted = format!(
        "Of {all} counted resources, glooctl converts {converted}: {stay} stay as they are, {by_hand} to rewrite."
    );
    counted + &flawless(resources)
}

/// How many routing resources convert without a problem, where both numbers are known.
fn flawless(resources: &Resources) -> String {
    let count = |kind| resources.count(kind).map(|count| u64::from(count.count));
    let Some(all) = count("virtualservice").zip(count("routetable")).map(|(one, other)| one + other) else {
        return String::new();
    };
    let problems = resources.conversion.as_ref().map_or(&[][..], |known| &known.problems);
    let of_kinds = |kinds: &[&str]| {
        let split = problems.iter().filter_map(|problem| problem.resource.split_once(' '));
        let mut named: Vec<(&str, &str)> = split.filter(|(kind, _)| kinds.contains(kind)).collect();
        sort_by(&mut named, Ord::cmp);
        named.dedup();
        named
    };
    let mut named = of_kinds(&["gateway.solo.io/VirtualService", "gateway.solo.io/RouteTable"]);
    // An HTTPRoute has the name of what it was converted from.
    let mut routes = of_kinds(&["gateway.networking.k8s.io/HTTPRoute"]);
    routes.retain(|(_, route)| !named.iter().any(|(_, name)| name == route));
    named.append(&mut routes);
    match all.checked_sub(named.len() as u64) {
        Some(without) if !named.is_empty() => {
            format!(" Of {all} VirtualServices and RouteTables, glooctl reports no problem with {without}.")
        }
        _ => String::new(),
    }
}
