//! The commands of the program besides the report, and their arguments.

use clap::{Args, Subcommand, ValueEnum, ValueHint};
use gloo_advisor::date::Date;
use gloo_advisor::{Edition, Version};

use super::values::{one_of, place, read};
use super::{Chosen, as_typed};

const EXPLAINING: &str = "\
gloo-advisor explain <CODE>
       gloo-advisor explain '<MESSAGE>'
       gloo-advisor explain --list";

const COMPARING: &str = "\
The plan is that of the first text, and options that say what is installed are about it.

Exit status: 0 no error is new, still there or unknown, 1 at least one is, 2 nothing recognised in a text or bad usage.";

const FIXING: &str = "\
gloo-advisor fix [OPTIONS] <ISSUE> [FILE]...
       gloo-advisor fix [OPTIONS] <ISSUE> --edition <EDITION> --from <VERSION>
       gloo-advisor fix --edition <EDITION> --from <VERSION> --to <VERSION>";

const FIXED: &str = "\
It reads changelogs of open source: no public changelog names what is changed in Enterprise alone.

Exit status: 0 what is installed has it or nothing is installed, 1 it does not have it or that is unknown, \
2 no changelog names the issue, nothing recognised or bad usage. With --to: 0, or 2 for bad usage.";

const BUILDING: &str = "\
On standard error it says what changed, and what is odd. docs/catalog.md says where the files come from.

Exit status: 0 a catalog was printed, 2 a file can't be used or bad usage.";

/// What is asked for instead of a report.
#[derive(Subcommand)]
pub enum Command {
    Compare(Box<Compare>),
    Explain(Explain),
    Fix(Fix),
    #[command(subcommand)]
    Catalog(Catalog),
    /// Prints a script that completes the arguments of this program in a shell
    #[command(after_help = "In bash, for this session: source <(gloo-advisor completions bash)")]
    Completions {
        /// Shell that the script is for
        shell: clap_complete::Shell,
    },
    /// Prints the man page of this program
    #[command(after_help = "To read it: gloo-advisor man > gloo-advisor.1 && man ./gloo-advisor.1")]
    Man,
}

/// Says what a failure means, how to confirm it and how to fix it
#[derive(Args)]
#[command(override_usage = EXPLAINING)]
#[command(after_help = "Exit status: 0 it is known, 1 it is not known, 2 bad usage.")]
pub struct Explain {
    /// Code of a failure, or a line of helm, kubectl, glooctl, a log or an event in single quotes
    #[arg(value_name = "CODE|MESSAGE", required_unless_present = "list")]
    pub what: Option<String>,
    /// Print all known failures, a line each
    #[arg(long, conflicts_with = "what")]
    list: bool,
}

/// Says which releases of both editions have a fix, and whether the installed one does
#[derive(Args)]
#[command(override_usage = FIXING, after_help = FIXED, mut_args(as_typed))]
pub struct Fix {
    /// Number of an issue of Gloo, its address, or REPOSITORY#NUMBER
    #[arg(value_name = "ISSUE", required_unless_present = "to")]
    pub issue: Option<String>,
    /// Files that show what is installed; - is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<String>,
    /// Edition that is installed, where the files do not say it; without --from: the edition to list
    #[arg(long, value_parser = one_of(&Edition::ALL, Edition::name))]
    pub edition: Option<Edition>,
    /// Version that is installed, where the files do not say it
    #[arg(long, value_name = "VERSION", requires = "edition", value_parser = read("a release", Version::parse))]
    pub from: Option<Version>,
    /// Answer for the Nth installation, where the files show several
    #[arg(long, value_name = "N", value_parser = place)]
    pub installation: Option<usize>,
    /// Say what going from one version to another brings and loses, instead of a single issue
    #[arg(long, value_name = "VERSION", requires = "from", conflicts_with = "issue", value_parser = read("a release", Version::parse))]
    pub to: Option<Version>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub format: Form,
}

/// Says what a change fixed and broke, from a text of before it and one of after it
#[derive(Args)]
#[command(after_help = COMPARING, mut_args(as_typed))]
pub struct Compare {
    /// File with what was printed before; - is standard input
    #[arg(value_name = "BEFORE", value_hint = ValueHint::FilePath)]
    pub before: String,
    /// File with what was printed after
    #[arg(value_name = "AFTER", value_hint = ValueHint::FilePath)]
    pub after: String,
    #[command(flatten)]
    pub chosen: Chosen,
    /// Form of the comparison
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub format: Form,
}

/// The form of a comparison or an answer.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    Text,
    Markdown,
    Json,
}

/// Makes the catalog of releases
#[derive(Subcommand)]
pub enum Catalog {
    Build(Build),
}

/// Adds the releases that the vendor has published to a catalog, and prints the whole catalog
#[derive(Args)]
#[command(after_help = BUILDING, mut_args(|arg| arg.allow_hyphen_values(true)))]
pub struct Build {
    #[command(flatten)]
    pub published: Published,
    /// Catalog to add to; usually the one that this program was built with
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub base: Option<String>,
    /// Day on which the files were fetched; usually the newest day in an index
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = read("a day like 2026-08-20", Date::parse))]
    pub checked_on: Option<Date>,
}

/// What the vendor has published: at least one file of it.
#[derive(Args)]
#[group(required = true, multiple = true)]
pub struct Published {
    /// index.yaml of the Helm repository with the chart gloo
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub oss_index: Option<String>,
    /// index.yaml of the Helm repository with the chart gloo-ee
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub ee_index: Option<String>,
    /// Tags of the open-source repository, as git lists them
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub tags: Option<String>,
}
