//! How a text came: what is pasted is the next output, what is typed may be half of a number.

/// How a text came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Key by key.
    Typed,
    /// All at once.
    Pasted,
}

impl Arrival {
    /// How a text became another one: nobody types that much at once.
    #[must_use]
    pub fn of(before: &str, after: &str) -> Self {
        const LEAST_PASTE: usize = 40;
        let same = |one: (&u8, &u8)| one.0 == one.1;
        let (before, after) = (before.as_bytes(), after.as_bytes());
        let start = before.iter().zip(after).take_while(|pair| same(*pair)).count();
        let rest = after.len() - start;
        let end = before.iter().skip(start).rev().zip(after.iter().skip(start).rev());
        let end = end.take_while(|pair| same(*pair)).count();
        if rest - end > LEAST_PASTE { Self::Pasted } else { Self::Typed }
    }
}
