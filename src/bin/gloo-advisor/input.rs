//! What the program reads: files, folders, archives and a pipe, each file of them on its own, so that a bundle may be
//! larger than the memory.

mod disk;
mod listing;
mod members;
mod progress;

use std::rc::Rc;

use gloo_advisor::archive::MOST_UNPACKED;
use gloo_advisor::bundle::{Outcome, Role, Skip, labels, plan_reading, text};
use gloo_advisor::redact::{Kinds, Suspects};
use gloo_advisor::transcript::{Reading, read};

use listing::{Given, Listed, Place};
use members::Members;
use progress::Progress;

/// What was read of all that was given.
#[derive(Default)]
pub struct Input {
    /// One for each text, in the order in which they count.
    readings: Vec<Reading>,
    /// What of each text that was read is to be replaced.
    pub suspects: Vec<Suspects>,
    /// What became of each file; empty where only texts were given.
    pub files: Vec<Outcome>,
}

impl Input {
    /// What was read, as a report takes it.
    pub fn readings(&self) -> Vec<&Reading> {
        self.readings.iter().collect()
    }
}

/// A text that is read, with its place among all.
struct Wanted {
    listed: Listed,
    bundle: Option<String>,
    index: usize,
}

/// Reads what has these names, and looks for what of it is to be replaced.
///
/// # Errors
///
/// The name that can't be read, and why, as a sentence.
pub fn read_all(names: &[String], replaced: Kinds) -> Result<Input, String> {
    let mut input = Input::default();
    let mut given = Vec::new();
    for (name, shown) in names.iter().zip(disk::shown(names)) {
        given.push(listing::of(name, &shown).map_err(|error| format!("{name} can't be read: {error}"))?);
    }
    let is_plain = given.iter().all(|one| matches!(one, Given::Text(_)));
    let containers = given.iter().filter(|one| matches!(one, Given::Several { .. })).count();
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut archives: Vec<Members> = Vec::new();
    for one in given {
        plan(one, containers > 1, (&mut wanted, &mut archives), &mut input.files);
    }
    name_bundles(&mut wanted);
    let progress = Progress::new(wanted.iter().map(|one| one.listed.size).sum());
    input.readings = wanted.iter().map(Wanted::unread).collect();
    take_texts(&wanted, &archives, (&progress, replaced), &mut input);
    if is_plain && input.files.iter().all(|file| file.reason.is_none()) {
        input.files.clear();
    }
    Ok(input)
}

/// Decides what of one thing that was given is read.
fn plan(
    given: Given,
    is_one_of_several: bool,
    (wanted, archives): (&mut Vec<Wanted>, &mut Vec<Members>),
    files: &mut Vec<Outcome>,
) {
    let first = archives.len();
    let (name, listed, more) = match given {
        Given::Text(listed) => {
            match listed.refusal {
                Some(reason) => files.push(Outcome { name: listed.name, reason: Some(reason) }),
                None => wanted.push(Wanted { listed, bundle: None, index: wanted.len() }),
            }
            return;
        }
        Given::Several { name, listed, archives, flaws } => {
            files.extend(flaws);
            (name, listed, archives)
        }
    };
    archives.extend(more);
    let sizes: Vec<(&str, u64)> = listed.iter().map(|one| (one.name.as_str(), one.size)).collect();
    let entries = plan_reading(&sizes);
    let mut listed: std::collections::HashMap<String, Listed> =
        listed.into_iter().map(|one| (one.name.clone(), one)).collect();
    for entry in entries {
        // Of two files of one name in an archive, the later one is there.
        let Some(mut one) = listed.remove(&entry.path) else { continue };
        let reason = match entry.role {
            Role::Skip(reason) => Some(reason),
            Role::Read(_) => one.refusal,
        };
        if let Some(reason) = reason {
            files.push(Outcome { name: one.name, reason: Some(reason) });
            continue;
        }
        if let Place::Member { archive, .. } = &mut one.place {
            *archive += first;
        }
        let bundle = entry.bundle.or_else(|| is_one_of_several.then(|| name.clone()));
        wanted.push(Wanted { listed: one, bundle, index: wanted.len() });
    }
}

/// Gives each bundle a name that is as short as may be.
fn name_bundles(wanted: &mut [Wanted]) {
    let mut paths: Vec<String> = wanted.iter().filter_map(|one| one.bundle.clone()).collect();
    paths.sort();
    paths.dedup();
    let labels = labels(&paths.iter().map(String::as_str).collect::<Vec<_>>());
    for one in wanted {
        let at = one.bundle.as_ref().and_then(|bundle| paths.binary_search(bundle).ok());
        one.bundle = at.and_then(|at| labels.get(at).cloned());
    }
}

/// Reads all texts: those of archives as they come out, so that nothing is kept.
fn take_texts(
    wanted: &[Wanted],
    archives: &[Members],
    (progress, replaced): (&Progress, Kinds),
    input: &mut Input,
) {
    let mut flawed: Vec<(usize, Skip)> = Vec::new();
    let Input { readings, suspects, .. } = input;
    let mut take = |one: &Wanted, bytes: Vec<u8>| {
        let text = text(bytes);
        if let Some(reading) = readings.get_mut(one.index) {
            *reading = one.read(&text);
        }
        if replaced != Kinds::none() {
            suspects.push(Suspects::of(&text, replaced));
        }
        progress.add(one.listed.size);
    };
    for one in wanted {
        match &one.listed.place {
            Place::Bytes(bytes) => take(one, bytes.to_vec()),
            Place::Disk(path) => match std::fs::read(path) {
                Ok(bytes) => take(one, bytes),
                Err(_) => flawed.push((one.index, Skip::Unreadable)),
            },
            Place::Member { .. } => {}
        }
    }
    for (number, archive) in archives.iter().enumerate() {
        let mut own: Vec<(u64, &Wanted)> = Vec::new();
        for one in wanted {
            match one.listed.place {
                Place::Member { archive, key } if archive == number => own.push((key, one)),
                _ => {}
            }
        }
        own.sort_by_key(|(key, _)| *key);
        let keys: Vec<u64> = own.iter().map(|(key, _)| *key).collect();
        let mut give = |key: u64, content: Result<Vec<u8>, Skip>| {
            let found = own.binary_search_by_key(&key, |(key, _)| *key).ok();
            let Some((_, one)) = found.and_then(|at| own.get(at)) else { return };
            match content {
                Ok(bytes) => take(one, bytes),
                Err(reason) => flawed.push((one.index, reason)),
            }
        };
        archive.unpack(&keys, MOST_UNPACKED, &mut give);
    }
    for one in wanted {
        let flaw = flawed.iter().find(|(index, _)| *index == one.index).map(|(_, reason)| *reason);
        input.files.push(Outcome { name: one.listed.name.clone(), reason: flaw });
    }
}

impl Wanted {
    /// What stands for the text until it is read: a file may fail, and the places of the others stay.
    fn unread(&self) -> Reading {
        Reading { name: self.listed.name.clone(), bundle: self.bundle(), ..Reading::default() }
    }

    fn read(&self, text: &str) -> Reading {
        Reading { name: self.listed.name.clone(), bundle: self.bundle(), ..read(text, self.index) }
    }

    fn bundle(&self) -> Option<Rc<str>> {
        self.bundle.as_deref().map(Rc::from)
    }
}
