//! Commands for PowerShell on Windows: one text for Windows PowerShell 5.1 and for PowerShell 7.
//!
//! Both read a line alike, and differ in how they hand its words on to a program. Where no text means the
//! same in both, there is a reason instead. Covered by golden tests and a tokenizer, not run: the machines
//! that build this project have no PowerShell. The tokenizer stands in `tests/powershell.rs`.

mod search;

use std::fmt;

use super::{Argument, Command, Part, Stage, Variable};

/// Why PowerShell has no such command, as a sentence for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unavailable(&'static str);

impl fmt::Display for Unavailable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

const NO_PROGRAM: Unavailable = Unavailable("There is no program to run.");
const NO_EQUIVALENT: Unavailable = Unavailable("PowerShell has no equivalent.");
const OWN_VARIABLE: Unavailable = Unavailable("PowerShell can't set a variable for one program alone.");
const EMPTY: Unavailable = Unavailable("Windows PowerShell drops an argument that is empty.");
const VERBATIM: Unavailable = Unavailable("PowerShell keeps the argument --% to itself, quoted or not.");
const QUOTE: Unavailable =
    Unavailable("Windows PowerShell and PowerShell 7 hand on a double quote in different ways.");
const BACKSLASH: Unavailable = Unavailable(
    "Windows PowerShell and PowerShell 7 hand on a backslash at the end of an argument in different ways.",
);
const PASTED: Unavailable = Unavailable(
    "A Windows console may change control characters, long dashes, no-break spaces and curly double quotes that are pasted.",
);

/// Programs that have a build for Windows and are called by their bare name.
const NATIVE: [&str; 3] = ["glooctl", "helm", "kubectl"];

/// Programs that Windows lacks, or whose names mean something else in PowerShell.
const UNIX: &str = "awk bash cat chmod cp curl cut echo env find grep head ls mkdir mv printenv printf rm \
    sed sh sort tail tee test touch tr uniq wc which xargs";

/// What a program prints is text to PowerShell, unless it only goes to the window: it is decoded with the
/// code page of the console, and encoded for the next program with `$OutputEncoding`, which is ASCII in 5.1.
/// Names and values in other letters would be lost. Both become UTF-8, which Helm and kubectl write and read,
/// without the mark that 5.1 would send ahead. From 7.4 on a pipe between programs carries their bytes, and
/// this changes nothing about it. It stays for as long as the window is open, and does no harm there.
const UTF_8: &str = "$OutputEncoding = [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false); ";

/// Writes a file as UTF-8. What `>` writes in 5.1 is UTF-16, which Helm 4.1 refuses. 5.1 puts a mark ahead,
/// and lines end as they do on Windows; Helm 3.9, 3.17 and 4.1 were tried and read values with both. A
/// literal path, because brackets in any other are a pattern.
const TO_FILE: &str = " | Out-File -Encoding utf8 -LiteralPath ";

/// The text of a command, which can be pasted as it is. A literal never expands, a variable always does
/// and is never split.
///
/// # Errors
///
/// Says why, where there is no text that means the same in both PowerShells.
pub fn emit(command: &Command) -> Result<String, Unavailable> {
    if command.stages.iter().any(|stage| !stage.environment.is_empty()) {
        return Err(OWN_VARIABLE);
    }
    match (command.stages.as_slice(), &command.output) {
        ([], _) => return Err(NO_PROGRAM),
        ([stage], None) => return alone(stage),
        _ => {}
    }
    let mut text = UTF_8.to_owned();
    for (index, one) in command.stages.iter().enumerate() {
        text.push_str(if index > 0 { " | " } else { "" });
        text.push_str(&if index > 0 && one.program == "grep" { search::emit(one)? } else { stage(one)? });
    }
    if let Some(file) = &command.output {
        text.push_str(TO_FILE);
        text.push_str(&value(file)?);
    }
    Ok(text)
}

/// Whether the text of a command is a program of its own, which says by its status that it failed.
pub(super) fn is_program(command: &Command) -> bool {
    command.stages.first().is_some_and(|stage| NATIVE.contains(&stage.program.as_str()))
}

