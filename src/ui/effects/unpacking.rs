//! The files of an archive, which the browser unpacks piece by piece.

use std::collections::BTreeMap;

use super::pace::{GivenUp, Pace};
use crate::archive::tar::{Take, Tar};
use crate::archive::zip::{self, LOCAL, Method, TAIL};
use crate::archive::{Flaw, Form, HEAD as FORM, Meter};
use crate::bundle::tarred::{Hold, Lister, Unpacker};
use crate::bundle::{Decoder, Found, HEAD, LONGEST, Member, Skip, refusal};
use crate::ui::browser::file::UserFile;
use crate::ui::browser::inflate::{Bytes, Packing, Stop};

/// A directory of 20,000 files with long names takes less.
const LONGEST_DIRECTORY: u64 = 64 << 20;

/// Names in a zip take no more.
const LONGEST_NAME: usize = 65_535;

/// An archive.
pub struct Archive {
    /// The file that it is.
    pub file: UserFile,
    form: Packed,
}

enum Packed {
    Tar(Packing),
    /// The packed size and the method of the files of a zip, by their places.
    Zip(BTreeMap<u64, (u64, Method)>),
    /// One file.
    Gzip,
}

impl Archive {
    /// Lists an archive by its first bytes; no more than `most` bytes of it are unpacked.
    pub async fn list(
        file: &UserFile,
        head: &[u8],
        most: u64,
        pace: &mut Pace,
    ) -> Result<(Self, Found), GivenUp> {
        let mut found = Found::default();
        let form = match Form::of(head) {
            Form::Zip => {
                let members = list_zip(file, &mut found, pace).await?;
                Packed::Zip(members)
            }
            Form::Gzip if !is_tar(file).await => {
                let (path, size) = (String::new(), file.size());
                found.add(Member { path, size, key: 0, refusal: None });
                Packed::Gzip
            }
            form => {
                let packing = if form == Form::Gzip { Packing::Gzip } else { Packing::None };
                // What is packed once more shows what it is when it is unpacked.
                let mut lister = Lister::new(|head| refusal(head).filter(|_| Form::of(head) != Form::Gzip));
                let mut is_full = async |lister: &mut Lister<_>| Ok(lister.is_full());
                let end = go_through(file, (packing, most), &mut lister, pace, &mut is_full).await?;
                found = lister.finish();
                if let Err(flaw) = end {
                    found.flaw(String::new(), flaw);
                }
                Packed::Tar(packing)
            }
        };
        Ok((Self { file: file.clone(), form }, found))
    }

    /// Unpacks the files with these keys, which are sorted, and hands on the text of each, or why there is none.
    pub async fn unpack(
        &self,
        keys: &[u64],
        meter: &mut Meter,
        pace: &mut Pace,
        give: &mut impl AsyncFnMut(u64, Result<String, Skip>, &mut Pace) -> Result<(), GivenUp>,
    ) -> Result<(), GivenUp> {
        match &self.form {
            Packed::Tar(packing) => {
                let mut unpacker: Unpacker<'_, Content> = Unpacker::new(keys);
                let mut bytes = match Bytes::new(&self.file, 0, u64::MAX, *packing) {
                    Ok(bytes) => bytes,
                    Err(_) => return Ok(()),
                };
                let (mut tar, mut taken) = (Tar::default(), 0);
                // What is wrong was said when it was listed.
                while let Ok(Some(chunk)) = bytes.next().await {
                    let now = bytes.taken();
                    let counted = meter.count(chunk.len() as u64, now - taken);
                    taken = now;
                    let fed = tar.feed(&chunk, &mut unpacker);
                    for (key, content) in std::mem::take(&mut unpacker.whole) {
                        let text = content.text(meter, pace).await?;
                        give(key, text, pace).await?;
                    }
                    if unpacker.is_done() || counted.is_err() || fed.is_err() {
                        break;
                    }
                    pace.breathe().await?;
                }
                // What was listed and did not come is missing.
                let missing = unpacker.finish();
                for (key, content) in std::mem::take(&mut unpacker.whole) {
                    let text = content.text(meter, pace).await?;
                    give(key, text, pace).await?;
                }
                for key in missing {
                    give(*key, Err(Skip::Archive(Flaw::Cut)), pace).await?;
                }
            }
            Packed::Zip(members) => {
                for key in keys {
                    let text = match members.get(key) {
                        Some(member) => self.unzip(*key, *member, meter, pace).await?,
                        None => Err(Skip::Archive(Flaw::Broken)),
                    };
                    give(*key, text, pace).await?;
                }
            }
            Packed::Gzip => {
                let bytes = Bytes::new(&self.file, 0, u64::MAX, Packing::Gzip);
                let text = match pour(bytes, LONGEST, meter, pace).await? {
                    Ok(content) => content.whole(),
                    Err(skip) => Err(skip),
                };
                give(0, text, pace).await?;
            }
        }
        Ok(())
    }

