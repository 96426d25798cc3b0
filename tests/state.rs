//! The state of the page, without a browser: what each action changes, and what it leaves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

use std::rc::Rc;

use gloo_advisor::report::Broken;
use gloo_advisor::settings::Target;
use gloo_advisor::ui::fragment::{Fragment, Link};
use gloo_advisor::ui::state::{Action, Choice, Fold, Paper, Sheet, State, Theme};
use gloo_advisor::{
    Knowledge, command,
    edition::Edition,
    transcript::{Reading, Span, read},
};
use yew::Reducible as _;

#[test]
fn a_long_file_stays_one_and_may_be_given_up() {
    let opening = loaded().after(Action::Open(Some(Rc::from("gloo.log"))));
    let text = format!("{PASTE}{}", "a line of a log\n".repeat(100_000));
    let open = |text: &str| {
        let paper = Paper::file(Rc::from("gloo.log"), text.to_owned().into());
        Action::Opened(Rc::from("gloo.log"), vec![paper], Vec::new())
    };
    let opened = opening.after(open(&text));
    let is_behind = |state: &State| state.papers.waiting().is_some();
    assert!(is_behind(&opened) && opened.report.blocks.is_empty());
    assert_eq!(opened.paper().excerpt.as_deref().map(<[_]>::len), Some(0));
    // What happens meanwhile does not hasten it.
    let opened = opened.after(Action::Choose(Choice::Namespace("edge".to_owned())));
    assert!(is_behind(&opened));
    let opened = opened.after(Action::Read(0, read(&text, 0)));
    assert!(opened.paper().stays_a_file());
    assert_eq!((&*opened.paper().name, opened.report.blocks.len()), ("gloo.log", 1));
    let excerpt = opened.paper().excerpt.clone();
    assert!(excerpt.as_ref().is_some_and(|lines| lines.len() > 1));
    let cleared = opened.after(Action::Clear).after(Action::Read(0, Reading::default()));
    assert_eq!(cleared.paper().reading.lines, 0);
    let longer = opened.after(Action::SetText(format!("{text}more")));
    assert!(is_behind(&longer) && longer.paper().excerpt == excerpt, "what is shown does not jump");
    let typed = opened.after(Action::SetText("x".to_owned()));
    assert_eq!(typed.paper().excerpt, None);
    assert_eq!((typed.paper().stays_a_file(), &*typed.paper().text), (false, "x"));
    let given_up = opening.after(Action::Open(None)).after(open(&text));
    assert_eq!(&*given_up.paper().text, "");
}

const PASTE: &str = include_str!("../static/examples/document.txt");

fn loaded() -> State {
    let knowledge = Knowledge::published().expect("the published data");
    State::new(None).after(Action::Learn(knowledge.into(), None))
}

#[test]
fn what_was_chosen_is_kept_until_it_is_cleared_and_nothing_of_a_paste() {
    let chosen = loaded()
        .after(Action::Choose(Choice::Namespace("edge".to_owned())))
        .after(Action::Choose(Choice::Edition(Some(Edition::Enterprise))))
        .after(Action::Explain);
    let written = chosen.kept().write();
    assert_eq!(written, "namespace=edge\nexplains=yes\n");
    let recalled = loaded().after(Action::Recall(written));
    assert_eq!((recalled.choices.namespace.as_deref(), recalled.explains), (Some("edge"), true));
    assert_eq!(recalled.report.settings.namespace.value, "edge");
    assert_eq!(chosen.after(Action::Clear).kept().write(), "explains=yes\n");
    assert_eq!(loaded().after(Action::SetText(PASTE.to_owned())).kept().write(), "");
}

#[test]
fn what_changes_nothing_leaves_the_same_state() {
    let state = Rc::new(loaded().after(Action::SetText(PASTE.to_owned())));
    for action in [
        Action::SetText(PASTE.to_owned()),
        Action::Learn(state.knowledge.clone(), None),
        Action::Choose(Choice::Target(None)),
        Action::Caret(None),
        Action::LookAt(None),
        Action::Progress(0, 50),
        Action::Read(0, Reading::default()),
        Action::Light(Rc::default()),
        Action::SetDone(Rc::default()),
        Action::SetTheme(Theme::Auto),
        Action::Open(None),
        Action::ShowTicket(Fold::Shut),
    ] {
        let words = format!("{action:?}");
        assert!(Rc::ptr_eq(&state.clone().reduce(action), &state), "{words}");
    }
    let lit = state.clone().reduce(Action::Light(Rc::new([Span::default()])));
    assert!(!Rc::ptr_eq(&lit, &state) && Rc::ptr_eq(&lit.report, &state.report));
}

