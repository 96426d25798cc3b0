//! Which releases of Gloo and of a successor can share a cluster.

use super::{Line, Product, Source};
use crate::catalog::Catalog;
use crate::edition::Edition;
use crate::version::{ReleaseLine, Version};

/// How Gloo uses the Gateway API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It serves it (`kubeGateway.enabled`), and works with one release of it.
    Served,
    /// It does not, so any release will do.
    Unused,
    /// The paste does not tell; what it may need counts.
    Unknown,
}

/// What a line of Gloo and a line of a successor have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Common {
    /// The lowest and the highest minor of Kubernetes.
    pub kubernetes: (ReleaseLine, ReleaseLine),
    /// The release of the Gateway API that both work with: `v1.4.1`.
    pub bundle: String,
}

/// Where Gloo has to be, and which line of a successor goes beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit<'a> {
    /// The line of Gloo.
    pub gloo: ReleaseLine,
    /// The line of the successor; `None` where Gloo has it.
    pub line: Option<&'a Line>,
    /// What they have in common.
    pub common: Common,
}

/// What two lines have in common; `None` where they can't share a cluster, or the documentation does not list Gloo's.
#[must_use]
pub fn common(catalog: &Catalog, gloo: ReleaseLine, line: &Line, uses: Use) -> Option<Common> {
    let support = catalog.support(gloo)?;
    let (low, high) = support.kubernetes?;
    let kubernetes = (low.max(line.kubernetes.0), high.min(line.kubernetes.1));
    if kubernetes.0 > kubernetes.1 {
        return None;
    }
    let fits = |bundle: &&String| {
        let of = Version::parse(bundle).map(Version::line);
        of.is_some_and(|of| line.gateway_api.0 <= of && of <= line.gateway_api.1)
    };
    let bundle = match &support.gateway_api {
        Some(bundle) if uses != Use::Unused => Some(bundle).filter(fits),
        // The newest one that a line of Gloo is tested with, should somebody switch it on.
        _ => {
            let all = catalog.supports().iter().filter_map(|(_, support)| support.gateway_api.as_ref());
            all.filter(fits).max_by_key(|bundle| Version::parse(bundle))
        }
    };
    Some(Common { kubernetes, bundle: bundle?.clone() })
}

