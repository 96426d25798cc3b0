//! A report as it is handed on: in some form, and without what is nobody else's business.

use std::rc::Rc;

use super::state::State;
use super::text::Text;
use crate::command::Shell;
use crate::redact::{Found, Kinds, Redaction};
use crate::report::text::Detail;
use crate::report::{Aside, HandOver, Report};

/// Of more nothing is learned, since that takes as long as reading it. What is handed on of it is looked through all
/// the same.
const LONGEST_LEARNED: usize = 1_000_000;

/// A report, the form that it is handed on in, and what is replaced. Cheap to clone; the text is only made when it is
/// wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    /// The form.
    pub form: HandOver,
    /// What is replaced, where the form allows it.
    pub kinds: Kinds,
    report: Rc<Report>,
    set_aside: Rc<[Aside]>,
    texts: Vec<Text>,
}

impl Export {
    /// What a page would hand on.
    #[must_use]
    pub fn of(state: &State) -> Self {
        let mut room = LONGEST_LEARNED;
        let mut has_room = |text: &&Text| room.checked_sub(text.len()).map(|left| room = left).is_some();
        let texts = state.papers.iter().map(|paper| &paper.text).filter(|text| has_room(text));
        Self {
            form: state.form,
            kinds: state.kinds,
            report: state.report.clone(),
            set_aside: state.set_aside.clone(),
            texts: texts.cloned().collect(),
        }
    }

    /// Whether nothing was read that could be handed on.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.report.is_empty()
    }

    /// The text; empty where the report has nothing for it, which [`HandOver::lack`] explains.
    #[must_use]
    pub fn text(&self) -> String {
        let text = self.form.render(&self.report, Detail::Brief, &self.set_aside);
        self.redaction(self.kinds.within(self.form)).apply(&text).into_owned()
    }

    /// The same as the bytes of a file. Windows PowerShell reads a script without a byte order mark in the code page of
    /// the machine.
    #[must_use]
    pub fn bytes(&self) -> String {
        let mark = if self.form == HandOver::Runbook(Shell::PowerShell) { "\u{feff}" } else { "" };
        format!("{mark}{}", self.text())
    }

    /// What would be replaced, of all that the texts have.
    #[must_use]
    pub fn found(&self) -> Vec<Found> {
        self.redaction(self.kinds).found().to_vec()
    }

    fn redaction(&self, kinds: Kinds) -> Redaction {
        let texts: Vec<&str> = self.texts.iter().map(|text| &**text).collect();
        Redaction::of(&texts, &self.report, kinds)
    }
}
