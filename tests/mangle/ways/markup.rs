//! What Markdown, HTML and trackers make of a text.

use super::{Way, all_of_it, around, around_all, checks, each, ends, less, replaced};

const ESCAPED: &[(&str, &str)] = &[("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")];

fn escaped(text: &str) -> String {
    ESCAPED.iter().fold(text.trim_end_matches('\n').to_owned(), |text, (from, to)| text.replace(from, to))
}

pub fn ways() -> Vec<Way> {
    markdown().into_iter().chain(html()).chain(trackers()).collect()
}

fn markdown() -> Vec<Way> {
    vec![
        all_of_it("fenced", ends("```\n", "\n```")),
        all_of_it("fenced with a language", ends("```console\n", "\n```")),
        all_of_it("fenced by tildes", ends("~~~\n", "\n~~~")),
        all_of_it(
            "fenced in a quote",
            Box::new(|text| {
                format!("```\n{}\n```", text.trim_end()).lines().map(|line| format!("> {line}\n")).collect()
            }),
        ),
        all_of_it(
            "fenced and folded",
            ends("<details>\n<summary>Output</summary>\n\n```\n", "\n```\n\n</details>"),
        ),
        all_of_it("fenced without breaks", ends("```", "```")),
        checks("bold of Markdown", around("**", "**")),
        checks("bold of a chat", around("*", "*")),
        checks("italics", around("_", "_")),
        checks("struck out", around("~~", "~~")),
        checks("a list", around("- ", "")),
        checks("a list of stars", around("* ", "")),
        checks("a list with round bullets", around("\u{2022} ", "")),
        checks("headings", around("### ", "")),
        checks("a row of a table", around_all("| ", " |")),
        checks("the end of a row", around("", " |")),
        checks("hard breaks", around_all("", "\\")),
        all_of_it("hard breaks of blanks", around_all("", "  ")),
        all_of_it("a block of another markup", ends("::\n\n", "\n")),
        all_of_it("a listing between rules", ends("[source,console]\n----\n", "\n----")),
        all_of_it("a source block", ends("#+begin_src sh\n", "\n#+end_src")),
        // Back ticks within back ticks end them.
        less("code", around("`", "`")),
        less("code of two back ticks", around("`` ", " ``")),
        less(
            "one cell of a table",
            Box::new(|text| format!("| output |\n|---|\n| {} |\n", text.trim_end().replace('\n', "<br>"))),
        ),
    ]
}

fn html() -> Vec<Way> {
    let each_escaped = |before: &'static str, behind: &'static str| {
        each(move |_, line| format!("{before}{}{behind}", escaped(line)))
    };
    vec![
        all_of_it("preformatted", Box::new(|text| format!("<pre>{}</pre>\n", escaped(text)))),
        all_of_it(
            "preformatted code",
            Box::new(|text| format!("<pre><code class=\"language-sh\">{}\n</code></pre>\n", escaped(text))),
        ),
        all_of_it("paragraphs", each_escaped("<p>", "</p>")),
        all_of_it("items of a list", each_escaped("<li>", "</li>")),
        all_of_it("divisions", each_escaped("<div class=\"line\">", "</div>")),
        all_of_it("cells", each_escaped("<tr><td>", "</td></tr>")),
        all_of_it("spans", each_escaped("<span style=\"color:#333\">", "</span>")),
        all_of_it("hard breaks of HTML", around_all("", "<br/>")),
        all_of_it(
            "marks as entities",
            replaced(&[("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")]),
        ),
        all_of_it(
            "marks as numbers",
            replaced(&[("&", "&#38;"), ("<", "&#60;"), ("\"", "&#34;"), ("'", "&#x27;")]),
        ),
        all_of_it(
            "blanks as entities",
            each(|_, line| {
                let bare = line.trim_start_matches(' ');
                "&nbsp;".repeat(line.len() - bare.len()) + bare
            }),
        ),
        less("breaks of HTML only", replaced(&[("\n", "<br>")])),
        less(
            "paragraphs in one line",
            Box::new(|text| {
                text.lines().map(|line| format!("<p>{}</p>", escaped(line))).collect::<String>() + "\n"
            }),
        ),
    ]
}

fn trackers() -> Vec<Way> {
    vec![
        all_of_it("no format", ends("{noformat}\n", "\n{noformat}")),
        all_of_it("no format, glued", ends("{noformat}", "{noformat}")),
        all_of_it("code of a tracker", ends("{code:title=check|borderStyle=solid}\n", "\n{code}")),
        all_of_it("a quote of a tracker", ends("{quote}\n", "\n{quote}")),
        all_of_it("code of a forum", ends("[code]\n", "\n[/code]")),
        all_of_it("code of a forum, glued", ends("[code]", "[/code]")),
        less("monospace of a tracker", around("{{", "}}")),
        less("quotes of a tracker", around("bq. ", "")),
    ]
}
