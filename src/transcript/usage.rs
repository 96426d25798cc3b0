//! `glooctl usage`: how many resources there are of each kind, and which features they use.

use super::counts::{Count, Counts, kind};
use super::objects::read_objects;
use super::recognise::{Cursor, Read};
use super::{Content, Format, Kind, Span, prompt};

/// What it says while it works, behind the time.
const PROGRESS: [&str; 4] = [
    "Gathering usage information",
    "Calculating feature usage",
    "Organizing feature usage",
    "Printing feature usage",
];
/// The keys at the top of its YAML.
const TOP: [&str; 3] = ["glooFeatureUsage:", "glooProxyStats:", "kubernetesStats:"];
/// The kinds whose number is right: of others it prints 0, however many there are.
const COUNTED: [&str; 9] = [
    "authconfig",
    "gateway",
    "listeneroption",
    "routeoption",
    "routetable",
    "setting",
    "upstream",
    "virtualhostoption",
    "virtualservice",
];

/// Reads the block that begins at the cursor, if one does.
#[must_use]
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let mut ahead = 0;
    while cursor.text(ahead).is_some_and(is_progress) {
        ahead += 1;
    }
    let body = cursor.ahead(ahead);
    let text = body.text(0).unwrap_or_default();
    let (format, (counts, next)) = if text.starts_with("{\"glooFeatureUsage\":") {
        (Format::Json, of_json(&body)?)
    } else if TOP.iter().any(|key| text.starts_with(key)) {
        (Format::Yaml, of_lines(&body, is_yaml))
    } else if text == "K8s Resources:" || (ahead > 0 && text.is_empty()) {
        (Format::Text, of_lines(&body, is_text))
    } else {
        (Format::Text, (Counts::default(), body.at))
    };
    (next > cursor.at).then(|| Read::new(Kind::GlooctlUsage, format, Content::Counts(counts), next))
}

fn is_progress(text: &str) -> bool {
    PROGRESS.iter().any(|words| text.ends_with(words))
}

fn of_json(body: &Cursor<'_>) -> Option<(Counts, usize)> {
    let objects = read_objects(body.lines, body.at)?;
    let mut counts = Counts::default();
    for pair in &objects.pairs {
        if let Ok(count) = pair.value.parse() {
            let span = Span::line(body.transcript, pair.line);
            take(&mut counts, &pair.inside, Count { what: pair.key.clone(), count, span });
        }
    }
    Some((counts, objects.next))
}

/// Reads lines as long as they are of it.
fn of_lines(body: &Cursor<'_>, is_part: fn(&Cursor<'_>, usize) -> bool) -> (Counts, usize) {
    let mut counts = Counts::default();
    let (mut ahead, mut section) = (0, "");
    while is_part(body, ahead) {
        let text = body.text(ahead).unwrap_or_default();
        // As text, the numbers of kinds are mostly 0, since it looks for other names than it counts by.
        section = match text.strip_suffix(':') {
            Some(key) => key.trim_matches('"'),
            None if text.starts_with("API: ") => "featureCount",
            None => section,
        };
        if let Some(count) = Count::read(body, ahead) {
            take(&mut counts, section, count);
        }
        ahead += 1;
    }
    (counts, body.at + ahead)
}

fn take(counts: &mut Counts, section: &str, count: Count) {
    let Count { what, count, span } = count;
    match section {
        "apiCounts" => {
            let what = kind(&what);
            if COUNTED.contains(&what.as_str()) {
                Count::add(&mut counts.resources, &what, count, span);
            }
        }
        // Each proxy has its own.
        "featureCount" | "Routing" | "Listener" | "Upstream" | "AI" => {
            counts.features.push(Count { what, count, span });
        }
        _ => {}
    }
}

fn is_yaml(body: &Cursor<'_>, ahead: usize) -> bool {
    let Some(line) = body.lines.get(body.at + ahead) else { return false };
    let text = line.text.trim_start();
    let is_deeper = line.text.starts_with(' ') && prompt::typed(text).is_none();
    TOP.iter().any(|key| text.starts_with(key))
        || is_deeper && (text.ends_with(':') || text.contains(": ") || text.starts_with("- "))
}

fn is_text(body: &Cursor<'_>, ahead: usize) -> bool {
    let Some(line) = body.lines.get(body.at + ahead) else { return false };
    let text = line.text.trim_start();
    let headings = ["K8s Resources:", "Gloo Edge APIs:", "Gateway API APIs:", "Proxy Stats:"];
    let is_heading = |text: &str| headings.contains(&text) || text.starts_with("API: ");
    if text.is_empty() {
        let next = body.text(ahead + 1);
        return next.is_some_and(|next| is_heading(next) || next == "Node Resources:");
    }
    let is_deeper = line.text.starts_with([' ', '\t']) && prompt::typed(text).is_none();
    is_heading(text) || is_deeper && text.contains(':')
}
