//! Failures that another program relays: Argo CD, Flux, Terraform, Pulumi and what runs builds. The failure inside is
//! the same as if it stood alone; what is around it is left out, and what was escaped is as it was.

use super::log::{inner, unescaped};
use super::recognise::{Cursor, Read};
use super::{Content, Format, Kind, Span, Trouble, Wrong, error, flux};

/// What a failure begins with wherever it stands, and what printed it; a message follows.
const ANCHORS: [(&str, Kind); 21] = [
    ("Error: UPGRADE FAILED: ", Kind::HelmError),
    ("Error: INSTALLATION FAILED: ", Kind::HelmError),
    ("Error: ROLLBACK FAILED: ", Kind::HelmError),
    ("UPGRADE FAILED: ", Kind::HelmError),
    ("INSTALLATION FAILED: ", Kind::HelmError),
    ("Helm upgrade failed", Kind::HelmError),
    ("Helm install failed", Kind::HelmError),
    ("Helm rollback failed", Kind::HelmError),
    ("Helm uninstall failed", Kind::HelmError),
    ("Helm test failed", Kind::HelmError),
    ("Helm Release ", Kind::HelmError),
    ("install retries exhausted", Kind::HelmError),
    ("upgrade retries exhausted", Kind::HelmError),
    ("Unable to continue with install: ", Kind::HelmError),
    ("Error from server (", Kind::KubectlError),
    ("Error from server: ", Kind::KubectlError),
    ("Error: execution error at (", Kind::HelmError),
    ("Error: template: ", Kind::HelmError),
    ("one or more objects failed to apply, reason: ", Kind::KubectlError),
    ("one or more synchronization tasks are not valid", Kind::KubectlError),
    ("waiting for completion of hook ", Kind::OtherLog),
];

/// Conditions of Argo CD, which a message follows.
const CONDITIONS: [&str; 4] = ["ComparisonError", "SyncError", "SyncFailed", "InvalidSpecError"];

/// Reads the block that begins at the cursor, if one does.
#[must_use]
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    table(cursor).or_else(|| line(cursor))
}

fn line(cursor: &Cursor<'_>) -> Option<Read> {
    let (kind, trouble) = find(cursor, 0)?;
    Some(Read { troubles: vec![trouble], ..Read::new(kind, Format::Text, Content::Nothing, cursor.at + 1) })
}

/// The failure in a line, and what printed it.
pub(super) fn find(cursor: &Cursor<'_>, ahead: usize) -> Option<(Kind, Trouble)> {
    let text = cursor.text(ahead)?;
    let span = cursor.span(ahead);
    let (kind, message) = anchored(text)
        .or_else(|| condition(text))
        .or_else(|| fields(text))
        .or_else(|| behind_margin(text))?;
    Some((kind, Trouble { about: flux::object(text).map(Box::new), ..Trouble::new(&message, span) }))
}

/// The failure in the message of a condition, as an object of what deploys has it.
pub(super) fn of_condition(message: &str, span: Span) -> Option<Trouble> {
    anchored(message).map(|(_, message)| Trouble::new(&message, span))
}

/// The failure that a known beginning shows.
fn anchored(text: &str) -> Option<(Kind, String)> {
    // Nearly no line has any of the letters that all of them have.
    if !text.contains("ailed")
        && !text.contains("FAILED")
        && !text.contains("rror")
        && !text.contains("exhausted")
        && !text.contains("elm Release ")
        && !text.contains("hook ")
    {
        return None;
    }
    let found = ANCHORS.iter().filter_map(|(start, kind)| Some((text.find(start)?, *start, *kind)));
    let (at, start, kind) = found.min_by_key(|(at, ..)| *at)?;
    let (before, rest) = text.split_at_checked(at)?;
    let said = rest.strip_prefix(start).unwrap_or_default();
    // A mention is no message.
    let has_message =
        said.contains(": ") || said.len() > 12 || start.ends_with("exhausted") || start.ends_with("valid");
    let is_message = start.ends_with(' ')
        || start.ends_with('(')
        || start.ends_with("exhausted")
        || start.ends_with("valid")
        || said.starts_with([':', ' ']);
    if !has_message || !is_message || is_prose(before) {
        return None;
    }
    let quote = before.contains('"') && before.matches('"').count() % 2 == 1;
    let rest = if start.ends_with("reason: ") { said } else { rest };
    Some((kind, if quote { string(rest) } else { rest.trim_end_matches(['|', ' ', '`', '*']).to_owned() }))
}

