//! Logs of Gloo's components: JSON and console lines of Gloo's own programs, lines of the Kubernetes client and of
//! Envoy, and what a program says when it crashes.
//!
//! Every line of the level error, fatal or panic is a trouble, and so is a warning or a note that tells of a
//! failure. The version in a line is that of the program when it wrote the line. It is no evidence of what runs
//! now: a log goes back over restarts, and a logger's name is not that of an image. So it stays with the trouble.

mod crash;
mod entry;
mod json;
mod margin;

use super::recognise::{Cursor, Read};
use super::{Content, Ending, Format, Kind, Trouble, Typed};

pub(super) use crash::is_frame;
pub(super) use entry::{Company, is_entry};
pub(super) use json::unescaped;
pub(super) use margin::inner;

/// Reads the block that begins at the cursor, if one does.
#[must_use]
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let mut read = Read::new(Kind::GlooLog, Format::Text, Content::Nothing, cursor.at);
    let mut ahead = 0;
    // What a log was asked for is one.
    let is_asked = cursor.command.is_some_and(Typed::reads_a_log);
    while let Some(line) = cursor.lines.get(cursor.at + ahead) {
        let company = if ahead == 0 && !is_asked { Company::Alone } else { Company::Log };
        let lines = if let Some(crash) = crash::read(&cursor.ahead(ahead)) {
            read.troubles.push(crash.trouble);
            crash.lines
        } else if let Some(entry) = entry::read(&line.text, company) {
            if let Some(said) = entry.said {
                let first = said
                    .first
                    .or_else(|| line.stamp.filter(|stamp| stamp.has_year()).map(|stamp| stamp.to_string()));
                read.troubles.push(Trouble {
                    first,
                    build: said.build,
                    ..Trouble::logged(said.message, cursor.span(ahead))
                });
            }
            parts(cursor, ahead)
        } else if ahead > 0 && crash::is_frame(&line.text) {
            1
        } else {
            break;
        };
        ahead += lines;
    }
    if cursor.command.is_some_and(|typed| typed.words.iter().any(|word| word.contains("envoy-gateway"))) {
        read.kind = Kind::OtherLog;
    }
    read.next = cursor.at + ahead;
    (ahead > 0).then_some(read)
}

