//! What is in each thing that was given, before any of it is read.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use gloo_advisor::archive::Form;
use gloo_advisor::bundle::{Outcome, Skip, refusal};

use super::disk::{Store, walk};
use super::members::Members;

/// A file that may be read.
pub struct Listed {
    pub name: String,
    pub size: u64,
    pub place: Place,
    /// Why it can't be, by its first bytes.
    pub refusal: Option<Skip>,
}

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

/// What a name that was given stands for.
pub enum Given {
    /// One text.
    Text(Listed),
    /// A folder or an archive.
    Several { name: String, listed: Vec<Listed>, archives: Vec<Members>, flaws: Vec<Outcome> },
}

/// Lists what has a name.
pub fn of(name: &str, shown: &str) -> io::Result<Given> {
    let path = Path::new(name);
    if name == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        let (size, bytes): (u64, Rc<[u8]>) = (bytes.len() as u64, bytes.into());
        return file(Store::Memory(Rc::clone(&bytes)), (name, size), Place::Bytes(bytes));
    }
    if !path.is_dir() {
        let size = std::fs::metadata(path)?.len();
        let given = file(Store::Disk(path.to_owned()), (shown, size), Place::Disk(path.to_owned()))?;
        // A text that is given by its name has the name that was typed.
        return Ok(match given {
            Given::Text(listed) => Given::Text(Listed { name: name.to_owned(), ..listed }),
            several => several,
        });
    }
    let (mut listed, mut archives, mut flaws) = (Vec::new(), Vec::new(), Vec::new());
    for found in walk(path, shown, &mut flaws)? {
        let store = Store::Disk(found.path.clone());
        match file(store, (&found.name, found.size), Place::Disk(found.path)) {
            Ok(Given::Text(one)) => listed.push(one),
            Ok(Given::Several { listed: inner, archives: more, flaws: inner_flaws, .. }) => {
                let first = archives.len();
                listed.extend(inner.into_iter().map(|one| one.after(first)));
                archives.extend(more);
                flaws.extend(inner_flaws);
            }
            Err(_) => flaws.push(Outcome { name: found.name, reason: Some(Skip::Unreadable) }),
        }
    }
    Ok(Given::Several { name: shown.to_owned(), listed, archives, flaws })
}

/// A file that is a text, or an archive by its first bytes, whatever it is called.
fn file(store: Store, (name, size): (&str, u64), place: Place) -> io::Result<Given> {
    let head = store.head()?;
    if !matches!(Form::of(&head), Form::Tar | Form::Gzip | Form::Zip) {
        return Ok(Given::Text(Listed { name: name.to_owned(), size, place, refusal: refusal(&head) }));
    }
    let (members, found, flaws) = Members::list(store, &head);
    let outcome = |(path, reason): (String, Skip)| {
        let name = if path.is_empty() { name.to_owned() } else { format!("{name}/{path}") };
        Outcome { name, reason: Some(reason) }
    };
    let listed = found.into_iter().map(|member| Listed {
        name: if member.path.is_empty() { name.to_owned() } else { format!("{name}/{}", member.path) },
        size: member.size,
        place: Place::Member { archive: 0, key: member.key },
        refusal: member.refusal,
    });
    Ok(Given::Several {
        name: name.to_owned(),
        listed: listed.collect(),
        archives: vec![members],
        flaws: flaws.into_iter().map(outcome).collect(),
    })
}

impl Listed {
    /// The same among archives that come after some others.
    fn after(mut self, first: usize) -> Self {
        if let Place::Member { archive, .. } = &mut self.place {
            *archive += first;
        }
        self
    }
}
