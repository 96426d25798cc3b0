//! Files that lie beside the program. Requests go nowhere else, and carry nothing.

use gloo_net::http::{Request, Response};
use js_sys::{Map, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// The files that whoever mounts a page brings along: texts by name. None, where all of them lie beside the program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brought(Option<Map>);

impl From<Option<Map>> for Brought {
    fn from(files: Option<Map>) -> Self {
        Self(files)
    }
}

impl Brought {
    /// Whether no file was brought.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The text of a file, where it was brought.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.as_ref()?.get(&JsValue::from_str(name)).as_string()
    }
}

/// Where a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// At an address.
    Address(String),
    /// Here: this is its text.
    Text(String),
}

impl Source {
    /// The text of the file; `None` where it could not be had.
    pub async fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Address(address) => {
                let response = Request::get(&address).send().await.ok().filter(Response::ok)?;
                response.text().await.ok()
            }
        }
    }
}

/// A file that was asked for.
pub struct Download(Promise);

impl Download {
    /// Asks for a file at once: a future alone would not begin before somebody waits for it.
    #[must_use]
    pub fn start(file: Source) -> Self {
        Self(future_to_promise(async move {
            // It never fails: nobody may be waiting yet, and the browser reports what nobody has caught.
            Ok(file.text().await.map_or(JsValue::NULL, |text| JsValue::from_str(&text)))
        }))
    }

    /// Its text, once it is there; `None` where it could not be had.
    pub async fn text(self) -> Option<String> {
        JsFuture::from(self.0).await.ok()?.as_string()
    }
}
