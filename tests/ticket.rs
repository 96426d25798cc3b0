//! The ticket as a renderer of Markdown shows it: whatever was pasted is text, and what we link to is a link.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use common::hostile::{HOSTILE, PASTES};
use common::{by_hand, jira, knowledge};
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use gloo_advisor::report::text::{Detail, Style, render};
use gloo_advisor::untrusted::shown;
use gloo_advisor::{Case, Choices, Edition, Report, Transcript, advise};

/// What GitHub's renderer understands.
fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.autolink = true;
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.extension.math_dollars = true;
    options
}

/// The addresses that a report leads to: the links of its hops, what its risks refer to, and what follows an edition.
fn own_links(report: &Report) -> BTreeSet<String> {
    let Some(plan) = &report.plan else { return BTreeSet::new() };
    let of_hops = plan.hops.iter().flat_map(|hop| &hop.links).map(|(_, address)| address.clone());
    let risks = plan.hops.iter().flat_map(|hop| &hop.steps).flat_map(|step| &step.risks).chain(&plan.advice);
    let of_risks = risks.map(|risk| risk.reference.clone()).filter(|address| !address.is_empty());
    let of_ways = plan.ways.iter().filter_map(|way| way.url.clone());
    of_hops.chain(of_risks).chain(of_ways).collect()
}

/// `<details><summary>Check: 5 points</summary>`, or its end.
fn is_fold(html: &str) -> bool {
    let begun = html.strip_prefix("<details><summary>").or(html.strip_prefix("<details open><summary>"));
    let words = begun.and_then(|rest| rest.strip_suffix("</summary>\n"));
    html == "</details>\n"
        || words.is_some_and(|words| words.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == ':'))
}

struct Seen {
    links: BTreeSet<String>,
    headings: Vec<String>,
    problems: Vec<String>,
}

fn look<'a>(node: &'a AstNode<'a>, seen: &mut Seen) {
    match &node.data.borrow().value {
        NodeValue::Link(link) => {
            seen.links.insert(link.url.clone());
            return;
        }
        NodeValue::Text(text) => {
            let is_more = text.contains(['@', '#', '\\', '<', '&', '`', '*', '_', '$', '[', '|'])
                || ["://", "www.", ".example", "GH-"].iter().any(|mark| text.contains(mark));
            if is_more {
                seen.problems.push(format!("bare text {text:?}"));
            }
        }
        NodeValue::Code(code) => {
            if code.literal.contains("\\!") || code.literal.contains("\\_") {
                seen.problems.push(format!("an escape in {:?}", code.literal));
            }
        }
        NodeValue::Heading(_) => {
            let mut text = String::new();
            for node in node.descendants() {
                match &node.data.borrow().value {
                    NodeValue::Text(words) => text.push_str(words),
                    NodeValue::Code(code) => text.push_str(&code.literal),
                    _ => {}
                }
            }
            seen.headings.push(text);
        }
        // What is folded, with a count and no other text.
        NodeValue::HtmlBlock(block) if is_fold(&block.literal) => {}
        NodeValue::Document
        | NodeValue::Paragraph
        | NodeValue::SoftBreak
        | NodeValue::List(_)
        | NodeValue::Item(_)
        | NodeValue::CodeBlock(_) => {}
        other => seen.problems.push(format!("{other:?}")),
    }
    node.children().for_each(|child| look(child, seen));
}

