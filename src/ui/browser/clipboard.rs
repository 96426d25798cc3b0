//! The clipboard.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

/// The browser, the user or the host's policy did not allow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

impl From<JsValue> for Refused {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// Puts a text on the clipboard.
///
/// # Errors
///
/// Where the browser or the host's policy forbids it.
pub async fn copy(text: &str) -> Result<(), Refused> {
    JsFuture::from(clipboard()?.write_text(text)).await?;
    Ok(())
}

/// Takes the text from the clipboard; the browser may ask the user.
///
/// # Errors
///
/// Where the browser, the user or the host's policy forbids it.
pub async fn paste() -> Result<String, Refused> {
    let text = JsFuture::from(clipboard()?.read_text()).await?;
    Ok(text.as_string().unwrap_or_default())
}

fn clipboard() -> Result<Clipboard, Refused> {
    Ok(web_sys::window().ok_or(Refused)?.navigator().clipboard())
}
