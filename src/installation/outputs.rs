//! Which outputs a text has of a cluster: where there is none of a kind, nothing is known of what it would show.

use std::rc::Rc;

use super::cluster::Group;
use super::standing::{statement, subject};
use super::{Facts, checks, releases};
use crate::subject::{Statement, Subject};
use crate::transcript::{Block, Content, Kind, Span, Typed};

/// An output of one command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Which command printed it.
    pub kind: Kind,
    /// What it states.
    pub statement: Statement,
    /// Whom it is about.
    pub subject: Subject,
    /// The command that was typed for it.
    pub typed: Option<Rc<Typed>>,
    /// How many things went wrong in it, by its own words.
    pub troubles: usize,
    /// Its lines.
    pub span: Span,
}

impl Facts {
    /// Takes down which outputs there are.
    pub(super) fn see_outputs(&mut self, group: &Group<'_>) {
        let blocks = || group.blocks.iter().map(|(_, block)| *block);
        self.woven = checks::woven(blocks());
        self.named.clone_from(&group.named);
        self.outputs = blocks().map(output).collect();
    }
}

fn output(block: &Block) -> Output {
    let (mut subject, mut statement) = (subject(block), statement(block));
    if let Content::Releases(rows, _) = &block.content
        && let Some(row) = rows.last().filter(|row| row.status == "deployed")
    {
        statement = releases::deployed(block);
        subject.release = row.name.as_ref().map(|name| name.value.clone());
        subject.namespace = row.namespace.as_ref().map(|name| name.value.clone()).or(subject.namespace);
    }
    let typed = block.command.as_ref().filter(|typed| block.kind.is_of(&typed.value));
    Output {
        kind: block.kind,
        statement,
        subject,
        typed: typed.map(|typed| typed.value.clone()),
        troubles: block.troubles.len(),
        span: block.span,
    }
}
