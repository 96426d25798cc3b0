//! Whether something that unfolds is open.

/// Whether something that unfolds is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// All of it is shown.
    Open,
    /// Only its summary is, until somebody opens it.
    Shut,
}

impl Fold {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Open => Self::Shut,
            Self::Shut => Self::Open,
        }
    }
}
