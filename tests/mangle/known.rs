//! What is known to break a law, with the reason.

use super::Law;

/// A law that does not hold yet, or can't.
#[derive(Debug)]
pub struct Known {
    pub law: Law,
    pub way: &'static str,
    pub text: &'static str,
    pub why: &'static str,
}

pub const KNOWN: [Known; 0] = [];
