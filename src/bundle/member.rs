//! The files in an archive, as its listing finds them.

use super::{Given, Listed, Outcome, Skip};
use crate::archive::{Flaw, MOST_MEMBERS};

/// A file in an archive that may be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its path there; empty where the archive is one file.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// By what it is found again: its number in a tar, its place in a zip.
    pub key: u64,
    /// Why it can't be read, by its first bytes.
    pub refusal: Option<Skip>,
}

/// What a listing has found: files that may be read, and paths with what is wrong with them, an empty one where that
/// is the archive itself.
#[derive(Debug, Default)]
pub struct Found {
    members: Vec<Member>,
    flaws: Vec<(String, Skip)>,
}

impl Found {
    /// Adds a file.
    pub fn add(&mut self, member: Member) {
        self.members.push(member);
    }

    /// Adds what is wrong with a path.
    pub fn flaw(&mut self, path: String, flaw: Flaw) {
        self.flaws.push((path, Skip::Archive(flaw)));
    }

    /// Whether no more files are listed.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.members.len() + self.flaws.len() >= MOST_MEMBERS
    }

    /// The archive of a name as something that was given; `place` tells where the file with a key is.
    #[must_use]
    pub fn given<P>(self, name: &str, place: impl Fn(u64) -> P) -> Given<P> {
        let named = |path: String| if path.is_empty() { name.to_owned() } else { format!("{name}/{path}") };
        let listed = self.members.into_iter().map(|member| Listed {
            name: named(member.path),
            size: member.size,
            place: place(member.key),
            refusal: member.refusal,
        });
        let listed = listed.collect();
        let flaws = self.flaws.into_iter();
        let flaws = flaws.map(|(path, reason)| Outcome { name: named(path), reason: Some(reason) }).collect();
        Given::Several { name: name.to_owned(), listed, flaws }
    }
}
