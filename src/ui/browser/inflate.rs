//! The bytes of a file as they come: as they are, or as the browser unpacks them.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, WritableStreamDefaultWriter};

use super::file::UserFile;

/// So many bytes are fetched from a file at a time.
const FETCHED: u64 = 1 << 20;

/// So many packed bytes are handed to the browser at a time. They unpack to 1000 times as many at most, which it does
/// at one go.
const HANDED: u32 = 16 << 10;

/// How bytes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// They are not.
    None,
    /// By gzip.
    Gzip,
    /// As a member of a zip.
    Deflate,
}

/// Why there are no more bytes before the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The file can't be read.
    Unreadable,
    /// The browser can't unpack that.
    Unknown,
    /// They are no packed bytes any more, or the end is missing.
    Broken,
}

/// The bytes of a part of a file.
pub struct Bytes {
    file: UserFile,
    at: u64,
    end: u64,
    /// What was fetched and not handed on.
    fetched: Uint8Array,
    /// What unpacks them, where they are packed; none where the browser can't.
    inflater: Option<Option<Inflater>>,
}

struct Inflater {
    writer: WritableStreamDefaultWriter,
    reader: ReadableStreamDefaultReader,
    /// What comes next. It is asked for before anything is handed in, since the browser unpacks what is waited for.
    next: JsFuture,
    is_closed: bool,
}

impl Bytes {
    /// The bytes between two places of a file.
    #[must_use]
    pub fn new(file: &UserFile, at: u64, end: u64, packing: Packing) -> Self {
        let inflater = match packing {
            Packing::None => None,
            Packing::Gzip => Some("gzip"),
            Packing::Deflate => Some("deflate-raw"),
        };
        let inflater = inflater.map(|format| Inflater::new(format).ok());
        Self { file: file.clone(), at, end: end.min(file.size()), fetched: Uint8Array::default(), inflater }
    }

    /// How many bytes of the file were taken so far.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.at - u64::from(self.fetched.length())
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    ///
    /// Why they end before their end.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Stop> {
        loop {
            if let Some(inflater) = &mut self.inflater
                && let Some(chunk) = inflater.as_mut().ok_or(Stop::Unknown)?.ready().await?
            {
                return Ok(chunk);
            }
            if self.fetched.length() == 0 && self.at < self.end {
                let count = FETCHED.min(self.end - self.at);
                self.fetched = self.file.bytes(self.at, count).await.ok_or(Stop::Unreadable)?;
                self.at += u64::from(self.fetched.length()).max(1);
            }
            let Some(Some(inflater)) = &mut self.inflater else {
                let all = std::mem::take(&mut self.fetched);
                return Ok((all.length() > 0).then(|| all.to_vec()));
            };
            let count = HANDED.min(self.fetched.length());
            if count > 0 {
                let piece = self.fetched.subarray(0, count);
                self.fetched = self.fetched.subarray(count, self.fetched.length());
                if JsFuture::from(inflater.writer.write_with_chunk(&piece)).await.is_err() {
                    // What is wrong is said after what came before it.
                    (self.fetched, self.end, inflater.is_closed) = (Uint8Array::default(), self.at, true);
                }
            } else if inflater.is_closed {
                return inflater.last().await;
            } else {
                inflater.is_closed = true;
                // What is wrong is said by what comes.
                let _ = JsFuture::from(inflater.writer.close()).await;
            }
        }
    }
}

impl Drop for Bytes {
    fn drop(&mut self) {
        if let Some(Some(inflater)) = &self.inflater {
            // Nobody waits for it, and a browser reports what nobody has caught.
            for promise in [inflater.writer.abort(), inflater.reader.cancel()] {
                wasm_bindgen_futures::spawn_local(async {
                    let _ = JsFuture::from(promise).await;
                });
            }
        }
    }
}

impl Inflater {
    /// One for a format, as the browser calls it; an error where it does not know that.
    fn new(format: &str) -> Result<Self, JsValue> {
        let get = |object: &JsValue, name: &str| Reflect::get(object, &JsValue::from_str(name));
        let class: Function = get(&js_sys::global(), "DecompressionStream")?.dyn_into()?;
        let stream = Reflect::construct(&class, &Array::of1(&JsValue::from_str(format)))?;
        let writer = WritableStreamDefaultWriter::new(get(&stream, "writable")?.unchecked_ref())?;
        let reader = ReadableStreamDefaultReader::new(get(&stream, "readable")?.unchecked_ref())?;
        let next = JsFuture::from(reader.read());
        Ok(Self { writer, reader, next, is_closed: false })
    }

    /// What has come already: some bytes, or the end. `None` where nothing has.
    async fn ready(&mut self) -> Result<Option<Option<Vec<u8>>>, Stop> {
        // What is there is told in the next turn.
        let _ = JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await;
        let next = &mut self.next;
        let ready = poll_fn(|context| {
            Poll::Ready(match Pin::new(&mut *next).poll(context) {
                Poll::Ready(result) => Some(result),
                Poll::Pending => None,
            })
        });
        match ready.await {
            None => Ok(None),
            Some(result) => self.take(result).map(Some),
        }
    }

    /// What comes when everything was handed in.
    async fn last(&mut self) -> Result<Option<Vec<u8>>, Stop> {
        let result = (&mut self.next).await;
        self.take(result)
    }

    fn take(&mut self, result: Result<JsValue, JsValue>) -> Result<Option<Vec<u8>>, Stop> {
        let result = result.map_err(|_| Stop::Broken)?;
        let value = Reflect::get(&result, &JsValue::from_str("value")).unwrap_or_default();
        // What comes after the end is the end.
        self.next = JsFuture::from(self.reader.read());
        Ok(value.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec()))
    }
}
