//! The facts of a link as pairs of words.

use super::Shared;
use crate::date::Date;
use crate::diagnose::Ended;
use crate::edition::Edition;
use crate::report::{Client, Grounds, Read, Scope, Search, Standing};
use crate::transcript::check::Verdict as CheckVerdict;
use crate::version::{ReleaseLine, Version};

const READ: [(Read, &str); 2] = [(Read::Nothing, "nothing"), (Read::Lines, "lines")];
const STANDING: [(Standing, &str); 2] = [(Standing::Named, "named"), (Standing::Doubted, "doubted")];
const SEARCH: [(Search, &str); 1] = [(Search::Failed, "none")];
const SCOPE: [(Scope, &str); 2] = [(Scope::Part, "part"), (Scope::Elsewhere, "elsewhere")];
const CHECK: [(CheckVerdict, &str); 3] = [
    (CheckVerdict::Healthy, "healthy"),
    (CheckVerdict::Problems, "problems"),
    (CheckVerdict::Incomplete, "incomplete"),
];
const GLOO: &str = "gloo";
const CUSTOM: &str = "custom";

/// What is usual has no pair.
pub(super) fn write(shared: &Shared, pairs: &mut Vec<(&'static str, String)>) {
    let Shared { grounds, kubernetes, found, hops, .. } = shared;
    let Grounds { installed, client, check, ended, failing, others, warnings, unknowns, .. } = grounds;
    let mut add = |key, value: Option<String>| pairs.extend(value.map(|value| (key, value)));
    let named = |name: Option<&str>| name.map(str::to_owned);
    let count = |count: usize| (count > 0).then(|| count.to_string());
    add("read", named(name(&READ, grounds.read)));
    add("edition", installed.map(|installed| installed.edition.map_or(GLOO, Edition::name).to_owned()));
    add("version", installed.and_then(|installed| installed.version).map(|one| one.to_string()));
    add("base", installed.and_then(|installed| installed.base).map(|one| one.to_string()));
    add("installed", named(name(&STANDING, grounds.standing)));
    add(
        "client",
        client.map(|client| match client {
            Client::Release(version) => version.to_string(),
            Client::Custom => CUSTOM.to_owned(),
        }),
    );
    add("server", named(name(&SEARCH, grounds.search)));
    add("kubernetes", kubernetes.map(|line| line.to_string()));
    add("check", named(check.and_then(|check| name(&CHECK, check))));
    add("scope", named(name(&SCOPE, grounds.scope)));
    add(
        "ended",
        ended.map(|ended| {
            ended.since.map_or(ended.line.to_string(), |since| format!("{}-{since}", ended.line))
        }),
    );
    add("failing", count(*failing));
    add("blocking", count(*others));
    add("warnings", count(*warnings));
    add("unknown", count(*unknowns));
    let each = found.iter().map(|(code, count)| match count {
        1 => format!("GLA{code:04}"),
        count => format!("GLA{code:04}x{count}"),
    });
    add("found", Some(each.collect::<Vec<_>>().join("-")).filter(|found| !found.is_empty()));
    add("hops", count(*hops));
}

/// Takes a pair; `None` where it is none of these.
pub(super) fn read(shared: &mut Shared, key: &str, value: &str) -> Option<()> {
    let grounds = &mut shared.grounds;
    match key {
        "read" => grounds.read = of_name(&READ, value)?,
        "edition" => {
            let edition = if value == GLOO { None } else { Some(Edition::parse(value)?) };
            grounds.installed.get_or_insert_default().edition = edition;
        }
        "version" => grounds.installed.as_mut()?.version = Some(Version::parse(value)?),
        "base" => grounds.installed.as_mut()?.base = Some(Version::parse(value)?),
        "installed" => grounds.standing = of_name(&STANDING, value)?,
        "client" if value == CUSTOM => grounds.client = Some(Client::Custom),
        "client" => grounds.client = Some(Client::Release(Version::parse(value)?)),
        "server" => grounds.search = of_name(&SEARCH, value)?,
        "kubernetes" => shared.kubernetes = Some(ReleaseLine::parse(value)?),
        "check" => grounds.check = Some(of_name(&CHECK, value)?),
        "scope" => grounds.scope = of_name(&SCOPE, value)?,
        "ended" => grounds.ended = Some(ended(value)?),
        "failing" => grounds.failing = count(value)?,
        "blocking" => grounds.others = count(value)?,
        "warnings" => grounds.warnings = count(value)?,
        "unknown" => grounds.unknowns = count(value)?,
        "found" => shared.found = value.split('-').map(found).collect::<Option<_>>()?,
        "hops" => shared.hops = count(value)?,
        _ => return None,
    }
    Some(())
}

fn name<T: PartialEq>(names: &[(T, &'static str)], one: T) -> Option<&'static str> {
    names.iter().find(|(known, _)| *known == one).map(|(_, name)| *name)
}

fn of_name<T: Copy>(names: &[(T, &'static str)], name: &str) -> Option<T> {
    names.iter().find(|(_, known)| *known == name).map(|(one, _)| *one)
}

/// No paste has more; sums of such numbers have room.
fn count(text: &str) -> Option<usize> {
    text.parse::<u32>().ok()?.try_into().ok()
}

/// `GLA0302x2`
fn found(text: &str) -> Option<(u16, usize)> {
    let digits = text.strip_prefix("GLA")?;
    let (code, often) = digits.split_once('x').unwrap_or((digits, "1"));
    Some((code.parse().ok().filter(|_| code.len() == 4)?, count(often)?))
}

/// `1.18-2026-08-03`
fn ended(text: &str) -> Option<Ended> {
    let Some((line, since)) = text.split_once('-') else {
        return Some(Ended { line: ReleaseLine::parse(text)?, since: None });
    };
    Some(Ended { line: ReleaseLine::parse(line)?, since: Some(Date::parse(since)?) })
}
