//! What a finding is called where only its code is known.

use crate::knowledge::Knowledge;

/// The title of a finding by its code, `GLA0302`; `None` where the code is not known here.
#[must_use]
pub fn title<'a>(code: &str, knowledge: &'a Knowledge) -> Option<&'a str> {
    let failure = knowledge.failures.get(code).map(|failure| failure.title.as_str());
    let explained = || knowledge.rules.explanation(code).map(|explanation| explanation.title.as_str());
    failure.or_else(explained).or_else(|| plain(code))
}

/// Those whose own titles are made of what they found: the digits of a code, and what it is called.
const PLAIN: &str = "\
0101 Client and server are of different minor versions
0102 Client and server differ in the patch
0103 The client is a custom build
0104 No server was found
0105 The mismatch warning is a false alarm
0201 Containers carry different releases
0202 A tag does not name a release
0203 The two server numbers do not belong together
0204 One of the two server numbers is missing
0205 A version is not in the catalog
0206 A pre-release is installed
0207 Open source or Enterprise?
0208 An earlier output shows another version
0209 Helm recorded another chart than what runs
0210 The end of the text may be cut
0212 Several clusters are in the paste
0213 Two checks are mixed line by line
0214 An earlier result failed; a later one shows success
0215 What is installed is in doubt
0216 Unread lines look like errors
0217 The line is out of support
0218 What delivers Gloo
0219 A conversion to the Gateway API leaves something out
0220 Converted routes do not find their RouteOptions
0320 Errors without their messages
0321 The check has no verdict
0401 A name can't be used
0402 The target can't be reached from here
0521 There are more errors than are shown
";

fn plain(code: &str) -> Option<&'static str> {
    let digits = code.strip_prefix("GLA")?;
    PLAIN.lines().find_map(|line| line.strip_prefix(digits)?.strip_prefix(' '))
}
