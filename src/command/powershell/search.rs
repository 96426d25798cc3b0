//! A search for words in what another program prints, as `grep` does it.

use super::{NO_EQUIVALENT, Unavailable, quote, refuse};
use crate::command::{Argument, Stage};

/// How many lines there are, in place of the lines.
const COUNTED: &str = " | Measure-Object | Select-Object -ExpandProperty Count";

/// The lines that a search of what another program prints lets through. What is sought is a word, or one at the
/// beginning or the end of a line, which means the same to both.
pub(super) fn emit(grep: &Stage) -> Result<String, Unavailable> {
    let (mut cases, mut before, mut after, mut sought) = (" -CaseSensitive", "0", "0", Vec::new());
    let mut counted = "";
    let words: Vec<String> = grep.words.iter().map(Argument::plain).collect();
    let mut rest = words.iter().map(String::as_str);
    while let Some(word) = rest.next() {
        let number = |joined: &'static str| word.strip_prefix(joined);
        match word {
            "-i" => cases = "",
            "-c" => counted = COUNTED,
            "-e" => sought.extend(rest.next()),
            "-A" => after = rest.next().unwrap_or_default(),
            "-B" => before = rest.next().unwrap_or_default(),
            _ if number("-A").is_some() => after = number("-A").unwrap_or_default(),
            _ if number("-B").is_some() => before = number("-B").unwrap_or_default(),
            _ if word.starts_with('-') => return Err(NO_EQUIVALENT),
            _ => sought.push(word),
        }
    }
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let has_pattern = |text: &str| text.contains(['\\', '*', '[', ']', '+', '?', '(', ')', '{', '}', '|']);
    if sought.is_empty()
        || !is_number(before)
        || !is_number(after)
        || sought.iter().any(|text| has_pattern(text))
    {
        return Err(NO_EQUIVALENT);
    }
    for text in &sought {
        refuse(text)?;
    }
    let sought = sought.iter().map(|text| quote(text)).collect::<Vec<_>>().join(",");
    let around =
        if before == "0" && after == "0" { String::new() } else { format!(" -Context {before},{after}") };
    Ok(format!("Select-String{cases}{around} -Pattern {sought}{counted}"))
}

#[cfg(test)]
mod tests {
    use super::super::UTF_8;
    use super::*;
    use crate::command::{Command, powershell};

    fn check(command: &Command, expect: Result<&str, Unavailable>) {
        assert_eq!(powershell::emit(command), expect.map(str::to_owned), "writing {command:?}");
    }

    #[test]
    fn a_search_is_one_of_powershells_own() {
        let values = Command::new("helm", &["get", "values", "gloo"]);
        let check = |words: &[&str], expect: &str| {
            let expect = format!("{UTF_8}helm get values gloo | Select-String{expect}");
            check(&values.clone().pipe(Command::new("grep", words)), Ok(&expect));
        };
        check(&["pluginAuth"], " -CaseSensitive -Pattern 'pluginAuth'");
        check(&["-i", "-A", "1", "-e", "a", "-e", "b:"], " -Context 0,1 -Pattern 'a','b:'");
        check(
            &["-c", "wasm"],
            " -CaseSensitive -Pattern 'wasm' | Measure-Object | Select-Object -ExpandProperty Count",
        );
        check(&["-B2", "-A3", "^redis:"], " -CaseSensitive -Context 2,3 -Pattern '^redis:'");
    }

    #[test]
    fn a_search_with_a_pattern_of_its_own_is_none_of_powershells() {
        let values = Command::new("helm", &["get", "values", "gloo"]);
        for words in [&["-v", "x"][..], &["a*"], &["-A", "x", "y"], &["-e"], &[], &["a\\|b"]] {
            check(&values.clone().pipe(Command::new("grep", words)), Err(NO_EQUIVALENT));
        }
    }
}
