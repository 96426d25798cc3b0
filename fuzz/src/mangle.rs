//! How one paste is made of others: pieces, decorations, margins, contexts, cuts, lines that are glued.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// Numbers that depend on a seed alone (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u32) -> Self {
        Self(u64::from(seed))
    }

    /// A number below an end, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end.max(1) as u64).unwrap_or_default()
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// The texts that the tests have.
static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    let folders = ["fixtures", "transcripts/glooctl", "transcripts/helm-and-kubectl"];
    let files = folders.iter().flat_map(|folder| fs::read_dir(tests.join(folder)).into_iter().flatten());
    let mut paths: Vec<_> = files.flatten().map(|file| file.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths
        .iter()
        .filter_map(|path| fs::read(path).ok())
        .map(|text| String::from_utf8_lossy(&text).into())
        .collect()
});

/// Lines and parts of lines that mean something to the reader.
const PIECES: &[&str] = &[
    "Client: {\"version\":\"1.17.3\"}\n",
    "Server: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.17.3\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"gloo-system\"}}\n",
    "Server: {\"type\":\"Gateway\",\"enterprise\":true,\"kubernetes\":{\"containers\":[{\"Tag\":\"1.17.1\",\"Name\":\"gloo-ee\",\"Registry\":\"quay.io/solo-io\",\"OssTag\":\"1.17.4\"}],\"namespace\":\"edge\"}}\n",
    "Server: version undefined, could not find any version of gloo running\n",
    "Checking deployments... OK\n",
    "Checking pods... OK\n",
    "Checking pods... 1 Errors!\n",
    "Checking upstreams... ",
    "Checking virtual services... OK\n",
    "Checking gateways... OK\n",
    "Checking proxies... OK\n",
    "Checking proxies... Skipping due to an error in checking deployments\n",
    "Checking Gloo Instance x... \n",
    "No problems detected.\n",
    "Problems detected!\n",
    "Detected Gloo Federation!\n",
    "Skipping Kubernetes Gateway resources check -- Kubernetes Gateway integration not enabled\n",
    "Error: 2 errors occurred:\n",
    "\t* Pod a in namespace b is not ready!\n",
    "\t* Found rejected upstream by 'x': b c (Reason: 1 error occurred:\n\t* invalid\n\n)\n",
    "\t* Found upstream with warnings by 'x': b c (Reason: r)\n",
    "\t* ",
    "Error!\n",
    " OK",
    " Errors!",
    "panic: runtime error: x\n",
    "Warning: checking proxies with port-forwarding is disabled\n",
    "glooctl binary version (1.15.0) differs from server components (v1.16.3) by at least a minor version.\n",
    "Consider running:\nglooctl upgrade --release=v1.16.3\n----------\n",
    "WARNING: glooctl@v1.2.1 has a different minor version than x\n",
    "A new version of glooctl is available. Please visit https://x\n",
    "NAMESPACE  DEPLOYMENT-TYPE  CONTAINERS\n",
    "+-------------+-----------------+----------------------------+\n",
    "| gloo-system | Gateway         | gloo-ee-envoy-wrapper: 1.16.3 |\n",
    "NAME READY STATUS RESTARTS AGE\n",
    "gloo-5d4f 1/1 Running 0 5m\n",
    "gloo-5d4f 0/1 CrashLoopBackOff 12 5m\n",
    "gloo gloo-system 1 2024-01-01 00:00:00 UTC deployed gloo-1.16.3 1.16.3\n",
    "gloo gloo-system 2 2024-02-01 00:00:00 UTC failed gloo-ee-1.17.1\n",
    "NAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\n",
    "REVISION UPDATED STATUS CHART\n",
    "quay.io/solo-io/gloo:1.16.3\n",
    "image: gcr.io/gloo-ee/gloo-ee:1.16.3-fips\n",
    "glooe/gloo-ee 1.18.2 Gloo EE\n",
    "USER-SUPPLIED VALUES:\n",
    "Release \"gloo\" has been upgraded. Happy Helming!\n",
    "Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress\n",
    "Error: x\n",
    "Server Version: v1.27.3\n",
    "apiVersion: v1\nkind: Pod\n",
    "{\"resources\":[{\"name\":\"deployments\",\"messages\":[],\"errors\":null}]}\n",
    "{\"client\":{\"version\":\"1.18.2\"},\"server\":[]}\n",
    "$ glooctl check -n edge\n",
    "$ glooctl version\n",
    "$ helm list -A\n",
    "$ kubectl get pods -n gloo-system\n",
    "user@host:~$ ",
    "PS C:\\> ",
    "\u{276f} ",
    "```\n",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\n",
    "<br>",
    "&quot;",
    "...",
    "----------\n",
    "\u{1b}[31m",
    "\0",
];

/// Lines that name a cluster.
const CONTEXTS: &[&str] = &[
    "$ kubectl config use-context prod\nSwitched to context \"prod\".\n",
    "$ kubectl config use-context stage\n",
    "$ glooctl check --kube-context prod\n",
    "$ export KUBECONFIG=~/.kube/stage\n",
    "[prod] $ glooctl check\n",
    "# prod\n",
    "=== stage ===\n",
    "kubectx stage\n",
];