/// How many parts a line has that was too long to be taken at once.
fn parts(cursor: &Cursor<'_>, ahead: usize) -> usize {
    let rest = cursor.lines.get(cursor.at + ahead..).unwrap_or_default();
    1 + rest.iter().take_while(|line| line.ending == Ending::GoesOn).count().min(rest.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use crate::transcript::{Kind, read};

    /// What the logs in a text tell, and how many of its lines are in no block.
    fn told(text: &str) -> (Vec<String>, usize) {
        let reading = read(text, 0);
        let logs = reading.blocks.iter().filter(|block| block.kind == Kind::GlooLog);
        let said = logs.flat_map(|block| &block.troubles).map(|trouble| {
            let first = trouble.first.as_ref().map_or(String::new(), |first| format!("{first} | "));
            let count = if trouble.count > 1 { format!(" x{}", trouble.count) } else { String::new() };
            let build = trouble.build.as_ref().map_or(String::new(), |build| format!(" ({build})"));
            format!("{first}{}{count}{build}", trouble.message)
        });
        (said.collect(), reading.unread.iter().map(|span| span.end + 1 - span.start).sum())
    }

    fn check(text: &str, expect: &[&str]) {
        let (said, unread) = told(text);
        assert_eq!(said, expect, "reading {text:?}");
        assert_eq!(unread, 0, "lines of {text:?} are unread");
    }

    #[test]
    fn lines_of_json() {
        check(
            r#"{"level":"error","ts":"2024-05-02T09:28:12.458Z","logger":"gateway.v1.event_loop","caller":"syncer/x.go:335","msg":"error: event_loop: 1 error occurred:\n\t* no \"edge\" there\n\n","version":"1.11.4"}"#,
            &[
                r#"2024-05-02T09:28:12.458Z | gateway.v1.event_loop: error: event_loop: 1 error occurred: * no "edge" there (1.11.4)"#,
            ],
        );
        check(
            r#"{"level":"fatal","ts":1709293186.15,"logger":"gencert","msg":"execution failed","error":"failed creating secret: x"}"#,
            &["1709293186.15 | gencert: execution failed: failed creating secret: x"],
        );
        check(
            r#"{"level":"warn","logger":"gencert","msg":"failed to retrieve existing secret","secretName":"gateway-validation-certs"}"#,
            &["gencert: failed to retrieve existing secret, secretName gateway-validation-certs"],
        );
        check(
            r#"{"level":"warn","logger":"gloo.v1","msg":"Proxy had invalid config","proxy":{"name":"a"},"error":"1 error occurred: * listener :8443 SSL secret not found"}"#,
            &[
                r#"gloo.v1: Proxy had invalid config: 1 error occurred: * listener :8443 SSL secret not found, proxy {"name":"a"}"#,
            ],
        );
        // A line that was cut.
        check(r#"{"level":"error","logger":"gloo","msg":"lost lea"#, &["gloo: lost lea"]);
    }

    #[test]
    fn what_is_no_failure_is_read_and_says_nothing() {
        for text in [
            r#"{"level":"info","ts":1.5,"logger":"gloo.v1","msg":"error budget is fine","error":""}"#,
            r#"{"level":"warn","logger":"gloo-ee.v1","msg":"license is valid until 2024-01-31","version":"1.15.9"}"#,
            r#"{"level":"info","logger":"gloo.v1","msg":"wrote report for a.b: state:Accepted reported_by:\"gloo\""}"#,
            r#"{"level":"warn","logger":"gloo","msg":"field x is deprecated and was invalid"}"#,
            "[2026-01-02 03:04:05.678][1][info][main] [source/server/server.cc:330] statically linked extensions:",
            "[2026-01-02 03:04:05.678][1][warning][misc] [source/x.cc:2] Deprecated field: Using deprecated option 'a'. This configuration will be removed from Envoy soon.",
            "I0118 06:53:19.785253       1 leaderelection.go:248] attempting to acquire leader lease",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn a_note_may_carry_a_failure() {
        check(
            r#"{"level":"info","logger":"gloo.v1.reporter","msg":"wrote report for a.b (proxy): state:Rejected reason:\"no such host\""}"#,
            &[r#"gloo.v1.reporter: wrote report for a.b (proxy): state:Rejected reason:"no such host""#],
        );
        check(
            r#"{"level":"info","logger":"gloo","msg":"resource","status":"Rejected"}"#,
            &["gloo: resource, status Rejected"],
        );
        check(
            r#"{"level":"debug","logger":"gloo","msg":"retry","error":"no route"}"#,
            &["gloo: retry: no route"],
        );
    }

    #[test]
    fn lines_of_a_console() {
        check(
            "2026-01-02T03:04:05.678Z\tERROR\tgloo.v1.event_loop\tsetup/setup.go:88\terror in setup: no route\t{\"version\": \"1.17.3\", \"error\": \"dial tcp: lookup x: no such host\"}\ngithub.com/solo-io/go-utils/x.(*y).Z\n\t/go/pkg/mod/x.go:12\n2026-01-02T03:04:06.678Z\tINFO\tgloo.v1\tsetup/setup.go:90\tstarting",
            &[
                "2026-01-02T03:04:05Z | gloo.v1.event_loop: error in setup: no route: dial tcp: lookup x: no such host (1.17.3)",
            ],
        );
        check(
            "2026-01-02T03:04:05.678Z  ERROR  extauth  server/x.go:88  no such user",
            &["2026-01-02T03:04:05Z | extauth: no such user"],
        );
        check(
            "ERROR rate-limiter Could not execute: no upstream host",
            &["rate-limiter: Could not execute: no upstream host"],
        );
        check(
            "[2026-01-02 03:04:05]   ERROR: no route to host [logger=gloo.v1 caller=x.go:2]",
            &["2026-01-02T03:04:05Z | no route to host [logger=gloo.v1 caller=x.go:2]"],
        );
    }

    #[test]
    fn lines_of_envoy_and_of_the_kubernetes_client() {
        check(
            "[2026-01-02 03:04:05.678][1][warning][config] [source/common/config/x.cc:43] gRPC config for type.googleapis.com/envoy.config.listener.v3.Listener rejected: Error adding/updating listener(s) a: b",
            &[
                "2026-01-02 03:04:05.678 | [warning][config] gRPC config for type.googleapis.com/envoy.config.listener.v3.Listener rejected: Error adding/updating listener(s) a: b",
            ],
        );
        check(
            "[warning][config] StreamAggregatedResources gRPC config stream closed: 14, no healthy upstream",
            &[
                "[warning][config] StreamAggregatedResources gRPC config stream closed: 14, no healthy upstream",
            ],
        );
        check(
            "[2026-01-02 03:04:05.678][28][critical][backtrace] [external/envoy/source/server/backtrace.h:104] Caught Segmentation fault",
            &["2026-01-02 03:04:05.678 | [critical][backtrace] Caught Segmentation fault"],
        );
        check(
            "E0118 06:53:19.785253       1 reflector.go:127] Failed to watch *v1.Endpoints: endpoints is forbidden: User \"system:serviceaccount:edge:gloo\" cannot list",
            &[
                "0118 06:53:19.785253 | reflector.go:127] Failed to watch *v1.Endpoints: endpoints is forbidden: User \"system:serviceaccount:edge:gloo\" cannot list",
            ],
        );
    }

    #[test]
    fn crashes_with_their_stack() {
        check(
            "panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x25c]\n\ngoroutine 478 [running]:\ngithub.com/solo-io/skv2/pkg/multicluster/watch.(*clusterWatcher).startManager(0xc000, 0x1)\n\t/go/pkg/mod/watch.go:88 +0x1\ncreated by github.com/solo-io/x.Y\n\t/go/x.go:2",
            &[
                "panic: runtime error: invalid memory address or nil pointer dereference, in github.com/solo-io/skv2/pkg/multicluster/watch.(*clusterWatcher).startManager",
            ],
        );
        check(
            "exec /usr/local/bin/gloo: exec format error",
            &["exec /usr/local/bin/gloo: exec format error"],
        );
    }

    #[test]
    fn margins_that_name_the_pod() {
        const LINE: &str = r#"{"level":"error","logger":"gloo","msg":"lost leadership"}"#;
        const ENVOY: &str = "[2026-01-02 03:04:05.678][1][error][wasm] [source/x.cc:1] Failed to load";
        for margin in [
            "[pod/gloo-5d9c/gloo] ",
            "gloo-5d9c7-x2k4p gloo ",
            "gloo-5d9c7-x2k4p \u{203a} gloo | ",
            "gloo-1  | ",
            "2026-01-02T03:04:05.678901234Z ",
            "[pod/gloo-5d9c/gloo] 2026-01-02T03:04:05.678901234Z ",
            "gloo-5d9c: ",
        ] {
            let (said, unread) = told(&format!("{margin}{LINE}"));
            assert!(
                said.len() == 1 && said[0].ends_with("gloo: lost leadership") && unread == 0,
                "{margin}: {said:?}"
            );
            let (said, _) = told(&format!("{margin}{ENVOY}"));
            assert!(
                said.len() == 1 && said[0].ends_with("[error][wasm] Failed to load"),
                "{margin}: {said:?}"
            );
        }
        check(
            r#"{"log":"{\"level\":\"error\",\"logger\":\"gloo\",\"msg\":\"no \\\"x\\\"\"}\n","stream":"stderr","time":"2026-01-02T03:04:05Z"}"#,
            &[r#"gloo: no "x""#],
        );
    }

    #[test]
    fn what_repeats_is_one_with_a_count() {
        let line = |i: usize| {
            format!(
                "{{\"level\":\"error\",\"ts\":\"2026-01-02T03:04:{i:02}Z\",\"logger\":\"gloo\",\"msg\":\"try {i} of 10.0.0.{i}:9977\"}}\n"
            )
        };
        let text: String = (0..7).map(line).collect();
        check(&text, &["2026-01-02T03:04:00Z | gloo: try 0 of 10.0.0.0:9977 x7"]);
        let text = format!("{text}some words\n{text}");
        assert_eq!(
            told(&text),
            (vec!["2026-01-02T03:04:00Z | gloo: try 0 of 10.0.0.0:9977 x14".to_owned()], 1)
        );
    }

    #[test]
    fn of_many_kinds_the_first_are_kept_and_the_others_counted() {
        let letters = |i: usize| i.to_string().bytes().map(|b| char::from(b + 49)).collect::<String>();
        let line =
            |i: usize| format!("{{\"level\":\"error\",\"logger\":\"gloo\",\"msg\":\"no {}\"}}\n", letters(i));
        let text: String = (0..20_000).chain(0..100).map(line).collect();
        let reading = read(&text, 0);
        let troubles: Vec<_> = reading.blocks.iter().flat_map(|block| &block.troubles).collect();
        assert_eq!((troubles.len(), reading.more_kinds), (50, 19_950));
        assert!(troubles.iter().all(|trouble| trouble.count == 2));
    }

    #[test]
    fn logs_of_others_and_words_are_left_alone() {
        for text in [
            "ERROR is what it says",
            "Error codes are listed below",
            "INFO server started",
            "[note] [see below] what he wrote",
            "{\"level\":\"beginner\",\"msg\":\"x\"}",
            "panicked: no",
        ] {
            assert_eq!(told(text).0, Vec::<String>::new(), "reading {text:?}");
            assert_eq!(told(text).1, 1, "reading {text:?}");
        }
    }
}
