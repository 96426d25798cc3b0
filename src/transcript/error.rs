//! What programs say when they fail.

use super::recognise::{Cursor, Read};
use super::{Content, Format, Kind, Program, Trouble, Wrong, prompt};

/// How the first line of a failure begins.
const STARTS: [&str; 7] = [
    "Error: ",
    "ExitError: ",
    "error: ",
    "Error from server",
    "Unable to connect to the server",
    "The connection to the server",
    "? This command will overwrite the \"debug\" directory",
];

/// Whether the line is the first one of a failure.
pub(super) fn is_error(text: &str) -> bool {
    // A question that was answered with yes is none, nor is a structure that a program printed of an error.
    let is_other = text.starts_with('?') && text.ends_with(['y', 'Y'])
        || text.contains(": &errors.")
        || is_consequence(text);
    let is_invalid = text.starts_with("The ") && text.contains("\" is invalid: ");
    !is_other && (is_invalid || STARTS.iter().any(|start| text.starts_with(start)))
}

/// Whether a line says only that something failed before it: the end of a build, of which helm or kubectl have said
/// more.
pub(super) fn is_consequence(text: &str) -> bool {
    const ENDS: [&str; 9] = [
        "Process completed with exit code ",
        "Bash exited with code ",
        "PowerShell exited with code ",
        "Job failed: exit ",
        "script returned exit code ",
        "Cmd.exe exited with code ",
        "failed to solve: process \"",
        "Exited with code exit status ",
        "update failed",
    ];
    let starts = ["Error: ", "ERROR: ", "error: "];
    let inner = starts.iter().find_map(|start| text.strip_prefix(start)).unwrap_or(text);
    let is_process = || {
        inner.starts_with("The process '") && inner.contains("failed with exit code")
            || inner.starts_with("process \"") && inner.contains("did not complete successfully: exit code")
    };
    let is_end = ENDS.iter().any(|end| inner.starts_with(end)) && (inner != "update failed" || inner != text);
    is_end || is_process()
}

/// Reads the block that begins at the cursor, if one does.
#[must_use]
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let text = cursor.text(0)?;
    if is_consequence(text) {
        return Some(Read::new(Kind::OtherLog, Format::Text, Content::Nothing, cursor.at + 1));
    }
    if let Some(read) = tool(cursor, text) {
        return Some(read);
    }
    if !is_error(text) && !is_fatal(text) {
        return None;
    }
    let whole = || {
        refused(cursor)
            .or_else(|| list(cursor, text))
            .or_else(|| of_object(cursor, text))
            .or_else(|| wrapped(cursor))
    };
    let (trouble, lines) = whole().unwrap_or_else(|| trouble(cursor, text));
    let kind = kind(cursor, text, &trouble)?;
    let next = cursor.at + lines.max(1 + continued(cursor));
    let trouble = Trouble { span: cursor.span_to(next), rest: rest(cursor, lines), ..trouble };
    Some(Read { troubles: vec![trouble], ..Read::new(kind, Format::Text, Content::Nothing, next) })
}

/// A failure of a release that Terraform or Pulumi manages: both say below or above it which one.
fn tool(cursor: &Cursor<'_>, text: &str) -> Option<Read> {
    const MOST: usize = 24;
    if !is_error(text) {
        return None;
    }
    let pulumi = (1..4).find_map(|above| {
        let line = cursor.lines.get(cursor.at.checked_sub(above)?)?;
        Some(line.text.trim()).filter(|line| line.starts_with("kubernetes:helm.sh/v3:"))
    });
    let items = items(cursor, MOST);
    let items_of = |message: &mut String| {
        for item in &items {
            message.push(' ');
            message.push_str(item);
        }
    };
    let mut message = text.to_owned();
    let lines = if let Some(resource) = pulumi {
        items_of(&mut message);
        if items.is_empty() {
            message = format!("{message}, with {}", resource.trim_end_matches(':'));
        }
        1 + items.len()
    } else {
        let is_own = |text: &str| !is_error(text) && prompt::typed(text).is_none();
        let near = (1..MOST).take_while(|ahead| cursor.text(*ahead).is_some_and(is_own));
        let with = near.into_iter().find(|ahead| {
            cursor.text(*ahead).is_some_and(|text| text.starts_with("with ") && text.contains("helm_release"))
        })?;
        items_of(&mut message);
        let resource = cursor.text(with)?.trim_end_matches(',');
        message = format!("{message}, {resource}");
        let is_rest = |text: &str| text.is_empty() || text.starts_with("on ") || text.contains(": resource ");
        let rest =
            (with + 1..with + MOST).take_while(|ahead| cursor.text(*ahead).is_some_and(is_rest)).count();
        with + 1 + rest
    };
    let next = cursor.at + lines;
    let trouble = Trouble::new(&message, cursor.span_to(next));
    Some(Read { troubles: vec![trouble], ..Read::new(Kind::HelmError, Format::Text, Content::Nothing, next) })
}

