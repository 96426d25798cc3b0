//! The lines of the paste with what they contributed: where blocks begin, what was not read, and which findings
//! rest on them.

use yew::Html;
use yew::virtual_dom::ListenerKind;

use super::controls::line_id;
use super::element::{self, On, el, el_with, text};
use super::{View, browser, controls};
use crate::diagnose::Diagnostic;
use crate::evidence::Evidence;
use crate::gather::Gather as _;
use crate::transcript::Span;

/// Of a long text this much is shown: so many lines around what something rests on, so many lines of it, so many
/// of the blocks that count, and so many letters of a line.
const AROUND: usize = 2;
const LINES: usize = 12;
const BLOCKS: usize = 30;
const LETTERS: usize = 2_000;

/// All lines, to be drawn under the box. The text of the box itself is transparent, so both are seen as one.
pub(super) fn all(view: View<'_>) -> Html {
    let lines = known(view).into_iter().enumerate().map(|(index, line)| {
        row(&line, &["id", "class", "data-e"], &line_id(index + 1), "", line.text, "-1")
    });
    el_with("ol", &["class", "aria-hidden"], &["lines", "true"], lines.gather())
}

/// The lines of a long text that something was read from.
pub(super) fn excerpt(view: View<'_>) -> Html {
    let mut rows = Vec::new();
    let mut left_out = 0;
    for (index, line) in known(view).into_iter().enumerate() {
        if !line.is_shown {
            left_out += 1;
            continue;
        }
        rows.extend(gap(left_out));
        left_out = 0;
        let (id, number) = (line_id(index + 1), (index + 1).to_string());
        let letters: String = line.text.chars().take(LETTERS).collect();
        rows.push(row(&line, &["id", "class", "data-e", "data-n"], &id, &number, &letters, "0"));
    }
    if rows.is_empty() {
        return Html::default();
    }
    rows.extend(gap(left_out));
    let names = &["class", "aria-label", "tabindex"];
    el_with("ol", names, &["lines excerpt", "What was read of it", "0"], rows)
}

/// Notes something of each line of a span, which is told with its number.
fn each<'a>(lines: &mut [Line<'a>], span: &Span, note: &mut dyn FnMut(&mut Line<'a>, usize)) {
    for (index, line) in lines.iter_mut().enumerate().take(span.end).skip(span.start.saturating_sub(1)) {
        note(line, index + 1);
    }
}

/// What is known of a line.
#[derive(Clone, Copy, Default)]
struct Line<'a> {
    text: &'a str,
    /// The worst of the findings that rest on it.
    finding: Option<&'a Diagnostic>,
    /// Whether that finding begins to rest on lines here.
    is_first: bool,
    /// Whether a block begins here.
    begins: bool,
    is_unread: bool,
    is_lit: bool,
    /// Whether an excerpt has it: it is near one that something rests on.
    is_shown: bool,
}

fn known<'a>(view: View<'a>) -> Vec<Line<'a>> {
    let report = &view.state.report;
    let mut lines: Vec<Line<'a>> =
        view.state.text.split('\n').map(|text| Line { text, ..Line::default() }).gather();
    let mut shown = Vec::new();
    // Findings come worst first.
    for diagnostic in &report.diagnostics {
        for evidence in &diagnostic.evidence {
            let Evidence::Lines(span) = evidence else { continue };
            each(&mut lines, span, &mut |line, number| {
                line.is_first |= line.finding.is_none() && number == span.start;
                line.finding = line.finding.or(Some(diagnostic));
            });
            shown.push(*span);
        }
    }
    let (mut blocks, unread) = (0, report.transcripts.iter().flat_map(|transcript| &transcript.unread));
    for block in &report.blocks {
        each(&mut lines, &Span { end: block.span.start, ..block.span }, &mut |line, _| line.begins = true);
        if !block.superseded && blocks < BLOCKS {
            blocks += 1;
            shown.push(block.span);
        }
    }
    unread.for_each(|span| each(&mut lines, span, &mut |line, _| line.is_unread = true));
    view.state.lit.iter().for_each(|span| each(&mut lines, span, &mut |line, _| line.is_lit = true));
    for span in shown {
        let (start, end) = (span.start.saturating_sub(AROUND), span.end.min(span.start + LINES) + AROUND);
        each(&mut lines, &Span { start, end, ..span }, &mut |line, _| line.is_shown = true);
    }
    lines
}