#[test]
fn what_was_cleared_can_be_brought_back() {
    let pasted = loaded().after(Action::SetText(PASTE.replace('\n', "\r\n")));
    let pasted = pasted.after(Action::Choose(Choice::Namespace("edge".to_owned())));
    let cleared = pasted.after(Action::Clear);
    assert_eq!((&*cleared.paper().text, cleared.report.blocks.len()), ("", 0));
    let restored = cleared.after(Action::Restore);
    assert_eq!((&*restored.paper().text, restored.report.blocks.len()), (PASTE, 1));
    assert_eq!(restored.choices.namespace.as_deref(), Some("edge"));
}

#[test]
fn a_catalog_that_comes_late_completes_the_report() {
    let early = State::new(None).after(Action::SetText(PASTE.to_owned()));
    assert!(early.report.plan.is_none());
    let late = early.after(Action::Learn(loaded().knowledge, None));
    assert!(late.report.plan.is_some());
}

#[test]
fn another_installation_has_a_plan_of_its_own() {
    let server = |context: &str, version: &str| {
        format!(
            "$ glooctl version --kube-context {context}\nServer: {{\"type\":\"Gateway\",\"kubernetes\":{{\"containers\":[{{\"Tag\":\"{version}\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}}],\"namespace\":\"gloo-system\"}}}}\n"
        )
    };
    let text = server("west", "1.16.3") + &server("east", "1.17.5");
    let state = loaded().after(Action::SetText(text.clone()));
    let from = |state: &State| state.report.plan.as_ref().map(|plan| plan.from.version.to_string());
    assert_eq!(from(&state).as_deref(), Some("1.16.3"));
    let other = state.after(Action::Choose(Choice::Installation(Some(1))));
    assert_eq!(from(&other).as_deref(), Some("1.17.5"));
    let again = other.after(Action::SetText(text));
    assert_eq!(from(&again).as_deref(), Some("1.16.3"), "another paste is for its own first one");
}

#[test]
fn without_a_catalog_the_paste_is_read_all_the_same() {
    let state = State::new(None)
        .after(Action::Learn(Knowledge::default().into(), Some("gone".to_owned())))
        .after(Action::SetText(PASTE.to_owned()));
    assert_eq!(
        state.report.verdict.title,
        "Gloo open source 1.18.10 is installed, and its versions fit together."
    );
}

#[test]
fn a_version_by_hand_stands_in_for_a_paste() {
    let state = loaded()
        .after(Action::Choose(Choice::Edition(Some(Edition::OpenSource))))
        .after(Action::Choose(Choice::From("v1.16.3".to_owned())));
    let to = state.report.plan.as_ref().map(|plan| plan.target.version.to_string());
    assert_eq!(to.as_deref(), Some("1.16.27"));
    let broken = state.after(Action::Choose(Choice::From("1.16.".to_owned())));
    assert_eq!((&*broken.typed_version, broken.report.plan.is_none()), ("1.16.", true));
}

/// What the page with a failing installation hands on, and its state.
fn sent() -> (State, String) {
    let text = include_str!("../static/examples/line-behind-and-failing.txt");
    let named = loaded().after(Action::Choose(Choice::Namespace("edge".to_owned())));
    let state = named.after(Action::SetText(text.to_owned()));
    let link = state.share().expect("a result has a link");
    (state, link)
}

fn opened(link: &str) -> State {
    loaded().after(Action::Follow(Fragment::parse(link)))
}

#[test]
fn a_link_shows_the_result_without_the_paste() {
    let (sent, link) = sent();
    assert!(link.starts_with("#v=1&") && link.len() <= 300 && !link.contains("edge"), "{link}");
    let opened = opened(&link);
    let shared = opened.link.shared().expect("a result").clone();
    let (level, title) = shared.verdict(opened.report.plan.as_ref());
    assert_eq!((level, &title), (sent.report.verdict.level, &sent.report.verdict.title));
    let stops = |state: &State| {
        let hops = state.report.plan.iter().flat_map(|plan| &plan.hops);
        hops.map(|hop| (hop.from, hop.to)).collect::<Vec<_>>()
    };
    assert_eq!(stops(&opened), stops(&sent));
    assert_eq!((&*opened.typed_version, opened.choices.namespace.as_deref()), ("1.16.1", None));
    assert_eq!(opened.share().as_deref(), Some(link.as_str()), "whoever hands it on hands on the same");
    let target =
        opened.report.plan.as_ref().and_then(|plan| plan.targets.get(1).copied().map(Target::Version));
    let other = opened.after(Action::Choose(Choice::Target(target)));
    let on = other.share().expect("a result has a link");
    let asks = format!("&hops=2&target={}&", target.expect("a target in the next line"));
    assert!(on.contains("&failing=2&") && on.contains(&asks), "{on}");
}

