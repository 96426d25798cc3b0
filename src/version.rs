//! Release versions of Gloo, and the image tags that may hold one.
//!
//! The `semver` crate parses the numbers. The order is our own, because plain SemVer sorts `beta10` before `beta9`, a vendor patch
//! (`1.6.8-patch1`) before the release it patches, and an image variant (`1.17.1-distroless`) before the
//! version that it is a variant of.

use std::fmt;

/// What follows the three numbers, in the order in which releases were published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// `-alphaN`
    Alpha(u32),
    /// `-betaN`
    Beta(u32),
    /// `-rcN`
    Candidate(u32),
    /// nothing: the stable release
    Stable,
    /// `-patchN`: a vendor build made after the stable release
    Patch(u32),
}

/// One release of Gloo, open source or Enterprise: `1.17.0-beta14`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// 1 in `1.17.3`
    pub major: u32,
    /// 17 in `1.17.3`
    pub minor: u32,
    /// 3 in `1.17.3`
    pub patch: u32,
    /// the pre-release or vendor patch
    pub stage: Stage,
}

/// A release line: a minor with all its patches, `1.18`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReleaseLine {
    /// 1 in `1.18`
    pub major: u32,
    /// 18 in `1.18`
    pub minor: u32,
}

/// What an image tag says about the release inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A release, maybe in an image variant such as `distroless`.
    Release {
        /// the release itself
        version: Version,
        /// `fips`, `distroless`, `fips-distroless`, `extended`, `race`, `wasm` or `alpine`
        variant: Option<String>,
    },
    /// `latest`: printed for images pinned by digest, so it names no version at all.
    Latest,
    /// The hexadecimal digits of a digest.
    Digest,
    /// A local, branch or pull-request build, or the tag of a foreign image.
    Custom,
}

/// Image variants: the same release, built differently.
const VARIANTS: [&str; 6] = ["fips", "distroless", "extended", "race", "wasm", "alpine"];

impl Version {
    /// A stable release.
    #[must_use]
    pub const fn stable(major: u32, minor: u32, patch: u32) -> Self {
        Self { major, minor, patch, stage: Stage::Stable }
    }

    /// Reads a release, with or without a leading `v`; `None` for variants, custom builds and
    /// whatever else is not the name of a release.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match Tag::parse(text) {
            Tag::Release { version, variant: None } => Some(version),
            _ => None,
        }
    }

    /// The line this release belongs to.
    #[must_use]
    pub const fn line(self) -> ReleaseLine {
        ReleaseLine { major: self.major, minor: self.minor }
    }

    /// Whether this is an alpha, a beta or a release candidate.
    #[must_use]
    pub const fn is_prerelease(self) -> bool {
        matches!(self.stage, Stage::Alpha(_) | Stage::Beta(_) | Stage::Candidate(_))
    }

    /// What follows `MAJOR.MINOR.` in the name of the release: `0-beta14`.
    #[must_use]
    pub fn patch_name(self) -> String {
        let patch = self.patch;
        match self.stage {
            Stage::Alpha(n) => format!("{patch}-alpha{n}"),
            Stage::Beta(n) => format!("{patch}-beta{n}"),
            Stage::Candidate(n) => format!("{patch}-rc{n}"),
            Stage::Stable => patch.to_string(),
            Stage::Patch(n) => format!("{patch}-patch{n}"),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch_name())
    }
}

impl ReleaseLine {
    /// Reads `1.18`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (major, minor) = text.split_once('.')?;
        Some(Self { major: major.parse().ok()?, minor: minor.parse().ok()? })
    }

    /// What comes before every release of the line.
    #[must_use]
    pub const fn beginning(self) -> Version {
        Version { major: self.major, minor: self.minor, patch: 0, stage: Stage::Alpha(0) }
    }
}

impl fmt::Display for ReleaseLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

