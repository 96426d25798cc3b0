//! How far a shape may look, so that no step of reading takes long.

use super::{Line, objects};

/// The lines that a shape may look at.
#[derive(Default)]
pub(super) struct Window {
    /// Index of the line it begins with, and of the first one after it.
    from: usize,
    to: usize,
    bytes: usize,
}

impl Window {
    /// A document is read to an end of its own before this.
    const MOST: usize = objects::MOST + objects::MOST / 8;

    /// Moves on to a line; takes time linear in how far that is.
    pub(super) fn move_to<'w, 'a>(&mut self, at: usize, lines: &'w [Line<'a>]) -> &'w [Line<'a>] {
        // What a line takes besides its bytes.
        let size = |line: &Line<'_>| line.text.len() + 16;
        let passed = lines.get(self.from..at.min(self.to)).unwrap_or_default();
        self.bytes = self.bytes.saturating_sub(passed.iter().map(size).sum());
        (self.from, self.to) = (at, self.to.max(at));
        while self.bytes < Self::MOST
            && let Some(line) = lines.get(self.to)
        {
            self.bytes += size(line);
            self.to += 1;
        }
        lines.get(..self.to).unwrap_or(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::lines;

    #[test]
    fn a_window_has_a_size_and_moves() {
        let text = "abcd\n".repeat(400_000);
        let lines = lines(&text);
        let (mut window, size) = (Window::default(), Window::MOST.div_ceil(20));
        for at in [0, 1, 2, 5000, 5001, 399_990, 399_999] {
            let seen = window.move_to(at, &lines).len();
            assert_eq!(seen, lines.len().min(at + size), "at line {at}");
        }
    }
}
