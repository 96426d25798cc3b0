//! What somebody only wants, plans or expects: an output below such words says nothing of what is installed.

/// How the output that comes next was introduced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Wish {
    /// As any output.
    #[default]
    None,
    /// The line above says that it is only wanted.
    Announced,
    /// It has begun, and ends with a blank line or a command.
    Begun,
    /// It is between fences, and ends with the second one.
    Fenced,
}

impl Wish {
    /// After a line that is no output: text, a fence, a command, or nothing.
    pub(super) fn after(self, text: &str, is_typed: impl Fn() -> bool) -> Self {
        match self {
            Self::Announced | Self::Begun if text.starts_with("```") => Self::Fenced,
            Self::Fenced if text.starts_with("```") => Self::None,
            Self::Fenced => self,
            Self::Announced if text.is_empty() || is_typed() => self,
            _ if is_wish(text) && !is_typed() => Self::Announced,
            _ => Self::None,
        }
    }

    /// After an output.
    pub(super) fn begun(self) -> Self {
        if self == Self::Announced { Self::Begun } else { self }
    }
}

/// Whether a line introduces what is only wanted. Its last clause says it, and nothing there takes it back.
fn is_wish(text: &str) -> bool {
    const LONGEST: usize = 400;
    const FIRST: [&str; 6] = ["expected", "desired", "wanted", "planned", "hypothetical", "expect"];
    const LAST: [&str; 6] = ["expect", "expected", "want", "wanted", "planned", "hope"];
    const SAYS: [&str; 12] = [
        "print", "prints", "show", "shows", "say", "says", "look", "see", "report", "reports", "output",
        "return",
    ];
    const OTHER: [&str; 10] = ["not", "was", "t", "than", "instead", "but", "as", "unlike", "why", "know"];
    if text.len() > LONGEST || text.is_empty() {
        return false;
    }
    let is_open = text.ends_with(':') || text.starts_with('#');
    let mut clauses = text.rsplit([',', '.', ';', '?', '!']).map(str::to_ascii_lowercase);
    let Some(clause) = clauses.find(|clause| clause.contains(char::is_alphabetic)) else { return false };
    let words = || clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let has = |word: &str| words().any(|one| one == word);
    if words().any(|word| OTHER.contains(&word)) || has("is") && has("what") {
        return false;
    }
    let is_one = |word: Option<&str>, known: &[&str]| word.is_some_and(|word| known.contains(&word));
    let mut pairs = words().zip(words().skip(1));
    let says = |word: &str| SAYS.contains(&word);
    let article = |word: &&str| matches!(*word, "the" | "our" | "my" | "an" | "a");
    let last = words().next_back();
    let tells = pairs.any(|(one, other)| matches!(one, "should" | "would" | "will") && says(other));
    let begins = is_one(words().find(|word| !article(word)), &FIRST);
    let ends = is_one(last, &LAST) || has("should") && is_one(last, &SAYS);
    is_open && (begins || ends || tells) || last == Some("expect") || has("if") && is_one(last, &SAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_is_told_from_what_was_seen() {
        for text in [
            "Once that is done we want:",
            "Expected:",
            "### Expected Behavior",
            "The expected output (of the wiki):",
            "We go to 1.18 on Monday, and then I expect",
            "It should look like this:",
            "glooctl should then say:",
            "Would we be done if glooctl version says",
        ] {
            assert!(is_wish(text), "{text}");
        }
        for text in [
            "I would like to know why it says:",
            "This is not what we want:",
            "I expected it to work, but got:",
            "It works as expected:",
            "Contrary to what we want it says:",
            "Unexpected:",
            "[FAILED] Expected",
            "Actual:",
            "That is what we want:",
            "It should be healthy, yet it prints:",
            "We upgraded as planned:",
            "On the cluster that we want to upgrade:",
            "Here you have what you want",
        ] {
            assert!(!is_wish(text), "{text}");
        }
    }
}
