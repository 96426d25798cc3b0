//! What is handed on: each form of a report says what the report says, and nothing more.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use common::hostile::{HOSTILE, PASTES};
use common::{by_hand, pasted, report};
use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use gloo_advisor::command::posix;
use gloo_advisor::report::text::Detail;
use gloo_advisor::report::{Aside, HandOver, Report};
use gloo_advisor::{Choices, Edition};
use serde_json::Value;

const SERVER: &str = "$ glooctl version -n east\nClient: {\"version\":\"1.21.13\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.21.13\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"east\"}}\n\n";
const HEALTHY: &str =
    "$ glooctl check -n east\nChecking deployments... OK\nChecking pods... OK\nNo problems detected.\n";
const FAILING: &str = "$ glooctl check -n east\nChecking pods... 1 Errors!\nError: 1 error occurred:\n\t* Pod gloo-7c-x in namespace east is not ready! Message: containers with unready status: [gloo]\n";

fn handed(form: HandOver, report: &Report, set_aside: &[Aside]) -> String {
    form.render(report, Detail::Brief, set_aside)
}

fn check(form: HandOver, text: &str, expect: &str) {
    let seen = handed(form, &pasted(text), &[]);
    assert_eq!(seen, expect, "{}:\n{seen}", form.name());
}

#[test]
fn three_lines_say_what_is_installed_what_fails_and_what_is_next() {
    let check = |text: &str, expect: &str| check(HandOver::Short, text, expect);
    check(
        &format!("{SERVER}{HEALTHY}"),
        "Gloo open source 1.21.13 is installed and healthy. Details: namespace east, glooctl 1.21.13.\n\
         Next: upgrade to 1.21.15.\n",
    );
    check(
        &format!("{SERVER}{FAILING}"),
        "glooctl check reports one problem: fix it before you upgrade Gloo open source 1.21.13. Details: namespace east, glooctl 1.21.13.\n\
         Fails: A pod is not ready (Pod gloo-7c-x in namespace east is not ready! Message: containers with unready status: [gloo]).\n\
         Next: run kubectl -n east describe pod gloo-7c-x\n",
    );
    check(
        "$ glooctl version\nClient: {\"version\":\"1.19.2\"}\n",
        "Only the client, 1.19.2, is in this paste.\nNext: run glooctl version -n gloo-system\n",
    );
    check("", "Nothing here was recognised.\nNext: run glooctl version -n gloo-system\n");
    let two = format!("{SERVER}{}", SERVER.replace("east", "west").replace("1.21.13", "1.20.22"));
    check(
        &two,
        "Gloo open source 1.21.13 is installed; one thing to look at first. Details: 2 installations.\n\
         To look at: glooctl 1.20.22 against a 1.21.13 server.\nNext for Gloo open source 1.21.13 in east: upgrade to 1.21.15.\n",
    );
    let newest = SERVER.replace("1.21.13", "1.21.15");
    check(
        &format!("{newest}{HEALTHY}"),
        "Gloo open source 1.21.15 is installed and healthy. Details: namespace east, glooctl 1.21.15.\n\
         Next: no upgrade is planned: 1.21.15 is the newest 1.21 release known here.\n",
    );
}

/// What every answer that asks for output says after its commands.
const SENDING: &str = "Please copy the whole output into your answer, as text, from the first line to the last.\n\
    Before you send it, please remove passwords, licence keys and other secrets.\n\nKind regards\n";

