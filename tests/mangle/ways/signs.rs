//! What becomes of single letters: quotes, blanks, colours, ends of lines.

use super::{Way, around, around_all, each, ends, keeping, losing, replaced};

pub fn ways() -> Vec<Way> {
    letters().into_iter().chain(blanks()).chain(breaks()).chain(colours()).collect()
}

/// Opening and closing quotes by turns.
fn typographic(text: &str, marks: [char; 2]) -> String {
    let mut is_open = false;
    let mut turn = |c: char| {
        if c != '"' {
            return c;
        }
        is_open = !is_open;
        marks[usize::from(!is_open)]
    };
    text.chars().map(&mut turn).collect()
}

fn letters() -> Vec<Way> {
    let keep = keeping(vec![
        ("typographic quotes", Box::new(|text| typographic(text, ['\u{201c}', '\u{201d}']))),
        ("typographic quotes of Germany", Box::new(|text| typographic(text, ['\u{201e}', '\u{201c}']))),
        ("closing quotes only", Box::new(|text| typographic(text, ['\u{201d}', '\u{201d}']))),
        ("three dots as one letter", replaced(&[("...", "\u{2026}")])),
        ("typographic apostrophes", replaced(&[("'", "\u{2019}")])),
        ("a byte order mark", ends("\u{feff}", "")),
        ("invisible blanks in front", around_all("\u{200b}", "")),
    ]);
    let lose = losing(vec![
        ("dashes for hyphens", replaced(&[("--", "\u{2013}")])),
        ("hyphens that do not break", replaced(&[("-", "\u{2011}")])),
        (
            "quotes that were decoded wrongly",
            Box::new(|text| {
                typographic(text, ['\u{201c}', '\u{201d}'])
                    .replace('\u{201c}', "â€œ")
                    .replace('\u{201d}', "â€\u{9d}")
            }),
        ),
        ("quotes that are lost", replaced(&[("\"", "")])),
        ("single quotes for double ones", replaced(&[("\"", "'")])),
        ("letters that are lost", replaced(&[("\"", "\u{fffd}")])),
        ("upper case", Box::new(str::to_uppercase)),
        ("lower case", Box::new(str::to_lowercase)),
        (
            "upper case in every other line",
            each(|at, line| if at % 2 == 0 { line.to_owned() } else { line.to_uppercase() }),
        ),
        ("other digits", replaced(&[("1", "\u{ff11}"), ("2", "\u{ff12}")])),
        ("dots in the middle", replaced(&[(".", "\u{b7}")])),
        ("commas for dots", replaced(&[(".", ",")])),
    ]);
    keep.chain(lose).collect()
}

fn blanks() -> Vec<Way> {
    let keep = keeping(vec![
        ("blanks that do not break", replaced(&[(" ", "\u{a0}")])),
        ("every other blank does not break", replaced(&[("  ", "\u{a0} ")])),
        ("thin blanks", replaced(&[(" ", "\u{202f}")])),
        ("tabs as eight blanks", replaced(&[("\t", "        ")])),
        ("tabs as one blank", replaced(&[("\t", " ")])),
        ("blanks at the end", around_all("", "   ")),
        ("filled up", each(|_, line| format!("{line:<120}"))),
    ]);
    let lose = losing(vec![
        (
            "blanks collapsed",
            each(|_, line| {
                line.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
            }),
        ),
        ("lines without their indent", each(|_, line| line.trim_start().to_owned())),
        ("blanks doubled", replaced(&[(" ", "  ")])),
        ("no blanks", replaced(&[(" ", "")])),
        ("no tabs", replaced(&[("\t", "")])),
    ]);
    keep.chain(lose).collect()
}

fn breaks() -> Vec<Way> {
    let keep = keeping(vec![
        ("carriage returns too", replaced(&[("\n", "\r\n")])),
        ("carriage returns alone", replaced(&[("\n", "\r")])),
        ("two carriage returns", replaced(&[("\n", "\r\r\n")])),
        ("line separators", replaced(&[("\n", "\u{2028}")])),
        ("paragraph separators", replaced(&[("\n", "\u{2029}")])),
        ("next lines", replaced(&[("\n", "\u{85}")])),
        ("vertical tabs", replaced(&[("\n", "\u{b}")])),
        ("pages", each(|at, line| if at % 20 == 19 { format!("\u{c}{line}") } else { line.to_owned() })),
    ]);
    let lose = losing(vec![
        ("breaks lost", replaced(&[("\n", "")])),
        ("blanks for breaks", replaced(&[("\n", " ")])),
        ("breaks escaped", replaced(&[("\n", "\\n")])),
        ("breaks escaped twice", replaced(&[("\n", "\\\\n")])),
        ("carriage returns escaped", replaced(&[("\n", "\\r\\n")])),
        ("a string", Box::new(|text| super::quoted(text) + "\n")),
        (
            "a string in an object",
            Box::new(|text| {
                format!("{{\"rc\": 1, \"stdout\": {}, \"stderr\": \"\"}}\n", super::quoted(text))
            }),
        ),
        (
            "bytes of a script",
            Box::new(|text| {
                format!("b'{}'\n", text.replace('\'', "\\'").replace('\n', "\\n").replace('\t', "\\t"))
            }),
        ),
        ("tabs and breaks escaped", replaced(&[("\t", "\\t"), ("\n", "\\n")])),
        (
            "every other break lost",
            Box::new(|text| {
                let lines: Vec<&str> = text.lines().collect();
                lines.chunks(2).map(|pair| pair.concat() + "\n").collect()
            }),
        ),
        ("slashes for breaks", replaced(&[("\n", " / ")])),
    ]);
    keep.chain(lose).collect()
}

fn colours() -> Vec<Way> {
    let keep = keeping(vec![
        ("colours", around("\u{1b}[32m", "\u{1b}[0m")),
        ("colours without their escape", around("[32m", "[0m")),
        ("colours in caret notation", around("^[[1;32m", "^[[0m")),
        ("colours that are spelled", around("\\x1b[32m", "\\u001b[0m")),
        ("colours with a lost letter", around("\u{fffd}[32m", "\u{fffd}[0m")),
        (
            "the status in colours",
            replaced(&[("... OK", "... \u{1b}[32mOK\u{1b}[0m"), (" Errors!", "\u{1b}[31m Errors!\u{1b}[0m")]),
        ),
        ("lines written over", around_all("\u{1b}[2K\r", "")),
        ("a title of the window", ends("\u{1b}]0;mira@bastion: ~\u{7}", "\u{1b}[?25h")),
        ("links", around("\u{1b}]8;;https://example.com\u{1b}\\", "\u{1b}]8;;\u{1b}\\")),
        ("check marks behind", replaced(&[("... OK\n", "... OK \u{2705}\n")])),
    ]);
    let lose = losing(vec![
        (
            "colours of every word",
            each(|_, line| {
                line.split(' ').map(|word| format!("\u{1b}[33m{word}\u{1b}[0m")).collect::<Vec<_>>().join(" ")
            }),
        ),
        ("escapes that never end", around("\u{1b}[", "")),
    ]);
    keep.chain(lose).collect()
}
