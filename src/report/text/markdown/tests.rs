//! Sentences with names in them, as several renderers of Markdown show them.
#![cfg(test)]

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;
use crate::untrusted::shown;

/// Everything that renderers see in Markdown, as far as this one knows it.
fn all_extensions() -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.autolink = true;
    extension.tasklist = true;
    extension.superscript = true;
    extension.subscript = true;
    extension.footnotes = true;
    extension.inline_footnotes = true;
    extension.description_lists = true;
    extension.multiline_block_quotes = true;
    extension.alerts = true;
    extension.math_dollars = true;
    extension.math_code = true;
    extension.wikilinks_title_after_pipe = true;
    extension.underline = true;
    extension.spoiler = true;
    extension.greentext = true;
    extension.highlight = true;
    extension.insert = true;
    options.parse.relaxed_autolinks = true;
    options.parse.relaxed_tasklist_matching = true;
    options
}

fn visible<'a>(node: &'a AstNode<'a>, text: &mut String, unwanted: &mut Vec<String>) {
    match &node.data.borrow().value {
        NodeValue::Document | NodeValue::Paragraph => {}
        NodeValue::Text(words) => {
            // What makes mentions and numbers of issues of rendered text looks at just this.
            if words.contains(['@', '#', '`', '<', '&', '$', '*', '_', '~', '[']) || words.contains("://") {
                unwanted.push(format!("bare {words:?}"));
            }
            text.push_str(words);
        }
        NodeValue::Code(code) => text.push_str(&code.literal),
        NodeValue::SoftBreak => text.push(' '),
        other => unwanted.push(format!("{other:?}")),
    }
    for child in node.children() {
        visible(child, text, unwanted);
    }
}

/// What is seen of a sentence.
fn rendered(markdown: &str) -> String {
    let (arena, mut text, mut unwanted) = (Arena::new(), String::new(), Vec::new());
    visible(parse_document(&arena, markdown, &all_extensions()), &mut text, &mut unwanted);
    assert!(unwanted.is_empty(), "{markdown:?} has {unwanted:?}");
    text
}

fn check(text: &str, expect: &str) {
    assert_eq!(words(text), expect, "writing {text:?}");
    let without = |text: &str| text.replace('`', "");
    assert_eq!(without(&rendered(expect)), without(text), "reading {expect:?}");
}

#[test]
fn sentences_stay_sentences() {
    for same in [
        "",
        "Gloo Enterprise 1.16.1 is installed, and its check is healthy.",
        "3 checks fail: fix them before you upgrade (see e.g. 1.17.x).",
        "“edge” can't be used; a namespace has at most 63 letters!",
        "glooe/gloo-ee 1.18.0-beta4+build, v1.16.3 - then on 2026-08-07",
        "A good run prints: `Release \"gloo\" has been upgraded. Happy Helming!`",
        "Run `helm list -n edge` (`helm ls`), then `x`.",
    ] {
        check(same, same);
    }
}

#[test]
fn what_may_be_more_is_code() {
    check("namespace https://evil.example/sso?x=1,", "namespace `https://evil.example/sso?x=1`,");
    check("Only the client, www.evil.example, is", "Only the client, `www.evil.example`, is");
    check("ask @team or a@b.c (@x)", "ask `@team` or `a@b.c` (`@x`)");
    check("see #12, GH-12, PROJ-7, a/b#3 and !4", "see `#12`, `GH-12`, `PROJ-7`, `a/b#3` and `!4`");
    check("gloo:GH-123 x-GH-1, but UTF-x and 1-2", "`gloo:GH-123` `x-GH-1`, but UTF-x and 1-2");
    check("at 1a2b3c4 or 1a2b3c4d.", "at `1a2b3c4` or `1a2b3c4d`.");
    check("![x](http://y) [a][b] <b> &lt;", "`![x](http://y`) `[a][b]` `<b>` `&lt`;");
    check("*a* _b_ ~~c~~ $d$ a|b ==e== ++f++", "`*a*` `_b_` `~~c~~` `$d$` `a|b` `==e==` `++f++`");
    check(":smile: a:b:c", "`:smile`: `a:b:c`");
    check("evil.example \\@x", "`evil.example` `\\@x`");
}

