//! Links that carry a result: they show the same verdict, say no name, and fail where they are damaged.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test may fail by panicking"
)]

mod common;

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use common::{by_hand, hostile};
use gloo_advisor::command::Shell;
use gloo_advisor::date::Date;
use gloo_advisor::delivery::Delivery;
use gloo_advisor::diagnose::title;
use gloo_advisor::report::{Broken, Level, Shared};
use gloo_advisor::settings::{Helm, Platform, Reply, Target, Way};
use gloo_advisor::{Case, Choices, Edition, Knowledge, Report, Version, advise};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(common::knowledge);

/// An example that has all that a link says.
const FAILING: &str = include_str!("../static/examples/line-behind-and-failing.txt");

fn choices() -> Choices {
    Choices { today: Date::parse("2026-11-27"), ..Choices::default() }
}

fn report(text: &str, choices: &Choices) -> Report {
    advise(&Case::paste(text), &KNOWLEDGE, choices)
}

/// Name and text of each of the page's examples, fixtures and comparisons.
fn texts() -> Vec<(String, String)> {
    let folders = ["static/examples", "tests/fixtures", "tests/compare"];
    let files = folders.iter().flat_map(|folder| {
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("a folder of texts")
    });
    let paths = files.map(|file| file.expect("a file").path());
    let texts = paths.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let mut texts: Vec<(String, String)> = texts
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a text is UTF-8")))
        .collect();
    texts.sort();
    texts
}

fn link(text: &str) -> Option<String> {
    Some(Shared::of(&report(text, &choices()), &choices())?.fragment())
}

/// What a page with an empty box shows of a link, on another day.
fn opened(link: &str) -> (Shared, Report) {
    let (shared, rest) = Shared::parse(link).expect("it is whole").expect("it is a link");
    assert_eq!(rest, "&", "nothing stands around {link}");
    let choices = Choices { today: Date::parse("2027-03-01"), ..shared.choices.clone() };
    let report = advise(&Case::default(), &KNOWLEDGE, &choices);
    (shared, report)
}

/// The stops of the plan, and its edition at the end.
fn plan(report: &Report) -> Vec<(Version, Edition)> {
    let hops = report.plan.iter().flat_map(|plan| &plan.hops);
    hops.flat_map(|hop| [(hop.from, hop.from_edition), (hop.to, hop.edition)]).collect()
}

fn codes(report: &Report) -> Vec<String> {
    report.findings().map(|finding| finding.code.id().into_owned()).collect()
}

fn same(name: &str, sent: &Report, chosen: &Choices) -> Option<usize> {
    let verdict = &sent.cluster()?.verdict;
    let Some(shared) = Shared::of(sent, chosen) else {
        assert_eq!(verdict.level, Level::Empty, "{name} has no link");
        return None;
    };
    let link = shared.fragment();
    let (read, opened) = opened(&link);
    assert_eq!(read, shared, "{name}: {link}");
    let seen = read.verdict(opened.plan.as_ref());
    assert_eq!(seen, (verdict.level, verdict.title.clone()), "{name}: {link}");
    assert_eq!(plan(&opened), plan(sent), "{name}: {link}");
    let mut found: Vec<String> = read
        .found
        .iter()
        .flat_map(|(code, count)| (0..*count).map(move |_| format!("GLA{code:04}")))
        .collect();
    let mut codes = codes(sent);
    found.sort();
    codes.sort();
    assert_eq!(found, codes, "{name}: {link}");
    Some(link.len())
}

#[test]
fn what_is_opened_is_what_was_sent() {
    let mut lengths: Vec<usize> = Vec::new();
    for (name, text) in texts() {
        lengths.extend(same(&name, &report(&text, &choices()), &choices()));
    }
    lengths.sort_unstable();
    let longest = lengths.last().copied().unwrap_or_default();
    println!("{} links, median {}, longest {longest}", lengths.len(), lengths[lengths.len() / 2]);
    assert!(lengths.len() > 150, "{} links", lengths.len());
    assert!(longest <= 300, "a link has {longest} characters");
}

