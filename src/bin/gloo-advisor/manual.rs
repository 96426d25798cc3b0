//! What the program says of its own arguments: completions for shells, and the man page.

use std::io;
use std::process::ExitCode;

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::Roff;

use crate::args::Args;
use crate::output::{fail, print};

/// Prints the script that completes arguments in a shell.
pub fn print_completions(shell: Shell) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "gloo-advisor", &mut script);
    // For bash, the hyphen of the name becomes one thing where a command is looked up and another where it is found
    // (clap #6421): without this, nothing in a command would be completed.
    print(&text(script).replace("gloo__subcmd__advisor", "gloo__advisor"), 0)
}

/// Prints the man page.
pub fn print_page() -> ExitCode {
    match page() {
        Ok(page) => print(&page, 0),
        Err(error) => fail(&format!("the man page can't be made: {error}")),
    }
}

/// One page for all: who looks for an option need not know which command has it.
fn page() -> io::Result<String> {
    let mut program = Args::command();
    program.build();
    let man = Man::new(program.clone());
    let mut opening = Vec::new();
    man.render_title(&mut opening)?;
    man.render_name_section(&mut opening)?;
    let mut page = text(opening) + &sections(&man, &program)?;
    for command in program.get_subcommands() {
        add(&mut page, command)?;
    }
    Ok(page)
}

/// Adds what is said of a command, or of the commands in it.
fn add(page: &mut String, command: &Command) -> io::Result<()> {
    if command.has_subcommands() {
        return command.get_subcommands().try_for_each(|inner| add(page, inner));
    }
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
    let man = Man::new(command.clone());
    let mut description = Vec::new();
    man.render_description_section(&mut description)?;
    // What is a section on a page of its own is a part of a section here.
    let parts = (text(description) + &sections(&man, command)?).replace("\n.SH ", "\n.SS ");
    page.push_str(&Roff::new().control("SH", [name.replace('-', r"\-").as_str()]).to_roff());
    page.push_str(&parts);
    Ok(())
}

/// How a command is called.
fn sections(man: &Man, command: &Command) -> io::Result<String> {
    let mut sections = Vec::new();
    man.render_synopsis_section(&mut sections)?;
    man.render_options_section(&mut sections)?;
    if command.get_after_help().is_some() {
        man.render_extra_section(&mut sections)?;
    }
    Ok(text(sections).replace("\n.SH EXTRA\n", "\n.SH NOTES\n"))
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}