#[test]
fn backticks_stay_in_code() {
    check("a`b", "``a`b``");
    check("`", "`` ` ``");
    check("``", "``` `` ```");
    check("`a``b`", "``` `a``b` ```");
    check("see `a b` and `", "see `a b` and `` ` ``");
    check("a` @x `b", "`` a` `` `@x` `` `b ``");
    check("```@x``` y", "```` ```@x``` ```` y");
}

#[test]
fn a_name_in_quotes_is_one_span() {
    check("“$(rm -rf ~)” is no name", "“`$(rm -rf ~)`” is no name");
    check("is (“a` b @c”), “d e”", "is (“``a` b @c``”), “d e”");
    check("“a @b", "“a `@b`");
    check("“a “@b” c”", "“`a “@b`” c”");
    check("““@b", "““`@b`");
}

#[test]
fn a_sentence_begins_no_block() {
    for (text, expect) in [
        ("# x", "`#` x"),
        ("- x", "`-` x"),
        ("+ x", "`+` x"),
        ("--- x", "`---` x"),
        ("1. x", "`1`. x"),
        ("12) x", "`12`) x"),
        ("> x", "`>` x"),
        ("    x", "x"),
        ("=== x", "`===` x"),
        ("[ ] x", "`[` `]` x"),
        ("| a | b |", "`|` a `|` b `|`"),
    ] {
        assert_eq!(words(text), expect);
        rendered(expect);
    }
}

#[test]
fn our_own_addresses_are_links() {
    assert_eq!(link("https://a.b/upgrade_steps.md"), "<https://a.b/upgrade_steps.md>");
    assert_eq!(link("https://a.b/<x>"), "`https://a.b/<x>`");
    assert_eq!(link("javascript:alert(1)"), "`javascript:alert(1)`");
    assert_eq!(
        own_words("It ends; named to follow it: kgateway (https://kgateway.dev)."),
        "It ends; named to follow it: kgateway (<https://kgateway.dev>)."
    );
}

/// Pieces that mean something to one renderer or another, blanks, letters, and anything at all.
fn hostile() -> impl Strategy<Value = String> {
    const PIECES: &str = "` `` ``` * ** _ __ ~ ~~ [ ] ( ) ![ ]( < > <b> </b> <!-- & &amp; &#64; \\ \\\\ | || # ## @ ! $ $$ ^ { } = == % \
        + ++ - --- 1. 1) : :: ::: ; , . .. / // /close ' \" “ ” https://evil.example http:// www.evil.example WWW.x.y ftp://x mailto:a@b.c \
        xmpp:a@b.c a@b.c evil.example @team #12 GH-12 a/b#1 1a2b3c4d :smile: [^1] [^1]: [x]: [[x]] [ ] [x] > - * x abc é ☃ 名 1 12";
    let piece = prop::sample::select(PIECES.split(' ').chain([" ", "  ", "\t"]).collect::<Vec<_>>());
    let pieces =
        prop::collection::vec(piece.prop_map(str::to_owned), 0..12).prop_map(|pieces| pieces.concat());
    prop_oneof![4 => pieces, 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 3000, failure_persistence: None, rng_seed: RngSeed::Fixed(5), ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_is_shown_as_it_is(text in hostile()) {
        let text = shown(&text);
        let markdown = words(&text);
        for prefix in ["", "- ", "  ", "# ", "- A name: "] {
            let (arena, line) = (Arena::new(), format!("{prefix}{markdown}\n"));
            let (mut seen, mut unwanted) = (String::new(), Vec::new());
            visible(parse_document(&arena, &line, &all_extensions()), &mut seen, &mut unwanted);
            unwanted.retain(|node| !["Heading(", "List(", "Item("].iter().any(|own| node.starts_with(own)));
            let most = match prefix.chars().next() { Some('-') => 2, Some('#') => 1, _ => 0 };
            prop_assert!(unwanted.len() <= most, "{line:?} has {unwanted:?}");
            let letters = |text: &str| text.replace('`', "").split_whitespace().collect::<Vec<_>>().join(" ");
            let expect = format!("{}{}", if prefix.ends_with(": ") { "A name: " } else { "" }, letters(&text));
            prop_assert_eq!(letters(&seen), letters(&expect), "{:?}", line);
        }
    }
}
