//! What became of the files of a case.

use super::Skip;
use crate::order::order;

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What it is called.
    pub name: String,
    /// Why it was not read, or not to its end; `None` where it was.
    pub reason: Option<Skip>,
}

impl Outcome {
    /// How many of some files were read, and how many were not.
    #[must_use]
    pub fn counted(files: &[Self]) -> (usize, usize) {
        let read = files.iter().filter(|file| file.reason.is_none()).count();
        (read, files.len() - read)
    }

    /// The reasons why files were not read, those first that a reader can do something about. Of the files of each, the
    /// first one is named, and the others are counted.
    #[must_use]
    pub fn reasons(files: &[Self]) -> Vec<String> {
        let reason = |at: usize| files.get(at).and_then(|file| file.reason);
        // Files stay in their order.
        let sorted = order(files.len(), &|one, other| reason(one).cmp(&reason(other)));
        let skipped: Vec<(Skip, &str)> =
            sorted.iter().filter_map(|at| Some((reason(*at)?, files.get(*at)?.name.as_str()))).collect();
        let of_one = |group: &[(Skip, &str)]| {
            let (reason, name) = group.first()?;
            let more = match group.len() - 1 {
                0 => String::new(),
                count => format!(" and {count} more"),
            };
            Some(format!("{name}{more}: {}", reason.sentence()))
        };
        skipped.chunk_by(|one, other| one.0 == other.0).filter_map(of_one).collect()
    }
}
