//! The files of a zip: by its directory, or, where that is cut off, one after the other.

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use flate2::bufread::DeflateDecoder;
use gloo_advisor::archive::zip::{self, LOCAL, Member, Method, TAIL};
use gloo_advisor::archive::{Flaw, Meter};
use gloo_advisor::bundle::{self, Found, HEAD, LONGEST, Skip};

use super::{Give, gzip, look};
use crate::input::disk::{Source, Store};

/// A directory of 20,000 files with long names takes less.
const LONGEST_DIRECTORY: u64 = 64 << 20;

type Opened = BufReader<Box<dyn Source>>;

/// Lists a zip with the first bytes of each file.
pub fn list(store: &Store, found: &mut Found) -> Result<(), Flaw> {
    let mut source = BufReader::new(store.open().map_err(|_| Flaw::Broken)?);
    let length = source.seek(SeekFrom::End(0)).map_err(|_| Flaw::Broken)?;
    let tail = bytes(&mut source, length.saturating_sub(TAIL as u64), TAIL as u64);
    let directory = match zip::directory(&tail, length) {
        Ok(directory) if directory.length <= LONGEST_DIRECTORY => directory,
        Ok(_) => return Err(Flaw::TooMany),
        Err(Flaw::Cut) => {
            salvage(&mut source, found);
            return Err(Flaw::Cut);
        }
        Err(flaw) => return Err(flaw),
    };
    let directory = bytes(&mut source, directory.at, directory.length);
    for member in zip::members(&directory) {
        if found.is_full() {
            return Err(Flaw::TooMany);
        }
        add(&mut source, member?, found);
    }
    Ok(())
}

fn add(source: &mut Opened, member: Member, found: &mut Found) {
    if let Some(flaw) = member.flaw {
        return found.flaw(member.path, flaw);
    }
    // Who says how large a file is need not be right; who reads it counts.
    match content(source, &member, HEAD as u64) {
        Ok(head) => {
            let Member { path, size, at: key, .. } = member;
            found.add(bundle::Member { path, size, key, refusal: look(&head) });
        }
        Err(flaw) => found.flaw(member.path, flaw),
    }
}

/// Goes from file to file, as far as they go.
fn salvage(source: &mut Opened, found: &mut Found) {
    let mut at = 0;
    while !found.is_full() {
        let Some((member, before)) = local(source, at) else { return };
        let is_file = !member.path.ends_with('/');
        let end = match (member.packed, member.method) {
            (Some(packed), _) => Some(at + before + packed),
            (None, Some(Method::Deflate)) => end_of_stream(source, at + before),
            // Nothing says where its content ends.
            (None, _) => None,
        };
        if is_file {
            add(source, member, found);
        }
        let Some(end) = end else { return };
        at = end;
        // After a content whose size was unknown stands what describes it.
        let next = bytes(source, at, 16);
        if next.starts_with(b"PK\x07\x08") {
            at += 16;
        }
    }
}

/// Where a deflate stream ends.
fn end_of_stream(source: &mut Opened, at: u64) -> Option<u64> {
    source.seek(SeekFrom::Start(at)).ok()?;
    let mut decoder = DeflateDecoder::new(source);
    let count = std::io::copy(&mut decoder.by_ref().take(LONGEST + 1), &mut std::io::sink()).ok()?;
    (count <= LONGEST).then(|| at + decoder.total_in())
}

/// Unpacks the files at these places.
pub fn unpack(store: &Store, keys: &[u64], most: u64, give: &mut Give<'_>) {
    let Ok(source) = store.open() else {
        return keys.iter().for_each(|key| give(*key, Err(Skip::Unreadable)));
    };
    let mut source = BufReader::new(source);
    let mut meter = Meter::new(most);
    for key in keys {
        let member = local(&mut source, *key).map(|(member, _)| member).ok_or(Flaw::Broken);
        let content = member.and_then(|member| {
            let content = content(&mut source, &member, LONGEST + 1)?;
            if content.len() as u64 > LONGEST {
                return Err(Flaw::TooLarge);
            }
            let packed = member.packed.filter(|packed| *packed > 0).unwrap_or(u64::MAX);
            meter.count(content.len() as u64, packed).map(|()| content)
        });
        give(*key, content.map_err(Skip::Archive).and_then(|content| gzip::inside(content, &mut meter)));
    }
}

/// The file at a place, and how many bytes precede its content.
fn local(source: &mut Opened, at: u64) -> Option<(Member, u64)> {
    const LONGEST_NAME: u64 = 65_535;
    zip::local(&bytes(source, at, LOCAL as u64 + LONGEST_NAME), at)
}

/// The content of a file, up to so many bytes of it. What comes before a cut is kept.
fn content(source: &mut Opened, member: &Member, most: u64) -> Result<Vec<u8>, Flaw> {
    let after = zip::content_after(&bytes(source, member.at, LOCAL as u64)).ok_or(Flaw::Broken)?;
    source.seek(SeekFrom::Start(member.at + after)).map_err(|_| Flaw::Broken)?;
    let mut content = Vec::new();
    let packed: &mut dyn BufRead = &mut source.take(member.packed.unwrap_or(u64::MAX));
    let end = match member.method {
        Some(Method::Stored) => packed.take(most).read_to_end(&mut content),
        Some(Method::Deflate) => DeflateDecoder::new(packed).take(most).read_to_end(&mut content),
        None => return Err(Flaw::Method),
    };
    match end {
        Err(_) if content.is_empty() => Err(Flaw::Broken),
        _ => Ok(content),
    }
}

/// Bytes from a place on, as many as there are.
fn bytes(source: &mut Opened, at: u64, count: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if source.seek(SeekFrom::Start(at)).is_ok() {
        // What can't be read is missing, as what is cut off.
        let _ = source.take(count).read_to_end(&mut bytes);
    }
    bytes
}
