//! The part of the program that makes the catalog of releases.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use gloo_advisor::catalog::build::{Inputs, Source, build};
use gloo_advisor::date::Date;
use gloo_advisor::untrusted::shown;
use lexopt::{Arg, Parser, ValueExt as _};

const USAGE: &str = "\
Usage: gloo-advisor catalog build [OPTIONS]

Adds the releases that the vendor has published to a catalog, and prints the whole catalog on
standard output. On standard error it says what changed, and what is odd.

  --oss-index FILE         index.yaml of the Helm repository with the chart gloo
  --ee-index FILE          index.yaml of the Helm repository with the chart gloo-ee
  --tags FILE              tags of the open-source repository, as git lists them
  --base FILE              the catalog to add to; usually the one that this program was built with
  --checked-on YYYY-MM-DD  the day on which the files were fetched; usually the newest day in an index
  --help                   this text

At least one of the first three is needed. docs/catalog.md says where they come from.

Exit status: 0 a catalog was printed, 2 a file can't be used or bad usage.
";

const PUBLISHED: &str = include_str!("../../../static/catalog.json");

/// The name of [`PUBLISHED`] in messages.
const PUBLISHED_NAME: &str = "the published catalog";

/// An index is a tenth of this. A file without an end would otherwise fill the memory.
const LARGEST: u64 = 200_000_000;

#[derive(Default)]
struct Call {
    open_source: Option<String>,
    enterprise: Option<String>,
    tags: Option<String>,
    base: Option<String>,
    checked_on: Option<Date>,
}

/// Does what the arguments after `catalog` ask for.
pub fn main(parser: Parser) -> ExitCode {
    match read_call(parser) {
        Ok(None) => crate::print(USAGE, 0),
        Ok(Some(call)) => print_catalog(&call).unwrap_or_else(|why| crate::complain(&format!("{why}."))),
        Err(error) => crate::fail(&error.to_string()),
    }
}

/// What is asked for; nothing where it is the usage.
fn read_call(mut parser: Parser) -> Result<Option<Call>, lexopt::Error> {
    match parser.next()? {
        Some(Arg::Value(command)) if command == "build" => {}
        Some(Arg::Long("help") | Arg::Short('h')) => return Ok(None),
        Some(other) => return Err(other.unexpected()),
        None => return Err("`catalog` needs a command: build".into()),
    }
    let mut call = Call::default();
    while let Some(arg) = parser.next()? {
        let (name, file) = match arg {
            Arg::Long("help") | Arg::Short('h') => return Ok(None),
            Arg::Long("checked-on") => {
                let day = crate::value(&mut parser, "a day like 2026-08-20", Date::parse)?;
                call.checked_on = Some(day);
                continue;
            }
            Arg::Long("oss-index") => ("--oss-index", &mut call.open_source),
            Arg::Long("ee-index") => ("--ee-index", &mut call.enterprise),
            Arg::Long("tags") => ("--tags", &mut call.tags),
            Arg::Long("base") => ("--base", &mut call.base),
            other => return Err(other.unexpected()),
        };
        if file.replace(parser.value()?.string()?).is_some() {
            return Err(format!("{name} is there twice").into());
        }
    }
    if call.open_source.is_none() && call.enterprise.is_none() && call.tags.is_none() {
        return Err("name at least one of --oss-index, --ee-index and --tags".into());
    }
    Ok(Some(call))
}

/// Prints the new catalog, then what changed: the end of it is what a person looks at.
fn print_catalog(call: &Call) -> Result<ExitCode, String> {
    let (open_source, enterprise) = (read(&call.open_source)?, read(&call.enterprise)?);
    let (tags, base) = (read(&call.tags)?, read(&call.base)?);
    let base = base.unwrap_or((PUBLISHED_NAME, PUBLISHED.to_owned()));
    let inputs = Inputs {
        base: source(&base),
        open_source: open_source.as_ref().map(source),
        enterprise: enterprise.as_ref().map(source),
        tags: tags.as_ref().map(source),
        checked_on: call.checked_on,
    };
    let built = build(&inputs).map_err(|error| error.to_string())?;
    let status = crate::print(&built.text, 0);
    if status == ExitCode::SUCCESS {
        // The catalog is what counts: where nobody listens, it is good all the same.
        let summary = built.summary.to_string();
        let lines: String = summary.lines().map(|line| format!("{}\n", shown(line))).collect();
        let _ = write!(std::io::stderr().lock(), "{lines}");
    }
    Ok(status)
}

fn source<'a>((name, text): &'a (&'a str, String)) -> Source<'a> {
    Source { name, text }
}

fn read(name: &Option<String>) -> Result<Option<(&str, String)>, String> {
    name.as_deref().map(read_file).transpose()
}

/// Reads a file with its name. Bytes that are no text are refused: nobody has written such an index.
fn read_file(name: &str) -> Result<(&str, String), String> {
    let unreadable = |error: std::io::Error| format!("{name} can't be read: {error}");
    let file = File::open(name).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    let mut bytes = Vec::new();
    if length <= LARGEST {
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    }
    if length.max(bytes.len() as u64) > LARGEST {
        return Err(format!("{name} is larger than {} MB", LARGEST / 1_000_000));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        format!("{name} is not UTF-8, beginning with byte {}", error.utf8_error().valid_up_to() + 1)
    })?;
    Ok((name, text))
}
