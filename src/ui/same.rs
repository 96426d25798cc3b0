//! A value that is compared by which one it is.

use std::ops::Deref;
use std::rc::Rc;

/// A value that is compared by which one it is. Cheap to clone and to compare: an `Rc` would compare what is in it, and
/// bring the code for that along.
#[derive(Debug, Default)]
pub struct Same<T>(Rc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Eq for Same<T> {}

impl<T> Deref for Same<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Same<T> {
    fn from(value: T) -> Self {
        Self(Rc::new(value))
    }
}
