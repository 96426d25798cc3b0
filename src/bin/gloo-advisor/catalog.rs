//! The part of the program that makes the catalog of releases.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use gloo_advisor::catalog::build::{Inputs, Source, build};
use gloo_advisor::untrusted::shown;

use crate::args::Build;
use crate::output::{complain, print};

const PUBLISHED: &str = include_str!("../../../static/catalog.json");

/// The name of [`PUBLISHED`] in messages.
const PUBLISHED_NAME: &str = "the published catalog";

/// An index is a tenth of this. A file without an end would otherwise fill the memory.
const LARGEST: u64 = 200_000_000;

/// Prints the catalog that is asked for, or says why there is none.
pub fn main(asked: &Build) -> ExitCode {
    print_catalog(asked).unwrap_or_else(|why| complain(&format!("{why}.")))
}

/// Prints the new catalog, then what changed: the end of it is what a person looks at.
fn print_catalog(asked: &Build) -> Result<ExitCode, String> {
    let Build { published, base, checked_on } = asked;
    let (open_source, enterprise) = (read(&published.oss_index)?, read(&published.ee_index)?);
    let (tags, base) = (read(&published.tags)?, read(base)?);
    let base = base.unwrap_or((PUBLISHED_NAME, PUBLISHED.to_owned()));
    let inputs = Inputs {
        base: source(&base),
        open_source: open_source.as_ref().map(source),
        enterprise: enterprise.as_ref().map(source),
        tags: tags.as_ref().map(source),
        checked_on: *checked_on,
    };
    let built = build(&inputs).map_err(|error| error.to_string())?;
    let status = print(&built.text, 0);
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
