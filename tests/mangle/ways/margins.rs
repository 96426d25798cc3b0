//! What mails, chats and logs put in front of every line.

use super::{Way, around, around_all, each, keeping, losing, quoted};

pub fn ways() -> Vec<Way> {
    quotes().into_iter().chain(logs()).chain(numbers()).collect()
}

fn quotes() -> Vec<Way> {
    let keep = keeping(vec![
        ("quoted", around_all("> ", "")),
        ("quoted without a blank", around_all(">", "")),
        ("quoted twice", around_all("> > ", "")),
        ("quoted twice without a blank", around_all(">> ", "")),
        ("quoted, escaped", around_all("&gt; ", "")),
        ("a bar in front", around_all("| ", "")),
        ("a thin bar in front", around_all("\u{2502} ", "")),
        ("indented by four", around_all("    ", "")),
        ("indented by two, blank lines too", around_all("  ", "")),
        ("indented by a tab", around_all("\t", "")),
        ("a comment", around_all("# ", "")),
        ("a comment in code", around_all("// ", "")),
        ("a comment in a block", around_all(" * ", "")),
        ("added lines", around_all("+", "")),
        ("unchanged lines", around_all(" ", "")),
    ]);
    let lose = losing(vec![
        ("a nick in brackets", around_all("<mira> ", "")),
        ("a time and a nick", each(|at, line| format!("[10:{:02}] <mira> {line}", at / 7))),
        ("a name and a colon", around_all("mira: ", "")),
        ("removed lines", around_all("-", "")),
    ]);
    keep.chain(lose).collect()
}

fn logs() -> Vec<Way> {
    let keep = keeping(vec![
        ("a stamp", each(|at, line| format!("2025-03-20T10:11:{:02}.1311234Z {line}", at / 3 % 60))),
        (
            "a stamp in brackets",
            each(|at, line| format!("[2025-03-20T10:11:{:02}.131Z] {line}", at / 3 % 60)),
        ),
        (
            "a stamp with an offset",
            each(|at, line| format!("2025-03-20T10:11:{:02}+01:00 {line}", at / 3 % 60)),
        ),
        ("a stamp of another kind", each(|at, line| format!("2025/03/20 10:11:{:02} {line}", at / 3 % 60))),
        ("a time", each(|at, line| format!("10:11:{:02} {line}", at / 3 % 60))),
        ("a time and a bar", each(|at, line| format!("10:11:{:02}.131 | {line}", at / 3 % 60))),
        (
            "a stamp and a stream",
            each(|at, line| format!("2025-03-20T10:11:{:02}.131123Z 01O {line}", at / 3 % 60)),
        ),
        (
            "a stamp and the runtime",
            each(|at, line| format!("2025-03-20T10:11:{:02}.131Z stdout F {line}", at / 3 % 60)),
        ),
        ("a container", around_all("check-1  | ", "")),
        ("a pod and a container", around_all("[pod/check-x7k2p/check] ", "")),
        (
            "a pod, a container and a stamp",
            each(|at, line| {
                format!("[pod/check-x7k2p/check] 2025-03-20T10:11:{:02}.131Z {line}", at / 3 % 60)
            }),
        ),
        ("a pod and a container without brackets", around_all("check-x7k2p check ", "")),
        ("a task", around_all("[run-check : report] ", "")),
        ("a step in quotes", around_all("Step #4 - \"check\": ", "")),
        ("a build", each(|at, line| format!("#12 {}.{} {line}", at / 7, 101 + at))),
        ("a resource and its provisioner", around_all("null_resource.gloo (local-exec): ", "")),
        ("a host", around_all("ok: [bastion] => ", "")),
        (
            "a journal",
            each(|at, line| format!("Mar 20 10:11:{:02} bastion check[4711]: {line}", at / 3 % 60)),
        ),
        ("a level", each(|at, line| format!("INFO[{:04}] {line}", at / 3))),
        (
            "a klog prefix",
            each(|at, line| format!("I0320 10:11:{:02}.131123       1 main.go:42] {line}", at / 3 % 60)),
        ),
        ("a test", each(|at, line| format!("    check_test.go:{}: {line}", 40 + at))),
        ("an assertion", around_all("E       ", "")),
        ("a percentage", each(|at, line| format!("[ {:>3}%] {line}", at.min(100)))),
        ("a thread and a level", around_all("[main] INFO  - ", "")),
    ]);
    let lose = losing(vec![
        (
            "a log of fields",
            each(|at, line| {
                format!("time=\"2025-03-20T10:11:{:02}Z\" level=info msg={}", at / 3 % 60, quoted(line))
            }),
        ),
        (
            "a log of a container",
            each(|at, line| {
                let log = quoted(&format!("{line}\n"));
                format!(
                    "{{\"log\":{log},\"stream\":\"stdout\",\"time\":\"2025-03-20T10:11:{:02}.5Z\"}}",
                    at / 3 % 60
                )
            }),
        ),
        ("a list of strings", each(|_, line| format!("        {},", quoted(line)))),
        (
            "a table of one row each",
            each(|at, line| format!("{at},{}", quoted(line).replace("\\\"", "\"\""))),
        ),
    ]);
    keep.chain(lose).collect()
}

fn numbers() -> Vec<Way> {
    let keep = keeping(vec![
        ("numbered", each(|at, line| format!("{:>6}\t{line}", at + 1))),
        ("numbered with blanks", each(|at, line| format!("{:>4}  {line}", at + 1))),
        ("numbered with colons", each(|at, line| format!("{}: {line}", at + 1))),
        ("numbered with bars", each(|at, line| format!("{:>3} | {line}", at + 1))),
        ("a numbered list", each(|at, line| format!("{}. {line}", at + 1))),
        ("found with numbers", each(|at, line| format!("{}:{line}", at + 1))),
        ("found in a file", around("check.log:", "")),
        ("found in a file with numbers", each(|at, line| format!("check.log:{}:{line}", at + 1))),
    ]);
    let lose = losing(vec![
        ("numbered with letters", each(|at, line| format!("L{}: {line}", at + 1))),
        ("numbers glued to the lines", each(|at, line| format!("{}{line}", at + 1))),
        ("a list of tasks", around("- [x] ", "")),
    ]);
    keep.chain(lose).collect()
}
