//! Events of the cluster: `kubectl get events`, as a table, YAML or JSON, `kubectl events`, and the end of `kubectl
//! describe`. Each warning is a trouble; what is normal says nothing.

use super::table::is_age;
use super::{Cursor, Read};
use crate::transcript::names::{is_label, is_subdomain};
use crate::transcript::objects::Pair;
use crate::transcript::{Content, Format, Kind, Object, Program, Span, Trouble, Typed, Wrong, prompt};

/// Reads the block that begins at the cursor, if one does. The heading may be missing.
pub(in crate::transcript) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let mut read = Read::new(Kind::KubectlEvents, Format::Table, Content::Nothing, cursor.at);
    let mut columns = None;
    let mut ahead = 0;
    while let Some(text) = cursor.text(ahead) {
        if let Some(heading) = cursor.lines.get(cursor.at + ahead).and_then(|line| Columns::read(&line.text))
        {
            columns = Some(heading);
        } else if (is_rule(text) && columns.is_some()) || (is_title(text) && ahead == 0) {
            // It says nothing.
        } else if let Some(event) = Event::read(cursor, ahead, columns.as_ref()) {
            let about = event.about.clone().or_else(|| described(cursor.command?));
            read.troubles.extend(Event { about, ..event }.trouble(cursor.span(ahead)));
        } else {
            break;
        }
        ahead += 1;
    }
    read.next = cursor.at + ahead;
    // What has such a title and nothing below it may be anything.
    let is_title_alone = ahead == 1 && cursor.text(0) == Some("Events:");
    (ahead > 0 && !is_title_alone).then_some(read)
}

/// What a command describes: `describe pod -n edge gloo-1`, `describe pod/gloo-1`.
fn described(typed: &Typed) -> Option<Object> {
    let word = typed.argument_of("describe").filter(|_| typed.program == Program::Kubectl)?;
    let (kind, name) = word.split_once('/').or_else(|| Some((word, typed.argument_of(word)?)))?;
    let kind = kind_of(kind);
    let kind = match kind.as_str() {
        "po" => "pod",
        "deploy" => "deployment",
        kind => kind.trim_end_matches('s'),
    };
    is_subdomain(name).then(|| Object { kind: kind.to_owned(), name: name.to_owned(), namespace: None })
}

fn is_title(text: &str) -> bool {
    text == "Events:" || text.starts_with("Events:  <none>")
}

/// Where the message of a row begins and ends, by the heading.
struct Columns {
    message: usize,
    end: Option<usize>,
}

impl Columns {
    fn read(line: &str) -> Option<Self> {
        let text = line.trim_start();
        let is_heading = (text.contains("LAST SEEN") && text.contains("TYPE"))
            || (text.starts_with("Type ") && text.contains("Reason") && text.contains("Age"))
            || (text.starts_with("FirstSeen") && text.contains("Reason"));
        let message = line.find("MESSAGE").or_else(|| line.find("Message")).filter(|_| is_heading)?;
        let end = line.get(message..).and_then(|rest| rest.find("FIRST SEEN")).map(|end| message + end);
        Some(Self { message, end })
    }

    /// The message of a row that is aligned with the heading.
    fn message<'t>(&self, line: &'t str) -> Option<&'t str> {
        let (before, rest) = line.split_at_checked(self.message)?;
        let message = match self.end {
            Some(end) => rest.get(..end - self.message).filter(|message| message.ends_with("  "))?,
            None => rest,
        };
        (before.ends_with("  ") && !message.starts_with(' ')).then(|| message.trim())
    }
}

fn is_rule(text: &str) -> bool {
    text.starts_with("----") && text.bytes().all(|byte| matches!(byte, b'-' | b' ' | b'\t'))
}

/// A row.
struct Event<'t> {
    is_warning: bool,
    reason: &'t str,
    message: &'t str,
    about: Option<Object>,
    count: usize,
}

/// The type of an event stands among so many of the first words.
const MOST_BEFORE: usize = 12;

