//! What holds for every text, whatever was pasted: nothing panics, no line is lost, no version is made
//! up, and a text of twice the length takes about twice the time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use gloo_advisor::evidence::Evidence;
use gloo_advisor::image::Role;
use gloo_advisor::installation::containers::{members, tag};
use gloo_advisor::installation::{Said, join};
use gloo_advisor::report::json;
use gloo_advisor::transcript::{Reading, Span, read};
use gloo_advisor::version::Tag;
use gloo_advisor::{Case, Choices, Knowledge, Report, advise};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::published().expect("the published data"));

static FIXTURES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let files = fs::read_dir(folder).expect("the folder of fixtures is there");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file of the folder").path()).collect();
    paths.sort();
    let texts = paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    texts.map(|path| fs::read_to_string(path).expect("a fixture is UTF-8")).collect()
});

/// Each fact that a text states somewhere, as `client 1.2.0`; of containers all, not only the one
/// that counts.
fn said(text: &str) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    for block in read(text, 0).blocks {
        let joined = join(&[&Reading { blocks: vec![block], ..Reading::default() }], Said::default());
        let [facts] = joined.clusters.try_into().expect("one block is of one cluster");
        said.extend(facts.client.map(|client| format!("client {}", client.value)));
        said.extend(facts.kubernetes.map(|version| format!("kubernetes {}", version.value)));
        for one in facts.installations {
            said.extend(one.edition.map(|edition| edition.value.name().to_owned()));
            said.extend(one.open_source.map(|known| format!("base {}", known.value)));
            said.extend(one.enterprise.map(|known| format!("enterprise {}", known.value)));
            for member in members(&one.containers) {
                let base = member.container.oss_tag.as_ref().and_then(|tag| Tag::parse(&tag.value).version());
                said.extend(base.map(|version| format!("base {version}")));
                let number = match member.role {
                    Role::OpenSource => "base",
                    Role::Enterprise | Role::Console | Role::Federation => "enterprise",
                    Role::General | Role::Foreign => continue,
                };
                said.extend(tag(member.container).version().map(|version| format!("{number} {version}")));
            }
        }
    }
    said
}

/// A text with a part missing or doubled may say less than the whole ones, and never anything else.
fn check_said(text: &str, report: &Report, whole: &[&BTreeSet<String>]) -> Result<(), String> {
    let mut facts: Vec<String> =
        report.client.iter().map(|client| format!("client {}", client.value)).collect();
    facts.extend(report.kubernetes.iter().map(|version| format!("kubernetes {}", version.value)));
    for (one, _) in &report.installations {
        facts.extend(one.edition.iter().map(|known| known.value.name().to_owned()));
        facts.extend(one.open_source.iter().map(|known| format!("base {}", known.value)));
        facts.extend(one.enterprise.iter().map(|known| format!("enterprise {}", known.value)));
    }
    match facts.iter().find(|fact| !whole.iter().any(|said| said.contains(*fact))) {
        Some(made_up) => Err(format!("{made_up:?} was read out of {text:?}")),
        None => Ok(()),
    }
}

/// Every line is in a block or in one unread range, in order, and no evidence points elsewhere. Only a line
/// that lost the breaks within it may be the end of one block and the beginning of the next.
fn check_lines(text: &str, report: &Report) {
    let summary = &report.transcripts[0];
    let mut spans: Vec<Span> = report.blocks.iter().map(|block| block.span).collect();
    assert!(spans.is_sorted_by(|one, next| one.end <= next.start), "out of order in {text:?}");
    assert!(summary.unread.is_sorted_by(|one, next| one.end < next.start), "out of order in {text:?}");
    let in_block =
        |line| report.blocks.iter().any(|block| block.span.start <= line && line <= block.span.end);
    for unread in &summary.unread {
        let is_twice = in_block(unread.start) || in_block(unread.end);
        assert!(!is_twice, "{unread:?} is both read and unread in {text:?}");
    }
    spans.extend(&summary.unread);
    spans.sort();
    let mut next = 1;
    for span in &spans {
        let follows = span.start == next || span.start + 1 == next;
        assert!(follows && span.end + 1 >= next, "line {next} is lost or taken twice in {text:?}");
        next = span.end + 1;
    }
    assert_eq!(next, summary.lines + 1, "the last lines of {text:?}");
    for evidence in report.diagnostics.iter().flat_map(|diagnostic| &diagnostic.evidence) {
        let Evidence::Lines(span) = evidence else { continue };
        let is_inside = span.start >= 1 && span.start <= span.end && span.end <= summary.lines;
        assert!(is_inside, "{span:?} is not in {text:?}");
    }
}

fn check(text: &str) -> Report {
    let report = advise(&Case::paste(text), &KNOWLEDGE, &Choices::default());
    check_lines(text, &report);
    report
}