/// Whether somebody's own words come before a failure, and not a margin: a word such as `when` or `if` makes it
/// a case that is spoken of.
fn is_prose(before: &str) -> bool {
    const WORDS: [&str; 12] =
        ["if", "when", "whenever", "like", "e.g.", "for", "without", "no", "not", "never", "or", "after"];
    before.split_ascii_whitespace().any(|word| WORDS.contains(&word.to_ascii_lowercase().as_str()))
        && before.split_ascii_whitespace().take(3).count() == 3
        && !before.contains(['=', '"', '|'])
}

/// The rest of a string whose beginning is cut off: to its closing quote, with nothing escaped.
fn string(rest: &str) -> String {
    let mut is_escaped = false;
    let end = rest.char_indices().find(|(_, c)| {
        let is_end = *c == '"' && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        is_end
    });
    let inside = rest.get(..end.map_or(rest.len(), |(at, _)| at)).unwrap_or(rest);
    let once = unescaped(inside);
    // What was quoted twice is escaped twice.
    if once.contains("\\\"") { unescaped(&once) } else { once }
}

/// `ComparisonError  Failed to load target state: …`, as `argocd app get` prints conditions.
fn condition(text: &str) -> Option<(Kind, String)> {
    let rest = CONDITIONS.iter().find_map(|start| text.strip_prefix(start))?;
    let message = rest.trim_start_matches([':', ' ', '\t', '|', '/']);
    let is_apart = rest.starts_with([':', ' ', '\t']) && message.contains(' ');
    is_apart.then(|| (Kind::OtherLog, text.trim_end_matches(['|', ' ']).to_owned()))
}

/// `time="…" level=error msg="…" error="…"`
fn fields(text: &str) -> Option<(Kind, String)> {
    let head = text.get(..text.floor_char_boundary(160)).unwrap_or(text);
    let (_, after) = head.split_once("level=")?;
    let level = after.split([' ', '\t']).next()?.trim_matches('"').to_ascii_lowercase();
    let is_bad = matches!(level.as_str(), "error" | "err" | "fatal" | "panic" | "critical");
    let value = |key: &str| {
        let at = text
            .match_indices(key)
            .map(|(at, _)| at)
            .find(|at| *at == 0 || text.as_bytes().get(at - 1) == Some(&b' '))?;
        let rest = text.get(at + key.len()..)?;
        Some(match rest.strip_prefix('"') {
            Some(inside) => string(inside),
            None => rest.split(' ').next().unwrap_or(rest).to_owned(),
        })
    };
    let parts = [value("msg="), value("error=").or_else(|| value("err="))];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let said = parts.join(": ");
    let is_told = is_bad && !said.is_empty() && !error::is_consequence(&said);
    is_told.then(|| match anchored(&said) {
        Some((kind, message)) => (kind, message),
        None => (Kind::OtherLog, said),
    })
}

/// `deploy-1  | Error: release: not found`: a failure that says something known, behind the name of what ran it.
fn behind_margin(text: &str) -> Option<(Kind, String)> {
    if !text.contains("rror") {
        return None;
    }
    let inner = inner(text).find(|inner| error::is_error(inner)).or_else(|| behind_marks(text))?;
    let is_known = Trouble::new(inner, Span::default()).what != Wrong::Other;
    let kind = if inner.starts_with("Error: ") { Kind::HelmError } else { Kind::KubectlError };
    is_known.then(|| (kind, inner.to_owned()))
}

/// A failure behind words that all have a number or a mark: `#12 0.351 Error: …`, `Step #4 - "deploy": Error: …`.
fn behind_marks(text: &str) -> Option<&str> {
    const LONGEST: usize = 120;
    let head = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    let at = ["Error: ", "Error from server"].iter().filter_map(|start| head.find(start)).min()?;
    let (before, rest) = text.split_at_checked(at)?;
    let is_mark = |word: &str| word.contains(|c: char| !c.is_alphabetic());
    let ends = before.trim_end().ends_with([':', ']', '|', ')', '>'])
        && before.split_ascii_whitespace().count() <= 6;
    (ends || before.split_ascii_whitespace().all(is_mark)).then_some(rest)
}

