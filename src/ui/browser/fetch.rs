//! Files that lie beside the program. Requests go nowhere else, and carry nothing.

use gloo_net::http::{Request, Response};
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// The text of a file; `None` where it could not be had.
pub async fn fetch(address: &str) -> Option<String> {
    let response = Request::get(address).send().await.ok().filter(Response::ok)?;
    response.text().await.ok()
}

/// A file that was asked for.
pub struct Download(Promise);

impl Download {
    /// Asks for a file at once: a future alone would not begin before somebody waits for it.
    #[must_use]
    pub fn start(address: String) -> Self {
        Self(future_to_promise(async move {
            // It never fails: nobody may be waiting yet, and the browser reports what nobody has caught.
            Ok(fetch(&address).await.map_or(JsValue::NULL, |text| JsValue::from_str(&text)))
        }))
    }

    /// Its text, once it is there; `None` where it could not be had.
    pub async fn text(self) -> Option<String> {
        JsFuture::from(self.0).await.ok()?.as_string()
    }
}
