//! What becomes of single letters: quotes, blanks, colours, ends of lines.

use super::{Way, all_of_it, around, around_all, damaged, each, ends, less, replaced};

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
    vec![
        all_of_it("typographic quotes", Box::new(|text| typographic(text, ['\u{201c}', '\u{201d}']))),
        all_of_it(
            "typographic quotes of Germany",
            Box::new(|text| typographic(text, ['\u{201e}', '\u{201c}'])),
        ),
        all_of_it("closing quotes only", Box::new(|text| typographic(text, ['\u{201d}', '\u{201d}']))),
        all_of_it("three dots as one letter", replaced(&[("...", "\u{2026}")])),
        all_of_it("typographic apostrophes", replaced(&[("'", "\u{2019}")])),
        all_of_it("a byte order mark", ends("\u{feff}", "")),
        all_of_it("invisible blanks in front", around_all("\u{200b}", "")),
        less("dashes for hyphens", replaced(&[("--", "\u{2013}")])),
        less("hyphens that do not break", replaced(&[("-", "\u{2011}")])),
        less(
            "quotes that were decoded wrongly",
            Box::new(|text| {
                typographic(text, ['\u{201c}', '\u{201d}'])
                    .replace('\u{201c}', "â€œ")
                    .replace('\u{201d}', "â€\u{9d}")
            }),
        ),
        less("quotes that are lost", replaced(&[("\"", "")])),
        less("single quotes for double ones", replaced(&[("\"", "'")])),
        less("letters that are lost", replaced(&[("\"", "\u{fffd}")])),
        damaged("upper case", Box::new(str::to_uppercase)),
        damaged("lower case", Box::new(str::to_lowercase)),
        damaged(
            "upper case in every other line",
            each(|at, line| if at % 2 == 0 { line.to_owned() } else { line.to_uppercase() }),
        ),
        damaged("other digits", replaced(&[("1", "\u{ff11}"), ("2", "\u{ff12}")])),
        damaged("dots in the middle", replaced(&[(".", "\u{b7}")])),
        damaged("commas for dots", replaced(&[(".", ",")])),
    ]
}

fn blanks() -> Vec<Way> {
    vec![
        all_of_it("blanks that do not break", replaced(&[(" ", "\u{a0}")])),
        all_of_it("every other blank does not break", replaced(&[("  ", "\u{a0} ")])),
        all_of_it("thin blanks", replaced(&[(" ", "\u{202f}")])),
        all_of_it("tabs as eight blanks", replaced(&[("\t", "        ")])),
        all_of_it("tabs as one blank", replaced(&[("\t", " ")])),
        all_of_it("blanks at the end", around_all("", "   ")),
        all_of_it("filled up", each(|_, line| format!("{line:<120}"))),
        less(
            "blanks collapsed",
            each(|_, line| {
                line.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
            }),
        ),
        less("lines without their indent", each(|_, line| line.trim_start().to_owned())),
        less("blanks doubled", replaced(&[(" ", "  ")])),
        damaged("no blanks", replaced(&[(" ", "")])),
        less("no tabs", replaced(&[("\t", "")])),
    ]
}

fn breaks() -> Vec<Way> {
    vec![
        all_of_it("carriage returns too", replaced(&[("\n", "\r\n")])),
        all_of_it("carriage returns alone", replaced(&[("\n", "\r")])),
        all_of_it("two carriage returns", replaced(&[("\n", "\r\r\n")])),
        all_of_it("line separators", replaced(&[("\n", "\u{2028}")])),
        all_of_it("paragraph separators", replaced(&[("\n", "\u{2029}")])),
        all_of_it("next lines", replaced(&[("\n", "\u{85}")])),
        all_of_it("vertical tabs", replaced(&[("\n", "\u{b}")])),
        all_of_it(
            "pages",
            each(|at, line| if at % 20 == 19 { format!("\u{c}{line}") } else { line.to_owned() }),
        ),
        less("breaks lost", replaced(&[("\n", "")])),
        less("blanks for breaks", replaced(&[("\n", " ")])),
        less("breaks escaped", replaced(&[("\n", "\\n")])),
        less("breaks escaped twice", replaced(&[("\n", "\\\\n")])),
        less("carriage returns escaped", replaced(&[("\n", "\\r\\n")])),
        less("a string", Box::new(|text| super::quoted(text) + "\n")),
        less(
            "a string in an object",
            Box::new(|text| {
                format!("{{\"rc\": 1, \"stdout\": {}, \"stderr\": \"\"}}\n", super::quoted(text))
            }),
        ),
        less(
            "bytes of a script",
            Box::new(|text| {
                format!("b'{}'\n", text.replace('\'', "\\'").replace('\n', "\\n").replace('\t', "\\t"))
            }),
        ),
        less("tabs and breaks escaped", replaced(&[("\t", "\\t"), ("\n", "\\n")])),
        less(
            "every other break lost",
            Box::new(|text| {
                let lines: Vec<&str> = text.lines().collect();
                lines.chunks(2).map(|pair| pair.concat() + "\n").collect()
            }),
        ),
        less("slashes for breaks", replaced(&[("\n", " / ")])),
    ]
}

fn colours() -> Vec<Way> {
    vec![
        all_of_it("colours", around("\u{1b}[32m", "\u{1b}[0m")),
        all_of_it("colours without their escape", around("[32m", "[0m")),
        all_of_it("colours in caret notation", around("^[[1;32m", "^[[0m")),
        all_of_it("colours that are spelled", around("\\x1b[32m", "\\u001b[0m")),
        less("colours with a lost letter", around("\u{fffd}[32m", "\u{fffd}[0m")),
        all_of_it(
            "the status in colours",
            replaced(&[("... OK", "... \u{1b}[32mOK\u{1b}[0m"), (" Errors!", "\u{1b}[31m Errors!\u{1b}[0m")]),
        ),
        all_of_it("lines written over", around_all("\u{1b}[2K\r", "")),
        all_of_it("a title of the window", ends("\u{1b}]0;mira@bastion: ~\u{7}", "\u{1b}[?25h")),
        all_of_it("links", around("\u{1b}]8;;https://example.com\u{1b}\\", "\u{1b}]8;;\u{1b}\\")),
        all_of_it("check marks behind", replaced(&[("... OK\n", "... OK \u{2705}\n")])),
        less(
            "colours of every word",
            each(|_, line| {
                line.split(' ').map(|word| format!("\u{1b}[33m{word}\u{1b}[0m")).collect::<Vec<_>>().join(" ")
            }),
        ),
        less("escapes that never end", around("\u{1b}[", "")),
    ]
}
