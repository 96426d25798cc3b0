//! What is known of releases: which exist, when they were published, which open-source release an
//! Enterprise release is built on, where the charts are, what a line works with and which custom resource
//! definitions it has.
//!
//! All of it is data with a `checked_on` date. The newest row is the newest known on that date, and
//! a version without a row is not in the catalog, which says nothing against the version.

mod bounds;
#[cfg(not(target_family = "wasm"))]
pub mod build;
mod chart;
mod crds;
mod entry;
mod learn;
mod lines;
mod links;
mod load;
mod rehearsals;

pub use bounds::Bounds;
pub use chart::Chart;
pub use crds::{Crd, CrdChanges};
pub use lines::Support;
pub use links::{EndOfLife, Link};
pub use rehearsals::Rehearsal;

use serde_json::Value;

use crate::date::Date;
use crate::edition::Edition;
use crate::evidence::Evidence;
use crate::transcript::Span;
use crate::tree::DataError;
use crate::version::{ReleaseLine, Version};

/// The catalog. [`Catalog::default`] is the one that knows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    /// The day on which the newest row was looked up.
    pub checked_on: Option<Date>,
    open_source: Shelf,
    enterprise: Shelf,
    federation: Option<Chart>,
    lines: Vec<(ReleaseLine, Support)>,
    crds: Vec<Crd>,
    rehearsed: rehearsals::Rehearsals,
}

/// What is known of one edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Shelf {
    chart: Option<Chart>,
    links: Vec<Link>,
    end_of_life: Option<EndOfLife>,
    /// In the order of [`Version`].
    releases: Vec<Release>,
}

/// One release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its number in its own edition.
    pub version: Version,
    /// `2025-02-28`, or `2025-02` where only the month is known.
    pub date: Option<String>,
    /// For an Enterprise release: what it is built on.
    pub base: Option<Base>,
    /// For an Enterprise release: the oldest open-source release that its base can be.
    pub at_least: Option<Version>,
    /// Where the paste names it, if only the paste does.
    pub seen: Option<Span>,
}

/// The open-source release inside an Enterprise release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// Its number.
    pub version: Version,
    /// How sure that is.
    pub confidence: Confidence,
    /// How it became known: `changelog-bump`, `docs-co-latest` and so on.
    pub relation: String,
}

/// How sure a pair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// A file of the vendor says it.
    Declared,
    /// Seen in a running installation, or in the vendor's own pins.
    Observed,
    /// The lowest and the highest release that the base can be are the same.
    Bounded,
    /// The documentation named both as current on the same day: an upper bound.
    Inferred,
    /// The chart itself says it, in the paste.
    Pasted,
}

impl Confidence {
    /// Reads the name of a confidence that a row can have; the others come from several rows, or from a paste.
    fn parse(text: &str) -> Option<Self> {
        [Self::Declared, Self::Observed, Self::Inferred]
            .into_iter()
            .find(|confidence| confidence.name() == text)
    }

    /// Whether the base is exactly the one named, and not an upper bound.
    #[must_use]
    pub const fn is_certain(self) -> bool {
        !matches!(self, Self::Inferred)
    }

    /// The name in the catalog and in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Observed => "observed",
            Self::Bounded => "bounded",
            Self::Inferred => "inferred",
            Self::Pasted => "pasted",
        }
    }
}

impl Catalog {
    /// The catalog that this version of the program was published with.
    ///
    /// # Errors
    ///
    /// None, as long as the tests pass: they read the same file.
    pub fn published() -> Result<Self, DataError> {
        Self::parse(include_str!("../static/catalog.json"))
    }

    /// Reads the releases of `static/catalog.json`.
    ///
    /// # Errors
    ///
    /// A sentence that says which part of the text is not as a catalog should be.
    pub fn parse(text: &str) -> Result<Self, DataError> {
        load::parse(text)
    }

    /// Reads a catalog that somebody else has parsed.
    ///
    /// # Errors
    ///
    /// A sentence that says which part of it is not as a catalog should be.
    pub fn load(root: &Value) -> Result<Self, DataError> {
        load::load(root)
    }

