//! The lines of the paste with what they contributed: where blocks begin, what was not read, and which findings
//! rest on them.

use std::rc::Rc;

use yew::{Html, Properties, classes, component, html};

use super::context::{Host, use_host};
use super::effects::looking;
use super::excerpt::Numbered;
use super::ids;
use super::place::Place;
use super::text::Text;
use crate::diagnose::Diagnostic;
use crate::report::Report;
use crate::transcript::Span;

/// A text whose lines are shown.
#[derive(PartialEq, Properties)]
pub struct LinesProps {
    /// The text.
    pub text: Text,
    /// Its place among the texts.
    pub place: usize,
    /// What is known of it.
    pub report: Rc<Report>,
    /// The lines that are lit.
    pub lit: Rc<[Span]>,
}

/// All lines, to be drawn under the box. The text of the box itself is transparent, so both are seen as one.
#[component]
pub fn Lines(props: &LinesProps) -> Html {
    let host = use_host();
    let lines = props.text.split('\n').enumerate().map(|(index, line)| (index + 1, line));
    let known = known(&props.report, props.place, &props.lit, lines);
    html! {
        <ol class="lines" aria-hidden="true">
            { known.iter().map(|line| row(&host, line, Reach::Pointer)).collect::<Html>() }
        </ol>
    }
}

/// Lines of a long text.
#[derive(PartialEq, Properties)]
pub struct ExcerptProps {
    /// The lines, with their numbers.
    pub shown: Rc<[Numbered]>,
    /// The place of their text among the texts.
    pub place: usize,
    /// What is known of the text.
    pub report: Rc<Report>,
    /// The lines that are lit.
    pub lit: Rc<[Span]>,
}

/// The lines of a long text that something was read from.
#[component]
pub fn Excerpt(props: &ExcerptProps) -> Html {
    let host = use_host();
    let ExcerptProps { shown, place, report, lit } = props;
    let Some(transcript) = report.transcripts.get(*place).filter(|_| !shown.is_empty()) else {
        return Html::default();
    };
    let (mut rows, mut next) = (Vec::new(), 1);
    for line in known(report, *place, lit, shown.iter().map(|(number, line)| (*number, &**line))) {
        rows.extend(gap(line.number - next));
        next = line.number + 1;
        rows.push(row(&host, &line, Reach::Keyboard));
    }
    rows.extend(gap((transcript.lines + 1).saturating_sub(next)));
    html! {
        <ol class="lines excerpt" aria-label="What was read of it" tabindex="0">
            { rows.into_iter().collect::<Html>() }
        </ol>
    }
}

/// What comes to the marks in the margin. Under the box only a pointer does: for the keyboard there is the line below
/// the box, which follows the caret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Pointer,
    Keyboard,
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

/// What is known of the lines that are shown, which are of the text at a place.
fn known<'a>(
    report: &'a Report,
    place: usize,
    lit: &[Span],
    shown: impl Iterator<Item = (usize, &'a str)>,
) -> Vec<Line<'a>> {
    let line = |(number, text)| Line {
        number,
        text,
        finding: None,
        is_first: false,
        begins: false,
        is_unread: false,
        is_lit: false,
    };
    let mut lines: Vec<Line<'a>> = shown.map(line).collect();
    let is_here = |span: &Span| span.transcript == place;
    // Findings come worst first.
    for diagnostic in &report.diagnostics {
        for span in diagnostic.lines().filter(is_here) {
            for line in within(&mut lines, &span) {
                line.is_first |= line.finding.is_none() && line.number == span.start;
                line.finding = line.finding.or(Some(diagnostic));
            }
        }
    }
    for block in report.blocks.iter().filter(|block| is_here(&block.span)) {
        let first = Span { end: block.span.start, ..block.span };
        within(&mut lines, &first).iter_mut().for_each(|line| line.begins = true);
    }
    for span in report.transcripts.get(place).into_iter().flat_map(|transcript| &transcript.unread) {
        within(&mut lines, span).iter_mut().for_each(|line| line.is_unread = true);
    }
    for span in lit.iter().filter(|span| is_here(span)) {
        within(&mut lines, span).iter_mut().for_each(|line| line.is_lit = true);
    }
    lines
}

