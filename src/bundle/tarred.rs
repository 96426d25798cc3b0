//! The files of a tar, listed with their first bytes, and then unpacked one after the other. A tar is gone through
//! twice, since what is read depends on all that is there.

use super::{Found, HEAD, LONGEST, Member, Skip};
use crate::archive::tar::{self, Take};

/// Lists the files of a tar.
pub struct Lister<L> {
    found: Found,
    /// Why a file with these first bytes can't be read.
    look: L,
    number: u64,
    /// The file that began last, with its number and its first bytes.
    current: Option<(tar::Member, u64, Vec<u8>)>,
}

impl<L: Fn(&[u8]) -> Option<Skip>> Lister<L> {
    /// One that has seen nothing; `look` tells why a file with these first bytes can't be read.
    pub fn new(look: L) -> Self {
        Self { found: Found::default(), look, number: 0, current: None }
    }

    /// Whether no more files are listed.
    pub const fn is_full(&self) -> bool {
        self.found.is_full()
    }

    /// What was found; of a file that is cut off, what comes before the cut.
    pub fn finish(mut self) -> Found {
        self.end();
        self.found
    }
}

impl<L: Fn(&[u8]) -> Option<Skip>> Take for Lister<L> {
    fn begin(&mut self, member: tar::Member) -> bool {
        // An empty file begins and never ends.
        self.end();
        let number = self.number;
        self.number += 1;
        if self.is_full() {
            return false;
        }
        match member.flaw {
            Some(flaw) => self.found.flaw(member.path, flaw),
            None => self.current = Some((member, number, Vec::new())),
        }
        true
    }

    fn content(&mut self, bytes: &[u8]) {
        if let Some((_, _, head)) = &mut self.current {
            let room = HEAD.saturating_sub(head.len()).min(bytes.len());
            head.extend_from_slice(bytes.get(..room).unwrap_or_default());
        }
    }

    fn end(&mut self) {
        if let Some((member, key, head)) = self.current.take() {
            let refusal = (self.look)(&head);
            self.found.add(Member { path: member.path, size: member.size, key, refusal });
        }
    }
}

/// Who holds the content of a file while it comes.
pub trait Hold: Default {
    /// More of it.
    fn add(&mut self, bytes: &[u8]);
}

impl Hold for Vec<u8> {
    fn add(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

/// Unpacks some files of a tar.
pub struct Unpacker<'a, H> {
    /// Files that are whole, by their keys, until somebody takes them.
    pub whole: Vec<(u64, H)>,
    keys: &'a [u64],
    number: u64,
    current: Option<(u64, H)>,
    /// Which of the keys comes next.
    next: usize,
}

impl<'a, H: Hold> Unpacker<'a, H> {
    /// One for the files with these keys, which are sorted.
    pub const fn new(keys: &'a [u64]) -> Self {
        Self { whole: Vec::new(), keys, number: 0, current: None, next: 0 }
    }

    /// Whether all of them came.
    pub const fn is_done(&self) -> bool {
        self.next == self.keys.len()
    }

    /// The keys of those that did not come. What came of one before a cut is among those that are whole.
    pub fn finish(&mut self) -> &'a [u64] {
        self.end();
        self.keys.get(self.next..).unwrap_or_default()
    }
}

impl<H: Hold> Take for Unpacker<'_, H> {
    fn begin(&mut self, member: tar::Member) -> bool {
        self.end();
        let number = self.number;
        self.number += 1;
        let is_wanted = self.keys.get(self.next) == Some(&number) && member.size <= LONGEST;
        if is_wanted {
            self.current = Some((number, H::default()));
        }
        is_wanted
    }

    fn content(&mut self, bytes: &[u8]) {
        if let Some((_, content)) = &mut self.current {
            content.add(bytes);
        }
    }

    fn end(&mut self) {
        if let Some(whole) = self.current.take() {
            self.next += 1;
            self.whole.push(whole);
        }
    }
}
