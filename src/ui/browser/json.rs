//! The browser's own JSON parser: the page carries none.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

use crate::tree::Tree;

/// A value that the browser has parsed.
pub struct Parsed(JsValue);

impl Parsed {
    /// Parses a text; `None` where it is not JSON.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        js_sys::JSON::parse(text).ok().map(Self)
    }
}

impl Tree for Parsed {
    fn get(&self, key: &str) -> Option<Self> {
        let value = Reflect::get(&self.0, &JsValue::from_str(key)).ok()?;
        (!value.is_undefined()).then_some(Self(value))
    }

    fn entries(&self) -> Option<Vec<(String, Self)>> {
        let object = self.0.dyn_ref::<Object>()?;
        let keys = Object::keys(object).into_iter().filter_map(|key| key.as_string());
        Some(keys.filter_map(|key| self.get(&key).map(|value| (key, value))).collect())
    }

    fn elements(&self) -> Option<Vec<Self>> {
        Some(self.0.dyn_ref::<Array>()?.iter().map(Self).collect())
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn is_null(&self) -> bool {
        self.0.is_null()
    }
}
