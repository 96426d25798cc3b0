//! `glooctl check-crds`: the custom resource definitions that differ from those of the chart.

use super::recognise::{Cursor, Read};
use super::{Content, Format, Kind, Trouble, prompt};

const DIFFER: &str = "Diffs detected on the following CRDs:";
/// How a line of it begins.
const LINES: [&str; 8] = [
    DIFFER,
    "All CRDs are up to date",
    "NOTE: this feature is still in beta and may return false positives",
    "Error: One or more CRDs are out of date",
    "Error: Cannot get current version of gloo",
    "Error: Error getting CRDs",
    "Yaml for deployed ",
    "Yaml for expected ",
];

/// Reads the block that begins at the cursor, if one does.
#[must_use]
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    if !is_known(cursor.text(0)?) {
        return None;
    }
    let mut read = Read::new(Kind::GlooctlCheckCrds, Format::Text, Content::Nothing, cursor.at);
    let mut names = Vec::new();
    let mut ahead = 0;
    let mut is_yaml = false;
    while let Some(text) = cursor.text(ahead) {
        is_yaml =
            text.starts_with("Yaml for ") || (is_yaml && !is_known(text) && prompt::typed(text).is_none());
        if text.starts_with("Error: ") && is_known(text) {
            read.troubles.push(Trouble::new(text, cursor.span(ahead)));
        } else if is_definition(text) {
            names.push(cursor.found(ahead, text.to_owned()));
        } else {
            let is_part = is_known(text) || is_yaml || (text.is_empty() && goes_on(cursor, ahead));
            if !is_part {
                break;
            }
        }
        ahead += 1;
    }
    read.content = Content::Crds(names);
    read.next = cursor.at + ahead;
    Some(read)
}

fn is_known(text: &str) -> bool {
    LINES.iter().any(|start| text.starts_with(start))
}

/// `authconfigs.enterprise.gloo.solo.io`
fn is_definition(text: &str) -> bool {
    text.ends_with(".io") && text.matches('.').count() >= 2 && !text.contains([' ', '/', ':'])
}

/// Whether more of it stands behind some blank lines.
fn goes_on(cursor: &Cursor<'_>, from: usize) -> bool {
    (from..from + 4)
        .filter_map(|ahead| cursor.text(ahead))
        .find(|text| !text.is_empty())
        .is_some_and(|text| is_known(text) || is_definition(text))
}