/// What stands in front of lines and behind them.
const AROUND: &[(&str, &str)] = &[
    ("> ", ""),
    ("| ", " |"),
    ("    ", ""),
    ("\t", ""),
    ("**", "**"),
    ("`", "`"),
    ("- ", ""),
    ("### ", ""),
    ("# ", ""),
    ("// ", ""),
    ("+", ""),
    ("<p>", "</p>"),
    ("\u{1b}[32m", "\u{1b}[0m"),
    ("[32m", "[0m"),
    ("", "\r"),
    ("", "  "),
    ("", "\\"),
    ("\"", "\\n\","),
    ("2024-05-06T07:08:09.123Z ", ""),
    ("[pod/check-x7k2p/check] ", ""),
    ("check-1  | ", ""),
    ("Step #4 - \"check\": ", ""),
    ("#12 0.345 ", ""),
    ("{\"log\":\"", "\\n\",\"stream\":\"stdout\"}"),
];

const REPLACED: &[(&str, &str)] = &[
    ("\n", "\r\n"),
    ("\n", " "),
    ("\n", ""),
    ("\n", "\\n"),
    ("\n", "\n\n"),
    ("\n", "\u{2028}"),
    (" ", "\u{a0}"),
    ("  ", " "),
    ("\t", "    "),
    (" ", "  "),
    ("\"", "\\\""),
    ("\"", "\u{201d}"),
    ("\"", "&quot;"),
    ("...", "\u{2026}"),
    ("OK", "[32mOK[0m"),
    ("1.1", "1.2"),
];

/// Changes a text in one to three ways.
pub fn mangled(text: &str, seed: u32) -> String {
    let mut dice = Dice::new(seed);
    let mut text = text.to_owned();
    for _ in 0..=dice.below(3) {
        text = changed(&text, &mut dice);
    }
    text
}

fn changed(text: &str, dice: &mut Dice) -> String {
    match dice.below(12) {
        0 | 1 => inserted(text, *dice.pick(PIECES), dice),
        2 => {
            let other: &String = dice.pick(&TEXTS);
            let slice = part(other, dice);
            inserted(text, &slice, dice)
        }
        3 => inserted(text, *dice.pick(CONTEXTS), dice),
        4 => {
            let other: &String = dice.pick(&TEXTS);
            if dice.below(2) == 0 { format!("{text}{other}") } else { format!("{}{text}", other.trim_end()) }
        }
        5 => on_lines(text, dice),
        6 => {
            let (from, to) = *dice.pick(REPLACED);
            text.replace(from, to)
        }
        7 => {
            let (before, after) = around(text, dice);
            if dice.below(2) == 0 { before } else { after }.to_owned()
        }
        8 => numbered(text, dice),
        9 => wrapped(text, 20 + dice.below(160)),
        10 => digit(text, dice),
        _ => glued(text, dice),
    }
}

/// The two sides of a place: half of the time between two lines.
fn around<'a>(text: &'a str, dice: &mut Dice) -> (&'a str, &'a str) {
    let mut at = text.floor_char_boundary(dice.below(text.len() + 1));
    if dice.below(2) == 0 {
        at = text[..at].rfind('\n').map_or(0, |at| at + 1);
    }
    text.split_at(at)
}

fn inserted(text: &str, piece: &str, dice: &mut Dice) -> String {
    let (before, after) = around(text, dice);
    format!("{before}{piece}{after}")
}

fn part(text: &str, dice: &mut Dice) -> String {
    let (_, after) = around(text, dice);
    after[..after.floor_char_boundary(dice.below(400))].to_owned()
}

/// Puts something around lines, leaves lines out, doubles them or swaps them.
fn on_lines(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        return text.to_owned();
    }
    let from = dice.below(lines.len());
    let count = if dice.below(2) == 0 { lines.len() } else { 1 + dice.below(lines.len()) };
    let range = from..(from + count).min(lines.len());
    match dice.below(6) {
        0 => drop(lines.remove(from)),
        1 => lines.insert(from, lines[from].clone()),
        2 => {
            let other = dice.below(lines.len());
            lines.swap(from, other);
        }
        3 => lines[range].reverse(),
        _ => {
            let (before, behind) = *dice.pick(AROUND);
            let whole = dice.below(2) == 0;
            let range = if whole { 0..lines.len() } else { range };
            lines[range].iter_mut().for_each(|line| *line = format!("{before}{line}{behind}"));
        }
    }
    lines.join("\n") + "\n"
}

/// A margin that counts.
fn numbered(text: &str, dice: &mut Dice) -> String {
    let way = dice.below(5);
    let line = |(at, line): (usize, &str)| match way {
        0 => format!("{:>4}  {line}\n", at + 1),
        1 => format!("{}: {line}\n", at + 1),
        2 => format!("{}. {line}\n", at + 1),
        3 => format!("10:11:{:02} {line}\n", at % 60),
        _ => format!("2024-05-06T07:{:02}:{:02}Z stdout F {line}\n", at / 60 % 60, at % 60),
    };
    text.lines().enumerate().map(line).collect()
}

fn wrapped(text: &str, width: usize) -> String {
    let mut wrapped = String::new();
    for line in text.lines() {
        for (at, letter) in line.chars().enumerate() {
            wrapped.extend((at > 0 && at % width == 0).then_some('\n'));
            wrapped.push(letter);
        }
        wrapped.push('\n');
    }
    wrapped
}

/// Another digit in the place of one.
fn digit(text: &str, dice: &mut Dice) -> String {
    let digits: Vec<usize> = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
    if digits.is_empty() {
        return text.to_owned();
    }
    let at = *dice.pick(&digits);
    format!("{}{}{}", &text[..at], dice.below(12), &text[at + 1..])
}

/// One break less.
fn glued(text: &str, dice: &mut Dice) -> String {
    let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    if breaks.is_empty() {
        return text.to_owned();
    }
    let at = *dice.pick(&breaks);
    format!("{}{}{}", &text[..at], dice.pick(&["", " ", "\\n", "<br>"]), &text[at + 1..])
}
