//! `gloo-advisor catalog build`: what it makes of the indexes in `tests/indexes`, and what it says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gloo_advisor::catalog::build::{Inputs, Source};
use gloo_advisor::catalog::{self, Confidence};
use gloo_advisor::settings::Target;
use gloo_advisor::{Case, Catalog, Choices, Edition, Knowledge, Version, advise};

const OSS: [&str; 2] = ["--oss-index", "gloo.yaml"];
const EE: [&str; 2] = ["--ee-index", "gloo-ee.yaml"];
const BASE: [&str; 2] = ["--base", "base.json"];

/// What the two indexes change in the base, and what is odd about it.
const CHANGES: &str = "\
~ checked_on 2026-08-07 is now 2026-09-02
+ open-source 1.10.0 of 2022-01-10
+ open-source 1.20.0-beta10 of 2025-08-01
+ open-source 1.22.2 of 2026-08-20
+ open-source 1.22.3 of 2026-08-27
+ enterprise 1.19.0-beta1 of 2024-12-17, base 1.19.0-beta1 (declared)
+ enterprise 1.22.1 of 2026-08-21, base 1.22.2 (declared)
+ enterprise 1.22.2 of 2026-08-28, base unknown
~ enterprise 1.20.1: base 1.20.1 (observed) is now 1.20.1 (declared)
~ enterprise 1.20.1: date 2025-10 is now 2025-10-14
~ enterprise 1.20.2: base 1.20.4 (observed) is now 1.20.5 (declared)
~ enterprise 1.20.2: date 2025-11-20 is now 2025-11-18
~ enterprise 1.20.3: base 1.20.9 (declared)
~ enterprise 1.20.3: date 2026-01-12
~ enterprise 1.20.5: date 2026-02-10
~ enterprise 1.20.7: base 1.20.12 (inferred) is now 1.20.12 (declared)
~ enterprise 1.20.8: base 1.20.12 (inferred) is now 1.20.11 (declared)
~ enterprise 1.22.0: base 1.22.0 (inferred) is now 1.22.0 (declared)
~ enterprise 1.22.0: date 2026-07-31 is now 2026-07-30
7 new, 7 changed, 4 entries are no releases
! gloo-ee.yaml: 1 release names no dependency on `gloo`
! open-source 1.20.12 was uploaded on 2026-05-01, more than 31 days from 2026-03-16, which stays
! enterprise 1.20.2 CONTRADICTION: its chart depends on 1.20.5, but 1.20.4 was observed (vendor-pin); the chart counts
! enterprise 1.20.3 has the base 1.20.9, which is not in the catalog
! enterprise 1.20.7 was uploaded on 2026-05-20, more than 31 days after 2026-03-18, which stays
! enterprise 1.20.8 has the base 1.20.11 (declared), below 1.20.12 (declared) of 1.20.7 before it
! enterprise 1.22.0 is of 2026-07-30, before its base 1.22.0 of 2026-08-03
! enterprise 1.22.2 depends on `gloo` \"~1.22\", which is no release and names no base
";

fn indexes() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/indexes")
}

fn read(name: &str) -> String {
    fs::read_to_string(indexes().join(name)).expect("a text")
}

/// A folder of a test's own, with the files of `tests/indexes` and others.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for this test");
    for name in ["base.json", "gloo.yaml", "gloo-ee.yaml", "tags.txt"] {
        fs::write(folder.join(name), read(name)).expect("it is written");
    }
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("it is written");
    }
    folder
}