impl<'t> Event<'t> {
    fn read(cursor: &Cursor<'t>, ahead: usize, columns: Option<&Columns>) -> Option<Self> {
        let line = cursor.lines.get(cursor.at + ahead)?.text.as_ref();
        let head = line.get(..line.floor_char_boundary(300)).unwrap_or(line);
        if !head.contains("Warning") && !head.contains("Normal") {
            return None;
        }
        let (mut before, mut rest) = (Vec::new(), line);
        let is_warning = loop {
            let (word, after) = next_word(rest)?;
            rest = after;
            match word {
                "Warning" => break true,
                "Normal" => break false,
                _ if before.len() < MOST_BEFORE => before.push(word),
                _ => return None,
            }
        };
        let (reason, mut rest) = next_word(rest)?;
        if !reason.starts_with(|c: char| c.is_ascii_uppercase())
            || !reason.bytes().all(|b| b.is_ascii_alphanumeric())
        {
            return None;
        }
        let ages = before.iter().filter(|word| is_age(word)).count();
        let mut count = times(&before);
        let mut about = None;
        let (word, after) = next_word(rest)?;
        if before.is_empty() {
            // The end of a description: `Warning  Failed  19s (x3 over 59s)  kubelet  …`.
            if !is_age(word) {
                return None;
            }
            rest = after;
            if rest.trim_start().starts_with("(x") {
                let (words, after) = rest.split_once(')')?;
                count = times(&words.split_ascii_whitespace().collect::<Vec<_>>());
                rest = after;
            }
            rest = next_word(rest)?.1;
        } else if ages == 0 {
            return None;
        } else if let Some((kind, name)) =
            word.split_once('/').filter(|(kind, name)| is_kind(kind) && is_subdomain(name))
        {
            let namespace = before.first().filter(|word| {
                !is_age(word) && is_label(word) && before.get(1).is_some_and(|word| is_age(word))
            });
            let namespace = namespace.map(|word| (*word).to_owned());
            about = Some(Object { kind: kind_of(kind), name: name.to_owned(), namespace });
            rest = after;
        } else if ages < 2 {
            return None;
        }
        let message = columns.and_then(|columns| columns.message(line)).unwrap_or_else(|| rest.trim());
        Some(Self { is_warning, reason, message: message.trim_matches(['|', ' ']), about, count })
    }

    fn trouble(self, span: Span) -> Option<Trouble> {
        let Self { reason, message, about, count, .. } = self;
        let object = about.as_ref().map_or(String::new(), |about| {
            let slash = if about.kind.is_empty() { "" } else { "/" };
            format!(" {}{slash}{}", about.kind, about.name)
        });
        let trouble = Trouble::of(Wrong::Event, format!("{reason}{object}: {message}"), span);
        self.is_warning.then(|| Trouble { count, about: about.map(Box::new), ..trouble })
    }
}

/// The state in which a list of pods shows what an event tells of; of most events it shows none.
#[must_use]
pub fn state_after(event: &str) -> Option<&'static str> {
    /// The reason of the event, what its message has, and the state.
    const STATES: [(&str, &str, &str); 3] = [
        ("BackOff", "ack-off restarting failed container", "CrashLoopBackOff"),
        ("OOMKilling", "out of memory", "OOMKilled"),
        ("SystemOOM", "OOM", "OOMKilled"),
    ];
    let (reason, message) = event.split_once(' ')?;
    let state =
        STATES.iter().find(|(of, words, _)| reason.trim_end_matches(':') == *of && message.contains(words));
    state.map(|(.., state)| *state)
}

/// The first word of a text, bars of a table left out, and what follows it.
fn next_word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches([' ', '\t', '|']);
    let end = text.find([' ', '\t']).unwrap_or(text.len());
    text.split_at_checked(end).filter(|(word, _)| !word.is_empty())
}

/// `pod`, `Pod`, `replicaset.apps`
fn is_kind(kind: &str) -> bool {
    kind.starts_with(|c: char| c.is_ascii_alphabetic())
        && kind.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.')
}

fn kind_of(kind: &str) -> String {
    kind.split('.').next().unwrap_or(kind).to_ascii_lowercase()
}

/// The number in `(x3 over 59s)`.
fn times(words: &[&str]) -> usize {
    let count = words.iter().find_map(|word| word.strip_prefix("(x")?.parse().ok());
    count.unwrap_or(1)
}

