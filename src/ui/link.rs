//! What links do to a page: the result that one brings, how long it is there, and the one that is handed on.

use std::rc::Rc;

use super::fragment::{Fragment, Link};
use super::state::State;
use crate::report::Shared;
use crate::settings::Choices;

/// Why the result of a link is not shown.
const OCCUPIED: &str =
    "The box has text, so the result of the link is not shown. Open the link in a new tab.";

impl State {
    /// What is handed on as a link; `None` where there is no result.
    #[must_use]
    pub fn share(&self) -> Option<String> {
        let shared = match &self.link {
            Link::Shared(shared) => shared.with(&self.report, &self.choices),
            Link::Plain | Link::Broken(_) => Shared::of(&self.report, &self.choices)?,
        };
        Some(format!("{}#{}", self.address, shared.fragment()))
    }

    /// Chooses what a link asks for. A result is taken once, and only where no text is.
    pub(super) fn follow(&mut self, asked: &Fragment) {
        match &asked.link {
            Link::Plain => {
                self.forget_link();
                self.choices.edition = asked.edition;
                self.choices.from = asked.from;
                self.choices.target = asked.target;
                self.choices.target_edition = asked.target_edition;
            }
            link if *link == self.asked.link => return,
            _ if !self.papers.is_empty() => {
                self.refused = Some(OCCUPIED.into());
                return;
            }
            Link::Shared(shared) => {
                let Choices { namespace, release, values, today, .. } = self.choices.clone();
                self.choices = Choices { namespace, release, values, today, ..shared.choices.clone() };
            }
            Link::Broken(_) => self.forget_facts(),
        }
        self.link = asked.link.clone();
        self.typed_version = self.choices.from.map_or_else(String::new, |from| from.to_string()).into();
    }

    /// Forgets the result that came with a link, and what it says of an installation.
    pub(super) fn forget_link(&mut self) {
        if self.link != Link::Plain {
            self.link = Link::Plain;
            self.forget_facts();
        }
    }

    /// Leaves only choices that hold for any installation.
    fn forget_facts(&mut self) {
        let choices = &mut self.choices;
        (choices.edition, choices.from, choices.helm) = (None, None, None);
        (choices.target, choices.target_edition, choices.delivered_by) = (None, None, None);
        choices.answers.clear();
        self.typed_version = Rc::from("");
    }
}
