//! What people write between outputs: the name of a cluster, or whether it was before or after a change.

/// Whether some output is from before a change or from after it, by the words above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Era {
    /// `Before the upgrade:`
    Before,
    /// `After:`
    After,
}

/// How sure it is that a heading names a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surety {
    /// It says so, or has the name of an environment.
    Sure,
    /// It is a name, of whatever.
    Maybe,
}

/// What a line says of the outputs below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label<'a> {
    /// Which cluster they are from.
    Cluster(&'a str, Surety),
    /// When they were printed.
    Era(Era),
}

/// A label is short: more bytes and more words are a text.
const LONGEST: usize = 100;
const MOST_WORDS: usize = 12;

/// Parts of names of clusters that say for what people use them.
const ENVIRONMENTS: [&str; 22] = [
    "prod",
    "production",
    "prd",
    "live",
    "staging",
    "stage",
    "stg",
    "preprod",
    "dev",
    "develop",
    "development",
    "devel",
    "test",
    "tst",
    "testing",
    "qa",
    "uat",
    "sandbox",
    "acceptance",
    "integration",
    "canary",
    "dr",
];

/// Words that name something else than a cluster, such as a command or a step.
const OTHER_WORDS: [&str; 37] = [
    "version",
    "versions",
    "check",
    "checks",
    "glooctl",
    "helm",
    "kubectl",
    "output",
    "outputs",
    "result",
    "results",
    "log",
    "logs",
    "error",
    "errors",
    "pods",
    "images",
    "list",
    "history",
    "status",
    "step",
    "attempt",
    "run",
    "try",
    "first",
    "second",
    "third",
    "next",
    "today",
    "yesterday",
    "now",
    "details",
    "summary",
    "description",
    "client",
    "server",
    "end",
];

/// Words before or after the name of a cluster that say what the name is.
const KINDS: [&str; 6] = ["cluster", "context", "kube-context", "environment", "env", "kubecontext"];

/// What a line is, if it is a label.
#[must_use]
pub fn label(text: &str) -> Option<Label<'_>> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST || text.starts_with("Checking ") {
        return None;
    }
    let is_frame =
        |c: char| matches!(c, '=' | '-' | '*' | '#' | '~' | '_' | '>' | '<' | '[' | ']' | '|' | '(' | ')');
    let bare = text.trim_matches(|c: char| is_frame(c) || c.is_whitespace());
    let has_colon = bare.ends_with(':');
    let bare = bare.trim_end_matches(':').trim_end();
    let words = || bare.split_ascii_whitespace();
    if words().nth(MOST_WORDS).is_some() || bare.is_empty() {
        return None;
    }
    let framed = text.trim_start_matches(is_frame).len() + 2 <= text.len()
        || text.starts_with('#')
        || (text.starts_with('[') && text.ends_with(']'));
    let is_heading = framed || has_colon;
    if let Some(name) = named(bare, is_heading) {
        return Some(Label::Cluster(name, Surety::Sure));
    }
    // Nearly every line is too long, so that its words are not looked at.
    let may_tell = is_heading || words().nth(3).is_none();
    if let Some(era) = may_tell.then(|| era(bare)).flatten() {
        return Some(Label::Era(era));
    }
    let mut one = words();
    let (first, second) = (one.next()?, one.next());
    match second {
        None if is_name(first) && is_environment(first) => Some(Label::Cluster(first, Surety::Sure)),
        None if framed && is_name(first) && !is_other(first) => Some(Label::Cluster(first, Surety::Maybe)),
        // `On prod:`, `This is staging:`
        Some(_) if is_heading => {
            let mut environments = words().filter(|word| is_name(word) && is_environment(word));
            let name = environments.next().filter(|_| environments.next().is_none())?;
            words().nth(5).is_none().then_some(Label::Cluster(name, Surety::Sure))
        }
        _ => None,
    }
}

/// The cluster that the name of a file names: `logs/prod-eu.txt`, `prod-eu-check.txt`.
#[must_use]
pub fn label_of_file(name: &str) -> Option<&str> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = without_output(file.split('.').next().unwrap_or(file));
    (is_name(stem) && is_environment(stem)).then_some(stem)
}

