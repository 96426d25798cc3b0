//! Everything that a report is handed on as. Page and terminal offer this list.

use super::aside::Aside;
use super::text::checklist::checklist;
use super::text::{Detail, Style, render_without};
use super::{Report, issue, json, reply, runbook, short};
use crate::command::Shell;
use crate::plan::Plan;

/// A form in which a report is handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandOver {
    /// A ticket in Markdown.
    Ticket,
    /// The same ticket in the markup of Jira.
    Jira,
    /// Three lines for a chat.
    Short,
    /// An answer to a customer.
    Reply,
    /// The report for tools.
    Json,
    /// All hops of the plan as a script.
    Runbook(Shell),
    /// All hops of the plan as a list to tick off, in Markdown.
    Checklist,
    /// The address of a new issue of the open-source project.
    Issue,
}

impl HandOver {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Ticket,
        Self::Jira,
        Self::Short,
        Self::Reply,
        Self::Json,
        Self::Runbook(Shell::Posix),
        Self::Runbook(Shell::PowerShell),
        Self::Checklist,
        Self::Issue,
    ];

    /// Its name for links and tools.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ticket => "ticket",
            Self::Jira => "jira",
            Self::Short => "short",
            Self::Reply => "reply",
            Self::Json => "json",
            Self::Runbook(_) | Self::Checklist => self.file(),
            Self::Issue => "issue",
        }
    }

    /// What it is called among the others.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ticket => "Ticket (Markdown)",
            Self::Jira => "Ticket (Jira)",
            Self::Short => "Short text, three lines",
            Self::Reply => "Reply to a customer",
            Self::Json => "Report (JSON)",
            Self::Runbook(Shell::Posix) => "Runbook (bash)",
            Self::Runbook(Shell::PowerShell) => "Runbook (PowerShell)",
            Self::Checklist => "Runbook (Markdown checklist)",
            Self::Issue => "Link to a new GitHub issue",
        }
    }

    /// Reads [`HandOver::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// What a file with it is called.
    #[must_use]
    pub const fn file(self) -> &'static str {
        match self {
            Self::Ticket => "ticket.md",
            Self::Jira => "ticket.jira.txt",
            Self::Short => "short.txt",
            Self::Reply => "reply.txt",
            Self::Json => "report.json",
            Self::Runbook(Shell::Posix) => "runbook.sh",
            Self::Runbook(Shell::PowerShell) => "runbook.ps1",
            Self::Checklist => "runbook.md",
            Self::Issue => "issue.txt",
        }
    }

    /// The text; empty where the report has nothing for it, which [`HandOver::lack`] explains. `detail` is that of
    /// the ticket.
    #[must_use]
    pub fn render(self, report: &Report, detail: Detail, set_aside: &[Aside]) -> String {
        let of_plan =
            |render: &dyn Fn(&Plan) -> String| report.plan.as_ref().map_or_else(String::new, render);
        match self {
            Self::Ticket => render_without(report, Style::Markdown, detail, set_aside),
            Self::Jira => render_without(report, Style::Jira, detail, set_aside),
            Self::Short => short::short(report, set_aside),
            Self::Reply => reply::reply(report, set_aside),
            Self::Json => format!("{:#}\n", json::with_set_aside(report, set_aside)),
            Self::Runbook(shell) => of_plan(&|plan| runbook::runbook(plan, shell)),
            Self::Checklist => of_plan(&|plan| checklist(plan, report)),
            Self::Issue => issue::link(report, set_aside).map_or_else(String::new, |link| link + "\n"),
        }
    }

    /// Why its text is empty where it is, as the end of a sentence.
    #[must_use]
    pub const fn lack(self) -> &'static str {
        match self {
            Self::Issue => "no problem of an open-source installation is open",
            _ => "there is no plan with an upgrade",
        }
    }
}
