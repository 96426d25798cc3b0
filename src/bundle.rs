//! Several files as one case: folders, archives and what `glooctl debug` collects. Which of them are read, in which
//! order, and why the others are not.
//!
//! Nobody reads a file here: a name and a size go in. All files of a bundle are of one cluster, so none of them needs
//! to say which.

mod case;
mod content;
mod decoder;
mod label;
mod layout;
mod member;
mod outcome;
pub mod tarred;

pub use case::{Given, Listed, Wanted, plan_case};
pub use content::{HEAD, refusal, text};
pub use decoder::Decoder;
pub use label::{labels, stem};
pub use member::{Found, Member};
pub use outcome::Outcome;

use crate::archive::Flaw;
use crate::order::sort_by;

/// Longer texts are not read: 64 MB are half a million lines.
pub const LONGEST: u64 = 64 << 20;

/// A file of a listing, and what is done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the listing.
    pub at: usize,
    /// Its path, as it was listed.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// Whether it is read.
    pub role: Role,
    /// The folder of the bundle that it is a part of, empty for the top of the listing; `None` for a loose file.
    pub bundle: Option<String>,
}

impl Entry {
    /// By what it is sorted.
    fn turn(&self) -> (bool, Option<&str>, Option<Turn>, &str) {
        match self.role {
            Role::Read(turn) => (false, self.bundle.as_deref(), Some(turn), &self.path),
            Role::Skip(_) => (true, None, None, &self.path),
        }
    }
}

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It is read, in this turn.
    Read(Turn),
    /// It is not read.
    Skip(Skip),
}

/// When a file is read: what comes later is newer, and of what a bundle has, logs go back furthest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Logs.
    Log,
    /// Objects, and what is loose.
    Plain,
    /// What the cluster is like now.
    State,
}

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skip {
    /// What it is in is flawed, or it is itself.
    Archive(Flaw),
    /// An archive of another form: its name.
    Packed(&'static str),
    /// The system does not let it be read.
    Unreadable,
    /// It has more than [`LONGEST`] bytes.
    TooLong,
    /// A part of what another product collects: the product.
    OtherProduct(&'static str),
    /// A link of the file system.
    Link,
    /// Neither a file nor a folder.
    Special,
    /// A key or a certificate, by its name.
    Key,
    /// A picture.
    Picture,
    /// A document, a sheet or a video.
    Document,
    /// Bytes that are no text.
    Binary,
    /// What Envoy or Gloo dump of their inside.
    Dump,
    /// A file that a system or an editor keeps for itself.
    Hidden,
    /// Nothing is in it.
    Empty,
}

impl Skip {
    /// Why, as a sentence.
    #[must_use]
    pub fn sentence(self) -> String {
        let plain = match self {
            Self::Archive(flaw) => flaw.sentence(),
            Self::Packed(form) => {
                return format!("It is packed with {form}. Unpack it and give the folder.");
            }
            Self::OtherProduct(product) => {
                return format!("It is part of a bundle of {product}, not of Gloo.");
            }
            Self::Unreadable => "The system does not let it be read.",
            Self::TooLong => "It is larger than 64 MB. Give the part around the failure.",
            Self::Link => "It is a link, and links are not followed.",
            Self::Special => "It is neither a file nor a folder.",
            Self::Key => "By its name it holds a key or a certificate.",
            Self::Picture => "It is a picture. Copy the text instead.",
            Self::Document => "It is a document, not plain text. Copy the text instead.",
            Self::Binary => "It is binary, not text.",
            Self::Dump => "It is an internal dump: large, with certificates, and without versions or errors.",
            Self::Hidden => "It belongs to the file system or an editor.",
            Self::Empty => "It is empty.",
        };
        plain.to_owned()
    }
}

/// Decides for each file of a listing whether it is read. All files come back: first those that are read, in the order
/// in which they are, then the others, by their paths. Takes time proportional to their number, but for the sorting.
#[must_use]
pub fn plan_reading(files: &[(&str, u64)]) -> Vec<Entry> {
    let mut roots: Vec<&str> = files.iter().filter_map(|(path, _)| layout::root(path)).collect();
    sort_by(&mut roots, Ord::cmp);
    let entry = |(at, (path, size)): (usize, &(&str, u64))| {
        let bundle = layout::folders(path).find(|folder| roots.binary_search(folder).is_ok());
        let other = if bundle.is_some() { None } else { layout::other_product(path) };
        let role = match other {
            Some(product) => Role::Skip(Skip::OtherProduct(product)),
            None => role(path, *size),
        };
        Entry { at, path: (*path).to_owned(), size: *size, role, bundle: bundle.map(str::to_owned) }
    };
    let mut entries: Vec<Entry> = files.iter().enumerate().map(entry).collect();
    sort_by(&mut entries, |one, other| one.turn().cmp(&other.turn()));
    entries
}

fn role(path: &str, size: u64) -> Role {
    match layout::role(path) {
        Role::Read(_) if size == 0 => Role::Skip(Skip::Empty),
        Role::Read(_) if size > LONGEST => Role::Skip(Skip::TooLong),
        role => role,
    }
}
