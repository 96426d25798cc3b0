//! HTML around the text: entities and tags, as copies from a page's source have them.

/// Whether the line may hold any.
pub(super) fn is_marked_up(text: &str) -> bool {
    text.bytes().any(|byte| byte == b'&' || byte == b'<')
}

/// Tags that are taken off. Others may be part of the text: `<nil>`, `<none>`.
const TAGS: [&str; 26] = [
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "details",
    "div",
    "em",
    "font",
    "i",
    "kbd",
    "li",
    "mark",
    "p",
    "pre",
    "samp",
    "span",
    "strong",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "tt",
    "ul",
];

/// Tags that end a line.
const BREAKS: [&str; 5] = ["br", "/p", "/div", "/li", "/tr"];

/// Replaces entities by their characters and takes tags off; what ended a line becomes a line break.
pub(super) fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<']) {
        let Some((before, from)) = rest.split_at_checked(at) else { break };
        decoded.push_str(before);
        let (replacement, after) = entity(from).or_else(|| tag(from)).unwrap_or_else(|| first(from));
        decoded.push_str(replacement);
        rest = after;
    }
    decoded.push_str(rest);
    decoded.truncate(decoded.trim_end().len());
    decoded
}

type Replaced<'a> = (&'a str, &'a str);

fn first(text: &str) -> Replaced<'_> {
    text.split_at_checked(1).unwrap_or((text, ""))
}

const ENTITIES: [(&str, &str); 10] = [
    ("&quot;", "\""),
    ("&#34;", "\""),
    ("&#x22;", "\""),
    ("&gt;", ">"),
    ("&lt;", "<"),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&apos;", "'"),
    ("&amp;", "&"),
    ("&nbsp;", " "),
];

fn entity(text: &str) -> Option<Replaced<'_>> {
    ENTITIES.iter().find_map(|(name, character)| Some((*character, text.strip_prefix(name)?)))
}

/// More bytes than this have no tag.
const LONGEST: usize = 200;

fn tag(text: &str) -> Option<Replaced<'_>> {
    let inside = text.strip_prefix('<')?;
    // Another tag that begins before this one has ended shows that this is none.
    let end = inside.bytes().take(LONGEST).take_while(|byte| *byte != b'<').position(|byte| byte == b'>')?;
    let (inside, after) = inside.split_at_checked(end)?;
    let after = after.get(1..)?;
    let name = inside.split([' ', '\t']).next().unwrap_or(inside).trim_end_matches('/');
    let plain = name.strip_prefix('/').unwrap_or(name);
    TAGS.contains(&plain).then(|| (if BREAKS.contains(&name) { "\n" } else { "" }, after))
}
