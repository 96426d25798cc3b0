//! The two editions of Gloo.

use std::fmt;

/// Which of the two products is installed, or wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// Chart `gloo/gloo`.
    OpenSource,
    /// Chart `glooe/gloo-ee`, which has the open-source chart inside.
    Enterprise,
}

impl Edition {
    /// Both, in the order in which a page offers them.
    pub const ALL: [Self; 2] = [Self::OpenSource, Self::Enterprise];

    /// The name of the edition in the report, the catalog and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenSource => "open-source",
            Self::Enterprise => "enterprise",
        }
    }

    /// The product as a person says it.
    #[must_use]
    pub const fn product(self) -> &'static str {
        match self {
            Self::OpenSource => "Gloo open source",
            Self::Enterprise => "Gloo Enterprise",
        }
    }

    /// Reads [`Edition::name`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|edition| edition.name() == text)
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.product())
    }
}
