//! Reading what the changelogs say from parsed JSON.

use serde_json::Value;

use super::{Changes, Issue, Kind, Naming};
use crate::date::Date;
use crate::order::{sort_by, sort_by_key};
use crate::tree::{DataError, DataFile, Reading};
use crate::version::{ReleaseLine, Version};

const CHANGES: Reading = Reading { file: DataFile::Changes, noun: "" };

/// Reads `static/changes.json`.
pub(super) fn load(root: &Value) -> Result<Changes, DataError> {
    const KEYS: [&str; 6] = ["schema_version", "checked_on", "source", "builds_on", "releases", "failures"];
    CHANGES.only(root, &KEYS, "the file")?;
    let checked_on = root.get("checked_on").and_then(Value::as_str).and_then(Date::parse);
    if checked_on.is_none() {
        return CHANGES.error("`checked_on` is not a date");
    }
    let (mut releases, mut named) = (Vec::new(), Vec::new());
    for (name, rows) in CHANGES.entries(root, "releases")? {
        let Some((line, rows)) = ReleaseLine::parse(&name).zip(rows.as_object()) else {
            return CHANGES.error(format!("`releases` has a line \"{name}\" that is not one"));
        };
        for (patch, cells) in rows {
            let Some(release) = release(line, patch, cells, &mut named) else {
                return CHANGES.error(format!("release {line}.{patch} can't be read"));
            };
            releases.push(release);
        }
    }
    if releases.is_empty() {
        return CHANGES.error("it has no releases");
    }
    sort_by(&mut releases, Ord::cmp);
    let mut forks = Vec::new();
    for (name, base) in CHANGES.entries(root, "builds_on")? {
        let release = Version::parse(&name);
        match release.zip(base.as_str().and_then(Version::parse)) {
            // Whoever follows them has to come to an end.
            Some((release, base)) if base < release => forks.push((release, base)),
            _ => return CHANGES.error(format!("`builds_on` has an entry \"{name}\" that can't be read")),
        }
    }
    sort_by_key(&mut forks, |(release, _)| *release);
    let mut failures = Vec::new();
    for (code, issues) in CHANGES.entries(root, "failures")? {
        let issues = issues.as_str().and_then(|issues| issues.split(' ').map(Issue::parse).collect());
        let Some(issues) = issues else {
            return CHANGES.error(format!("the issues of {code} can't be read"));
        };
        failures.push((code, issues));
    }
    Ok(Changes { checked_on, releases, issues: by_issue(named), forks, failures })
}

/// For each issue what names it, oldest first.
fn by_issue(mut named: Vec<(Issue, Naming)>) -> Vec<(Issue, Vec<Naming>)> {
    let turn = |(one, named): &(Issue, Naming), (other, others): &(Issue, Naming)| {
        one.cmp(other).then(named.release.cmp(&others.release))
    };
    sort_by(&mut named, turn);
    let mut issues: Vec<(Issue, Vec<Naming>)> = Vec::new();
    for (issue, naming) in named {
        match issues.last_mut().filter(|(last, _)| *last == issue) {
            Some((_, all)) => all.push(naming),
            None => issues.push((issue, vec![naming])),
        }
    }
    issues
}

/// `"5": ["fix 8931", "helm 9006 solo-kit#12"]`; what it names is added.
fn release(
    line: ReleaseLine,
    patch: &str,
    cells: &Value,
    named: &mut Vec<(Issue, Naming)>,
) -> Option<Version> {
    let release = Version::parse(&format!("{line}.{patch}"))?;
    for cell in cells.as_array()? {
        let (kind, issues) = cell.as_str()?.split_once(' ')?;
        let kind = Kind::parse(kind)?;
        for issue in issues.split(' ') {
            named.push((Issue::parse(issue)?, Naming { release, kind }));
        }
    }
    Some(release)
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
        let rest = r#""releases":{"1.16":{"0":[]}}"#;
        check(&with(&format!(r#"{rest},"failures":{{"GLA1024":"1 a#2"}}"#)), "loaded");
        for issues in ["5", r#""""#, r#""x""#] {
            check(
                &with(&format!(r#"{rest},"failures":{{"GLA1024":{issues}}}"#)),
                "the issues of GLA1024 can't be read.",
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
