//! What the program prints on its two streams, and how it ends.

use std::io::Write as _;
use std::process::ExitCode;

use clap::error::ContextValue;
use gloo_advisor::untrusted::shown;

/// Prints, and leaves quietly where nobody reads on. What is lost otherwise is a failure.
pub fn print(text: &str, status: u8) -> ExitCode {
    let mut output = std::io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            fail(&format!("the result can't be written: {error}"))
        }
        _ => ExitCode::from(status),
    }
}

/// Prints the help that was asked for, or says what is wrong with the arguments.
pub fn instead(error: clap::Error) -> ExitCode {
    if !error.use_stderr() {
        return print(&error.render().to_string(), 0);
    }
    let _ = write!(std::io::stderr().lock(), "{}", visible(error).render());
    ExitCode::from(2)
}

/// The same error with arguments as a terminal may show them.
fn visible(mut error: clap::Error) -> clap::Error {
    let parts: Vec<_> = error.context().map(|(kind, value)| (kind, visible_part(value))).collect();
    for (kind, part) in parts {
        error.insert(kind, part);
    }
    error
}

fn visible_part(part: &ContextValue) -> ContextValue {
    match part {
        ContextValue::String(text) => ContextValue::String(shown(text).into_owned()),
        ContextValue::Strings(texts) => {
            ContextValue::Strings(texts.iter().map(|text| shown(text).into_owned()).collect())
        }
        // Hints, which repeat the argument.
        ContextValue::StyledStrs(hints) => ContextValue::StyledStrs(
            hints.iter().map(|hint| shown(&hint.to_string()).into_owned().into()).collect(),
        ),
        other => other.clone(),
    }
}

/// Says why there is no result.
pub fn fail(why: &str) -> ExitCode {
    complain(&format!("{why}. Try --help."))
}

/// Says what is wrong, with names of files as a terminal may show them.
pub fn complain(sentence: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr().lock(), "gloo-advisor: {}", shown(sentence));
    ExitCode::from(2)
}
