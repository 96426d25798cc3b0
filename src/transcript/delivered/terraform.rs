//! A `helm_release` of Terraform: its block, and where Terraform names it.

use super::{bare, by_chart, by_name, is_comment, is_own, is_own_chart, within};
use crate::delivery::{Delivered, Delivery};
use crate::transcript::recognise::Cursor;

/// No block of interest is longer.
const LONGEST: usize = 80;

/// What a block says.
#[derive(Default)]
struct Block<'a> {
    chart: Option<&'a str>,
    name: Option<&'a str>,
    namespace: Option<&'a str>,
}

/// Reads a resource that the line at the cursor names, if it delivers Gloo.
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Delivered> {
    let first = cursor.text(0)?;
    let text = bare(first);
    if text.starts_with("resource \"helm_release\"") {
        let name = text.split('"').nth(3).filter(|_| !is_comment(first))?;
        return of_block(name, &block(cursor));
    }
    let rest = text.strip_prefix("with ").unwrap_or(text);
    let (path, name) = rest.split_once("helm_release.")?;
    let is_path = path.is_empty() || path.starts_with("module.") && !path.contains(' ');
    let end = |c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let name = name.split(end).next().filter(|_| is_path)?;
    let is_named = is_own(name) || path.split('.').any(is_own) || text.contains("[id=gloo]");
    is_named.then(|| by_name(Delivery::Terraform, None, name))
}

fn of_block(name: &str, block: &Block<'_>) -> Option<Delivered> {
    let delivered = match block.chart {
        Some(chart) if is_own_chart(chart) => by_chart(Delivery::Terraform, None, name),
        // A path or a variable may be anything.
        Some(chart) if is_literal(chart) => return None,
        _ if is_own(name) => by_name(Delivery::Terraform, None, name),
        _ => return None,
    };
    let plain = |value: Option<&str>| value.filter(|value| is_literal(value)).map(str::to_owned);
    Some(Delivered { release: plain(block.name), target: plain(block.namespace), ..delivered })
}

/// Whether a value stands there as it is, and is no path, variable or call.
fn is_literal(value: &str) -> bool {
    !value.contains(['$', '.', '('])
}

/// The arguments of the block at the cursor, and none of the blocks in it.
fn block<'a>(cursor: &Cursor<'a>) -> Block<'a> {
    let mut block = Block::default();
    let mut depth = 1_usize;
    for (_, text) in within(cursor, 1, LONGEST, |text| text.starts_with("resource ")) {
        let (key, value) = text.split_once('=').unwrap_or((text, ""));
        let value = Some(value.trim().trim_matches('"')).filter(|value| depth == 1 && !value.is_empty());
        match key.trim() {
            "chart" => block.chart = block.chart.or(value),
            "name" => block.name = block.name.or(value),
            "namespace" => block.namespace = block.namespace.or(value),
            _ => {}
        }
        let is_in_line = text.contains('"') && !text.ends_with(['{', '[']);
        if !is_in_line {
            let opened = text.matches(['{', '[']).count();
            depth = (depth + opened).saturating_sub(text.matches(['}', ']']).count());
        }
        if depth == 0 {
            break;
        }
    }
    block
}
