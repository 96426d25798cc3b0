//! The facts of a link.

use super::Shared;
use super::pairs::Pairs;
use crate::date::Date;
use crate::diagnose::Ended;
use crate::edition::Edition;
use crate::installation::Installed;
use crate::report::{Client, Read, Scope, Search, Standing};
use crate::transcript::check::Verdict as CheckVerdict;
use crate::version::{ReleaseLine, Version};

const READ: [(Read, &str); 2] = [(Read::Nothing, "nothing"), (Read::Lines, "lines")];
const STANDING: [(Standing, &str); 2] = [(Standing::Named, "named"), (Standing::Doubted, "doubted")];
const SEARCH: [(Search, &str); 1] = [(Search::Failed, "none")];
const SCOPE: [(Scope, &str); 2] = [(Scope::Part, "part"), (Scope::Elsewhere, "elsewhere")];
const CHECK: [(Option<CheckVerdict>, &str); 3] = [
    (Some(CheckVerdict::Healthy), "healthy"),
    (Some(CheckVerdict::Problems), "problems"),
    (Some(CheckVerdict::Incomplete), "incomplete"),
];
const GLOO: &str = "gloo";
const CUSTOM: &str = "custom";

/// Writes or reads all of them. What is usual has no pair.
pub(super) fn walk(shared: &mut Shared, pairs: &mut Pairs<'_>) {
    let grounds = &mut shared.grounds;
    pairs.name("read", &READ, &mut grounds.read);
    let edition = grounds.installed.map(|one| one.edition.map_or(GLOO, Edition::name).to_owned());
    if let Some(text) = pairs.pair("edition", edition) {
        let mut edition = None;
        if text != GLOO {
            pairs.take(&mut edition, Edition::parse(text).map(Some));
        }
        grounds.installed = Some(Installed { edition, ..Installed::default() });
    }
    if let Some(installed) = &mut grounds.installed {
        pairs.version("version", &mut installed.version);
        pairs.version("base", &mut installed.base);
    }
    pairs.name("installed", &STANDING, &mut grounds.standing);
    let client = grounds.client.map(|client| match client {
        Client::Release(version) => version.to_string(),
        Client::Custom => CUSTOM.to_owned(),
    });
    if let Some(text) = pairs.pair("client", client) {
        let custom = Some(Client::Custom).filter(|_| text == CUSTOM);
        let client = custom.or_else(|| Version::parse(text).map(Client::Release));
        pairs.take(&mut grounds.client, client.map(Some));
    }
    pairs.name("server", &SEARCH, &mut grounds.search);
    pairs.shown("kubernetes", &mut shared.kubernetes, ReleaseLine::parse);
    pairs.name("check", &CHECK, &mut grounds.check);
    pairs.name("scope", &SCOPE, &mut grounds.scope);
    let since = |since: Option<Date>| since.map_or_else(String::new, |since| format!("-{since}"));
    let ended = grounds.ended.map(|ended| format!("{}{}", ended.line, since(ended.since)));
    if let Some(text) = pairs.pair("ended", ended) {
        pairs.take(&mut grounds.ended, read_ended(text).map(Some));
    }
    pairs.count("failing", &mut grounds.failing);
    pairs.count("blocking", &mut grounds.others);
    pairs.count("warnings", &mut grounds.warnings);
    pairs.count("unknown", &mut grounds.unknowns);
    let mut codes = String::new();
    for (code, count) in &shared.found {
        let often = if *count > 1 { format!("x{count}") } else { String::new() };
        codes.push_str(&format!("-GLA{code:04}{often}"));
    }
    for one in
        pairs.pair("found", codes.strip_prefix('-').map(str::to_owned)).iter().flat_map(|all| all.split('-'))
    {
        shared.found.push((0, 0));
        if let Some(last) = shared.found.last_mut() {
            pairs.take(last, read_found(one));
        }
    }
    pairs.count("hops", &mut shared.hops);
}

/// `GLA0302x2`
fn read_found(text: &str) -> Option<(u16, u32)> {
    let digits = text.strip_prefix("GLA")?;
    let (code, often) = digits.split_once('x').unwrap_or((digits, "1"));
    Some((code.parse().ok()?, often.parse().ok()?))
}

/// `1.18-2026-08-03`
fn read_ended(text: &str) -> Option<Ended> {
    let (line, since) = text.split_once('-').unwrap_or((text, ""));
    let day = Date::parse(since);
    Some(Ended { line: ReleaseLine::parse(line)?, since: day })
}