fn row(
    line: &Line<'_>,
    names: &'static [&'static str],
    id: &str,
    number: &str,
    words: &str,
    tabindex: &str,
) -> Html {
    let class = match (line.is_unread, line.is_lit, line.begins) {
        (true, true, _) => "unread lit",
        (true, false, _) => "unread",
        (false, true, true) => "lit begins",
        (false, true, false) => "lit",
        (false, false, true) => "begins",
        (false, false, false) => "",
    };
    let level = line.finding.map_or("", |diagnostic| diagnostic.severity.name());
    let mut children: Vec<Html> = Vec::new();
    children.extend(line.finding.filter(|_| line.is_first).map(|finding| margin(finding, tabindex)));
    children.push(text(words));
    el_with("li", names, &[id, class, level, number], children)
}

/// Lines that are left out.
fn gap(count: usize) -> Option<Html> {
    let words = if count == 1 { "1 other line".to_owned() } else { format!("{count} other lines") };
    (count > 0).then(|| el("li", "gap", vec![text(&words)]))
}

/// A finding in the margin, at the first of the lines that it rests on: the way from the line to the finding.
/// Under the box only a pointer comes to it; the keyboard has the line below the box, which follows the caret.
fn margin(diagnostic: &Diagnostic, tabindex: &str) -> Html {
    let name = title(diagnostic);
    let names = &["type", "class", "aria-label", "title", "tabindex"];
    let values = ["button", "margin", &name, &name, tabindex];
    element::listening("button", names, &values, vec![lead(diagnostic)], Vec::new())
}

/// Leads from a line to a finding.
fn lead(diagnostic: &Diagnostic) -> On {
    let id = diagnostic.code.id();
    On::new(ListenerKind::onclick, move |_| {
        browser::scroll_to(id);
        browser::focus(id);
    })
}

fn title(diagnostic: &Diagnostic) -> String {
    format!("{} {}: {}", diagnostic.severity.label(), diagnostic.code.id(), diagnostic.title)
}

/// What the line is that the caret is in, and which findings rest on it.
pub(super) fn at_caret(view: View<'_>) -> Html {
    let report = &view.state.report;
    let Some(line) = view.state.caret.filter(|_| !view.state.text.is_empty()) else { return Html::default() };
    let has = |span: &Span| (span.start..=span.end).contains(&line);
    let blocks: Vec<&str> =
        report.blocks.iter().filter(|block| has(&block.span)).map(|block| block.kind.label()).gather();
    let of = if blocks.is_empty() { "not read".to_owned() } else { blocks.join(" and ") };
    let mut children = vec![text(&format!("Line {line}: {of}"))];
    for diagnostic in report.diagnostics.iter().filter(|diagnostic| diagnostic.rests_on_line(line)) {
        children.push(element::button("place", lead(diagnostic), vec![text(&title(diagnostic))]));
    }
    el_with("p", &["id", "class"], &["at-line", "calm"], children)
}

/// Of more blocks nobody reads the list.
const MOST_LISTED: usize = 60;

/// What was recognised, and what was not read.
pub(super) fn recognised(view: View<'_>) -> Html {
    let report = &view.state.report;
    let unread = report.transcripts.iter().flat_map(|transcript| &transcript.unread);
    let mut items: Vec<Html> = Vec::new();
    for block in report.blocks.iter().take(MOST_LISTED) {
        let superseded = if block.superseded { ", superseded" } else { "" };
        let words = format!(" {}{superseded}, ", block.format.label());
        let place = el("i", "", vec![text(&words), controls::place(view, block.span)]);
        items.push(el("li", "", vec![text(block.kind.label()), place]));
    }
    for span in unread.clone().take(MOST_LISTED) {
        items.push(el("li", "unread", vec![text("not read, "), controls::place(view, *span)]));
    }
    let rest = (report.blocks.len() + unread.count()).saturating_sub(items.len());
    if rest > 0 {
        items.push(el("li", "", vec![text(&format!("and {rest} more"))]));
    }
    el_with("ul", &["class", "aria-label"], &["blocks", "Recognised"], items)
}