    /// Whether it has no release at all, as when it could not be fetched.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.open_source.releases.is_empty() && self.enterprise.releases.is_empty()
    }

    /// Where the chart of an edition is.
    #[must_use]
    pub fn chart(&self, edition: Edition) -> Option<&Chart> {
        self.shelf(edition).chart.as_ref()
    }

    /// Where the chart of federation is, for those who install it by itself.
    #[must_use]
    pub const fn federation(&self) -> Option<&Chart> {
        self.federation.as_ref()
    }

    /// Where more is to be read of an edition's releases. A kind of thing may have several rows, each for
    /// other releases.
    #[must_use]
    pub fn links(&self, edition: Edition) -> &[Link] {
        &self.shelf(edition).links
    }

    /// When an edition ends, if that was announced.
    #[must_use]
    pub fn end_of_life(&self, edition: Edition) -> Option<&EndOfLife> {
        self.shelf(edition).end_of_life.as_ref()
    }

    /// Whether an edition has ended on a day; not where either is unknown.
    #[must_use]
    pub fn has_ended(&self, edition: Edition, today: Option<Date>) -> bool {
        self.end_of_life(edition).zip(today).is_some_and(|(end, today)| end.date < today)
    }

    /// What a line works with. Both editions have the same lines.
    #[must_use]
    pub fn support(&self, line: ReleaseLine) -> Option<&Support> {
        self.lines.iter().find(|(known, _)| *known == line).map(|(_, support)| support)
    }

    /// When the documentation began to list a line as supported, and when it ceased to.
    #[must_use]
    pub fn listed(&self, line: ReleaseLine) -> Option<(Date, Option<Date>)> {
        let (first, last) = self.support(line)?.listed.as_ref()?;
        Some((Date::parse(first)?, last.as_deref().and_then(Date::parse)))
    }

    /// When the documentation ceased to list a line as supported; `None` as long as it lists it, or where that is
    /// unknown. Without a day for today, all that is announced has happened.
    #[must_use]
    pub fn delisted(&self, line: ReleaseLine, today: Option<Date>) -> Option<Date> {
        let (_, last) = self.listed(line)?;
        last.filter(|last| today.is_none_or(|today| *last <= today))
    }

    /// What the published support table says of each line.
    #[must_use]
    pub fn supports(&self) -> &[(ReleaseLine, Support)] {
        &self.lines
    }

    /// The custom resource definitions that the open-source chart of a release has, by name.
    #[must_use]
    pub fn crds_of(&self, release: Version) -> Vec<&str> {
        self.crds.iter().filter(|crd| crd.ranges.contains(release)).map(|crd| crd.name.as_str()).collect()
    }

    /// The custom resource definitions that the open-source chart has or had.
    #[must_use]
    pub fn crds(&self) -> &[Crd] {
        &self.crds
    }

    /// What going from one open-source release to another does to the custom resource definitions.
    #[must_use]
    pub fn crd_changes(&self, from: Version, to: Version) -> CrdChanges<'_> {
        crds::changes(&self.crds, from, to)
    }

    /// All releases of an edition, oldest line first.
    #[must_use]
    pub fn releases(&self, edition: Edition) -> &[Release] {
        &self.shelf(edition).releases
    }

    /// The row of a release.
    #[must_use]
    pub fn release(&self, edition: Edition, version: Version) -> Option<&Release> {
        let releases = self.releases(edition);
        let at = releases.binary_search_by_key(&version, |release| release.version).ok()?;
        releases.get(at)
    }

    /// All releases of one line, oldest first.
    #[must_use]
    pub fn line(&self, edition: Edition, line: ReleaseLine) -> &[Release] {
        let releases = self.releases(edition);
        let start = releases.partition_point(|release| release.version.line() < line);
        let end = releases.partition_point(|release| release.version.line() <= line);
        releases.get(start..end).unwrap_or_default()
    }

    /// The newest known stable release of a line.
    #[must_use]
    pub fn newest(&self, edition: Edition, line: ReleaseLine) -> Option<&Release> {
        self.line(edition, line).iter().rev().find(|release| !release.version.is_prerelease())
    }

    /// The next line after this one that has a stable release.
    #[must_use]
    pub fn next_line(&self, edition: Edition, line: ReleaseLine) -> Option<ReleaseLine> {
        let releases = self.releases(edition).iter();
        let mut later =
            releases.filter(|release| release.version.line() > line && !release.version.is_prerelease());
        later.next().map(|release| release.version.line())
    }

    /// The open-source release that the catalog lists for an Enterprise release.
    #[must_use]
    pub fn base(&self, enterprise: Version) -> Option<&Base> {
        self.release(Edition::Enterprise, enterprise)?.base.as_ref()
    }

    /// The open-source release that an Enterprise release is built on, or else what its row names, and how that is known.
    #[must_use]
    pub fn nearest_base(&self, enterprise: Version) -> Option<(Version, Confidence)> {
        let listed = || self.base(enterprise).map(|base| (base.version, base.confidence));
        self.pair(enterprise).or_else(listed)
    }

    /// The open-source release that an Enterprise release is built on, where only one can be, and how that is known.
    #[must_use]
    pub fn pair(&self, enterprise: Version) -> Option<(Version, Confidence)> {
        match self.base(enterprise) {
            Some(base) if base.confidence.is_certain() => Some((base.version, base.confidence)),
            _ => self.bounds(enterprise).exact().map(|version| (version, Confidence::Bounded)),
        }
    }

    const fn shelf(&self, edition: Edition) -> &Shelf {
        match edition {
            Edition::OpenSource => &self.open_source,
            Edition::Enterprise => &self.enterprise,
        }
    }

    const fn shelf_mut(&mut self, edition: Edition) -> &mut Shelf {
        match edition {
            Edition::OpenSource => &mut self.open_source,
            Edition::Enterprise => &mut self.enterprise,
        }
    }
}

