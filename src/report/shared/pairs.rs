//! Pairs of keys and values, one after the other. One walk over all keys writes a link or reads it, so that both have
//! the same order.

use std::fmt::Display;

use crate::version::Version;

/// A link that is being written, or read.
pub(super) struct Pairs<'a> {
    /// What is written.
    pub text: String,
    /// What is not read yet; `None` where this is written.
    rest: Option<&'a str>,
    /// Whether all values so far are known.
    is_known: bool,
}

// Each of these is called for many keys, and a copy for each of those takes longer to download.
impl<'a> Pairs<'a> {
    /// To be written after a beginning.
    pub fn after(text: String) -> Self {
        Self { text, rest: None, is_known: true }
    }

    /// To be read: `&key=value&…`
    pub const fn of(text: &'a str) -> Self {
        Self { text: String::new(), rest: Some(text), is_known: true }
    }

    /// Whether all of it was read and is known.
    pub fn is_read(&self) -> bool {
        self.is_known && self.rest == Some("")
    }

    /// Writes a value where there is one, or gives the one that is next, if it has this key.
    #[inline(never)]
    pub fn pair(&mut self, key: &str, value: Option<String>) -> Option<&'a str> {
        let Some(rest) = self.rest else {
            if let Some(value) = value {
                self.text.push_str(&format!("&{key}={value}"));
            }
            return None;
        };
        let value = rest.strip_prefix('&')?.strip_prefix(key)?.strip_prefix('=')?;
        let (value, rest) = value.split_at_checked(value.find('&').unwrap_or(value.len()))?;
        self.rest = Some(rest);
        Some(value)
    }

    /// Takes what was read into its place, or remembers that it is not known.
    pub fn take<T>(&mut self, place: &mut T, read: Option<T>) {
        match read {
            Some(read) => *place = read,
            None => self.is_known = false,
        }
    }

    /// A value that is written as people see it.
    #[inline(never)]
    pub fn shown<T: Display>(&mut self, key: &str, place: &mut Option<T>, read: fn(&str) -> Option<T>) {
        if let Some(text) = self.pair(key, place.as_ref().map(T::to_string)) {
            *place = read(text);
            self.is_known &= place.is_some();
        }
    }

    /// A release.
    #[inline(never)]
    pub fn version(&mut self, key: &str, place: &mut Option<Version>) {
        self.shown(key, place, Version::parse);
    }

    /// One of a few.
    #[inline(never)]
    pub fn word<T: Copy>(
        &mut self,
        key: &str,
        place: &mut Option<T>,
        name: fn(T) -> &'static str,
        read: fn(&str) -> Option<T>,
    ) {
        if let Some(text) = self.pair(key, place.map(|one| name(one).to_owned())) {
            *place = read(text);
            self.is_known &= place.is_some();
        }
    }

    /// One of a few that have a name here; what has none is usual and not written.
    #[inline(never)]
    pub fn name<T: Copy + PartialEq>(&mut self, key: &str, names: &[(T, &str)], place: &mut T) {
        let name = names.iter().find(|(one, _)| one == place).map(|(_, name)| (*name).to_owned());
        if let Some(text) = self.pair(key, name) {
            let one = names.iter().find(|(_, name)| *name == text).map(|(one, _)| *one);
            self.take(place, one);
        }
    }

    /// How many; none are not written.
    #[inline(never)]
    pub fn count(&mut self, key: &str, place: &mut u32) {
        let mut count = Some(*place).filter(|count| *count > 0);
        self.shown(key, &mut count, |text| text.parse().ok());
        *place = count.unwrap_or(0);
    }
}
