//! `kubectl version`: of the two versions that it names, the server's.

use super::{Cursor, Read};
use crate::transcript::objects::{first_key, read_objects_with};
use crate::transcript::yaml::read_yaml;
use crate::transcript::{Content, Format, Found, Kind, Span, Trouble, Wrong};

/// Reads the block that begins at the cursor, if one does.
pub(in crate::transcript) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    text(cursor).or_else(|| document(cursor))
}

fn text(cursor: &Cursor<'_>) -> Option<Read> {
    let mut read = Read::new(Kind::KubectlVersion, Format::Text, Content::Nothing, cursor.at);
    let mut ahead = 0;
    while let Some((name, value)) = cursor.text(ahead).and_then(|text| text.split_once(": ")) {
        match name {
            "Client Version" | "Kustomize Version" => {}
            "Server Version" | "Kubernetes Version" => {
                // To 1.27 it was the whole of a structure.
                let git = value.split_once("GitVersion:\"").and_then(|(_, rest)| rest.split_once('"'));
                // Markup marks a break with a backslash.
                let version = git.map_or(value, |(version, _)| version).trim_end_matches('\\');
                let found = cursor.found(ahead, version.trim_start_matches('v').to_owned());
                if git.is_none() && cursor.may_be_cut(ahead, version) {
                    let message = found.value;
                    read.troubles.push(Trouble::of(Wrong::MaybeCut, message, found.span));
                } else if is_number(version) {
                    read.content = Content::Kubernetes(found);
                }
            }
            _ => break,
        }
        ahead += 1;
    }
    read.next = cursor.at + ahead;
    (ahead > 0).then_some(read)
}

fn document(cursor: &Cursor<'_>) -> Option<Read> {
    const KEYS: [&str; 3] = ["clientVersion", "kustomizeVersion", "serverVersion"];
    let text = cursor.text(0)?;
    let (objects, format) =
        if text.starts_with('{') && first_key(cursor).is_some_and(|key| KEYS.contains(&key)) {
            (read_objects_with(cursor.lines, cursor.at, |pair| pair.key == "gitVersion")?, Format::Json)
        } else if KEYS.iter().any(|key| text.strip_suffix(':') == Some(key)) {
            (read_yaml(cursor.lines, cursor.at), Format::Yaml)
        } else {
            return None;
        };
    let server =
        objects.pairs.iter().find(|pair| &*pair.inside == "serverVersion" && pair.key == "gitVersion");
    let content = server.map_or(Content::Nothing, |pair| {
        let value = pair.value.trim_start_matches('v').to_owned();
        Content::Kubernetes(Found { value, span: Span::line(cursor.transcript, pair.line) })
    });
    Some(Read::new(Kind::KubectlVersion, format, content, objects.next))
}

/// `v1.29.4-gke.7`, and not the beginning of a structure that a window broke.
fn is_number(version: &str) -> bool {
    let rest = version.strip_prefix('v').unwrap_or_default();
    rest.starts_with(|c: char| c.is_ascii_digit()) && !version.contains([' ', '{'])
}
