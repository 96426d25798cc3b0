//! The page as a whole: one state, and the panels that show it.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::virtual_dom::ListenerKind;
use yew::{Callback, Component, Context, Html, Properties, component};

use super::element::{self, On, el, el_with, text, text_in};
use super::fragment::Fragment;
use super::state::{Action, State};
use super::{
    View, browser, controls, failures, findings, hand_over, manual, pairing, plan, transcript, verdict,
};
use crate::date::Date;
use crate::transcript::Reader;

/// What the page is started with.
#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    /// The day on which the page is looked at; the core has no clock.
    pub today: Option<Date>,
    /// What was pasted before the page started.
    pub pasted: String,
    /// Whether the keyboard was in the box.
    pub has_focus: bool,
}

/// A long text is read when no key came for a while: a millisecond for so many bytes, which is about half of the
/// time that reading them takes.
const BYTES_FOR_A_MILLISECOND: usize = 40_000;

/// So many milliseconds are read at a time; the browser answers between them.
const SLICE: f64 = 12.0;

/// The page in a browser: keeps the state, fetches the catalog, shows the theme.
pub struct App {
    state: State,
    on: Callback<Action>,
    /// The long text that was asked to be read last.
    newest: Rc<RefCell<Rc<str>>>,
    /// The finding that the link wants to be looked at, as long as it is not there.
    finding: Option<String>,
    /// The failure that the link wants to be explained, as long as none is known.
    failure: Option<String>,
}

impl Component for App {
    type Message = Action;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let AppProps { today, pasted, .. } = ctx.props();
        let theme = browser::stored_theme();
        browser::show_theme(theme);
        let asked = Fragment::parse(&browser::fragment());
        let (finding, failure) = (asked.finding.clone(), asked.failure.clone());
        let state = State { address: browser::address().into(), ..State::new(*today) }
            .after(Action::SetText(pasted.clone()))
            .after(Action::SetTheme(theme))
            .after(Action::SetDone(browser::stored_ticks()))
            .after(Action::Recall(browser::stored_choices()))
            .after(Action::Follow(asked));
        Self {
            state,
            on: ctx.link().callback(|action| action),
            newest: Rc::new(RefCell::new(Rc::from(""))),
            finding,
            failure,
        }
    }

    fn update(&mut self, _: &Context<Self>, action: Action) -> bool {
        // Each key moves the caret, most of them within its line; and the pointer moves most of the time.
        let is_same = match &action {
            Action::Caret(line) => *line == self.state.caret,
            Action::LookAt(command) => *command == self.state.looked_at,
            Action::Progress(progress) => *progress == self.state.progress || !self.state.is_behind,
            _ => false,
        };
        if is_same {
            return false;
        }
        let next = self.state.after(action);
        if next.theme != self.state.theme {
            browser::show_theme(next.theme);
        }
        if next.done != self.state.done {
            browser::keep_ticks(&next.done);
        }
        if next.choices != self.state.choices || next.explains != self.state.explains {
            browser::keep_choices(&next.kept().write());
        }
        if next.is_behind {
            self.read_soon(&next.text);
        }
        self.state = next;
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        page(View { state: &self.state, on: &self.on })
    }

    fn rendered(&mut self, ctx: &Context<Self>, is_first: bool) {
        let is_there = |code: &String| {
            self.state.report.diagnostics.iter().any(|diagnostic| diagnostic.code.id() == code.as_str())
        };
        if let Some(code) = self.finding.take_if(|code| is_there(code)) {
            browser::scroll_to(&code);
            browser::focus(&code);
        }
        let is_known = self.state.knowledge.failures.iter().next().is_some();
        if self.failure.take_if(|_| is_known).is_some() {
            browser::scroll_to(failures::ID);
        }
        if !is_first {
            return;
        }
        if ctx.props().has_focus {
            browser::focus(browser::BOX);
        }
        let on = self.on.clone();
        let downloads = browser::Downloads::start();
        spawn_local(downloads.each(move |knowledge, problem| on.emit(Action::Learn(knowledge, problem))));
    }
}

