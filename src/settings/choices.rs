//! What the user can choose.

use std::fmt;

use crate::command::Shell;
use crate::date::Date;
use crate::delivery::Delivery;
use crate::edition::Edition;
use crate::successors::Successor;
use crate::version::{ReleaseLine, Version};

/// Everything that the user can choose. [`Choices::default`] chooses nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The installed edition, where the paste does not tell.
    pub edition: Option<Edition>,
    /// The installed version, where the paste does not tell.
    pub from: Option<Version>,
    /// Which installation the plan is for, by its place in the report, counted from 0.
    pub installation: Option<usize>,
    /// Where to go: a version, or a line, which stands for its newest known release.
    pub target: Option<Target>,
    /// The edition to go to, where it is another one than the installed.
    pub target_edition: Option<Edition>,
    /// The namespace of the installation.
    pub namespace: Option<String>,
    /// The name of the Helm release.
    pub release: Option<String>,
    /// A values file of the user's own.
    pub values: Option<String>,
    /// The machine that glooctl is for; without it, `glooctl upgrade` fetches the binary.
    pub platform: Option<Platform>,
    /// The major version of Helm.
    pub helm: Option<Helm>,
    /// The shell that the commands are read in.
    pub shell: Shell,
    /// How the new version takes over.
    pub way: Way,
    /// What delivers the chart, where the paste does not tell or is wrong.
    pub delivered_by: Option<Delivery>,
    /// Answers to questions of the plan, by the identifiers of the risks that ask.
    pub answers: Vec<(String, Reply)>,
    /// Today, for saying how old the catalog is.
    pub today: Option<Date>,
}

/// Where to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A release, in the numbers of the edition to go to.
    Version(Version),
    /// The newest known release of a line.
    Line(ReleaseLine),
    /// The newest known release of all lines that begin with a number.
    Major(u32),
    /// The product that takes the place of Gloo.
    Successor(Successor),
}

impl Target {
    /// Reads `1.18.9`, `1.18` or `1.x`, with or without a leading `v`, or `kgateway`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bare = text.strip_prefix('v').unwrap_or(text);
        let line = || ReleaseLine::parse(bare).map(Self::Line);
        let number = || bare.strip_suffix(".x").filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        // A number and any minor make a line.
        let major = || ReleaseLine::parse(&format!("{}.0", number()?));
        Version::parse(bare)
            .map(Self::Version)
            .or_else(line)
            .or_else(|| major().map(|line| Self::Major(line.major)))
            .or_else(|| Successor::parse(text).map(Self::Successor))
    }

    /// The first number of the releases that it names, where it names any.
    #[must_use]
    pub const fn major(self) -> Option<u32> {
        match self {
            Self::Version(version) => Some(version.major),
            Self::Line(line) => Some(line.major),
            Self::Major(major) => Some(major),
            Self::Successor(_) => None,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(version) => version.fmt(f),
            Self::Line(line) => line.fmt(f),
            Self::Major(major) => write!(f, "{major}.x"),
            Self::Successor(successor) => f.write_str(successor.name()),
        }
    }
}

/// One of a few, each with a name of its own.
pub trait Named: Copy + 'static {
    /// All of them.
    const ALL: &'static [Self];

    /// Its name, for people, options and reports.
    fn name(self) -> &'static str;

    /// Reads [`Named::name`].
    #[must_use]
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == text)
    }
}

/// An answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// It is so.
    Yes,
    /// It is not.
    No,
}

impl Named for Reply {
    const ALL: &'static [Self] = &[Self::Yes, Self::No];

    fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}

/// A major version of Helm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Helm {
    /// Helm 2, which charts were written for to 1.7.
    Two,
    /// Helm 3, from 3.9 on.
    #[default]
    Three,
    /// Helm 4.
    Four,
}

impl Named for Helm {
    const ALL: &'static [Self] = &[Self::Two, Self::Three, Self::Four];

    fn name(self) -> &'static str {
        match self {
            Self::Two => "2",
            Self::Three => "3",
            Self::Four => "4",
        }
    }
}

impl Named for Shell {
    const ALL: &'static [Self] = &[Self::Posix, Self::PowerShell];

    fn name(self) -> &'static str {
        match self {
            Self::Posix => "posix",
            Self::PowerShell => "powershell",
        }
    }
}

/// How the new version takes over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// It replaces the old one in its namespace.
    #[default]
    InPlace,
    /// It is installed beside the old one, and gets the traffic when it has proven itself.
    Canary,
}

impl Named for Delivery {
    const ALL: &'static [Self] = &Self::ALL;

    fn name(self) -> &'static str {
        Self::name(self)
    }
}

impl Named for Way {
    const ALL: &'static [Self] = &[Self::InPlace, Self::Canary];

    fn name(self) -> &'static str {
        match self {
            Self::InPlace => "in-place",
            Self::Canary => "canary",
        }
    }
}

/// A kind of machine that glooctl is published for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// `linux-amd64`
    LinuxAmd64,
    /// `linux-arm64`, from 1.14.0 on
    LinuxArm64,
    /// `darwin-amd64`
    DarwinAmd64,
    /// `darwin-arm64`, from 1.14.0 on
    DarwinArm64,
    /// `windows-amd64`
    WindowsAmd64,
}

impl Named for Platform {
    const ALL: &'static [Self] =
        &[Self::LinuxAmd64, Self::LinuxArm64, Self::DarwinAmd64, Self::DarwinArm64, Self::WindowsAmd64];

    /// As the release's files are named.
    fn name(self) -> &'static str {
        match self {
            Self::LinuxAmd64 => "linux-amd64",
            Self::LinuxArm64 => "linux-arm64",
            Self::DarwinAmd64 => "darwin-amd64",
            Self::DarwinArm64 => "darwin-arm64",
            Self::WindowsAmd64 => "windows-amd64",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_releases_or_lines() {
        assert_eq!(Target::parse("v1.18.9"), Some(Target::Version(Version::stable(1, 18, 9))));
        assert_eq!(Target::parse("1.21").map(|target| matches!(target, Target::Line(_))), Some(true));
        assert_eq!(Target::parse("v2.x"), Some(Target::Major(2)));
        for text in ["latest", "2", "x", ".x", "1.18.x", "2.x.x", "+2.x", "4294967296.x"] {
            assert_eq!(Target::parse(text), None, "{text}");
        }
    }

    #[test]
    fn names_are_read_back() {
        assert_eq!(Helm::parse("2"), Some(Helm::Two));
        assert_eq!(Shell::parse("powershell"), Some(Shell::PowerShell));
        assert_eq!(Way::parse("canary"), Some(Way::Canary));
        assert_eq!(Platform::parse("plan9-386"), None);
    }
}
