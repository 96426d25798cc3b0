//! The facts of a link as pairs of words.

use super::{Pairs, Shared};
use crate::date::Date;
use crate::diagnose::Ended;
use crate::edition::Edition;
use crate::report::{Client, Read, Scope, Search, Standing};
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
const COUNTS: [&str; 4] = ["failing", "blocking", "warnings", "unknown"];
const GLOO: &str = "gloo";
const CUSTOM: &str = "custom";

/// What is usual has no pair.
pub(super) fn write(shared: &Shared, pairs: &mut Pairs) {
    let Shared { grounds, kubernetes, found, hops, .. } = shared;
    let installed = grounds.installed.unwrap_or_default();
    let edition = installed.edition.map_or(GLOO, Edition::name);
    pairs.add("read", name(&READ, grounds.read));
    pairs.add("edition", grounds.installed.map(|_| edition));
    pairs.add("version", installed.version);
    pairs.add("base", installed.base);
    pairs.add("installed", name(&STANDING, grounds.standing));
    match grounds.client {
        Some(Client::Release(version)) => pairs.add("client", Some(version)),
        Some(Client::Custom) => pairs.add("client", Some(CUSTOM)),
        None => {}
    }
    pairs.add("server", name(&SEARCH, grounds.search));
    pairs.add("kubernetes", *kubernetes);
    pairs.add("check", grounds.check.and_then(|check| name(&CHECK, check)));
    pairs.add("scope", name(&SCOPE, grounds.scope));
    if let Some(Ended { line, since }) = grounds.ended {
        let since = since.map_or_else(String::new, |since| format!("-{since}"));
        pairs.add("ended", Some(format!("{line}{since}")));
    }
    let counts = [grounds.failing, grounds.others, grounds.warnings, grounds.unknowns];
    for (key, count) in COUNTS.into_iter().zip(counts) {
        pairs.add(key, Some(count).filter(|count| *count > 0));
    }
    let mut codes = String::new();
    for (code, count) in found {
        let often = if *count > 1 { format!("x{count}") } else { String::new() };
        codes.push_str(&format!("-GLA{code:04}{often}"));
    }
    pairs.add("found", codes.strip_prefix('-'));
    pairs.add("hops", Some(*hops).filter(|hops| *hops > 0));
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
        "found" => {
            for one in value.split('-') {
                shared.found.push(found(one)?);
            }
        }
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
