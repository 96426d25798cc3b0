//! Before and after on the page: what a paste proves, two texts side by side, and findings that are set aside.
#![allow(clippy::expect_used, clippy::panic, clippy::string_slice, reason = "a test may fail by panicking")]

mod shown;

use std::rc::Rc;

use gloo_advisor::Knowledge;
use gloo_advisor::report::{Aside, HandOver};
use gloo_advisor::ui::state::{Action, Paper, Side, State};
use shown::{after, check_panel, render, section, target, words};

const FAILING: &str = include_str!("compare/failing.txt");
const UPGRADED: &str = include_str!("compare/upgraded.txt");

/// A page with a plan to 1.17.38 for what fails.
fn planned() -> State {
    after(FAILING, [target("1.17.38")])
}

fn pasted(state: &State, text: &str) -> State {
    state.after(Action::SetText(text.to_owned()))
}

/// Which steps are ticked, by the ends of their names.
fn ticked(state: &State) -> Vec<String> {
    state.done.iter().map(|tick| tick.rsplit(' ').next().expect("a name").to_owned()).collect()
}

#[test]
fn what_a_paste_proves_is_ticked() {
    let before = planned();
    assert_eq!(ticked(&before), [""; 0]);
    let after = pasted(&before, UPGRADED);
    assert!(ticked(&after).contains(&"upgrade".to_owned()), "{:?}", after.done);
    assert!(ticked(&after).contains(&"check".to_owned()), "{:?}", after.done);
    assert_eq!(after.proven.len(), after.done.len());
    let text = words(&render(after.clone()));
    assert!(
        text.contains("9 steps are ticked, because this output proves it: Settle what is in the way; "),
        "{text}"
    );
    // The next text says nothing of them.
    assert!(pasted(&after, &format!("{UPGRADED}\n")).proven.is_empty());
}

#[test]
fn what_a_paste_disproves_is_ticked_no_more() {
    let upgraded = pasted(&planned(), UPGRADED);
    let back = pasted(&upgraded, FAILING).after(target("1.17.38"));
    assert!(!ticked(&back).contains(&"upgrade".to_owned()), "{:?}", back.done);
    assert!(!ticked(&back).contains(&"check".to_owned()), "{:?}", back.done);
}

#[test]
fn what_is_typed_proves_nothing() {
    let before = planned();
    let keys = FAILING.replace("1.16.9", "1.17.38").char_indices().count();
    assert_eq!(keys, FAILING.len() + 6, "the text has the version six times");
    // Each number is typed over, one after another.
    let mut text = FAILING.to_owned();
    let mut state = before;
    while let Some(at) = text.find("1.16.9") {
        text.replace_range(at..at + 6, "1.17.38");
        state = pasted(&state, &text);
    }
    assert_eq!(state.done.len(), 0, "{:?}", state.done);
}

#[test]
fn the_text_before_the_paste_is_compared() {
    let state = pasted(&planned(), UPGRADED);
    assert_eq!(state.sides(), Some((Side::Earlier, Side::At(0))));
    let compared = state.after(Action::Compare(state.sides()));
    check_panel(
        compared.clone(),
        "comparison",
        &[
            "2 findings are fixed, 1 is still there.",
            "Gloo open source 1.16.9 in gloo-system, now Gloo open source 1.17.38 (upgraded)",
            "Fixed 2",
            "Still there 1",
            "1.16.27 to 1.17.38: done",
        ],
        &["Unknown "],
    );
    let html = render(compared.after(Action::Compare(None)));
    assert_eq!(section(&html, "comparison"), "");
    assert!(words(&html).contains("Compare before and after"));
}

#[test]
fn an_empty_box_remembers_what_was_before() {
    let state = pasted(&planned().after(Action::Clear), UPGRADED);
    assert_eq!(state.sides(), Some((Side::Earlier, Side::At(0))));
    // Another text may be another customer's, so it proves nothing by itself.
    assert_eq!(state.done.len(), 0);
}

#[test]
fn two_files_are_compared_in_either_order() {
    let files: Rc<str> = "a.txt, b.txt".into();
    let file = |name: &str, text: &str| Paper::file(name.into(), text.to_owned().into());
    let texts = vec![file("a.txt", FAILING), file("b.txt", UPGRADED)];
    let state = State::new(None)
        .after(Action::Learn(Knowledge::published().expect("the published data").into(), None))
        .after(Action::Open(Some(files.clone())))
        .after(Action::Opened(files, texts, Vec::new()));
    assert_eq!(state.sides(), Some((Side::At(0), Side::At(1))));
    let there = state.after(Action::Compare(Some((Side::At(0), Side::At(1)))));
    check_panel(there.clone(), "comparison", &["2 findings are fixed", "line 19 of a.txt"], &[]);
    let back = there.after(Action::Compare(Some((Side::At(1), Side::At(0)))));
    check_panel(back, "comparison", &["Were they given in the wrong order?"], &[]);
    // A text that is not there any more can't be compared.
    assert!(there.after(Action::RemovePaper(1)).compared.is_none());
}

#[test]
fn a_finding_is_set_aside_with_a_reason() {
    let state = planned();
    let finding = state.report.findings().next().expect("a finding").clone();
    let aside = state.after(Action::SetAside(Aside::new(&finding, "known, ticket 4711")));
    let html = render(aside.clone());
    let findings = words(section(&html, "findings"));
    assert!(findings.contains("Set aside: 1"), "{findings}");
    assert!(findings.contains("Reason: known, ticket 4711"), "{findings}");
    assert!(!words(section(&html, "now")).contains(&finding.title), "it is not what to do next");
    assert_eq!(aside.report.verdict, state.report.verdict, "the verdict stays");
    let again = aside.after(Action::SetAside(Aside::new(&finding, "")));
    assert_eq!(again.set_aside.len(), 1, "a finding is set aside once");
    assert!(words(&render(again.clone())).contains("No reason is given."));
    let back = again.after(Action::BringBack(Aside::new(&finding, "")));
    assert_eq!(words(&render(back)), words(&render(state)));
}

#[test]
fn what_is_handed_on_carries_what_is_set_aside() {
    let state = planned();
    let finding = state.report.findings().next().expect("a finding").clone();
    let state = state
        .after(Action::SetAside(Aside::new(&finding, "known")))
        .after(Action::ShowTicket(gloo_advisor::ui::state::Fold::Open));
    for form in [HandOver::Ticket, HandOver::Jira, HandOver::Json] {
        let html = render(state.after(Action::HandOver(form)));
        let text = words(section(&html, "hand-over"));
        assert!(text.contains("known"), "{}: {text}", form.name());
    }
}

#[test]
fn the_same_text_again_changes_nothing() {
    let state = pasted(&after(FAILING, []), UPGRADED);
    assert!(ticked(&state).contains(&"upgrade".to_owned()), "{:?}", state.done);
    // A browser may report one paste line by line.
    let again = pasted(&state, UPGRADED);
    assert_eq!((again.proven, again.done, again.earlier), (state.proven, state.done, state.earlier));
}