/// How a build ended, and what it printed on its two streams.
fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gloo-advisor"));
    let program = program.current_dir(folder).arg("catalog").args(args);
    let output = program.output().expect("the program ends");
    let text = |bytes| String::from_utf8(bytes).expect("what it prints is UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// A build that succeeds: the catalog, and what changed.
fn build(folder: &Path, options: &[[&str; 2]]) -> (String, String) {
    let (status, catalog, changes) = run(folder, &[&["build"], options.concat().as_slice()].concat());
    assert_eq!(status, Some(0), "{changes}");
    Catalog::parse(&catalog).expect("a catalog");
    (catalog, changes)
}

fn version(text: &str) -> Version {
    Version::parse(text).expect("a release")
}

#[test]
fn releases_of_both_editions_are_added() {
    let (catalog, changes) = build(&indexes(), &[OSS, EE, BASE]);
    assert_eq!(changes, CHANGES);
    assert_eq!(catalog, read("expected.json"));
    let catalog = Catalog::parse(&catalog).unwrap();
    assert_eq!(catalog.checked_on.unwrap().to_string(), "2026-09-02");
    assert_eq!(catalog.chart(Edition::Enterprise).unwrap().name, "gloo-ee");
    let base = catalog.base(version("1.20.8")).expect("a base");
    assert_eq!((base.version, base.confidence), (version("1.20.11"), Confidence::Declared));
    assert_eq!(base.relation, "chart-dependency");
}

#[test]
fn an_edition_without_an_index_stays_as_it_is() {
    let part = |text: &str, from: &str, to: &str| {
        let (start, end) = (text.find(from).expect("a start"), text.find(to).expect("an end"));
        text[start..end].to_owned()
    };
    let (both, base) = (read("expected.json"), read("base.json"));
    let (open_source, _) = build(&indexes(), &[OSS, BASE]);
    let (enterprise, _) = build(&indexes(), &[EE, BASE]);
    for (from, to, with_open_source, with_enterprise) in [
        ("\"oss\": {\n    \"1.9\"", "\"enterprise\": {\n    \"1.19\"", &both, &base),
        ("\"enterprise\": {\n    \"1.19\"", "\"registries\"", &base, &both),
    ] {
        assert_eq!(part(&open_source, from, to), part(with_open_source, from, to));
        assert_eq!(part(&enterprise, from, to), part(with_enterprise, from, to));
    }
}

#[test]
fn a_second_build_changes_nothing() {
    let folder = folder("second-build", &[("once.json", &read("expected.json"))]);
    let (catalog, changes) = build(&folder, &[OSS, EE, ["--base", "once.json"]]);
    assert_eq!(catalog, read("expected.json"));
    let counts = "0 new, 0 changed, 4 entries are no releases\n";
    assert!(changes.starts_with(counts), "{changes}");
}

#[test]
fn the_published_catalog_is_the_usual_base() {
    let index = "{\"apiVersion\":\"v1\",\"entries\":{\"gloo\":[{\"version\":\"1.3.17\",\"created\":\"2020-04-02T10:00:00Z\"}]},\"generated\":\"2020-04-03T00:00:00Z\"}\n";
    let folder = folder("published-base", &[("index.json", index)]);
    let (catalog, changes) = build(&folder, &[["--oss-index", "index.json"]]);
    assert_eq!(catalog, include_str!("../static/catalog.json"));
    assert_eq!(changes, "0 new, 0 changed, 0 entries are no releases\n");
}

/// The same index with the entries of its first chart in another order.
fn shuffled(index: &str) -> String {
    let (head, rest) = index.split_at(index.find("  - ").expect("an entry"));
    let is_end = |line: &&str| !line.starts_with("  - ") && !line.starts_with("    ");
    let end = rest.find(rest.lines().find(is_end).expect("something behind the entries")).unwrap();
    let mut entries: Vec<String> =
        rest[..end].split("  - apiVersion").skip(1).map(|entry| format!("  - apiVersion{entry}")).collect();
    entries.reverse();
    entries.rotate_left(3);
    format!("{head}{}{}", entries.concat(), &rest[end..])
}

#[test]
fn the_order_of_entries_makes_no_difference() {
    let others =
        [("gloo.yaml", shuffled(&read("gloo.yaml"))), ("gloo-ee.yaml", shuffled(&read("gloo-ee.yaml")))];
    let others = others.each_ref().map(|(name, text)| (*name, text.as_str()));
    let folder = folder("shuffled", &others);
    assert_ne!(others[1].1, read("gloo-ee.yaml"));
    assert_eq!(build(&folder, &[OSS, EE, BASE]), (read("expected.json"), CHANGES.to_owned()));
}

#[test]
fn tags_add_what_the_repository_lacks() {
    let (catalog, changes) = build(&indexes(), &[["--tags", "tags.txt"], OSS, BASE]);
    let expect = "\
~ checked_on 2026-08-07 is now 2026-09-02
+ open-source 1.9.3 of 2021-12-25
+ open-source 1.10.0 of 2022-01-10
+ open-source 1.20.0-beta10 of 2025-08-01
+ open-source 1.20.13 without a date
+ open-source 1.20.14 without a date
+ open-source 1.22.2 of 2026-08-20
+ open-source 1.22.3 of 2026-08-27
+ open-source 1.22.4 of 2026-08-31
+ open-source 1.23.0-beta1 of 2026-09-01
9 new, 0 changed, 3 entries are no releases, 2 tags are no releases
! open-source 1.9.1 was tagged on 2021-12-24, more than 31 days from 2021-10-13, which stays
! open-source 1.9.3 was tagged before 2026-08-07, and yet is not in the catalog of that day; some tags carry Enterprise sources, and are no release of this edition
! open-source 1.20.12 was uploaded on 2026-05-01, more than 31 days from 2026-03-16, which stays
";
    assert_eq!(changes, expect);
    assert!(catalog.contains("[\"12\",\"2026-03-16\"],[\"13\",null],[\"14\",null]]"), "{catalog}");

    // A day that becomes known later is filled in.
    let dated = [("once.json", catalog.as_str()), ("dated.txt", "v1.20.13 2026-04-20\nv1.20.14\n")];
    let folder = folder("tags", &dated);
    let (_, changes) = build(&folder, &[["--tags", "dated.txt"], ["--base", "once.json"]]);
    let expect = "\
~ open-source 1.20.13: date 2026-04-20
0 new, 1 changed, 0 entries are no releases, 0 tags are no releases
";
    assert_eq!(changes, expect);
}

#[test]
fn the_day_of_the_check_never_goes_back() {
    let checked_on = |options: &[[&str; 2]]| {
        let (catalog, changes) = build(&indexes(), &[options, &[BASE]].concat());
        (Catalog::parse(&catalog).unwrap().checked_on.unwrap().to_string(), changes)
    };
    assert_eq!(checked_on(&[EE]).0, "2026-09-01");
    assert_eq!(checked_on(&[OSS, ["--checked-on", "2026-10-01"]]).0, "2026-10-01");
    let (day, changes) = checked_on(&[OSS, ["--checked-on", "2026-08-01"]]);
    assert_eq!(day, "2026-08-07");
    for note in [
        "\n! 2026-08-01 is older than the catalog, which was checked on 2026-08-07\n",
        "\n! open-source 1.22.3 is of 2026-08-27, which is after 2026-08-07, the day of the check\n",
    ] {
        assert!(changes.contains(note), "{note:?} is not in\n{changes}");
    }
}

#[test]
fn what_the_catalog_declared_is_replaced_aloud() {
    let entry = |version: &str, base: &str| {
        format!(
            "{{version: {version}, created: 2025-09-22, dependencies: [{{name: gloo, version: {base}}}]}}"
        )
    };
    let (one, other) = (entry("1.20.0", "1.20.1"), entry("1.20.7", "1.19.6"));
    let folder = folder("declared", &[("index.yaml", &format!("entries: {{gloo-ee: [{one}, {other}]}}"))]);
    let (catalog, changes) = build(&folder, &[["--ee-index", "index.yaml"], BASE]);
    let expect = "\
~ enterprise 1.20.0: base 1.20.0 (declared) is now 1.20.1 (declared)
~ enterprise 1.20.7: base 1.20.12 (inferred) is now 1.19.6 (declared)
~ enterprise 1.20.7: date 2026-03-18 is now 2025-09-22
0 new, 2 changed, 0 entries are no releases
! index.yaml has no `generated`, with which Helm ends an index: it may be cut
! enterprise 1.20.0 CONTRADICTION: its chart depends on 1.20.1, but 1.20.0 was declared (changelog-bump); the chart counts
! enterprise 1.20.0 is of 2025-09-22, before its base 1.20.1 of 2025-10-08
! enterprise 1.20.7 has the base 1.19.6 (declared), below 1.20.4 (observed) of 1.20.2 before it
! enterprise 1.20.7 has the base 1.19.6, which has another minor version
";
    assert_eq!(changes, expect);
    assert!(
        catalog.contains("[[\"0\",\"2025-09-22\",\"1.20.1\",\"declared\",\"chart-dependency\"],"),
        "{catalog}"
    );
}

#[test]
fn a_plan_knows_what_only_the_new_catalog_has() {
    let route = |text: &str| {
        let catalog = Catalog::parse(text).unwrap();
        let knowledge = Knowledge { catalog, ..Knowledge::published().unwrap() };
        let (edition, from) = (Some(Edition::OpenSource), Some(version("1.20.0")));
        let target = Target::parse("1.22");
        let choices = Choices { edition, from, target, ..Choices::default() };
        let plan = advise(&Case::default(), &knowledge, &choices).plan.expect("a plan");
        plan.targets.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(route(&read("base.json"))[..2], ["1.20.12", "1.22.1"]);
    assert_eq!(route(&read("expected.json"))[..2], ["1.20.12", "1.22.3"]);
}

#[test]
fn an_index_cut_anywhere_does_no_harm() {
    let (base, whole) = (read("base.json"), read("gloo-ee.yaml"));
    for end in (0..whole.len()).step_by(41) {
        let source = |name, text| Source { name, text };
        let (base, enterprise) = (source("base.json", &base), Some(source("cut", &whole[..end])));
        let inputs = Inputs { base, enterprise, open_source: None, tags: None, checked_on: None };
        match catalog::build::build(&inputs) {
            Ok(built) => {
                Catalog::parse(&built.text).expect("a catalog");
                let summary = built.summary.to_string();
                assert!(summary.contains("! cut has no `generated`"), "{end} bytes: {summary}");
            }
            Err(error) => assert!(error.to_string().starts_with("cut: "), "{end} bytes: {error}"),
        }
    }
}

/// A call that can't be carried out: what it says, and nothing else.
fn check_refused(folder: &Path, args: &[&str], expect: &str) {
    let expect = (Some(2), String::new(), format!("gloo-advisor: {expect}.\n"));
    assert_eq!(run(folder, args), expect, "calling it with {args:?}");
}

/// A file that can't be used: what is said of it.
fn check_file(option: &str, text: &str, expect: &str) {
    let folder = folder(std::thread::current().name().unwrap_or("refused"), &[("file", text)]);
    let mut args = vec!["build", option, "file"];
    // What is wrong with one file is not hidden by others that are good.
    for [other, file] in [OSS, EE, BASE, ["--tags", "tags.txt"]] {
        args.extend([other, file].into_iter().filter(|_| other != option));
    }
    check_refused(&folder, &args, &format!("file{expect}"));
}

#[test]
fn an_index_that_is_none_is_refused() {
    let no_index = ": there are no `entries`, so it is not the index of a Helm repository";
    for option in ["--oss-index", "--ee-index"] {
        check_file(option, "", no_index);
        check_file(option, "apiVersion: v1\ngenerated: \"2026-09-01T06:00:00Z\"\n", no_index);
        check_file(option, "<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>", no_index);
        check_file(option, "entries:\n  gloo: [\n", ": line 2 is not YAML (unclosed bracket '[')");
        check_file(option, &"[".repeat(1_000_000), ": line 1 is nested more than 50 levels deep");
        let bomb = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n";
        check_file(option, bomb, ": line 2 has an alias, which no index has, and which is not followed");
    }
    check_file("--oss-index", "entries: {a: [], b: []}", ": there is no chart `gloo`, only \"a\", \"b\"");
    check_file("--ee-index", "entries: {}", ": there is no chart `gloo-ee`, and no other");
    let swapped = ": there is no chart `gloo`, but `gloo-ee`: this is the index for --ee-index";
    check_file("--oss-index", &read("gloo-ee.yaml"), swapped);
    let swapped = ": there is no chart `gloo-ee`, but `gloo`: this is the index for --oss-index";
    check_file("--ee-index", &read("gloo.yaml"), swapped);
}

#[test]
fn an_entry_that_makes_no_sense_is_refused() {
    let twice = read("gloo-ee.yaml").replace("version: 1.20.3\n", "version: 1.20.2\n");
    check_file(
        "--ee-index",
        &twice,
        ": entries 7 (line 124) and 8 (line 146) of `gloo-ee` are both 1.20.2, but one depends on `gloo` \"1.20.9\" and the other depends on `gloo` \"1.20.5\"",
    );
    let undated = read("gloo.yaml").replace("\"2026-08-20T09:41:55.100200300Z\"", "last week");
    check_file(
        "--oss-index",
        &undated,
        ": entry 2 of `gloo` (line 17, \"1.22.2\") has `created` \"last week\", which does not begin with a day like 2026-08-20",
    );
    let cut = read("gloo.yaml");
    let cut = &cut[..cut.find("    version: 1.20.12\n").expect("the entry")];
    check_file("--oss-index", cut, ": entry 4 of `gloo` (line 43) has no `version`");
}

#[test]
fn other_files_that_make_no_sense_are_refused() {
    let catalog = ": The catalog of releases can't be used: ";
    let (from, to) = ("[\"0\",\"2021-10-06\"]", "[\"10.0\",\"2021-10-06\"]");
    let wrong_line = read("base.json").replace(from, to);
    let row = "row 1 of line 1.9 in `oss` is not a release, or not in order";
    check_file("--base", &wrong_line, &format!("{catalog}{row}"));
    check_file("--base", "{}", &format!("{catalog}`checked_on` is not a date"));
    let day = ": line 2: beside 1.22.4 is \"Aug\", which is no day like 2026-08-20";
    check_file("--tags", "v1.22.3 2026-08-27\nv1.22.4 Aug 31 2026\n", day);
    check_file("--tags", "31.8.2026 v1.22.4\n", ": line 1 names both 31.8.2026 and 1.22.4");
}

#[test]
fn a_file_that_can_not_be_read_is_refused() {
    let folder = folder("unreadable", &[]);
    fs::write(folder.join("utf-16"), b"\xff\xfea\0").expect("it is written");
    let endless = fs::File::create(folder.join("endless")).expect("it is made");
    endless.set_len(200_000_001).expect("a file of holes");
    for option in ["--oss-index", "--ee-index", "--tags", "--base"] {
        let args = |file| {
            if option == "--base" {
                ["--tags", "tags.txt", option, file]
            } else {
                ["--base", "base.json", option, file]
            }
        };
        let check = |file, expect: &str| {
            check_refused(
                &folder,
                &[&["build"], args(file).as_slice()].concat(),
                &format!("{file} {expect}"),
            );
        };
        check("missing", "can't be read: No such file or directory (os error 2)");
        check(".", "can't be read: Is a directory (os error 21)");
        check("utf-16", "is not UTF-8, beginning with byte 1");
        check("endless", "is larger than 200 MB");
        if Path::new("/dev/zero").exists() {
            check("/dev/zero", "is larger than 200 MB");
        }
    }
}
