//! `glooctl upgrade`: another client in place of the one that was called.

use super::recognise::{Cursor, Read};
use super::{Content, Format, Kind, Program, Trouble, error};

const INSTALLED: &str = "successfully downloaded and installed glooctl version ";

/// Reads the block that begins at the cursor, if one does.
#[must_use]
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let mut read = Read::new(Kind::GlooctlUpgrade, Format::Text, Content::Nothing, cursor.at);
    let mut ahead = 0;
    while let Some(text) = cursor.text(ahead) {
        if let Some(rest) = text.strip_prefix(INSTALLED) {
            let version = rest.split(' ').next().unwrap_or(rest);
            if !cursor.may_be_cut(ahead, version) {
                let version = version.trim_start_matches('v').to_owned();
                read.content = Content::Upgraded(cursor.found(ahead, version));
            }
        } else if is_failure(cursor, text) {
            read.troubles.push(Trouble::new(text, cursor.span(ahead)));
            ahead += error::continued(&cursor.ahead(ahead));
        } else if !is_progress(text) {
            break;
        }
        ahead += 1;
    }
    read.next = cursor.at + ahead;
    (ahead > 0).then_some(read)
}

fn is_progress(text: &str) -> bool {
    text.starts_with("searching for release version ")
        || text.starts_with("downloading glooctl") && text.contains(" from release tag ")
}

fn is_failure(cursor: &Cursor<'_>, text: &str) -> bool {
    let Some(error) = text.strip_prefix("Error: ") else { return false };
    error.starts_with("getting release ") && error.contains("solo-io/gloo repository")
        || error.starts_with("could not find asset glooctl")
        || error.starts_with("downloading asset ")
        || cursor.is_answer_to(Program::Glooctl, &["upgrade", "ug"])
}
