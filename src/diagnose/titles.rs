//! What a finding is called where only its code is known.

use crate::knowledge::Knowledge;

/// The title of a finding by its code, `GLA0302`; `None` where the code is not known here.
#[must_use]
pub fn title<'a>(code: &str, knowledge: &'a Knowledge) -> Option<&'a str> {
    let failure = knowledge.failures.get(code).map(|failure| failure.title.as_str());
    let explained = || knowledge.rules.explanation(code).map(|explanation| explanation.title.as_str());
    failure.or_else(explained).or_else(|| plain(code))
}

/// Those whose own titles are made of what they found.
fn plain(code: &str) -> Option<&'static str> {
    Some(match code {
        "GLA0101" => "Client and server are of different minor versions",
        "GLA0102" => "Client and server differ in the patch",
        "GLA0103" => "The client is a custom build",
        "GLA0104" => "No server was found",
        "GLA0105" => "The mismatch warning is a false alarm",
        "GLA0201" => "Containers carry different releases",
        "GLA0202" => "A tag does not name a release",
        "GLA0203" => "The two server numbers do not belong together",
        "GLA0204" => "One of the two server numbers is missing",
        "GLA0205" => "A version is not in the catalog",
        "GLA0206" => "A pre-release is installed",
        "GLA0207" => "Open source or Enterprise?",
        "GLA0208" => "An earlier output shows another version",
        "GLA0209" => "Helm recorded another chart than what runs",
        "GLA0210" => "The end of the text may be cut",
        "GLA0212" => "Several clusters are in the paste",
        "GLA0213" => "Two checks are mixed line by line",
        "GLA0214" => "An earlier result failed, and a later one takes it back",
        "GLA0215" => "What is installed is in doubt",
        "GLA0216" => "Unread lines look like errors",
        "GLA0217" => "The line is out of support",
        "GLA0320" => "Errors without their messages",
        "GLA0321" => "The check has no verdict",
        "GLA0401" => "A name can't be used",
        "GLA0402" => "The target can't be reached from here",
        "GLA0521" => "There are more errors than are shown",
        _ => return None,
    })
}
