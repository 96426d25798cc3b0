//! What a paste adds to the catalog: the releases that a chart repository offers.

use super::{Base, Catalog, Confidence, Release, Shelf};
use crate::edition::Edition;
use crate::transcript::helm::Chart;
use crate::version::Version;

impl Catalog {
    /// The same catalog with what `helm search repo` and `helm show chart` showed; `None` where that is
    /// nothing new.
    #[must_use]
    pub fn learning(&self, charts: &[Chart], repositories: &[&(String, String)]) -> Option<Self> {
        let mut learned: Option<Self> = None;
        for edition in Edition::ALL {
            let Some(chart) = self.chart(edition) else { continue };
            let found = charts.iter().filter(|one| one.edition == edition).map(|one| one.repository.as_str());
            if let Some(chart) = chart.placed(found, repositories) {
                learned.get_or_insert_with(|| self.clone()).shelf_mut(edition).chart = Some(chart);
            }
        }
        for chart in charts.iter().filter(|_| !self.is_empty()) {
            let Some(version) = Version::parse(&chart.version.value) else { continue };
            let base = chart.base.as_ref().and_then(|base| Version::parse(&base.value));
            let base =
                base.map(|version| Base { version, confidence: Confidence::Pasted, relation: String::new() });
            let seen = Some(chart.version.span);
            let known = learned.as_ref().unwrap_or(self).release(chart.edition, version);
            let is_news = known.is_none_or(|known| base.is_some() && !known.is_certain());
            if is_news {
                let date = known.and_then(|known| known.date.clone());
                let at_least = known.and_then(|known| known.at_least);
                let release = Release { version, date, base, at_least, seen };
                learned.get_or_insert_with(|| self.clone()).shelf_mut(chart.edition).put(release);
            }
        }
        learned
    }
}

impl Release {
    /// Whether its base needs no better evidence.
    fn is_certain(&self) -> bool {
        self.base.as_ref().is_some_and(|base| base.confidence.is_certain())
    }
}

impl Shelf {
    /// Puts a release where it belongs, in place of the row that was there.
    fn put(&mut self, release: Release) {
        match self.releases.binary_search_by_key(&release.version, |known| known.version) {
            Ok(at) => {
                if let Some(known) = self.releases.get_mut(at) {
                    *known = release;
                }
            }
            Err(at) => self.releases.insert(at, release),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Case, Choices, Knowledge, advise};

    fn check(paste: &str, target: &str, expect: &str) {
        let knowledge = Knowledge::published().expect("the published data");
        let choices = Choices { target: crate::settings::Target::parse(target), ..Choices::default() };
        let report = advise(&Case::paste(paste), &knowledge, &choices);
        let hops = report.plan.expect("a plan").hops;
        let way: Vec<String> =
            hops.iter().map(|hop| format!("{} with glooctl {}", hop.to, hop.client.version)).collect();
        assert_eq!(way.join(" > "), expect, "reading {paste:?}");
    }

    const SERVER: &str = "Client: {\"version\":\"1.22.3\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.22.3\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"gloo-system\"}}\n";

    #[test]
    fn a_release_newer_than_the_catalog_is_planned_for() {
        let search = "NAME     \tCHART VERSION\tAPP VERSION\tDESCRIPTION\ngloo/gloo\t1.22.9       \t           \tGloo\n";
        check(&format!("{SERVER}{search}"), "1.22.9", "1.22.9 with glooctl 1.22.9");
        check(&format!("{SERVER}{search}"), "1.22", "1.22.9 with glooctl 1.22.9");
        check(SERVER, "1.22", "");
    }
}
