//! What glooctl says before the output of any command, when it thinks that client and server do not
//! fit: the mismatch banner, or that it could not tell.

use super::recognise::{Cursor, Read};
use super::{Content, Ending, Format, Found, Kind, Span, prompt};

/// A warning that glooctl prints before its output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// From 1.2.5 on. Only a different minor or major counts, and the server's number is the
    /// open-source one even on Enterprise.
    Differs {
        /// The client.
        client: Found<String>,
        /// The servers' open-source versions, without a leading `v`.
        servers: Vec<Found<String>>,
    },
    /// 0.21.2 to 1.2.4. Every container was compared with the client, Enterprise ones included.
    DiffersByContainer {
        /// The client.
        client: Found<String>,
        /// Name and tag of each container that differs.
        containers: Vec<(String, String)>,
        /// The line that lists them.
        span: Span,
    },
    /// The cluster could not be asked.
    Undetermined(Found<String>),
}

const DIFFERS: &str = "glooctl binary version (";
const DIFFERS_BY_CONTAINER: &str = "WARNING: glooctl@v";
const UNDETERMINED: [&str; 2] = [
    "Warning: Could not determine gloo server versions",
    "Warning: Could not determine gloo client/server versions",
];

/// Reads the block that begins at the cursor, if one does.
#[must_use]
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let text = cursor.text(0)?;
    let sentence = if is_rule(text) { 1 } else { 0 };
    let text = cursor.text(sentence)?;
    let is_banner = text.starts_with(DIFFERS) || text.starts_with(DIFFERS_BY_CONTAINER);
    let wrapped = if is_banner { wrapped(cursor, sentence) } else { 0 };
    let span = cursor.ahead(sentence).span_to(cursor.at + sentence + wrapped + 1);
    let mut words =
        (0..=wrapped).filter_map(|line| cursor.text(sentence + line)).collect::<Vec<_>>().join(" ");
    // Where a window broke it, a blank may stand within a word, or be lost.
    let squeeze: fn(&str) -> String = if wrapped > 0 { |text| text.replace(' ', "") } else { str::to_owned };
    words = squeeze(&words);
    let (content, next) = if let Some(rest) = words.strip_prefix(&squeeze(DIFFERS)) {
        (differs(rest, squeeze, span)?, after_banner(cursor, sentence))
    } else if let Some(rest) = words.strip_prefix(&squeeze(DIFFERS_BY_CONTAINER)) {
        let ending =
            cursor.lines.get(cursor.at + sentence + wrapped).map_or(Ending::MaybeCut, |line| line.ending);
        (differs_by_container(rest, squeeze, span, ending)?, after_banner(cursor, sentence))
    } else if UNDETERMINED.iter().any(|start| text.starts_with(start)) {
        let reason = text.split_once("): ").map_or("", |(_, reason)| reason).to_owned();
        (Warning::Undetermined(Found { value: reason, span }), after_reason(cursor, sentence))
    } else {
        return None;
    };
    Some(Read::new(Kind::PrerunWarning, Format::Text, Content::Warning(content), next))
}

/// `WARN: Version mismatch - Client (v1.11.3) and Server (v1.11.4) in namespace gloo-system do not match.`
#[must_use]
pub(super) fn within_check(cursor: &Cursor<'_>) -> Option<Warning> {
    let rest = cursor.text(0)?.strip_prefix("WARN: Version mismatch - Client (v")?;
    let (client, rest) = rest.split_once(") and Server (v")?;
    let (server, _) = rest.split_once(')')?;
    let found = |value: &str| cursor.found(0, value.to_owned());
    Some(Warning::Differs { client: found(client), servers: vec![found(server)] })
}

/// `1.15.23) differs from server components (v1.16.7,v1.17.0) by at least a minor version.`
fn differs(rest: &str, squeeze: fn(&str) -> String, span: Span) -> Option<Warning> {
    let (client, rest) = rest.split_once(&squeeze(") differs from server components ("))?;
    let (servers, _) = rest.split_once(')')?;
    let found = |value: &str| Found { value: value.trim().trim_start_matches('v').to_owned(), span };
    Some(Warning::Differs { client: found(client), servers: servers.split(',').map(found).collect() })
}

/// `1.2.1 has a different minor version than the following server containers: gloo-ee@v1.0.0-rc3, …`
fn differs_by_container(
    rest: &str,
    squeeze: fn(&str) -> String,
    span: Span,
    ending: Ending,
) -> Option<Warning> {
    let (client, rest) = rest.split_once(&squeeze(" has a different "))?;
    let (_, list) = rest.split_once(&squeeze("server containers: "))?;
    let container = |item: &str| {
        let (name, tag) = item.trim().rsplit_once('@')?;
        Some((name.to_owned(), tag.trim_start_matches('v').to_owned()))
    };
    let client = Found { value: client.to_owned(), span };
    let mut containers: Vec<(String, String)> = list.split(',').filter_map(container).collect();
    if ending.is_open() {
        containers.pop();
    }
    Some(Warning::DiffersByContainer { client, containers, span })
}

