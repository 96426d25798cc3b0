//! What the browser keeps: some texts for the next visit, some for as long as the tab is open.

use web_sys::Storage;

/// For how long a text is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// For the next visit.
    Always,
    /// Until the tab is closed.
    ForTheTab,
}

impl Kept {
    /// What was kept by a name, or nothing.
    #[must_use]
    pub fn read(self, key: &str) -> String {
        self.storage().and_then(|storage| storage.get_item(key).ok()?).unwrap_or_default()
    }

    /// Keeps a text; of an empty one nothing is left.
    pub fn write(self, key: &str, text: &str) {
        let Some(storage) = self.storage() else { return };
        let _ = if text.is_empty() { storage.remove_item(key) } else { storage.set_item(key, text) };
    }

    /// There is none in a sandboxed frame, for example.
    fn storage(self) -> Option<Storage> {
        let window = web_sys::window()?;
        match self {
            Self::Always => window.local_storage().ok()?,
            Self::ForTheTab => window.session_storage().ok()?,
        }
    }
}
