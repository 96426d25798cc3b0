//! What a row of a table proves, and what only looks like one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod common;

use common::pasted;
use gloo_advisor::Report;
use proptest::prelude::*;

/// The installations in words: edition, its version, the open-source version, namespace and release.
fn installed(report: &Report) -> Vec<String> {
    let words = report.installations.iter().map(|(one, _)| {
        let text = |known: Option<String>| known.unwrap_or_else(|| "-".to_owned());
        let edition = one.edition.as_ref().map(|known| known.value.name().to_owned());
        let enterprise = one.enterprise.as_ref().map(|known| known.value.to_string());
        let base = one.open_source.as_ref().map(|known| known.value.to_string());
        let namespace = one.namespace.as_ref().map(|known| known.value.clone());
        let release = one.release.as_ref().map(|known| known.value.clone());
        [edition, enterprise, base, namespace, release].map(text).join(" ")
    });
    words.collect()
}

fn check(text: &str, expect: &[&str]) {
    assert_eq!(installed(&pasted(text)), expect, "reading {text:?}");
}

const LIST: &str = "NAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION";
const ROW: &str = "edge\tgw-edge\t7\t2025-02-11 09:41:22.31 +0100 CET\tdeployed\tgloo-ee-1.18.7\t";
const HELM_2: &str = "NAME\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\tNAMESPACE";
const ROW_2: &str = "edge\t7\tTue Feb 11 09:41:22 2020\tDEPLOYED\tgloo-1.3.9\t1.3.9\tgw-edge";
const HISTORY: &str = "REVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\tDESCRIPTION";
const REVISION: &str = "7\tTue Feb 11 09:41:22 2025\tdeployed\tgloo-ee-1.18.7\t\tUpgrade complete";
const TABLES: [(&str, &str); 3] = [(LIST, ROW), (HELM_2, ROW_2), (HISTORY, REVISION)];

#[test]
fn words_that_look_like_a_row_prove_nothing() {
    for text in [
        "On Monday we deployed gloo-ee-1.18.7 to staging.",
        "Next week we want to have deployed gloo-1.18.7",
        "| prod | deployed | gloo-1.18.7 | since 2024 |",
        "| gloo | gloo-system | deployed | gloo-1.18.7 |",
        "Subject: RE: failed gloo-1.18.7",
        "[Pipeline] echo deployed gloo-ee-1.18.7",
        "Status: deployed gloo-1.18.7 in gloo-system",
        "Argo CD: gloo deployed gloo-1.18.7 ok",
        "2025-02-11 09:41:22 INFO gloo gloo-system deployed gloo-1.18.7",
        "gloo gloo-system 2025-02-11 deployed gloo-1.18.7",
        "run 7 on gloo-system 2025-02-11 deployed gloo-1.18.7",
        "build 7 Tue Feb 11 09:41:22 2025 deployed gloo-1.18.7",
        "we had 7 Tue Feb 11 09:41:22 2025 deployed gloo-1.18.7",
        "prod: unknown gloo-1.18.7",
        "INFO helm: release gloo revision 7 2025-02-11 09:41:22 +0000 UTC deployed gloo-ee-1.18.7",
        "gloo revision 7 2025-02-11 09:41:22 +0000 UTC deployed gloo-ee-1.18.7",
        "we saw edge gw-edge 7 2025-02-11 09:41:22 +0000 UTC deployed gloo-ee-1.18.7",
    ] {
        check(&format!("{text}\n"), &[]);
        check(&format!("Checking pods... OK\nNo problems detected.\n{text}\n"), &[]);
        check(&format!("{text}\n{LIST}\n{ROW}\n"), &["enterprise 1.18.7 - gw-edge edge"]);
    }
}

#[test]
fn a_row_is_read_with_its_heading_its_command_or_alone() {
    let whole = ["enterprise 1.18.7 - gw-edge edge"];
    for before in ["", "$ helm list -A\n", &format!("{LIST}\n"), &format!("$ helm ls\n{LIST}\n")] {
        check(&format!("{before}{ROW}\n"), &whole);
        check(&format!("{before}{}\n", ROW.replace('\t', " ")), &whole);
        check(&format!("{before}{}\n", ROW.replace('\t', " | ")), &whole);
    }
    check(&format!("{HELM_2}\n{ROW_2}\n"), &["open-source - 1.3.9 gw-edge edge"]);
    check(&format!("{ROW_2}\n"), &["open-source - 1.3.9 gw-edge edge"]);
    check(&format!("{HISTORY}\n{REVISION}\n"), &["enterprise 1.18.7 - - -"]);
    check(&format!("{REVISION}\n"), &["enterprise 1.18.7 - - -"]);
    check(&format!("$ helm history edge -n gw-edge\n{REVISION}\n"), &["enterprise 1.18.7 - gw-edge edge"]);
    // A date of another form is one where the command says what the columns are.
    let short = ROW.replace(" +0100 CET", "");
    check(&format!("{short}\n"), &[]);
    check(&format!("$ helm list\n{short}\n"), &whole);
}