#[test]
fn what_came_with_a_link_goes_with_the_next_text() {
    let opened = opened(&sent().1);
    let chosen = |state: &State| (state.choices.edition, state.choices.from, state.choices.target);
    for action in [
        Action::SetText(PASTE.to_owned()),
        Action::Clear,
        Action::Opened(Rc::from("a"), vec![Paper::file("a".into(), PASTE.to_owned().into())], Vec::new()),
    ] {
        let opening = match action {
            Action::Opened(..) => opened.after(Action::Open(Some(Rc::from("a")))),
            _ => opened.clone(),
        };
        let next = opening.after(action);
        assert_eq!((&next.link, chosen(&next)), (&Link::Plain, (None, None, None)));
        assert_eq!(&*next.typed_version, "");
    }
    let back = opened.after(Action::Clear).after(Action::Restore);
    assert_eq!((&back.link, chosen(&back)), (&opened.link, chosen(&opened)));
    let named = opened.after(Action::Choose(Choice::From("1.17.1".to_owned())));
    assert_eq!(named.link, Link::Plain, "the result is of another version");
}

#[test]
fn a_link_takes_the_place_of_no_text() {
    let link = sent().1;
    let pasted = loaded().after(Action::SetText(PASTE.to_owned()));
    let followed = pasted.after(Action::Follow(Fragment::parse(&link)));
    assert_eq!((&followed.link, &followed.report), (&Link::Plain, &pasted.report));
    assert_eq!(
        followed.refused.as_deref(),
        Some("The box has text, so the result of the link is not shown. Open the link in a new tab.")
    );
    // A frame asks for the same again when its theme changes.
    let asked = Fragment { theme: Some(Theme::Dark), ..Fragment::parse(&link) };
    let cleared = opened(&link).after(Action::Clear).after(Action::Follow(asked));
    assert_eq!((cleared.link, cleared.theme), (Link::Plain, Theme::Dark));
}

#[test]
fn of_a_broken_link_nothing_is_used() {
    let link = sent().1;
    let cut = link.get(..link.len() - 3).expect("letters of one byte");
    let state = opened(&format!("{cut}&edition=enterprise&from=1.16.3"));
    assert_eq!((&state.link, state.report.is_empty()), (&Link::Broken(Broken::Cut), true));
    assert_eq!((state.choices.from, state.choices.target, state.share()), (None, None, None));
    let pasted = state.after(Action::SetText(PASTE.to_owned()));
    assert_eq!(pasted.link, Link::Plain);
}

#[test]
fn a_link_without_a_result_asks_as_before() {
    let state = opened("#edition=enterprise&from=1.16.3&target=1.18");
    assert_eq!((&state.link, state.choices.target), (&Link::Plain, Target::parse("1.18")));
    assert_eq!(state.report.plan.as_ref().map(|plan| plan.hops.len()), Some(3));
    let handed = state.share().expect("a plan has a link");
    assert!(handed.starts_with("#v=1&read=nothing&edition=enterprise&version=1.16.3&"), "{handed}");
    assert_eq!(opened(&handed).report.verdict, state.report.verdict);
    assert_eq!(loaded().share(), None);
}

#[test]
fn names_rewrite_the_commands() {
    let state = loaded()
        .after(Action::SetText(PASTE.to_owned()))
        .after(Action::Choose(Choice::Namespace("edge".to_owned())));
    let plan = state.report.plan.clone().expect("a plan");
    let commands = plan.hops.iter().flat_map(|hop| &hop.steps).flat_map(|step| &step.commands);
    let texts: Vec<String> = commands.map(command::posix::emit).collect();
    assert!(texts.iter().any(|text| text.contains("-n edge")));
    assert!(!texts.iter().any(|text| text.contains("gloo-system")));
}

#[test]
fn what_takes_the_place_of_a_text_can_be_undone() {
    let pasted = loaded().after(Action::SetText(PASTE.to_owned()));
    let replaced = pasted.after(Action::Replace("something else".to_owned()));
    assert_eq!(&*replaced.paper().text, "something else");
    let restored = replaced.after(Action::Restore);
    assert_eq!(&*restored.paper().text, &*pasted.paper().text);
    // What is typed afterwards is not lost for it, and nothing is kept of an empty box.
    assert!(replaced.after(Action::SetText("x".to_owned())).replaced.is_none());
    assert!(loaded().after(Action::Replace(PASTE.to_owned())).replaced.is_none());
    // A chain of texts is not kept.
    let twice = replaced.after(Action::Replace("a third".to_owned()));
    assert!(twice.replaced.is_some_and(|before| before.replaced.is_none()));
}

#[test]
fn a_paste_makes_room_for_the_answer_and_typing_does_not() {
    let pasted = loaded().after(Action::SetText(PASTE.to_owned()));
    assert_eq!(pasted.room(), Sheet::Rail);
    assert_eq!(pasted.after(Action::Size(Sheet::Wide)).room(), Sheet::Wide);
    assert_eq!(loaded().after(Action::SetText("x".repeat(100))).room(), Sheet::Wide, "there is no answer");
    let typed = PASTE.char_indices().fold(loaded(), |state, (at, c)| {
        if at % 37 == 0 {
            state.after(Action::SetText(PASTE.get(..at + c.len_utf8()).unwrap_or_default().to_owned()))
        } else {
            state
        }
    });
    assert_eq!(typed.room(), Sheet::Wide);
}
