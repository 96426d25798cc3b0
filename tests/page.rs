//! The page rendered without a browser: the words of each panel, and that pasted text stays text.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test may fail by panicking"
)]

use std::rc::Rc;

use futures::executor::block_on;
use gloo_advisor::Knowledge;
use gloo_advisor::edition::Edition;
use gloo_advisor::ui::state::{Action, Choice, Copied, State};
use gloo_advisor::ui::{Host, Mount, Page, PageProps};
use gloo_advisor::version::Version;
use yew::LocalServerRenderer;

const OPEN_SOURCE: &str = include_str!("../static/examples/document.txt");
const ENTERPRISE: &str = include_str!("../static/examples/line-behind-and-failing.txt");
const CLUSTERS: &str = include_str!("fixtures/clusters--contexts.txt");

/// The page after a paste and some actions.
fn after(text: &str, actions: impl IntoIterator<Item = Action>) -> State {
    let knowledge = Knowledge::published().expect("the published data");
    let state = State::new(None)
        .after(Action::Learn(Rc::new(knowledge), None))
        .after(Action::SetText(text.to_owned()));
    actions.into_iter().fold(state, |state, action| state.after(action))
}

fn render(state: State) -> String {
    let props = PageProps { state: Rc::new(state), host: Host::default() };
    block_on(LocalServerRenderer::<Page>::with_props(props).hydratable(false).render())
}

/// The section with an identifier, with all that is in it; nothing where there is none.
fn section<'a>(html: &'a str, id: &str) -> &'a str {
    let Some(start) = html.find(&format!(r#"<section id="{id}""#)) else { return "" };
    let html = &html[start..];
    let mut depth = 0;
    for (at, _) in html.match_indices("section") {
        match &html[..at] {
            before if before.ends_with("</") => depth -= 1,
            before if before.ends_with('<') => depth += 1,
            _ => continue,
        }
        if depth == 0 {
            return &html[..at];
        }
    }
    panic!("the section {id} does not end:\n{html}");
}

/// What a reader sees of it: no tags, and single blanks.
fn words(html: &str) -> String {
    let texts = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let text = texts.collect::<Vec<_>>().join(" ");
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'");
    text.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Looks for words in a panel of the page.
fn check_panel(state: State, id: &str, has: &[&str], has_not: &[&str]) {
    let html = render(state);
    let text = words(section(&html, id));
    for part in has {
        assert!(text.contains(part), "the panel {id} lacks {part:?}:\n{text}");
    }
    for part in has_not {
        assert!(!text.contains(part), "the panel {id} has {part:?}:\n{text}");
    }
}

fn target(version: &str) -> Action {
    Action::Choose(Choice::Target(Version::parse(version)))
}

fn check(text: &str, has: &[&str], has_not: &[&str]) {
    let html = render(after(text, []));
    for part in has {
        assert!(html.contains(part), "the page for {text:?} lacks {part:?}:\n{html}");
    }
    for part in has_not {
        assert!(!html.contains(part), "the page for {text:?} has {part:?}:\n{html}");
    }
}

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
        "Client 1.15.19 glooctl, an open-source number, line 8 another line",
        "Open-source base 1.16.3 from OssTag, line 9 is the base of",
        "Enterprise 1.16.1 chart glooe/gloo-ee, line 9",
        "Enterprise 1.16.1 is built on open-source 1.16.3",
        "their patches are released separately and drift apart. In namespace gloo-system.",
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
        "Error A pod is not ready GLA0302",
        "Pod extauth-5f7c9b6d48-x2k4q in namespace gloo-system is not ready!",
        "line 25 section pods",
        "Blocks the upgrade.",
        "kubectl -n gloo-system describe pod extauth-5f7c9b6d48-x2k4q Copy",
        "Warning glooctl 1.15.19 against a 1.16.3 server GLA0101",
    ];
    check_panel(after(ENTERPRISE, []), "findings", &has, &[]);
    let has = ["Missing: the health check.", "glooctl check -n gloo-system Copy"];
    check_panel(after(OPEN_SOURCE, []), "missing", &has, &[]);
}