#[test]
fn what_follows_a_row_is_no_namespace() {
    for behind in ["  <-- this is prod", "  # prod", " // prod", "\t<- prod", "  prod cluster"] {
        check(&format!("{HELM_2}\n{ROW_2}{behind}\n"), &["open-source - 1.3.9 gw-edge edge"]);
        check(&format!("{LIST}\n{ROW}{behind}\n"), &["enterprise 1.18.7 - gw-edge edge"]);
        check(&format!("{HISTORY}\n{REVISION}{behind}\n"), &["enterprise 1.18.7 - - -"]);
    }
    // The column of the namespace was cut off.
    let cut = ROW_2.strip_suffix("\tgw-edge").unwrap();
    check(&format!("{HELM_2}\n{cut}\n"), &["open-source - 1.3.9 - edge"]);
    check(&format!("{HELM_2}\n{cut}  <-- prod\n"), &["open-source - 1.3.9 - edge"]);
}

/// A window that is too narrow breaks rows at any letter. Less may be said of them then, and nothing else.
#[test]
fn rows_that_a_window_broke_name_no_other_release() {
    for (heading, row) in TABLES {
        let text = format!("{heading}\n{row}\n").replace("-1.18.7", "-1.18.12").replace("-1.3.9", "-1.3.12");
        let text = text.split('\t').map(|cell| format!("{cell:<15} ")).collect::<String>();
        let whole = installed(&pasted(&text));
        let (mut same, mut width) = (0, 20);
        while width < 180 {
            let mut wrapped = String::new();
            for line in text.lines() {
                let letters: Vec<char> = line.trim_end().chars().collect();
                for piece in letters.chunks(width) {
                    wrapped += &format!("{}\n", piece.iter().collect::<String>());
                }
            }
            let seen = installed(&pasted(&wrapped));
            let less = whole.iter().map(|all| all.replace(" gw-edge ", " - "));
            assert!(
                seen.is_empty() || seen == whole || seen.iter().eq(&less.collect::<Vec<_>>()),
                "{width}: {seen:?} in {wrapped}"
            );
            same += usize::from(seen == whole);
            width += 1;
        }
        assert!(same > 80, "{same} of 160 widths are read");
    }
}

#[test]
fn a_sentence_about_a_chart_offers_none() {
    let kinds = |text: &str| pasted(text).blocks.iter().map(|block| block.kind.name()).collect::<Vec<_>>();
    assert_eq!(kinds("gloo/gloo 1.99.0 came out today\n"), Vec::<&str>::new());
    assert_eq!(kinds("gloo/gloo    \t1.19.6       \t           \tGloo Helm chart\n"), ["helm-search"]);
    assert_eq!(
        kinds("$ helm search repo gloo/gloo | tail -1\ngloo/gloo 1.19.6 Gloo Helm chart\n"),
        ["helm-search"]
    );
}

/// What people put in front of a line.
const MARKS: &str =
    "* |- |+ |> |>> |\t> |--> |=> |# |// |;; |AM] |[10:02 AM] |bob: |@bob |• |1) |*|+|-|`|~ |! ";

#[test]
fn marks_in_front_of_rows_change_nothing() {
    for (mark, table) in MARKS.split('|').flat_map(|mark| TABLES.map(|table| (mark, table))) {
        let (heading, row) = table;
        let expect = installed(&pasted(&format!("{heading}\n{row}\n")));
        assert_eq!(expect.len(), 1);
        let seen = |text: String| (installed(&pasted(&text)), text);
        let (every, text) = seen(format!("{mark}{heading}\n{mark}{row}\n"));
        assert_eq!(every, expect, "reading {text:?}");
        let (one, text) = seen(format!("{heading}\n{mark}{row}\n"));
        assert_eq!(one, expect, "reading {text:?}");
    }
}

fn words() -> impl Strategy<Value = String> {
    let words = "we|on|prod|staging|gloo|gloo-system|RE:|Status:|INFO|echo|7|2024|the|and||:|[x]|ok|to|helm|v3|1/1|a|5m";
    let word = prop::sample::select(words.split('|').collect::<Vec<_>>());
    prop::collection::vec(word, 0..8).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn prose_with_a_status_and_a_chart_proves_nothing(before in words(), behind in words(), ee in any::<bool>()) {
        let chart = if ee { "gloo-ee-1.18.7" } else { "gloo-1.18.7" };
        let status = if ee { "deployed" } else { "failed" };
        let text = format!("{before} {status} {chart} {behind}\n");
        prop_assert_eq!(installed(&pasted(&text)), Vec::<String>::new(), "reading {:?}", text);
    }
}
