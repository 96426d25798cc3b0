//! Ranges of releases.

use crate::version::{ReleaseLine, Version};

/// Some ranges of releases, each with its first release and without its end, in order and apart from
/// each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranges(Vec<(Version, Option<Version>)>);

impl Ranges {
    /// Reads `1.13.28..1.13.30 1.15.16..`; `None` where a range is empty, or begins before the end of the
    /// one in front of it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut ranges: Vec<(Version, Option<Version>)> = Vec::new();
        for word in text.split_ascii_whitespace() {
            let (begin, end) = word.split_once("..")?;
            let begin = Version::parse(begin)?;
            let end = if end.is_empty() { None } else { Some(Version::parse(end)?) };
            if end.is_some_and(|end| end <= begin) {
                return None;
            }
            match ranges.last_mut() {
                // Two that touch are one, or else what lies across would seem to be in neither.
                Some((_, last)) if *last == Some(begin) => *last = end,
                Some((_, last)) if last.is_none_or(|last| last > begin) => return None,
                _ => ranges.push((begin, end)),
            }
        }
        (!ranges.is_empty()).then_some(Self(ranges))
    }

    /// Whether a release lies in one of them. A pre-release lies below its release.
    #[must_use]
    pub fn contains(&self, version: Version) -> bool {
        self.contains_all(version, version) == Some(true)
    }

    /// Whether a release of which only the bounds are known, both included, lies in one of them; `None`
    /// where that depends, and where the bounds are the wrong way round.
    #[must_use]
    pub fn contains_all(&self, lowest: Version, highest: Version) -> Option<bool> {
        let near: Vec<_> = self
            .0
            .iter()
            .filter(|(begin, end)| *begin <= highest && end.is_none_or(|end| lowest < end))
            .collect();
        match *near {
            _ if lowest > highest => None,
            [] => Some(false),
            [(begin, end)] if *begin <= lowest && end.is_none_or(|end| highest < end) => Some(true),
            _ => None,
        }
    }

    /// Which releases of a line are in them, in words that follow *is it*; `None` where one bound does not tell.
    #[must_use]
    pub fn of_line(&self, line: ReleaseLine) -> Option<String> {
        let first = Version::stable(line.major, line.minor, 0);
        let near =
            self.0.iter().filter(|(begin, end)| begin.line() <= line && end.is_none_or(|end| end > first));
        match *near.collect::<Vec<_>>() {
            [(begin, end)] => {
                match (Some(*begin).filter(|begin| *begin > first), end.filter(|end| end.line() == line)) {
                    (Some(begin), None) => Some(format!("{begin} or newer")),
                    (None, Some(end)) => Some(format!("older than {end}")),
                    (Some(begin), Some(end)) => Some(format!("{begin} or newer, but older than {end}")),
                    (None, None) => None,
                }
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).expect("a version")
    }

    fn check(text: &str, bounds: &str, expect: Option<bool>) {
        let (lowest, highest) = bounds.split_once(' ').unwrap_or((bounds, bounds));
        let ranges = Ranges::parse(text).unwrap_or_else(|| panic!("{text} is well formed"));
        let seen = ranges.contains_all(version(lowest), version(highest));
        assert_eq!(seen, expect, "{bounds} in {text}");
    }

    #[test]
    fn a_range_ends_before_its_end() {
        const TWO: &str = "1.13.28..1.13.30 1.15.16..";
        check(TWO, "1.13.27", Some(false));
        check(TWO, "1.13.28", Some(true));
        check(TWO, "1.13.29", Some(true));
        check(TWO, "1.13.30", Some(false));
        check(TWO, "1.14.0", Some(false));
        check(TWO, "1.15.16", Some(true));
        check(TWO, "4294967295.0.0", Some(true));
        assert!(Ranges::parse(TWO).is_some_and(|ranges| ranges.contains(version("1.22.1"))));
    }

    #[test]
    fn what_is_of_a_line_is_said_in_words() {
        const TWO: &str = "1.13.28..1.13.30 1.15.16.. ";
        let of = |line: &str| Ranges::parse(TWO).and_then(|ranges| ranges.of_line(version(line).line()));
        assert_eq!(of("1.13.0").as_deref(), Some("1.13.28 or newer, but older than 1.13.30"));
        assert_eq!(of("1.14.0"), None);
        assert_eq!(of("1.15.0").as_deref(), Some("1.15.16 or newer"));
        assert_eq!(of("1.16.0"), None);
        let ranges = Ranges::parse("1.18.0..1.18.12");
        assert_eq!(
            ranges.and_then(|ranges| ranges.of_line(version("1.18.0").line())).as_deref(),
            Some("older than 1.18.12")
        );
    }

    #[test]
    fn a_pre_release_lies_below_its_release() {
        check("1.17.0..1.18.0", "1.17.0-rc12", Some(false));
        check("1.17.0..1.18.0", "1.18.0-beta1", Some(true));
        check("1.17.0-beta9..", "1.17.0-beta10", Some(true));
        check("1.6.8..1.6.9", "1.6.8-patch1", Some(true));
    }

    #[test]
    fn bounds_tell_only_what_they_enclose() {
        const TWO: &str = "1.2.0..1.4.0 1.6.0..1.8.0";
        check(TWO, "1.2.0 1.3.9", Some(true));
        check(TWO, "1.2.0 1.4.0", None);
        check(TWO, "1.1.0 1.2.0", None);
        check(TWO, "1.4.0 1.5.9", Some(false));
        check(TWO, "1.4.0 1.6.0", None);
        check(TWO, "1.3.0 1.7.0", None);
        check(TWO, "1.0.0 1.9.0", None);
        check(TWO, "1.8.0 1.9.0", Some(false));
        check(TWO, "1.3.9 1.2.0", None);
    }

    #[test]
    fn ranges_that_touch_are_one() {
        assert_eq!(Ranges::parse("1.2.0..1.3.0 1.3.0.."), Ranges::parse("1.2.0.."));
        check("1.2.0..1.3.0 1.3.0..1.4.0", "1.2.9 1.3.1", Some(true));
    }

    #[test]
    fn what_is_no_range_is_refused() {
        let hostile = "|..| .. |x|x..|1.2.3|1.2.3..x|1.2..1.3|..1.2.3|1.2.3..1.2.2|1.2.3..1.2.3|1.2.3...1.2.4\
            |1.2.3..1.2.4..1.2.5|1.2.3.. 1.3.0..|1.2.3.. 1.1.0..1.1.1|1.2.0..1.4.0 1.3.0..1.5.0\
            |1.4.0..1.5.0 1.2.0..1.3.0|1.2.0..1.3.0 1.2.0..1.3.0|1.2.0..1.3.0,1.4.0..1.5.0|1.2.0 ..1.3.0\
            |99999999999.0.0..|1.2.3..1.2.99999999999|1.2.3-..|1.2.3-distroless..|-1.2.3..|1.2.3..\u{661}.0.0|\0..";
        for text in hostile.split('|') {
            assert_eq!(Ranges::parse(text), None, "reading {text:?}");
        }
    }
}
