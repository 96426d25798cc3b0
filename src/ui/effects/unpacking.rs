//! Where texts come out: files, and the files of archives, which the browser unpacks piece by piece.

use super::pace::{GivenUp, Pace};
use crate::archive::tar::Tar;
use crate::archive::zip::{self, LOCAL, Method, TAIL};
use crate::archive::{Flaw, Form, HEAD as FORM, MOST_UNPACKED, Meter};
use crate::bundle::tarred::{Hold, Lister, Unpacker};
use crate::bundle::{Decoder, Found, HEAD, LONGEST, Member, Skip, refusal};
use crate::ui::browser::file::UserFile;
use crate::ui::browser::inflate::{Bytes, Packing, Stop};

/// A directory of 20,000 files with long names takes less.
const LONGEST_DIRECTORY: u64 = 64 << 20;

/// Names in a zip take no more.
const LONGEST_NAME: usize = 65_535;

/// A file that is one text, or an archive.
pub struct Source {
    /// The file.
    pub file: UserFile,
    form: Packed,
}

enum Packed {
    One(Packing),
    Tar(Packing),
    /// Where the files of a zip are, how large they are in it, and how they are stored. Their places here are their keys.
    Zip(Vec<(u64, u64, Method)>),
}

impl Source {
    /// A text.
    pub const fn text(file: UserFile) -> Self {
        Self { file, form: Packed::One(Packing::None) }
    }

    /// An archive, listed, by its first bytes.
    pub async fn archive(mut file: UserFile, head: &[u8], pace: &mut Pace) -> Result<(Self, Found), GivenUp> {
        let mut found = Found::default();
        let form = match Form::of(head) {
            Form::Zip => {
                file = file.in_parts();
                Packed::Zip(list_zip(&file, &mut found, pace).await?)
            }
            Form::Gzip if !is_tar(&file).await => {
                found.add(Member { path: String::new(), size: file.size(), key: 0, refusal: None });
                Packed::One(Packing::Gzip)
            }
            form => {
                let packing = if form == Form::Gzip { Packing::Gzip } else { Packing::None };
                found = list_tar(&file, packing, pace).await?;
                Packed::Tar(packing)
            }
        };
        Ok((Self { file, form }, found))
    }
}

/// The bytes of a part of a file, counted as they come.
pub struct Stream {
    bytes: Bytes,
    taken: u64,
    size: u64,
}

impl Stream {
    /// The bytes of a file between two places.
    pub fn new(file: &UserFile, at: u64, end: u64, packing: Packing) -> Self {
        Self { bytes: Bytes::new(file, at, end, packing), taken: at, size: file.size() }
    }

    /// The next bytes, or why there are none before the end.
    async fn next(
        &mut self,
        meter: &mut Meter,
        pace: &mut Pace,
    ) -> Result<Result<Option<Vec<u8>>, Skip>, GivenUp> {
        pace.breathe().await?;
        let next = self.bytes.next().await;
        let taken = self.bytes.taken();
        let new = taken - self.taken;
        self.taken = taken;
        Ok(match next {
            Ok(Some(chunk)) => {
                meter.count(chunk.len() as u64, new).map(|()| Some(chunk)).map_err(Skip::Archive)
            }
            Ok(None) => Ok(None),
            Err(Stop::Unreadable) => Err(Skip::Unreadable),
            Err(Stop::Unknown) => Err(Skip::Archive(Flaw::Method)),
            Err(Stop::Broken) if taken < self.size => Err(Skip::Archive(Flaw::Broken)),
            Err(Stop::Broken) => Err(Skip::Archive(Flaw::Cut)),
        })
    }
}

/// Some files of a source, one after the other.
pub struct Unpacking<'a> {
    source: &'a Source,
    keys: &'a [u64],
    /// The stream of a tar.
    stream: Option<Stream>,
    tar: Tar,
    unpacker: Unpacker<'a, Content>,
    next: usize,
}

/// What came of a file by its key, or why nothing did.
type Came = (u64, Result<Content, Skip>);

