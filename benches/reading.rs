//! How fast the core reads, next to a plain split of the same bytes, how much memory it takes and how long
//! its longest step is, and whether a byte of a long text takes more time or memory than one of a short text.
//! `script/bench` runs it.
#![allow(clippy::expect_used, reason = "a measurement may fail by panicking")]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::thread::sleep;
use std::time::{Duration, Instant};

use gloo_advisor::transcript::{Reader, read};
use gloo_advisor::{Case, Choices, Knowledge, advise};
use peak_alloc::PeakAlloc;

/// Counts what is allocated.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const SIZES: [usize; 6] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000, 50_000_000];
/// The size that growth is told against in the table.
const SHORT: usize = 100_000;
/// The size that growth is judged against: shorter texts fit into the caches.
const LONG: usize = 1_000_000;
/// How many times as long as at [`LONG`] a byte may take in the longest text.
const LIMIT: f64 = 3.0;
/// How many times as much memory as at [`SHORT`] a byte may take in the longest text.
const MEMORY_LIMIT: f64 = 2.0;
/// Bytes of memory for a byte of text. What takes more is not tried at longer sizes, since it might take all
/// that the machine has.
const MOST_MEMORY: f64 = 400.0;
/// Seconds for a byte. What is slower is not tried at longer sizes, since it might take hours there.
const SLOWEST: f64 = 1e-6;

/// Lines of logs that no shape recognises.
const NOISE: &str = "\
2025-03-20T10:11:12.131Z INFO shop.v1.event_loop event loop started {\"version\": \"1.18.9\"}\n\
I1109 16:20:07.118203   40417 request.go:665] Waited for 1.18s due to client-side throttling\n\
10.0.3.7 - - [20/Mar/2025:10:11:12 +0000] \"GET /api/v1/pets HTTP/1.1\" 503 91 \"-\" \"curl/8.5.0\"\n\
ts=2025-03-20T10:11:12Z level=warn component=discovery msg=\"upstream default-petstore-8080 is gone\"\n\
   at io.solo.Router.route(Router.java:118)\n";

/// Lines that begin like a shape, and never end one.
const HOSTILE: &[&str] = &[
    // Stands first, since a line that begins so is searched for others.
    "Checking pods... OK\n",
    "{\n",
    "Client: \n",
    "apiVersion: v1\n",
    "NAME READY\n",
    "Error: \n",
    "[{\n",
    "[{\"name\":\"gloo\",\n",
    "Client: {\"a\":\"b\",\n",
    "Server: {\"a\":\"b\",\n",
    "{\"client\":{\"a\":\"b\",\n",
    "Error: 2 errors occurred:\n* x\n",
];

/// Texts of any size from the same pieces.
struct Mix {
    name: &'static str,
    pieces: Vec<String>,
    order: Order,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    InTurn,
    /// Each piece as often as its share of the text has room for.
    InRuns,
}

impl Mix {
    fn text(&self, size: usize, is_one_line: bool) -> String {
        let share = size / self.pieces.len();
        let times = |piece: &String| if self.order == Order::InRuns { share / piece.len() + 1 } else { 1 };
        let mut text = String::with_capacity(2 * size);
        for piece in self.pieces.iter().cycle() {
            if text.len() >= size {
                break;
            }
            text.push_str(&piece.repeat(times(piece)));
        }
        text.truncate(text.floor_char_boundary(size));
        if is_one_line { text.replace('\n', " ") } else { text }
    }
}

/// The fixtures whose names begin so.
fn fixtures(name: &'static str, beginning: &str) -> Mix {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let files = fs::read_dir(folder).expect("the folder of fixtures is there");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file of the folder").path()).collect();
    paths.retain(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a plain name");
        name.starts_with(beginning) && name.ends_with(".txt")
    });
    paths.sort();
    let pieces = paths.iter().map(|path| fs::read_to_string(path).expect("a fixture is UTF-8"));
    Mix { name, pieces: pieces.filter(|text| !text.is_empty()).collect(), order: Order::InTurn }
}

fn mixes() -> Vec<Mix> {
    assert!(read(NOISE, 0).blocks.is_empty(), "something recognises the noise");
    let hostile = || HOSTILE.iter().map(|&line| line.to_owned()).collect();
    vec![
        fixtures("all fixtures", ""),
        fixtures("version documents", "version--document"),
        fixtures("checks", "check--"),
        Mix { name: "noise", pieces: vec![NOISE.to_owned()], order: Order::InTurn },
        Mix { name: "hostile, in turn", pieces: hostile(), order: Order::InTurn },
        Mix { name: "hostile, in runs", pieces: hostile(), order: Order::InRuns },
        Mix { name: "openings of tags", pieces: vec!["<".to_owned()], order: Order::InTurn },
        Mix { name: "tags without an end", pieces: vec!["<a ".to_owned()], order: Order::InTurn },
        Mix { name: "a long command, then blocks", pieces: command_and_blocks(), order: Order::InRuns },
    ]
}

/// A command of many words, and blocks that are its output.
fn command_and_blocks() -> Vec<String> {
    ["$ glooctl check ", "\nChecking pods... OK\n"].map(str::to_owned).to_vec()
}