fn row(host: &Host, line: &Line<'_>, reach: Reach) -> Html {
    let class = match (line.is_unread, line.is_lit, line.begins) {
        (true, true, _) => Some("unread lit"),
        (true, false, _) => Some("unread"),
        (false, true, true) => Some("lit begins"),
        (false, true, false) => Some("lit"),
        (false, false, true) => Some("begins"),
        (false, false, false) => None,
    };
    // Elsewhere the style counts the lines.
    let number = (reach == Reach::Keyboard).then(|| line.number.to_string());
    html! {
        <li
            id={host.id(&ids::line(line.number))}
            class={classes!(class)}
            data-e={line.finding.map(|finding| finding.severity.name())}
            data-n={number}
        >
            if let Some(finding) = line.finding.filter(|_| line.is_first) {
                { margin(host, finding, reach) }
            }
            { line.text }
        </li>
    }
}

/// Lines that are left out.
fn gap(count: usize) -> Option<Html> {
    let words = if count == 1 { "1 other line".to_owned() } else { format!("{count} other lines") };
    (count > 0).then(|| html! { <li class="gap">{ words }</li> })
}

/// A finding in the margin, at the first of the lines that it rests on: the way from the line to the finding.
fn margin(host: &Host, diagnostic: &Diagnostic, reach: Reach) -> Html {
    let name = title(diagnostic);
    let tabindex = match reach {
        Reach::Pointer => "-1",
        Reach::Keyboard => "0",
    };
    html! {
        <button
            type="button"
            class="margin"
            aria-label={name.clone()}
            title={name}
            {tabindex}
            onclick={looking::leading_to(host, diagnostic.code.id())}
        />
    }
}

fn title(diagnostic: &Diagnostic) -> String {
    format!("{} {}: {}", diagnostic.severity.label(), diagnostic.code.id(), diagnostic.title)
}

/// What the line is that the caret is in, and which findings rest on it.
pub fn at_caret(host: &Host, report: &Report, line: Span) -> Html {
    let is_at = |span: &Span| span.transcript == line.transcript && span.has(line.start);
    let blocks = report.blocks.iter().filter(|block| is_at(&block.span));
    let blocks: Vec<&str> = blocks.map(|block| block.kind.label()).collect();
    let of = if blocks.is_empty() { "not read".to_owned() } else { blocks.join(" and ") };
    let findings = report.diagnostics.iter().filter(|diagnostic| diagnostic.rests_on(line));
    html! {
        <p id={host.id("at-line")} class="calm at-line">
            { format!("Line {}: {of}", line.start) }
            for finding in findings {
                <button type="button" class="place" onclick={looking::leading_to(host, finding.code.id())}>{ title(finding) }</button>
            }
        </p>
    }
}

/// Of more blocks nobody reads the list.
const MOST_LISTED: usize = 60;

/// What was read.
#[derive(PartialEq, Properties)]
pub struct RecognisedProps {
    /// The report.
    pub report: Rc<Report>,
}

/// What was recognised, and what was not read.
#[component]
pub fn Recognised(props: &RecognisedProps) -> Html {
    let report = &props.report;
    let unread = || report.transcripts.iter().flat_map(|transcript| &transcript.unread);
    let count = report.blocks.len() + unread().count();
    let listed = report.blocks.len().min(MOST_LISTED) + unread().count().min(MOST_LISTED);
    html! {
        <ul class="blocks" aria-label="Recognised">
            for block in report.blocks.iter().take(MOST_LISTED) {
                <li>
                    { block.kind.label() }
                    <i>
                        { format!(" {}{}, ", block.format.label(), if block.superseded { ", older, not used" } else { "" }) }
                        <Place span={block.span} of={block.kind.label()} />
                    </i>
                </li>
            }
            for span in unread().take(MOST_LISTED) {
                <li class="unread">{ "not read, " }<Place span={*span} of="not read" /></li>
            }
            if count > listed {
                <li>{ format!("and {} more", count - listed) }</li>
            }
        </ul>
    }
}