    async fn unzip(
        &self,
        at: u64,
        (packed, method): (u64, Method),
        meter: &mut Meter,
        pace: &mut Pace,
    ) -> Result<Result<String, Skip>, GivenUp> {
        let Some(after) = zip::content_after(&self.file.head(at, LOCAL).await) else {
            return Ok(Err(Skip::Archive(Flaw::Broken)));
        };
        let packing = match method {
            Method::Stored => Packing::None,
            Method::Deflate => Packing::Deflate,
        };
        let bytes = Bytes::new(&self.file, at + after, at + after + packed, packing);
        match pour(bytes, LONGEST, meter, pace).await? {
            Ok(content) => content.text(meter, pace).await,
            Err(skip) => Ok(Err(skip)),
        }
    }
}

/// Lists a zip: by its directory, or, where that is cut off, one file after the other as far as their sizes are known.
async fn list_zip(
    file: &UserFile,
    found: &mut Found,
    pace: &mut Pace,
) -> Result<BTreeMap<u64, (u64, Method)>, GivenUp> {
    let mut known = BTreeMap::new();
    let mut add = |found: &mut Found, member: zip::Member| match (member.flaw, member.packed, member.method) {
        (None, Some(packed), Some(method)) => {
            known.insert(member.at, (packed, method));
            found.add(Member { path: member.path, size: member.size, key: member.at, refusal: None });
        }
        (flaw, ..) => found.flaw(member.path, flaw.unwrap_or(Flaw::Cut)),
    };
    let length = file.size();
    let tail = file.head(length.saturating_sub(TAIL as u64), TAIL).await;
    let flaw = match zip::directory(&tail, length) {
        Ok(directory) if directory.length > LONGEST_DIRECTORY => Some(Flaw::TooMany),
        Ok(directory) => {
            let directory =
                file.head(directory.at, usize::try_from(directory.length).unwrap_or_default()).await;
            let mut flaw = None;
            for member in zip::members(&directory) {
                match member {
                    Ok(_) if found.is_full() => flaw = Some(Flaw::TooMany),
                    Ok(member) => add(found, member),
                    Err(broken) => flaw = Some(broken),
                }
                pace.breathe().await?;
            }
            flaw
        }
        Err(Flaw::Cut) => {
            let mut at = 0;
            while !found.is_full() {
                let Some((member, before)) = zip::local(&file.head(at, LOCAL + LONGEST_NAME).await, at)
                else {
                    break;
                };
                let Some(packed) = member.packed else { break };
                at += before + packed;
                if !member.path.ends_with('/') {
                    add(found, member);
                }
                pace.breathe().await?;
            }
            Some(Flaw::Cut)
        }
        Err(flaw) => Some(flaw),
    };
    if let Some(flaw) = flaw {
        found.flaw(String::new(), flaw);
    }
    Ok(known)
}

/// Whether a tar is in what gzip has packed.
async fn is_tar(file: &UserFile) -> bool {
    let Ok(mut bytes) = Bytes::new(file, 0, u64::MAX, Packing::Gzip) else { return false };
    let mut head = Vec::new();
    while head.len() < FORM {
        match bytes.next().await {
            Ok(Some(chunk)) => head.extend(chunk),
            _ => break,
        }
    }
    Form::of(&head) == Form::Tar
}

