//! The browser. Nothing else of the page talks to it; `tests/layers.rs` holds that.

pub mod clipboard;
pub mod download;
pub mod event;
pub mod fetch;
pub mod file;
pub mod inflate;
mod root;
pub mod storage;
pub mod time;

pub use root::Root;
/// An element of a document.
pub use web_sys::Element;

/// The address of the document, without what it has behind the `#`.
#[must_use]
pub fn address() -> String {
    let address = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}
