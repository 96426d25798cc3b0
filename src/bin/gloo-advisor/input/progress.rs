//! How far the program is, where that takes long and somebody looks.

use indicatif::{ProgressBar, ProgressStyle};

/// Below so many bytes nobody has to wait.
const FROM: u64 = 16 << 20;

/// A bar on the terminal's error stream; where that is no terminal, nothing.
pub struct Progress(ProgressBar);

impl Progress {
    /// Of so many bytes.
    pub fn new(total: u64) -> Self {
        if total < FROM {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(total);
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes}") {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// So many more are read.
    pub fn add(&self, bytes: u64) {
        self.0.inc(bytes);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
