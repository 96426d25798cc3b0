//! What only mentions a failure: a source or a rule that has its text, a list of changes, a table of a manual, a
//! sentence. The line is looked at as it came, because the marks around it tell. What somebody pasted or reports is
//! evidence, whatever quotes it; where that is in doubt, it counts.

use super::prompt;

/// So much of a line is looked at.
const LONGEST: usize = 2_000;
/// So many lines above are looked at, and so many bytes.
const ABOVE: usize = 60;
const BYTES_ABOVE: usize = 16 << 10;

/// Whether the line of a text that begins at a byte only mentions what went wrong.
pub(super) fn is_mention(text: &str, at: usize) -> bool {
    let Some((before, rest)) = text.split_at_checked(at) else { return false };
    // Cut first: a text without breaks would be searched to its end for each of its pieces.
    let rest = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or(rest);
    let line = rest.split('\n').next().unwrap_or(rest);
    let bare = line.trim_start_matches([' ', '\t', '>']);
    // What programs print for programs is no sentence.
    if bare.starts_with('{') {
        return false;
    }
    let near = before.get(before.ceil_char_boundary(before.len().saturating_sub(BYTES_ABOVE))..);
    let above: Vec<&str> = near.unwrap_or_default().lines().rev().take(ABOVE).collect();
    is_code(bare)
        || is_in_text_of_code(&above)
        || is_below_head(line, &above)
        || is_change(bare)
        || is_of_manual(bare, &above)
        || is_in_sentence(bare)
        || asks_in_general(bare)
}

/// Whether a line is one of a program: what went wrong is a literal in it.
fn is_code(line: &str) -> bool {
    const QUOTES: [char; 3] = ['"', '\'', '`'];
    // A literal of one word, such as an address, is no message.
    let opens = |rest: &str| {
        let text = rest.trim_start_matches(['f', 'r', 'b', 'u']);
        let quote = QUOTES.iter().find(|quote| text.starts_with(**quote));
        quote.is_some_and(|quote| text.split(*quote).nth(1).is_some_and(|text| text.contains(' ')))
    };
    // `errors.New("…`, `expect(out).toContain('…`
    let is_call = line.match_indices('(').take(8).any(|(at, _)| {
        let before = line.get(..at).unwrap_or_default();
        let is_named = before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        is_named && opens(line.get(at + 1..).unwrap_or_default())
    });
    // `require.EqualError(t, err, "…`
    let is_of_test = || {
        const STARTS: [&str; 9] =
            ["require.", "assert", "t.Fatal", "t.Error", "expect(", "Expect(", "fmt.", "log.", "return fmt."];
        STARTS.iter().any(|start| line.starts_with(start)) && line.contains(QUOTES)
    };
    let is_assigned = || {
        [" := ", " = ", " == ", " != "].iter().any(|sign| {
            line.split_once(sign).is_some_and(|(name, rest)| {
                let name =
                    name.trim_start_matches("const ").trim_start_matches("var ").trim_start_matches("let ");
                opens(rest) && name.split_ascii_whitespace().count() <= 2
            })
        })
    };
    let is_shell = || {
        let begins = ["if ", "elif ", "while ", "grep ", "echo "].iter().any(|start| line.starts_with(start));
        let has_mark = ["grep -", "grep \"", "grep '", "; then", "|| {", "echo \"", "echo '"];
        begins && has_mark.iter().any(|mark| line.contains(mark))
    };
    is_call || is_of_test() || is_assigned() || is_shell()
}

/// Whether a line is in a text that a program has over several lines.
fn is_in_text_of_code(above: &[&str]) -> bool {
    const MOST: usize = 12;
    const OPENS: [&str; 8] = ["= '''", "= \"\"\"", "= `", "(`", "('''", "(\"\"\"", "<<EOF", "<<'EOF'"];
    const CLOSES: [&str; 4] = ["'''", "\"\"\"", "`", "EOF"];
    for line in above.iter().take(MOST).map(|line| line.trim()) {
        if OPENS.iter().any(|mark| line.ends_with(mark)) {
            return true;
        }
        if prompt::typed(line).is_some() || CLOSES.iter().any(|mark| line.starts_with(mark)) {
            return false;
        }
    }
    false
}