/// The first line of Gloo, from one on, that can share a cluster with a product: with its newest line whose window
/// has the cluster, or else with its newest one. `None` where nothing is known to fit. Where Gloo has the product, the
/// line stays if it can, and else is the newest one whose window has the cluster.
#[must_use]
pub fn fit<'a>(
    product: &'a Product,
    catalog: &Catalog,
    start: (Edition, ReleaseLine),
    wanted: Option<ReleaseLine>,
    kubernetes: Option<ReleaseLine>,
    uses: Use,
) -> Option<Fit<'a>> {
    let (edition, from) = start;
    let is_wanted = |line: &&&Line| wanted.map_or(line.newest.is_some(), |wanted| line.line == wanted);
    let lines: Vec<&Line> = product.lines().iter().rev().filter(|line| is_wanted(&line)).collect();
    let all = || std::iter::successors(Some(from), |line| catalog.next_line(edition, *line));
    let fits = |common: &Common, kubernetes: Option<ReleaseLine>| {
        kubernetes.is_none_or(|line| common.kubernetes.0 <= line && line <= common.kubernetes.1)
    };
    if let Source::Gloo(since) = product.source {
        let of = |gloo| {
            let support = catalog.support(gloo)?;
            let common = Common { kubernetes: support.kubernetes?, bundle: support.gateway_api.clone()? };
            Some(Fit { gloo, line: None, common })
        };
        let known: Vec<Fit<'_>> = all().filter(|line| *line >= since).filter_map(of).collect();
        let mut fitting = known.iter().filter(|fit| fits(&fit.common, kubernetes));
        // Gloo stays where it can; where it moves, the newest line is supported longest.
        let stays = fitting.clone().find(|fit| fit.gloo == from);
        return stays.or_else(|| fitting.next_back()).or(known.last()).cloned();
    }
    let find = |kubernetes: Option<ReleaseLine>| {
        let has = |common: &Common| fits(common, kubernetes);
        lines.iter().find_map(|line| {
            all().find_map(|gloo| {
                let common = common(catalog, gloo, line, uses).filter(&has)?;
                Some(Fit { gloo, line: Some(line), common })
            })
        })
    };
    find(kubernetes).or_else(|| find(None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::successors::Successor;

    fn line(text: &str) -> ReleaseLine {
        ReleaseLine::parse(text).expect("a line")
    }

    fn words(common: Option<Common>) -> String {
        common.map_or_else(
            || "none".to_owned(),
            |Common { kubernetes: (low, high), bundle }| format!("{low}-{high} {bundle}"),
        )
    }

    #[test]
    fn the_windows_are_those_of_the_documentation() {
        let known = Knowledge::published().expect("the published data");
        let product = known.successors.product(Successor::Kgateway).expect("the product");
        let check = |gloo: &str, successor: &str, uses: Use, expect: &str| {
            let of = product.lines().iter().find(|one| one.line == line(successor)).expect("the line");
            let seen = words(common(&known.catalog, line(gloo), of, uses));
            assert_eq!(seen, expect, "{gloo} beside {successor}, {uses:?}");
        };
        for (gloo, successor, served, unused) in [
            ("1.18", "2.3", "none", "1.31-1.31 v1.4.1"),
            ("1.18", "2.4", "none", "none"),
            ("1.19", "2.3", "1.31-1.32 v1.3.0", "1.31-1.32 v1.4.1"),
            ("1.19", "2.4", "none", "1.32-1.32 v1.4.1"),
            ("1.20", "2.3", "1.31-1.34 v1.3.0", "1.31-1.34 v1.4.1"),
            ("1.20", "2.4", "none", "1.32-1.34 v1.4.1"),
            ("1.21", "2.3", "1.31-1.35 v1.4.1", "1.31-1.35 v1.4.1"),
            ("1.21", "2.4", "1.32-1.35 v1.4.1", "1.32-1.35 v1.4.1"),
            ("1.22", "2.3", "1.31-1.35 v1.4.1", "1.31-1.35 v1.4.1"),
            ("1.22", "2.4", "1.32-1.36 v1.4.1", "1.32-1.36 v1.4.1"),
            ("1.18", "2.1", "1.31-1.31 v1.2.1", "1.31-1.31 v1.4.1"),
            ("1.22", "2.2", "1.31-1.35 v1.4.1", "1.31-1.35 v1.4.1"),
            ("1.16", "2.4", "none", "none"),
        ] {
            check(gloo, successor, Use::Served, served);
            check(gloo, successor, Use::Unknown, served);
            check(gloo, successor, Use::Unused, unused);
        }
    }

    #[test]
    fn gloo_goes_as_far_as_it_has_to() {
        let known = Knowledge::published().expect("the published data");
        let check = |which, gloo: &str, kubernetes: Option<&str>, uses, expect: &str| {
            let product = known.successors.product(which).expect("the product");
            let start = (Edition::OpenSource, line(gloo));
            let fit = fit(product, &known.catalog, start, None, kubernetes.map(line), uses);
            let beside =
                |fit: &Fit<'_>| fit.line.map_or_else(String::new, |line| format!(" beside {}", line.line));
            let seen = fit.map(|fit| format!("{}{}", fit.gloo, beside(&fit))).unwrap_or_default();
            assert_eq!(seen, expect, "{gloo} on {kubernetes:?}, {uses:?}");
        };
        let open = Successor::Kgateway;
        check(open, "1.16", None, Use::Unknown, "1.21 beside 2.4");
        check(open, "1.19", None, Use::Served, "1.21 beside 2.4");
        check(open, "1.19", None, Use::Unused, "1.19 beside 2.4");
        check(open, "1.19", Some("1.31"), Use::Served, "1.19 beside 2.3");
        check(open, "1.19", Some("1.36"), Use::Served, "1.22 beside 2.4");
        check(open, "1.22", None, Use::Served, "1.22 beside 2.4");
        // Where the cluster is in no window, it has to move, whatever line is chosen.
        check(open, "1.18", Some("1.28"), Use::Unused, "1.19 beside 2.4");
        check(open, "1.22", Some("1.37"), Use::Unused, "1.22 beside 2.4");
        check(Successor::EnterpriseKgateway, "1.18", None, Use::Unknown, "1.19 beside 2.3");
        let inside = Successor::GatewayApi;
        check(inside, "1.19", None, Use::Unknown, "1.19");
        check(inside, "1.18", None, Use::Unused, "1.22");
        check(inside, "1.16", Some("1.31"), Use::Unused, "1.22");
        check(inside, "1.16", Some("1.29"), Use::Unused, "1.20");
        check(inside, "1.19", Some("1.34"), Use::Served, "1.22");
        // Where the cluster is in no window, it has to move.
        check(inside, "1.20", Some("1.37"), Use::Unused, "1.22");
    }
}
