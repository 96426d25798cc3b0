//! What several bundles are called, so that each has a name of its own.

/// Endings of archives.
const ENDINGS: [&str; 6] = [".tar.gz", ".tgz", ".tar", ".zip", ".gz", ".log"];

/// The name of an archive without what tells its form: `prod` of `prod.tar.gz`.
#[must_use]
pub fn stem(name: &str) -> &str {
    let stem = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    stem.filter(|stem| !stem.is_empty()).unwrap_or(name)
}

/// A short name for each of some paths of bundles: the last folder, or the last one that tells them all apart. Where
/// none does, the path.
#[must_use]
pub fn labels(paths: &[&str]) -> Vec<String> {
    let parts = |path: &str| -> Vec<String> {
        path.split('/')
            .filter(|part| !matches!(*part, "" | "." | ".."))
            .map(|part| stem(part).to_owned())
            .collect()
    };
    let all: Vec<Vec<String>> = paths.iter().map(|path| parts(path)).collect();
    let depth = all.iter().map(Vec::len).max().unwrap_or(0);
    for up in 0..depth {
        let named: Vec<&String> =
            all.iter().filter_map(|parts| parts.get(parts.len().saturating_sub(up + 1))).collect();
        let is_other = |(at, name): (usize, &&String)| !named.iter().take(at).any(|before| before == name);
        if named.len() == paths.len() && named.iter().enumerate().all(is_other) {
            return named.into_iter().cloned().collect();
        }
    }
    paths.iter().map(|path| (*path).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundles_are_named_by_what_differs() {
        let check = |paths: &[&str], expect: &[&str]| assert_eq!(labels(paths), expect, "naming {paths:?}");
        check(&["debug"], &["debug"]);
        check(&["cases/prod.tar.gz"], &["prod"]);
        check(&["prod.tar.gz/debug", "dev.zip/debug"], &["prod", "dev"]);
        check(&["a/debug", "b/debug"], &["a", "b"]);
        check(&["a/x", "a/y"], &["x", "y"]);
        check(&["debug", "dev/debug"], &["debug", "dev"]);
        check(&["x/a", "x/a"], &["x/a", "x/a"]);
        check(&[], &[]);
    }
}
