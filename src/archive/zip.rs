//! Zip: its directory at the end, and what stands before each file where the end is missing.
//!
//! A zip is read in parts: the last bytes name the place of the directory, which names the place of each file. So
//! whoever has a file on a disk reads only what it needs.

use super::{Flaw, little, path};

/// Bytes at the end of a zip that its directory is found with: the record itself and the longest comment.
pub const TAIL: usize = 22 + 65_535;

/// Bytes before each file, without its name.
pub const LOCAL: usize = 30;

/// How the content of a file is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// As it is.
    Stored,
    /// As a raw deflate stream.
    Deflate,
}

/// A file in a zip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its path, with `/`; as it is written where it leads out of the archive.
    pub path: String,
    /// Its size in bytes once unpacked, as the zip says.
    pub size: u64,
    /// Its size in the zip; `None` where that stands after the content only.
    pub packed: Option<u64>,
    /// How it is stored; `None` where it can't be unpacked, and `flaw` says why.
    pub method: Option<Method>,
    /// Why it can't be unpacked.
    pub flaw: Option<Flaw>,
    /// Where its [`LOCAL`] bytes begin.
    pub at: u64,
}

/// Where the directory of a zip is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Directory {
    /// Where it begins.
    pub at: u64,
    /// How many bytes it has.
    pub length: u64,
}

/// Finds the directory of a zip of `length` bytes by its last bytes: [`TAIL`] of them, or all.
///
/// # Errors
///
/// [`Flaw::Cut`] where the end is missing, [`Flaw::Zip64`] for the form for large archives.
pub fn directory(tail: &[u8], length: u64) -> Result<Directory, Flaw> {
    // A comment may hold such bytes, so the one that ends where the zip ends counts.
    let is_end = |at: &usize| {
        tail.get(*at..*at + 4) == Some(b"PK\x05\x06")
            && little(tail, *at + 20, 2) as usize <= tail.len() - *at
    };
    let at = (0..=tail.len().saturating_sub(22)).rev().find(is_end).ok_or(Flaw::Cut)?;
    let (count, size, start) = (little(tail, at + 10, 2), little(tail, at + 12, 4), little(tail, at + 16, 4));
    if count == 0xffff || size == 0xffff_ffff || start == 0xffff_ffff {
        return Err(Flaw::Zip64);
    }
    // Parts of several volumes, and a directory beyond the end.
    if start + size > length || little(tail, at + 4, 2) != 0 {
        return Err(Flaw::Broken);
    }
    Ok(Directory { at: start, length: size })
}

/// The files that a directory names. It ends early where the directory is damaged.
pub fn members(mut directory: &[u8]) -> impl Iterator<Item = Result<Member, Flaw>> + '_ {
    std::iter::from_fn(move || {
        if directory.is_empty() {
            return None;
        }
        let next = record(directory);
        directory = next.as_ref().map_or(&[], |(_, rest)| rest);
        Some(next.map(|(member, _)| member).ok_or(Flaw::Broken))
    })
    .filter(|member| member.as_ref().is_ok_and(|member| !member.path.ends_with('/')) || member.is_err())
}

fn record(bytes: &[u8]) -> Option<(Member, &[u8])> {
    const HEAD: usize = 46;
    if !bytes.starts_with(b"PK\x01\x02") {
        return None;
    }
    let name = little(bytes, 28, 2) as usize;
    let end = HEAD + name + little(bytes, 30, 2) as usize + little(bytes, 32, 2) as usize;
    let rest = bytes.get(end..)?;
    let name = bytes.get(HEAD..HEAD + name)?;
    // The upper half has what Unix knows of a file: a link is none.
    let is_link = little(bytes, 40, 2) & 0o170_000 == 0o120_000;
    let (packed, size) = (little(bytes, 20, 4), little(bytes, 24, 4));
    let (flags, method, at) = (little(bytes, 8, 2), little(bytes, 10, 2), little(bytes, 42, 4));
    let mut member = member(name, flags, method, (Some(packed), size), at);
    if is_link {
        member.flaw = member.flaw.or(Some(Flaw::Link));
    }
    Some((member, rest))
}

/// The file whose [`LOCAL`] bytes and name these are, at a place of the zip, and how many bytes of the zip precede
/// its content. `None` where no file begins here, or not all of that is there.
#[must_use]
pub fn local(bytes: &[u8], at: u64) -> Option<(Member, u64)> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let length = little(bytes, 26, 2) as usize;
    let name = bytes.get(LOCAL..LOCAL + length)?;
    let (flags, method) = (little(bytes, 6, 2), little(bytes, 8, 2));
    let packed = (flags & 8 == 0).then(|| little(bytes, 18, 4));
    Some((member(name, flags, method, (packed, little(bytes, 22, 4)), at), content_after(bytes)?))
}

/// How many bytes from the beginning of these [`LOCAL`] bytes the content begins.
#[must_use]
pub fn content_after(local: &[u8]) -> Option<u64> {
    local.starts_with(b"PK\x03\x04").then(|| LOCAL as u64 + little(local, 26, 2) + little(local, 28, 2))
}

fn member(name: &[u8], flags: u64, method: u64, (packed, size): (Option<u64>, u64), at: u64) -> Member {
    let name = String::from_utf8_lossy(name);
    let is_folder = name.ends_with(['/', '\\']);
    let method = match method {
        0 => Some(Method::Stored),
        8 => Some(Method::Deflate),
        _ => None,
    };
    let (path, outside) = match path(&name) {
        Ok(path) if is_folder => (path + "/", None),
        Ok(path) => (path, None),
        Err(flaw) => (name.trim_end_matches('/').to_owned(), Some(flaw)),
    };
    let flaw = match (flags & 1, method) {
        (1, _) => Some(Flaw::Encrypted),
        _ if packed == Some(0xffff_ffff) || size == 0xffff_ffff || at == 0xffff_ffff => Some(Flaw::Zip64),
        (_, None) => Some(Flaw::Method),
        _ => None,
    };
    let flaw = outside.or(flaw);
    Member { path, size, packed, method: method.filter(|_| flaw.is_none()), flaw, at }
}
