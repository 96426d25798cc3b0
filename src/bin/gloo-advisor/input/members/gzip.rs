//! Files that gzip has packed.

use std::io::Read;

use flate2::read::MultiGzDecoder;
use gloo_advisor::archive::{Flaw, Meter};
use gloo_advisor::bundle::{HEAD, LONGEST, Skip};

use crate::input::disk::Store;

/// The first bytes inside, as far as the first bytes outside go.
pub fn head(packed: &[u8]) -> Vec<u8> {
    let mut inner = vec![0; HEAD];
    let mut decoder = MultiGzDecoder::new(packed);
    let mut count = 0;
    while let Some(rest) = inner.get_mut(count..).filter(|rest| !rest.is_empty()) {
        match decoder.read(rest) {
            Ok(read) if read > 0 => count += read,
            _ => break,
        }
    }
    inner.truncate(count);
    inner
}

/// The size of a packed file, which is all that is known of it before it is unpacked.
pub fn size(store: &Store) -> u64 {
    let end = store.open().and_then(|mut source| source.seek(std::io::SeekFrom::End(0)));
    end.unwrap_or_default()
}

/// All that is inside; what comes before a cut is kept.
pub fn all(packed: impl Read) -> Result<Vec<u8>, Skip> {
    let mut bytes = Vec::new();
    let mut decoder = MultiGzDecoder::new(packed);
    let end = (&mut decoder).take(LONGEST + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > LONGEST {
        return Err(Skip::TooLong);
    }
    match end {
        Err(_) if bytes.is_empty() => Err(Skip::Archive(Flaw::Broken)),
        _ => Ok(bytes),
    }
}

/// What comes out where a file in an archive is packed itself; the file as it is otherwise.
pub fn inside(bytes: Vec<u8>, meter: &mut Meter) -> Result<Vec<u8>, Skip> {
    if !bytes.starts_with(b"\x1f\x8b\x08") {
        return Ok(bytes);
    }
    let inner = all(bytes.as_slice())?;
    meter.count(inner.len() as u64, bytes.len() as u64).map_err(Skip::Archive)?;
    Ok(inner)
}