#[test]
fn a_customer_is_told_what_we_see_and_what_we_need() {
    let check = |text: &str, expect: &str| check(HandOver::Reply, text, expect);
    check(
        &format!("{SERVER}{HEALTHY}"),
        "Hello,\n\nThank you for the information. This is what we see:\n\n\
         - Gloo open source 1.21.13 in east is installed.\n- The version of glooctl is 1.21.13.\n\
         - glooctl check reports no problem.\n\n\
         The next step is the upgrade to 1.21.15. We can send you the commands for it.\n\nKind regards\n",
    );
    check(
        &format!("{SERVER}{FAILING}"),
        &format!(
            "Hello,\n\nThank you for the information. This is what we see:\n\n\
             - Gloo open source 1.21.13 in east is installed.\n- The version of glooctl is 1.21.13.\n\
             - A pod is not ready: “Pod gloo-7c-x in namespace east is not ready! Message: containers with unready status: [gloo]”\n\n\
             Please start with this point: A pod is not ready.\n\n    kubectl -n east describe pod gloo-7c-x\n\n{SENDING}"
        ),
    );
    let both = "    printf '%s\\n' '$ glooctl version -n gloo-system'; glooctl version -n gloo-system; echo \"[exit $?]\"\n    \
                printf '%s\\n' '$ glooctl check -n gloo-system'; glooctl check -n gloo-system; echo \"[exit $?]\"\n";
    let asking = format!(
        "To help you further, we need the output of these commands. Please run this block in bash:\n\n{both}\n\
         They only read; nothing in your cluster changes.\n\
         If Gloo is not in the namespace gloo-system, please replace that name.\n\n{SENDING}"
    );
    check(
        "$ glooctl version\nClient: {\"version\":\"1.19.2\"}\n",
        &format!(
            "Hello,\n\nThank you for the information. This is what we see:\n\n- The version of glooctl is 1.19.2.\n\n{asking}"
        ),
    );
    check(
        "",
        &format!(
            "Hello,\n\nThank you for your message. It does not yet show which Gloo is installed.\n\n{asking}"
        ),
    );
    let two = format!("{SERVER}{}{HEALTHY}", SERVER.replace("east", "west").replace("1.21.13", "1.20.22"));
    check(
        &two,
        "Hello,\n\nThank you for the information. This is what we see:\n\n\
         - Gloo open source 1.21.13 in east is installed.\n- Gloo open source 1.20.22 in west is installed.\n\
         - The version of glooctl is 1.20.22.\n- glooctl check reports no problem.\n\
         - glooctl 1.20.22 against a 1.21.13 server.\n\n\
         The next step for Gloo open source 1.21.13 in east is the upgrade to 1.21.15. We can send you the commands for it.\n\nKind regards\n",
    );
}

/// Each text in the folder of fixtures.
fn fixtures() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let paths = std::fs::read_dir(folder).expect("the fixtures").map(|entry| entry.expect("an entry").path());
    let texts = paths.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    texts.map(|path| std::fs::read_to_string(path).expect("a fixture")).collect()
}

/// The fixtures, and pastes with a name that is more than a name.
fn pastes() -> Vec<String> {
    let hostile = PASTES.iter().zip(HOSTILE.chunks(4)).flat_map(|(paste, names)| {
        let names = names.iter().filter(|name| !name.contains("Findings"));
        names.map(|name| paste.replace("NAME", name))
    });
    fixtures().into_iter().chain(hostile).collect()
}

#[test]
fn every_short_text_and_every_answer_keeps_its_limits() {
    let mut asked = 0;
    for text in pastes() {
        let report = pasted(&text);
        let short = handed(HandOver::Short, &report, &[]);
        let is_short = short.lines().all(|line| !line.is_empty() && line.chars().count() <= 200);
        assert!(is_short && (1..=3).contains(&short.lines().count()) && !short.contains('`'), "{short}");
        let reply = handed(HandOver::Reply, &report, &[]);
        let commands = reply.matches("; echo \"[exit $?]\"\n").count();
        assert!(commands <= 3 && reply.lines().count() < 50, "{reply}");
        asked += usize::from(commands > 0);
        let prose = reply.lines().filter(|line| !line.starts_with("    ") && !line.contains('\u{201c}'));
        let prose = prose.collect::<Vec<_>>().join("\n").to_lowercase();
        for jargon in ["gla0", "paste", "finding", " hop", "catalog"] {
            assert!(!prose.contains(jargon), "{jargon}: {reply}");
        }
    }
    assert!(asked > 50, "only {asked} answers ask for anything");
}

#[test]
fn what_fails_is_not_asked_about_the_upgrade() {
    let older = |check: &str| {
        let text = format!("{SERVER}{check}").replace("1.21.13", "1.18.10");
        handed(HandOver::Reply, &pasted(&text), &[])
    };
    let healthy = older(HEALTHY);
    assert!(
        healthy.contains("the output of this command") && healthy.contains("get services -l gloo=gloo"),
        "{healthy}"
    );
    let failing = older(FAILING);
    assert!(
        failing.contains("Please start with this point: A pod is not ready.")
            && !failing.contains("-l gloo=gloo"),
        "{failing}"
    );
}

