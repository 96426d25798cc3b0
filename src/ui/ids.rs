//! The names of the page's parts, which links, hosts and tests rely on. [`Mount::id`](super::mount::Mount::id) makes
//! identifiers of them.

/// The box for the paste, in the static shell and in the page.
pub const BOX: &str = "terminal-output";
/// The result in two sentences.
pub const VERDICT: &str = "verdict";
/// How the versions pair.
pub const PAIRING: &str = "pairing";
/// The findings; each of them has its code for a name.
pub const FINDINGS: &str = "findings";
/// What would show more.
pub const MISSING: &str = "missing";
/// The plan.
pub const PLAN: &str = "plan";
/// Handing the result on.
pub const HAND_OVER: &str = "hand-over";
/// The known failures.
pub const FAILURES: &str = "failures";

/// A line of the paste, counted from 1.
#[must_use]
pub fn line(number: usize) -> String {
    format!("L{number}")
}

/// A hop of the plan, counted from 1.
#[must_use]
pub fn hop(number: usize) -> String {
    format!("hop-{number}")
}
