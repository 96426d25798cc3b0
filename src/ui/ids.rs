//! The names of the page's parts, which links, hosts and tests rely on. [`Mount::id`](super::mount::Mount::id) makes
//! identifiers of them.

/// The box for the paste, in the static shell and in the page.
pub const BOX: &str = "terminal-output";
/// The result in two sentences.
pub const VERDICT: &str = "verdict";
/// The installations to choose from.
pub const INSTALLATIONS: &str = "installations";
/// The next thing to do.
pub const NOW: &str = "now";
/// How the versions pair.
pub const PAIRING: &str = "pairing";
/// Before and after.
pub const COMPARISON: &str = "comparison";
/// The findings; each of them has its code for a name.
pub const FINDINGS: &str = "findings";
/// What would show more.
pub const MISSING: &str = "missing";
/// The plan.
pub const PLAN: &str = "plan";
/// The names and tools that the commands are written for.
pub const SETTINGS: &str = "settings";
/// Handing the result on.
pub const HAND_OVER: &str = "hand-over";
/// How anyone can check that nothing leaves the tab.
pub const PRIVACY: &str = "privacy";
/// Which release has a fix.
pub const FIXES: &str = "fixes";
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
