//! The files of a tar, as it is or packed with gzip.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use flate2::read::MultiGzDecoder;
use gloo_advisor::archive::tar::{Take, Tar};
use gloo_advisor::archive::{Flaw, MOST_UNPACKED, Meter};
use gloo_advisor::bundle::tarred::{Lister, Unpacker};
use gloo_advisor::bundle::{Found, Skip};

use super::{Give, gzip, look};
use crate::input::disk::Store;

/// What is around a tar.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wrapping {
    None,
    Gzip,
}

/// Lists a tar with the first bytes of each file.
pub fn list(store: &Store, wrapping: Wrapping, found: &mut Found) -> Result<(), Flaw> {
    let mut lister = Lister::new(look);
    let end = go_through(store, wrapping, MOST_UNPACKED, &mut lister, |lister| lister.is_full());
    *found = lister.finish();
    end
}

/// Unpacks the files with these numbers.
pub fn unpack(store: &Store, wrapping: Wrapping, (keys, most): (&[u64], u64), give: &mut Give<'_>) {
    let mut unpacker: Unpacker<'_, Vec<u8>> = Unpacker::new(keys);
    // Counts what packed files in it unpack to.
    let mut meter = Meter::new(MOST_UNPACKED);
    let mut give_whole = |unpacker: &mut Unpacker<'_, Vec<u8>>| {
        for (number, content) in unpacker.whole.drain(..) {
            give(number, gzip::inside(content, &mut meter));
        }
    };
    // What is wrong was said when it was listed.
    let _ = go_through(store, wrapping, most, &mut unpacker, |unpacker| {
        give_whole(unpacker);
        unpacker.is_done()
    });
    // What was listed and did not come is missing.
    let missing = unpacker.finish();
    give_whole(&mut unpacker);
    for key in missing {
        give(*key, Err(Skip::Archive(Flaw::Cut)));
    }
}

fn go_through<T: Take>(
    store: &Store,
    wrapping: Wrapping,
    most: u64,
    take: &mut T,
    mut is_done: impl FnMut(&mut T) -> bool,
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
            meter.count(count as u64, packed.take())?;
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
