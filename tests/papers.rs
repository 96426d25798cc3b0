//! Several texts in one case, without a browser: which is shown, what all of them say, and where it is said.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

use std::rc::Rc;

use gloo_advisor::bundle::{Outcome, Skip};
use gloo_advisor::ui::state::{Action, Bundle, Paper, State};
use gloo_advisor::{
    Knowledge,
    transcript::{Span, read},
};

fn version(version: &str) -> String {
    format!(
        "Client: {{\"version\":\"{version}\"}}\nServer: {{\"type\":\"Gateway\",\"kubernetes\":{{\"containers\":[{{\"Tag\":\"{version}\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}}],\"namespace\":\"gloo-system\"}}}}\n"
    )
}

const FAILING: &str = "Checking deployments... OK\nChecking pods... 1 Errors!\nError: 1 error occurred:\n\t* Pod gloo-1 in namespace gloo-system is not ready!\n";

/// The state once these files were opened.
fn opened(state: &State, files: &[(&str, &str)]) -> State {
    let names: Rc<str> = "files".into();
    let papers =
        files.iter().map(|(name, text)| Paper::file(Rc::from(*name), (*text).to_owned().into())).collect();
    state.after(Action::Open(Some(names.clone()))).after(Action::Opened(names, papers, Vec::new()))
}

fn loaded() -> State {
    State::new(None).after(Action::Learn(Knowledge::published().unwrap().into(), None))
}

/// The names of the texts, with the one in the box in brackets.
fn names(state: &State) -> String {
    let shown = state.papers.place();
    let name =
        |(place, name): (usize, &str)| if place == shown { format!("[{name}]") } else { name.to_owned() };
    let names = state.papers.iter().map(|paper| &*paper.name).enumerate().map(name);
    names.collect::<Vec<_>>().join(" ")
}

/// Of each block, the place of its text.
fn places(state: &State) -> Vec<usize> {
    state.report.blocks.iter().map(|block| block.span.transcript).collect()
}

#[test]
fn files_are_texts_of_their_own_and_one_case() {
    let state = opened(&loaded(), &[("version.txt", &version("1.16.3")), ("check.txt", FAILING)]);
    assert_eq!(names(&state), "[version.txt] check.txt");
    assert_eq!(places(&state), [0, 1]);
    assert_eq!(state.report.installations.len(), 1);
    let check = state.report.check.as_ref().unwrap();
    assert_eq!(check.problems.first().unwrap().span, Span { transcript: 1, start: 4, end: 4 });
}

#[test]
fn files_of_two_environments_are_two_clusters() {
    let state = opened(&loaded(), &[("prod.txt", &version("1.16.3")), ("staging.txt", &version("1.17.5"))]);
    let labels: Vec<_> = state.report.clusters.iter().map(|cluster| cluster.label.as_deref()).collect();
    assert_eq!(labels, [Some("cluster prod"), Some("cluster staging")]);
    // What a file is an output of is no part of the name.
    let state = opened(&loaded(), &[("prod-version.txt", &version("1.16.3")), ("prod_check.log", FAILING)]);
    assert_eq!((state.report.clusters.len(), state.report.installations.len()), (1, 1));
}

#[test]
fn files_join_what_is_there() {
    let pasted = loaded().after(Action::SetText(version("1.16.3")));
    let state = opened(&pasted, &[("check.txt", FAILING), ("check.txt", FAILING)]);
    assert_eq!(names(&state), "paste [check.txt] check.txt 2");
    assert_eq!(&*state.paper().text, FAILING);
    let back = state.after(Action::ShowPaper(0));
    assert_eq!(
        (names(&back).as_str(), &*back.paper().text),
        ("[paste] check.txt check.txt 2", &*version("1.16.3"))
    );
    assert!(Rc::ptr_eq(&back.report, &state.report), "what is shown changes nothing of what is said");
    assert_eq!(names(&state.after(Action::Restore)), "[paste]", "files that nobody wanted can be undone");
}

