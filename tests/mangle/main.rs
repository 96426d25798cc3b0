//! What is said of a paste stays true, however the paste was mangled on its way.
//!
//! Every text that holds a check or a version is changed in every way that `ways` lists, broken at every width, cut at
//! every line. `cargo test --test mangle` tries some of these, always the same; `MANGLE=all cargo test --release
//! --test mangle -- --nocapture` tries all. Both print what they tried with `--nocapture`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod known;
mod texts;
mod ways;

use std::collections::{BTreeMap, BTreeSet};

use gloo_advisor::transcript::check::Verdict;
use known::{CUT, KNOWN, Limits, MANGLED, WRAPPED};
use texts::{TEXTS, Text, says};
use ways::{Keeps, wrapped};

/// What must never happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Law {
    /// It is healthy, and was not.
    NeverHealthy,
    /// It has a version, an edition or a namespace that was nowhere.
    NothingElse,
    /// A healthy check has problems.
    NoAlarm,
    /// Something is missing, although nothing was lost.
    NothingLost,
}

fn is_all() -> bool {
    std::env::var_os("MANGLE").is_some_and(|value| value == "all")
}

/// Whether one of many is tried where one of so many is.
fn is_tried(number: usize, of: usize) -> bool {
    is_all() || number.is_multiple_of(of)
}

/// What was tried, and which laws were broken.
#[derive(Default)]
struct Tally {
    tried: usize,
    ways: BTreeSet<String>,
    broken: BTreeMap<(Law, String, String), String>,
}

impl Tally {
    /// Holds what a text says once it was changed against what it said.
    fn take(&mut self, text: &Text, way: &str, changed: &str, keeps: Keeps) {
        self.tried += 1;
        self.ways.insert(way.to_owned());
        let seen = says(changed);
        let (was_healthy, is_one) = (text.is_healthy(), text.checks == 1);
        let mut broken = |law, why: String| {
            self.broken.insert((law, way.to_owned(), text.name.clone()), why);
        };
        match seen.verdict {
            // Of several checks one may take back another one, if what tells them apart is lost.
            Some(Verdict::Healthy) if !was_healthy && (is_one || keeps == Keeps::All) => {
                broken(Law::NeverHealthy, format!("from {:?}", text.says.verdict));
            }
            Some(Verdict::Problems) if was_healthy && is_one && keeps != Keeps::Damaged => {
                broken(Law::NoAlarm, format!("{:?}", seen.failed));
            }
            _ => {}
        }
        let new: Vec<&String> = seen.facts.difference(&text.states).collect();
        if !new.is_empty() && keeps != Keeps::Damaged {
            broken(Law::NothingElse, format!("{new:?}"));
        }
        let is_lost = match keeps {
            Keeps::All => seen != text.says,
            Keeps::Checks => {
                text.has_headings() && (seen.verdict, &seen.failed) != (text.says.verdict, &text.says.failed)
            }
            Keeps::Less | Keeps::Damaged => false,
        };
        if is_lost && !text.is_in_doubt {
            broken(Law::NothingLost, format!("{seen:?}\n      instead of {:?}", text.says));
        }
    }

    /// Prints the counts, and fails where a law is broken that is not known to be, or the other way round.
    fn finish(self, title: &str, limits: &Limits) {
        let count = |law| self.broken.keys().filter(|key| key.0 == law).count();
        println!(
            "{title}: {} tried in {} ways; {} became healthy, {} say something else, {} healthy ones have problems, {} lost something",
            self.tried,
            self.ways.len(),
            count(Law::NeverHealthy),
            count(Law::NothingElse),
            count(Law::NoAlarm),
            count(Law::NothingLost),
        );
        let is_known = |law: Law, way: &str, text: &str| {
            KNOWN.iter().any(|known| known.law == law && known.way == way && known.text == text)
        };
        let limit = |law: Law| match law {
            Law::NeverHealthy => 0,
            Law::NothingElse => limits.something_else,
            Law::NoAlarm => limits.alarms,
            Law::NothingLost => limits.lost,
        };
        let mut wrong: Vec<String> = Vec::new();
        for law in [Law::NeverHealthy, Law::NothingElse, Law::NoAlarm, Law::NothingLost] {
            let of_law =
                self.broken.iter().filter(|((one, way, text), _)| *one == law && !is_known(law, way, text));
            let of_law: Vec<String> =
                of_law.map(|((_, way, text), why)| format!("{law:?}: {text}, {way}: {why}")).collect();
            // All that there is to try has no limits: it is for looking.
            if of_law.len() > limit(law) && (!is_all() || law == Law::NeverHealthy) {
                wrong.extend(of_law);
            }
        }
        assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    }
}

#[test]
fn a_mangled_paste_says_nothing_else() {
    let mut tally = Tally::default();
    let ways = ways::all();
    assert!(ways.len() >= 100, "only {} ways are left", ways.len());
    for (number, way) in ways.iter().enumerate() {
        for text in TEXTS.iter().filter(|text| is_tried(text.number() + number, SAMPLE)) {
            tally.take(text, way.name, &(way.change)(&text.text), way.keeps);
        }
    }
    tally.finish("mangled", &MANGLED);
}

const SAMPLE: usize = 8;

#[test]
fn a_window_of_any_width_makes_nothing_else() {
    let mut tally = Tally::default();
    for text in TEXTS.iter() {
        for width in (20..=200).filter(|width| is_tried(text.number() + width, 40)) {
            tally.take(text, &format!("a window of {width}"), &wrapped(&text.text, width), Keeps::Less);
        }
    }
    tally.finish("wrapped", &WRAPPED);
}

#[test]
fn what_is_left_of_a_failing_check_is_never_healthy() {
    let mut tally = Tally::default();
    for text in TEXTS.iter().filter(|text| text.is_one_failing_check()) {
        let lines: Vec<&str> = text.text.split_inclusive('\n').collect();
        for line in (0..lines.len()).filter(|line| is_tried(text.number() + line, 6)) {
            let (before, behind) = lines.split_at(line);
            tally.take(text, &format!("cut before line {}", line + 1), &before.concat(), Keeps::Less);
            tally.take(text, &format!("begun at line {}", line + 1), &behind.concat(), Keeps::Less);
            let without = [before, &behind[1..]].concat().concat();
            tally.take(text, &format!("line {} lost", line + 1), &without, Keeps::Less);
            let mut swapped = lines.clone();
            swapped.swap(line, (line + 1) % lines.len());
            tally.take(
                text,
                &format!("line {} swapped with the next", line + 1),
                &swapped.concat(),
                Keeps::Less,
            );
        }
    }
    tally.finish("cut, lost and swapped", &CUT);
}