/// The most memory that reading takes for a byte of a text.
fn memory(text: &str) -> f64 {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    drop(black_box(read(black_box(text), 0)));
    (MEMORY.peak_usage() - before) as f64 / text.len() as f64
}

/// The longest of the steps in which a text is read.
fn longest_step(text: &str) -> Duration {
    let mut reader = Reader::new(text, 0);
    let mut longest = Duration::ZERO;
    loop {
        let began = Instant::now();
        let goes_on = reader.advance();
        longest = longest.max(began.elapsed());
        if !goes_on {
            return longest;
        }
    }
}

/// What this thread has used of a processor, where the system tells.
fn used() -> Option<Duration> {
    // The kernel counts in ticks until a thread gives way.
    sleep(Duration::from_micros(1));
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The time that work takes. A short try may happen to be alone on the machine; of a long one only what
/// this thread used counts.
fn time(work: impl FnOnce()) -> Duration {
    let (before, began) = (used(), Instant::now());
    work();
    let passed = began.elapsed();
    let used = used().zip(before).map(|(after, before)| after.saturating_sub(before));
    used.filter(|_| passed > Duration::from_millis(50)).map_or(passed, |used| used.min(passed))
}

/// Seconds that a byte takes: the least of several tries, and of fewer ones where each takes long.
fn pace(size: usize, work: impl Fn()) -> f64 {
    let (began, mut best, mut tries) = (Instant::now(), Duration::MAX, 0);
    // A clock is too coarse for one short text.
    let times = (SHORT / size).max(1);
    while tries == 0 || began.elapsed().as_millis() < if tries < 3 { 1500 } else { 60 } {
        best = best.min(time(|| (0..times).for_each(|_| work())));
        tries += 1;
    }
    best.as_secs_f64() / (size * times) as f64
}

/// Prints a row for each size of a mix; what takes too long ends it.
fn measure(mix: &Mix, is_one_line: bool, knowledge: &Knowledge) -> Option<String> {
    let name = format!("{}{}", mix.name, if is_one_line { ", one line" } else { "" });
    let mut seen = Vec::new();
    for size in SIZES {
        let text = mix.text(size, is_one_line);
        let memory = memory(&text);
        if memory > MOST_MEMORY {
            return Some(format!("{name}: read takes {memory:.0} bytes for each of {size}"));
        }
        let step = longest_step(&text).as_secs_f64() * 1e3;
        let split = pace(size, || {
            let lines = black_box(text.as_str()).split('\n');
            black_box(lines.map(str::len).sum::<usize>());
        });
        let reading = pace(size, || drop(black_box(read(black_box(&text), 0))));
        let case = Case::paste(&text);
        let advising =
            pace(size, || drop(black_box(advise(black_box(&case), knowledge, &Choices::default()))));
        seen.push((size, reading, advising, memory));
        let growth_from =
            |from| seen.iter().find(|row| row.0 == from).map(|row| (reading / row.1, advising / row.2));
        let growth = growth_from(SHORT).map(|(read, advise)| format!("{read:>9.2}{advise:>9.2}"));
        println!(
            "{name:<38}{:>6} kB{:>9.0}{:>9.0}{:>9.1}{:>9.1}{memory:>9.1}{step:>9.1}{}",
            size / 1000,
            1e-6 / split,
            1e-6 / reading,
            reading / split,
            advising / split,
            growth.unwrap_or_default(),
        );
        let (what, slower) = if reading > SLOWEST { ("read", reading) } else { ("advise", advising) };
        if size >= SHORT && slower > SLOWEST {
            return Some(format!("{name}: {what} takes {:.2} s for {size} bytes", slower * size as f64));
        }
    }
    let (_, read_long, advise_long, _) = seen.iter().find(|row| row.0 == LONG)?;
    let (size, read, advise, memory) = seen.last()?;
    let of_short = seen.iter().find(|row| row.0 == SHORT).map_or(f64::MAX, |row| row.3);
    if memory / of_short > MEMORY_LIMIT {
        return Some(format!(
            "{name}: read takes {memory:.1} bytes for each of {size}, and {of_short:.1} of {SHORT}"
        ));
    }
    let growth = [("read", read / read_long), ("advise", advise / advise_long)];
    let (what, growth) = growth.into_iter().find(|(_, growth)| *growth > LIMIT)?;
    Some(format!("{name}: for a byte of {size}, {what} takes {growth:.1} times as long as for one of {LONG}"))
}

fn main() -> ExitCode {
    // Cargo adds a flag of its own.
    let filter = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    let knowledge = Knowledge::published().expect("the published data");
    let mut mixes = mixes();
    mixes.retain(|mix| mix.name.contains(&filter));
    println!(
        "{:56}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}",
        "", "MB/s", "read/", "advise/", "bytes/", "longest", "growth", "of"
    );
    println!(
        "{:<38}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}",
        "mix", "size", "split", "read", "split", "split", "byte", "step, ms", "read", "advise"
    );
    let each = mixes.iter().flat_map(|mix| [(mix, false), (mix, true)]);
    let mut problems: Vec<String> =
        each.filter_map(|(mix, is_one_line)| measure(mix, is_one_line, &knowledge)).collect();
    if mixes.is_empty() {
        problems.push(format!("no mix has \"{filter}\" in its name"));
    }
    problems.iter().for_each(|problem| eprintln!("script/bench: {problem}"));
    if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