/// A program whose output goes to the window. Some of Unix have an equivalent then, called just so.
fn alone(one: &Stage) -> Result<String, Unavailable> {
    let is = |word: &Argument, text: &str| word.plain() == text;
    match (one.program.as_str(), one.words.as_slice()) {
        ("test", [option, Argument { parts }]) if is(option, "-n") => match parts.as_slice() {
            [Part::Variable(variable)] => {
                let (path, name) = (path(*variable), variable.name());
                Ok(format!("if (-not ${path}) {{ throw '{name} is empty' }}"))
            }
            _ => Err(NO_EQUIVALENT),
        },
        // It fails and follows as curl is told to. 5.1 would ask Internet Explorer to parse what it gets.
        ("curl", [options, output, file, url]) if is(options, "-fL") && is(output, "-o") => {
            let (file, url) = (value(file)?, value(url)?);
            Ok(format!("Invoke-WebRequest -UseBasicParsing -OutFile {file} -Uri {url}"))
        }
        ("curl", [options, url]) if is(options, "-fL") => {
            Ok(format!("Invoke-RestMethod -UseBasicParsing -Uri {}", value(url)?))
        }
        ("mkdir", [option, folder]) if is(option, "-p") => {
            Ok(format!("New-Item -ItemType Directory -Force -Path {} | Out-Null", value(folder)?))
        }
        // Without `-Force` it fails where the folder is there, as `mkdir` does.
        ("mkdir", [folder]) if !folder.plain().starts_with('-') => {
            Ok(format!("New-Item -ItemType Directory -Path {} | Out-Null", value(folder)?))
        }
        // A file needs no permission to run on Windows, and 5.1 runs nowhere else.
        ("chmod", [mode, file]) if is(mode, "+x") => {
            Ok(format!("if ($IsLinux -or $IsMacOS) {{ chmod +x {} }}", word(file)?))
        }
        _ => stage(one),
    }
}

fn stage(stage: &Stage) -> Result<String, Unavailable> {
    let program = stage.program.as_str();
    if UNIX.split(' ').any(|name| name == program) {
        return Err(NO_EQUIVALENT);
    }
    refuse(program)?;
    // A quoted text is a value, and would only be shown, without the operator that calls it.
    let mut text =
        if NATIVE.contains(&program) { program.to_owned() } else { format!("& {}", quote(program)) };
    for one in &stage.words {
        text.push(' ');
        text.push_str(&word(one)?);
    }
    Ok(text)
}

fn word(word: &Argument) -> Result<String, Unavailable> {
    let plain = word.plain();
    refuse(&plain)?;
    if word.parts.iter().any(|part| matches!(part, Part::Variable(_))) {
        return Ok(expandable(&word.parts));
    }
    Ok(if is_plain(&plain) { plain } else { quote(&plain) })
}

/// An argument for a command of PowerShell's own, which would take one that begins with a hyphen for the name
/// of a parameter.
fn value(of: &Argument) -> Result<String, Unavailable> {
    word(of).map(|text| if text.starts_with('-') { quote(&text) } else { text })
}

/// Refuses what does not reach a program as it is. 5.1 puts quotes around an argument with blanks, escapes
/// nothing inside, and leaves it to the program to make sense of that; 7.3 and later escape.
fn refuse(text: &str) -> Result<(), Unavailable> {
    // What a console replaces or leaves out when it types a paste, if nothing else takes the paste first.
    let changes = |c: char| {
        c.is_control()
            || matches!(c, '\u{a0}' | '\u{202f}' | '\u{2013}' | '\u{2014}' | '\u{201c}' | '\u{201d}')
    };
    match text {
        "" => Err(EMPTY),
        "--%" => Err(VERBATIM),
        _ if text.contains('"') => Err(QUOTE),
        _ if text.ends_with('\\') => Err(BACKSLASH),
        _ if text.chars().any(changes) => Err(PASTED),
        _ => Ok(()),
    }
}

/// Whether PowerShell sees nothing in an argument. One that begins with a hyphen may be split in two where it
/// has a full stop or a colon. A number is a number to PowerShell before it is text; a program gets it as it
/// was written, a command of PowerShell's own may not, and quotes cost nothing. A version has two full stops
/// and is no number.
fn is_plain(text: &str) -> bool {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '=' | '+');
    let unsigned = text.strip_prefix(['-', '.']).unwrap_or(text);
    let is_number = unsigned.starts_with(|c: char| c.is_ascii_digit()) && text.split('.').nth(2).is_none();
    let is_split = text.starts_with('-') && text.contains(['.', ':']);
    text.chars().all(is_safe)
        && !text.starts_with([':', '=', '+'])
        && !(is_number || is_split || text == "--")
}

/// A literal between single quotes, where only those end it: five characters, each of which stands for
/// itself when it comes twice.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::from('\'');
    for c in text.chars() {
        quoted.extend(matches!(c, '\'' | '\u{2018}'..='\u{201b}').then_some(c));
        quoted.push(c);
    }
    quoted.push('\'');
    quoted
}

