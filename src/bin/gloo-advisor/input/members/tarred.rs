//! The files of a tar, as it is or packed with gzip.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use flate2::read::MultiGzDecoder;
use gloo_advisor::archive::tar::{Member, Take, Tar};
use gloo_advisor::archive::{Flaw, MOST_UNPACKED, Meter};
use gloo_advisor::bundle::{HEAD, LONGEST, Skip};

use super::{Found, Give, gzip};
use crate::input::disk::Store;

/// What is around a tar.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wrapping {
    None,
    Gzip,
}

/// Lists a tar with the first bytes of each file.
pub fn list(store: &Store, wrapping: Wrapping, found: &mut Found) -> Result<(), Flaw> {
    let mut lister = Lister { found, number: 0, current: None };
    let end = go_through(store, wrapping, MOST_UNPACKED, &mut lister, |lister| lister.found.is_full());
    lister.end();
    end
}

/// Unpacks the files with these numbers.
pub fn unpack(store: &Store, wrapping: Wrapping, (keys, most): (&[u64], u64), give: &mut Give<'_>) {
    let mut unpacker =
        Unpacker { keys, give, number: 0, current: None, next: 0, meter: Meter::new(MOST_UNPACKED) };
    // What is wrong was said when it was listed.
    let _ = go_through(store, wrapping, most, &mut unpacker, |unpacker| unpacker.next == unpacker.keys.len());
    // What comes before a cut is kept.
    unpacker.end();
    unpacker.leave_rest();
}

fn go_through<T: Take>(
    store: &Store,
    wrapping: Wrapping,
    most: u64,
    take: &mut T,
    is_done: impl Fn(&T) -> bool,
) -> Result<(), Flaw> {
    let packed = Rc::new(Cell::new(0));
    let source = store.open().map_err(|_| Flaw::Broken)?;
    let source = Counted { source, count: Rc::clone(&packed) };
    let mut source: Box<dyn Read> = match wrapping {
        Wrapping::None => Box::new(source),
        Wrapping::Gzip => Box::new(MultiGzDecoder::new(source)),
    };
    let (mut tar, mut meter) = (Tar::default(), Meter::new(most));
    let mut piece = vec![0; 128 << 10];
    loop {
        let count = match source.read(&mut piece) {
            Ok(0) => return if tar.may_end() { Ok(()) } else { Err(Flaw::Cut) },
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Err(Flaw::Cut),
            Err(_) => return Err(Flaw::Broken),
        };
        // A tar as it is takes the place that it takes.
        if wrapping == Wrapping::Gzip {
            meter.count(count as u64, packed.get())?;
        }
        tar.feed(piece.get(..count).unwrap_or_default(), take)?;
        if is_done(take) {
            return if tar.may_end() { Ok(()) } else { Err(Flaw::TooMany) };
        }
    }
}

struct Counted<R> {
    source: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.count.set(self.count.get() + count as u64);
        Ok(count)
    }
}

struct Lister<'a> {
    found: &'a mut Found,
    number: u64,
    /// The file that began last, with its number and its first bytes.
    current: Option<(Member, u64, Vec<u8>)>,
}

impl Take for Lister<'_> {
    fn begin(&mut self, member: Member) -> bool {
        // An empty file begins and never ends.
        self.end();
        let number = self.number;
        self.number += 1;
        if self.found.is_full() {
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
        if let Some((member, number, head)) = self.current.take() {
            self.found.add(member.path, (member.size, number), &head);
        }
    }
}

struct Unpacker<'a> {
    keys: &'a [u64],
    give: &'a mut Give<'a>,
    number: u64,
    current: Option<(u64, Vec<u8>)>,
    /// Which of the keys comes next.
    next: usize,
    /// Counts what packed files in it unpack to.
    meter: Meter,
}

impl Take for Unpacker<'_> {
    fn begin(&mut self, member: Member) -> bool {
        self.end();
        let number = self.number;
        self.number += 1;
        let is_wanted = self.keys.get(self.next) == Some(&number) && member.size <= LONGEST;
        if is_wanted {
            self.current = Some((number, Vec::new()));
        }
        is_wanted
    }

    fn content(&mut self, bytes: &[u8]) {
        if let Some((_, content)) = &mut self.current {
            content.extend_from_slice(bytes);
        }
    }

    fn end(&mut self) {
        if let Some((number, content)) = self.current.take() {
            self.next += 1;
            (self.give)(number, gzip::inside(content, &mut self.meter));
        }
    }
}

impl Unpacker<'_> {
    /// Says of what was listed and did not come that it is missing.
    fn leave_rest(&mut self) {
        for key in self.keys.get(self.next..).unwrap_or_default() {
            (self.give)(*key, Err(Skip::Archive(Flaw::Cut)));
        }
    }
}