/// What an event that was printed as YAML or JSON tells; `pairs` are those of one object.
pub(super) fn of_object(pairs: &[&Pair], transcript: usize) -> Option<Trouble> {
    let is_own = |pair: &&&Pair| matches!(&*pair.inside, "" | "items");
    let own = |keys: &[&str]| pairs.iter().filter(is_own).find(|pair| keys.contains(&pair.key.as_str()));
    let about = |key: &str| {
        let is_about = |pair: &&&Pair| matches!(&*pair.inside, "involvedObject" | "regarding");
        Some(pairs.iter().filter(is_about).find(|pair| pair.key == key)?.value.clone())
    };
    let message = own(&["message", "note"])?;
    let object = about("name").map(|name| Object {
        kind: about("kind").map_or(String::new(), |kind| kind_of(&kind)),
        name,
        namespace: about("namespace"),
    });
    let count = own(&["count", "deprecatedCount"]).and_then(|pair| pair.value.parse().ok());
    let event = Event {
        is_warning: own(&["type"])?.value == "Warning",
        reason: &own(&["reason"])?.value,
        message: &message.value,
        about: object,
        count: count.unwrap_or(1),
    };
    event.trouble(Span::line(transcript, message.line))
}

/// What a condition says that an event says too.
pub(super) fn of_condition(reason: &str, message: &str, about: &Object, span: Span) -> Option<Trouble> {
    Event { is_warning: true, reason, message, about: Some(about.clone()), count: 1 }.trouble(span)
}

/// More events than this no description has.
const MOST: usize = 50;

/// The troubles at the end of a description of an object, and how many lines tell of them.
pub(super) fn of_description(cursor: &Cursor<'_>, object: &Object) -> (Vec<Trouble>, usize) {
    let mut troubles = Vec::new();
    let mut ahead = 1;
    while let Some(text) = cursor.text(ahead).filter(|text| !text.is_empty() && prompt::typed(text).is_none())
    {
        if let Some(event) = Event::read(cursor, ahead, None).filter(|_| troubles.len() < MOST) {
            troubles.extend(Event { about: Some(object.clone()), ..event }.trouble(cursor.span(ahead)));
        } else if Columns::read(text).is_none() && !is_rule(text) {
            break;
        }
        ahead += 1;
    }
    (troubles, ahead)
}

#[cfg(test)]
mod tests {
    use crate::transcript::{Kind, read};

    fn check(text: &str, expect: &[&str]) {
        let reading = read(text, 0);
        let blocks = reading.blocks.iter().filter(|block| block.kind == Kind::KubectlEvents);
        let said = blocks.flat_map(|block| &block.troubles).map(|trouble| {
            let namespace = trouble.about.as_ref().and_then(|about| about.namespace.clone());
            let namespace = namespace.map_or(String::new(), |name| format!(" in {name}"));
            let count = if trouble.count > 1 { format!(" x{}", trouble.count) } else { String::new() };
            format!("{}: {}{namespace}{count}", trouble.span.start, trouble.message)
        });
        assert_eq!(said.collect::<Vec<_>>(), expect, "reading {text:?}");
        assert!(reading.unread.is_empty(), "lines of {text:?} are unread: {:?}", reading.unread);
    }

    #[test]
    fn tables_of_events() {
        check(
            "LAST SEEN   TYPE      REASON      OBJECT                 MESSAGE\n12s         Normal    Scheduled   pod/gloo-5d9c-x2k4p    Successfully assigned\n4s          Warning   Failed      pod/gloo-5d9c-x2k4p    Failed to pull image \"x/gloo:1.2.3\": not found\n",
            &["3: Failed pod/gloo-5d9c-x2k4p: Failed to pull image \"x/gloo:1.2.3\": not found"],
        );
        check(
            "NAMESPACE   LAST SEEN   TYPE      REASON         OBJECT                MESSAGE\norchard     45s         Warning   FailedCreate   job/gateway-certgen   Error creating: no SCC\n",
            &["2: FailedCreate job/gateway-certgen: Error creating: no SCC in orchard"],
        );
        check(
            "LAST SEEN              TYPE      REASON    OBJECT       MESSAGE\n2m10s (x5 over 5m)     Warning   BackOff   Pod/gloo-1   Back-off pulling image \"x\"\n",
            &["2: BackOff pod/gloo-1: Back-off pulling image \"x\" x5"],
        );
        check(
            "LAST SEEN   TYPE      REASON      OBJECT       SUBOBJECT                 SOURCE            MESSAGE                              FIRST SEEN   COUNT   NAME\n<unknown>   Warning   Unhealthy   pod/gloo-1   spec.containers{gloo}     kubelet, node-1   Readiness probe failed: 503          10m          7       gloo-1.17ab\n",
            &["2: Unhealthy pod/gloo-1: Readiness probe failed: 503"],
        );
    }

