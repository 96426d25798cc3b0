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
    /// Whether the paste shows that the machine has a repository of this name.
    pub is_pasted: bool,
    /// Whether its address is known, and not only its name.
    pub has_address: bool,
}

impl Chart {
    /// What helm is told to take it by, where its repository has the usual name: `glooe/gloo-ee`.
    #[must_use]
    pub fn reference(&self) -> String {
        format!("{}/{}", self.alias, self.name)
    }

    /// The chart as the machine of the paste has it: in the repository with its address, or in the one that it was
    /// found in, or in the one with its usual name, whatever address that has.
    pub(super) fn placed<'a>(
        &self,
        found: impl Iterator<Item = &'a str>,
        repositories: &[&'a (String, String)],
    ) -> Option<Self> {
        let is_here = |url: &str| url.trim_end_matches('/') == self.url;
        let named = |alias: &str| repositories.iter().find(|(name, _)| name == alias);
        let at_address = repositories.iter().filter(|(_, url)| is_here(url)).map(|(name, _)| name.as_str());
        let usual = || Some(self.alias.as_str()).filter(|alias| named(alias).is_some());
        let found = || only(found.filter(|name| !name.is_empty()));
        let alias = only(at_address).or_else(found).or_else(usual)?;
        let (alias, listed) = (alias.to_owned(), named(alias));
        let url = listed.map_or(&self.url, |(_, url)| url).clone();
        Some(Self { alias, url, is_pasted: true, has_address: listed.is_some(), ..self.clone() })
    }

    pub(super) fn read(entry: &Value) -> Option<Self> {
        Some(Self {
            alias: word(&entry["alias"])?,
            url: word(&entry["url"])?,
            name: word(&entry["chart"])?,
            crds: word(&entry["crds"])?,
            federation_crds: optional(&entry["federation_crds"], word)?,
            prefix: optional(&entry["prefix"], prefix)?.unwrap_or_default(),
            is_pasted: false,
            has_address: true,
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

/// The one name that all of some names are.
fn only<'a>(mut names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let first = names.next()?;
    names.all(|name| name == first).then_some(first)
}