#[test]
fn what_is_chosen_goes_along() {
    let chosen = Choices {
        target: Target::parse("1.20"),
        namespace: Some("edge-secret".to_owned()),
        release: Some("gw-secret".to_owned()),
        values: Some("secret.yaml".to_owned()),
        helm: Some(Helm::Four),
        shell: Shell::PowerShell,
        platform: Some(Platform::DarwinArm64),
        way: Way::Canary,
        delivered_by: Some(Delivery::Flux),
        ..choices()
    };
    let sent = report(FAILING, &chosen);
    let asked = sent.plan.iter().flat_map(|plan| &plan.hops).flat_map(|hop| &hop.steps);
    let risk = asked.flat_map(|step| &step.risks).next().expect("a plan with a risk").id.clone();
    let answers = vec![(risk.clone(), Reply::No), ("of-nobody".to_owned(), Reply::Yes)];
    let chosen = Choices { answers, ..chosen };
    let sent = report(FAILING, &chosen);
    same("all choices", &sent, &chosen);
    let link = Shared::of(&sent, &chosen).expect("a result").fragment();
    assert!(!link.contains("secret") && !link.contains("of-nobody"), "{link}");
    let choices = opened(&link).0.choices;
    assert_eq!(
        (choices.shell, choices.platform, choices.way, choices.delivered_by),
        (chosen.shell, chosen.platform, chosen.way, chosen.delivered_by)
    );
    assert_eq!(choices.helm, chosen.helm);
    assert_eq!(choices.answers, [(risk, Reply::No)]);
}

#[test]
fn what_is_named_by_hand_goes_along() {
    for (edition, from, target, target_edition) in [
        (Edition::Enterprise, "1.16.3", None, None),
        (Edition::Enterprise, "1.16.3", Some("1.18"), None),
        (Edition::OpenSource, "1.18.2", Some("1.20"), Some(Edition::Enterprise)),
        (Edition::OpenSource, "9.9.9", None, None),
        (Edition::Enterprise, "1.17.0-beta3", None, None),
    ] {
        let chosen = Choices { target_edition, ..by_hand(edition, from, target.unwrap_or_default()) };
        let sent = advise(&Case::default(), &KNOWLEDGE, &chosen);
        assert!(same(from, &sent, &chosen).is_some(), "{from} has a link");
    }
}

#[test]
fn a_link_is_read_by_people_too() {
    let check = |text: &str, expect: &str| assert_eq!(link(text).as_deref(), Some(expect), "{text}");
    check(
        FAILING,
        "v=1&edition=enterprise&version=1.16.1&base=1.16.3&client=1.15.19&check=problems&ended=1.16&failing=2\
         &warnings=2&found=GLA0302-GLA0306-GLA0101-GLA0217&hops=1&target=1.16.21&sum=2ff14f53",
    );
    check("Client: {\"version\":\"1.18.10\"}\n", "v=1&client=1.18.10&sum=cede17fc");
}

#[test]
fn a_cut_link_is_none() {
    for text in [FAILING, include_str!("../static/examples/healthy-check.txt")] {
        let link = link(text).expect("a result");
        for end in "v=".len()..link.len() {
            let seen = Shared::parse(&link[..end]);
            assert!(seen.is_err(), "{}", &link[..end]);
        }
        for begin in 1..link.len() - "sum=".len() {
            let is_its_end = !link[begin..].contains("sum=");
            assert!(is_its_end || Shared::parse(&link[begin..]).is_err(), "{}", &link[begin..]);
        }
    }
}

#[test]
fn a_changed_link_is_none() {
    for text in [FAILING, include_str!("../static/examples/document.txt")] {
        let link = link(text).expect("a result");
        for at in 0..link.len() {
            for other in ["", "0", "1", "2", "9", "a", "A", "x", ".", "-", "=", "&", "%20", "\u{e9}"] {
                let changed = format!("{}{other}{}", &link[..at], &link[at + 1..]);
                let is_same = changed == link;
                assert!(is_same || Shared::parse(&changed).is_err(), "{at} {other:?}: {changed}");
            }
            let mut swapped: Vec<char> = link.chars().collect();
            swapped.swap(at, (at + 1) % link.len());
            let swapped: String = swapped.iter().collect();
            assert!(swapped == link || Shared::parse(&swapped).is_err(), "{at}: {swapped}");
        }
    }
}

