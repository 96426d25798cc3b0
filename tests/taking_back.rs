//! Which run of the check unsays which: many pastes of several runs, beside a plain model of what is left.
//!
//! A failure counts until a later run of the same cluster and namespace, that has an end, looks at the same part
//! again. Nothing else unsays it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gloo_advisor::transcript::check::Verdict;
use gloo_advisor::{Case, Choices, Knowledge, advise};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const PARTS: [&str; 4] = ["deployments", "pods", "upstreams", "virtual services"];
const NAMES: [&str; 4] = ["deployments", "pods", "upstreams", "virtual-services"];

#[derive(Clone, Debug)]
struct Run {
    cluster: &'static str,
    namespace: &'static str,
    /// What the run says of each part; `None` where it was left out.
    parts: [Option<bool>; 4],
    is_cut: bool,
}

impl Run {
    /// What the terminal printed.
    fn text(&self) -> String {
        let left_out: Vec<&str> =
            NAMES.iter().zip(self.parts).filter(|(_, part)| part.is_none()).map(|(name, _)| *name).collect();
        let mut text = format!("$ glooctl check --kube-context {} -n {}", self.cluster, self.namespace);
        for name in left_out {
            let _ = write!(text, " -x {name}");
        }
        text.push('\n');
        let shown = PARTS.iter().zip(self.parts).filter_map(|(name, part)| Some((name, part?)));
        let shown: Vec<_> = if self.is_cut { shown.take(2).collect() } else { shown.collect() };
        let mut failing: Vec<&&str> = Vec::new();
        for (name, is_ok) in shown {
            let _ = writeln!(text, "Checking {name}... {}", if is_ok { "OK" } else { "1 Errors!" });
            failing.extend((!is_ok).then_some(name));
        }
        if self.is_cut {
            return text;
        }
        if failing.is_empty() {
            text.push_str("No problems detected.\n");
        } else {
            let _ = writeln!(text, "Error: {} errors occurred:", failing.len());
            for name in failing {
                let message = match *name {
                    "deployments" => "Deployment gloo in namespace x is not available! Message: m",
                    "pods" => "Pod gloo-1 in namespace x is not ready!",
                    "upstreams" => "Found rejected upstream by 'x': x a (Reason: b)",
                    _ => "Found rejected virtual service by 'x': x a (Reason: b)",
                };
                let _ = writeln!(text, "\t* {message}");
            }
            text.push('\n');
        }
        text
    }
}

/// Whether anything still fails, and whether a run is without an end.
fn left(runs: &[Run]) -> (bool, bool) {
    let mut failing: BTreeMap<(&str, &str, usize), bool> = BTreeMap::new();
    let mut is_open = false;
    for run in runs {
        let shown = run.parts.iter().enumerate().filter_map(|(at, part)| Some((at, (*part)?)));
        let shown: Vec<_> = if run.is_cut { shown.take(2).collect() } else { shown.collect() };
        for (at, is_ok) in shown {
            let key = (run.cluster, run.namespace, at);
            match (is_ok, run.is_cut) {
                (false, _) => drop(failing.insert(key, true)),
                (true, false) => drop(failing.insert(key, false)),
                (true, true) => {}
            }
        }
        is_open |= run.is_cut;
    }
    (failing.values().any(|fails| *fails), is_open)
}

fn run() -> impl Strategy<Value = Run> {
    let part = prop_oneof![3 => Just(Some(true)), 2 => Just(Some(false)), 1 => Just(None)];
    (
        prop::sample::select(vec!["west", "east"]),
        prop::sample::select(vec!["gloo-system", "edge"]),
        prop::array::uniform4(part)
            .prop_filter("something is looked at", |parts| parts.iter().flatten().count() > 1),
        prop::bool::weighted(0.2),
    )
        .prop_map(|(cluster, namespace, parts, is_cut)| Run { cluster, namespace, parts, is_cut })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300, failure_persistence: None, rng_seed: RngSeed::Fixed(3), ..ProptestConfig::default()
    })]

    #[test]
    fn a_failure_counts_until_its_part_is_looked_at_again(runs in prop::collection::vec(run(), 1..6)) {
        let text: String = runs.iter().map(Run::text).collect();
        let report = advise(&Case::paste(&text), &Knowledge::default(), &Choices::default());
        let verdict = report.check.expect("a check").verdict;
        let (is_failing, is_open) = left(&runs);
        prop_assert_eq!(verdict == Verdict::Problems, is_failing, "{}", text);
        if is_open {
            prop_assert!(verdict != Verdict::Healthy, "a run without an end is not healthy: {}", text);
        }
    }
}
