//! What a program says when it crashes: a panic with its stack, a fatal error of the runtime, a binary that the
//! node can't run.

use crate::transcript::Trouble;
use crate::transcript::recognise::Cursor;

/// A crash, and how many lines tell of it.
pub(super) struct Crash {
    pub trouble: Trouble,
    pub lines: usize,
}

/// How the first line begins, and what else it has.
const STARTS: [(&str, &str); 8] = [
    ("panic: ", ""),
    ("fatal error: ", ""),
    ("standard_init_linux.go:", "exec user process caused"),
    ("exec /", ": exec format error"),
    ("exec /", ": argument list too long"),
    ("exec /", ": no such file or directory"),
    ("err in main: ", ""),
    ("external/com_github_google_tcmalloc", ""),
];

/// More lines than this no stack has that is read.
const MOST: usize = 4_000;
/// Hosts of packages that are in every program.
const LIBRARIES: [&str; 6] =
    ["golang.org", "google.golang.org", "gopkg.in", "go.uber.org", "k8s.io", "sigs.k8s.io"];
/// Where the place of the crash is looked for.
const NEAR: usize = 40;

/// Reads the crash at the cursor, if one is there.
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Crash> {
    let text = cursor.text(0)?;
    let text = if begins(text) { text } else { super::margin::inner(text).find(|text| begins(text))? };
    let is_own = |ahead: &usize| {
        let line = cursor.lines.get(cursor.at + ahead);
        let blank = || cursor.text(ahead + 1).is_some_and(|next| next.starts_with("goroutine "));
        line.is_some_and(|line| is_frame(&line.text) || (line.text.is_empty() && blank()))
    };
    let lines = 1 + (1..MOST).take_while(is_own).count();
    // The first function of Gloo's own tells which crash it is, and one of another product whose it is.
    let functions = || (1..lines.min(NEAR)).filter_map(|ahead| cursor.text(ahead));
    let is_of_product = |text: &&str| {
        let (host, path) = text.split_once('/').unwrap_or_default();
        host.contains('.') && path.contains('/') && !LIBRARIES.contains(&host)
    };
    let own = functions().find(|text| text.starts_with("github.com/solo-io/"));
    let base = || functions().find_map(|text| text.split_once("solo-io/gloo@")?.1.split('/').next());
    let mut message = match own.or_else(|| functions().find(is_of_product)) {
        Some(place) => format!("{text}, in {}", place.rsplit_once('(').map_or(place, |(place, _)| place)),
        None => text.to_owned(),
    };
    // The release of the open source inside, which Enterprise has in its stacks too.
    if let Some(base) = base().filter(|_| !message.contains("solo-io/gloo@")) {
        message.push_str(", solo-io/gloo@");
        message.push_str(base);
    }
    let trouble = Trouble::logged(message, cursor.span_to(cursor.at + lines));
    Some(Crash { trouble, lines })
}

fn begins(text: &str) -> bool {
    matches!(text.as_bytes().first(), Some(b'p' | b'f' | b's' | b'e'))
        && STARTS.iter().any(|(start, then)| text.starts_with(start) && text.contains(then))
}

/// Whether a line is one of a stack.
pub(in crate::transcript) fn is_frame(text: &str) -> bool {
    const STARTS: [&str; 8] =
        ["goroutine ", "[signal ", "created by ", "main.", "runtime.", "runtime/", "panic(", "exit status "];
    let inner = text.trim_start();
    let is_place = text.starts_with('\t') && inner.starts_with('/') && inner.contains(".go:");
    // A function with its package: `github.com/solo-io/gloo/…/setup.(*x).Sync(0xc000)`.
    let is_function = || {
        let path = inner.split(['(', ' ']).next().unwrap_or(inner);
        path.contains('/')
            && path
                .split('/')
                .next()
                .is_some_and(|host| host.contains('.') || host == "net" || host == "sync")
            && !inner.contains("://")
            && (inner.contains('(') || path.len() == inner.len())
    };
    is_place || STARTS.iter().any(|start| inner.starts_with(start)) || is_function()
}
