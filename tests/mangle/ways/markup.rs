//! What Markdown, HTML and trackers make of a text.

use super::{Way, around, around_all, each, ends, keeping, losing, replaced};

const ESCAPED: &[(&str, &str)] = &[("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")];

fn escaped(text: &str) -> String {
    ESCAPED.iter().fold(text.trim_end_matches('\n').to_owned(), |text, (from, to)| text.replace(from, to))
}

pub fn ways() -> Vec<Way> {
    markdown().into_iter().chain(html()).chain(trackers()).collect()
}

fn markdown() -> Vec<Way> {
    let keep = keeping(vec![
        ("fenced", ends("```\n", "\n```")),
        ("fenced with a language", ends("```console\n", "\n```")),
        ("fenced by tildes", ends("~~~\n", "\n~~~")),
        (
            "fenced in a quote",
            Box::new(|text| {
                format!("```\n{}\n```", text.trim_end()).lines().map(|line| format!("> {line}\n")).collect()
            }),
        ),
        ("fenced and folded", ends("<details>\n<summary>Output</summary>\n\n```\n", "\n```\n\n</details>")),
        ("fenced without breaks", ends("```", "```")),
        ("bold of Markdown", around("**", "**")),
        ("bold of a chat", around("*", "*")),
        ("italics", around("_", "_")),
        ("struck out", around("~~", "~~")),
        ("a list", around("- ", "")),
        ("a list of stars", around("* ", "")),
        ("a list with round bullets", around("\u{2022} ", "")),
        ("headings", around("### ", "")),
        ("a row of a table", around_all("| ", " |")),
        ("the end of a row", around("", " |")),
        ("hard breaks", around_all("", "\\")),
        ("hard breaks of blanks", around_all("", "  ")),
        ("a block of another markup", ends("::\n\n", "\n")),
        ("a listing between rules", ends("[source,console]\n----\n", "\n----")),
        ("a source block", ends("#+begin_src sh\n", "\n#+end_src")),
    ]);
    // Back ticks within back ticks end them.
    let lose = losing(vec![
        ("code", around("`", "`")),
        ("code of two back ticks", around("`` ", " ``")),
        (
            "one cell of a table",
            Box::new(|text| format!("| output |\n|---|\n| {} |\n", text.trim_end().replace('\n', "<br>"))),
        ),
    ]);
    keep.chain(lose).collect()
}

fn html() -> Vec<Way> {
    let each_escaped = |before: &'static str, behind: &'static str| {
        each(move |_, line| format!("{before}{}{behind}", escaped(line)))
    };
    let keep = keeping(vec![
        ("preformatted", Box::new(|text| format!("<pre>{}</pre>\n", escaped(text)))),
        (
            "preformatted code",
            Box::new(|text| format!("<pre><code class=\"language-sh\">{}\n</code></pre>\n", escaped(text))),
        ),
        ("paragraphs", each_escaped("<p>", "</p>")),
        ("items of a list", each_escaped("<li>", "</li>")),
        ("divisions", each_escaped("<div class=\"line\">", "</div>")),
        ("cells", each_escaped("<tr><td>", "</td></tr>")),
        ("spans", each_escaped("<span style=\"color:#333\">", "</span>")),
        ("hard breaks of HTML", around_all("", "<br/>")),
        (
            "marks as entities",
            replaced(&[("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")]),
        ),
        ("marks as numbers", replaced(&[("&", "&#38;"), ("<", "&#60;"), ("\"", "&#34;"), ("'", "&#x27;")])),
        (
            "blanks as entities",
            each(|_, line| {
                let bare = line.trim_start_matches(' ');
                "&nbsp;".repeat(line.len() - bare.len()) + bare
            }),
        ),
    ]);
    let lose = losing(vec![
        ("breaks of HTML only", replaced(&[("\n", "<br>")])),
        (
            "paragraphs in one line",
            Box::new(|text| {
                text.lines().map(|line| format!("<p>{}</p>", escaped(line))).collect::<String>() + "\n"
            }),
        ),
    ]);
    keep.chain(lose).collect()
}

fn trackers() -> Vec<Way> {
    let keep = keeping(vec![
        ("no format", ends("{noformat}\n", "\n{noformat}")),
        ("no format, glued", ends("{noformat}", "{noformat}")),
        ("code of a tracker", ends("{code:title=check|borderStyle=solid}\n", "\n{code}")),
        ("a quote of a tracker", ends("{quote}\n", "\n{quote}")),
        ("code of a forum", ends("[code]\n", "\n[/code]")),
        ("code of a forum, glued", ends("[code]", "[/code]")),
    ]);
    let lose = losing(vec![
        ("monospace of a tracker", around("{{", "}}")),
        ("quotes of a tracker", around("bq. ", "")),
    ]);
    keep.chain(lose).collect()
}