#[test]
fn a_plan_leads_from_hop_to_hop() {
    let has = [
        "Target 1.18.41, newest known patch of this line",
        "1.18.10 now 1.18.41 1.19.22",
        "Kubernetes 1.28 to 1.31 fits every line on the way.",
        "release name: gloo helm list -n gloo-system Copy",
        "Hop 1 of 2: 1.18.10 to 1.18.41",
        "Before Check Kubernetes and Helm for 1.18",
        "Run: helm get values gloo -n gloo-system -o yaml > gloo-values-1.18.10.yaml Copy",
        "Successful output: No output; gloo-values-1.18.10.yaml has the values that were set, or null .",
        "If it goes wrong: back to 1.18.10 Rollback",
        "Hop 2 of 2: 1.18.41 to 1.19.22",
    ];
    check_panel(after(OPEN_SOURCE, [target("1.19.22")]), "plan", &has, &["No plan:", "steps are ticked"]);
    let has =
        ["Stop here until these findings are settled: GLA0302, GLA0306.", "1.16.21 on 1.16.12 to 1.16.26"];
    check_panel(after(ENTERPRISE, []), "plan", &has, &[" as Gloo open source"]);
    let newest = OPEN_SOURCE.replace("1.18.10", "1.22.3");
    check_panel(after(&newest, []), "plan", &["No plan: "], &["Namespace", "Hop 1"]);
}

#[test]
fn a_tick_is_counted() {
    let state = after(OPEN_SOURCE, []);
    let hop = state.report.plan.as_ref().and_then(|plan| plan.hops.first()).expect("a hop").clone();
    let step = hop.steps.first().expect("a step");
    let state = state.after(Action::Tick(format!("open-source {} {} {}", hop.from, hop.to, step.id)));
    let counted = format!("1 of {} steps are ticked, in this browser only. Wipe all ticks", hop.steps.len());
    let html = render(state);
    assert!(words(section(&html, "plan")).contains(&counted), "{html}");
    assert_eq!(html.matches(r#"<li class="done">"#).count(), 1);
}

#[test]
fn risks_ask_and_say_what_to_do() {
    let has = [
        "To do gloo finds its own Service by label can\u{2019}t tell",
        "Does more than one Service in the namespace carry the label gloo=gloo ?",
        "kubectl -n gloo-system get services -l gloo=gloo Copy",
        "Good to know: 1 Note Check that Istio fits 1.18",
        "Where that is written",
        "Good to know at every upgrade",
    ];
    check_panel(after(OPEN_SOURCE, [target("1.19.22")]), "plan", &has, &[]);
}

#[test]
fn settings_say_whose_they_are_and_rewrite_commands() {
    let has = ["Namespace from the paste", "Release name assumed", "Own values file Helm 2 3 4"];
    check_panel(after(OPEN_SOURCE, []), "plan", &has, &[]);
    let named = Action::Choose(Choice::Namespace("edge".to_owned()));
    let html = render(after(OPEN_SOURCE, [named, Action::Explain]));
    assert!(html.contains(r#"value="edge""#), "{html}");
    let text = words(section(&html, "plan"));
    assert!(text.contains("-n edge") && !text.contains("-n gloo-system"), "{text}");
    assert!(html.contains(r#"<dl class="parts">"#), "the parts of commands are explained");
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
    let has = ["Copy as a ticket in Markdown", "Copy a link to this plan."];
    check_panel(after(&noise, []), "hand-over", &has, &["1.16.1"]);
    check_panel(after(&noise, [Action::ShowTicket(true)]), "hand-over", &["1.16.1"], &["my own words"]);
}

#[test]
fn of_several_clusters_one_is_planned_for() {
    let has = ["2 clusters are in this paste.", "context shop-prod:", "context shop-dev:"];
    check_panel(after(CLUSTERS, []), "verdict", &has, &[]);
    let has = ["It is of context shop-prod.", "It is of context shop-dev."];
    check_panel(after(CLUSTERS, []), "pairing", &has, &[]);
    check_panel(after(CLUSTERS, []), "findings", &["A pod is not ready GLA0302 context shop-prod"], &[]);
    let has = [
        "Plan for Gloo Enterprise 1.15.6 in gloo-system, context shop-prod",
        "context: shop-prod kubectl config current-context Copy",
        "1.15.6 now",
    ];
    check_panel(after(CLUSTERS, []), "plan", &has, &[]);
    let other = Action::Choose(Choice::Installation(Some(1)));
    check_panel(after(CLUSTERS, [other]), "plan", &["1.16.8 now"], &["1.15.6 now"]);
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
        .after(Action::Learn(Rc::default(), Some("The catalog could not be fetched.".to_owned())))
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
    assert!(html.contains(r#"src="https://example.test/gloo/icon.svg""#));
}
