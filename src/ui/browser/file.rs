//! Files and folders of the user's.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

/// So many bytes are fetched for the few that are asked for, where more are asked for soon.
const WINDOW: u64 = 1 << 20;

/// What the user gave.
pub enum Dropped {
    /// A file.
    File(UserFile),
    /// A folder.
    Folder(Folder),
}

impl Dropped {
    /// Its name; of a file in a folder that was chosen, the folder's.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(file) => {
                file.path.split_once('/').map_or(&*file.name, |(folder, _)| folder).to_owned()
            }
            Self::Folder(folder) => folder.name(),
        }
    }
}

/// A file of the user's. Nothing of it is read yet.
#[derive(Clone)]
pub struct UserFile {
    /// Its name.
    pub name: String,
    /// Its path from the folder that was chosen on; empty where it was chosen itself.
    pub path: String,
    content: Blob,
    /// What was fetched last, and its place.
    window: Option<Rc<RefCell<(u64, Uint8Array)>>>,
}

impl From<File> for UserFile {
    fn from(file: File) -> Self {
        let path = Reflect::get(&file, &JsValue::from_str("webkitRelativePath")).ok();
        let path = path.and_then(|path| path.as_string()).unwrap_or_default();
        Self { name: file.name(), path, content: file.into(), window: None }
    }
}

impl UserFile {
    /// Some bytes, as if they were in a file.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let parts = Array::of1(&Uint8Array::from(bytes));
        let content = Blob::new_with_u8_array_sequence(&parts);
        let content = content.unwrap_or_else(|_| JsValue::UNDEFINED.unchecked_into());
        Self { name: String::new(), path: String::new(), content, window: None }
    }

    /// Whether the browser takes it for a picture.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        self.content.type_().starts_with("image/")
    }

    /// Its size in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        // A whole number below 2^53: the cast saturates and never rounds.
        self.content.size() as u64
    }

    /// The same file, to be read in many small parts that follow each other: each look at a file takes the browser
    /// longer than a small part is worth.
    #[must_use]
    pub fn in_parts(self) -> Self {
        Self { window: Some(Rc::default()), ..self }
    }

    /// The bytes from a place on, `count` of them or as many as there are. `None` where they can't be read.
    pub async fn bytes(&self, at: u64, count: u64) -> Option<Uint8Array> {
        let Some(window) = &self.window else { return self.fetch(at, count).await };
        let end = at.saturating_add(count).min(self.size());
        if let Some(bytes) = within(&window.borrow(), at, end) {
            return Some(bytes);
        }
        let fetched = (at, self.fetch(at, count.max(WINDOW)).await?);
        let bytes = within(&fetched, at, end);
        window.replace(fetched);
        bytes
    }

    async fn fetch(&self, at: u64, count: u64) -> Option<Uint8Array> {
        let part = self.content.slice_with_f64_and_f64(at as f64, at.saturating_add(count) as f64).ok()?;
        Some(Uint8Array::new(&JsFuture::from(part.array_buffer()).await.ok()?))
    }

    /// The same, to be looked at here; empty where they can't be read.
    pub async fn head(&self, at: u64, count: usize) -> Vec<u8> {
        self.bytes(at, count as u64).await.map(|bytes| bytes.to_vec()).unwrap_or_default()
    }
}

/// The bytes between two places of a file, where they are among those that begin at another one.
fn within((from, bytes): &(u64, Uint8Array), at: u64, end: u64) -> Option<Uint8Array> {
    let place = |at: u64| u32::try_from(at.checked_sub(*from)?).ok().filter(|at| *at <= bytes.length());
    Some(bytes.subarray(place(at)?, place(end)?))
}

/// A folder of the user's.
pub struct Folder(FileSystemEntry);

impl From<FileSystemEntry> for Folder {
    fn from(entry: FileSystemEntry) -> Self {
        Self(entry)
    }
}

impl Folder {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// All files below it, with their paths, which begin with its name; `None` stands for a file that
    /// can't be read. `go_on` is told how many there are so far, and tells whether more are wanted.
    pub async fn files(&self, mut go_on: impl FnMut(usize) -> bool) -> Vec<(String, Option<UserFile>)> {
        let mut files = Vec::new();
        let mut folders = vec![(self.name(), self.0.clone())];
        while let Some((path, folder)) = folders.pop() {
            // Browsers have other names for its class.
            let reader = folder.unchecked_ref::<FileSystemDirectoryEntry>().create_reader();
            // It gives some at a time, and none at the end.
            loop {
                let some = called(&|resolve, reject| {
                    reader.read_entries_with_callback_and_callback(resolve, reject).is_ok()
                });
                let Some(some) =
                    some.await.ok().map(|some| Array::from(&some)).filter(|some| some.length() > 0)
                else {
                    break;
                };
                for entry in some.iter() {
                    let entry: FileSystemEntry = entry.unchecked_into();
                    let path = format!("{path}/{}", entry.name());
                    if entry.is_file() {
                        files.push((path, open(entry.unchecked_ref()).await));
                    } else {
                        folders.push((path, entry));
                    }
                }
                if !go_on(files.len()) {
                    return files;
                }
            }
        }
        files
    }
}

async fn open(entry: &FileSystemFileEntry) -> Option<UserFile> {
    let file = called(&|resolve, reject| {
        entry.file_with_callback_and_callback(resolve, reject);
        true
    });
    file.await.ok()?.dyn_into::<File>().ok().map(UserFile::from)
}

/// What is called back with; an error where it is called back for one.
fn called(call: &dyn Fn(&Function, &Function) -> bool) -> JsFuture {
    JsFuture::from(Promise::new(&mut |resolve, reject| {
        if !call(&resolve, &reject) {
            let _ = reject.call0(&JsValue::UNDEFINED);
        }
    }))
}