/// Whether a line stands below the head of a function, of rules or of changes, by its indent.
fn is_below_head(line: &str, above: &[&str]) -> bool {
    let mut indent = indent(line);
    for line in above {
        let own = self::indent(line);
        if line.trim().is_empty() || own >= indent {
            continue;
        }
        if is_head(line.trim()) {
            return true;
        }
        if own == 0 {
            break;
        }
        indent = own;
    }
    false
}

fn is_head(line: &str) -> bool {
    const KEYS: [&str; 7] =
        ["alert:", "annotations:", "rules:", "groups:", "changelog:", "issueLink:", "type: FIX"];
    const BLOCKS: [&str; 8] = ["func ", "if ", "for ", "switch ", "case ", "} else", "const ", "var "];
    let key = line.trim_start_matches("- ");
    let is_key = KEYS.iter().any(|start| key.starts_with(start));
    let is_block = BLOCKS.iter().any(|start| line.starts_with(start)) && line.ends_with(['{', '(']);
    let is_python = line.starts_with("def ") && line.ends_with(':') && line.contains('(');
    is_key || is_block || is_python
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// What an item of a list begins with, where it is one.
fn item(line: &str) -> Option<&str> {
    let rest = ["- ", "* ", "+ ", "\u{2022} "].iter().find_map(|bullet| line.strip_prefix(bullet));
    rest.map(|rest| rest.trim_start_matches(['*', '_', '`', ' ']))
}

/// Whether a line is one of a list of changes: it begins with what was done, or ends with the issue.
fn is_change(line: &str) -> bool {
    const DONE: [&str; 16] = [
        "fix", "resolv", "correct", "prevent", "avoid", "add", "remov", "improv", "chang", "updat", "handl",
        "ensur", "revert", "stop", "bugfix", "bump",
    ];
    let begins = |text: &str| {
        let word = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        let word = word.to_ascii_lowercase();
        let is_done = |stem: &str| {
            let end = word.strip_prefix(stem);
            end.is_some_and(|end| matches!(end, "" | "e" | "s" | "d" | "es" | "ed" | "ing" | "ped" | "ping"))
        };
        DONE.iter().any(|stem| is_done(stem))
    };
    let has_issue = |text: &str| {
        let digits = text.trim_start_matches('#');
        digits.len() < text.len() && digits.starts_with(|c: char| c.is_ascii_digit())
    };
    let ends_with_issue = || {
        let (_, last) = line.trim_end().trim_end_matches(['.', ')', ']']).rsplit_once(['(', '['])?;
        Some(
            has_issue(last)
                || last.starts_with("issue ")
                || last.contains("/issues/")
                || last.contains("/pull/"),
        )
    };
    item(line).is_some_and(|text| begins(text) || has_issue(text)) || ends_with_issue().unwrap_or_default()
}

/// Whether a line is a row of a table of failures, or an entry below a heading of a manual.
fn is_of_manual(line: &str, above: &[&str]) -> bool {
    const COLUMNS: [&str; 15] = [
        "symptom",
        "symptoms",
        "cure",
        "fix",
        "solution",
        "resolution",
        "remedy",
        "meaning",
        "what it means",
        "cause",
        "causes",
        "what to do",
        "action",
        "workaround",
        "explanation",
    ];
    const HEADINGS: [&str; 7] = [
        "known error",
        "known issue",
        "common error",
        "common problem",
        "common issue",
        "faq",
        "error messages",
    ];
    if line.contains('|') {
        let rows = above.iter().take_while(|line| line.contains('|'));
        let is_manual = rows.last().is_some_and(|heading| {
            let mut cells =
                heading.split('|').map(|cell| cell.trim_matches(['*', ' ', '\t']).to_ascii_lowercase());
            cells.any(|cell| COLUMNS.contains(&cell.as_str()))
        });
        if is_manual {
            return true;
        }
    }
    let is_heading = |line: &str, known: &[&str]| {
        let text = line.trim_start_matches('#').to_ascii_lowercase();
        text.len() < line.len() && known.iter().any(|words| text.contains(words))
    };
    // In a ticket, somebody lists below such a heading what he has tried.
    let is_title = line.starts_with('#') && above.iter().any(|line| is_heading(line, &["troubleshooting"]));
    let is_entry = line.starts_with('#') || item(line).is_some();
    is_title || is_entry && above.iter().any(|line| is_heading(line, &HEADINGS))
}

/// How a text in quotes begins that tells of a failure.
const FAILURES: [&str; 12] = [
    "Error",
    "error:",
    "UPGRADE FAILED",
    "INSTALLATION FAILED",
    "Checking ",
    "No problems",
    "panic:",
    "fatal",
    "Failed ",
    "failed ",
    "License ",
    "could not",
];

/// Words of a sentence that speaks of what may happen.
const GENERAL: [&str; 15] = [
    "if",
    "may",
    "might",
    "can",
    "could",
    "means",
    "mean",
    "usually",
    "whenever",
    "should",
    "like",
    "e.g.",
    "called",
    "indicates",
    "otherwise",
];
/// Words of somebody who speaks of himself.
const PERSONS: [&str; 8] = ["i", "i'm", "we", "we're", "my", "our", "us", "me"];
/// Words of somebody who has the failure.
const REPORTS: [&str; 24] = [
    "get",
    "gets",
    "got",
    "getting",
    "see",
    "seeing",
    "saw",
    "fails",
    "failed",
    "failing",
    "gives",
    "throws",
    "returns",
    "complains",
    "since",
    "now",
    "today",
    "yesterday",
    "still",
    "again",
    "help",
    "please",
    "any",
    "stuck",
];

/// Whether a line quotes a failure in a sentence of its own, or in an entry of a list that explains it.
fn is_in_sentence(line: &str) -> bool {
    // What quotes a failure in a failure of its own was printed.
    let Some((before, after)) = quoted(line).filter(|(before, _)| !before.contains("rror:")) else {
        return false;
    };
    // What is in another sentence is about something else.
    let before = before.rsplit(". ").next().unwrap_or(before);
    let after = after.split(". ").next().unwrap_or(after);
    let words = |text: &str| -> Vec<String> {
        let words = text.split_ascii_whitespace().take(40);
        let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\''));
        words.filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect()
    };
    let (before_words, after_words) = (words(before), words(after));
    let has =
        |known: &[&str]| before_words.iter().chain(&after_words).any(|word| known.contains(&word.as_str()));
    if has(&PERSONS) || after.contains('?') {
        return false;
    }
    let count = before_words.len() + after_words.len();
    count >= 2 && has(&GENERAL) || !has(&REPORTS) && after_words.len() >= 3
}

