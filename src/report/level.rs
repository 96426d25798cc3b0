//! How a verdict is meant, from the worst to nothing at all.

use crate::diagnose::Severity;

/// How a verdict is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Nothing was read.
    Empty,
    /// All that was pasted is in order.
    Ok,
    /// The worst finding.
    Finding(Severity),
}

impl Level {
    /// The worst is the lowest.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::Finding(Severity::Error) => 0,
            Self::Finding(Severity::Warning) => 1,
            Self::Finding(Severity::Unknown | Severity::Note) => 2,
            Self::Ok => 3,
            Self::Empty => 4,
        }
    }

    /// The name of the level.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Ok => "ok",
            Self::Finding(severity) => severity.name(),
        }
    }
}
