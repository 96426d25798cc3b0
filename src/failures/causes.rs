//! Which causes of a failure are ruled out by the open-source release that a stack names.

use super::Failure;
use crate::version::Version;

impl Failure {
    /// Its causes, without those that the release in a message does not have: `…, solo-io/gloo@v1.15.18`.
    #[must_use]
    pub fn causes_of(&self, message: &str) -> Vec<&str> {
        let base = message.split_once("solo-io/gloo@").and_then(|(_, rest)| {
            let end = rest.find(['/', ' ', ',']).unwrap_or(rest.len());
            Version::parse(rest.get(..end)?)
        });
        let causes = self.causes.iter().map(String::as_str);
        causes.filter(|cause| base.is_none_or(|base| may_be(cause, base))).collect()
    }
}

/// Whether a release may have a cause: `x (before 1.6.34, 1.7.17)`, `x in 1.15.0 and 1.15.1`.
fn may_be(cause: &str, base: Version) -> bool {
    let numbers =
        |list: &str| list.split([' ', ',', ')']).filter_map(Version::parse).collect::<Vec<Version>>();
    if let Some((_, list)) = cause.split_once("(before ") {
        let fixes = numbers(list);
        let is_past = fixes.iter().all(|fix| fix.line() < base.line());
        return !is_past && !fixes.iter().any(|fix| fix.line() == base.line() && *fix <= base);
    }
    let named = cause.split_once(" in ").map(|(_, list)| numbers(list)).unwrap_or_default();
    named.is_empty() || cause.contains(" to ") || named.contains(&base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_rules_causes_out() {
        let check = |cause: &str, base: &str, expect: bool| {
            let base = Version::parse(base).unwrap_or(Version::stable(0, 0, 0));
            assert_eq!(may_be(cause, base), expect, "{cause} in {base}");
        };
        check("x in 1.15.0 and 1.15.1", "1.15.18", false);
        check("x in 1.15.0 and 1.15.1", "1.15.1", true);
        check("x (before 1.6.34, 1.7.17)", "1.15.18", false);
        check("x (before 1.6.34, 1.7.17)", "1.6.34", false);
        check("x (before 1.6.34, 1.7.17)", "1.7.16", true);
        check("x (before 1.6.34, 1.7.17)", "1.5.0", true);
        check("x (before 1.6.0)", "1.6.0", false);
        check("Upgrade in 1.11.10 to 1.11.15", "1.15.18", true);
        check("A bad filter", "1.15.18", true);
    }
}
