//! What mails, chats and logs put in front of every line.

use super::{Way, all_of_it, around, around_all, checks, damaged, each, less, quoted};

pub fn ways() -> Vec<Way> {
    quotes().into_iter().chain(logs()).chain(numbers()).collect()
}

fn quotes() -> Vec<Way> {
    vec![
        all_of_it("quoted", around_all("> ", "")),
        all_of_it("quoted without a blank", around_all(">", "")),
        all_of_it("quoted twice", around_all("> > ", "")),
        all_of_it("quoted twice without a blank", around_all(">> ", "")),
        all_of_it("quoted, escaped", around_all("&gt; ", "")),
        checks("a bar in front", around_all("| ", "")),
        all_of_it("a thin bar in front", around_all("\u{2502} ", "")),
        all_of_it("indented by four", around_all("    ", "")),
        all_of_it("indented by two, blank lines too", around_all("  ", "")),
        all_of_it("indented by a tab", around_all("\t", "")),
        checks("a comment", around_all("# ", "")),
        checks("a comment in code", around_all("// ", "")),
        checks("a comment in a block", around_all(" * ", "")),
        checks("added lines", around_all("+", "")),
        all_of_it("unchanged lines", around_all(" ", "")),
        less("a nick in brackets", around_all("<mira> ", "")),
        less("a time and a nick", each(|at, line| format!("[10:{:02}] <mira> {line}", at / 7))),
        less("a name and a colon", around_all("mira: ", "")),
        less("removed lines", around_all("-", "")),
    ]
}

fn logs() -> Vec<Way> {
    vec![
        all_of_it("a stamp", each(|at, line| format!("2025-03-20T10:11:{:02}.1311234Z {line}", at / 3 % 60))),
        all_of_it(
            "a stamp in brackets",
            each(|at, line| format!("[2025-03-20T10:11:{:02}.131Z] {line}", at / 3 % 60)),
        ),
        all_of_it(
            "a stamp with an offset",
            each(|at, line| format!("2025-03-20T10:11:{:02}+01:00 {line}", at / 3 % 60)),
        ),
        all_of_it(
            "a stamp of another kind",
            each(|at, line| format!("2025/03/20 10:11:{:02} {line}", at / 3 % 60)),
        ),
        all_of_it("a time", each(|at, line| format!("10:11:{:02} {line}", at / 3 % 60))),
        checks("a time and a bar", each(|at, line| format!("10:11:{:02}.131 | {line}", at / 3 % 60))),
        all_of_it(
            "a stamp and a stream",
            each(|at, line| format!("2025-03-20T10:11:{:02}.131123Z 01O {line}", at / 3 % 60)),
        ),
        checks(
            "a stamp and the runtime",
            each(|at, line| format!("2025-03-20T10:11:{:02}.131Z stdout F {line}", at / 3 % 60)),
        ),
        checks("a container", around_all("check-1  | ", "")),
        checks("a pod and a container", around_all("[pod/check-x7k2p/check] ", "")),
        checks(
            "a pod, a container and a stamp",
            each(|at, line| {
                format!("[pod/check-x7k2p/check] 2025-03-20T10:11:{:02}.131Z {line}", at / 3 % 60)
            }),
        ),
        checks("a pod and a container without brackets", around_all("check-x7k2p check ", "")),
        checks("a task", around_all("[run-check : report] ", "")),
        checks("a step in quotes", around_all("Step #4 - \"check\": ", "")),
        checks("a build", each(|at, line| format!("#12 {}.{} {line}", at / 7, 101 + at))),
        checks("a resource and its provisioner", around_all("null_resource.gloo (local-exec): ", "")),
        checks("a host", around_all("ok: [bastion] => ", "")),
        checks(
            "a journal",
            each(|at, line| format!("Mar 20 10:11:{:02} bastion check[4711]: {line}", at / 3 % 60)),
        ),
        checks("a level", each(|at, line| format!("INFO[{:04}] {line}", at / 3))),
        checks(
            "a klog prefix",
            each(|at, line| format!("I0320 10:11:{:02}.131123       1 main.go:42] {line}", at / 3 % 60)),
        ),
        checks("a test", each(|at, line| format!("    check_test.go:{}: {line}", 40 + at))),
        less("an assertion", around_all("E       ", "")),
        checks("a percentage", each(|at, line| format!("[ {:>3}%] {line}", at.min(100)))),
        checks("a thread and a level", around_all("[main] INFO  - ", "")),
        less(
            "a log of fields",
            each(|at, line| {
                format!("time=\"2025-03-20T10:11:{:02}Z\" level=info msg={}", at / 3 % 60, quoted(line))
            }),
        ),
        less(
            "a log of a container",
            each(|at, line| {
                let log = quoted(&format!("{line}\n"));
                format!(
                    "{{\"log\":{log},\"stream\":\"stdout\",\"time\":\"2025-03-20T10:11:{:02}.5Z\"}}",
                    at / 3 % 60
                )
            }),
        ),
        less("a list of strings", each(|_, line| format!("        {},", quoted(line)))),
        less(
            "a table of one row each",
            each(|at, line| format!("{at},{}", quoted(line).replace("\\\"", "\"\""))),
        ),
    ]
}

fn numbers() -> Vec<Way> {
    vec![
        all_of_it("numbered", each(|at, line| format!("{:>6}\t{line}", at + 1))),
        all_of_it("numbered with blanks", each(|at, line| format!("{:>4}  {line}", at + 1))),
        all_of_it("numbered with colons", each(|at, line| format!("{}: {line}", at + 1))),
        checks("numbered with bars", each(|at, line| format!("{:>3} | {line}", at + 1))),
        all_of_it("a numbered list", each(|at, line| format!("{}. {line}", at + 1))),
        checks("found with numbers", each(|at, line| format!("{}:{line}", at + 1))),
        checks("found in a file", around("check.log:", "")),
        checks("found in a file with numbers", each(|at, line| format!("check.log:{}:{line}", at + 1))),
        damaged("numbered with letters", each(|at, line| format!("L{}: {line}", at + 1))),
        damaged("numbers glued to the lines", each(|at, line| format!("{}{line}", at + 1))),
        less("a list of tasks", around("- [x] ", "")),
    ]
}