#[test]
fn what_is_set_aside_keeps_its_place_with_its_reason() {
    let report = pasted(&format!("{SERVER}{FAILING}"));
    let finding = report.diagnostics.first().expect("a finding");
    let aside = [Aside::new(finding, "a test pod,\n{code}# *known*")];
    let ticket = handed(HandOver::Ticket, &report, &aside);
    assert!(
        ticket.contains("\n## Set aside\n\n- Error GLA0302: A pod is not ready\n  Reason: a test pod, `{code}#` `*known*`\n"),
        "{ticket}"
    );
    assert!(
        !ticket.contains("## Findings") && ticket.starts_with("# glooctl check reports one problem"),
        "{ticket}"
    );
    let jira = handed(HandOver::Jira, &report, &aside);
    assert!(
        jira.contains("\nh2. Set aside\n\n* Error GLA0302: A pod is not ready\n  Reason: a test pod, \\{code\\}&#35; \\*known\\*\n"),
        "{jira}"
    );
    let short = handed(HandOver::Short, &report, &aside);
    assert!(
        short.contains("\nNo problem is open (1 set aside).\n") && !short.contains("describe"),
        "{short}"
    );
    let reply = handed(HandOver::Reply, &report, &aside);
    assert!(!reply.contains("not ready"), "{reply}");
    let json: Value = serde_json::from_str(&handed(HandOver::Json, &report, &aside)).expect("JSON");
    let set_aside = json.pointer("/set_aside/0").expect("it is there");
    assert_eq!(set_aside.pointer("/code"), Some(&Value::from("GLA0302")));
    assert_eq!(set_aside.pointer("/subject/name"), json.pointer("/diagnostics/0/subject/name"));
    assert_eq!(set_aside.pointer("/reason"), Some(&Value::from("a test pod,\n{code}# *known*")));
    assert_eq!(json.pointer("/verdict/level"), Some(&Value::from("error")));
    assert!(handed(HandOver::Issue, &report, &aside).is_empty());
    // The same finding about somebody else counts.
    let other = Aside { subject: gloo_advisor::subject::Subject::default(), ..Aside::new(finding, "") };
    let is_other = finding.subject != other.subject;
    assert_eq!(handed(HandOver::Short, &report, &[other]).contains("set aside"), !is_other);
}

#[test]
fn each_form_has_a_name_and_a_file() {
    let (mut names, mut files): (Vec<_>, Vec<_>) =
        HandOver::ALL.iter().map(|form| (form.name(), form.file())).unzip();
    assert_eq!(
        names,
        ["ticket", "jira", "short", "reply", "json", "runbook.sh", "runbook.ps1", "runbook.md", "issue"]
    );
    for form in HandOver::ALL {
        assert_eq!(HandOver::parse(form.name()), Some(form));
    }
    for list in [&mut names, &mut files] {
        list.sort_unstable();
        list.dedup();
        assert_eq!(list.len(), HandOver::ALL.len());
    }
    let (empty, planned) = (pasted(""), report(&by_hand(Edition::OpenSource, "1.19.2", "1.20")));
    for form in HandOver::ALL {
        let is_of_plan = matches!(form, HandOver::Runbook(_) | HandOver::Checklist);
        let is_empty = is_of_plan || form == HandOver::Issue;
        assert_eq!(handed(form, &empty, &[]).is_empty(), is_empty, "{}", form.name());
        assert_eq!(handed(form, &planned, &[]).is_empty(), form == HandOver::Issue, "{}", form.name());
    }
}

/// The boxes of a list, its code blocks and its bold sentences, as a renderer of Markdown sees them.
fn parts<'a>(node: &'a AstNode<'a>, boxes: &mut usize, blocks: &mut Vec<String>, bold: &mut usize) {
    match &node.data.borrow().value {
        NodeValue::TaskItem(_) => *boxes += 1,
        NodeValue::CodeBlock(block) if block.info != "yaml" => {
            blocks.push(block.literal.trim_end().to_owned())
        }
        NodeValue::Strong => *bold += 1,
        _ => {}
    }
    node.children().for_each(|child| parts(child, boxes, blocks, bold));
}

