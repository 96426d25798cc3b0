//! The page rendered without a browser, as text to look for words in.
#![allow(clippy::expect_used, clippy::panic, clippy::string_slice, reason = "a test may fail by panicking")]
#![allow(dead_code, reason = "each test uses a part of it")]

use std::rc::Rc;

use futures::executor::block_on;
use gloo_advisor::Knowledge;
use gloo_advisor::settings::Target;
use gloo_advisor::ui::state::{Action, Choice, State};
use gloo_advisor::ui::{Host, Page, PageProps};
use yew::LocalServerRenderer;

pub const OPEN_SOURCE: &str = include_str!("../../static/examples/document.txt");
pub const ENTERPRISE: &str = include_str!("../../static/examples/line-behind-and-failing.txt");

/// The page after a paste and some actions.
pub fn after(text: &str, actions: impl IntoIterator<Item = Action>) -> State {
    let knowledge = Knowledge::published().expect("the published data");
    let state =
        State::new(None).after(Action::Learn(knowledge.into(), None)).after(Action::SetText(text.to_owned()));
    actions.into_iter().fold(state, |state, action| state.after(action))
}

pub fn render(state: State) -> String {
    let props = PageProps { state: Rc::new(state), host: Host::default() };
    block_on(LocalServerRenderer::<Page>::with_props(props).hydratable(false).render())
}

/// The section with an identifier, with all that is in it; nothing where there is none.
pub fn section<'a>(html: &'a str, id: &str) -> &'a str {
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
pub fn words(html: &str) -> String {
    let texts = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let text = texts.collect::<Vec<_>>().join(" ");
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'");
    text.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Looks for words in a panel of the page.
pub fn check_panel(state: State, id: &str, has: &[&str], has_not: &[&str]) {
    let html = render(state);
    let text = words(section(&html, id));
    for part in has {
        assert!(text.contains(part), "the panel {id} lacks {part:?}:\n{text}");
    }
    for part in has_not {
        assert!(!text.contains(part), "the panel {id} has {part:?}:\n{text}");
    }
}

pub fn target(version: &str) -> Action {
    Action::Choose(Choice::Target(Target::parse(version)))
}

pub fn check(text: &str, has: &[&str], has_not: &[&str]) {
    let html = render(after(text, []));
    for part in has {
        assert!(html.contains(part), "the page for {text:?} lacks {part:?}:\n{html}");
    }
    for part in has_not {
        assert!(!html.contains(part), "the page for {text:?} has {part:?}:\n{html}");
    }
}

/// The stops of the way, and how far one is.
pub fn way(state: State) -> String {
    let html = render(state);
    let from = html.find("<nav").map_or("", |at| &html[at..]);
    words(from.split("</nav>").next().unwrap_or_default())
}
