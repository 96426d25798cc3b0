//! Gloo Advisor in a terminal: the same report as the page gives, as text, Markdown or JSON.

mod catalog;
mod explain;

use std::io::{Read as _, Write as _};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use gloo_advisor::command::{Shell, asking};
use gloo_advisor::date::Date;
use gloo_advisor::plan::Plan;
use gloo_advisor::report::{json, text};
use gloo_advisor::settings::{Helm, Named as _, Platform, Reply, Target, Way};
use gloo_advisor::untrusted::shown;
use gloo_advisor::{Case, Choices, Edition, Knowledge, Report, Transcript, Version, advise};
use lexopt::{Arg, Parser, ValueExt as _};

const USAGE: &str = "\
Usage: gloo-advisor [OPTIONS] [FILE...|-]
       gloo-advisor explain CODE|MESSAGE
       gloo-advisor catalog build [OPTIONS]

Reads what glooctl printed, from files or (-) from standard input, and says what is installed,
how its versions pair, what is wrong, and how to upgrade it.

  --edition open-source|enterprise   the installed edition, where the text does not tell
  --from VERSION                     the installed version, where the text does not tell
  --target VERSION|LINE              where to go; usually the newest known patch of the line
  --target-edition enterprise        turn an open-source installation into Enterprise
  --installation N                   plan for the Nth installation, where the report has several
  --namespace NAME                   namespace of the installation
  --release NAME                     name of the Helm release
  --values FILE                      a values file of your own
  --way in-place|canary              replace the old version, or install the new one beside it
  --helm 2|3|4                       major version of Helm
  --shell posix|powershell           shell that the commands are for
  --platform OS-ARCH                 fetch glooctl for this machine instead of `glooctl upgrade`
  --answer RISK=yes|no               answer a question of the plan; may be given several times
  --today YYYY-MM-DD                 today, for what has ended and how old the catalog is
  --format text|json|markdown|asks   form of the report; asks: only the commands that answer its open questions
  --verbose                          the whole plan, with what is only good to know
  --help                             this text

`gloo-advisor explain --help` says how one failure is explained, and `gloo-advisor catalog --help` how
the catalog of releases is made. Files of these names are ./explain and ./catalog.

Exit status: 0 no finding of severity error, 1 at least one, 2 nothing recognised or bad usage.
";

#[derive(Clone, Copy)]
enum Format {
    Text,
    Json,
    Markdown,
    Asks,
}

struct Call {
    files: Vec<String>,
    choices: Choices,
    format: Format,
    detail: text::Detail,
}

enum Asked {
    Help,
    Report(Box<Call>),
}

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1).peekable();
    if args.next_if(|first| first == "catalog").is_some() {
        return catalog::main(Parser::from_args(args));
    }
    if args.next_if(|first| first == "explain").is_some() {
        return explain::main(Parser::from_args(args));
    }
    let call = match read_call(Parser::from_args(args)) {
        Ok(Asked::Help) => return print(USAGE, 0),
        Ok(Asked::Report(call)) => call,
        Err(error) => return fail(&error.to_string()),
    };
    let mut case = Case::default();
    for name in &call.files {
        match read_file(name) {
            Ok(text) => case.transcripts.push(Transcript { name: name.clone(), text }),
            Err(error) => return fail(&format!("{name} can't be read: {error}")),
        }
    }
    let knowledge = match Knowledge::published() {
        Ok(knowledge) => knowledge,
        Err(error) => return fail(&error.to_string()),
    };
    let report = advise(&case, &knowledge, &call.choices);
    let printed = match call.format {
        Format::Text => text::render(&report, text::Style::Plain, call.detail),
        Format::Markdown => text::render(&report, text::Style::Markdown, call.detail),
        Format::Asks => asks(&report),
        Format::Json => format!("{:#}\n", json::to_value(&report)),
    };
    print(&printed, status(&report))
}

/// The commands that answer the open questions of the plan, to be run at once; what they print is pasted back.
fn asks(report: &Report) -> String {
    let asks = report.plan.as_ref().map(Plan::asks).unwrap_or_default();
    asking::block(report.settings.shell, &asks).iter().map(|line| format!("{line}\n")).collect()
}

fn status(report: &Report) -> u8 {
    if report.is_empty() { 2 } else { u8::from(report.has_errors()) }
}

