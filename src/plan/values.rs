//! What the pasted values of a release tell of a risk. Whoever set a value knows it; what is not set is told by the
//! chart's default, where the data has it.

use crate::catalog::Catalog;
use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::rules::{RiskRule, Tells, ValueRule, Wanted};
use crate::settings::{Reply, Settings};
use crate::transcript::helm::{Holds, Setting, Values};
use crate::transcript::{Block, Content, Program, Reading, Span};

/// The proxy that values of the data are for.
const PROXIES: (&str, &str) = ("gatewayProxies", "gatewayProxy");

/// The values of a release, with the chart that they are for.
#[derive(Clone, Copy)]
pub(super) struct Pasted<'a> {
    values: &'a Values,
    edition: Edition,
    /// What the open-source part of the chart has its values below.
    prefix: &'a str,
}

/// The values that were pasted last of the release that a plan is for.
pub(super) fn of_release<'a>(readings: &[&'a Reading], settings: &Settings) -> Option<&'a Values> {
    let blocks = readings.iter().flat_map(|reading| &reading.blocks);
    let mut values = blocks.filter_map(|block| match &block.content {
        Content::Values(values) if is_of(block, values, settings) => Some(values),
        _ => None,
    });
    values.next_back()
}

fn is_of(block: &Block, values: &Values, settings: &Settings) -> bool {
    if !values.object.is_empty() {
        return values.object == settings.object.value;
    }
    let typed = block.command.as_ref().map(|found| &found.value);
    typed.filter(|typed| typed.program == Program::Helm && typed.has("values")).is_none_or(|typed| {
        typed.argument_of("values") == Some(settings.release.value.as_str())
            && typed.namespace().is_none_or(|namespace| namespace == settings.namespace.value)
    })
}

impl<'a> Pasted<'a> {
    pub(super) fn new(values: &'a Values, edition: Edition, catalog: &'a Catalog) -> Self {
        let prefix = catalog.chart(edition).map_or("", |chart| chart.prefix.as_str());
        Self { values, edition, prefix }
    }

    /// Whether a value is on, where it is set.
    pub(super) fn is_on(self, path: &str) -> Option<bool> {
        match self.values.at(&of_chart(path, self.prefix)).last()?.holds {
            Holds::Word("true") => Some(true),
            Holds::Word("false") => Some(false),
            _ => None,
        }
    }

    /// The answer to what a risk asks.
    pub(super) fn answer(self, rule: &RiskRule) -> Option<Known<Reply>> {
        let mut denied: Option<Span> = None;
        let mut is_open = rule.set.is_empty();
        for test in &rule.set {
            match (self.test(test), test.tells) {
                (Some((true, span)), Tells::Both | Tells::Yes) => return Some(known(Reply::Yes, span)),
                (Some((false, span)), Tells::No) => return Some(known(Reply::No, span)),
                (Some((false, span)), Tells::Both) => denied = Some(span),
                _ => is_open = true,
            }
        }
        denied.filter(|_| !is_open).map(|span| known(Reply::No, span))
    }

    /// Whether a value is as a rule has it, and where that is read.
    fn test(self, test: &ValueRule) -> Option<(bool, Span)> {
        let path = of_chart(&test.path, self.prefix);
        let found: Vec<&Setting> = self.values.at(&path).collect();
        let lacks = || self.values.lacks(&path).then_some(self.values.span);
        let first = found.first().map(|setting| self.line(setting));
        let wanted = match &test.is {
            Wanted::Set => return first.map(|span| (true, span)).or_else(|| Some((false, lacks()?))),
            Wanted::Unset => return first.map(|span| (false, span)).or_else(|| Some((true, lacks()?))),
            Wanted::Word(word) => word,
        };
        if let Some(setting) = found.iter().find(|setting| has(setting.holds, wanted) == Some(true)) {
            return Some((true, self.line(setting)));
        }
        if found.iter().any(|setting| has(setting.holds, wanted).is_none()) {
            return None;
        }
        let default = match self.edition {
            Edition::OpenSource => test.default.as_ref(),
            Edition::Enterprise => test.enterprise_default.as_ref(),
        };
        let by_default = default.map(|default| default == wanted);
        match first {
            // Another proxy than those that set it has the default.
            Some(span) if path.contains('*') => (by_default == Some(false)).then_some((false, span)),
            Some(span) => Some((false, span)),
            None => Some((by_default?, lacks()?)),
        }
    }

    /// Where a value that avoids a risk is set already: `path=value`, or `path>=number`.
    pub(super) fn has(self, fix: &str) -> Option<Span> {
        let (path, wanted) = fix.split_once(AT_LEAST).or_else(|| fix.split_once('='))?;
        let path = of_chart(path, self.prefix);
        let setting = self.values.at(&path).last()?;
        let is_there = match (setting.holds, wanted.parse::<u16>()) {
            (Holds::Number(number), Ok(least)) if fix.contains(AT_LEAST) => number >= least,
            (holds, _) => has(holds, wanted) == Some(true),
        };
        let (map, own) = (of_chart(PROXIES.0, self.prefix), PROXIES.1);
        let is_of_proxy = path.strip_prefix(&map).is_some_and(|rest| rest.starts_with('.'));
        (is_there && !(is_of_proxy && self.values.has_other(&map, own))).then(|| self.line(setting))
    }

    fn line(self, setting: &Setting) -> Span {
        Span::line(self.values.span.transcript, setting.line)
    }
}

/// What stands between a path and the least number that avoids a risk.
pub(super) const AT_LEAST: &str = ">=";

fn known(reply: Reply, span: Span) -> Known<Reply> {
    Known::new(reply, Evidence::Lines(span))
}

/// Whether a value is a word; `None` where what it holds is not known.
fn has(holds: Holds, wanted: &str) -> Option<bool> {
    match holds {
        Holds::Word(word) => Some(word == wanted),
        Holds::Number(number) => Some(number.to_string() == wanted),
        Holds::Map | Holds::Other => None,
    }
}

/// A path or value of the open-source chart as a chart has it that has its values below a prefix.
pub(super) fn of_chart(path: &str, prefix: &str) -> String {
    const TOP: [&str; 4] = ["global.", "license_key", "gloo-fed.", "**."];
    match path.strip_prefix('=') {
        Some(path) => path.to_owned(),
        None if TOP.iter().any(|top| path.starts_with(top)) => path.to_owned(),
        None => format!("{prefix}{path}"),
    }
}
