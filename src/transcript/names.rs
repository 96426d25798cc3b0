//! The names that Kubernetes and Helm allow. A word of a table that is none of them is no name.

/// A namespace, or another DNS-1123 label.
#[must_use]
pub(crate) fn is_label(text: &str) -> bool {
    is_label_up_to(text, 63)
}

/// The name of a release; Helm allows dots between labels.
#[must_use]
pub(crate) fn is_release(text: &str) -> bool {
    text.len() <= 53 && text.split('.').all(|label| is_label_up_to(label, 53))
}

/// The name of a pod or a workload: labels with dots between them.
#[must_use]
pub(crate) fn is_subdomain(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(|label| is_label_up_to(label, 253))
}

fn is_label_up_to(text: &str, longest: usize) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty()
        && text.len() <= longest
        && text.bytes().all(is_inner)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// A word of a sentence or a name, not a mark.
#[must_use]
pub(crate) fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric()) && text.ends_with(|c: char| c.is_alphanumeric())
}

/// The marks in front of rows in notes, diffs and comments.
const MARKS: [char; 10] = ['*', '+', '-', '>', '<', '#', '/', '|', '~', '`'];

/// A word without the marks that touch it.
#[must_use]
pub(crate) fn without_marks(word: &str) -> &str {
    word.trim_start_matches(MARKS).trim_end_matches(['`', '*', '|'])
}
