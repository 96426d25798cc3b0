//! The table form: namespace, type and containers, with cells that are wrapped at 30 characters.

use super::{Container, Listing, Part, PartContent, Server, container_of};
use crate::image::Role;
use crate::transcript::Format;
use crate::transcript::recognise::Cursor;

/// Whether a table begins `ahead` lines further on: with a border, or with its heading, which in copies may
/// have lost the bars between the columns.
pub(super) fn begins(cursor: &Cursor<'_>, ahead: usize) -> bool {
    cursor.text(ahead).is_some_and(|text| {
        text.starts_with("+--") || (text.contains("NAMESPACE") && text.contains("DEPLOYMENT-TYPE"))
    })
}

/// Reads the table whose first line is `ahead` lines further on.
pub(super) fn read(cursor: &Cursor<'_>, ahead: usize) -> Option<Part> {
    let cursor = cursor.ahead(ahead);
    let mut listings: Vec<Listing> = Vec::new();
    let mut borders = 0;
    let mut ahead = 0;
    while let Some(text) = cursor.text(ahead) {
        if text.starts_with("+--") {
            borders += 1;
        } else if !(take_row(&cursor, ahead, text, &mut listings) || begins(&cursor, ahead)) {
            break;
        }
        ahead += 1;
    }
    let next = cursor.at + ahead;
    for listing in &mut listings {
        // A border above and below the heading, and one at the end.
        listing.is_whole = borders >= 3;
        listing.span.end = cursor.span_to(next).end;
    }
    (!listings.is_empty())
        .then(|| Part::new(PartContent::Server(Server::Found(listings)), Format::Table, next))
}

/// The cells of a row, from bars, tabs, or two blanks and more between them.
fn cells(text: &str) -> Vec<&str> {
    let cells: Vec<&str> = if text.contains('|') {
        text.trim_matches('|').split('|').collect()
    } else if text.contains('\t') {
        text.split('\t').collect()
    } else {
        text.split("  ").filter(|cell| !cell.trim().is_empty()).collect()
    };
    cells.into_iter().map(str::trim).collect()
}

/// Takes a row; false where the line is none.
fn take_row(cursor: &Cursor<'_>, ahead: usize, text: &str, listings: &mut Vec<Listing>) -> bool {
    let cells = cells(text);
    let (namespace, kind, container) = match cells.as_slice() {
        [namespace, kind, container] => (*namespace, *kind, *container),
        // Without bars nothing stands where the first two cells are empty.
        [container] if !listings.is_empty() && is_container(container) => ("", "", *container),
        _ => return false,
    };
    if namespace == "NAMESPACE" || namespace.starts_with("--") {
        return true;
    }
    let span = cursor.span(ahead);
    if listings.is_empty() || !namespace.is_empty() {
        let (name, enterprise) = match kind.split_once(' ') {
            Some((name, _)) => (name, Some(span)),
            None => (kind, None),
        };
        listings.push(Listing {
            deployment_type: (!name.is_empty()).then(|| name.to_ascii_lowercase()),
            enterprise,
            namespace: (!namespace.is_empty()).then(|| cursor.found(ahead, namespace.to_owned())),
            span,
            ..Listing::default()
        });
    }
    let Some(containers) = listings.last_mut().map(|listing| &mut listing.containers) else { return true };
    let is_cut = !text.ends_with('|') && cursor.may_be_cut(ahead, container);
    match container.split_once(':') {
        Some((name, tag)) => {
            let tag = if is_cut { "" } else { tag.trim() };
            containers.push(Container { tag: tag.to_owned(), ..container_of(name, span) });
        }
        None if is_cut => {}
        // A cell that was too long: the tag stands in the row below the name.
        None => {
            if let Some(above) = containers.last_mut().filter(|above| above.tag.is_empty()) {
                container.clone_into(&mut above.tag);
                above.span.end = span.end;
            }
        }
    }
    true
}

/// `gloo-ee: 1.16.4` on its own.
fn is_container(cell: &str) -> bool {
    cell.split_once(": ")
        .is_some_and(|(name, tag)| !tag.contains(' ') && (Role::of(name) != Role::Foreign || name == "redis"))
}
