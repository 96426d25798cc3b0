//! Tar, as the bytes come: ustar, with the longer names and sizes of pax and GNU.
//!
//! [`Tar`] takes pieces of any size, so neither the archive nor a file that is not wanted has to be in memory.

use super::{Flaw, path};

const BLOCK: usize = 512;

/// No file is larger, and no count overflows below it.
const LARGEST: u64 = 1 << 60;

/// Longer names and lists of attributes are not kept.
const LONGEST_EXTRA: u64 = 1 << 20;

/// A file in an archive, before its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its path, with `/`; as it is written where it leads out of the archive.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// Why it can't be unpacked.
    pub flaw: Option<Flaw>,
}

/// Who takes what comes out of an archive.
pub trait Take {
    /// A file begins; tells whether its content is wanted.
    fn begin(&mut self, member: Member) -> bool;
    /// More of the content of the file that began last.
    fn content(&mut self, bytes: &[u8]);
    /// The content is whole.
    fn end(&mut self);
}

/// A tar that is being read.
#[derive(Debug, Default)]
pub struct Tar {
    /// The beginning of a header.
    header: Vec<u8>,
    /// What comes next.
    part: Part,
    /// Content of the part that is still to come, and padding after it.
    left: u64,
    padding: u64,
    /// What the next header is called and how long its content is.
    name: Option<String>,
    size: Option<u64>,
    extra: Vec<u8>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Header,
    Wanted,
    Unwanted,
    LongName,
    Pax,
    /// The blocks of zeros at the end, and whatever comes after them.
    End,
}

impl Tar {
    /// Takes the next bytes of the archive.
    ///
    /// # Errors
    ///
    /// [`Flaw::Broken`] where a header is none; what came before it is handed on already.
    pub fn feed(&mut self, mut bytes: &[u8], take: &mut impl Take) -> Result<(), Flaw> {
        while !bytes.is_empty() && self.part != Part::End {
            let wanted = match (self.part, self.left) {
                (Part::Header, _) => (BLOCK - self.header.len()) as u64,
                (_, 0) => self.padding,
                (_, left) => left,
            };
            let count = usize::try_from(wanted).unwrap_or(usize::MAX).min(bytes.len());
            let Some((now, rest)) = bytes.split_at_checked(count) else { break };
            bytes = rest;
            if self.part == Part::Header {
                self.header.extend_from_slice(now);
                if self.header.len() == BLOCK {
                    let header = std::mem::take(&mut self.header);
                    self.begin(&header, take)?;
                }
                continue;
            }
            if self.left == 0 {
                self.padding -= now.len() as u64;
            } else {
                self.left -= now.len() as u64;
                match self.part {
                    Part::Wanted => take.content(now),
                    Part::LongName | Part::Pax => self.extra.extend_from_slice(now),
                    _ => {}
                }
                if self.left == 0 {
                    self.end(take);
                }
            }
            if self.left == 0 && self.padding == 0 {
                self.part = Part::Header;
            }
        }
        Ok(())
    }

    /// Whether the archive may end here: after a file, or at its own end.
    #[must_use]
    pub fn may_end(&self) -> bool {
        self.part == Part::End || (self.part == Part::Header && self.header.is_empty())
    }

    fn begin(&mut self, header: &[u8], take: &mut impl Take) -> Result<(), Flaw> {
        if header.iter().all(|byte| *byte == 0) {
            self.part = Part::End;
            return Ok(());
        }
        if !has_sum(header) {
            return Err(Flaw::Broken);
        }
        let kind = header.get(156).copied().unwrap_or_default();
        let size = number(header.get(124..136).unwrap_or_default()).ok_or(Flaw::Broken)?;
        if size > LARGEST {
            return Err(Flaw::Broken);
        }
        let is_extra = matches!(kind, b'L' | b'K' | b'x' | b'g');
        let size = if is_extra { size } else { self.size.take().unwrap_or(size).min(LARGEST) };
        self.left = size;
        self.padding = size.next_multiple_of(BLOCK as u64) - size;
        self.extra.clear();
        self.part = match kind {
            _ if is_extra && size > LONGEST_EXTRA => return Err(Flaw::Broken),
            b'L' => Part::LongName,
            b'x' => Part::Pax,
            b'K' | b'g' => Part::Unwanted,
            _ => {
                let name = self.name.take().unwrap_or_else(|| name(header));
                self.member(kind, &name, size, take)
            }
        };
        if self.left == 0 {
            self.end(take);
            self.part = Part::Header;
        }
        Ok(())
    }