/// Literals and variables between double quotes.
fn expandable(parts: &[Part]) -> String {
    let mut text = String::from('"');
    let mut rest = parts.iter();
    while let Some(part) = rest.next() {
        match part {
            Part::Literal(literal) => {
                for c in literal.chars() {
                    // The last three end the text like the quote that began it.
                    text.extend(matches!(c, '`' | '$' | '\u{201c}'..='\u{201e}').then_some('`'));
                    text.push(c);
                }
            }
            Part::Variable(variable) if variable.must_be_set() => {
                let (path, name) = (path(*variable), variable.name());
                text.push_str(&format!("$(if (${path}) {{ ${path} }} else {{ throw '{name} is empty' }})"));
            }
            Part::Variable(variable) => {
                // In braces, where what follows might be read as more of the name.
                let next = rest.as_slice().first();
                let runs_on = matches!(next, Some(Part::Literal(next)) if !next.starts_with('/'));
                let (open, close) = if runs_on { ("{", "}") } else { ("", "") };
                text.extend(["$", open, path(*variable), close]);
            }
        }
    }
    text.push('"');
    text
}

/// Where PowerShell has a variable. Its own `$HOME` is there on Windows, which has no such variable in the
/// environment.
const fn path(variable: Variable) -> &'static str {
    match variable {
        Variable::LicenseKey => "env:GLOO_LICENSE_KEY",
        Variable::Home => "HOME",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(command: &Command, expect: Result<&str, Unavailable>) {
        assert_eq!(emit(command).as_deref().map_err(|why| *why), expect, "writing {command:?}");
    }

    /// What becomes of one argument.
    fn check_word(word: Argument, expect: Result<&str, Unavailable>) {
        let expect = expect.map(|expect| format!("helm {expect}"));
        check(&Command::new("helm", &[]).arg(word), expect.as_deref().map_err(|why| *why));
    }

    #[test]
    fn plain_words_stay_plain() {
        let words =
            ["-n", "gloo-system", "--version", "1.17.38", "1.18.0-beta4", "gloo/gloo", "a=b", "-", "."];
        check(
            &Command::new("helm", &words),
            Ok("helm -n gloo-system --version 1.17.38 1.18.0-beta4 gloo/gloo a=b - ."),
        );
        check_word(Argument::literal("https://example.com/a_b+c"), Ok("https://example.com/a_b+c"));
        check_word(Argument::literal("--tail=100"), Ok("--tail=100"));
        check_word(Argument::path("-x"), Ok("./-x"));
    }

    #[test]
    fn what_powershell_would_see_is_quoted() {
        let nasty = [
            "a b", "$(id)", "$x", "$", "`n", "a;b", "a|b", "a&b", "(a)", "{.a}", "@x", "#x", "%x", "~/x",
            "*", "?", "[a]", "!x", "=x", ":x", "+x", "<a>", "a,b", "a\\b", "^", "--", "-a.b", "-a:b",
            "--a=.b", "1", "1.20", ".5", "-5", "0x10", "1kb", "é", "☃", "\u{201e}", "\u{feff}",
        ];
        for text in nasty {
            check_word(Argument::literal(text), Ok(&format!("'{text}'")));
        }
        check_word(Argument::literal("it's"), Ok("'it''s'"));
        check_word(Argument::literal("‘a’‚‛'"), Ok("'‘‘a’’‚‚‛‛'''"));
        check_word(Argument::literal("'; Remove-Item x; '"), Ok("'''; Remove-Item x; '''"));
    }

    #[test]
    fn what_does_not_arrive_is_refused() {
        for (text, why) in [
            ("", EMPTY),
            ("--%", VERBATIM),
            ("{\"\\n\"}", QUOTE),
            ("a b\\", BACKSLASH),
            ("a\nb", PASTED),
            ("\t", PASTED),
            ("a\0b", PASTED),
            ("a\u{2013}b", PASTED),
            ("“a”", PASTED),
        ] {
            check_word(Argument::literal(text), Err(why));
            check(&Command::new(text, &[]), Err(why));
            check(&Command::new("helm", &[]).write_to(Argument::literal(text)), Err(why));
        }
        check(&Command::default(), Err(NO_PROGRAM));
        assert_eq!(EMPTY.to_string(), "Windows PowerShell drops an argument that is empty.");
    }

    #[test]
    fn variables_expand_inside_double_quotes() {
        let (key, home) = (Part::Variable(Variable::LicenseKey), Part::Variable(Variable::Home));
        let text = |text: &str| Part::Literal(text.to_owned());
        check_word(
            Argument::assign("license_key", Variable::LicenseKey),
            Ok(
                "\"license_key=$(if ($env:GLOO_LICENSE_KEY) { $env:GLOO_LICENSE_KEY } else { throw 'GLOO_LICENSE_KEY is empty' })\"",
            ),
        );
        check_word(Argument::variable(Variable::Home), Ok("\"$HOME\""));
        check_word(Argument::path("~/my values.yaml"), Ok("\"$HOME/my values.yaml\""));
        check_word(Argument { parts: vec![home.clone(), text(":x")] }, Ok("\"${HOME}:x\""));
        check_word(
            Argument { parts: vec![key, home] },
            Ok(
                "\"$(if ($env:GLOO_LICENSE_KEY) { $env:GLOO_LICENSE_KEY } else { throw 'GLOO_LICENSE_KEY is empty' })$HOME\"",
            ),
        );
        check_word(
            Argument { parts: vec![text("$a`„'"), Part::Variable(Variable::Home)] },
            Ok("\"`$a```„'$HOME\""),
        );
        let quoted = Argument { parts: vec![text("\""), Part::Variable(Variable::Home)] };
        check_word(quoted, Err(QUOTE));
    }

    #[test]
    fn pipes_and_files() {
        let template = Command::new("helm", &["template", "gloo"]);
        let command = template.pipe(Command::new("kubectl", &["apply", "-f", "-"]));
        check(&command, Ok(&format!("{UTF_8}helm template gloo | kubectl apply -f -")));
        let to_file = |file| Command::new("helm", &["get"]).write_to(Argument::literal(file));
        let expect = format!("{UTF_8}helm get | Out-File -Encoding utf8 -LiteralPath ");
        check(&to_file("a.yaml"), Ok(&format!("{expect}a.yaml")));
        check(&to_file("a [b]"), Ok(&format!("{expect}'a [b]'")));
        check(&to_file("-x"), Ok(&format!("{expect}'-x'")));
    }

    #[test]
    fn other_programs_are_called() {
        check(&Command::new("./a b", &["c"]), Ok("& './a b' c"));
        check(&Command::new("if", &[]), Ok("& 'if'"));
    }

    #[test]
    fn programs_of_unix_have_equivalents_or_none() {
        check(
            &Command::new("test", &["-n"]).arg(Argument::variable(Variable::LicenseKey)),
            Ok("if (-not $env:GLOO_LICENSE_KEY) { throw 'GLOO_LICENSE_KEY is empty' }"),
        );
        check(
            &Command::new("curl", &["-fL", "-o", "a b", "https://example.com/x"]),
            Ok("Invoke-WebRequest -UseBasicParsing -OutFile 'a b' -Uri https://example.com/x"),
        );
        check(
            &Command::new("mkdir", &["-p", "a b"]),
            Ok("New-Item -ItemType Directory -Force -Path 'a b' | Out-Null"),
        );
        check(&Command::new("mkdir", &["-p", "a\"b"]), Err(QUOTE));
        check(&Command::new("mkdir", &["a b"]), Ok("New-Item -ItemType Directory -Path 'a b' | Out-Null"));
        check(
            &Command::new("curl", &["-fL", "https://example.com/x.sha256"]),
            Ok("Invoke-RestMethod -UseBasicParsing -Uri https://example.com/x.sha256"),
        );
        check(
            &Command::new("chmod", &["+x", "glooctl"]),
            Ok("if ($IsLinux -or $IsMacOS) { chmod +x glooctl }"),
        );
        for program in ["cp", "sed", "awk", "grep", "which", "printf", "sh", "test", "curl", "mkdir", "chmod"]
        {
            check(&Command::new(program, &["-n", "x"]), Err(NO_EQUIVALENT));
        }
        check(&Command::new("rm", &["-rf", "x"]), Err(NO_EQUIVALENT));
        check(&Command::new("helm", &[]).pipe(Command::new("mkdir", &["-p", "x"])), Err(NO_EQUIVALENT));
    }

    #[test]
    fn nothing_is_set_for_one_program_alone() {
        let mut command = Command::new("helm", &[]);
        if let Some(stage) = command.stages.first_mut() {
            stage.environment.push((Variable::Home, Argument::literal("x")));
        }
        check(&command, Err(OWN_VARIABLE));
        check(&command.write_to(Argument::literal("x")), Err(OWN_VARIABLE));
    }
}