/// Renders a report as a ticket, and says what of it is not as it should be.
fn problems(report: &Report) -> Vec<String> {
    let markdown = render(report, Style::Markdown, Detail::Full);
    let arena = Arena::new();
    let mut seen = Seen { links: BTreeSet::new(), headings: Vec::new(), problems: Vec::new() };
    look(parse_document(&arena, &markdown, &options()), &mut seen);
    let own = own_links(report);
    if seen.links != own {
        seen.problems.push(format!("links to {:?} instead of {own:?}", seen.links));
    }
    for heading in seen.headings.iter().skip(1) {
        let is_own = [
            "Recognised",
            "Findings",
            "Missing",
            "Installations",
            "Plan: ",
            "No plan: ",
            "Hop ",
            "Good to know at every upgrade",
        ];
        if !is_own.iter().any(|own| heading.starts_with(own)) {
            seen.problems.push(format!("a heading {heading:?}"));
        }
    }
    let jira = render(report, Style::Jira, Detail::Full);
    seen.problems.extend(jira::problems(&jira, &own));
    let headings = jira::count(&jira, &["{code", "{noformat"], &["h1. ", "h2. "]);
    if headings != seen.headings.len() {
        seen.problems.push(format!("{headings} headings in Jira, {} in Markdown", seen.headings.len()));
    }
    for face in [markdown, jira, render(report, Style::Plain, Detail::Full)] {
        let commands = face.lines().filter(|line| shown(line) != *line);
        seen.problems.extend(commands.map(|line| format!("what is not to be shown, in {line:?}")));
    }
    seen.problems
}

fn check(name: &str, report: &Report) {
    let problems = problems(report);
    assert!(
        problems.is_empty(),
        "{name}:\n{}\n{}",
        problems.join("\n"),
        render(report, Style::Markdown, Detail::Full)
    );
}

#[test]
fn what_is_pasted_is_text() {
    let knowledge = knowledge();
    let mut reached = 0;
    for paste in PASTES {
        for name in HOSTILE {
            for name in [name.to_owned(), name.replace('\n', "\\n").replace('"', "\\\"")] {
                let text = paste.replace("NAME", &name);
                let report = advise(&Case::paste(&text), &knowledge, &Choices::default());
                check(&text, &report);
                let ticket = render(&report, Style::Markdown, Detail::Full);
                reached += usize::from(["evil", "team", "123"].iter().any(|word| ticket.contains(word)));
            }
        }
    }
    assert!(reached > 100, "only {reached} tickets have anything of the hostile names in them");
}

#[test]
fn names_of_files_and_choices_are_text() {
    let knowledge = knowledge();
    for name in HOSTILE {
        let transcripts =
            PASTES.iter().map(|paste| Transcript { name: name.to_owned(), text: (*paste).to_owned() });
        let case = Case { transcripts: transcripts.collect() };
        let choices = Choices {
            namespace: Some(name.to_owned()),
            release: Some(name.to_owned()),
            values: Some(name.to_owned()),
            ..by_hand(Edition::Enterprise, "1.16.3", "1.17")
        };
        let report = advise(&case, &knowledge, &choices);
        assert!(report.plan.is_some());
        check(name, &report);
    }
}

#[test]
fn every_fixture_makes_a_ticket_that_is_read_as_meant() {
    let knowledge = knowledge();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut links = 0;
    for entry in fs::read_dir(folder).expect("the fixtures") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            let text = fs::read_to_string(&path).expect("a fixture");
            let report = advise(&Case::paste(&text), &knowledge, &Choices::default());
            links += own_links(&report).len();
            check(&path.display().to_string(), &report);
        }
    }
    assert!(links > 100, "only {links} links were looked at");
}

#[test]
fn the_reader_of_jira_is_not_blind() {
    let own = BTreeSet::from(["https://a.b".to_owned()]);
    for wrong in [
        "* a {code} b",
        "  [x|https://e]",
        "see https://e",
        "[https://e]",
        "!image!",
        "[~user]",
        "a *b* c",
        "  - x",
        "h3. {{a}} (x)",
        "a :)",
        "{noformat}\na{noformat}\n{noformat}",
        "{code:bash}",
    ] {
        assert_ne!(jira::problems(wrong, &own), [""; 0], "{wrong}");
    }
    let right = "h2. A b-c\n\n* [https://a.b] {{a \\-n}} \\{code\\}\n{noformat}\n!a! {code}\n{noformat}\n*Check: 1 point*\n";
    assert_eq!(jira::problems(right, &own), [""; 0]);
}
