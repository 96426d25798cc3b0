//! What the page knows, and how an action changes it. Nothing here touches the browser.

mod adding;
mod choosing;
mod comparing;
mod typing;

use std::rc::Rc;

use yew::Reducible;

use super::arrival::Arrival;
use super::compared::Compared;
use super::excerpt;
use super::fragment::{Fragment, Link};
use super::journey::{self, Chosen, Stops};
use super::kept::Kept;
use super::opening;
use super::paper::Source;
use super::papers::Papers;
use super::same::Same;
use super::ticks::toggled;
use crate::bundle::Outcome;
use crate::date::Date;
use crate::knowledge::Knowledge;
use crate::redact::Kinds;
use crate::report::{Aside, HandOver, PASTE, Report, advise_on};
use crate::settings::Choices;
use crate::transcript::{Reading, Span};

pub use super::action::{Action, Choice, Copied, Named, Sheet};
pub use super::compared::Side;
pub use super::fold::Fold;
pub use super::opening::{Opening, SoFar};
pub use super::paper::{Bundle, Paper};
pub use super::theme::Theme;

/// Everything that the page shows follows from this. Cheap to clone: what is large in it is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The texts, one of which is in the box.
    pub papers: Papers,
    /// How much room the box takes.
    pub sheet: Sheet,
    /// The files that are on their way.
    pub opening: Option<Opening>,
    /// What became of the files that were opened.
    pub files: Rc<[Outcome]>,
    /// What the page was before its text was cleared or replaced, for as long as that can be brought back.
    pub replaced: Option<Rc<Self>>,
    /// The stops of the way that was chosen, the first one included; empty where no target was chosen.
    pub journey: Stops,
    /// What the user chose.
    pub choices: Choices,
    /// The installed version as it was typed, which may not be one.
    pub typed_version: Rc<str>,
    /// Releases, rules and risks; empty as long as they are not here.
    pub knowledge: Same<Knowledge>,
    /// What is looked for among known failures.
    pub sought: Rc<str>,
    /// Why something of it is missing, in a sentence.
    pub knowledge_problem: Option<String>,
    /// The lines that are lit.
    pub lit: Rc<[Span]>,
    /// The line that the caret is in, where somebody moves it.
    pub caret: Option<usize>,
    /// The lines that are to be brought into view, and how often that was asked for.
    pub goal: Option<(usize, Span)>,
    /// The steps that are done, by the names that `ticks::tick` gives them.
    pub done: Rc<[String]>,
    /// The titles of the steps that the last paste proved to be done.
    pub proven: Rc<[String]>,
    /// What was said before the last paste.
    pub earlier: Option<Rc<Report>>,
    /// How the text came that is read last.
    pub arrival: Arrival,
    /// The comparison that is looked at.
    pub compared: Option<Compared>,
    /// The findings that are set aside.
    pub set_aside: Rc<[Aside]>,
    /// What the link that led here asks for, or whoever mounted the page.
    pub asked: Rc<Fragment>,
    /// The result that came with that link, as long as nothing takes its place.
    pub link: Link,
    /// The address of the page.
    pub address: Rc<str>,
    /// The name of the button that copied last, and whether that worked.
    pub copied: Option<(Rc<str>, Copied)>,
    /// How often something was copied: the same words are only said again where they differ.
    pub copies: usize,
    /// Whether the parts of all commands are explained.
    pub explains: bool,
    /// The command that is looked at, whose parts are explained too.
    pub looked_at: Option<Rc<str>>,
    /// The form that the report is handed on in.
    pub form: HandOver,
    /// What is replaced in what is handed on.
    pub kinds: Kinds,
    /// Whether what is handed on is looked at.
    pub ticket: Fold,
    /// Whether what is replaced is looked at.
    pub replacements: Fold,
    /// What the browser did not allow, in a sentence.
    pub refused: Option<Rc<str>>,
    /// Light or dark.
    pub theme: Theme,
    /// What is to be said about all of it.
    pub report: Rc<Report>,
}