#[test]
fn a_text_can_be_added_and_taken_out() {
    let first = loaded().after(Action::SetText(version("1.16.3")));
    let second = first.after(Action::AddPaper);
    assert_eq!((names(&second).as_str(), &*second.paper().text), ("paste [paste 2]", ""));
    assert_eq!(second.report.installations.len(), 1);
    let second = second.after(Action::SetText(FAILING.to_owned()));
    assert_eq!(places(&second), [0, 1]);
    // What is left keeps its evidence, at its new place.
    let alone = second.after(Action::RemovePaper(0));
    assert_eq!((names(&alone).as_str(), places(&alone)), ("[paste 2]", vec![0]));
    assert_eq!(alone.report.transcripts.len(), 1);
    let back = alone.after(Action::Restore);
    assert_eq!((names(&back).as_str(), places(&back)), ("paste [paste 2]", vec![0, 1]));
    let none = alone.after(Action::RemovePaper(0));
    assert!(none.report.is_empty() && none.paper().text.is_empty());
}

#[test]
fn taking_out_keeps_the_box_as_it_is() {
    let state = opened(&loaded(), &[("a", "a"), ("b", "b"), ("c", "c")]);
    let check = |shown: usize, out: usize, expect: &str| {
        assert_eq!(names(&state.after(Action::ShowPaper(shown)).after(Action::RemovePaper(out))), expect);
    };
    check(1, 0, "[b] c");
    check(1, 1, "a [c]");
    check(1, 2, "a [b]");
    check(2, 2, "a [b]");
    check(0, 7, "[a] b c");
}

#[test]
fn lines_of_another_text_bring_it_into_the_box() {
    let state = opened(&loaded(), &[("version.txt", &version("1.16.3")), ("check.txt", FAILING)]);
    let line = Span::line(1, 4);
    let looked = state.after(Action::LookAtLines(line));
    assert_eq!(names(&looked), "version.txt [check.txt]");
    assert_eq!((looked.caret_line(), &*looked.lit), (Some(line), &[line][..]));
    let again = looked.after(Action::LookAtLines(line));
    assert_ne!(looked.goal, again.goal, "it is looked for again");
}

#[test]
fn a_long_text_is_waited_for_wherever_it_is() {
    let long = format!("{FAILING}{}", "a line of a log\n".repeat(5_000));
    let state = opened(&loaded(), &[("check.log", &long), ("version.txt", &version("1.16.3"))]);
    assert_eq!(state.papers.waiting().map(|(place, _)| place), Some(0));
    assert!(state.report.blocks.is_empty());
    let moved = state.after(Action::ShowPaper(1));
    let read = moved.after(Action::Read(0, gloo_advisor::transcript::read(&long, 0)));
    assert_eq!(places(&read), [0, 1]);
    let back = read.after(Action::ShowPaper(0));
    assert!(back.paper().excerpt.as_ref().is_some_and(|lines| lines.len() > 1));
}

const QUIET: &str = "a line of a log that nobody knows\n";

/// The state once an archive was opened that has these files of one bundle.
fn unpacked(state: &State, archive: &str, files: &[(&str, &str)]) -> State {
    let origin: Rc<str> = format!("{archive}/debug").into();
    let label: Rc<str> = "debug".into();
    let bundle = Rc::new(Bundle {
        name: label.clone(),
        label: Some(label),
        files: files.len(),
        bytes: files.iter().map(|(_, text)| text.len() as u64).sum(),
        origin: origin.clone(),
    });
    let first = state.papers.next_place();
    let member = |(at, (name, text)): (usize, &(&str, &str))| {
        let name: Rc<str> = format!("{origin}/{name}").into();
        Paper::member(bundle.clone(), name, (*text).to_owned(), (first + at, read(text, first + at)))
    };
    let papers: Vec<Paper> = files.iter().enumerate().map(member).collect();
    let read = papers.iter().map(|paper| Outcome { name: paper.name.to_string(), reason: None });
    let refused = Outcome { name: format!("{origin}/a.png"), reason: Some(Skip::Picture) };
    let files = read.chain([refused]).collect();
    let name: Rc<str> = archive.into();
    state.after(Action::Open(Some(name.clone()))).after(Action::Opened(name, papers, files))
}

/// The state once all texts are read that wait for it.
fn settled(mut state: State) -> State {
    while let Some((place, paper)) = state.papers.waiting() {
        let reading = read(&paper.text, place);
        state = state.after(Action::Read(place, reading));
    }
    state
}

fn labels(state: &State) -> Vec<Option<&str>> {
    state.report.clusters.iter().map(|cluster| cluster.label.as_deref()).collect()
}

