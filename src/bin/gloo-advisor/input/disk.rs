//! Files and folders on the disk.

use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use gloo_advisor::bundle::{HEAD, Outcome, Skip};

/// What can be read from any place.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// Where the bytes of a file are.
#[derive(Clone)]
pub enum Store {
    Disk(PathBuf),
    /// What came through a pipe.
    Memory(Rc<[u8]>),
}

impl Store {
    pub fn open(&self) -> io::Result<Box<dyn Source>> {
        Ok(match self {
            Self::Disk(path) => Box::new(File::open(path)?),
            Self::Memory(bytes) => Box::new(Cursor::new(Rc::clone(bytes))),
        })
    }

    /// The first bytes, which show what it is.
    pub fn head(&self) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        self.open()?.take(HEAD as u64).read_to_end(&mut head)?;
        Ok(head)
    }
}

/// What things are called that were given: by their own name, or, where two have the same, as they were typed.
pub fn shown(names: &[String]) -> Vec<String> {
    let own = |name: &String| {
        let path = Path::new(name);
        let known = path.file_name().map(ToOwned::to_owned);
        let known = known.or_else(|| fs::canonicalize(path).ok()?.file_name().map(ToOwned::to_owned));
        known.map_or_else(|| name.clone(), |name| name.to_string_lossy().into_owned())
    };
    let short: Vec<String> = names.iter().map(own).collect();
    let one = |(name, own): (&String, &String)| {
        if short.iter().filter(|other| *other == own).count() == 1 {
            return own.clone();
        }
        let typed = name.trim_start_matches("../").trim_start_matches("./").trim_end_matches('/');
        typed.trim_start_matches('/').to_owned()
    };
    names.iter().zip(&short).map(one).collect()
}

/// A file of a folder: its path below it, with `/`, where it is, and its size.
pub struct Found {
    pub name: String,
    pub path: PathBuf,
    pub size: u64,
}

/// All files below a folder, sorted by their paths. Links are not followed, so no walk goes in a circle.
pub fn walk(top: &Path, name: &str, flaws: &mut Vec<Outcome>) -> io::Result<Vec<Found>> {
    let mut found = Vec::new();
    let mut folders = vec![(top.to_owned(), name.to_owned())];
    let mut is_top = true;
    while let Some((folder, name)) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if is_top => return Err(error),
            Err(_) => {
                flaws.push(Outcome { name, reason: Some(Skip::Unreadable) });
                continue;
            }
        };
        is_top = false;
        for entry in entries.filter_map(Result::ok) {
            let name = format!("{name}/{}", entry.file_name().to_string_lossy());
            let path = entry.path();
            match fs::symlink_metadata(&path) {
                Ok(data) if data.is_dir() => folders.push((path, name)),
                Ok(data) if data.is_file() => found.push(Found { name, path, size: data.len() }),
                Ok(data) => {
                    let reason = if data.is_symlink() { Skip::Link } else { Skip::Special };
                    flaws.push(Outcome { name, reason: Some(reason) });
                }
                Err(_) => flaws.push(Outcome { name, reason: Some(Skip::Unreadable) }),
            }
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}