/// What stands before and after the failure that a line has in quotes, as code or in bold.
fn quoted(line: &str) -> Option<(&str, &str)> {
    const MARKS: [(&str, &str); 4] = [("\"", "\""), ("`", "`"), ("**", "**"), ("\u{201c}", "\u{201d}")];
    MARKS.iter().find_map(|(open, close)| {
        line.match_indices(open).take(8).find_map(|(at, _)| {
            let (before, rest) = (line.get(..at)?, line.get(at + open.len()..)?);
            let rest = rest.trim_start_matches(['`', '"']);
            let is_apart = before.is_empty() || before.ends_with([' ', '(', '\t', '*', '`']);
            if !is_apart || !FAILURES.iter().any(|start| rest.starts_with(start)) {
                return None;
            }
            // Quotes within the failure are those of names, so the last ones close it.
            let end = rest.rfind(close)?;
            let (failure, after) = rest.split_at_checked(end)?;
            // A word alone is only stressed.
            failure.contains(' ').then_some((before, after.get(close.len()..)?))
        })
    })
}

/// Whether a line asks what a failure means, or answers that for everybody.
fn asks_in_general(line: &str) -> bool {
    let text = line.to_ascii_lowercase();
    let asks = ["what does ", "what do ", "know what ", "what is the meaning of "];
    text.starts_with("q: ")
        || text.contains(" mean") && text.ends_with('?') && asks.iter().any(|ask| text.contains(ask))
}