/// The items of the list below a line, fewer than so many.
fn items<'t>(cursor: &Cursor<'t>, most: usize) -> Vec<&'t str> {
    (1..most).map_while(|ahead| cursor.text(ahead).filter(|item| item.starts_with("* "))).collect()
}

/// `Error: … 1 error occurred:`, with the items of its list, which say what went wrong.
pub(super) fn list(cursor: &Cursor<'_>, text: &str) -> Option<(Trouble, usize)> {
    const MOST: usize = 11;
    text.ends_with(" occurred:").then_some(())?;
    let items = items(cursor, MOST);
    let message = items.iter().fold(text.to_owned(), |message, item| message + "\n" + item);
    (!items.is_empty()).then(|| (Trouble::new(&message, cursor.span(0)), 1 + items.len()))
}

/// `error when retrieving current configuration of:`, with the object below it, and what went wrong after that.
fn of_object(cursor: &Cursor<'_>, text: &str) -> Option<(Trouble, usize)> {
    const MOST: usize = 24;
    (text.ends_with(" configuration of:") || text.ends_with(" applying patch:")).then_some(())?;
    let mut message = text.to_owned();
    for ahead in 1..MOST {
        let next = cursor.text(ahead).filter(|text| may_go_on(text))?;
        message.push('\n');
        message.push_str(next);
        if next.starts_with("from server for: ") || next.starts_with("for: ") {
            return Some((Trouble::new(&message, cursor.span(0)), 1 + ahead));
        }
    }
    None
}

/// A refusal that ends in another line than the one that it begins in: whoever copied it broke it somewhere.
fn refused(cursor: &Cursor<'_>) -> Option<(Trouble, usize)> {
    const MOST: usize = 8;
    const BEGINS: &str = "is forbidden: User \"";
    let ends = |text: &str| {
        let named = text.split_once("in the namespace \"").is_some_and(|(_, rest)| rest.contains('"'));
        named || text.contains("at the cluster scope")
    };
    let mut message = cursor.text(0)?.to_owned();
    if message.contains(BEGINS) && ends(&message) {
        return None;
    }
    for ahead in 1..MOST {
        let next = cursor.text(ahead)?;
        // An item of a list may be a refusal of its own.
        if !may_go_on(next) || next.contains(BEGINS) && ends(next) {
            return None;
        }
        message.push(' ');
        message.push_str(next);
        if message.contains(BEGINS) && ends(&message) {
            // The width of the window tells which breaks are within words.
            let exact = wrapped(cursor).filter(|(trouble, _)| trouble.message.contains(BEGINS));
            return exact.or_else(|| Some((Trouble::new(&message, cursor.span(0)), 1 + ahead)));
        }
    }
    None
}

/// A message that a narrow window broke: all its lines but the last one are as long as the window is wide.
fn wrapped(cursor: &Cursor<'_>) -> Option<(Trouble, usize)> {
    const NARROWEST: usize = 40;
    const MOST: usize = 40;
    let line = |ahead: usize| cursor.lines.get(cursor.at + ahead).map(|line| &*line.text);
    let columns = |text: &str| text.chars().count();
    let first = line(0)?;
    let width = columns(first).max(line(1).map_or(0, columns));
    // What a copy loses is the blank at the end of a line.
    let is_full = |text: &str| columns(text) == width || columns(text) + 1 == width;
    let begins_other = |text: &str| text.trim_start().starts_with("* ") || !may_go_on(text);
    if width < NARROWEST || !is_full(first) {
        return None;
    }
    let (mut message, mut lines, mut last) = (first.to_owned(), 1, first);
    while let Some(next) = line(lines).filter(|next| lines < MOST && is_full(last) && !begins_other(next)) {
        if columns(next) > width {
            break;
        }
        if columns(last) < width {
            message.push(' ');
        }
        message.push_str(next);
        (last, lines) = (next, lines + 1);
    }
    // What follows a single line may be another text, unless the line ends within quotes or within a word.
    let is_within = || {
        let goes_on = last.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
        goes_on
            && first.ends_with(|c: char| c.is_alphanumeric())
            && last.contains('"')
            && !last.contains("[debug]")
    };
    let is_open = first.matches('"').count() % 2 == 1 || is_within();
    (lines > 2 || lines == 2 && is_open).then(|| (Trouble::new(&message, cursor.span(0)), lines))
}

