//! What is known to break a law, and how much of it.

use super::Law;

/// A text that may break a law in one way, since what is left of it is another text that is right.
pub struct Known {
    pub law: Law,
    pub way: &'static str,
    pub text: &'static str,
}

/// Without the lines of its federated part, a check is the healthy one of an installation without federation.
/// One that a log has newest first is healthy, too, and only in its own order all of it is read.
pub const KNOWN: [Known; 4] = [
    Known { law: Law::NeverHealthy, way: "cut before line 14", text: "check--federation" },
    Known { law: Law::NeverHealthy, way: "cut before line 14", text: "check--federation-cut" },
    Known { law: Law::NeverHealthy, way: "cut before line 17", text: "chk-c4-fed-error-after-noproblem" },
    Known { law: Law::NeverHealthy, way: "pairs of lines swapped", text: "chk-c9-csv-newest-first" },
];

/// How often laws may still be broken in what is tried by default; each number may only shrink. Nothing may ever
/// become healthy.
pub struct Limits {
    /// Tables that a window broke show older images as lines of their own, and typed names lose their end.
    pub something_else: usize,
    /// Notes of any length that a window broke look like the status of their heading.
    pub alarms: usize,
    /// Less is said than could be.
    pub lost: usize,
}

pub const MANGLED: Limits = Limits { something_else: 2, alarms: 2, lost: 32 };
pub const WRAPPED: Limits = Limits { something_else: 4, alarms: 9, lost: 0 };
pub const CUT: Limits = Limits { something_else: 0, alarms: 0, lost: 0 };
