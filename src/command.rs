//! Commands as data. Only an emitter makes text of them, and only there anything is quoted.

pub mod asking;
mod line;
pub mod manifest;
pub mod posix;
pub mod powershell;
pub mod script;

/// A shell that commands are written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shell {
    /// `sh`, `bash`, `dash`, `zsh`
    #[default]
    Posix,
    /// Windows PowerShell and PowerShell 7
    PowerShell,
}

impl Shell {
    /// The text of a command; where the shell has none for it, one that fails and says why.
    #[must_use]
    pub fn emit(self, command: &Command) -> String {
        match self {
            Self::Posix => posix::emit(command),
            Self::PowerShell => powershell::emit(command).unwrap_or_else(|why| {
                let text = format!("{why} In a POSIX shell: {}", posix::emit(command));
                format!("throw {}", powershell::quote(&text))
            }),
        }
    }
}

/// A pipeline, maybe with its output written to a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Command {
    /// The programs, each reading what the one before it prints.
    pub stages: Vec<Stage>,
    /// The file that the last program's output goes to; whatever was in it is lost.
    pub output: Option<Argument>,
    /// What it means that it fails.
    pub failure: Failure,
}

/// What it means that a command fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Failure {
    /// What comes after it must not be run.
    #[default]
    Stops,
    /// It only looks, and failing is one of its answers.
    Tells,
}

/// One program of a pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Variables set for this program alone.
    pub environment: Vec<(Variable, Argument)>,
    /// Its name.
    pub program: String,
    /// Its arguments.
    pub words: Vec<Argument>,
}

/// One argument: parts without anything between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Argument {
    /// `license_key=` and `$GLOO_LICENSE_KEY`, for example.
    pub parts: Vec<Part>,
}

/// A piece of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text that reaches the program as it stands here, whatever it contains.
    Literal(String),
    /// What the variable holds when the command runs.
    Variable(Variable),
}

/// The name of an environment variable. It can't be made from a text, so no pasted name gets here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variable {
    /// Holds the licence key of Enterprise.
    LicenseKey,
    /// The user's home folder.
    Home,
}

impl Variable {
    /// The name in a shell.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LicenseKey => "GLOO_LICENSE_KEY",
            Self::Home => "HOME",
        }
    }

    /// Whether a command with it must not run where it is empty or not set. Every shell has a home; a chart that is
    /// upgraded with an empty licence key stops working.
    #[must_use]
    pub const fn must_be_set(self) -> bool {
        matches!(self, Self::LicenseKey)
    }
}

impl Command {
    /// One program with literal arguments.
    #[must_use]
    pub fn new(program: &str, words: &[&str]) -> Self {
        let words = words.iter().map(|word| Argument::literal(word)).collect();
        Self {
            stages: vec![Stage { environment: Vec::new(), program: program.to_owned(), words }],
            output: None,
            failure: Failure::Stops,
        }
    }

    /// The same command with one argument more for its last program.
    #[must_use]
    pub fn arg(mut self, word: Argument) -> Self {
        if let Some(stage) = self.stages.last_mut() {
            stage.words.push(word);
        }
        self
    }

    /// The same command with its output fed to another.
    #[must_use]
    pub fn pipe(mut self, next: Self) -> Self {
        self.stages.extend(next.stages);
        self
    }

    /// The same command with its output written to a file.
    #[must_use]
    pub fn write_to(mut self, file: Argument) -> Self {
        self.output = Some(file);
        self
    }

    /// The words of the first program, its name first, with variables as `$NAME`. For tools that want
    /// a list rather than a shell's text.
    #[must_use]
    pub fn argv(&self) -> Vec<String> {
        self.stages.first().map(Stage::argv).unwrap_or_default()
    }
}

impl Stage {
    /// See [`Command::argv`].
    #[must_use]
    pub fn argv(&self) -> Vec<String> {
        std::iter::once(self.program.clone()).chain(self.words.iter().map(Argument::plain)).collect()
    }
}

impl Argument {
    /// An argument that reaches the program as it stands here.
    #[must_use]
    pub fn literal(text: &str) -> Self {
        Self { parts: vec![Part::Literal(text.to_owned())] }
    }

    /// The value of a variable.
    #[must_use]
    pub fn variable(variable: Variable) -> Self {
        Self { parts: vec![Part::Variable(variable)] }
    }

    /// `key=` and the value of a variable.
    #[must_use]
    pub fn assign(key: &str, variable: Variable) -> Self {
        Self { parts: vec![Part::Literal(format!("{key}=")), Part::Variable(variable)] }
    }

    /// The path of a file as a user writes it: `~/` is the home folder, and a name that a program would take for
    /// something else is still a file.
    #[must_use]
    pub fn path(text: &str) -> Self {
        if let Some(rest) = text.strip_prefix("~/") {
            return Self { parts: vec![Part::Variable(Variable::Home), Part::Literal(format!("/{rest}"))] };
        }
        if is_more_than_a_file(text) { Self::literal(&format!("./{text}")) } else { Self::literal(text) }
    }

    /// The argument without any quoting, for people.
    #[must_use]
    pub fn plain(&self) -> String {
        let text = |part: &Part| match part {
            Part::Literal(text) => text.clone(),
            Part::Variable(variable) => format!("${}", variable.name()),
        };
        self.parts.iter().map(text).collect()
    }
}

/// Whether a program sees more in the path of a file: an option behind a hyphen, for awk a variable in front of `=`,
/// for Helm a protocol in front of `:`. A path that begins with a folder is nothing but a path, and so is a drive.
fn is_more_than_a_file(path: &str) -> bool {
    let (first, _) = path.split_once('/').unwrap_or((path, ""));
    let mut letters = path.chars();
    let is_drive = letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && letters.next() == Some(':');
    path.starts_with('-') || (first.contains(['=', ':']) && !is_drive)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expect: &str) {
        assert_eq!(Argument::path(path).plain(), expect);
    }

    #[test]
    fn a_path_is_nothing_but_a_file() {
        for same in ["a.yaml", "./a=b", "x/a=b:c", "/a=b", "../a:b", "+a", "@a", "C:\\a=b", "d:/a"] {
            check(same, same);
        }
        check("-x", "./-x");
        check("--set=a", "./--set=a");
        check("env=prod.yaml", "./env=prod.yaml");
        check("env=dir/prod.yaml", "./env=dir/prod.yaml");
        check("=a", "./=a");
        check("http:a", "./http:a");
        check(":a", "./:a");
        check("1:2.yaml", "./1:2.yaml");
        check("~/a=b", "$HOME/a=b");
    }
}
