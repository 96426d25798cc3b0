//! Files that the page gives to the user. They are made in the tab, and no request is made for them.

use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

use super::time;

/// How long the browser has to take a file, in milliseconds.
const TAKEN: i32 = 10_000;

/// Saves a text under a name.
pub async fn save(name: &str, text: &str) -> Option<()> {
    let parts = Array::of1(&JsValue::from_str(text));
    let address = Url::create_object_url_with_blob(&Blob::new_with_str_sequence(&parts).ok()?).ok()?;
    let link = web_sys::window()?.document()?.create_element("a").ok()?;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    time::wait(TAKEN).await;
    Url::revoke_object_url(&address).ok()
}