#[test]
fn files_of_a_bundle_are_one_cluster_and_go_together() {
    let pasted = loaded().after(Action::SetText(version("1.17.5")));
    let files = [("check.txt", FAILING), ("quiet.log", QUIET), ("version.txt", &*version("1.16.3"))];
    let state = unpacked(&pasted, "prod.zip", &files);
    assert_eq!(
        names(&state),
        "paste [prod.zip/debug/check.txt] prod.zip/debug/quiet.log prod.zip/debug/version.txt"
    );
    // A paste that names no cluster is of the only one that is named.
    assert_eq!(labels(&state).len(), 1);
    let bundles = state.papers.iter().map(|paper| paper.reading.bundle.as_deref());
    assert!(
        bundles.skip(1).all(|bundle| bundle == Some("debug")),
        "its name is in what is said of each file"
    );
    assert_eq!(state.files.len(), 4);
    // A line of any of them can be looked at.
    let looked = state.after(Action::LookAtLines(Span::line(3, 1)));
    assert_eq!(&*looked.paper().text, &*version("1.16.3"));
    // All of it goes at once, with what was said of it.
    let alone = looked.after(Action::RemovePaper(2));
    assert_eq!((names(&alone).as_str(), alone.files.len()), ("[paste]", 0));
    assert_eq!(alone.report.installations.len(), 1);
    assert_eq!(alone.after(Action::Restore).papers.count(), 4);
}

#[test]
fn of_a_bundle_only_texts_are_kept_that_say_something() {
    let state = unpacked(&loaded(), "prod.zip", &[("check.txt", FAILING), ("quiet.log", QUIET)]);
    let kept: Vec<(bool, usize)> =
        state.papers.iter().map(|paper| (paper.text.is_empty(), paper.size())).collect();
    assert_eq!(kept, [(false, FAILING.len()), (true, QUIET.len())]);
    assert_eq!(state.report.transcripts.get(1).map(|text| text.lines), Some(1), "it was read all the same");
    // What is typed in its place is another text.
    let typed = state.after(Action::ShowPaper(1)).after(Action::SetText("x".to_owned()));
    assert_eq!(names(&typed), "prod.zip/debug/check.txt prod.zip/debug/quiet.log [paste]");
}

#[test]
fn bundles_that_come_one_after_the_other_are_two_clusters() {
    let one = unpacked(&loaded(), "prod.zip", &[("version.txt", &version("1.16.3")), ("check.txt", FAILING)]);
    let both =
        settled(unpacked(&one, "dev.zip", &[("version.txt", &version("1.17.5")), ("check.txt", FAILING)]));
    let mut seen = labels(&both);
    seen.sort_unstable();
    assert_eq!(seen, [Some("cluster dev"), Some("cluster prod")]);
    let rows: Vec<&str> =
        both.papers.iter().filter_map(|paper| paper.bundle.as_ref()).map(|bundle| &*bundle.name).collect();
    assert_eq!(rows, ["prod", "prod", "dev", "dev"]);
}

#[test]
fn a_bundle_that_moves_is_read_again_where_it_is_kept() {
    let pasted = loaded().after(Action::SetText(version("1.17.5")));
    let state = unpacked(&pasted, "prod.zip", &[("check.txt", FAILING), ("quiet.log", QUIET)]);
    let state = settled(state.after(Action::RemovePaper(0)));
    assert_eq!(places(&state), [0]);
    let quiet = state.papers.iter().nth(1).unwrap();
    assert_eq!((quiet.reading.lines, quiet.reading.unread.len()), (1, 0));
}

#[test]
fn files_of_which_nothing_is_read_change_nothing_but_what_is_said() {
    let check = |files: &[(&str, Option<Skip>)], expect: &str| {
        let pasted = loaded().after(Action::SetText(version("1.17.5")));
        let name: Rc<str> = "shot.png".into();
        let outcome =
            |(name, reason): &(&str, Option<Skip>)| Outcome { name: (*name).to_owned(), reason: *reason };
        let files: Vec<Outcome> = files.iter().map(outcome).collect();
        let state = pasted.after(Action::Open(Some(name.clone()))).after(Action::Opened(
            name,
            Vec::new(),
            files.clone(),
        ));
        assert_eq!(state.refused.as_deref(), Some(expect));
        assert_eq!(state.papers, pasted.papers);
        // What is said of a single file needs no list.
        assert_eq!(state.files.len(), if files.len() == 1 { 0 } else { files.len() });
    };
    check(&[("shot.png", Some(Skip::Picture))], "shot.png: It is a picture. Copy the text instead.");
    check(&[("a", Some(Skip::Picture)), ("b", Some(Skip::Binary))], "Nothing of shot.png can be read.");
    check(&[], "shot.png has no files.");
}
