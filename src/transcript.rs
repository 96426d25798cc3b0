//! Pasted text, and the output of commands found in it.
//!
//! [`read`] is the one door for untrusted text. It never fails: what no shape recognises ends up in
//! [`Reading::unread`], and every line is in a block or there.

pub mod banner;
pub mod check;
mod lines;
mod objects;
mod prompt;
mod recognise;
pub mod version;

pub use lines::{Line, lines};
pub use prompt::{Program, Typed};
pub use recognise::read;

/// One pasted or dropped text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    /// What to call it: `paste`, or the name of a file.
    pub name: String,
    /// The text as it came.
    pub text: String,
}

/// Lines of one transcript, counted from 1, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Index of the transcript in its case.
    pub transcript: usize,
    /// First line.
    pub start: usize,
    /// Last line.
    pub end: usize,
}

impl Span {
    /// One line.
    #[must_use]
    pub const fn line(transcript: usize, line: usize) -> Self {
        Self { transcript, start: line, end: line }
    }
}

/// Something read, and the lines that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// What was read.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// Which command printed a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `glooctl version`
    GlooctlVersion,
    /// `glooctl check`
    GlooctlCheck,
    /// What any glooctl command prints first when client and server differ.
    PrerunWarning,
}

impl Kind {
    /// The name of the kind in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::GlooctlVersion => "glooctl-version",
            Self::GlooctlCheck => "glooctl-check",
            Self::PrerunWarning => "prerun-warning",
        }
    }

    /// The kind as a person says it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::GlooctlVersion => "glooctl version",
            Self::GlooctlCheck => "glooctl check",
            Self::PrerunWarning => "glooctl mismatch warning",
        }
    }
}

/// The form in which a block was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `Client: {…}` and `Server: {…}`, as glooctl printed to 1.17.0-beta13.
    Lines,
    /// One JSON document, as glooctl prints since then.
    Json,
    /// Plain text.
    Text,
}

impl Format {
    /// The name of the format in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Json => "json",
            Self::Text => "text",
        }
    }

    /// The format as a person says it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Json => "JSON",
            Self::Text => "text",
        }
    }
}

/// What a block says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// See [`version`].
    Version(version::VersionOutput),
    /// See [`check`].
    Check(check::CheckOutput),
    /// See [`banner`].
    Warning(banner::Warning),
}

/// The recognised output of one command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Which command printed it.
    pub kind: Kind,
    /// In which form.
    pub format: Format,
    /// Its lines, the typed command included.
    pub span: Span,
    /// The namespace that the typed command named with `-n`.
    pub namespace: Option<Found<String>>,
    /// What it says.
    pub content: Content,
}

/// A transcript, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// How many lines the text has; an empty text has none.
    pub lines: usize,
    /// What was recognised, in the order of the text.
    pub blocks: Vec<Block>,
    /// Lines in no block. Blank lines belong to what stands before them.
    pub unread: Vec<Span>,
}