/// A link with the sum that belongs to it.
fn summed(text: &str) -> String {
    let sum =
        text.bytes().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{text}&sum={sum:08x}")
}

#[test]
fn each_fault_has_its_sentence() {
    let check = |link: &str, expect: Option<Broken>| assert_eq!(Shared::parse(link).err(), expect, "{link}");
    check("edition=enterprise&from=1.16.3", None);
    check("", None);
    check(&summed("v=1&edition=enterprise&version=1.16.3"), None);
    check(&format!("mode=compact&{}&theme=dark", summed("v=1&check=healthy")), None);
    check("v=1&check=healthy", Some(Broken::Cut));
    check("v=1&check=healthy&sum=1", Some(Broken::Cut));
    check("v=1&check=healthy&sum=00000000", Some(Broken::Changed));
    check("check=healthy&sum=00000000", Some(Broken::Changed));
    check("v=&check=healthy", Some(Broken::Changed));
    check(&summed("v=2&result=good"), Some(Broken::Newer));
    check(&summed("v=1&result=good"), Some(Broken::NotKnown));
    check(&summed("v=1&check=good"), Some(Broken::NotKnown));
    check(&summed("v=1&version=1.16.3"), Some(Broken::NotKnown));
    check(&summed("v=1&edition=enterprise&version=v1.16.3"), Some(Broken::NotKnown));
    check(&summed("v=1&check=healthy&check=problems"), Some(Broken::NotKnown));
    check(&summed("v=1&failing=1&check=problems"), Some(Broken::NotKnown));
    check(&summed("v=1&failing=18446744073709551615"), Some(Broken::NotKnown));
    check(&summed("v=1&found=GLA302"), Some(Broken::NotKnown));
    check(&summed("v=1&yes=<b>"), Some(Broken::NotKnown));
    assert_eq!(Broken::Cut.sentence(), "This link is incomplete. Ask for it again.");
    assert_eq!(Broken::Changed.sentence(), "This link was changed on its way. Ask for it again.");
}

#[test]
fn a_link_says_no_name() {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".=&-".contains(&byte);
    for paste in hostile::PASTES {
        for name in hostile::HOSTILE.into_iter().chain(["mallory-prod", "zz.internal", "9.9.9-mallory"]) {
            let Some(link) = link(&paste.replace("NAME", name)) else { continue };
            assert!(link.bytes().all(is_plain), "{link}");
            assert!(!link.contains("mallory") && !link.contains("evil") && !link.contains("zz"), "{link}");
        }
    }
    for (name, text) in texts() {
        let Some(link) = link(&text) else { continue };
        let report = report(&text, &choices());
        let namespaces = report.installations.iter().filter_map(|(one, _)| one.namespace.as_ref());
        let releases = report.installations.iter().filter_map(|(one, _)| one.release.as_ref());
        // The word gloo is in keys of no link.
        let names = namespaces.chain(releases).map(|name| name.value.as_str()).filter(|name| *name != "gloo");
        let subjects = report.diagnostics.iter().filter_map(|one| one.subject.name.as_deref());
        for own in names.chain(subjects).filter(|own| own.len() > 2) {
            assert!(!link.contains(own), "{name} has {own} in {link}");
        }
    }
}

#[test]
fn each_code_has_a_title() {
    for (name, text) in texts() {
        for code in codes(&report(&text, &choices())) {
            assert!(title(&code, &KNOWLEDGE).is_some(), "{code} of {name} has no title");
        }
    }
    assert_eq!(title("GLA0302", &KNOWLEDGE), Some("A pod is not ready"));
    assert_eq!(title("GLA0000", &KNOWLEDGE), None);
}