fn read_call(mut parser: Parser) -> Result<Asked, lexopt::Error> {
    let mut call = Call {
        files: Vec::new(),
        choices: Choices::default(),
        format: Format::Text,
        detail: text::Detail::Brief,
    };
    let mut today = None;
    while let Some(arg) = parser.next()? {
        let choices = &mut call.choices;
        match arg {
            Arg::Long("help") | Arg::Short('h') => return Ok(Asked::Help),
            Arg::Long("edition") => choices.edition = Some(value(&mut parser, "an edition", Edition::parse)?),
            Arg::Long("from") => choices.from = Some(value(&mut parser, "a release", Version::parse)?),
            Arg::Long("target") => {
                choices.target = Some(value(&mut parser, "a release or a line", Target::parse)?)
            }
            Arg::Long("installation") => {
                let place = value(&mut parser, "the number of an installation", |text| text.parse().ok())?;
                choices.installation =
                    Some(usize::checked_sub(place, 1).ok_or("installations are counted from 1")?);
            }
            Arg::Long("namespace") => choices.namespace = Some(parser.value()?.string()?),
            Arg::Long("release") => choices.release = Some(parser.value()?.string()?),
            Arg::Long("values") => choices.values = Some(parser.value()?.string()?),
            Arg::Long("platform") => {
                choices.platform = Some(value(&mut parser, "a platform", Platform::parse)?)
            }
            Arg::Long("today") => today = Some(value(&mut parser, "a date", Date::parse)?),
            Arg::Long("target-edition") => {
                choices.target_edition = Some(value(&mut parser, "an edition", Edition::parse)?)
            }
            Arg::Long("answer") => {
                choices.answers.push(value(&mut parser, "an answer (RISK=yes or RISK=no)", answer)?)
            }
            Arg::Long("way") => choices.way = value(&mut parser, "a way (in-place or canary)", Way::parse)?,
            Arg::Long("helm") => {
                choices.helm =
                    Some(value(&mut parser, "a supported major version of Helm (2, 3 or 4)", Helm::parse)?)
            }
            Arg::Long("shell") => {
                choices.shell = value(&mut parser, "a supported shell (posix or powershell)", Shell::parse)?
            }
            Arg::Long("verbose") => call.detail = text::Detail::Full,
            Arg::Long("format") => call.format = value(&mut parser, "a format", format)?,
            Arg::Value(file) => call.files.push(file.string()?),
            other => return Err(other.unexpected()),
        }
    }
    if call.files.is_empty() && call.choices.from.is_none() {
        return Err("name a file, - for standard input, or --edition and --from".into());
    }
    if call.files.is_empty() && call.choices.edition.is_none() {
        return Err("--from needs --edition: the two editions have numbers of their own".into());
    }
    call.choices.today = today.or_else(system_date);
    Ok(Asked::Report(Box::new(call)))
}

fn value<T>(parser: &mut Parser, what: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, lexopt::Error> {
    let text = parser.value()?.string()?;
    read(&text).ok_or_else(|| format!("{text:?} is not {what}").into())
}

fn format(text: &str) -> Option<Format> {
    match text {
        "text" => Some(Format::Text),
        "json" => Some(Format::Json),
        "markdown" => Some(Format::Markdown),
        "asks" => Some(Format::Asks),
        _ => None,
    }
}

fn answer(text: &str) -> Option<(String, Reply)> {
    let (risk, reply) = text.split_once('=')?;
    Some((risk.to_owned(), Reply::parse(reply)?))
}

fn system_date() -> Option<Date> {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::from_unix_days(i64::try_from(since_epoch.as_secs() / 86_400).ok()?)
}

/// Reads a file as text; bytes that are no text become replacement characters, so that the rest can
/// still be read.
fn read_file(name: &str) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    if name == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(name)?;
    }
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// Prints, and leaves quietly where nobody reads on. What is lost otherwise is a failure.
fn print(text: &str, status: u8) -> ExitCode {
    let mut output = std::io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            fail(&format!("the result can't be written: {error}"))
        }
        _ => ExitCode::from(status),
    }
}

fn fail(why: &str) -> ExitCode {
    complain(&format!("{why}. Try --help."))
}

/// Says what is wrong, with names of files and arguments as a terminal may show them.
fn complain(sentence: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr().lock(), "gloo-advisor: {}", shown(sentence));
    ExitCode::from(2)
}
