//! Why a link is not used.

/// Why a link is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Its end is missing.
    Cut,
    /// It is not as it was sent.
    Changed,
    /// A later version of the page made it.
    Newer,
    /// It came as it was sent, and says what this page does not know.
    NotKnown,
}

impl Broken {
    /// What is wrong, and what to do.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Cut => "This link is incomplete. Ask for it again.",
            Self::Changed => "This link was changed on its way. Ask for it again.",
            Self::Newer => {
                "This link was made by a newer version of this page. Reload the page, or ask for the result as text."
            }
            Self::NotKnown => {
                "This link says something that this page does not know. Reload the page, or ask for the result as text."
            }
        }
    }
}
