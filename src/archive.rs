//! What archives hold: which form a file has by its first bytes, and what is never unpacked.
//!
//! No bytes are inflated here. A terminal does that with a library, a page with what its browser brings; both hand
//! plain bytes to [`tar`] and [`zip`].

pub mod tar;
pub mod zip;

/// An archive may have so many files; further ones are not listed.
pub const MOST_MEMBERS: usize = 20_000;

/// So many bytes of an archive are unpacked in the terminal; a page passes fewer.
pub const MOST_UNPACKED: u64 = 1 << 30;

/// Text shrinks to a tenth, a log that repeats itself to a hundredth. What shrinks more is made to fill a disk.
pub const MOST_RATIO: u64 = 400;

/// Below so many bytes no ratio is looked at: a short log of one line may shrink to nearly nothing.
pub const RATIO_FROM: u64 = 16 << 20;

/// So many of the first bytes of a file tell its form.
pub const HEAD: usize = 512;

/// The form of a file, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A tar without compression.
    Tar,
    /// One file that gzip has packed, which may be a tar.
    Gzip,
    /// A zip.
    Zip,
    /// An archive of another form: its name.
    Other(&'static str),
    /// No archive.
    Plain,
}

/// First bytes of archives that are named and not unpacked.
const OTHERS: [(&[u8], &str); 5] = [
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
];

impl Form {
    /// The form of a file that begins with these bytes; [`HEAD`] of them are enough.
    #[must_use]
    pub fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, 8, ..] => Self::Gzip,
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Self::Zip,
            _ if tar::begins(head) => Self::Tar,
            _ => OTHERS
                .iter()
                .find(|(bytes, _)| head.starts_with(bytes))
                .map_or(Self::Plain, |(_, name)| Self::Other(name)),
        }
    }

    /// Whether other files are in it.
    #[must_use]
    pub const fn is_archive(self) -> bool {
        !matches!(self, Self::Plain)
    }
}

/// Why an archive, or a part of it, is not unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// It ends before its own end.
    Cut,
    /// Its parts contradict each other.
    Broken,
    /// It needs a password.
    Encrypted,
    /// It is larger than 4 GB, or has more than 65,535 files.
    Zip64,
    /// A method of compression that is not known.
    Method,
    /// It unpacks to much more than it is.
    Bomb,
    /// It unpacks to more than is allowed.
    TooLarge,
    /// It has more files than are listed.
    TooMany,
    /// The name of a file leads out of the archive.
    Outside,
    /// A file stands for another one, or is a device.
    Link,
    /// An archive in an archive.
    Nested,
}

impl Flaw {
    /// What it is, and what to do, as a sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Cut => "The archive is cut off; what comes before the cut is read.",
            Self::Broken => "The archive is damaged here. Pack it again.",
            Self::Encrypted => "It needs a password. Unpack it and give the folder.",
            Self::Zip64 => "The zip is in the form for over 4 GB. Unpack it and give the folder.",
            Self::Method => "It is compressed in a way that is unknown here. Unpack it and give the folder.",
            Self::Bomb => "It unpacks to over 400 times its size, as no log does. It was left.",
            Self::TooLarge => "The limit for unpacked data is reached. Unpack it and give the folder.",
            Self::TooMany => "The archive has over 20,000 files; the rest is not listed.",
            Self::Outside => "Its path leads out of the archive.",
            Self::Link => "It is a link or a device, not a file.",
            Self::Nested => "It is an archive in an archive. Unpack it and give it on its own.",
        }
    }
}

/// Counts what comes out of an archive beside what goes in.
#[derive(Clone, Copy, Debug)]
pub struct Meter {
    most: u64,
    out: u64,
    packed: u64,
}

impl Meter {
    /// No more than `most` bytes may come out.
    #[must_use]
    pub const fn new(most: u64) -> Self {
        Self { most, out: 0, packed: 0 }
    }

    /// Counts `count` bytes that came out of `packed` further bytes.
    ///
    /// # Errors
    ///
    /// [`Flaw::Bomb`] or [`Flaw::TooLarge`] where the archive has to be left.
    pub const fn count(&mut self, count: u64, packed: u64) -> Result<(), Flaw> {
        self.out = self.out.saturating_add(count);
        self.packed = self.packed.saturating_add(packed);
        if self.out > RATIO_FROM && self.out / MOST_RATIO > self.packed {
            return Err(Flaw::Bomb);
        }
        if self.out > self.most { Err(Flaw::TooLarge) } else { Ok(()) }
    }
}

/// The path of a member as it is shown and compared: with `/`, without `./` before it.
///
/// # Errors
///
/// [`Flaw::Outside`] where it leads out of the archive.
pub fn path(name: &str) -> Result<String, Flaw> {
    let name = name.replace('\\', "/");
    let has_drive = name.as_bytes().get(1) == Some(&b':');
    if name.starts_with('/') || has_drive || name.split('/').any(|part| part == "..") {
        return Err(Flaw::Outside);
    }
    let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    Ok(parts.join("/"))
}

/// The number in a few bytes, the lowest first; 0 where they are missing.
fn little(bytes: &[u8], at: usize, count: usize) -> u64 {
    let bytes = bytes.get(at..at + count).unwrap_or_default();
    bytes.iter().rev().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_the_form() {
        let check = |head: &[u8], expect| assert_eq!(Form::of(head), expect, "reading {head:?}");
        check(b"\x1f\x8b\x08\0", Form::Gzip);
        check(b"PK\x03\x04", Form::Zip);
        check(b"PK\x05\x06", Form::Zip);
        check(b"\x28\xb5\x2f\xfd", Form::Other("zstd"));
        check(b"PKcs", Form::Plain);
        check(b"", Form::Plain);
        check(b"NAME READY", Form::Plain);
    }

    #[test]
    fn no_path_leads_out() {
        let check = |name, expect: Result<&str, Flaw>| {
            assert_eq!(path(name), expect.map(str::to_owned), "reading {name:?}");
        };
        check("./debug/kube-state.log", Ok("debug/kube-state.log"));
        check("debug\\gloo-system\\a.log", Ok("debug/gloo-system/a.log"));
        check("a/../../etc/passwd", Err(Flaw::Outside));
        check("..\\..\\x", Err(Flaw::Outside));
        check("/etc/passwd", Err(Flaw::Outside));
        check("C:\\x", Err(Flaw::Outside));
        check("a..b/c", Ok("a..b/c"));
    }

    #[test]
    fn what_unpacks_without_end_is_left() {
        let mut meter = Meter::new(MOST_UNPACKED);
        assert_eq!(meter.count(RATIO_FROM, 1), Ok(()));
        assert_eq!(meter.count(1, 1_000), Err(Flaw::Bomb));
        let mut meter = Meter::new(100);
        assert_eq!(meter.count(100, 100), Ok(()));
        assert_eq!(meter.count(1, 100), Err(Flaw::TooLarge));
    }
}
