//! What helm prints with `--debug`: what it does, and a failure once more with the stack that it came from.

use crate::transcript::recognise::{Cursor, Read};
use crate::transcript::{Content, Format, Kind, Trouble, error, log, prompt};

/// More lines than this no message has that is repeated.
const MOST_LINES: usize = 24;
/// So far above it the failure stands that is repeated.
const NEAR: usize = 6;

/// Reads the block that begins at the cursor, if one does.
pub(in crate::transcript) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let mut read = Read::new(Kind::HelmDebug, Format::Text, Content::Nothing, cursor.at);
    let mut ahead = 0;
    while let Some(said) = cursor.text(ahead).and_then(said) {
        let lines = 1 + repeated(&cursor.ahead(ahead));
        let is_told = || lines > 1 || is_warning(&cursor.ahead(ahead), said);
        if is_told() && !is_known(&cursor.ahead(ahead), said) {
            read.troubles.push(Trouble::new(said, cursor.span(ahead)));
        }
        ahead += lines;
    }
    read.next = cursor.at + ahead;
    (ahead > 0).then_some(read)
}

/// What a line says: `client.go:142: [debug] creating 1 resource(s)`, or `level=DEBUG msg="…"` from Helm 4 on.
fn said(text: &str) -> Option<&str> {
    let place = || {
        let (place, said) = text.split_once(": [debug] ")?;
        let (file, line) = place.split_once(".go:")?;
        let is_place = file.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'/')
            && line.bytes().all(|b| b.is_ascii_digit());
        is_place.then_some(said)
    };
    let record = || {
        let head = text.get(..text.floor_char_boundary(80)).unwrap_or(text);
        head.contains("level=DEBUG msg=").then_some(text)
    };
    place().or_else(record)
}

/// How many lines below one tell of a failure once more: the rest of its message and the stack.
fn repeated(cursor: &Cursor<'_>) -> usize {
    let line = |ahead: usize| cursor.lines.get(cursor.at + ahead).map(|line| line.text.as_ref());
    let is_end =
        |text: &str| text.ends_with(" FAILED") && text.bytes().all(|b| b.is_ascii_uppercase() || b == b' ');
    let is_stack =
        |text: &str| is_end(text) || log::is_frame(text) || (text.starts_with('\t') && text.contains(".go:"));
    let is_message = |text: &str| {
        !is_stack(text) && !error::is_error(text) && prompt::typed(text).is_none() && said(text).is_none()
    };
    let message = (1..MOST_LINES).take_while(|ahead| line(*ahead).is_some_and(is_message)).count();
    let from = message + 1;
    let stack = (from..).take_while(|ahead| line(*ahead).is_some_and(is_stack)).count();
    if stack == 0 { 0 } else { message + stack }
}

/// `warning: Upgrade "gloo" failed: …`: it comes before the failure itself, which may be cut off.
fn is_warning(cursor: &Cursor<'_>, said: &str) -> bool {
    const BELOW: usize = 200;
    said.starts_with("warning: ")
        && said.contains("\" failed: ")
        && !cursor.lines.iter().skip(cursor.at + 1).take(BELOW).any(|line| line.text.contains("FAILED: "))
}

/// Whether the failure that a line repeats stands above it.
fn is_known(cursor: &Cursor<'_>, said: &str) -> bool {
    let first = said.split("; ").next().unwrap_or(said);
    let above: Vec<usize> = (1..=NEAR).filter_map(|back| cursor.at.checked_sub(back)).collect();
    above
        .iter()
        .filter_map(|at| cursor.lines.get(*at))
        .any(|line| line.text.contains("Error: ") && line.text.contains(first))
}

#[cfg(test)]
mod tests {
    use crate::transcript::read;

    fn check(text: &str, troubles: &[&str]) {
        let reading = read(text, 0);
        let seen: Vec<&str> = reading
            .blocks
            .iter()
            .flat_map(|block| &block.troubles)
            .map(|trouble| trouble.message.as_str())
            .collect();
        assert_eq!(seen, troubles, "reading {text:?}");
        assert!(reading.unread.is_empty(), "{:?} of {text:?} is unread", reading.unread);
    }

    #[test]
    fn what_helm_does_is_no_failure_and_a_repetition_no_second_one() {
        check(
            "upgrade.go:144: [debug] preparing upgrade for gloo\nclient.go:229: [debug] checking 77 resources for changes\n",
            &[],
        );
        check("level=DEBUG msg=\"getting history for release\" release=gloo\n", &[]);
        const STACK: &str = "helm.go:84: [debug] timed out waiting for the condition\n\n\nUPGRADE FAILED\nmain.newUpgradeCmd.func2\n\thelm.sh/helm/v3/cmd/helm/upgrade.go:203\ngithub.com/spf13/cobra.(*Command).execute\n\tgithub.com/spf13/cobra@v1.5.0/command.go:872\nruntime.goexit\n\truntime/asm_amd64.s:1594\n";
        check(
            &format!("Error: UPGRADE FAILED: timed out waiting for the condition\n{STACK}"),
            &["Error: UPGRADE FAILED: timed out waiting for the condition"],
        );
        check(STACK, &["timed out waiting for the condition"]);
    }
}
