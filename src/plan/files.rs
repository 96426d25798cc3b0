//! The files that a plan writes. None of them is the user's own, which a command would overwrite.

use super::Step;
use crate::command::{Argument, Command, Part};

/// A name for a file of ours: as it is, or another one where it may be that of the user's own.
pub(super) fn apart(name: &str, own: Option<&str>) -> String {
    if !own.is_some_and(|own| may_be(own, name)) {
        return name.to_owned();
    }
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}-kept.{ending}"),
        None => format!("{name}-kept"),
    }
}

/// Gives every file that is written and may be the user's own another name. A name that further commands use has to
/// be [`apart`] already.
pub(super) fn keep_apart(steps: &mut [Step], own: Option<&str>) {
    for step in steps {
        let of_risks = step.risks.iter_mut().flat_map(|risk| &mut risk.commands);
        for command in step.commands.iter_mut().chain(of_risks) {
            for file in written(command) {
                if let [Part::Literal(name)] = file.parts.as_mut_slice() {
                    *name = apart(name, own);
                }
            }
        }
    }
}

/// The files that a command writes.
fn written(command: &mut Command) -> Vec<&mut Argument> {
    let mut files: Vec<&mut Argument> = Vec::new();
    files.extend(&mut command.output);
    for stage in &mut command.stages {
        let option = match stage.program.as_str() {
            "curl" => "-o",
            "glooctl" => "-f",
            _ => continue,
        };
        let mut words = stage.words.iter_mut().skip_while(|word| word.plain() != option);
        files.extend(words.nth(1));
    }
    files
}

/// Whether a path may lead to a file of ours, which is in the folder that the commands are typed in. Where that is,
/// and what links lead to it, is not known here, so the name alone counts, as systems compare names that differ least:
/// in any case, and without the dots, blanks and colons that Windows passes over.
fn may_be(path: &str, ours: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_ours = |name: &str| folded(name.trim_end_matches(['.', ' '])) == folded(ours);
    name.split(':').any(is_ours)
}

/// A name without its case, as far as ours have one: of other letters only a long s and the sign of kelvin fold to theirs.
fn folded(name: &str) -> String {
    let fold = |letter: char| match letter {
        '\u{17f}' => 's',
        '\u{212a}' => 'k',
        letter => letter.to_ascii_lowercase(),
    };
    name.chars().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(own: &str, expect: &str) {
        assert_eq!(apart("gloo-values-1.16.3.yaml", Some(own)), expect, "beside {own:?}");
    }

    #[test]
    fn a_file_of_the_users_own_keeps_its_name() {
        for own in [
            "gloo-values-1.16.3.yaml",
            "./gloo-values-1.16.3.yaml",
            ".//gloo-values-1.16.3.yaml",
            "x/../gloo-values-1.16.3.yaml",
            "../here/gloo-values-1.16.3.yaml",
            "/home/me/gloo-values-1.16.3.yaml",
            "~/gloo-values-1.16.3.yaml",
            "Gloo-Values-1.16.3.YAML",
            "gloo-value\u{17f}-1.16.3.yaml",
            ".\\gloo-values-1.16.3.yaml",
            "C:gloo-values-1.16.3.yaml",
            "gloo-values-1.16.3.yaml::$DATA",
            "gloo-values-1.16.3.yaml. .",
        ] {
            check(own, "gloo-values-1.16.3-kept.yaml");
        }
    }

    #[test]
    fn other_files_do_not_matter() {
        let same = "gloo-values-1.16.3.yaml";
        for own in ["values.yaml", "gloo-values-1.16.3-kept.yaml", "gloo-values-1.16.3.yml", "a/b", "\u{df}"]
        {
            check(own, same);
        }
        assert_eq!(apart(same, None), same);
    }

    #[test]
    fn a_name_without_an_ending_gets_none() {
        assert_eq!(apart("glooctl", Some("./GLOOCTL")), "glooctl-kept");
        assert_eq!(apart("glooctl.exe", Some("glooctl.exe")), "glooctl-kept.exe");
    }
}
