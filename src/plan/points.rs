//! What the risks of a step ask of a reader: to do something, to check something, or only to know it.

use super::{Hop, Plan, Risk, Step};
use crate::command::Command;
use crate::order::sort_by_key;
use crate::rules::Impact;

/// What a risk asks of a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// It applies, and has something to do.
    Must,
    /// It has something to do if it applies, which is unknown.
    Check,
    /// There is nothing to do, or only for those who want it.
    Know,
    /// A step of the same hop takes care of it.
    Handled,
    /// It does not apply.
    Nothing,
}

impl Duty {
    /// Whether a person has to settle it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Must | Self::Check)
    }
}

impl Risk {
    /// What it asks of a reader.
    #[must_use]
    pub const fn duty(&self) -> Duty {
        match (self.applies, self.impact) {
            (Some(false), _) => Duty::Nothing,
            _ if !self.handled.is_empty() => Duty::Handled,
            (_, Impact::Note) => Duty::Know,
            (Some(true), _) => Duty::Must,
            (None, _) => Duty::Check,
        }
    }
}

/// The risks of a step by what they ask, the worst first in each.
pub struct Points<'a> {
    /// Those with something to do.
    pub must: Vec<&'a Risk>,
    /// Those to check, by the command that answers their questions. Those without a command are last.
    pub check: Vec<Questions<'a>>,
    /// Those that are good to know.
    pub know: Vec<&'a Risk>,
    /// Those that the step takes care of.
    pub handled: Vec<&'a Risk>,
    /// Those that do not apply.
    pub ruled_out: Vec<&'a Risk>,
}

/// What one command answers.
pub struct Questions<'a> {
    /// The command; `None` where no command answers them.
    pub ask: Option<&'a Command>,
    /// The risks that ask.
    pub risks: Vec<&'a Risk>,
}

impl<'a> Questions<'a> {
    /// The command, if several risks ask: it is typed once, before them.
    #[must_use]
    pub const fn shared(&self) -> Option<&'a Command> {
        if self.risks.len() > 1 { self.ask } else { None }
    }

    /// The command, if one risk alone asks: it belongs next to its question.
    #[must_use]
    pub const fn own(&self) -> Option<&'a Command> {
        if self.risks.len() > 1 { None } else { self.ask }
    }
}

impl Step {
    /// Whether there is nothing to type, to wait for or to know.
    pub(super) const fn is_empty(&self) -> bool {
        !self.acts() && self.gate.is_none() && self.risks.is_empty()
    }

    /// Whether there is something to type or to change.
    #[must_use]
    pub const fn acts(&self) -> bool {
        !self.commands.is_empty() || self.manifest.is_some()
    }

    /// Whether any of its risks has something to do or to check.
    #[must_use]
    pub fn has_duties(&self) -> bool {
        self.risks.iter().any(|risk| risk.duty().is_open())
    }

    /// Its risks by what they ask.
    #[must_use]
    pub fn points(&self) -> Points<'_> {
        let of = |duty: Duty| self.risks.iter().filter(move |risk| risk.duty() == duty);
        Points {
            must: of(Duty::Must).collect(),
            check: by_question(of(Duty::Check)),
            know: of(Duty::Know).collect(),
            handled: of(Duty::Handled).collect(),
            ruled_out: of(Duty::Nothing).collect(),
        }
    }
}

fn by_question<'a>(risks: impl Iterator<Item = &'a Risk>) -> Vec<Questions<'a>> {
    let mut asked: Vec<Questions<'a>> = Vec::new();
    for risk in risks {
        let ask = risk.ask.as_ref();
        match asked.iter_mut().find(|questions| questions.ask == ask) {
            Some(questions) => questions.risks.push(risk),
            None => asked.push(Questions { ask, risks: vec![risk] }),
        }
    }
    sort_by_key(&mut asked, |questions| questions.ask.is_none());
    asked
}

/// How many risks of a hop ask what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many have something to do.
    pub must: usize,
    /// How many are to be checked.
    pub check: usize,
    /// How many are good to know.
    pub know: usize,
}

impl Plan {
    /// The commands that answer open questions of the plan, each once, and all of them read-only.
    #[must_use]
    pub fn asks(&self) -> Vec<&Command> {
        let steps = self.hops.iter().flat_map(|hop| &hop.steps);
        let risks = steps.flat_map(|step| &step.risks).chain(&self.advice);
        let mut asks: Vec<&Command> = Vec::new();
        for ask in risks.filter(|risk| risk.applies.is_none()).filter_map(|risk| risk.ask.as_ref()) {
            if !asks.contains(&ask) {
                asks.push(ask);
            }
        }
        asks
    }
}

impl Hop {
    /// The risks that its own steps take care of.
    pub fn handled(&self) -> impl Iterator<Item = &Risk> {
        self.steps.iter().flat_map(|step| &step.risks).filter(|risk| risk.duty() == Duty::Handled)
    }

    /// How many of its risks ask what.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for risk in self.steps.iter().flat_map(|step| &step.risks) {
            match risk.duty() {
                Duty::Must => tally.must += 1,
                Duty::Check => tally.check += 1,
                Duty::Know => tally.know += 1,
                Duty::Handled | Duty::Nothing => {}
            }
        }
        tally
    }
}

impl Tally {
    /// `must do 2, check 5, good to know 3`; what there is none of is left out.
    #[must_use]
    pub fn words(self) -> String {
        let Self { must, check, know } = self;
        let parts = [("must do", must), ("check", check), ("good to know", know)];
        let parts = parts.into_iter().filter(|(_, count)| *count > 0);
        parts.map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
    }
}
