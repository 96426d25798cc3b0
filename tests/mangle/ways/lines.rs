//! Lines that come, go and change places: prose, prompts, logs of builds, order, windows.

use super::{Change, Way, all_of_it, checks, damaged, each, ends, less, wrapped};

pub fn ways() -> Vec<Way> {
    company().into_iter().chain(order()).chain(windows()).collect()
}

/// What stands before a text and behind it.
fn company() -> Vec<Way> {
    vec![
        all_of_it("blank lines around", ends("\n\n\n", "\n\n\n")),
        all_of_it(
            "a question around",
            ends(
                "Hi all,\n\nthis is what we get since this morning:\n\n",
                "\n\nAny idea what is wrong here?\nThanks, Mira",
            ),
        ),
        all_of_it(
            "a question in German around",
            ends(
                "Hallo zusammen,\n\nseit heute morgen sehen wir das hier:\n\n",
                "\n\nWoran kann das liegen?\nGr\u{fc}\u{df}e, Mira",
            ),
        ),
        all_of_it(
            "an answer around",
            ends(
                "On Thu, Mar 20, 2025 at 10:11 AM Mira <mira@example.com> wrote:\n",
                "\n-- \nMira\nPlatform team",
            ),
        ),
        all_of_it("a heading", ends("## Output\n\n", "")),
        all_of_it("a traced shell", ends("+ set -eo pipefail\n", "\n+ exit 1")),
        all_of_it("an exit status behind", ends("", "\nexit status 1")),
        all_of_it("an error of the build behind", ends("", "\n##[error]Process completed with exit code 1.")),
        all_of_it(
            "a group of the build",
            ends("##[group]Run ./check.sh\n./check.sh\nshell: /usr/bin/bash -e {0}\n##[endgroup]\n", ""),
        ),
        all_of_it("groups of the build", ends("::group::check\n", "\n::endgroup::")),
        all_of_it("the time that it took", ends("", "\n\nreal\t0m3.214s\nuser\t0m0.512s\nsys\t0m0.101s")),
        all_of_it(
            "a recorded terminal",
            ends(
                "Script started on 2025-03-20 10:11:12+01:00\n",
                "\nScript done on 2025-03-20 10:11:19+01:00",
            ),
        ),
        all_of_it("a prompt behind", ends("", "\nmira@bastion:~$ ")),
        all_of_it("a prompt with a command behind", ends("", "\nmira@bastion:~$ ls -l")),
        all_of_it("a prompt of two lines behind", ends("", "\n\n~/gloo on \u{e0a0} main\n\u{276f} ")),
        all_of_it("a prompt of Windows behind", ends("", "\nPS C:\\Users\\mira> ")),
        all_of_it(
            "two minutes of a chat behind",
            ends("", "\nMira  10:11 AM\nsee above\nJan  10:13 AM\nlooking"),
        ),
        all_of_it("a failing job behind", ends("", "\nmake: *** [Makefile:12: check] Error 1")),
        all_of_it("a job of a pipeline behind", ends("", "\nERROR: Job failed: exit code 1")),
        less("a glued prompt", ends("", "mira@bastion:~$ ls -l")),
        less("a glued dollar", ends("", "$ ls")),
        damaged("a glued percent sign", ends("", "%")),
        damaged("a glued word", ends("", "thanks")),
        less("a glued word in front", ends("see: ", "")),
        less("no break at the end", Box::new(|text| text.trim_end().to_owned())),
    ]
}

fn reordered(change: fn(&mut Vec<&str>)) -> Change {
    Box::new(move |text| {
        let mut lines: Vec<&str> = text.lines().collect();
        change(&mut lines);
        lines.join("\n") + "\n"
    })
}

fn order() -> Vec<Way> {
    vec![
        checks("blank lines between", each(|_, line| format!("{line}\n"))),
        less("two blank lines between", each(|_, line| format!("{line}\n\n"))),
        less("no blank lines", reordered(|lines| lines.retain(|line| !line.trim().is_empty()))),
        less("every line twice", each(|_, line| format!("{line}\n{line}"))),
        less("all of it twice", Box::new(|text| format!("{}\n{text}", text.trim_end_matches('\n')))),
        less("lines in reverse", reordered(|lines| lines.reverse())),
        less("lines sorted", reordered(|lines| lines.sort_unstable())),
        less(
            "lines sorted, each once",
            reordered(|lines| {
                lines.sort_unstable();
                lines.dedup();
            }),
        ),
        less(
            "the second half first",
            reordered(|lines| {
                let half = lines.len() / 2;
                lines.rotate_left(half);
            }),
        ),
        less(
            "pairs of lines swapped",
            reordered(|lines| lines.chunks_exact_mut(2).for_each(|pair| pair.swap(0, 1))),
        ),
        less(
            "every third line lost",
            reordered(|lines| {
                let mut at = 0;
                lines.retain(|_| {
                    at += 1;
                    at % 3 != 0
                });
            }),
        ),
        less(
            "another log between",
            each(|at, line| format!("{line}\nworker {at} is still waiting for its turn")),
        ),
        damaged(
            "half of each line",
            each(|_, line| line.chars().take(line.chars().count().div_ceil(2)).collect()),
        ),
        damaged("lines cut at 79 letters", each(|_, line| line.chars().take(79).collect())),
        damaged(
            "lines cut at 60 letters with dots",
            each(|_, line| match line.chars().count() {
                ..=60 => line.to_owned(),
                _ => line.chars().take(57).chain("...".chars()).collect(),
            }),
        ),
        damaged("the first letter lost", each(|_, line| line.chars().skip(1).collect())),
        damaged(
            "the last letter lost",
            each(|_, line| {
                let mut letters = line.chars();
                letters.next_back();
                letters.collect()
            }),
        ),
    ]
}

/// Breaks lines between words, as mails do.
fn filled(text: &str, width: usize, before: &str) -> String {
    let mut filled = String::new();
    for line in text.lines() {
        let mut column = 0;
        filled.push_str(before);
        for word in line.split_inclusive(' ') {
            if column > 0 && column + word.trim_end().chars().count() > width {
                filled.push('\n');
                filled.push_str(before);
                column = 0;
            }
            filled.push_str(word);
            column += word.chars().count();
        }
        filled.push('\n');
    }
    filled
}

fn windows() -> Vec<Way> {
    vec![
        less(
            "a window of 80 columns, quoted",
            Box::new(|text| wrapped(text, 80).lines().map(|line| format!("> {line}\n")).collect()),
        ),
        less(
            "a window of 120 columns, indented",
            Box::new(|text| wrapped(text, 120).lines().map(|line| format!("    {line}\n")).collect()),
        ),
        less(
            "quoted, then a window of 72 columns",
            Box::new(|text| wrapped(&text.lines().map(|line| format!("> {line}\n")).collect::<String>(), 72)),
        ),
        less("words in 72 columns", Box::new(|text| filled(text, 72, ""))),
        less("words in 72 columns, quoted", Box::new(|text| filled(text, 72, "> "))),
        less("words in 40 columns", Box::new(|text| filled(text, 40, ""))),
        less("a window that marks its breaks", Box::new(|text| wrapped(text, 80).replace('\n', "\\\n"))),
    ]
}
