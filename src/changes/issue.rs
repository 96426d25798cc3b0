//! Issues, and the ways in which people write them.

use std::fmt;

/// An issue on GitHub. Pull requests have numbers of the same row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Issue {
    /// The repository below `solo-io`: `gloo`, `solo-projects`. One of somebody else has its owner: `envoyproxy/envoy`.
    pub repository: String,
    /// Its number, never 0.
    pub number: u32,
}

/// Whose repositories have no owner in what is written.
const OWNER: &str = "solo-io";

/// The repository of Gloo itself.
const GLOO: &str = "gloo";

/// What the repository of Gloo was called for a time, before its issues and those of kgateway parted.
const ONCE_GLOO: [&str; 2] = ["k8sgateway/k8sgateway", "kgateway-dev/kgateway"];

/// The last number that a changelog of Gloo has under such a name.
const LAST_OF_BOTH: u32 = 10_379;

impl Issue {
    /// Reads `6534`, `#6534`, `gloo#6534`, `solo-io/gloo#6534` and the address of an issue or a pull request; `None`
    /// where it is none of these.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // GitHub does not tell cases apart, and sentences put marks around an address.
        let text =
            text.trim_matches(|c: char| c.is_whitespace() || "<>().,;".contains(c)).to_ascii_lowercase();
        let text = text.as_str();
        let (place, number) = address(text).or_else(|| text.rsplit_once('#')).unwrap_or(("", text));
        let place = if place.is_empty() { GLOO } else { place };
        let bare = place.strip_prefix(OWNER).and_then(|rest| rest.strip_prefix('/')).unwrap_or(place);
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let mut parts = bare.split('/');
        if parts.clone().count() > 2 || parts.any(|part| part.is_empty() || !part.chars().all(is_name)) {
            return None;
        }
        // A sign is read by the parser of numbers, and is none of an issue's.
        let digits = Some(number).filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        let number = digits?.parse().ok().filter(|number| *number > 0)?;
        let is_gloo = ONCE_GLOO.contains(&bare) && number <= LAST_OF_BOTH;
        Some(Self { repository: if is_gloo { GLOO } else { bare }.to_owned(), number })
    }

    /// Its address.
    #[must_use]
    pub fn link(&self) -> String {
        let Self { repository, number } = self;
        let owner = if repository.contains('/') { String::new() } else { format!("{OWNER}/") };
        format!("https://github.com/{owner}{repository}/issues/{number}")
    }
}

/// Of an address on GitHub the repository and the number; `None` where it is of something else.
fn address(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let rest = rest.strip_prefix("www.").unwrap_or(rest).strip_prefix("github.com/")?;
    let (place, number) = rest.split_once("/issues/").or_else(|| rest.split_once("/pull/"))?;
    Some((place, number.split(['/', '?', '#']).next().unwrap_or(number)))
}

impl fmt::Display for Issue {
    /// `6534` for an issue of Gloo, `solo-kit#12` for another.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.repository == GLOO {
            write!(f, "{}", self.number)
        } else {
            write!(f, "{}#{}", self.repository, self.number)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issues_are_read_as_people_write_them() {
        let check = |text: &str, expect: &str| {
            let seen = Issue::parse(text).map(|issue| format!("{issue} {}", issue.link()));
            assert_eq!(seen.unwrap_or_default(), expect, "{text}");
        };
        let gloo = "6534 https://github.com/solo-io/gloo/issues/6534";
        for text in [
            "6534",
            " #6534\n",
            "gloo#6534",
            "solo-io/gloo#6534",
            "Gloo#6534",
            "Solo-io/gloo#6534",
            "<HTTPS://GitHub.com/Solo-io/Gloo/issues/6534>",
            "(https://github.com/solo-io/gloo/issues/6534).",
            "https://github.com/solo-io/gloo/issues/6534",
            "https://github.com/solo-io/gloo/issues/6534/",
            "https://github.com/solo-io/gloo/issues/6534#issuecomment-1",
            "github.com/solo-io/gloo/pull/6534?x=1",
            "https://github.com/kgateway-dev/kgateway/issues/6534",
        ] {
            check(text, gloo);
        }
        check("solo-projects#12", "solo-projects#12 https://github.com/solo-io/solo-projects/issues/12");
        check(
            "kgateway-dev/kgateway#11000",
            "kgateway-dev/kgateway#11000 https://github.com/kgateway-dev/kgateway/issues/11000",
        );
        for text in [
            "",
            "#",
            "0",
            "-5",
            "+5",
            "1.16.3",
            "abc",
            "99999999999",
            "a/b/c#1",
            "gloo#",
            "a b#1",
            "https://github.com/solo-io/gloo",
        ] {
            check(text, "");
        }
    }
}
