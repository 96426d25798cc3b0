//! Where charts are.

use serde_json::Value;

use super::entry::{optional, word};

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

    pub(super) fn read(entry: &Value) -> Option<Self> {
        Some(Self {
            alias: word(&entry["alias"])?,
            url: word(&entry["url"])?,
            name: word(&entry["chart"])?,
            crds: word(&entry["crds"])?,
            federation_crds: optional(&entry["federation_crds"], word)?,
            prefix: optional(&entry["prefix"], prefix)?.unwrap_or_default(),
        })
    }
}

/// Nothing, or the keys that lead to a block of values, each with a dot behind it.
fn prefix(value: &Value) -> Option<String> {
    if value.as_str()?.is_empty() {
        return Some(String::new());
    }
    word(value).filter(|text| text.ends_with('.'))
}
