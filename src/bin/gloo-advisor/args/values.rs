//! How values of arguments are read: by the same functions as everywhere else.

use std::num::NonZeroUsize;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use gloo_advisor::settings::{Named as _, Reply};

/// One of a few, by its name; help and completions list the names.
pub fn one_of<T: Copy + Send + Sync>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let names = all.iter().map(move |one| name(*one));
    PossibleValuesParser::new(names).try_map(move |given| {
        all.iter().copied().find(|one| name(*one) == given).ok_or("not one of the names")
    })
}

/// What a function reads, and what it is called where that fails.
pub fn read<T: Clone + Send + Sync + 'static>(
    what: &'static str,
    parse: fn(&str) -> Option<T>,
) -> impl TypedValueParser<Value = T> {
    move |text: &str| parse(text).ok_or_else(|| format!("it is not {what}"))
}

/// The place of an installation, which people count from 1 and the report from 0.
pub fn place(text: &str) -> Result<usize, &'static str> {
    let place: NonZeroUsize = text.parse().map_err(|_| "installations are counted from 1")?;
    Ok(place.get() - 1)
}

/// An answer, and the risk that asks for it.
pub fn answer(text: &str) -> Option<(String, Reply)> {
    let (risk, reply) = text.split_once('=')?;
    Some((risk.to_owned(), Reply::parse(reply)?))
}
