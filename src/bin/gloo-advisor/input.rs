//! What the program reads: files, folders, archives and a pipe, each file of them on its own, so that a bundle may be
//! larger than the memory.

mod disk;
mod listing;
mod members;
mod progress;

use gloo_advisor::archive::MOST_UNPACKED;
use gloo_advisor::bundle::{Given, Outcome, Skip, Wanted, plan_case, text};
use gloo_advisor::redact::{Kinds, Suspects};
use gloo_advisor::transcript::{Reading, read};

use listing::Place;
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

/// Reads what has these names, and looks for what of it is to be replaced.
///
/// # Errors
///
/// The name that can't be read, and why, as a sentence.
pub fn read_all(names: &[String], replaced: Kinds) -> Result<Input, String> {
    let mut input = Input::default();
    let (mut given, mut archives) = (Vec::new(), Vec::new());
    for (name, shown) in names.iter().zip(disk::shown(names)) {
        let listed = listing::of(name, &shown, &mut archives);
        given.push(listed.map_err(|error| format!("{name} can't be read: {error}"))?);
    }
    let is_plain = given.iter().all(|one| matches!(one, Given::Text(_)));
    let (wanted, refused) = plan_case(given);
    input.files = refused;
    let progress = Progress::new(wanted.iter().map(|one| one.listed.size).sum());
    input.readings = wanted.iter().map(unread).collect();
    take_texts(&wanted, &archives, (&progress, replaced), &mut input);
    if is_plain && input.files.iter().all(|file| file.reason.is_none()) {
        input.files.clear();
    }
    Ok(input)
}

/// Reads all texts: those of archives as they come out, so that nothing is kept.
fn take_texts(
    wanted: &[Wanted<Place>],
    archives: &[Members],
    (progress, replaced): (&Progress, Kinds),
    input: &mut Input,
) {
    let mut flawed: Vec<(usize, Skip)> = Vec::new();
    let Input { readings, suspects, .. } = input;
    let mut take = |(index, one): (usize, &Wanted<Place>), bytes: Vec<u8>| {
        let text = text(bytes);
        if let Some(reading) = readings.get_mut(index) {
            *reading =
                Reading { name: one.listed.name.clone(), bundle: one.bundle.clone(), ..read(&text, index) };
        }
        if replaced != Kinds::none() {
            suspects.push(Suspects::of(&text, replaced));
        }
        progress.add(one.listed.size);
    };
    for (index, one) in wanted.iter().enumerate() {
        match &one.listed.place {
            Place::Bytes(bytes) => take((index, one), bytes.to_vec()),
            Place::Disk(path) => match std::fs::read(path) {
                Ok(bytes) => take((index, one), bytes),
                Err(_) => flawed.push((index, Skip::Unreadable)),
            },
            Place::Member { .. } => {}
        }
    }
    for (number, archive) in archives.iter().enumerate() {
        let mut own: Vec<(u64, (usize, &Wanted<Place>))> = Vec::new();
        for (index, one) in wanted.iter().enumerate() {
            match one.listed.place {
                Place::Member { archive, key } if archive == number => own.push((key, (index, one))),
                _ => {}
            }
        }
        own.sort_by_key(|(key, _)| *key);
        let keys: Vec<u64> = own.iter().map(|(key, _)| *key).collect();
        let mut give = |key: u64, content: Result<Vec<u8>, Skip>| {
            let found = own.binary_search_by_key(&key, |(key, _)| *key).ok();
            let Some((_, (index, one))) = found.and_then(|at| own.get(at)) else { return };
            match content {
                Ok(bytes) => take((*index, one), bytes),
                Err(reason) => flawed.push((*index, reason)),
            }
        };
        archive.unpack(&keys, MOST_UNPACKED, &mut give);
    }
    for (index, one) in wanted.iter().enumerate() {
        let flaw = flawed.iter().find(|(flawed, _)| *flawed == index).map(|(_, reason)| *reason);
        input.files.push(Outcome { name: one.listed.name.clone(), reason: flaw });
    }
}

/// What stands for the text until it is read: a file may fail, and the places of the others stay.
fn unread(one: &Wanted<Place>) -> Reading {
    Reading { name: one.listed.name.clone(), bundle: one.bundle.clone(), ..Reading::default() }
}