impl<'a> Unpacking<'a> {
    /// The files of a source with these keys, which are sorted.
    pub fn new(source: &'a Source, keys: &'a [u64]) -> Self {
        let stream = match source.form {
            Packed::Tar(packing) => Some(Stream::new(&source.file, 0, u64::MAX, packing)),
            _ => None,
        };
        Self { source, keys, stream, tar: Tar::default(), unpacker: Unpacker::new(keys), next: 0 }
    }

    /// Those that come next; none at the end.
    pub async fn next(&mut self, meter: &mut Meter, pace: &mut Pace) -> Result<Vec<Came>, GivenUp> {
        while let Some(stream) = &mut self.stream {
            // What is wrong was said when it was listed.
            let is_fed = match stream.next(meter, pace).await? {
                Ok(Some(chunk)) => self.tar.feed(&chunk, &mut self.unpacker).is_ok(),
                _ => false,
            };
            let mut missing: &[u64] = &[];
            if !is_fed || self.unpacker.is_done() {
                missing = self.unpacker.finish();
                self.stream = None;
            }
            let mut came: Vec<Came> = Vec::new();
            came.extend(
                std::mem::take(&mut self.unpacker.whole).into_iter().map(|(key, one)| (key, Ok(one))),
            );
            came.extend(missing.iter().map(|key| (*key, Err(Skip::Archive(Flaw::Cut)))));
            if !came.is_empty() {
                return Ok(came);
            }
        }
        let key = match self.keys.get(self.next) {
            Some(key) if !matches!(self.source.form, Packed::Tar(_)) => *key,
            _ => return Ok(Vec::new()),
        };
        self.next += 1;
        let file = &self.source.file;
        let (at, end, packing) = match &self.source.form {
            Packed::Zip(members) => {
                let member = usize::try_from(key).ok().and_then(|at| members.get(at).copied());
                let (at, packed, method) = member.unwrap_or((0, 0, Method::Stored));
                let at = at + zip::content_after(&file.head(at, LOCAL).await).unwrap_or_default();
                let packing = if method == Method::Stored { Packing::None } else { Packing::Deflate };
                (at, at + packed, packing)
            }
            Packed::One(packing) | Packed::Tar(packing) => (0, u64::MAX, *packing),
        };
        let most = if packing == Packing::None { u64::MAX } else { LONGEST };
        Ok(vec![(key, pour(Stream::new(file, at, end, packing), most, meter, pace).await?)])
    }
}

/// What comes of some bytes, no more than `most` of them; what comes before a cut is kept.
async fn pour(
    mut stream: Stream,
    most: u64,
    meter: &mut Meter,
    pace: &mut Pace,
) -> Result<Result<Content, Skip>, GivenUp> {
    let (mut content, mut count) = (Content::default(), 0);
    loop {
        match stream.next(meter, pace).await? {
            Ok(Some(chunk)) => {
                count += chunk.len() as u64;
                content.add(&chunk);
            }
            Err(Skip::Archive(Flaw::Cut | Flaw::Broken)) if count > 0 => return Ok(Ok(content)),
            Ok(None) => return Ok(Ok(content)),
            Err(skip) => return Ok(Err(skip)),
        }
        if count > most {
            return Ok(Err(Skip::TooLong));
        }
    }
}

/// The content of a file while it comes: a text, or bytes that are packed once more.
#[derive(Default)]
pub struct Content {
    head: Vec<u8>,
    text: Decoder,
    packed: Vec<u8>,
}

impl Hold for Content {
    fn add(&mut self, bytes: &[u8]) {
        let room = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        let before = self.head.len();
        self.head.extend_from_slice(bytes.get(..room).unwrap_or_default());
        if Form::of(&self.head) != Form::Gzip {
            return self.text.add(bytes);
        }
        // The first bytes may have come one by one.
        if self.packed.is_empty() {
            self.packed.extend_from_slice(self.head.get(..before).unwrap_or_default());
        }
        self.packed.extend_from_slice(bytes);
    }
}