/// A name without the words at its ends that only say what is in the file, or when it was made: `prod-eu` of
/// `prod-eu-check` and `after_prod-eu`.
fn without_output(stem: &str) -> &str {
    let marks = ['-', '_'];
    let mut rest = stem;
    loop {
        rest = match (rest.split_once(marks), rest.rsplit_once(marks)) {
            (Some((first, after)), _) if is_other(first) => after,
            (_, Some((before, last))) if is_other(last) => before,
            _ => return rest,
        };
    }
}

/// `Cluster: prod`, `context prod`, `prod cluster`.
fn named(bare: &str, is_heading: bool) -> Option<&str> {
    let is_kind = |word: &str| {
        let word = word.trim_end_matches([':', '=']);
        KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(word))
    };
    let mut words = bare.split_ascii_whitespace();
    let (first, second, third) = (words.next()?, words.next()?, words.next());
    if third.is_some() {
        return None;
    }
    let says_kind = first.ends_with([':', '=']) || is_heading;
    let name = if is_kind(first) && (says_kind || is_environment(second)) {
        second
    } else if is_kind(second) && (is_heading || is_environment(first)) {
        first
    } else {
        return None;
    };
    is_name(name).then_some(name)
}

/// Whether a word says when.
pub(super) fn is_era(word: &str) -> bool {
    era(word).is_some()
}

/// The words of a label that say when.
fn era(bare: &str) -> Option<Era> {
    let mut eras = bare.split(|c: char| !c.is_ascii_alphanumeric()).filter_map(|word| {
        let word = word.to_ascii_lowercase();
        match word.as_str() {
            "before" | "old" | "previously" | "earlier" | "formerly" => Some(Era::Before),
            "after" | "afterwards" | "new" | "now" | "later" => Some(Era::After),
            _ => None,
        }
    });
    // The first one counts: `before and after` speaks of both.
    let first = eras.next()?;
    eras.all(|other| other == first).then_some(first)
}

/// Whether it may be the name of a cluster or a context.
fn is_name(word: &str) -> bool {
    word.len() <= 100
        && word.starts_with(|c: char| c.is_ascii_alphanumeric())
        && word
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':' | b'/' | b'@'))
        && word.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Whether a part of the name says what people use the cluster for: `prod-eu`, `eks_staging_1`.
fn is_environment(word: &str) -> bool {
    let parts = word.split(|c: char| !c.is_ascii_alphabetic());
    let mut parts = parts.map(str::to_ascii_lowercase);
    parts.any(|part| ENVIRONMENTS.contains(&part.as_str()))
}

/// Whether the word names something else than a cluster. A number alone counts steps.
fn is_other(word: &str) -> bool {
    let mut parts = word.split(|c: char| !c.is_ascii_alphabetic()).map(str::to_ascii_lowercase);
    parts.any(|part| OTHER_WORDS.contains(&part.as_str())) || era(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<Label<'_>>) {
        assert_eq!(label(text), expect, "reading {text:?}");
    }

    #[test]
    fn clusters_are_named_by_headings() {
        let sure = |name| Some(Label::Cluster(name, Surety::Sure));
        let maybe = |name| Some(Label::Cluster(name, Surety::Maybe));
        check("=== prod ===", sure("prod"));
        check("## staging-eu", sure("staging-eu"));
        check("**dev**", sure("dev"));
        check("Cluster: north", sure("north"));
        check("--- context gke_shop_eu-west1_c1 ---", sure("gke_shop_eu-west1_c1"));
        check("prod cluster:", sure("prod"));
        check("On prod:", sure("prod"));
        check("prod:", sure("prod"));
        check("dev", sure("dev"));
        check("=== north ===", maybe("north"));
        check("[north]", maybe("north"));
    }

    #[test]
    fn eras_are_told_by_words() {
        check("Before the upgrade:", Some(Label::Era(Era::Before)));
        check("=== after ===", Some(Label::Era(Era::After)));
        check("After", Some(Label::Era(Era::After)));
        check("and this is what it printed before I upgraded:", Some(Label::Era(Era::Before)));
        check("Before and after:", None);
    }

    #[test]
    fn other_lines_are_no_labels() {
        for text in [
            "=== glooctl version ===",
            "### check",
            "--- step 2 ---",
            "=== 1 ===",
            "-----",
            "Checking pods... OK",
            "the cluster is down",
            "We upgraded the production cluster yesterday and now nothing works any more, please help",
            "NAME   READY",
            "",
        ] {
            check(text, None);
        }
    }
}