#[test]
fn a_checklist_has_a_box_for_each_step_and_a_block_for_each_command() {
    for choices in [
        by_hand(Edition::Enterprise, "1.13.3", "1.21"),
        by_hand(Edition::OpenSource, "0.21.3", "1.22.3"),
        Choices {
            values: Some("it's `mine`.yaml".to_owned()),
            ..by_hand(Edition::OpenSource, "1.2.3", "1.4")
        },
    ] {
        let report = report(&choices);
        let text = handed(HandOver::Checklist, &report, &[]);
        let (arena, mut options) = (Arena::new(), Options::default());
        options.extension.tasklist = true;
        let (mut boxes, mut blocks, mut bold) = (0, Vec::new(), 0);
        parts(parse_document(&arena, &text, &options), &mut boxes, &mut blocks, &mut bold);
        let hops = &report.plan.as_ref().expect("a plan").hops;
        let steps: Vec<_> = hops.iter().flat_map(|hop| &hop.steps).collect();
        let typed = steps.iter().flat_map(|step| &step.commands).map(posix::emit);
        let missing: Vec<String> = typed.clone().filter(|command| !blocks.contains(command)).collect();
        assert_eq!(missing, [""; 0], "{text}");
        let asked: usize = steps
            .iter()
            .map(|step| {
                let points = step.points();
                let risks = points.check.iter().flat_map(|asked| &asked.risks).chain(&points.must);
                points.check.iter().filter(|asked| asked.ask.is_some()).count()
                    + risks.map(|risk| risk.commands.len()).sum::<usize>()
            })
            .sum();
        assert_eq!(blocks.len(), typed.count() + asked, "{text}");
        let gates = steps.iter().filter(|step| step.gate.is_some()).count();
        assert_eq!(bold, gates + hops.len(), "{text}");
        assert!(
            boxes > hops.len() * 8 && blocks.iter().all(|block| !block.contains('\n')),
            "{boxes}\n{text}"
        );
        let headings = text.lines().filter(|line| line.starts_with("## Hop "));
        assert_eq!(headings.count(), hops.len());
    }
}

/// What an address fills the form with.
fn decoded(address: &str) -> Option<(String, String)> {
    let (title, body) =
        address.strip_prefix("https://github.com/solo-io/gloo/issues/new?title=")?.split_once("&body=")?;
    let decode = |text: &str| {
        let mut parts = text.split('%');
        let mut bytes = parts.next()?.as_bytes().to_vec();
        for part in parts {
            let (digits, rest) = part.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            bytes.extend(rest.bytes());
        }
        String::from_utf8(bytes).ok()
    };
    Some((decode(title)?, decode(body)?))
}

#[test]
fn an_issue_is_filled_in_within_the_limit() {
    let issue = |text: &str| handed(HandOver::Issue, &pasted(text), &[]);
    assert_eq!(issue(&format!("{SERVER}{HEALTHY}")), "", "nothing fails");
    assert_eq!(issue(FAILING), "", "the edition is unknown");
    let (title, body) = decoded(issue(&format!("{SERVER}{FAILING}")).trim_end()).expect("an address");
    assert_eq!(
        title,
        "glooctl check reports one problem: fix it before you upgrade Gloo open source 1.21.13."
    );
    assert!(
        body.starts_with("### Versions\n\n- Gloo open source 1.21.13\n- glooctl 1.21.13\n\n### What fails\n\n- A pod is not ready\n")
            && body.contains("\n  - `Pod gloo-7c-x in namespace east is not ready! Message: containers with unready status: [gloo]`\n")
            && body.ends_with("\n### Steps to reproduce\n\n"),
        "{body}"
    );
    let many = |count: usize| {
        (0..count)
            .map(|at| format!("\t* Pod gloo-é-{at} in namespace east is not ready!\n"))
            .collect::<String>()
    };
    let large = [
        format!("{SERVER}Checking pods... 20000 Errors!\nError: 20000 errors occurred:\n{}\n", many(20_000)),
        format!(
            "{SERVER}Checking pods... 1 Errors!\nError: 1 error occurred:\n\t* Pod {} in namespace east is not ready!\n",
            "é".repeat(500_000)
        ),
    ];
    for text in &large {
        assert!(text.len() > 1_000_000, "{}", text.len());
        let address = issue(text);
        let (_, body) = decoded(address.trim_end()).expect("an address");
        assert!(
            address.len() <= 8_001 && body.ends_with("\nThe rest is in the ticket.\n"),
            "{}: {body}",
            address.len()
        );
    }
    for text in pastes() {
        let address = issue(&text);
        assert!(
            address.is_empty() || (address.len() <= 8_001 && decoded(address.trim_end()).is_some()),
            "{address}"
        );
    }
}
