//! The page rendered without a browser: the words of each panel, and that pasted text stays text.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test may fail by panicking"
)]

mod shown;

use std::rc::Rc;

use futures::executor::block_on;
use gloo_advisor::command::Shell;
use gloo_advisor::edition::Edition;
use gloo_advisor::redact::Kind;
use gloo_advisor::report::HandOver;
use gloo_advisor::ui::fragment::Fragment;
use gloo_advisor::ui::state::{Action, Choice, Copied, Fold, State, Theme};
use gloo_advisor::ui::{Host, Mount, Page, PageProps};
use shown::{ENTERPRISE, OPEN_SOURCE, after, check, check_panel, render, section, target, words};
use yew::LocalServerRenderer;

#[test]
fn an_empty_page_has_no_result() {
    check(
        "",
        &[r#"id="verdict""#, "Paste what glooctl printed."],
        &[r#"id="pairing""#, r#"id="findings""#, r#"id="plan""#],
    );
}

#[test]
fn every_part_has_the_name_that_links_rely_on() {
    let ids = ["verdict", "pairing", "findings", "plan", "hand-over"].map(|id| format!(r#"id="{id}""#));
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    check(ENTERPRISE, &ids, &[]);
    check(include_str!("../static/examples/patch-behind.txt"), &[r#"id="missing""#], &[]);
}

#[test]
fn a_result_from_a_link_says_so() {
    let link = after(ENTERPRISE, []).share().expect("a result has a link");
    let opened = || after("", [Action::Follow(Fragment::parse(&link))]);
    let has = [
        "glooctl check reports 2 problems: fix them before you upgrade Gloo Enterprise 1.16.1.",
        "1.16.1 to 1.16.21 is one upgrade.",
        "This result came with a link. The output that it rests on was not sent.",
        "Gloo Enterprise 1.16.1 built on open source 1.16.3 1.16 is out of support glooctl 1.15.19 check: 2 problems",
    ];
    check_panel(opened(), "verdict", &has, &["Paste what glooctl printed.", "extauth"]);
    let has = ["Findings of the sender 4", "A pod is not ready GLA0302", "different minor versions GLA0101"];
    check_panel(opened(), "findings", &has, &["extauth", "storefront"]);
    let html = render(opened());
    assert!(html.contains(r#"id="plan""#) && !html.contains(r#"id="now""#), "what blocks comes first");
}

#[test]
fn a_broken_link_is_an_alert_on_an_empty_page() {
    let link = after(ENTERPRISE, []).share().expect("a result has a link").replace("failing=2", "failing=1");
    let opened = || after("", [Action::Follow(Fragment::parse(&link))]);
    let has = ["This link can't be opened.", "This link was changed on its way. Ask for it again."];
    check_panel(opened(), "verdict", &has, &["1.16"]);
    let html = render(opened());
    assert!(html.contains(r#"role="alert""#) && !html.contains(r#"id="plan""#), "{html}");
}

#[test]
fn pasted_text_stays_text() {
    check(
        "<img src=x onerror=alert(1)>\nChecking pods... <script>alert(1)</script>\nProblems detected!",
        &["&lt;img src=x onerror=alert(1)&gt;", "&lt;script&gt;"],
        &["<img src=x", "<script>"],
    );
}

#[test]
fn lines_that_were_not_read_are_marked() {
    check("Checking pods... OK\nNo problems detected.\n\nwhat is this", &[r#"class="unread""#], &[]);
}

#[test]
fn enterprise_is_drawn_on_its_base() {
    let has = [
        "glooctl 1.15.19 line 8 different minor version",
        "open-source base 1.16.3 OssTag, line 9 base of",
        "Enterprise 1.16.1 line 9",
        "Enterprise 1.16.1 is built on open-source 1.16.3",
        "Enterprise has patch numbers of its own; glooctl has an open-source number. In namespace gloo-system.",
    ];
    check_panel(after(ENTERPRISE, []), "pairing", &has, &["can't tell"]);
    let no_server = include_str!("../static/examples/no-server.txt");
    let has = ["found no server", "Server ? none was found, line"];
    check_panel(after(no_server, []), "pairing", &has, &["Enterprise"]);
}

#[test]
fn findings_have_their_lines_and_what_to_do() {
    let has = [
        "Findings 4",
        "Error A pod is not ready blocks the upgrade GLA0302",
        "Pod extauth-5f7c9b6d48-x2k4q in namespace gloo-system is not ready!",
        "line 25 section pods",
        "kubectl -n gloo-system describe pod extauth-5f7c9b6d48-x2k4q Copy",
        "Warning glooctl 1.15.19 against a 1.16.3 server GLA0101",
    ];
    check_panel(after(ENTERPRISE, []), "findings", &has, &[]);
    let has = ["Missing: the health check", "glooctl check -n gloo-system Copy"];
    check_panel(after(OPEN_SOURCE, []), "missing", &has, &[]);
}

#[test]
fn a_command_that_is_looked_at_is_explained() {
    let looked_at = Action::LookAt(Some(Rc::from("helm repo update")));
    let html = render(after(OPEN_SOURCE, [looked_at]));
    assert_eq!(html.matches(r#"<dl class="parts over">"#).count(), 1, "{html}");
}

#[test]
fn the_ticket_is_written_out_for_whoever_looks_at_it() {
    let noise = format!("{ENTERPRISE}\nmy own words\n");
    let has = [
        "It names your resources; secrets and addresses are replaced.",
        "Copy a link to this result, ",
        " characters: versions, codes and counts, no names.",
    ];
    check_panel(after(&noise, []), "hand-over", &has, &["1.16.1"]);
    check_panel(after(&noise, [Action::ShowTicket(Fold::Open)]), "hand-over", &["1.16.1"], &["my own words"]);
}

fn panel_of(state: State, id: &str) -> String {
    section(&render(state), id).to_owned()
}

#[test]
fn what_is_handed_on_has_no_secrets_unless_somebody_wants_it() {
    let failing = "Checking pods... 1 Errors!\nError: 1 error occurred:\n\t* Pod gloo-1 in namespace gloo-system is not ready! https://bob:S3cret-4711@charts.corp.internal/x from 10.20.30.40\n";
    let look = || [Action::ShowTicket(Fold::Open), Action::ShowReplacements(Fold::Open)];
    let ticket = |html: String| words(html.split("<details>").nth(1).unwrap_or_default());
    let redacted = ticket(panel_of(after(failing, look()), "hand-over"));
    for secret in ["S3cret-4711", "bob", "charts.corp.internal", "10.20.30.40"] {
        assert!(!redacted.contains(secret), "{secret} in {redacted}");
    }
    assert!(redacted.contains("gloo-1 in namespace gloo-system"), "{redacted}");
    let has = ["Passwords 1", "bob:S3cret-4711", "redacted-password-1", "10.20.30.40"];
    check_panel(after(failing, look()), "hand-over", &has, &[]);
    let kept = look().into_iter().chain([Action::Redact(Kind::Ip)]);
    let kept = ticket(panel_of(after(failing, kept), "hand-over"));
    assert!(kept.contains("10.20.30.40") && !kept.contains("S3cret-4711"), "{kept}");
}

#[test]
fn each_form_of_the_hand_over_is_shown() {
    let shown = |form| {
        panel_of(after(ENTERPRISE, [Action::HandOver(form), Action::ShowTicket(Fold::Open)]), "hand-over")
    };
    for form in HandOver::ALL {
        let html = shown(form);
        assert!(html.contains(&format!("Copy as {}", form.name())), "{}", form.name());
    }
    assert!(words(&shown(HandOver::Short)).contains("1.16.1"));
    assert!(shown(HandOver::Runbook(Shell::Posix)).contains("#!/usr/bin/env bash"));
    assert!(
        words(&shown(HandOver::Issue))
            .contains("Nothing: no problem of an open-source installation is open.")
    );
}

#[test]
fn known_failures_are_found_by_their_words() {
    let seek = |words: &str| after("", [Action::Seek(words.to_owned())]);
    check_panel(seek(""), "failures", &["failures are known."], &["GLA1001"]);
    check_panel(seek("no such words at all"), "failures", &["No known failure has these words."], &[]);
    let has = [
        "GLA1001 The Job can't be changed",
        "It may have happened because of this: A failed upgrade left its hook Job",
        "To confirm it: kubectl -n {namespace} get job {name} -o wide",
        "To fix it: Delete the Job named in the message",
        "Link to this: GLA1001",
    ];
    check_panel(seek("GLA1001"), "failures", &has, &[]);
    let is_open = |words: &str| section(&render(seek(words)), "failures").contains(" open=");
    assert!(is_open("GLA1001") && !is_open("immutable"), "the only one that is found is open");
}

#[test]
fn a_version_by_hand_that_is_none_is_said() {
    let edition = Action::Choose(Choice::Edition(Some(Edition::OpenSource)));
    let html = render(after("", [edition, Action::Choose(Choice::From("1.16.".to_owned()))]));
    assert!(words(&html).contains("That is not the number of a release"), "{html}");
    assert!(html.contains(r#"aria-invalid="true""#), "{html}");
}

#[test]
fn what_is_missing_of_the_data_is_said_once() {
    let state = State::new(None)
        .after(Action::Learn(
            gloo_advisor::Knowledge::default().into(),
            Some("The catalog could not be fetched.".to_owned()),
        ))
        .after(Action::SetText(OPEN_SOURCE.to_owned()));
    let text = words(&render(state));
    assert_eq!(text.matches("The catalog could not be fetched. What you paste is still read").count(), 1);
}

#[test]
fn what_came_of_a_copy_is_said() {
    let copied =
        |how| words(&render(after("", [Action::Copied(Rc::from("Copy command: glooctl check"), how)])));
    assert!(copied(Copied::Yes).contains("glooctl check Copy \u{2713}"));
    assert!(copied(Copied::Yes).contains("Copied."));
    assert!(copied(Copied::No).contains("The browser did not allow to copy."));
}

#[test]
fn a_guest_has_identifiers_of_its_own_and_no_main_part() {
    let mount = Mount::named("intro", "https://example.test/gloo");
    let host = Host { mount, ..Host::default() };
    let props = PageProps { state: Rc::new(after(ENTERPRISE, [])), host };
    let html = block_on(LocalServerRenderer::<Page>::with_props(props).hydratable(false).render());
    for name in ["id", "for", "aria-labelledby", "aria-describedby"] {
        for value in html.split(&format!(" {name}=\"")).skip(1) {
            assert!(value.starts_with("intro-"), "{name}={}", value.split('"').next().unwrap_or_default());
        }
    }
    assert!(html.contains(r##"href="#intro-verdict""##) && !html.contains("<main"));
    assert!(html.contains(r#"href="https://example.test/gloo/gloo-advisor.html""#));
    // The headings of the document and its policy are its owner's.
    assert!(!html.contains("<h1") && html.contains("Here the policy of this site applies."));
}

#[test]
fn a_compact_page_has_the_box_the_result_and_the_plan() {
    let asked = |link: &str| render(after(ENTERPRISE, [Action::Follow(Fragment::parse(link))]));
    let (full, compact) = (asked("mode=full"), asked("mode=compact"));
    for part in
        ["id=\"terminal-output\"", "id=\"verdict\"", "id=\"pairing\"", "id=\"plan\"", "id=\"settings\""]
    {
        assert!(full.contains(part) && compact.contains(part), "{part}");
    }
    for part in ["<header", "id=\"failures\"", "id=\"hand-over\""] {
        assert!(full.contains(part) && !compact.contains(part), "{part}");
    }
}

#[test]
fn a_theme_that_is_asked_for_is_not_the_users_to_choose() {
    let themed = after(ENTERPRISE, [Action::Follow(Fragment::parse("theme=dark"))]);
    assert_eq!(themed.theme, Theme::Dark);
    assert!(!render(themed.clone()).contains("Theme "));
    assert!(render(after(ENTERPRISE, [])).contains("Theme "));
}

#[test]
fn facts_are_seen_at_a_glance() {
    let has = [
        "Gloo Enterprise 1.16.1",
        "built on open source 1.16.3",
        "1.16 is out of support",
        "glooctl 1.15.19",
        "check: 2 problems",
    ];
    check_panel(after(ENTERPRISE, []), "verdict", &has, &["open source ends"]);
    check_panel(after(OPEN_SOURCE, []), "verdict", &["open source ends 2026-12-31"], &["built on"]);
}

#[test]
fn clusters_are_side_by_side_in_a_table() {
    let server = |context: &str, tag: &str, oss: &str| {
        format!(
            "$ glooctl version --kube-context {context}\nClient: {{\"version\":\"1.17.5\"}}\nServer: {{\"type\":\"Gateway\",\"enterprise\":true,\"kubernetes\":{{\"containers\":[{{\"Tag\":\"{tag}\",\"Name\":\"gloo-ee\",\"Registry\":\"quay.io/solo-io\",\"OssTag\":\"{oss}\"}}],\"namespace\":\"gloo-system\"}}}}\n"
        )
    };
    let text = server("west", "1.16.3", "1.16.5") + &server("east", "1.17.2", "1.17.4");
    let both = after(&text, []);
    let west = "Gloo Enterprise 1.16.3 context west, gloo-system has warnings Enterprise 1.16.3 1.16.5 1.17.5 not pasted 0 1.16.";
    check_panel(
        both.clone(),
        "installations",
        &["2 installations", "Side by side", "Open-source base", west],
        &[],
    );
    // The one that is looked at has the target that was chosen.
    let chosen = both.after(target("1.17.9"));
    check_panel(chosen, "installations", &["1.16.3 1.16.5 1.17.5 not pasted 0 1.17.9"], &[]);
}
