//! A text that may be long.

use std::ops::Deref;
use std::rc::Rc;

use yew::AttrValue;

/// A text that may be long. Cheap to clone; a clone is equal at a glance, which it would not be as a mere `Rc<str>`.
#[derive(Clone, Debug, Eq)]
pub struct Text(Rc<str>);

impl Text {
    /// The text as the box itself would have it, so that its lines are counted alike.
    #[must_use]
    pub fn with_line_feeds(text: String) -> Self {
        if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
    }
}

impl Default for Text {
    fn default() -> Self {
        Self(Rc::from(""))
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&Text> for AttrValue {
    fn from(text: &Text) -> Self {
        Self::from(text.0.clone())
    }
}