/// The resources of an application, as `argocd app get` prints them: each that is not as it should be.
fn table(cursor: &Cursor<'_>) -> Option<Read> {
    let mut read = Read::new(Kind::OtherLog, Format::Table, Content::Nothing, cursor.at);
    let is_heading =
        |text: &str| text.starts_with("GROUP") && text.contains("KIND") && text.contains("HEALTH");
    let mut ahead = 0;
    while let Some(text) = cursor.text(ahead) {
        match state(text) {
            Some(State::Right) => {}
            Some(State::Wrong) => {
                let words: Vec<&str> = text.split_ascii_whitespace().take(64).collect();
                read.troubles.push(Trouble::of(Wrong::Row, words.join(" "), cursor.span(ahead)));
            }
            None if is_heading(text) => {}
            None => break,
        }
        ahead += 1;
    }
    read.next = cursor.at + ahead;
    (ahead > 0).then_some(read)
}

/// What the row of a resource says.
enum State {
    Right,
    Wrong,
}

fn state(text: &str) -> Option<State> {
    const HEALTH: [&str; 6] = ["Healthy", "Progressing", "Degraded", "Missing", "Suspended", "Unknown"];
    let words: Vec<&str> = text.split_ascii_whitespace().take(12).collect();
    let at = words
        .iter()
        .position(|word| matches!(*word, "Synced" | "OutOfSync" | "SyncFailed" | "Succeeded" | "Failed"))?;
    let is_kind = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_uppercase()) && word.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let has_kind = words.iter().take(2).any(is_kind) && (2..=4).contains(&at);
    let has_name =
        words.get(..at)?.iter().skip(1).any(|word| word.starts_with(|c: char| c.is_ascii_lowercase()));
    let health = words.get(at + 1).copied();
    let is_row =
        health.is_none_or(|word| HEALTH.contains(&word) || matches!(word, "PreSync" | "Sync" | "PostSync"));
    if !(has_kind && has_name && is_row) {
        return None;
    }
    let is_right = matches!(words.get(at), Some(&("Synced" | "Succeeded")))
        && matches!(health, None | Some("Healthy" | "PreSync" | "Sync" | "PostSync"));
    Some(if is_right { State::Right } else { State::Wrong })
}

#[cfg(test)]
mod tests {
    use crate::transcript::{Wrong, read};

    fn told(text: &str) -> Vec<(String, Wrong, String)> {
        let blocks = read(text, 0).blocks;
        let troubles = blocks.into_iter().flat_map(|block| {
            let kind = block.kind.name();
            block.troubles.into_iter().map(move |trouble| (kind.to_owned(), trouble.what, trouble.message))
        });
        troubles.collect()
    }

    fn check(text: &str, kind: &str, what: Wrong, message: &str) {
        let expect = vec![(kind.to_owned(), what, message.to_owned())];
        assert_eq!(told(text), expect, "reading {text:?}");
    }

    const FAILURE: &str = "Error: UPGRADE FAILED: cannot patch \"gateway-certgen\" with kind Job: Job.batch \"gateway-certgen\" is invalid: spec.template: field is immutable";

    #[test]
    fn a_failure_is_the_same_behind_any_margin() {
        for margin in [
            "",
            "##[error]",
            "::error::",
            "2026-01-02T03:04:05.1234567Z ##[error]",
            "2026-01-02T03:04:05.123Z ",
            "\u{1b}[31;1m",
            "deploy-1  | ",
            "[deploy] ",
            "[pod/deploy-x2k4p/deploy] ",
            "deploy\tUpgrade\t2026-01-02T03:04:05.1234567Z ",
            "  stderr: ",
            "\u{2502} ",
            "> ",
            "null_resource.gloo (local-exec): ",
            "#12 0.351 ",
            "Step #4 - \"deploy\": ",
            "Mar 20 10:11:12 bastion deploy[4711]: ",
            "### ",
            "- ",
            "1. ",
        ] {
            check(&format!("{margin}{FAILURE}"), "helm-error", Wrong::Listed, FAILURE);
        }
        let quoted = FAILURE.replace('"', "\\\"");
        for (before, after) in [
            ("time=\"2026-01-02T03:04:05Z\" level=error msg=\"", "\""),
            ("time=\"2026-01-02T03:04:05Z\" level=fatal msg=\"exit status 1: ", "\" app=gloo"),
            ("{\"level\":\"error\",\"msg\":\"", "\",\"controller\":\"helmrelease\"}"),
        ] {
            check(&format!("{before}{quoted}{after}"), "helm-error", Wrong::Listed, FAILURE);
        }
    }

