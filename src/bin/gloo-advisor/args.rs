//! The arguments of the program: what each of them is called, reads and means. Help, completions and the man
//! page say what is written here.

mod commands;
mod values;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, CommandFactory as _, Parser, ValueEnum, ValueHint};
pub use commands::{Build, Catalog, Command, Compare, Explain, Fix, Form};
use gloo_advisor::command::Shell;
use gloo_advisor::date::Date;
use gloo_advisor::delivery::Delivery;
use gloo_advisor::redact::{Kind, Kinds};
use gloo_advisor::report::HandOver;
use gloo_advisor::report::text::Detail;
use gloo_advisor::settings::{Helm, Named as _, Platform, Reply, Target, Way};
use gloo_advisor::{Choices, Edition, Version};
use values::{one_of, read};

const USAGE: &str = "\
gloo-advisor [OPTIONS] <FILE|FOLDER|ARCHIVE>...
       gloo-advisor [OPTIONS] --edition <EDITION> --from <VERSION>
       gloo-advisor <COMMAND>";

/// What a caller has to know and no option says.
const NOTES: &str = "\
Files that are named like a command are ./compare, ./explain, ./fix, ./catalog, ./completions and ./man.

Exit status: 0 no finding of severity error, 1 at least one, 2 nothing recognised or bad usage.";

/// Reads what glooctl printed, and says what is installed, how its versions pair, what is wrong, and how to
/// upgrade it
#[derive(Parser)]
#[command(name = "gloo-advisor", bin_name = "gloo-advisor", version, override_usage = USAGE, after_help = NOTES)]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true, mut_args(as_typed))]
pub struct Args {
    #[command(flatten)]
    pub call: Call,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What a report is of, what is chosen for it, and how it is printed.
#[derive(clap::Args)]
pub struct Call {
    /// Files with what was printed, folders of them, or archives; - is standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<String>,
    #[command(flatten)]
    chosen: Chosen,
    /// Form of the report; asks: only the commands that answer its open questions; ticket: Markdown; reply: an answer
    /// to a customer; runbook: all hops as a script; checklist: all hops to tick off; issue: a link to a new issue;
    /// link: what shows this result, behind the address of the page
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// What is replaced in what is printed: nothing, secrets with addresses and hosts, or names too; secrets are by
    /// default where the form is one for others
    #[arg(long, value_enum, value_name = "WHAT")]
    redact: Option<Redact>,
    /// Print the whole plan, with what is only good to know
    #[arg(long)]
    verbose: bool,
}

/// What is chosen for a report.
#[derive(clap::Args)]
pub struct Chosen {
    /// Edition that is installed, where the text does not say it
    #[arg(long, value_parser = one_of(&Edition::ALL, Edition::name))]
    edition: Option<Edition>,
    /// Version that is installed, where the text does not say it
    #[arg(long, value_name = "VERSION", value_parser = read("a release", Version::parse))]
    from: Option<Version>,
    /// Where to go; usually the newest known patch of the line. kgateway and enterprise-kgateway are products beside Gloo,
    /// gateway-api is the Gateway API, which Gloo serves
    #[arg(long, value_name = "VERSION|LINE|PRODUCT", value_parser = read("a release, a line or a product", Target::parse))]
    target: Option<Target>,
    /// Edition to go to; enterprise turns an open-source installation into Enterprise
    #[arg(long, value_name = "EDITION", value_parser = one_of(&Edition::ALL, Edition::name))]
    target_edition: Option<Edition>,
    /// Plan for the Nth installation, where the report has several
    #[arg(long, value_name = "N", value_parser = values::place)]
    installation: Option<usize>,
    /// Namespace of the installation
    #[arg(long)]
    namespace: Option<String>,
    /// Name of the Helm release
    #[arg(long, value_name = "NAME")]
    release: Option<String>,
    /// A values file of your own
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    values: Option<String>,
    /// Replace the old version, or install the new one beside it
    #[arg(long, default_value = Way::default().name(), value_parser = one_of(Way::ALL, Way::name))]
    way: Way,
    /// What delivers the chart; where the text does not say it, helm: typed by hand
    #[arg(long, value_name = "TOOL", value_parser = one_of(&Delivery::ALL, Delivery::name))]
    delivered_by: Option<Delivery>,
    /// Major version of Helm
    #[arg(long, value_name = "MAJOR", value_parser = one_of(Helm::ALL, Helm::name))]
    helm: Option<Helm>,
    /// Shell that the commands are for
    #[arg(long, default_value = Shell::default().name(), value_parser = one_of(Shell::ALL, Shell::name))]
    shell: Shell,
    /// Fetch glooctl for this machine instead of `glooctl upgrade`
    #[arg(long, value_name = "OS-ARCH", value_parser = one_of(Platform::ALL, Platform::name))]
    platform: Option<Platform>,
    /// Answer a question of the plan; may be given several times
    #[arg(long = "answer", value_name = "RISK=yes|no", value_parser = read("RISK=yes or RISK=no", values::answer))]
    answers: Vec<(String, Reply)>,
    /// Today, for what has ended and how old the catalog is
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = read("a day like 2026-08-20", Date::parse))]
    today: Option<Date>,
}

