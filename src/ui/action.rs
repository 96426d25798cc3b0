//! What can happen on the page, and what can be chosen.

use std::rc::Rc;

use super::compared::Side;
use super::fold::Fold;
use super::fragment::Fragment;
use super::opening::SoFar;
use super::paper::Paper;
use super::same::Same;
use super::theme::Theme;
use crate::bundle::Outcome;
use crate::command::Shell;
use crate::delivery::Delivery;
use crate::edition::Edition;
use crate::knowledge::Knowledge;
use crate::redact::Kind;
use crate::report::{Aside, HandOver};
use crate::settings::{Helm, Platform, Reply, Target, Way};
use crate::transcript::{Reading, Span};

/// How a copy went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// The text is on the clipboard.
    Yes,
    /// The browser did not allow it.
    No,
}

/// How much room the box takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// About half of the page: somebody writes, or looks at the text.
    Wide,
    /// A rail beside the answer.
    Rail,
}

impl Sheet {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Wide => Self::Rail,
            Self::Rail => Self::Wide,
        }
    }
}

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Action {
    /// The text in the box changed.
    SetText(String),
    /// What is looked for among known failures changed.
    Seek(String),
    /// The box takes more room, or less.
    Size(Sheet),
    /// Another text takes the place of the one in the box, which can be brought back.
    Replace(String),
    /// Files are being opened, or no longer.
    Open(Option<Rc<str>>),
    /// Files that are being opened are so far.
    Opening(SoFar),
    /// Files were opened: the texts that were in them, and what became of all files.
    Opened(Rc<str>, Vec<Paper>, Vec<Outcome>),
    /// So many hundredths of the long text at a place are read.
    Progress(usize, usize),
    /// The long text at a place was read.
    Read(usize, Reading),
    /// Another text belongs to the case.
    AddPaper,
    /// The text at a place is to be in the box.
    ShowPaper(usize),
    /// The text at a place is taken out, with the bundle that it is of.
    RemovePaper(usize),
    /// Some lines are to be seen.
    LookAtLines(Span),
    /// The box and the choices are emptied.
    Clear,
    /// The box gets back what it held.
    Restore,
    /// Releases, rules and risks came, and what of them did not.
    Learn(Same<Knowledge>, Option<String>),
    /// The user chose something.
    Choose(Choice),
    /// The caret is in another line, or nobody looks at it any more.
    Caret(Option<usize>),
    /// A step was ticked, or is no longer.
    Tick(String),
    /// These steps are done; none, where all ticks are wiped.
    SetDone(Rc<[String]>),
    /// The link that led here asks for something.
    Follow(Fragment),
    /// Some lines are looked at.
    Light(Rc<[Span]>),
    /// The button of this name copied its text, or could not.
    Copied(Rc<str>, Copied),
    /// The parts of commands are to be explained, or no longer.
    Explain,
    /// This command is looked at, or none.
    LookAt(Option<Rc<str>>),
    /// What an earlier page in this tab kept.
    Recall(String),
    /// The report is handed on in this form.
    HandOver(HandOver),
    /// This kind is replaced in what is handed on, or no longer.
    Redact(Kind),
    /// Two texts are compared, or none any more.
    Compare(Option<(Side, Side)>),
    /// A finding is set aside, with the reason.
    SetAside(Aside),
    /// A finding that was set aside counts again.
    BringBack(Aside),
    /// What is handed on is looked at, or no longer.
    ShowTicket(Fold),
    /// What is replaced is looked at, or no longer.
    ShowReplacements(Fold),
    /// The browser did not allow something.
    Refused(Rc<str>),
    /// Another theme is wanted.
    SetTheme(Theme),
}

/// What the user can choose.
#[derive(Clone, Debug)]
pub enum Choice {
    /// Which installation the plan is for, by its place in the report.
    Installation(Option<usize>),
    /// The installed edition.
    Edition(Option<Edition>),
    /// The installed version, as typed.
    From(String),
    /// Where to go.
    Target(Option<Target>),
    /// The namespace.
    Namespace(String),
    /// The name of the Helm release.
    Release(String),
    /// A values file.
    Values(String),
    /// The machine that glooctl is for.
    Platform(Option<Platform>),
    /// The major version of Helm.
    Helm(Option<Helm>),
    /// The edition to go to.
    TargetEdition(Option<Edition>),
    /// The shell that the commands are read in.
    Shell(Shell),
    /// How the new version takes over.
    Way(Way),
    /// What delivers the chart.
    DeliveredBy(Option<Delivery>),
    /// The answer to the question of a risk, by its identifier; none, where it is taken back.
    Answer(String, Option<Reply>),
    /// What the paste says counts again, instead of the namespace or release that was typed.
    TakePasted(Named),
}

/// A name of the commands that a paste may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// The namespace.
    Namespace,
    /// The name of the Helm release.
    Release,
}
