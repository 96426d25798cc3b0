//! Gloo Advisor in a terminal: the same report as the page gives, as text, Markdown or JSON.

mod args;
mod catalog;
mod compare;
mod explain;
mod fix;
mod input;
mod manual;
mod output;
mod report;

use std::process::ExitCode;

use args::{Args, Catalog, Command};

fn main() -> ExitCode {
    let Args { call, command } = match Args::read() {
        Ok(args) => args,
        Err(error) => return output::instead(error),
    };
    match command {
        None => report::main(call),
        Some(Command::Compare(asked)) => compare::main(*asked),
        Some(Command::Explain(asked)) => explain::main(&asked),
        Some(Command::Fix(asked)) => fix::main(asked),
        Some(Command::Catalog(Catalog::Build(call))) => catalog::main(&call),
        Some(Command::Completions { shell }) => manual::print_completions(shell),
        Some(Command::Man) => manual::print_page(),
    }
}
