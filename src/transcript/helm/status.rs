//! What `helm install`, `helm upgrade`, `helm status` and `helm get metadata` print of one release.

use super::releases::failed;
use super::{Release, edition_of};
use crate::transcript::recognise::{Cursor, Read};
use crate::transcript::{Content, Format, Found, Kind, Program};

const KEYS: [&str; 14] = [
    "NAME",
    "CHART",
    "VERSION",
    "APP_VERSION",
    "ANNOTATIONS",
    "DEPENDENCIES",
    "LAST DEPLOYED",
    "DEPLOYED_AT",
    "NAMESPACE",
    "STATUS",
    "REVISION",
    "DESCRIPTION",
    "TEST SUITE",
    "NOTES",
];

/// Reads the block that begins at the cursor, if one does.
pub(in crate::transcript) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let text = cursor.text(0)?;
    let upgraded = text
        .strip_prefix("Release \"")
        .and_then(|rest| rest.split_once('"'))
        .filter(|(_, rest)| {
            rest.ends_with("Happy Helming!") || rest.contains(" does not exist. Installing it now.")
        })
        .map(|(name, _)| name);
    let is_pair = |ahead: usize, keys: &[&str]| {
        let (key, _) = cursor.text(ahead).and_then(|text| text.split_once(':'))?;
        keys.contains(&key).then_some(())
    };
    let begins = upgraded.is_some()
        || is_pair(0, &["LAST DEPLOYED"]).is_some()
        || (is_pair(0, &["NAME"]).is_some() && is_pair(1, &KEYS).is_some());
    if !begins {
        return None;
    }
    let mut ahead = usize::from(upgraded.is_some());
    let mut values: Vec<(&str, Found<String>)> = Vec::new();
    while let Some((key, value)) = cursor.text(ahead).and_then(|text| text.split_once(':')) {
        if !KEYS.contains(&key) || values.iter().any(|(known, _)| *known == key) {
            break;
        }
        let value = value.trim();
        let is_cut = cursor.may_be_cut(ahead, value);
        values.push((key, cursor.found(ahead, if is_cut { String::new() } else { value.to_owned() })));
        ahead += 1;
    }
    let next = cursor.at + ahead;
    let get = |key: &str| {
        values
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, found)| found.clone())
            .filter(|found| !found.value.is_empty())
    };
    let chart = get("CHART")
        .zip(get("VERSION"))
        .and_then(|(chart, version)| Some((edition_of(&chart.value)?, version.value)));
    let name = get("NAME").or_else(|| upgraded.map(|name| cursor.found(0, name.to_owned())));
    // That it was upgraded is said before its status, which may not be in the paste.
    let is_upgraded = upgraded.is_some() && text.ends_with("Happy Helming!");
    let usual = if is_upgraded { "deployed" } else { "" };
    let chart = chart.or_else(|| typed_chart(cursor, name.as_ref().map(|name| name.value.as_str())));
    let release = Release {
        name,
        namespace: get("NAMESPACE"),
        revision: get("REVISION").and_then(|found| found.value.parse().ok()),
        status: get("STATUS").map_or_else(|| usual.to_owned(), |found| found.value.to_ascii_lowercase()),
        chart,
        failed: get("DESCRIPTION").and_then(|found| failed(&found.value).map(str::to_owned)),
        is_helm2: false,
        span: cursor.span_to(next),
    };
    // A preview has changed nothing, whatever it says of the status.
    let is_preview = get("DESCRIPTION").is_some_and(|found| found.value == "Dry run complete")
        || cursor.command.is_some_and(|typed| typed.words.iter().any(|word| word.starts_with("--dry-run")));
    let content = if is_preview { Content::Nothing } else { Content::Releases(vec![release], Vec::new()) };
    Some(Read::new(Kind::HelmStatus, Format::Text, content, next))
}

/// The chart that the command has just installed: `helm upgrade … gloo/gloo --version 1.16.3`. A command that names
/// another release is not the one.
fn typed_chart(cursor: &Cursor<'_>, release: Option<&str>) -> Option<(crate::edition::Edition, String)> {
    let typed = cursor.command.filter(|typed| typed.program == Program::Helm)?;
    let named = typed.argument_of("upgrade").filter(|name| !name.contains('/'));
    if named.zip(release).is_some_and(|(named, release)| named != release) {
        return None;
    }
    if !typed.has("upgrade") && !typed.has("install") {
        return None;
    }
    let edition = typed.words.iter().filter(|word| word.contains('/')).find_map(|word| edition_of(word))?;
    let version = typed.value_of(&["--version"])?;
    Some((edition, version.trim_start_matches('v').to_owned()))
}