impl State {
    /// An empty page, on some day.
    #[must_use]
    pub fn new(today: Option<Date>) -> Self {
        let choices = Choices { today, ..Choices::default() };
        let report = Rc::new(advise_on(&[&Reading::default()], &Knowledge::default(), &choices));
        Self {
            papers: Papers::default(),
            sheet: Sheet::Wide,
            opening: None,
            files: Rc::default(),
            replaced: None,
            journey: Rc::default(),
            choices,
            typed_version: Rc::from(""),
            knowledge: Same::default(),
            sought: Rc::from(""),
            knowledge_problem: None,
            lit: Rc::default(),
            caret: None,
            goal: None,
            done: Rc::default(),
            proven: Rc::default(),
            earlier: None,
            arrival: Arrival::Typed,
            compared: None,
            set_aside: Rc::default(),
            asked: Rc::default(),
            link: Link::Plain,
            address: Rc::from(""),
            copied: None,
            copies: 0,
            explains: false,
            looked_at: None,
            form: HandOver::Ticket,
            kinds: Kinds::default(),
            ticket: Fold::Shut,
            replacements: Fold::Shut,
            refused: None,
            theme: Theme::Auto,
            report,
        }
    }

    /// The text in the box.
    #[must_use]
    pub const fn paper(&self) -> &Paper {
        &self.papers.shown
    }

    /// The line that the caret is in, where somebody moves it in a text.
    #[must_use]
    pub fn caret_line(&self) -> Option<Span> {
        let line = self.caret.filter(|_| !self.paper().text.is_empty())?;
        Some(Span::line(self.papers.place(), line))
    }

    /// Whether the user chose anything, or a link did.
    #[must_use]
    pub fn has_choices(&self) -> bool {
        !self.typed_version.is_empty()
            || self.link != Link::Plain
            || self.choices != Choices { today: self.choices.today, ..Choices::default() }
    }

