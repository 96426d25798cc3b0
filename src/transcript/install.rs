//! `glooctl install` and `glooctl uninstall`.

use super::recognise::{Cursor, Read};
use super::{Content, Format, Kind, Program, Trouble, error};

/// How its lines begin; the product is called Gloo, Gloo Edge or Gloo Gateway.
const LINES: [&str; 32] = [
    ": installationId label has no value",
    "installationId label has no value",
    "This error may mean that you are trying to use glooctl",
    "Make sure you are on open source Gloo ",
    "Creating namespace ",
    "Starting Gloo",
    "Installing CRDs...",
    "Preparing namespace and other pre-install tasks...",
    "Installing...",
    "Unable to check if namespace ",
    "Gloo failed to install!",
    "Gloo Edge failed to install!",
    "Gloo Gateway failed to install!",
    "Unable to create namespace ",
    "Unable to delete ",
    "Looking for chart at ",
    "Installing the gloo",
    "{}",
    "Successfully ran helm install",
    "Uninstall failed. Detailed logs available",
    "Finding knative installation",
    "Removing knative",
    "Warning: An error occurred while determining the installation ID",
    "Note that using --force may delete",
    "Uninstalling Gloo",
    "Removing Gloo",
    "Removing namespace ",
    "You can now register your cluster with:",
    "For GKE clusters:",
    "For kind clusters:",
    "glooctl cluster register ",
    "See the cluster registration guide for more information:",
];

/// What a line has that tells of a failure, without being the error itself.
const FAILED: [&str; 3] = [" failed to install!", "Unable to ", "Uninstall failed."];

/// How the lines begin with which it may fail before it has printed another one.
const FAILURES: [&str; 6] = [
    "Error: knative-serving namespace found",
    "Error: uninstallation completed with",
    "Error: installing gloo",
    "Error: No license key provided",
    "Error: you must provide a Gloo Helm chart URI",
    "Error: you may not specify both a chart with -f and a release version",
];

/// Reads the block that begins at the cursor, if one does.
#[must_use]
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let mut read = Read::new(Kind::GlooctlInstall, Format::Text, Content::Nothing, cursor.at);
    let mut ahead = 0;
    while let Some(text) = cursor.text(ahead) {
        if is_failure(cursor, ahead, text) {
            let here = cursor.ahead(ahead);
            let trouble = Trouble::new(text, cursor.span(ahead));
            read.troubles.push(error::list(&here, text).map_or(trouble, |(list, _)| list));
            ahead += error::continued(&here);
        } else if text.is_empty() {
            // Blank lines stand between its lines, and the first one may come before any of them.
            let follows =
                (ahead + 1..ahead + 3).filter_map(|next| cursor.text(next)).find(|text| !text.is_empty());
            if ahead == 0 || !follows.is_some_and(is_line) {
                break;
            }
        } else if is_line(text) {
            if FAILED.iter().any(|failed| text.contains(failed)) {
                read.troubles.push(Trouble::new(text, cursor.span(ahead)));
            }
            ahead += error::continued(&cursor.ahead(ahead));
        } else {
            break;
        }
        ahead += 1;
    }
    read.next = cursor.at + ahead;
    (ahead > 0).then_some(read)
}

fn is_line(text: &str) -> bool {
    let is_end = text.starts_with("Gloo")
        && (text.ends_with(" was successfully installed!")
            || text.ends_with(" was successfully uninstalled."));
    is_end
        || text.starts_with("Removing gloo, installation ID")
        || LINES.iter().any(|start| text.starts_with(start))
}

fn is_failure(cursor: &Cursor<'_>, ahead: usize, text: &str) -> bool {
    let is_own = ahead > 0 || cursor.is_answer_to(Program::Glooctl, &["install", "uninstall"]);
    FAILURES.iter().any(|start| text.starts_with(start)) || (is_own && text.starts_with("Error: "))
}