impl Content {
    /// What is in it, where it is packed once more.
    pub async fn inside(self, meter: &mut Meter, pace: &mut Pace) -> Result<Result<Self, Skip>, GivenUp> {
        if self.packed.is_empty() {
            return Ok(Ok(self));
        }
        let stream = Stream::new(&UserFile::of(&self.packed), 0, u64::MAX, Packing::Gzip);
        pour(stream, LONGEST, meter, pace).await
    }

    /// The text, where it is one.
    pub fn text(self) -> Result<String, Skip> {
        refusal(&self.head).map_or_else(|| Ok(self.text.finish()), Err)
    }
}

async fn list_tar(file: &UserFile, packing: Packing, pace: &mut Pace) -> Result<Found, GivenUp> {
    // What is packed once more shows what it is when it is unpacked.
    let mut lister = Lister::new(|head| refusal(head).filter(|_| Form::of(head) != Form::Gzip));
    let mut stream = Stream::new(file, 0, u64::MAX, packing);
    let (mut tar, mut meter) = (Tar::default(), Meter::new(MOST_UNPACKED));
    let flaw = loop {
        match stream.next(&mut meter, pace).await? {
            Ok(Some(chunk)) => {
                if let Err(flaw) = tar.feed(&chunk, &mut lister) {
                    break Some(flaw);
                }
            }
            // What comes after the end of a tar is nobody's.
            Err(Skip::Archive(Flaw::Cut | Flaw::Broken)) | Ok(None) if tar.may_end() => break None,
            Err(Skip::Archive(flaw)) => break Some(flaw),
            _ => break Some(Flaw::Cut),
        }
        if lister.is_full() {
            break Some(Flaw::TooMany);
        }
    };
    let mut found = lister.finish();
    if let Some(flaw) = flaw {
        found.flaw(String::new(), flaw);
    }
    Ok(found)
}

/// Lists a zip: by its directory, or, where that is cut off, one file after the other as far as their sizes are known.
async fn list_zip(
    file: &UserFile,
    found: &mut Found,
    pace: &mut Pace,
) -> Result<Vec<(u64, u64, Method)>, GivenUp> {
    let mut known = Vec::new();
    let mut add = |found: &mut Found, member: zip::Member| match (member.flaw, member.packed, member.method) {
        (None, Some(packed), Some(method)) => {
            let key = known.len() as u64;
            known.push((member.at, packed, method));
            found.add(Member { path: member.path, size: member.size, key, refusal: None });
        }
        (flaw, ..) => found.flaw(member.path, flaw.unwrap_or(Flaw::Cut)),
    };
    let length = file.size();
    let directory = zip::directory(&file.head(length.saturating_sub(TAIL as u64), TAIL).await, length);
    let mut flaw = directory.err();
    if let Ok(directory) = directory {
        let length = usize::try_from(directory.length.min(LONGEST_DIRECTORY)).unwrap_or_default();
        for member in zip::members(&file.head(directory.at, length).await) {
            match member {
                Ok(_) if found.is_full() => flaw = Some(Flaw::TooMany),
                Ok(member) => add(found, member),
                Err(broken) => flaw = Some(broken),
            }
            pace.breathe().await?;
        }
    }
    let mut at = 0;
    while flaw == Some(Flaw::Cut) && !found.is_full() {
        let Some((member, before)) = zip::local(&file.head(at, LOCAL + LONGEST_NAME).await, at) else {
            break;
        };
        let Some(packed) = member.packed else { break };
        at += before + packed;
        if !member.path.ends_with('/') {
            add(found, member);
        }
    }
    if let Some(flaw) = flaw {
        found.flaw(String::new(), flaw);
    }
    Ok(known)
}

/// Whether a tar is in what gzip has packed.
async fn is_tar(file: &UserFile) -> bool {
    let mut bytes = Bytes::new(file, 0, u64::MAX, Packing::Gzip);
    let mut head = Vec::new();
    while head.len() < FORM
        && let Ok(Some(chunk)) = bytes.next().await
    {
        head.extend(chunk);
    }
    Form::of(&head) == Form::Tar
}
