//! `helm version`: of Helm 2, the client's.

use crate::transcript::recognise::{Cursor, Read};
use crate::transcript::{Content, Format, Kind, Program, Trouble, Wrong};

/// Reads the block that begins at the cursor, if one does.
pub(in crate::transcript) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let version = version(cursor, 0)?;
    let mut read = Read::new(Kind::HelmVersion, Format::Text, Content::Nothing, cursor.at + 1);
    let found = cursor.found(0, version.to_owned());
    if cursor.may_be_cut(0, version) {
        read.troubles.push(Trouble::of(Wrong::MaybeCut, found.value, found.span));
    } else {
        read.content = Content::Helm(found);
    }
    // Helm 2 names its server too.
    if cursor.text(1).is_some_and(|text| text.starts_with("Server: ")) && self::version(cursor, 1).is_some() {
        read.next += 1;
    }
    Some(read)
}

/// `3.17.3` in `version.BuildInfo{Version:"v3.17.3", …}`, in `Client: &version.Version{SemVer:"v2.16.1", …}` and
/// in `v3.17.3+ge4da497`.
fn version<'a>(cursor: &Cursor<'a>, ahead: usize) -> Option<&'a str> {
    let text = cursor.text(ahead)?;
    let text = text.strip_prefix("Client: ").or_else(|| text.strip_prefix("Server: ")).unwrap_or(text);
    let structure = text
        .strip_prefix("version.BuildInfo{Version:")
        .or_else(|| text.strip_prefix("&version.Version{SemVer:"));
    let version = match structure {
        Some(rest) => rest.strip_prefix('"')?.split('"').next()?,
        None => text
            .split_once("+g")
            .filter(|(_, commit)| is_commit(commit))
            .map(|(version, _)| version)
            .or_else(|| cursor.is_answer_to(Program::Helm, &["version"]).then_some(text))?,
    };
    let version = version.strip_prefix('v')?;
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = version.split('-').next()?;
    (numbers.split('.').count() == 3 && numbers.split('.').all(is_number)).then_some(version)
}

fn is_commit(text: &str) -> bool {
    text.len() == 7 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