impl Tag {
    /// Classifies the tag of an image, or the version that a binary prints of itself.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text == "latest" {
            return Self::Latest;
        }
        if text.len() >= 32 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Self::Digest;
        }
        let bare = text.strip_prefix('v').unwrap_or(text);
        Self::release(bare).unwrap_or(Self::Custom)
    }

    /// Three numbers as SemVer has them, and after them no more than a stage and variants.
    fn release(text: &str) -> Option<Self> {
        let semver::Version { major, minor, patch, pre, build } = semver::Version::parse(text).ok()?;
        if !build.is_empty() {
            return None;
        }
        let (stage, variant) = read_suffix(&pre)?;
        let number = |number: u64| u32::try_from(number).ok();
        let version = Version { major: number(major)?, minor: number(minor)?, patch: number(patch)?, stage };
        Some(Self::Release { version, variant })
    }

    /// The release, if the tag names one.
    #[must_use]
    pub const fn version(&self) -> Option<Version> {
        match self {
            Self::Release { version, .. } => Some(*version),
            _ => None,
        }
    }

    /// The image variant, if the tag names one.
    #[must_use]
    pub fn variant(&self) -> Option<&str> {
        match self {
            Self::Release { variant, .. } => variant.as_deref(),
            _ => None,
        }
    }
}

/// Splits what follows the numbers into stage and variant; `None` when a part is neither, as in
/// `bname-d16079d`, which makes the whole tag a custom build.
fn read_suffix(suffix: &str) -> Option<(Stage, Option<String>)> {
    let mut stage = None;
    let mut variants: Vec<&str> = Vec::new();
    for part in suffix.split('-').filter(|part| !part.is_empty()) {
        if VARIANTS.contains(&part) {
            variants.push(part);
        } else if stage.is_none() {
            stage = Some(read_stage(part)?);
        } else {
            return None;
        }
    }
    let variant = (!variants.is_empty()).then(|| variants.join("-"));
    Some((stage.unwrap_or(Stage::Stable), variant))
}

fn read_stage(part: &str) -> Option<Stage> {
    let number_at = part.find(|c: char| c.is_ascii_digit())?;
    let (label, number) = part.split_at_checked(number_at)?;
    let number = number.parse().ok()?;
    match label {
        "alpha" => Some(Stage::Alpha(number)),
        "beta" => Some(Stage::Beta(number)),
        "rc" => Some(Stage::Candidate(number)),
        "patch" => Some(Stage::Patch(number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let tag = Tag::parse(text);
        let seen = match (&tag, tag.version()) {
            (_, Some(version)) => match tag.variant() {
                Some(variant) => format!("{version} as {variant}"),
                None => version.to_string(),
            },
            (other, None) => format!("{other:?}"),
        };
        assert_eq!(seen, expect, "reading the tag {text:?}");
    }

    #[test]
    fn tags_are_classified() {
        check("1.16.3", "1.16.3");
        check("v1.16.3", "1.16.3");
        check("1.17.0-beta14", "1.17.0-beta14");
        check("1.17.1-distroless", "1.17.1 as distroless");
        check("1.17.1-fips-distroless", "1.17.1 as fips-distroless");
        check("1.5.0-wasm-beta9", "1.5.0-beta9 as wasm");
        check("1.6.8-patch1", "1.6.8-patch1");
        check("latest", "Latest");
        check("5ba8b5d9d4f15a0f0a3d0f7e9a1b2c3d4e5f60718293a4b5c6d7e8f901234567", "Digest");
        check("1.17.0-9303", "Custom");
        check("1.16.2-bname-d16079d", "Custom");
        check("1.13.0-beta14-29-gcd1a62016-dirty", "Custom");
        check("1.0.1-sah1", "Custom");
        check("dev", "Custom");
        check("undefined", "Custom");
        check("5", "Custom");
        check("1.1.0.1", "Custom");
        check("", "Custom");
        check("99999999999999999999.1.1", "Custom");
    }

    #[test]
    fn releases_sort_as_they_were_published() {
        let published = [
            "0.20.13",
            "1.6.7",
            "1.6.8-alpha1",
            "1.6.8-beta9",
            "1.6.8-beta10",
            "1.6.8-rc1",
            "1.6.8",
            "1.6.8-patch1",
            "1.6.9",
            "1.10.0",
        ];
        let mut versions: Vec<Version> = published.iter().rev().filter_map(|v| Version::parse(v)).collect();
        versions.sort();
        let names: Vec<String> = versions.iter().map(ToString::to_string).collect();
        assert_eq!(names, published);
    }
}