/// What went wrong, and how many lines say it: where the first one says nothing known, a narrow window may have
/// broken it.
fn trouble(cursor: &Cursor<'_>, text: &str) -> (Trouble, usize) {
    const MOST: usize = 10;
    let span = cursor.span(0);
    let trouble = Trouble::new(text, span);
    if trouble.what != Wrong::Other {
        return (trouble, 1);
    }
    let line = |ahead: usize| cursor.lines.get(cursor.at + ahead).map_or("", |line| &line.text);
    let lines = 1 + (1..MOST).take_while(|ahead| may_go_on(line(*ahead))).count();
    let joined = |lines: usize| Trouble::new(&(0..lines).map(line).collect::<String>(), span);
    if joined(lines).what == Wrong::Other {
        return (trouble, 1);
    }
    // No more lines than it takes: what follows need not belong to it.
    let broken =
        (2..=lines).map(|lines| (joined(lines), lines)).find(|(broken, _)| broken.what != Wrong::Other);
    broken.unwrap_or((trouble, 1))
}

/// The next lines, as far as they may have been broken off from the message.
fn rest(cursor: &Cursor<'_>, lines: usize) -> Vec<String> {
    const MOST: usize = 3;
    let next = (lines..lines + MOST).map(|ahead| cursor.lines.get(cursor.at + ahead));
    next.map_while(|line| line.map(|line| &*line.text).filter(|text| may_go_on(text)))
        .map(str::to_owned)
        .collect()
}

/// Whether a line may be the rest of a message above it: it is neither an error nor a command of its own.
fn may_go_on(text: &str) -> bool {
    !text.is_empty() && !is_error(text) && prompt::typed(text).is_none()
}

/// Which program it was: the one that was called, or the one that has such words.
fn kind(cursor: &Cursor<'_>, text: &str, trouble: &Trouble) -> Option<Kind> {
    match cursor.command.map(|typed| typed.program) {
        Some(Program::Glooctl) => return Some(Kind::GlooctlError),
        Some(Program::Helm) => return Some(Kind::HelmError),
        Some(Program::Kubectl) => return Some(Kind::KubectlError),
        Some(Program::Other) | None => {}
    }
    let is_of_glooctl = text.contains("labelSelector=app%3Dgloo")
        || text.contains("for \"glooctl\"")
        || is_fatal(text)
        || (1..4).any(|ahead| cursor.text(ahead).is_some_and(|text| text.starts_with("glooctl ")));
    if is_of_glooctl {
        Some(Kind::GlooctlError)
    } else if text.contains(" FAILED: ") {
        Some(Kind::HelmError)
    } else if !text.starts_with("Error: ") {
        Some(Kind::KubectlError)
    } else {
        (trouble.what != Wrong::Other).then_some(Kind::HelmError)
    }
}

/// A fatal error of old versions: place in the source, message, and a structure over many lines.
pub(super) fn is_fatal(text: &str) -> bool {
    text.starts_with('"') && text.contains(".go:") && text.contains("failed to ")
}

/// More lines than this are no usage text.
const MOST_LINES: usize = 80;

/// How many lines go on with the failure: the items of a list, and the usage text of old versions.
pub(super) fn continued(cursor: &Cursor<'_>) -> usize {
    const HEADINGS: [&str; 10] = [
        "Usage:",
        "Aliases:",
        "Flags:",
        "Global Flags:",
        "Available Commands:",
        "Examples:",
        "Use \"glooctl",
        "Run 'glooctl",
        "Error: Aborting",
        "You may use \"--directory\"",
    ];
    let is_heading = |text: &str| HEADINGS.iter().any(|heading| text.starts_with(heading));
    let mut is_usage = cursor.text(0).is_some_and(is_fatal);
    let mut count = 0;
    for ahead in 1..MOST_LINES {
        let (Some(line), Some(text)) = (cursor.lines.get(cursor.at + ahead), cursor.text(ahead)) else {
            break;
        };
        is_usage |= is_heading(text);
        let is_indented = line.text.starts_with([' ', '\t']);
        let is_item = text.starts_with("* ");
        if is_heading(text) || is_item || (is_usage && (is_indented || text == "}")) {
            count = ahead;
        } else if !(is_usage && text.is_empty()) {
            break;
        }
    }
    count
}