    #[test]
    fn emphasis_around_a_failure_or_its_words_is_taken_off() {
        const SHORT: &str = "Error: release: not found";
        for text in [
            "**Error: release: not found**",
            "**Error:** release: not found",
            "**Error**: release: not found",
            "*Error:* release: not found",
            "__Error:__ release: not found",
            "`Error: release: not found`",
            "`Error:` release: not found",
            "**`Error: release: not found`**",
            "> **Error:** release: not found",
            "### Error: release: not found",
            "### **Error:** release: not found",
            "| Error: release: not found |",
            "| **Error:** release: not found |",
            "Error: **release: not found**",
            "#12 0.351 Error: release: not found",
            "Step #4 - \"deploy\": Error: release: not found",
        ] {
            check(text, "helm-error", Wrong::NotThere, SHORT);
        }
    }

    #[test]
    fn argo_cd() {
        check(
            "time=\"2026-01-02T03:04:05Z\" level=error msg=\"sync failed: one or more objects failed to apply, reason: CustomResourceDefinition.apiextensions.k8s.io \\\"gateways.gateway.solo.io\\\" is invalid: metadata.annotations: Too long: must have at most 262144 bytes\"",
            "kubectl-error",
            Wrong::Listed,
            "CustomResourceDefinition.apiextensions.k8s.io \"gateways.gateway.solo.io\" is invalid: metadata.annotations: Too long: must have at most 262144 bytes",
        );
        check(
            "ComparisonError   Failed to load target state: no such chart",
            "other-log",
            Wrong::Other,
            "ComparisonError   Failed to load target state: no such chart",
        );
        check(
            "GROUP  KIND        NAMESPACE    NAME                   STATUS     HEALTH   HOOK  MESSAGE\nbatch  Job         gloo-system  gloo-resource-rollout  OutOfSync  Missing\napps   Deployment  gloo-system  gloo                   Synced     Healthy\n",
            "other-log",
            Wrong::Row,
            "batch Job gloo-system gloo-resource-rollout OutOfSync Missing",
        );
    }

    #[test]
    fn flux() {
        check(
            "NAME  REVISION  SUSPENDED  READY  MESSAGE\ngloo  1.17.3    False      False  Helm upgrade failed for release gloo-system/gloo with chart gloo@1.17.3: context deadline exceeded",
            "helm-error",
            Wrong::Listed,
            "Helm upgrade failed for release gloo-system/gloo with chart gloo@1.17.3: context deadline exceeded",
        );
        check(
            "gloo   False   install retries exhausted",
            "helm-error",
            Wrong::Other,
            "install retries exhausted",
        );
        check(
            "NAME   AGE   READY   STATUS\ngloo   5m    False   Helm install failed: cannot re-use a name that is still in use\n",
            "kubectl-objects",
            Wrong::ReleaseThere,
            "Helm install failed: cannot re-use a name that is still in use",
        );
    }

    #[test]
    fn terraform_and_pulumi() {
        check(
            "\u{2577}\n\u{2502} Error: timed out waiting for the condition\n\u{2502} \n\u{2502}   with helm_release.gloo,\n\u{2502}   on gloo.tf line 3, in resource \"helm_release\" \"gloo\":\n\u{2502}    3: resource \"helm_release\" \"gloo\" {\n\u{2502} \n\u{2575}\n",
            "helm-error",
            Wrong::Listed,
            "Error: timed out waiting for the condition, with helm_release.gloo",
        );
        check(
            "  kubernetes:helm.sh/v3:Release (gloo):\n    error: 1 error occurred:\n    \t* Helm release \"gloo-system/gloo\" failed to initialize completely: timed out waiting for the condition\n    error: update failed\n",
            "helm-error",
            Wrong::Listed,
            "error: 1 error occurred: * Helm release \"gloo-system/gloo\" failed to initialize completely: timed out waiting for the condition",
        );
    }

    #[test]
    fn what_follows_from_a_failure_is_no_second_one() {
        for text in [
            "Error: Process completed with exit code 1.",
            "##[error]Process completed with exit code 1.",
            "##[error]Bash exited with code '1'.",
            "ERROR: Job failed: exit code 1",
            "ERROR: script returned exit code 1",
            "error: update failed",
            "Error: The process '/usr/bin/helm' failed with exit code 1",
        ] {
            assert_eq!(told(text), [], "reading {text:?}");
            assert_eq!(told(&format!("{FAILURE}\n{text}")).len(), 1, "reading {text:?} below a failure");
        }
    }

    #[test]
    fn words_about_failures_are_none() {
        for text in [
            "What do you do when you see Error: UPGRADE FAILED: another thing",
            "Helm upgrade failed",
            "We had no Helm upgrade failed for weeks",
            "The level=error is what I set",
        ] {
            assert_eq!(told(text), [], "reading {text:?}");
        }
    }
}