/// Runs a check for each fixture; the first thing that one says wrongly is enough to know.
fn for_each_fixture(check: impl FnMut(&String) -> Result<(), String>) {
    let problems: Vec<String> = FIXTURES.iter().map(check).filter_map(Result::err).collect();
    assert!(problems.is_empty(), "of {} fixtures:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn a_text_that_is_cut_says_nothing_else() {
    for_each_fixture(|text| {
        let whole = said(text);
        let mut cuts = text.char_indices().map(|(at, _)| &text[..at]);
        cuts.try_for_each(|cut| check_said(cut, &check(cut), &[&whole]))
    });
}

#[test]
fn a_line_that_is_missing_or_doubled_says_nothing_else() {
    for_each_fixture(|text| {
        let (whole, lines): (_, Vec<&str>) = (said(text), text.split_inclusive('\n').collect());
        for at in 0..lines.len() {
            for between in [&[][..], &[lines[at], lines[at]]] {
                let changed = [&lines[..at], between, &lines[at + 1..]].concat().concat();
                check_said(&changed, &check(&changed), &[&whole])?;
            }
        }
        Ok(())
    });
}

/// The text as a window of so many columns shows it.
fn wrapped(text: &str, columns: usize) -> String {
    let mut wrapped = String::new();
    for line in text.split_inclusive('\n') {
        for (at, letter) in line.chars().enumerate() {
            if at > 0 && at % columns == 0 && letter != '\n' {
                wrapped.push('\n');
            }
            wrapped.push(letter);
        }
    }
    wrapped
}

#[test]
fn a_text_that_a_window_broke_says_nothing_else() {
    for_each_fixture(|text| {
        let whole = said(text);
        let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or_default();
        (20..longest.min(200))
            .map(|columns| wrapped(text, columns))
            .try_for_each(|broken| check_said(&broken, &check(&broken), &[&whole]))
    });
}

#[test]
fn two_texts_in_one_line_say_nothing_else() {
    let whole: Vec<BTreeSet<String>> = FIXTURES.iter().map(|text| said(text)).collect();
    for_each_fixture(|text| {
        let first = said(text);
        FIXTURES.iter().zip(&whole).try_for_each(|(second, after)| {
            let glued = [text.trim_end_matches('\n'), second].concat();
            check_said(&glued, &check(&glued), &[&first, after])
        })
    });
}

/// Pieces that mean something to the reader, with a bar between them.
const PIECES: &str = "Client: |Server: |{\"version\":\"1.2.0\"}|{|}|[|]|\"client\"|\"server\"|:|,|\"|\\|...|\
    \"Tag\":\"1.16.3\"|\"Name\":\"gloo-ee\"|version undefined|Checking pods...|Checking Gloo Instance x...| OK|\
    2 Errors!|Error: 2 errors occurred:|\t* |Found rejected gateway: a b|Reason: 1 error occurred:|Error!|\
    No problems detected.|Problems detected!|panic: x|----------|WARNING: glooctl@v1.2.1 has a |\
    glooctl binary version (1.5.0) differs from server components (v1.6.0)|$ glooctl check -n |```|\n|\n\n|\
    apiVersion: v1|kind: Pod|- |client:|version: 1.2.0|NAME READY STATUS RESTARTS AGE|gloo-x 1/1 Running 0 5m|\
    gloo gloo-system 1 2024-01-01 00:00:00 +0000 UTC deployed gloo-1.16.3|REVISION UPDATED STATUS CHART|gloo/gloo 1.2.3|\
    NAMESPACE DEPLOYMENT-TYPE|quay.io/solo-io/gloo:1.2.3|image: |Name:  x|Namespace:  y|USER-SUPPLIED VALUES:|\
    Yaml for deployed x :|NAME: gloo|STATUS: deployed|Error: |[{\"name\":\"gloo\"|{\"resources\":[|\"glooVersion\":|\
    $ helm history gloo|$ kubectl get pods|;kubectl get pods|\\n|<br>|&quot;|> |12: |2024-01-01T00:00:00Z |`|\
    Warning: Could not determine gloo server versions|\r\n| |\u{1b}[31m|\u{1b}]8;;|\u{feff}|\u{202e}|\u{a0}|\0";

fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(PIECES.split('|').collect::<Vec<_>>()).prop_map(str::to_owned);
    let slice = (0..FIXTURES.len(), any::<prop::sample::Index>(), 0..200usize);
    let slice = slice.prop_map(|(which, from, length)| {
        let from = from.index(FIXTURES[which].chars().count() + 1);
        FIXTURES[which].chars().skip(from).take(length).collect()
    });
    prop_oneof![4 => known, 2 => slice, 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 800, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_is_read_and_read_alike(pieces in prop::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        let report = check(&text);
        prop_assert_eq!(json::to_value(&report).to_string(), json::to_value(&check(&text)).to_string());
    }
}

/// What this thread has used of a processor, so that other work on the machine does not count; where the
/// system does not tell, the time of the day.
fn used(began: Instant) -> Duration {
    // The kernel counts in ticks until a thread gives way.
    std::thread::sleep(Duration::from_micros(1));
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let told = told.and_then(|told| told.split(' ').next()?.parse().ok());
    told.map_or_else(|| began.elapsed(), Duration::from_nanos)
}

/// The mean time to read a text as often as a quarter second allows. The kernel may count nothing at all for a
/// single short text.
fn time(text: &str) -> f64 {
    let (case, began, mut times) = (Case::paste(text), Instant::now(), 0_u32);
    let before = used(began);
    while times == 0 || began.elapsed() < Duration::from_millis(250) {
        std::hint::black_box(advise(&case, &KNOWLEDGE, &Choices::default()));
        times += 1;
    }
    ((used(began) - before) / times).as_secs_f64()
}

/// Compares reading a short text with reading one of 64 times the length, which may take three times as long for
/// each line, since caches are not endless. It gets there in steps: the square of the time would be hours.
fn check_linear(name: &str, most: usize, text: impl Fn(usize) -> String) -> Option<String> {
    let short = time(&text(most / 64));
    [4, 16, 64].into_iter().find_map(|times| {
        let taken = time(&text(most / 64 * times)) / short;
        (taken > 3.2 * times as f64)
            .then(|| format!("{name}: {times} times the text takes {taken:.0} times as long"))
    })
}

#[test]
fn twice_the_text_takes_about_twice_the_time() {
    const NOISE: &str =
        "It ran 1.18.9 with {\"a\":1} then, and $ helm glooctl said: Client: {\"b\":\"c\"} ---- * 2";
    const POD: &str = "\t* Pod a in namespace b is not ready!\n";
    let each = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    // Letters only, and other ones for each number.
    let letters = |i: usize| i.to_string().bytes().map(|digit| char::from(digit + b'1')).collect::<String>();
    let container = |i| format!("{{\"Tag\":\"1.2.{i}\",\"Name\":\"gloo\"}},\n");
    let mut slow = Vec::new();
    let mut check = |name, most, text: &dyn Fn(usize) -> String| slow.extend(check_linear(name, most, text));
    check("5 MB of noise", 64_000, &|n| format!("{NOISE}\n").repeat(n));
    check("a line of 5 MB", 64_000, &|n| NOISE.repeat(n));
    check("clients without a version", 50_000, &|n| "Client:\n".repeat(n));
    check("checks of one heading", 50_000, &|n| "Checking x... OK\n".repeat(n));
    check("headings and blank lines", 50_000, &|n| "Checking pods... OK\n\n".repeat(n));
    check("headings that differ", 25_600, &|n| each(n, &|i| format!("Checking {}... OK\n", letters(i))));
    check("braces", 100_000, &|n| "{".repeat(n));
    check("braces on lines", 100_000, &|n| "{\n".repeat(n));
    check("openings of documents", 6_400, &|n| "{\"client\"\n".repeat(n));
    check("error bullets", 50_000, &|n| format!("Error: {n} errors occurred:\n{}", POD.repeat(n)));
    check("blank lines", 50_000, &|n| "\n".repeat(n));
    check("rules of dashes", 20_000, &|n| "----------\n".repeat(n));
    check("containers on lines", 25_600, &|n| format!("Server: {{[\n{}]}}", each(n, &container)));
    check("servers", 12_800, &|n| {
        each(n, &|i| format!("Server: {{\"type\":\"x\",\"namespace\":\"n{i}\"}}\n"))
    });
    check("halves of rows", 25_600, &|n| "gloo edge 7 2024-01-01 00:00:00\n".repeat(n));
    check("rows of charts", 12_800, &|n| {
        each(n, &|i| format!("gloo n{i} 7 2024-01-01 00:00:00 +0000 UTC deployed gloo-1.16.3\n"))
    });
    check("images of others", 25_600, &|n| {
        format!("$ kubectl get pods -o x\n{}", each(n, &|i| format!("reg.example/a{i}/b:1.2.{i}\n")))
    });
    check("images of many places", 12_800, &|n| {
        format!("$ kubectl get pods -o x\n{}", each(n, &|i| format!("reg.example/a{i}/gloo:1.2.{i}\n")))
    });
    check("workloads that are not ready", 12_800, &|n| {
        format!("NAME READY UP-TO-DATE AVAILABLE AGE\n{}", each(n, &|i| format!("gloo{i} 0/1 1 0 5d\n")))
    });
    let logged = |i| format!("{{\"level\":\"error\",\"logger\":\"gloo\",\"msg\":\"no {}\"}}\n", letters(i));
    check("errors of a log that differ", 12_800, &|n| each(n, &logged));
    check("errors of a log that repeat", 25_600, &|n| logged(1).repeat(n));
    check("titles of events", 25_600, &|n| "Events:\n".repeat(n));
    check("events", 12_800, &|n| {
        each(n, &|i| format!("{}m Warning Failed pod/{} no image\n", i, letters(i)))
    });
    check("debug lines", 25_600, &|n| "helm.go:84: [debug] a\n".repeat(n));
    check("stacks", 25_600, &|n| format!("panic: a\n{}", "\t/a/b.go:1\n".repeat(n)));
    check("panics", 25_600, &|n| "panic: a\n".repeat(n));
    check("commands", 50_000, &|n| "$ glooctl check -n x\n".repeat(n));
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
