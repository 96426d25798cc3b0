//! What a step or a risk says that the same one of an earlier hop has not said yet. Whoever follows a plan reads it once.

use std::collections::BTreeSet;

use super::Hop;

/// Why a step of a hop is done, and what it prints, without the sentences of earlier hops.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// What is new of [`super::Step::why`].
    pub why: String,
    /// What is new of [`super::Step::expect`], whatever the versions in it.
    pub expect: String,
}

/// Steps with warnings among their reasons: those are said at each hop.
const WARNING: [&str; 4] = ["beside", "delete-old", "move-traffic", "retire"];

/// Finds what is new in each step of the hops of a plan, in their order. Takes time linear in the words.
pub(super) fn find(hops: &mut [Hop]) {
    let mut said = BTreeSet::new();
    for step in hops.iter_mut().flat_map(|hop| &mut hop.steps) {
        let warns = WARNING.contains(&step.id.as_str());
        let mut is_new =
            |what: &'static str, sentence: String| said.insert((step.id.clone(), what, sentence)) || warns;
        step.news = News {
            why: join(sentences(&step.why).filter(|sentence| is_new("why", (*sentence).to_owned()))),
            expect: join(sentences(&step.expect).filter(|sentence| is_new("expect", masked(sentence)))),
        };
        for risk in &mut step.risks {
            let mut is_new = |sentence: &str| said.insert((risk.id.clone(), "risk", sentence.to_owned()));
            risk.news = join(sentences(&risk.text).filter(|sentence| is_new(sentence)));
        }
    }
}

fn join<'a>(sentences: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for sentence in sentences {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(sentence);
    }
    text
}

/// The sentences of a text. None ends within a span of code.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let (mut is_code, mut before) = (false, ' ');
        let end = rest.char_indices().find(|(_, c)| {
            let ends = *c == ' ' && !is_code && matches!(before, '.' | '?' | '!');
            is_code ^= *c == '`';
            // A full stop may stand within the code that ends a sentence.
            if *c != '`' || before != '.' {
                before = *c;
            }
            ends
        });
        let (sentence, after) = rest.split_at_checked(end.map_or(rest.len(), |(at, _)| at))?;
        rest = after;
        Some(sentence)
    })
}

/// A text with a mark in place of each release.
fn masked(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, number) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let end = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
        let (number, after) = number.split_at_checked(end).unwrap_or((number, ""));
        let bare = number.trim_end_matches('.');
        masked.push_str(before);
        masked.push_str(if bare.matches('.').count() == 2 { "\u{2026}" } else { bare });
        masked.extend(std::iter::repeat_n('.', number.len() - bare.len()));
        rest = after;
    }
    masked.push_str(rest);
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_sentences() {
        let check = |text: &str, expect: &[&str]| {
            assert_eq!(sentences(text).collect::<Vec<_>>(), expect, "reading {text:?}");
        };
        check("", &[]);
        check("One. Two? Three", &["One.", "Two?", "Three"]);
        check("`a. b` is one, and 1.16.3 too. Two.", &["`a. b` is one, and 1.16.3 too.", "Two."]);
        check("It prints `x.` Then `y.`", &["It prints `x.`", "Then `y.`"]);
    }

    #[test]
    fn a_release_is_masked_and_no_other_number() {
        assert_eq!(masked("1.16.3 and v1.20.22."), "\u{2026} and v\u{2026}.");
        assert_eq!(masked("Kubernetes 1.25, 30 days"), "Kubernetes 1.25, 30 days");
    }
}