    /// The state after an action.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        let is_opened = matches!(action, Action::Opened(..));
        match action {
            Action::Open(file) => return Self { opening: file.map(Opening::new), ..next },
            Action::Opening(so_far) => return Self { opening: opening::at(next.opening, so_far), ..next },
            Action::Opened(name, ..) if !opening::is_of(&self.opening, &name) => return next,
            Action::Opened(name, papers, files) if papers.is_empty() => {
                next.list(&files);
                return next.after(Action::Refused(opening::nothing(&name, &files).into()));
            }
            Action::Opened(_, papers, files) => next.open(papers, &files),
            Action::Size(sheet) => return Self { sheet, ..next },
            Action::Replace(text) => {
                next = self.after(Action::SetText(text));
                // An empty box is not missed.
                next.replaced = (!self.paper().text.is_empty()).then(|| Rc::new(self.alone()));
                return next;
            }
            Action::SetText(text) => next.set_text(text),
            Action::AddPaper => {
                next.papers.add(vec![Paper::default()]);
                next.sheet = Sheet::Wide;
                next.change_papers();
            }
            Action::ShowPaper(place) => {
                next.papers.show(place);
                next.caret = None;
            }
            Action::RemovePaper(place) => {
                next.files = opening::without(&self.files, self.papers.iter().nth(place));
                next.papers.remove(place);
                next.change_papers();
                next.replaced = Some(Rc::new(self.alone()));
            }
            Action::LookAtLines(span) => {
                next.papers.show(span.transcript);
                next.lit = Rc::new([span]);
                next.caret = Some(span.start);
                next.goal = Some((self.goal.map_or(0, |(count, _)| count + 1), span));
            }
            Action::Read(place, reading) => match next.papers.get_mut(place) {
                Some(paper) if paper.progress.is_some() => paper.take(reading),
                _ => return next,
            },
            Action::Clear => {
                next = Self::new(self.choices.today);
                next.earlier =
                    if self.report.is_empty() { self.earlier.clone() } else { Some(self.report.clone()) };
                next.replaced = Some(Rc::new(self.alone()));
                next.keep_surroundings(self);
            }
            Action::Restore => {
                if let Some(replaced) = &self.replaced {
                    next = Self::clone(replaced);
                    next.keep_surroundings(self);
                }
            }
            Action::Learn(knowledge, problem) => {
                next.knowledge = knowledge;
                next.knowledge_problem = problem;
            }
            Action::Choose(choice) => next.choose(choice),
            Action::Follow(asked) => {
                next.theme = asked.theme.unwrap_or(self.theme);
                next.sought = asked.failure.as_deref().unwrap_or_default().into();
                next.follow(&asked);
                next.asked = Rc::new(asked);
            }
            Action::Seek(sought) => return Self { sought: sought.into(), ..next },
            Action::Progress(place, progress) => {
                if let Some(paper) = next.papers.get_mut(place) {
                    paper.progress = paper.progress.and(Some(progress));
                }
                return next;
            }
            Action::Caret(caret) => return Self { caret, ..next },
            Action::Tick(step) => return Self { done: toggled(&self.done, step), ..next },
            Action::SetDone(done) => return Self { done, ..next },
            Action::Light(lit) => return Self { lit, ..next },
            Action::Copied(name, copied) => {
                return Self { copied: Some((name, copied)), copies: self.copies + 1, ..next };
            }
            Action::Compare(None) => return Self { compared: None, ..next },
            Action::Compare(Some(sides)) => return Self { compared: self.comparison(sides), ..next },
            Action::SetAside(aside) => {
                let rest = self.set_aside.iter().filter(|known| !known.is_same(&aside)).cloned();
                return Self { set_aside: rest.chain([aside.clone()]).collect(), ..next };
            }
            Action::BringBack(aside) => {
                let rest = self.set_aside.iter().filter(|known| !known.is_same(&aside)).cloned();
                return Self { set_aside: rest.collect(), ..next };
            }
            Action::Explain => return Self { explains: !self.explains, ..next },
            Action::LookAt(looked_at) => return Self { looked_at, ..next },
            Action::Recall(text) => next.recall(self.kept().read(&text)),
            Action::HandOver(form) => return Self { form, ..next },
            Action::Redact(kind) => return Self { kinds: self.kinds.toggled(kind), ..next },
            Action::ShowTicket(ticket) => return Self { ticket, ..next },
            Action::ShowReplacements(replacements) => return Self { replacements, ..next },
            Action::Refused(why) => return Self { refused: Some(why), opening: None, ..next },
            Action::SetTheme(theme) => return Self { theme, ..next },
        }
        // Until all is read, the report stays that of what was there before.
        if next.papers.waiting().is_some() {
            return next;
        }
        let mut report = next.advised();
        // A target that does not lie ahead of what is installed now is that of another installation.
        if next.choices.target.is_some() && journey::has_arrived(&report) {
            next.choices.target = self.asked.target;
            next.choices.target_edition = None;
            report = next.advised();
        }
        let chosen = if next.choices.target.is_some() { Chosen::ByUser } else { Chosen::ByNobody };
        next.journey = journey::after(&next.journey, &report, chosen);
        // The same report stays the same to those who show it.
        if report != *next.report {
            next.report = Rc::new(report);
            next.prove(self);
        }
        if is_opened {
            next.papers.let_go(&next.report);
        }
        next.papers.excerpt(&next.report);
        next.compared = next.compared.as_ref().and_then(|compared| next.comparison(compared.sides));
        next
    }

    /// How much room the box takes: nothing makes room for no answer.
    #[must_use]
    pub fn room(&self) -> Sheet {
        if self.report.is_empty() { Sheet::Wide } else { self.sheet }
    }

    /// What of it is kept for as long as the tab is open.
    #[must_use]
    pub fn kept(&self) -> Kept {
        Kept { choices: self.choices.clone(), explains: self.explains }
    }

    fn recall(&mut self, Kept { choices, explains }: Kept) {
        self.choices = choices;
        self.explains = explains;
    }

    /// Itself, without what it took the place of.
    fn alone(&self) -> Self {
        Self { replaced: None, opening: None, ..self.clone() }
    }

    /// The report of all texts.
    fn advised(&self) -> Report {
        let readings: Vec<&Reading> = self.papers.iter().map(|paper| &*paper.reading).collect();
        advise_on(&readings, &self.knowledge, &self.choices).with_changes(&self.knowledge, Some(&self.report))
    }

    /// Forgets what held for the texts that were there before.
    fn change_papers(&mut self) {
        self.opening = None;
        self.replaced = None;
        self.lit = Rc::default();
        self.refused = None;
        self.forget_link();
        self.choices.installation = None;
        if self.papers.is_empty() {
            // Where a link wants to go holds for any installation.
            self.choices.target = self.asked.target;
            self.choices.target_edition = None;
            self.choices.answers = Vec::new();
        }
    }

    /// Takes over what clearing and restoring leave alone.
    fn keep_surroundings(&mut self, other: &Self) {
        self.knowledge = other.knowledge.clone();
        self.knowledge_problem.clone_from(&other.knowledge_problem);
        self.theme = other.theme;
        self.done = other.done.clone();
        self.asked = other.asked.clone();
        self.sought = other.sought.clone();
        self.explains = other.explains;
        self.address = other.address.clone();
    }
}

impl Reducible for State {
    type Action = Action;

    /// The state after an action; itself, if nothing is different.
    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let next = self.after(action);
        if next == *self { self } else { Rc::new(next) }
    }
}
