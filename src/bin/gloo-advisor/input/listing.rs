//! What is in each thing that was given, before any of it is read.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use gloo_advisor::archive::Form;
use gloo_advisor::bundle::{Given, Listed, Skip, refusal};

use super::disk::{Store, walk};
use super::members::Members;

/// Where a file is.
pub enum Place {
    Disk(PathBuf),
    /// What came through a pipe.
    Bytes(Rc<[u8]>),
    /// In an archive, by its number there.
    Member {
        archive: usize,
        key: u64,
    },
}

/// Lists what has a name; what archives there are joins those of before.
pub fn of(name: &str, shown: &str, archives: &mut Vec<Members>) -> io::Result<Given<Place>> {
    let path = Path::new(name);
    if name == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        let (size, bytes): (u64, Rc<[u8]>) = (bytes.len() as u64, bytes.into());
        return file(Store::Memory(Rc::clone(&bytes)), (name, size), Place::Bytes(bytes), archives);
    }
    if !path.is_dir() {
        let size = std::fs::metadata(path)?.len();
        let store = Store::Disk(path.to_owned());
        // A text that is given by its name has the name that was typed.
        return Ok(match file(store, (shown, size), Place::Disk(path.to_owned()), archives)? {
            Given::Text(listed) => Given::Text(Listed { name: name.to_owned(), ..listed }),
            several => several,
        });
    }
    let (mut folder, mut flaws) = (Given::folder(shown.to_owned()), Vec::new());
    for found in walk(path, shown, &mut flaws)? {
        let store = Store::Disk(found.path.clone());
        match file(store, (&found.name, found.size), Place::Disk(found.path), archives) {
            Ok(given) => folder.add(given),
            Err(_) => folder.flaw(found.name, Skip::Unreadable),
        }
    }
    folder.add(Given::Several { name: String::new(), listed: Vec::new(), flaws });
    Ok(folder)
}

/// A file that is a text, or an archive by its first bytes, whatever it is called.
fn file(
    store: Store,
    (name, size): (&str, u64),
    place: Place,
    archives: &mut Vec<Members>,
) -> io::Result<Given<Place>> {
    let head = store.head()?;
    if !matches!(Form::of(&head), Form::Tar | Form::Gzip | Form::Zip) {
        return Ok(Given::Text(Listed { name: name.to_owned(), size, place, refusal: refusal(&head) }));
    }
    let (members, found) = Members::list(store, &head);
    let archive = archives.len();
    archives.push(members);
    Ok(found.given(name, |key| Place::Member { archive, key }))
}
