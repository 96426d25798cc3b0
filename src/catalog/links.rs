//! Where more is to be read of a release, and what comes after an edition.

use serde_json::Value;

use super::entry::{optional, word};
use crate::date::Date;
use crate::ranges::Ranges;
use crate::version::Version;

/// Where something is to be read of releases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What is to be read there: `release`, `changelog` or `guide`.
    pub what: String,
    /// The releases that have it, in the numbers of the edition; all, where nothing is said.
    ranges: Option<Ranges>,
    /// The address, with `{version}` and `{line}` where these stand.
    template: String,
}

impl Link {
    pub(super) fn read(entry: &Value) -> Option<Self> {
        Some(Self {
            what: word(&entry["what"])?,
            ranges: optional(&entry["in"], |ranges| Ranges::parse(ranges.as_str()?))?,
            template: template(&entry["url"])?,
        })
    }

    /// The address for a release; `None` where it has no such thing.
    #[must_use]
    pub fn address(&self, version: Version) -> Option<String> {
        if self.ranges.as_ref().is_some_and(|ranges| !ranges.contains(version)) {
            return None;
        }
        let address = self.template.replace("{version}", &version.to_string());
        Some(address.replace("{line}", &version.line().to_string()))
    }
}

/// An address of the web, with nothing left to fill in once version and line are.
fn template(value: &Value) -> Option<String> {
    address(value).filter(|text| is_template(text))
}

fn is_template(text: &str) -> bool {
    let is_plain = |text: &str| !text.contains('}');
    let is_slot =
        |text: &str| matches!(text.split_once('}'), Some(("version" | "line", rest)) if is_plain(rest));
    let mut pieces = text.split('{');
    pieces.next().is_some_and(is_plain) && pieces.all(is_slot)
}

fn address(value: &Value) -> Option<String> {
    word(value).filter(|text| text.starts_with("https://"))
}

/// When an edition ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndOfLife {
    /// The last day on which it gets releases.
    pub date: Date,
    /// What is said up to that day, with `{date}` where it stands.
    pub before: String,
    /// What is said from the day after on, with the same slot.
    pub after: String,
    /// Where that is said: `README.md @ main`.
    pub source: String,
}

impl EndOfLife {
    pub(super) fn read(entry: &Value) -> Option<Self> {
        let text = |key: &str| entry[key].as_str().map(str::to_owned);
        let date = Date::parse(entry["date"].as_str()?)?;
        Some(Self { date, before: text("before")?, after: text("after")?, source: text("source")? })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(url: &str, expect: Option<&str>) {
        let link = Link::read(&json!({ "what": "guide", "in": "1.3.0..1.4.0", "url": url }));
        let address = link.and_then(|link| link.address(Version::stable(1, 3, 17)));
        assert_eq!(address.as_deref(), expect, "{url}");
    }

    #[test]
    fn addresses_are_filled_in() {
        check("https://a.b/v{version}/{line}.x/{version}", Some("https://a.b/v1.3.17/1.3.x/1.3.17"));
        check("https://a.b/", Some("https://a.b/"));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for url in [
            "",
            "http://a.b/",
            "javascript:alert(1)",
            "https://a b/",
            "https://a.b/{name}",
            "https://a.b/{li{version}ne}",
            "https://a.b/{version",
            "https://a.b/version}",
            "https://a.b/{version}}",
        ] {
            check(url, None);
        }
    }

    #[test]
    fn a_release_outside_of_the_ranges_has_no_address() {
        let ranges = Ranges::parse("1.3.0..1.4.0");
        let link = Link { what: "guide".to_owned(), ranges, template: "https://a.b/".to_owned() };
        assert_eq!(link.address(Version::stable(1, 4, 0)), None);
    }
}