/// How many lines more the sentence takes, where the window was too narrow for it.
fn wrapped(cursor: &Cursor<'_>, sentence: usize) -> usize {
    const MOST: usize = 8;
    let ends = |text: &str| {
        text.is_empty()
            || is_rule(text)
            || text.starts_with("Consider running")
            || text.starts_with("Multiple server versions found")
            || text.starts_with(DIFFERS_BY_CONTAINER)
            || starts_other(text)
    };
    (1..MOST).take_while(|line| cursor.text(sentence + line).is_some_and(|text| !ends(text))).count()
}

/// Whether a line is the first one of the output that the banner stands before.
fn starts_other(text: &str) -> bool {
    text == "{"
        || ["Checking ", "Client", "Server", "Error", "Gloo "].iter().any(|start| text.starts_with(start))
        || prompt::typed(text).is_some_and(|typed| !typed.has("upgrade"))
}

/// More lines than this are no banner.
const MOST_LINES: usize = 12;

/// Index of the line after the banner: its closing rule, or where its known lines end. Between two rules
/// everything is part of it, such as the end of a sentence that a narrow window broke.
fn after_banner(cursor: &Cursor<'_>, sentence: usize) -> usize {
    let own = |ahead: &usize| cursor.text(*ahead).is_some_and(|text| !starts_other(text));
    let closing =
        (sentence + 1..MOST_LINES).take_while(own).find(|ahead| cursor.text(*ahead).is_some_and(is_rule));
    if let Some(closing) = closing.filter(|_| sentence > 0) {
        return cursor.at + closing + 1;
    }
    let mut ahead = sentence + 1 + wrapped(cursor, sentence);
    while let Some(text) = cursor.text(ahead) {
        ahead += 1;
        if is_rule(text) {
            return cursor.at + ahead;
        }
        let is_known = text.is_empty()
            || text.starts_with(DIFFERS_BY_CONTAINER)
            || text.starts_with("Consider running")
            || text.starts_with("Multiple server versions found")
            || text.contains(" upgrade --release=");
        if !is_known {
            return cursor.at + ahead - 1;
        }
    }
    cursor.at + ahead
}

/// The reason may be a list of errors, which stands on lines of its own.
fn after_reason(cursor: &Cursor<'_>, sentence: usize) -> usize {
    let mut ahead = sentence + 1;
    while cursor.text(ahead).is_some_and(|text| text.starts_with("* ")) {
        ahead += 1;
    }
    cursor.at + ahead
}

fn is_rule(text: &str) -> bool {
    text.len() >= 5 && text.bytes().all(|byte| byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::read;

    fn check(text: &str, expect: &str) {
        let reading = read(text, 0);
        let seen = reading.blocks.first().map_or_else(String::new, |block| {
            let words = match &block.content {
                Content::Warning(Warning::Differs { client, servers }) => {
                    let servers: Vec<&str> = servers.iter().map(|server| server.value.as_str()).collect();
                    format!("{} against {}", client.value, servers.join(" and "))
                }
                Content::Warning(Warning::DiffersByContainer { client, containers, .. }) => {
                    format!("{} against {containers:?}", client.value)
                }
                Content::Warning(Warning::Undetermined(reason)) => format!("undetermined: {}", reason.value),
                other => format!("{other:?}"),
            };
            format!("{}-{} {words}", block.span.start, block.span.end)
        });
        assert_eq!(seen, expect, "reading {text:?}");
    }

    #[test]
    fn banners() {
        let head = "glooctl binary version (1.15.23) differs from server components (v1.16.7) by at least a minor version.";
        check(head, "1-1 1.15.23 against 1.16.7");
        check(
            &format!(
                "$ glooctl get vs\n----------\n{head}\nConsider running:\nglooctl upgrade --release=v1.16.7\n----------\n\n"
            ),
            "1-7 1.15.23 against 1.16.7",
        );
        check(&head.replace("v1.16.7", "v1.10.0,v1.9.0"), "1-1 1.15.23 against 1.10.0 and 1.9.0");
        check(
            "WARNING: glooctl@v1.2.1 has a different minor version than the following server containers: gloo-ee@v1.0.0-rc3, redis@v5\n\nConsider running:\nglooctl upgrade --release=v1.0.0-rc3\nClient: {\"version\":\"1.2.1\"}",
            "1-4 1.2.1 against [(\"gloo-ee\", \"1.0.0-rc3\"), (\"redis\", \"5\")]",
        );
        check(
            "Warning: Could not determine gloo server versions (is Gloo running outside of kubernetes?): Get https://x: refused",
            "1-1 undetermined: Get https://x: refused",
        );
        check(
            "glooctl binary version (1.15.\n23) differs from server components (v1.1\n6.7) by at least a minor version.",
            "1-3 1.15.23 against 1.16.7",
        );
        check("-----", "");
        check("glooctl binary version (cut", "");
    }
}
