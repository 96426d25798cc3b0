//! The files in an archive: listed first, then unpacked one after the other. An archive is gone through twice, since
//! what is read depends on all that is there.

mod gzip;
mod tarred;
mod zipped;

use gloo_advisor::archive::{Flaw, Form, MOST_MEMBERS};
use gloo_advisor::bundle::{Skip, refusal};

use super::disk::Store;

/// An archive.
pub struct Members {
    store: Store,
    form: Packing,
}

/// How the files of an archive are packed.
enum Packing {
    Tar,
    TarGzip,
    Zip,
    /// One file, packed with gzip.
    Gzip,
}

/// A file in an archive.
pub struct Member {
    /// Its path there; empty where the archive is one file.
    pub path: String,
    pub size: u64,
    /// By what it is found again: its number in a tar, its place in a zip.
    pub key: u64,
    pub refusal: Option<Skip>,
}

/// What a listing has found: files that may be read, and paths with what is wrong with them.
#[derive(Default)]
pub struct Found {
    members: Vec<Member>,
    flaws: Vec<(String, Skip)>,
}

impl Found {
    /// Adds a file with its first bytes.
    fn add(&mut self, path: String, (size, key): (u64, u64), head: &[u8]) {
        let refusal = match Form::of(head) {
            Form::Gzip => {
                let inner = gzip::head(head);
                refusal(&inner)
            }
            _ => refusal(head),
        };
        self.members.push(Member { path, size, key, refusal });
    }

    fn flaw(&mut self, path: String, flaw: Flaw) {
        self.flaws.push((path, Skip::Archive(flaw)));
    }

    fn is_full(&self) -> bool {
        self.members.len() + self.flaws.len() >= MOST_MEMBERS
    }
}

/// Takes the content of a file by its key, or why there is none.
pub type Give<'a> = dyn FnMut(u64, Result<Vec<u8>, Skip>) + 'a;

impl Members {
    /// Lists an archive by its first bytes: its files, and what is wrong with it, with an empty path where that is
    /// the archive itself.
    pub fn list(store: Store, head: &[u8]) -> (Self, Vec<Member>, Vec<(String, Skip)>) {
        let mut found = Found::default();
        let form = match Form::of(head) {
            Form::Zip => Packing::Zip,
            Form::Gzip if Form::of(&gzip::head(head)) == Form::Tar => Packing::TarGzip,
            Form::Gzip => Packing::Gzip,
            _ => Packing::Tar,
        };
        let members = Self { store, form };
        let listed = match members.form {
            Packing::Zip => zipped::list(&members.store, &mut found),
            Packing::Tar => tarred::list(&members.store, tarred::Wrapping::None, &mut found),
            Packing::TarGzip => tarred::list(&members.store, tarred::Wrapping::Gzip, &mut found),
            Packing::Gzip => {
                found.add(String::new(), (gzip::size(&members.store), 0), head);
                Ok(())
            }
        };
        if let Err(flaw) = listed {
            found.flaw(String::new(), flaw);
        }
        (members, found.members, found.flaws)
    }

    /// Unpacks the files with these keys, which are sorted; no more bytes than `most` come out.
    pub fn unpack(&self, keys: &[u64], most: u64, give: &mut Give<'_>) {
        if keys.is_empty() {
            return;
        }
        match self.form {
            Packing::Zip => zipped::unpack(&self.store, keys, most, give),
            Packing::Tar => tarred::unpack(&self.store, tarred::Wrapping::None, (keys, most), give),
            Packing::TarGzip => tarred::unpack(&self.store, tarred::Wrapping::Gzip, (keys, most), give),
            Packing::Gzip => {
                let opened = self.store.open().map_err(|_| Skip::Unreadable);
                give(0, opened.and_then(gzip::all));
            }
        }
    }
}
