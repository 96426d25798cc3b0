//! What the name of a values file has to be like, so that every program of a plan takes it for that file.
//!
//! Helm reads `-f` as a list with commas and double quotes, and each name in it as an address, which it fetches where
//! it has a protocol. That was seen with Helm 3.9, 3.17 and 4.1; a shell's quotes change nothing about it.

use crate::untrusted::hides;

/// Why a file can't be named so, as the end of a sentence; nothing where it can.
pub(super) fn wrong(name: &str) -> Option<&'static str> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let wrongs = [
        (
            name.chars().any(hides),
            "the name of a file can't hold control characters or marks that hide its letters",
        ),
        (
            name == "-" || name.starts_with("/dev/"),
            "that can be read only once, and the plan reads the file again for each command",
        ),
        (
            name.contains("://"),
            "that is an address, which Helm would fetch; download the file and name it here",
        ),
        (matches!(last, "" | "." | ".."), "that is a folder"),
        (
            name.contains([',', '"']),
            "Helm reads a comma or a double quote in it as part of a list, however the shell quotes it; rename the file",
        ),
        (
            !name.split('%').skip(1).all(begins_with_digits),
            "Helm can't read a name with a % that no two hexadecimal digits follow; give the file another name",
        ),
        (
            name.starts_with('~') && !name.starts_with("~/"),
            "a ~ before a name may be the folder of another user; write the whole path, or ./ before it",
        ),
        (
            name.starts_with("//"),
            "Helm takes a path with two slashes in front for an address; write it with one",
        ),
    ];
    wrongs.into_iter().find(|(is_wrong, _)| *is_wrong).map(|(_, why)| why)
}

fn begins_with_digits(text: &str) -> bool {
    text.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], expect: Option<&str>) {
        for name in names {
            let seen = wrong(name);
            let is_as_expected = match expect {
                Some(words) => seen.is_some_and(|why| why.contains(words)),
                None => seen.is_none(),
            };
            assert!(is_as_expected, "{name:?}: {seen:?}");
        }
    }

    #[test]
    fn names_of_files_are_taken() {
        check(
            &["a.yaml", "dir/a.yaml", "/etc/a.yaml", "~/a.yaml", "../a b.yaml", "-x", "env=prod.yaml"],
            None,
        );
        check(&["it's.yaml", "a%20b.yaml", "a:b.yaml", "http:x", "C:\\a\\b.yaml", "C:/a.yaml"], None);
        check(&["$(id).yaml", "a;b", "*.yaml", "[a]", "{a}", "a#b?c", "+a", "@a", "./~a", "caf\u{e9}"], None);
    }

    #[test]
    fn what_helm_takes_for_something_else_is_refused() {
        check(&["a,b.yaml", ",", "a\"b.yaml", "\"a.yaml\"", "x/a,b"], Some("part of a list"));
        check(
            &["http://a/b.yaml", "HTTPS://a/b", "oci://a/b", "s3://a/b", "file:///a", "x://"],
            Some("an address, which"),
        );
        check(&["%", "a%", "%4", "a%zz.yaml", "50%.yaml", "%41%4"], Some("hexadecimal"));
        check(&["//a/b.yaml"], Some("two slashes"));
    }

    #[test]
    fn what_is_no_file_is_refused() {
        check(&["-", "/dev/stdin", "/dev/fd/63"], Some("only once"));
        check(&["/", ".", "..", "a/", "a/.", "../..", "~/", "C:\\"], Some("a folder"));
        check(&["~", "~root/a.yaml", "~a.yaml", "~+/a"], Some("another user"));
    }

    #[test]
    fn what_hides_is_refused() {
        for mark in [
            '\n', '\r', '\t', '\0', '\u{1b}', '\u{85}', '\u{9b}', '\u{ad}', '\u{61c}', '\u{200b}', '\u{202e}',
        ] {
            check(&[&format!("a{mark}.yaml")], Some("marks that hide"));
        }
        for mark in ['\u{2028}', '\u{2029}', '\u{2066}', '\u{3164}', '\u{fe0f}', '\u{feff}', '\u{e0041}'] {
            check(&[&format!("a{mark}.yaml")], Some("marks that hide"));
        }
    }
}
