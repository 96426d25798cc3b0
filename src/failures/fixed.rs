//! The releases that ended a failure.

use std::fmt;

use crate::version::Version;

/// The open-source releases that ended a failure, in words: `1.15.9, 1.16.4 (standard image)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    text: String,
    releases: Vec<Version>,
}

impl From<String> for Fixed {
    fn from(text: String) -> Self {
        let words = text.split([' ', ',', ';']);
        Self { releases: words.filter_map(Version::parse).collect(), text }
    }
}

impl Fixed {
    /// Whether no release is known that ended it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether an open-source release is one of these or comes after them. In a line that is named, it comes after all
    /// that are named there; a line that is not named has the fix where it is newer than all that are.
    #[must_use]
    pub fn has(&self, release: Version) -> bool {
        let of_line = |fixed: &&Version| fixed.line() == release.line();
        let newest = |fixes: &mut dyn Iterator<Item = &Version>| fixes.max().copied();
        newest(&mut self.releases.iter().filter(of_line))
            .or_else(|| newest(&mut self.releases.iter()))
            .is_some_and(|fixed| release >= fixed)
    }
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_has_a_fix_by_its_own_line_or_by_all_older_ones() {
        let fixed = Fixed::from("1.15.9 (one image), 1.16.4; 1.16.6 (the other)".to_owned());
        let check = |release: &str, has: bool| {
            assert_eq!(Version::parse(release).map(|release| fixed.has(release)), Some(has), "{release}");
        };
        check("1.14.30", false);
        check("1.15.8", false);
        check("1.15.9", true);
        check("1.16.5", false);
        check("1.16.6", true);
        check("1.17.0-beta1", true);
        assert!(!Fixed::default().has(Version::stable(1, 20, 0)));
    }
}