impl Release {
    /// What it rests on: its row in the catalog, or the lines of the paste that name it.
    #[must_use]
    pub fn evidence(&self, edition: Edition) -> Evidence {
        match self.seen {
            Some(span) => Evidence::Lines(span),
            None => Evidence::Catalog(format!("{} {}", edition.name(), self.version)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog() -> Catalog {
        let text = r#"{"checked_on":"2026-08-07","charts":{},
            "oss":{"1.3":[["0-beta1","2020-01-01"],["0","2020-02-01"],["17","2020-03-01"]],"1.4":[["0-beta1","2020-05-01"]],"1.5":[["0","2021-01-01"]]},
            "enterprise":{"1.3":[["0","2020-04","1.3.17","declared","dependency"],["1","2020-04-09"],["2",null,"1.3.20","inferred","docs-co-latest"],["3",null,null,null,null,"1.3.19"],["4",null,"1.3.21","inferred","docs-co-latest","1.3.21"]]}}"#;
        Catalog::parse(text).expect("the catalog of this test is well formed")
    }

    fn version(text: &str) -> Version {
        Version::parse(text).expect("a version")
    }

    #[test]
    fn the_newest_of_a_line_is_stable() {
        let catalog = catalog();
        let newest = |of: &str| catalog.newest(Edition::OpenSource, version(of).line());
        assert_eq!(newest("1.3.0").map(|release| release.version), Some(version("1.3.17")));
        assert!(newest("1.4.0").is_none());
    }

    #[test]
    fn a_line_without_a_stable_release_is_passed_over() {
        let next = catalog().next_line(Edition::OpenSource, version("1.3.0").line());
        assert_eq!(next.map(|line| line.to_string()).as_deref(), Some("1.5"));
    }

    #[test]
    fn neighbours_bound_an_unlisted_base() {
        let bounds = catalog().bounds(version("1.3.1"));
        assert_eq!(bounds, Bounds { lowest: Some(version("1.3.17")), highest: Some(version("1.3.20")) });
        assert_eq!(catalog().bounds(version("1.9.0")), Bounds::default());
    }

    #[test]
    fn a_row_may_have_a_lower_bound() {
        let check = |enterprise: &str, bounds: Option<&str>, pair: Option<(&str, Confidence)>| {
            let enterprise = version(enterprise);
            assert_eq!(catalog().bounds(enterprise).words().as_deref(), bounds, "{enterprise}");
            let pair = pair.map(|(base, confidence)| (version(base), confidence));
            assert_eq!(catalog().pair(enterprise), pair, "{enterprise}");
        };
        check("1.3.0", Some("1.3.17"), Some(("1.3.17", Confidence::Declared)));
        check("1.3.2", Some("1.3.17 to 1.3.20"), None);
        check("1.3.3", Some("1.3.19 to 1.3.21"), None);
        check("1.3.4", Some("1.3.21"), Some(("1.3.21", Confidence::Bounded)));
        check("1.3.5", Some("1.3.21 or newer"), None);
        check("1.3.0-beta1", Some("1.3.17 or older"), None);
        check("1.9.0", None, None);
    }
}