impl App {
    /// Reads a long text, unless another one has come by then.
    fn read_soon(&self, text: &Rc<str>) {
        if Rc::ptr_eq(&self.newest.borrow(), text) {
            // It is about to be read already.
            return;
        }
        self.newest.replace(text.clone());
        let (on, newest, text) = (self.on.clone(), self.newest.clone(), text.clone());
        spawn_local(async move {
            browser::wait(i32::try_from(text.len() / BYTES_FOR_A_MILLISECOND).unwrap_or(i32::MAX)).await;
            let mut reader = Reader::new(&text, 0);
            let mut until = browser::now() + SLICE;
            for step in 1_usize.. {
                if !reader.advance() {
                    break;
                }
                // Asking for the time takes longer than a step.
                if step.is_multiple_of(64) && browser::now() > until {
                    on.emit(Action::Progress(reader.progress()));
                    browser::wait(0).await;
                    until = browser::now() + SLICE;
                    if !Rc::ptr_eq(&newest.borrow(), &text) {
                        return;
                    }
                }
            }
            if Rc::ptr_eq(&newest.borrow(), &text) {
                // Cleared and restored, it would have to be read again.
                newest.replace(Rc::from(""));
                on.emit(Action::Read(reader.reading));
            }
        });
    }
}

/// A state to render, and where its actions go.
#[derive(Clone, Properties)]
pub struct PageProps {
    /// The state.
    pub state: Rc<State>,
    /// Where actions go.
    pub on: Callback<Action>,
}

impl PartialEq for PageProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
    }
}

/// The page for a given state, without a browser.
#[component]
pub fn Page(props: &PageProps) -> Html {
    page(View { state: &props.state, on: &props.on })
}

fn page(view: View<'_>) -> Html {
    let reading = vec![
        verdict::panel(view),
        knowledge_note(view),
        pairing::panel(view),
        findings::panel(view),
        findings::missing(view),
        plan::panel(view),
        hand_over::panel(view),
        failures::panel(view),
    ];
    let paper = vec![transcript::panel(view), manual::panel(view)];
    let skip = el_with("a", &["class", "href"], &["skip", "#verdict"], vec![text("Skip to the result")]);
    let on = view.on.clone();
    let ondrop = On::new(ListenerKind::ondrop, move |event| transcript::take_drop(&on, event));
    // Without this the browser would leave the page and open the file.
    let ondragover = On::new(ListenerKind::ondragover, |event| event.prevent_default());
    let panels = vec![el("div", "paper", paper), el("div", "reading", reading)];
    let mut listeners = vec![ondrop, ondragover];
    for kind in [ListenerKind::onmouseover, ListenerKind::onfocusin] {
        listeners.push(view.when(kind, |event| Action::LookAt(browser::command_at(event))));
    }
    // What is shown over something else can be put away without leaving it.
    listeners.push(view.when(ListenerKind::onkeydown, |_| Action::LookAt(None)));
    let bench = element::listening("main", &["class"], &["bench"], listeners, panels);
    element::all(vec![skip, bar(view), bench, controls::copied(view)])
}

fn bar(view: View<'_>) -> Html {
    let theme = view.state.theme;
    let on_theme = view.when(ListenerKind::onclick, move |_| Action::SetTheme(theme.next()));
    let known =
        view.state.report.checked_on.map_or_else(String::new, |date| format!("Releases as of {date}"));
    let mark = el_with(
        "img",
        &["class", "src", "alt", "width", "height"],
        &["mark", "./icon.svg", "", "22", "22"],
        Vec::new(),
    );
    let toggle = element::button("quiet", on_theme, vec![text(&format!("Theme: {}", theme.name()))]);
    let children = vec![
        mark,
        text_in("h1", "", "Gloo Advisor"),
        text_in("p", "private", "What you paste stays in this tab"),
        el("div", "aside", vec![text_in("span", "quiet", &known), toggle]),
    ];
    el("header", "bar", children)
}

/// Without the catalog the page still reads, and says what it then can't know.
fn knowledge_note(view: View<'_>) -> Html {
    let Some(why) = &view.state.knowledge_problem else { return Html::default() };
    let words = format!(
        "{why} What you paste is still read, without what that file knows. Reload the page to try again."
    );
    el_with("p", &["class", "role"], &["calm", "status"], vec![text(&words)])
}