    #[test]
    fn rows_without_a_heading() {
        check(
            "1m Warning FailedScheduling pod/a-1 0/3 nodes are available: 3 Insufficient cpu.",
            &["1: FailedScheduling pod/a-1: 0/3 nodes are available: 3 Insufficient cpu."],
        );
        check(
            "| orchard | 10s | Warning | BackoffLimitExceeded | job/a | Job has reached the specified backoff limit |",
            &["1: BackoffLimitExceeded job/a: Job has reached the specified backoff limit in orchard"],
        );
        check(
            "Events:\n  Type     Reason   Age                From     Message\n  ----     ------   ----               ----     -------\n  Warning  Failed   19s (x3 over 59s)  kubelet  Failed to pull image\n",
            &["4: Failed: Failed to pull image x3"],
        );
        check("Events:  <none>\n", &[]);
    }

    #[test]
    fn events_as_yaml_and_json() {
        let pull = "Failed pod/gloo-1: Failed to pull image \"x/gloo:1.2.3\": not found in orchard x3";
        let yaml = "apiVersion: v1\ncount: 3\ninvolvedObject:\n  apiVersion: v1\n  fieldPath: spec.containers{gloo}\n  kind: Pod\n  name: gloo-1\n  namespace: orchard\nkind: Event\nmessage: 'Failed to pull image \"x/gloo:1.2.3\":\n  not found'\nmetadata:\n  name: gloo-1.17ab\n  namespace: orchard\nreason: Failed\ntype: Warning\n";
        check(yaml, &[&format!("10: {pull}")]);
        let item: String = yaml
            .lines()
            .enumerate()
            .map(|(at, line)| format!("{}{line}\n", if at == 0 { "- " } else { "  " }))
            .collect();
        let normal = item.replace("type: Warning", "type: Normal");
        let other = item.replace("Failed to pull image \"x/gloo:1.2.3\":\n    not found", "no");
        check(
            &format!(
                "apiVersion: v1\nitems:\n{normal}{item}{other}kind: List\nmetadata:\n  resourceVersion: \"\"\n"
            ),
            &[&format!("28: {pull}"), "44: Failed pod/gloo-1: no in orchard x3"],
        );
        let json = r#"{"apiVersion":"v1","count":3,"involvedObject":{"kind":"Pod","name":"gloo-1","namespace":"orchard"},"kind":"Event","message":"Failed to pull image \"x/gloo:1.2.3\": not found","reason":"Failed","type":"Warning"}"#;
        check(json, &[&format!("1: {pull}")]);
        check(
            &format!(
                "{{\n  \"apiVersion\": \"v1\",\n  \"items\": [\n{json},\n{}\n  ],\n  \"kind\": \"List\"\n}}\n",
                json.replace("Warning", "Normal")
            ),
            &[&format!("4: {pull}")],
        );
        check(
            "apiVersion: events.k8s.io/v1\nkind: Event\nnote: Liveness probe failed\nreason: Unhealthy\nregarding:\n  kind: Pod\n  name: gloo-1\ntype: Warning\n",
            &["3: Unhealthy pod/gloo-1: Liveness probe failed"],
        );
        check(&yaml.replace("type: Warning", "type: Normal"), &[]);
    }

    #[test]
    fn words_are_no_events() {
        for text in [
            "Warning Failed to read",
            "Normal people wait 5m for it",
            "He saw a Warning in 5m and left",
            "Events:",
            "5m Warning: no",
        ] {
            assert!(read(text, 0).blocks.is_empty(), "reading {text:?}");
        }
    }
}