async fn go_through<T: Take>(
    file: &UserFile,
    (packing, most): (Packing, u64),
    take: &mut T,
    pace: &mut Pace,
    is_done: &mut impl AsyncFnMut(&mut T) -> Result<bool, GivenUp>,
) -> Result<Result<(), Flaw>, GivenUp> {
    let mut bytes = match Bytes::new(file, 0, u64::MAX, packing) {
        Ok(bytes) => bytes,
        Err(_) => return Ok(Err(Flaw::Method)),
    };
    let (mut tar, mut meter, mut taken) = (Tar::default(), Meter::new(most), 0);
    loop {
        let chunk = match bytes.next().await {
            Ok(Some(chunk)) => chunk,
            // What comes after the end of a tar is nobody's.
            _ if tar.may_end() => return Ok(Ok(())),
            Err(Stop::Broken) if bytes.taken() < file.size() => return Ok(Err(Flaw::Broken)),
            Err(Stop::Unreadable) => return Ok(Err(Flaw::Broken)),
            _ => return Ok(Err(Flaw::Cut)),
        };
        let now = bytes.taken();
        let fed = meter.count(chunk.len() as u64, now - taken).and_then(|()| tar.feed(&chunk, take));
        taken = now;
        if fed.is_err() {
            return Ok(fed);
        }
        if is_done(take).await? {
            return Ok(if tar.may_end() { Ok(()) } else { Err(Flaw::TooMany) });
        }
        pace.breathe().await?;
    }
}

/// What comes of some bytes, no more than `most` of them; what comes before a cut is kept.
pub async fn pour(
    bytes: Result<Bytes, Stop>,
    most: u64,
    meter: &mut Meter,
    pace: &mut Pace,
) -> Result<Result<Content, Skip>, GivenUp> {
    let mut bytes = match bytes {
        Ok(bytes) => bytes,
        Err(_) => return Ok(Err(Skip::Archive(Flaw::Method))),
    };
    let mut content = Content::default();
    let (mut taken, mut count) = (0, 0);
    loop {
        let chunk = match bytes.next().await {
            Ok(Some(chunk)) => chunk,
            Err(Stop::Unreadable) => return Ok(Err(Skip::Unreadable)),
            Err(_) if count == 0 => return Ok(Err(Skip::Archive(Flaw::Broken))),
            _ => return Ok(Ok(content)),
        };
        count += chunk.len() as u64;
        if count > most {
            return Ok(Err(Skip::TooLong));
        }
        let now = bytes.taken();
        if let Err(flaw) = meter.count(chunk.len() as u64, now - taken) {
            return Ok(Err(Skip::Archive(flaw)));
        }
        taken = now;
        content.add(&chunk);
        pace.breathe().await?;
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
        let is_first = self.head.len() < 3;
        self.head.extend_from_slice(bytes.get(..room).unwrap_or_default());
        if Form::of(&self.head) != Form::Gzip {
            self.text.add(bytes);
        } else if is_first {
            // The first bytes may have come one by one.
            let before = self.head.len() - room;
            self.packed.extend_from_slice(self.head.get(..before).unwrap_or_default());
            self.packed.extend_from_slice(bytes);
        } else {
            self.packed.extend_from_slice(bytes);
        }
    }
}

impl Content {
    /// The text, of what is packed once more, too.
    async fn text(self, meter: &mut Meter, pace: &mut Pace) -> Result<Result<String, Skip>, GivenUp> {
        if self.packed.is_empty() {
            return Ok(self.whole());
        }
        let file = UserFile::of(&self.packed);
        let bytes = Bytes::new(&file, 0, u64::MAX, Packing::Gzip);
        Ok(pour(bytes, LONGEST, meter, pace).await?.and_then(Self::whole))
    }

    /// The text, where it is one.
    pub fn whole(self) -> Result<String, Skip> {
        refusal(&self.head).map_or_else(|| Ok(self.text.finish()), Err)
    }
}