    fn member(&mut self, kind: u8, name: &str, size: u64, take: &mut impl Take) -> Part {
        // Folders tell nothing that the paths of their files do not.
        if kind == b'5' || name.ends_with('/') {
            return Part::Unwanted;
        }
        let is_file = matches!(kind, b'0' | 0 | b'7');
        let (path, outside) = match path(name) {
            Ok(path) => (path, None),
            Err(flaw) => (name.to_owned(), Some(flaw)),
        };
        let flaw = outside.or_else(|| (!is_file).then_some(Flaw::Link));
        let is_wanted = take.begin(Member { path, size, flaw }) && flaw.is_none();
        if is_wanted { Part::Wanted } else { Part::Unwanted }
    }

    fn end(&mut self, take: &mut impl Take) {
        match self.part {
            Part::Wanted => take.end(),
            Part::LongName => self.name = Some(text(&self.extra)),
            Part::Pax => self.take_pax(),
            _ => {}
        }
        self.extra.clear();
    }

    /// `30 path=debug/kube-state.log`, each with its length before it.
    fn take_pax(&mut self) {
        let mut rest = self.extra.as_slice();
        while let Some(space) = rest.iter().position(|byte| *byte == b' ') {
            let length = rest.get(..space).and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
            let Some((record, next)) = length.and_then(|length| rest.split_at_checked(length)) else {
                return;
            };
            let record = text(record.get(space + 1..).unwrap_or_default());
            match record.trim_end_matches('\n').split_once('=') {
                Some(("path", path)) => self.name = Some(path.to_owned()),
                Some(("size", size)) => self.size = size.parse().ok(),
                _ => {}
            }
            rest = next;
        }
    }
}

/// Whether bytes begin like a tar.
#[must_use]
pub fn begins(head: &[u8]) -> bool {
    head.get(..BLOCK).is_some_and(|header| header.first() != Some(&0) && has_sum(header))
}

/// Whether a header has the sum of its own bytes in it, with blanks in place of the sum.
fn has_sum(header: &[u8]) -> bool {
    let sum = header.iter().enumerate().map(|(at, byte)| match at {
        148..156 => 32,
        _ => u64::from(*byte),
    });
    number(header.get(148..156).unwrap_or_default()) == Some(sum.sum())
}

/// Octal digits, or, where the highest bit is set, a number of that many bytes.
fn number(field: &[u8]) -> Option<u64> {
    if let [0x80, rest @ ..] = field {
        let (high, low) = rest.split_at_checked(rest.len().checked_sub(8)?)?;
        return high
            .iter()
            .all(|byte| *byte == 0)
            .then(|| low.iter().fold(0, |n, byte| (n << 8) | u64::from(*byte)));
    }
    let digits = text(field);
    let digits = digits.trim_matches(' ');
    if digits.is_empty() { Some(0) } else { u64::from_str_radix(digits, 8).ok() }
}

fn name(header: &[u8]) -> String {
    let field = |from: usize, to: usize| text(header.get(from..to).unwrap_or_default());
    let has_prefix = header.get(257..263) == Some(b"ustar\0");
    let prefix = if has_prefix { field(345, 500) } else { String::new() };
    if prefix.is_empty() { field(0, 100) } else { format!("{prefix}/{}", field(0, 100)) }
}

/// The text before the first zero.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes.split(|byte| *byte == 0).next().unwrap_or_default()).into_owned()
}
