//! What the browser keeps for the page: the theme and the ticks for the next visit, choices for as long as the tab
//! is open. None of it is text that was pasted.

use std::rc::Rc;

use web_sys::Storage;

use crate::ui::state::Theme;

const THEME: &str = "gloo-advisor-theme";
const DONE: &str = "gloo-advisor-done";
const CHOICES: &str = "gloo-advisor-choices";

/// The theme that was chosen on an earlier visit.
#[must_use]
pub fn stored_theme() -> Theme {
    Theme::parse(&read(local(), THEME))
}

/// Shows a theme, and keeps it for the next visit.
pub fn show_theme(theme: Theme) {
    let root = web_sys::window().and_then(|window| window.document()?.document_element());
    if let Some(root) = root {
        let _ = root.set_attribute("data-theme", theme.name());
    }
    keep(local(), THEME, theme.name());
}

/// The steps that were ticked on an earlier visit.
#[must_use]
pub fn stored_ticks() -> Rc<[String]> {
    read(local(), DONE).lines().map(str::to_owned).collect()
}

/// Keeps the steps that are ticked for the next visit.
pub fn keep_ticks(done: &[String]) {
    keep(local(), DONE, &done.join("\n"));
}

/// What was chosen before the page was loaded again.
#[must_use]
pub fn stored_choices() -> String {
    read(session(), CHOICES)
}

/// Keeps what was chosen for as long as the tab is open.
pub fn keep_choices(choices: &str) {
    keep(session(), CHOICES, choices);
}

fn read(storage: Option<Storage>, key: &str) -> String {
    storage.and_then(|storage| storage.get_item(key).ok()?).unwrap_or_default()
}

/// Keeps a text; of an empty one nothing is left.
fn keep(storage: Option<Storage>, key: &str, text: &str) {
    let Some(storage) = storage else { return };
    let _ = if text.is_empty() { storage.remove_item(key) } else { storage.set_item(key, text) };
}

/// Not there in a sandboxed frame, as its sibling.
fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}
