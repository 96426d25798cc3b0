//! Texts to and from the clipboard, and into files.

use std::rc::Rc;

use yew::platform::spawn_local;

use crate::ui::browser::{clipboard, download};
use crate::ui::context::Host;
use crate::ui::ids::BOX;
use crate::ui::state::{Action, Copied};

/// Copies a text for the button of this name.
pub fn copy(host: &Host, name: Rc<str>, text: String) {
    let dispatch = host.dispatch.clone();
    spawn_local(async move {
        let copied = if clipboard::copy(&text).await.is_ok() { Copied::Yes } else { Copied::No };
        dispatch.emit(Action::Copied(name, copied));
    });
}

/// Saves a text as a file.
pub fn save(name: &'static str, text: String) {
    spawn_local(async move {
        let _ = download::save(name, &text).await;
    });
}

/// Takes the text from the clipboard into the box; the keyboard is put there where that is not allowed.
pub fn paste(host: &Host) {
    let host = host.clone();
    spawn_local(async move {
        host.dispatch.emit(match clipboard::paste().await {
            Ok(text) => Action::Replace(text),
            Err(_) => {
                host.mount.root().focus(&host.id(BOX));
                Action::Refused(
                    "The browser did not allow to read the clipboard. Paste into the box with the keyboard."
                        .into(),
                )
            }
        });
    });
}
