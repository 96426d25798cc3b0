//! Tags of the open-source repository, as git lists them: with or without days, hashes and prefixes.

use std::collections::BTreeMap;

use super::{BuildError, MOST_ENTRIES, Source, day, error, quoted};
use crate::date::Date;
use crate::version::Version;

/// The releases that tags name.
#[derive(Debug, Default)]
pub(super) struct Tags {
    pub releases: BTreeMap<Version, Option<Date>>,
    /// How many lines name no release.
    pub skipped: usize,
}

/// Reads a list of tags, one to a line.
pub(super) fn read(source: &Source) -> Result<Tags, BuildError> {
    let mut tags = Tags::default();
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(source.text);
    for (index, line) in text.lines().enumerate() {
        let mut words = line.split_whitespace();
        let mut versions = words.clone().filter_map(version);
        let Some(version) = versions.next() else {
            tags.skipped += usize::from(words.next().is_some());
            continue;
        };
        // `20.8.2026` looks like a release.
        if let Some(other) = versions.find(|other| *other != version) {
            return error(source.name, format!("line {} names both {version} and {other}", index + 1));
        }
        let date = words.clone().find_map(day);
        // Without a day, whatever else stands there may be one that is written differently.
        let other = words.find(|word| !is_version(word) && !is_hash(word));
        if let Some(other) = other.filter(|_| date.is_none()) {
            let what = format!("line {}: beside {version} is {}", index + 1, quoted(other));
            return error(source.name, format!("{what}, which is no day like 2026-08-20"));
        }
        if tags.releases.len() == MOST_ENTRIES && !tags.releases.contains_key(&version) {
            return error(source.name, format!("it has more than {MOST_ENTRIES} releases"));
        }
        let known = tags.releases.entry(version).or_default();
        *known = [*known, date].into_iter().flatten().min();
    }
    Ok(tags)
}

fn version(word: &str) -> Option<Version> {
    let word = word.strip_prefix("refs/tags/").unwrap_or(word);
    Version::parse(word.strip_suffix("^{}").unwrap_or(word))
}

fn is_version(word: &str) -> bool {
    version(word).is_some()
}

fn is_hash(word: &str) -> bool {
    word.len() >= 7 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let seen = match read(&Source { name: "it", text }) {
            Err(error) => error.to_string(),
            Ok(tags) => {
                let tag = |(version, date): (&Version, &Option<Date>)| {
                    let date = date.map_or("-".to_owned(), |date| date.to_string());
                    format!("{version} {date}; ")
                };
                let releases: String = tags.releases.iter().map(tag).collect();
                format!("{releases}{} skipped", tags.skipped)
            }
        };
        assert_eq!(seen, expect, "reading {text:?}");
    }

    #[test]
    fn every_form_is_read() {
        check("", "0 skipped");
        check("v1.22.2 2026-08-20\n", "1.22.2 2026-08-20; 0 skipped");
        check("2026-08-20 v1.22.2\r\n", "1.22.2 2026-08-20; 0 skipped");
        check("\u{feff}1.22.2", "1.22.2 -; 0 skipped");
        check("v1.22.2 2026-08-20 10:11:12 +0200", "1.22.2 2026-08-20; 0 skipped");
        check("v1.22.2\t2026-08-20T10:11:12+02:00", "1.22.2 2026-08-20; 0 skipped");
        let hash = "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12";
        let listed =
            format!("{hash}\trefs/tags/v1.22.2\n{hash}\trefs/tags/v1.22.2^{{}}\n\n{hash}\trefs/tags/x\n");
        check(&listed, "1.22.2 -; 1 skipped");
        check("refs/tags/v1.3.0-beta1 2026-08-20", "1.3.0-beta1 2026-08-20; 0 skipped");
        check("v1.3.0-x 2026-08-20\nrefs/heads/v1.2.0\nnightly yesterday", "3 skipped");
        for text in
            ["v1.2.3\nv1.2.3 2026-08-20\nv1.2.3 2026-08-19", "v1.2.3 2026-08-19\nv1.2.3 2026-08-20\nv1.2.3"]
        {
            check(text, "1.2.3 2026-08-19; 0 skipped");
        }
    }

    #[test]
    fn releases_have_an_end() {
        let tags = |count: usize| (0..count).map(|patch| format!("v1.2.{patch}\n")).collect::<String>();
        let text = tags(MOST_ENTRIES);
        let read = read(&Source { name: "it", text: &format!("{text}{text}") }).expect("tags");
        assert_eq!(read.releases.len(), MOST_ENTRIES);
        check(&tags(MOST_ENTRIES + 1), "it: it has more than 100000 releases");
    }

    #[test]
    fn a_day_that_is_none_is_said() {
        let head = "it: line 2: beside 1.2.3 is";
        check(
            "v1.2.2\nv1.2.3 2026-13-20",
            &format!("{head} \"2026-13-20\", which is no day like 2026-08-20"),
        );
        check("20.8.2026 v1.2.3", "it: line 1 names both 20.8.2026 and 1.2.3");
        check("v1.2.2\nv1.2.3 Thu Aug 20 2026", &format!("{head} \"Thu\", which is no day like 2026-08-20"));
    }
}
