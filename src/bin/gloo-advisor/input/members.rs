//! The files in an archive: listed first, then unpacked one after the other. An archive is gone through twice, since
//! what is read depends on all that is there.

mod gzip;
mod tarred;
mod zipped;

use gloo_advisor::archive::Form;
use gloo_advisor::bundle::{Found, Member, Skip, refusal};

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

/// Why a file with these first bytes can't be read; one that is packed itself shows that by what is inside.
fn look(head: &[u8]) -> Option<Skip> {
    match Form::of(head) {
        Form::Gzip => refusal(&gzip::head(head)),
        _ => refusal(head),
    }
}

/// Takes the content of a file by its key, or why there is none.
pub type Give<'a> = dyn FnMut(u64, Result<Vec<u8>, Skip>) + 'a;

impl Members {
    /// Lists an archive by its first bytes: its files, and what is wrong with it.
    pub fn list(store: Store, head: &[u8]) -> (Self, Found) {
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
                let (path, size) = (String::new(), gzip::size(&members.store));
                found.add(Member { path, size, key: 0, refusal: look(head) });
                Ok(())
            }
        };
        if let Err(flaw) = listed {
            found.flaw(String::new(), flaw);
        }
        (members, found)
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
