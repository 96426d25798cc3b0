//! Which upgrades were run as a whole before somebody else needs them, and how that went.

use serde_json::Value;

use super::Catalog;
use super::entry::{optional, word};
use crate::date::Date;
use crate::edition::Edition;
use crate::version::Version;

/// An upgrade that was run as a whole: a row of the group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rehearsal {
    /// The version before.
    pub from: Version,
    /// The version after.
    pub to: Version,
    /// How the new version took over: `in-place` or `canary`.
    pub way: String,
    /// The version of Helm.
    pub helm: String,
    /// The version of Kubernetes.
    pub kubernetes: String,
    /// The day.
    pub date: Date,
    /// How the upgrade ended: `deployed` where it succeeded.
    pub upgrade: String,
    /// How the way back ended, where it was run too.
    pub rollback: Option<String>,
    /// What was run, and with which values.
    pub how: String,
}

/// What is known of rehearsals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rehearsals {
    /// What all of them have in common: `real charts, played nodes`.
    pub conditions: String,
    rows: Vec<(Edition, Rehearsal)>,
}

impl Rehearsals {
    /// Takes an entry of the group: the rows of an edition, or what all rows have in common.
    pub(super) fn take(&mut self, name: &str, entry: &Value) -> Option<()> {
        if name == "conditions" {
            self.conditions = entry.as_str()?.to_owned();
            return Some(());
        }
        let edition = Edition::parse(name)?;
        for row in entry.as_array()? {
            self.rows.push((edition, Rehearsal::read(row)?));
        }
        Some(())
    }
}

impl Rehearsal {
    /// `["1.16.27","1.17.38","in-place","3.17.3","1.34.4","2026-11-27","deployed","deployed","default values"]`
    fn read(row: &Value) -> Option<Self> {
        let [from, to, way, helm, kubernetes, date, upgrade, rollback, how] = row.as_array()?.as_slice()
        else {
            return None;
        };
        let text = |cell: &Value| cell.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
        Some(Self {
            from: Version::parse(from.as_str()?)?,
            to: Version::parse(to.as_str()?)?,
            way: word(way)?,
            helm: word(helm)?,
            kubernetes: word(kubernetes)?,
            date: Date::parse(date.as_str()?)?,
            upgrade: text(upgrade)?,
            rollback: optional(rollback, text)?,
            how: text(how)?,
        })
    }

    /// Whether the upgrade succeeded.
    #[must_use]
    pub fn is_deployed(&self) -> bool {
        self.upgrade == "deployed"
    }
}

impl Catalog {
    /// All upgrades of an edition that were run as a whole, as the rows are listed.
    pub fn rehearsals(&self, edition: Edition) -> impl Iterator<Item = &Rehearsal> {
        self.rehearsed.rows.iter().filter(move |(of, _)| *of == edition).map(|(_, row)| row)
    }

    /// What all rehearsals have in common, in a few words.
    #[must_use]
    pub fn rehearsal_conditions(&self) -> &str {
        &self.rehearsed.conditions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str =
        r#"["1.2.0","1.2.1","in-place","3.17.3","1.34.4","2026-11-27","deployed",null,"default values"]"#;

    fn load(group: &str) -> Result<Catalog, String> {
        let text =
            format!(r#"{{"checked_on":"2026-08-07","oss":{{}},"enterprise":{{}},"rehearsed":{group}}}"#);
        Catalog::parse(&text).map_err(|error| error.to_string())
    }

    #[test]
    fn a_row_is_of_one_edition() {
        let catalog =
            load(&format!(r#"{{"conditions":"played nodes","open-source":[{ROW}]}}"#)).expect("a catalog");
        let count = |edition| catalog.rehearsals(edition).count();
        assert_eq!((count(Edition::OpenSource), count(Edition::Enterprise)), (1, 0));
        let row = catalog.rehearsals(Edition::OpenSource).next().expect("a row");
        assert_eq!((row.way.as_str(), row.rollback.as_deref(), row.is_deployed()), ("in-place", None, true));
        assert_eq!(catalog.rehearsal_conditions(), "played nodes");
    }

    #[test]
    fn what_is_wrong_spoils_the_entry() {
        let check = |from: &str, to: &str| {
            assert!(ROW.contains(from), "{from}");
            let seen = load(&format!(r#"{{"open-source":[{}]}}"#, ROW.replace(from, to))).err();
            let expect = "The catalog of releases can't be used: `rehearsed` has an entry \"open-source\" that can't be read.";
            assert_eq!(seen.as_deref(), Some(expect), "{to} for {from}");
        };
        check("\"1.2.0\"", "\"1.2\"");
        check("\"1.2.1\"", "null");
        check("\"in-place\"", "\"in place\"");
        check("\"3.17.3\"", "3");
        check("\"2026-11-27\"", "\"2026-11-31\"");
        check("\"deployed\"", "\"\"");
        check("null", "5");
        check("null", "\"\"");
        check("\"default values\"", "\"default values\",\"more\"");
        check(",\"default values\"", "");
    }
}
