//! What events say, and what is done to the control that they happened to.

use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{
    DragEvent, Element, Event, FileList, HtmlDetailsElement, HtmlElement, HtmlInputElement,
    HtmlTextAreaElement, KeyboardEvent,
};

use super::file::{Dropped, Folder, UserFile};
use crate::ui::fold::Fold;

const VALUE: &str = "value";

/// What is in the control that an event happened to.
#[must_use]
pub fn value(event: &Event) -> String {
    let value = event.target().and_then(|target| Reflect::get(&target, &JsValue::from_str(VALUE)).ok());
    value.and_then(|value| value.as_string()).unwrap_or_default()
}

/// Empties the control that an event happened to, so that the same can be chosen again.
pub fn clear_value(event: &Event) {
    if let Some(target) = event.target() {
        let _ = Reflect::set(&target, &JsValue::from_str(VALUE), &JsValue::from_str(""));
    }
}

/// Whether the details that an event happened to are open.
#[must_use]
pub fn fold(event: &Event) -> Fold {
    let is_open = target::<HtmlDetailsElement>(event).is_some_and(|details| details.open());
    if is_open { Fold::Open } else { Fold::Shut }
}

/// Shuts the details that the control an event happened to is in.
pub fn shut_details(event: &Event) {
    let details = target::<Element>(event).and_then(|control| control.closest("details").ok()?);
    if let Some(details) = details.and_then(|details| details.dyn_into::<HtmlDetailsElement>().ok()) {
        details.set_open(false);
    }
}

/// The command whose explanation the pointer or the keyboard came to: the text of a command shows none.
#[must_use]
pub fn command_at(event: &Event) -> Option<Rc<str>> {
    let part = target::<Element>(event)?.closest(".what, .copy, .parts").ok()??;
    let code = part.closest(".cmd").ok()??.query_selector("code").ok()??;
    code.text_content().map(Rc::from)
}

/// The line of the box that the caret is in, counted from 1.
#[must_use]
pub fn caret_line(event: &Event) -> Option<usize> {
    let typed = target::<HtmlTextAreaElement>(event)?;
    let caret = usize::try_from(typed.selection_start().ok()??).ok()?;
    // The browser counts as its own strings do.
    let before = typed.value().encode_utf16().take(caret).filter(|unit| *unit == u16::from(b'\n')).count();
    Some(before + 1)
}

/// What keys do in the box besides typing: Escape leaves it, for those who expect that.
pub fn key_in_box(event: &KeyboardEvent) {
    let Some(typed) = target::<HtmlElement>(event) else { return };
    let frame = typed.parent_element().filter(|_| event.ctrl_key());
    match (event.key().as_str(), frame) {
        ("Escape", _) => drop(typed.blur()),
        // Firefox moves the caret only: what scrolls is the frame around the box.
        ("Home", Some(frame)) => frame.set_scroll_top(0),
        ("End", Some(frame)) => frame.set_scroll_top(frame.scroll_height()),
        _ => {}
    }
}

/// What was chosen in the control that an event happened to.
#[must_use]
pub fn chosen(event: &Event) -> Vec<Dropped> {
    let files = target::<HtmlInputElement>(event).and_then(|input| input.files());
    listed(files).into_iter().map(Dropped::File).collect()
}

/// What was dropped; the browser is kept from opening it.
#[must_use]
pub fn dropped(event: &DragEvent) -> Vec<Dropped> {
    let Some(data) = event.data_transfer() else { return Vec::new() };
    let files = listed(data.files());
    if !files.is_empty() {
        event.prevent_default();
    }
    let items = data.items();
    // A folder is among the files, too, as one that can't be read.
    let folders = (0..items.length()).filter_map(|index| {
        let entry = items.get(index)?.webkit_get_as_entry().ok()??;
        entry.is_directory().then(|| Folder::from(entry))
    });
    let folders: Vec<Folder> = folders.collect();
    let is_folder = |file: &UserFile| folders.iter().any(|folder| folder.name() == file.name);
    let files = files.into_iter().filter(|file| !is_folder(file)).map(Dropped::File);
    let files: Vec<Dropped> = files.collect();
    files.into_iter().chain(folders.into_iter().map(Dropped::Folder)).collect()
}

/// Whether files are dragged, rather than a piece of text.
#[must_use]
pub fn has_files(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|data| data.types());
    types.is_some_and(|types| types.includes(&JsValue::from_str("Files"), 0))
}

/// Whether the pointer left the page with what it drags.
#[must_use]
pub fn has_left(event: &DragEvent) -> bool {
    event.related_target().is_none()
}

fn listed(files: Option<FileList>) -> Vec<UserFile> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|index| files.get(index)).map(UserFile::from).collect()
}

fn target<T: wasm_bindgen::JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}
