//! The time.

use js_sys::{Function, Promise};
use wasm_bindgen_futures::JsFuture;

use crate::date::Date;

/// Today, where the user is.
#[must_use]
pub fn today() -> Option<Date> {
    let now = js_sys::Date::new_0();
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    Date::parse(&format!("{year:04}-{month:02}-{day:02}"))
}

/// The time, in milliseconds.
#[must_use]
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Waits for some milliseconds.
pub async fn wait(milliseconds: i32) {
    let timeout = |resolve: &Function| {
        web_sys::window()?.set_timeout_with_callback_and_timeout_and_arguments_0(resolve, milliseconds).ok()
    };
    let promise = Promise::new(&mut |resolve, _| {
        let _ = timeout(&resolve);
    });
    let _ = JsFuture::from(promise).await;
}