/// The form of a report.
#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    Text,
    Json,
    Markdown,
    Asks,
    Ticket,
    Jira,
    Short,
    Reply,
    Runbook,
    Checklist,
    Issue,
    Link,
}

impl Format {
    /// The form in which the report is handed on; `None` where it is only for a terminal.
    pub const fn handed(self, shell: Shell) -> Option<HandOver> {
        Some(match self {
            Self::Text | Self::Asks | Self::Link => return None,
            Self::Json => HandOver::Json,
            Self::Markdown | Self::Ticket => HandOver::Ticket,
            Self::Jira => HandOver::Jira,
            Self::Short => HandOver::Short,
            Self::Reply => HandOver::Reply,
            Self::Runbook => HandOver::Runbook(shell),
            Self::Checklist => HandOver::Checklist,
            Self::Issue => HandOver::Issue,
        })
    }
}

/// What is replaced in what is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Redact {
    None,
    Secrets,
    All,
}

impl Redact {
    fn kinds(self) -> Kinds {
        match self {
            Self::None => Kinds::none(),
            Self::Secrets => Kinds::default(),
            Self::All => Kind::ALL.iter().copied().fold(Kinds::none(), Kinds::with),
        }
    }
}

/// Of an option that is there twice, the last one counts: an alias in a shell may have options of its own. What comes
/// after an option is its value, whatever it begins with: so may names of files.
fn as_typed(arg: Arg) -> Arg {
    let id = arg.get_id().clone();
    match arg.get_action() {
        ArgAction::Set => arg.overrides_with(id).allow_hyphen_values(true),
        ArgAction::SetTrue => arg.overrides_with(id),
        _ => arg,
    }
}

impl Args {
    /// What the program was called with.
    pub fn read() -> Result<Self, clap::Error> {
        let args = Self::try_parse()?;
        let missing = if args.command.is_none() { args.call.missing() } else { None };
        match missing {
            Some(what) => Err(Self::command().error(ErrorKind::MissingRequiredArgument, what)),
            None => Ok(args),
        }
    }
}

impl Call {
    /// What is replaced in what is printed.
    pub fn redacted(&self) -> Kinds {
        let own = matches!(
            self.format,
            Format::Text | Format::Json | Format::Markdown | Format::Asks | Format::Link
        );
        self.redact.unwrap_or(if own { Redact::None } else { Redact::Secrets }).kinds()
    }

    fn missing(&self) -> Option<&'static str> {
        match (self.files.as_slice(), self.chosen.from, self.chosen.edition) {
            ([], None, _) => Some("name a file, - for standard input, or --edition and --from"),
            ([], _, None) => Some("--from needs --edition: the two editions have numbers of their own"),
            _ => None,
        }
    }

    /// How much of the plan is printed.
    pub fn detail(&self) -> Detail {
        if self.verbose { Detail::Full } else { Detail::Brief }
    }

    /// What is chosen for the report.
    pub fn choices(self) -> Choices {
        self.chosen.choices()
    }
}

impl Chosen {
    /// The same for the core.
    pub fn choices(self) -> Choices {
        Choices {
            edition: self.edition,
            from: self.from,
            installation: self.installation,
            target: self.target,
            target_edition: self.target_edition,
            namespace: self.namespace,
            release: self.release,
            values: self.values,
            platform: self.platform,
            helm: self.helm,
            shell: self.shell,
            way: self.way,
            delivered_by: self.delivered_by,
            answers: self.answers,
            today: self.today,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_argument_contradicts_another() {
        Args::command().debug_assert();
    }
}
