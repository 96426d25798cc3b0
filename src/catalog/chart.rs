//! Where charts are.

use super::entry::Entry;

/// Where a chart is, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The repository's usual local name: `glooe`.
    pub alias: String,
    /// The repository's address.
    pub url: String,
    /// The chart's name in it: `gloo-ee`.
    pub name: String,
    /// Folder of the custom resource definitions in the unpacked chart: `gloo-ee/charts/gloo/crds`.
    pub crds: String,
    /// Folder of those that only federation needs, where the chart brings it.
    pub federation_crds: Option<String>,
    /// What stands in front of the values of the open-source chart: `gloo.`, or nothing.
    pub prefix: String,
}

impl Chart {
    /// What helm is told to take it by, where its repository has the usual name: `glooe/gloo-ee`.
    #[must_use]
    pub fn reference(&self) -> String {
        format!("{}/{}", self.alias, self.name)
    }

    pub(super) fn read(entry: &Entry) -> Option<Self> {
        Some(Self {
            alias: entry.get("alias").word()?,
            url: entry.get("url").word()?,
            name: entry.get("chart").word()?,
            crds: entry.get("crds").word()?,
            federation_crds: entry.optional("federation_crds", Entry::word)?,
            prefix: entry.optional("prefix", prefix)?.unwrap_or_default(),
        })
    }
}

/// Nothing, or the keys that lead to a block of values, each with a dot behind it.
fn prefix(value: &Entry) -> Option<String> {
    if value.text()?.is_empty() {
        return Some(String::new());
    }
    value.word().filter(|text| text.ends_with('.'))
}
