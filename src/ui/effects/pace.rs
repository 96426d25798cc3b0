//! Long work in slices, between which the browser answers.

use std::rc::Weak;

use crate::transcript::{Reader, Reading};
use crate::ui::browser::time;

/// So many milliseconds are worked at a time.
const SLICE: f64 = 12.0;

/// Nobody waits for the result any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenUp;

/// Work goes on as long as somebody else holds what it is for.
pub struct Pace {
    wanted: Weak<str>,
    until: f64,
}

impl Pace {
    /// Work that begins now.
    #[must_use]
    pub fn new(wanted: Weak<str>) -> Self {
        Self { wanted, until: time::now() + SLICE }
    }

    /// Lets the browser answer, where it is time, and tells whether that was so.
    ///
    /// # Errors
    ///
    /// [`GivenUp`], where the work is to end.
    pub async fn breathe(&mut self) -> Result<bool, GivenUp> {
        let is_time = time::now() > self.until;
        if is_time {
            time::wait(0).await;
            self.until = time::now() + SLICE;
        }
        if self.wanted.strong_count() == 0 { Err(GivenUp) } else { Ok(is_time) }
    }

    /// Lets the browser answer, before what can't be done in slices.
    pub async fn rest(&mut self) {
        time::wait(0).await;
        self.until = time::now() + SLICE;
    }

    /// Reads a text as the one at a place of the case; `so_far` is told how many hundredths of it are read.
    ///
    /// # Errors
    ///
    /// [`GivenUp`], where the work is to end.
    pub async fn read(
        &mut self,
        text: &str,
        place: usize,
        so_far: &mut dyn FnMut(usize),
    ) -> Result<Reading, GivenUp> {
        let mut reader = Reader::new(text, place);
        for step in 1_usize.. {
            if !reader.advance() {
                break;
            }
            // Asking for the time takes longer than a step.
            if step.is_multiple_of(64) && self.breathe().await? {
                so_far(reader.progress());
            }
        }
        Ok(reader.reading)
    }
}
