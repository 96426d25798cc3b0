//! Lines that a narrow window broke.

use super::known;

/// Whether the next line may be the rest of a word that this one ends with. A number that goes on would name
/// another release.
pub(super) fn may_go_on(line: &str, next: &str) -> bool {
    let mut first = next.chars();
    let goes_on = match first.next() {
        Some('0'..='9') => true,
        // A list and a rule begin with hyphens too.
        Some('-' | '.' | '+' | '_') => first.next().is_some_and(char::is_alphanumeric),
        first => {
            let is_word = || next.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '+' | '_'));
            let ends_within = ends_within_number(line) || (ends_with_build(line) && is_word());
            first.is_some_and(char::is_alphanumeric) && ends_within
        }
    };
    let ends_open =
        line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '+' | '_' | ':' | '@' | '/'));
    goes_on && ends_open
}

/// Whether a line ends with `1.` or `1.9.0-bet`, which no number does.
fn ends_within_number(line: &str) -> bool {
    const STAGES: [&str; 3] = ["alpha", "beta", "rc"];
    let before = match line.strip_suffix(['.', '+', '-']) {
        Some(before) => before,
        None => match line.rsplit_once('-') {
            Some((before, stage)) if STAGES.iter().any(|whole| whole.starts_with(stage)) => before,
            _ => return false,
        },
    };
    before.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a line ends with a number that says how it was built: `1.24.6+k3s1`, `1.31.6-eks-bc803b4`.
fn ends_with_build(line: &str) -> bool {
    let word = line.rsplit([' ', ':', '"']).next().unwrap_or(line).trim_start_matches('v');
    let build = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    build.len() < word.len() && build.starts_with(['+', '-'])
}

/// How many lines a broken one has at most.
const MOST: usize = 16;

/// A line of the check that is not there to its end.
pub(super) struct Broken {
    /// Its index.
    pub at: usize,
    text: String,
    lines: usize,
}

impl Broken {
    /// Remembers a line that a window may have broken.
    pub(super) fn begins_with(line: &str, at: usize) -> Option<Self> {
        known::is_unfinished(line).then(|| Self { at, text: line.to_owned(), lines: 1 })
    }

    /// Takes the next line: the whole line, if that was the rest of it, or what is there so far.
    pub(super) fn take(mut self, next: &str) -> Result<String, Option<Self>> {
        // A status in the line below its heading is no rest of it.
        let status = next.trim();
        let is_status = known::status_length(status) == Some(status.len()) && !status.starts_with('N');
        if is_status && self.text.ends_with(['.', '…']) && known::heading(&self.text).is_some() {
            return Err(None);
        }
        // A blank at the break is lost.
        let joins = ["", " "].map(|between| format!("{}{between}{}", self.text, next.trim_start()));
        if let Some(whole) = joins.iter().find(|text| known::is_finished(text)) {
            return Ok(whole.clone());
        }
        self.lines += 1;
        let [joined, spaced] = joins;
        self.text = if self.text.ends_with(':') || self.text.ends_with("...") { spaced } else { joined };
        let goes_on = self.lines < MOST && !next.is_empty() && known::is_unfinished(&self.text);
        Err(goes_on.then_some(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_go_on() {
        let check = |line: &str, next: &str, expect: bool| {
            assert_eq!(may_go_on(line, next), expect, "{line:?} and {next:?}");
        };
        check("Image: quay.io/solo-io/gloo-ee:1.16.1", "2-fips", true);
        check("Image: quay.io/solo-io/gloo-ee:1.16.1", "-fips", true);
        check("Image: quay.io/solo-io/gloo-ee:1.16", ".12", true);
        check("Server Version: v1.24.6+", "k3s1", true);
        check("Server Version: v1.24.6+k3", "s1", true);
        check("Server Version: v1.24.6+k3s1", "see above", false);
        check("Client: version: 1.9.0-b", "eta13", true);
        check("Client: version: 1.9.0-fips", "Server: x", false);
        check("tag 1.16.1", "----------", false);
        check("tag 1.16.1", "---", false);
        check("tag 1.16.1", "- x", false);
        check("tag 1.16.1", "--flag", false);
        check("tag 1.16.1", "  2-fips", false);
        check("tag 1.16.1", "tag 1.16.2", false);
        check("Upgrade complete.)", "2 x", false);
    }
}
