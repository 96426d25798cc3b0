//! What holds of the report of any text.

use std::time::{Duration, Instant};

use gloo_advisor::diagnose::Severity;
use gloo_advisor::evidence::Evidence;
use gloo_advisor::report::BlockSummary;
use gloo_advisor::transcript::check::{Status, Verdict};
use gloo_advisor::transcript::{Kind, Span};
use gloo_advisor::{Knowledge, Report};

/// Every line is in a block or in one unread range, in order. Only a line that lost the breaks within it may be the
/// end of one block and the beginning of the next.
pub fn check_lines(report: &Report) {
    let summary = &report.transcripts[0];
    let mut spans: Vec<Span> = report.blocks.iter().map(|block| block.span).collect();
    assert!(spans.is_sorted_by(|one, next| one.end <= next.start), "blocks out of order");
    assert!(summary.unread.is_sorted_by(|one, next| one.end < next.start), "unread lines out of order");
    for unread in &summary.unread {
        let after = spans.partition_point(|span| span.end < unread.start);
        let is_twice = spans.get(after).is_some_and(|span| span.start <= unread.end);
        assert!(!is_twice, "{unread:?} is both read and unread");
    }
    spans.extend(&summary.unread);
    spans.sort();
    let mut next = 1;
    for span in &spans {
        let follows = span.start == next || span.start + 1 == next;
        assert!(follows && span.end + 1 >= next, "line {next} is lost or taken twice");
        next = span.end + 1;
    }
    assert_eq!(next, summary.lines + 1, "the last lines are lost");
}

/// What something rests on is in the text.
pub fn check_spans(report: &Report) {
    let lines = report.transcripts[0].lines;
    let check = |span: &Span| {
        let is_inside =
            span.transcript == 0 && span.start >= 1 && span.start <= span.end && span.end <= lines;
        assert!(is_inside, "{span:?} is not in a text of {lines} lines");
    };
    let of_installations = report.installations.iter().flat_map(|(one, pairing)| {
        let base = one.open_source.iter().flat_map(|known| &known.evidence);
        let enterprise = one.enterprise.iter().flat_map(|known| &known.evidence);
        let namespace = one.namespace.iter().flat_map(|known| &known.evidence);
        base.chain(enterprise).chain(namespace).chain(&pairing.evidence)
    });
    let of_findings = report.diagnostics.iter().flat_map(|finding| &finding.evidence);
    let of_client = report.client.iter().flat_map(|client| &client.evidence);
    for evidence in of_installations.chain(of_findings).chain(of_client) {
        if let Evidence::Lines(span) = evidence {
            check(span);
        }
    }
    report.blocks.iter().for_each(|block| check(&block.span));
    let problems = report.check.iter().flat_map(|check| &check.problems);
    problems.for_each(|problem| check(&problem.span));
}

/// Nothing is called healthy that a part of the check speaks against.
pub fn check_health(report: &Report) {
    let says_healthy = report.verdict.title.contains("healthy");
    assert!(!says_healthy || !report.has_errors(), "{:?} beside an error", report.verdict.title);
    let Some(check) = report.check.as_ref().filter(|check| check.verdict == Verdict::Healthy) else { return };
    assert!(check.problems.is_empty(), "healthy with {:?}", check.problems);
    let failed = check.sections.iter().find(|section| section.status == Status::Errors);
    assert!(failed.is_none(), "healthy with {failed:?}");
    for finding in report.diagnostics.iter().filter(|finding| finding.severity == Severity::Error) {
        let rests_on_check = finding
            .evidence
            .iter()
            .any(|evidence| matches!(evidence, Evidence::Lines(span) if is_of_check(report, *span)));
        assert!(!rests_on_check, "healthy with {:?}: {}", finding.code, finding.title);
    }
}

/// Whether lines are of a check that counts, and of nothing else: a line that lost its breaks may be of two outputs.
fn is_of_check(report: &Report, span: Span) -> bool {
    let mut blocks =
        report.blocks.iter().filter(|block| block.span.start <= span.end && span.start <= block.span.end);
    let is_check = |block: &BlockSummary| block.kind == Kind::GlooctlCheck && !block.superseded;
    blocks.next().is_some_and(is_check) && blocks.next().is_none()
}

/// Sentences stay in their line, whatever was pasted.
pub fn check_sentences(report: &Report) {
    let findings = report.diagnostics.iter().flat_map(|one| [&one.title, &one.detail, &one.help]);
    for sentence in findings.chain([&report.verdict.title, &report.verdict.detail]) {
        assert!(!sentence.contains(['\n', '\r']), "a sentence of several lines: {sentence:?}");
    }
}

/// What this thread has used of a processor; where the system does not tell, the time of the day.
fn used(began: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let told = told.and_then(|told| told.split(' ').next()?.parse().ok());
    told.map_or_else(|| began.elapsed(), Duration::from_nanos)
}

/// Reads a text, in time that is linear in it.
pub fn report_in_time(text: &str, knowledge: &Knowledge, choices: &gloo_advisor::Choices) -> Report {
    // The kernel counts in ticks of a few milliseconds; what is read here has debug assertions and counts edges.
    const FLAT: Duration = Duration::from_millis(250);
    const PER_BYTE: Duration = Duration::from_micros(20);
    let began = Instant::now();
    let before = used(began);
    let report = gloo_advisor::advise(&gloo_advisor::Case::paste(text), knowledge, choices);
    let took = used(began).saturating_sub(before);
    let most = FLAT + PER_BYTE * u32::try_from(text.len()).unwrap_or(u32::MAX);
    assert!(took <= most, "{} bytes took {took:?}", text.len());
    report
}
