//! Reading what the changelogs say from parsed JSON.

use serde_json::Value;

use super::{Changes, Issue, Kind, Release};
use crate::date::Date;
use crate::tree::{DataError, DataFile, Reading};
use crate::version::{ReleaseLine, Version};

const CHANGES: Reading = Reading { file: DataFile::Changes, noun: "" };

/// Reads `static/changes.json`.
pub(super) fn load(root: &Value) -> Result<Changes, DataError> {
    CHANGES.only(root, &["schema_version", "checked_on", "source", "builds_on", "releases"], "the file")?;
    let checked_on = root.get("checked_on").and_then(Value::as_str).and_then(Date::parse);
    if checked_on.is_none() {
        return CHANGES.error("`checked_on` is not a date");
    }
    let mut releases = Vec::new();
    for (name, rows) in CHANGES.entries(root, "releases")? {
        let Some((line, rows)) = ReleaseLine::parse(&name).zip(rows.as_object()) else {
            return CHANGES.error(format!("`releases` has a line \"{name}\" that is not one"));
        };
        for (patch, cells) in rows {
            let Some(release) = release(line, patch, cells) else {
                return CHANGES.error(format!("release {line}.{patch} can't be read"));
            };
            releases.push(release);
        }
    }
    if releases.is_empty() {
        return CHANGES.error("it has no releases");
    }
    releases.sort_by_key(|release| release.version);
    let mut forks = Vec::new();
    for (name, base) in CHANGES.entries(root, "builds_on")? {
        let release = Version::parse(&name);
        match release.zip(base.as_str().and_then(Version::parse)) {
            // Whoever follows them has to come to an end.
            Some((release, base)) if base < release => forks.push((release, base)),
            _ => return CHANGES.error(format!("`builds_on` has an entry \"{name}\" that can't be read")),
        }
    }
    forks.sort_unstable();
    Ok(Changes { checked_on, releases, forks })
}

/// `"5": ["fix 8931", "helm 9006 solo-kit#12"]`
fn release(line: ReleaseLine, patch: &str, cells: &Value) -> Option<Release> {
    let version = Version::parse(&format!("{line}.{patch}"))?;
    let mut named = Vec::new();
    for cell in cells.as_array()? {
        let (kind, issues) = cell.as_str()?.split_once(' ')?;
        let kind = Kind::parse(kind)?;
        for issue in issues.split(' ') {
            named.push((kind, Issue::parse(issue)?));
        }
    }
    Some(Release { version, named })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said() {
        let check = |text: &str, expect: &str| {
            let seen = load(&serde_json::from_str(text).expect("JSON"));
            let seen = seen.map_or_else(|error| error.to_string(), |_| "loaded".to_owned());
            let head = if expect == "loaded" { "" } else { "The list of changes can't be used: " };
            assert_eq!(seen, format!("{head}{expect}"), "{text}");
        };
        let with = |rest: &str| format!(r#"{{"checked_on":"2026-08-07",{rest}}}"#);
        check(&with(r#""releases":{"1.16":{"0":[],"1":["fix 1 a#2","helm 3"]}}"#), "loaded");
        check("{}", "`checked_on` is not a date.");
        check(&with(r#""releases":{}"#), "it has no releases.");
        check(&with(r#""new":1"#), "the file has a key `new` that is not known.");
        check(&with(r#""releases":{"x":{}}"#), "`releases` has a line \"x\" that is not one.");
        check(&with(r#""releases":{"1.16":[]}"#), "`releases` has a line \"1.16\" that is not one.");
        check(&with(r#""releases":{"1.16":{"x":[]}}"#), "release 1.16.x can't be read.");
        for cells in ["5", r#"["fix"]"#, r#"["fix x"]"#, r#"["mix 1"]"#, r#"["fix 1  2"]"#, "[5]"] {
            check(
                &with(&format!(r#""releases":{{"1.16":{{"0":{cells}}}}}"#)),
                "release 1.16.0 can't be read.",
            );
        }
        for base in ["5", r#""x""#, r#""1.17.0""#, r#""1.18.0""#] {
            check(
                &with(&format!(r#""releases":{{"1.17":{{"0":[]}}}},"builds_on":{{"1.17.0":{base}}}"#)),
                "`builds_on` has an entry \"1.17.0\" that can't be read.",
            );
        }
    }
}
