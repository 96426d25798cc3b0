//! The lines of the paste with what they contributed: where blocks begin, what was not read, and which findings
//! rest on them.

use yew::Html;
use yew::virtual_dom::ListenerKind;

use super::controls::line_id;
use super::element::{self, On, el, el_with, text};
use super::excerpt::Numbered;
use super::{View, browser, controls};
use crate::diagnose::Diagnostic;
use crate::gather::Gather as _;
use crate::transcript::Span;

/// All lines, to be drawn under the box. The text of the box itself is transparent, so both are seen as one.
pub(super) fn all(view: View<'_>) -> Html {
    let lines = view.state.text.split('\n').enumerate().map(|(index, line)| (index + 1, line));
    let rows =
        known(view, lines.gather()).into_iter().map(|line| row(&line, &["id", "class", "data-e"], "", "-1"));
    el_with("ol", &["class", "aria-hidden"], &["lines", "true"], rows.gather())
}

/// The lines of a long text that something was read from.
pub(super) fn excerpt(view: View<'_>, shown: &[Numbered]) -> Html {
    let Some(transcript) = view.state.report.transcripts.first().filter(|_| !shown.is_empty()) else {
        return Html::default();
    };
    let shown = shown.iter().map(|(number, line)| (*number, &**line)).gather();
    let (mut rows, mut next) = (Vec::new(), 1);
    for line in known(view, shown) {
        rows.extend(gap(line.number - next));
        next = line.number + 1;
        rows.push(row(&line, &["id", "class", "data-e", "data-n"], &line.number.to_string(), "0"));
    }
    rows.extend(gap((transcript.lines + 1).saturating_sub(next)));
    let names = &["class", "aria-label", "tabindex"];
    el_with("ol", names, &["lines excerpt", "What was read of it", "0"], rows)
}

/// What is known of a line.
#[derive(Clone, Copy)]
struct Line<'a> {
    number: usize,
    text: &'a str,
    /// The worst of the findings that rest on it.
    finding: Option<&'a Diagnostic>,
    /// Whether that finding begins to rest on lines here.
    is_first: bool,
    /// Whether a block begins here.
    begins: bool,
    is_unread: bool,
    is_lit: bool,
}

/// The lines of a span, of those that are shown.
fn within<'l, 'a>(lines: &'l mut [Line<'a>], span: &Span) -> &'l mut [Line<'a>] {
    let start = lines.partition_point(|line| line.number < span.start);
    let end = lines.partition_point(|line| line.number <= span.end);
    lines.get_mut(start..end).unwrap_or_default()
}

/// What is known of the lines that are shown.
fn known<'a>(view: View<'a>, shown: Vec<(usize, &'a str)>) -> Vec<Line<'a>> {
    let report = &view.state.report;
    let line = |(number, text)| Line {
        number,
        text,
        finding: None,
        is_first: false,
        begins: false,
        is_unread: false,
        is_lit: false,
    };
    let mut lines: Vec<Line<'a>> = shown.into_iter().map(line).gather();
    // Findings come worst first.
    for diagnostic in &report.diagnostics {
        for span in diagnostic.lines() {
            for line in within(&mut lines, &span) {
                line.is_first |= line.finding.is_none() && line.number == span.start;
                line.finding = line.finding.or(Some(diagnostic));
            }
        }
    }
    for block in &report.blocks {
        let first = Span { end: block.span.start, ..block.span };
        within(&mut lines, &first).iter_mut().for_each(|line| line.begins = true);
    }
    for span in report.transcripts.iter().flat_map(|transcript| &transcript.unread) {
        within(&mut lines, span).iter_mut().for_each(|line| line.is_unread = true);
    }
    for span in &*view.state.lit {
        within(&mut lines, span).iter_mut().for_each(|line| line.is_lit = true);
    }
    lines
}

fn row(line: &Line<'_>, names: &'static [&'static str], number: &str, tabindex: &str) -> Html {
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
    children.push(text(line.text));
    el_with("li", names, &[&line_id(line.number), class, level, number], children)
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
        browser::scroll_to(&id);
        browser::focus(&id);
    })
}

fn title(diagnostic: &Diagnostic) -> String {
    format!("{} {}: {}", diagnostic.severity.label(), diagnostic.code.id(), diagnostic.title)
}

/// What the line is that the caret is in, and which findings rest on it.
pub(super) fn at_caret(view: View<'_>) -> Html {
    let report = &view.state.report;
    let Some(line) = view.state.caret.filter(|_| !view.state.text.is_empty()) else { return Html::default() };
    let blocks = report.blocks.iter().filter(|block| block.span.has(line));
    let blocks: Vec<&str> = blocks.map(|block| block.kind.label()).gather();
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
