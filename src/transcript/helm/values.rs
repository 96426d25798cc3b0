//! Which values of a chart somebody has set. Values may be secrets, so what they hold is kept only where it is one of a
//! few words, or a small number; of all else it is kept that there is something.

use crate::transcript::cursor::Cursor;
use crate::transcript::yaml::split_pair;
use crate::transcript::{Span, prompt};

/// The values of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values {
    /// What is set, in the order of the text, maps included.
    pub set: Vec<Setting>,
    /// Its lines.
    pub span: Span,
    /// The Application or HelmRelease that has them; empty where Helm printed them.
    pub object: String,
    /// Whether everything between its first and its last line is there.
    is_whole: bool,
    /// Whether nothing is missing after its last line.
    is_closed: bool,
}

/// A value that is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its keys from the top, joined with dots.
    pub path: String,
    /// What it holds.
    pub holds: Holds,
    /// The line of its key.
    pub line: usize,
}

/// What a value holds, as far as that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// One of a few words.
    Word(&'static str),
    /// A small number.
    Number(u16),
    /// Values below it, or none.
    Map,
    /// Anything else, which is not kept.
    Other,
}

/// Words that decide something. No secret is one of them.
const WORDS: [&str; 4] = ["true", "false", "Fail", "Ignore"];

/// Nobody sets more.
const MOST: usize = 4000;

impl Holds {
    fn of(text: &str) -> Self {
        let text = text.trim_matches(['"', '\'']);
        let word = WORDS.into_iter().find(|word| *word == text).map(Self::Word);
        let number = || text.parse().ok().filter(|_| text.len() < 4).map(Self::Number);
        let is_empty = matches!(text, "{}" | "null" | "~");
        word.or_else(number).unwrap_or(if is_empty { Self::Map } else { Self::Other })
    }
}

impl Values {
    /// Reads the lines from the cursor to another one; `None` where they are no block of YAML.
    pub(super) fn read(body: &Cursor<'_>, next: usize) -> Self {
        let lines = body.lines.get(body.at..next).unwrap_or_default();
        let mut reader = Reader::default();
        if lines.first().is_none_or(|first| first.text.trim() != "null") {
            for line in lines {
                reader.take(&line.text, line.number, line.ending.is_open());
            }
        }
        let after = body.lines.get(next).map(|line| line.text.as_ref());
        let is_closed = after.is_some_and(|text| {
            prompt::is_bare_prompt(text) || prompt::typed(text).is_some() || text.starts_with("[exit ")
        });
        let (span, object) = (body.span_to(next), String::new());
        Self { set: reader.set, span, object, is_whole: !reader.has_gap, is_closed }
    }

    /// Reads the values in an object that delivers the chart, from its first line to another one. Other sources of
    /// values may set more.
    pub(in crate::transcript) fn of_object(cursor: &Cursor<'_>, next: usize, object: String) -> Option<Self> {
        const KEYS: [&str; 4] = ["values:", "valuesObject:", "values: |", "values: |-"];
        const OTHERS: [&str; 4] = ["valuesFrom:", "valueFiles:", "valuesFiles:", "parameters:"];
        let line = |at: usize| cursor.lines.get(at).map_or("", |line| &*line.text);
        let indent = |at: usize| line(at).len() - line(at).trim_start().len();
        let first = (cursor.at..next).find(|at| KEYS.contains(&line(*at).trim()))?;
        let is_out = |at: &usize| !line(*at).trim().is_empty() && indent(*at) <= indent(first);
        let end = (first + 1..next).find(is_out).unwrap_or(next);
        let values = Self::read(&Cursor { at: first + 1, ..*cursor }, end);
        let is_whole = values.is_whole && !(cursor.at..next).any(|at| OTHERS.contains(&line(at).trim()));
        Some(Self { object, is_whole, is_closed: values.is_closed || end < next, ..values })
    }

    /// What is set at a path. A `*` is any one key, and `**` in front any number of them.
    pub fn at<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Setting> {
        self.set.iter().filter(move |setting| fits(&setting.path, path))
    }

    /// Whether it is certain that nothing is set at a path.
    #[must_use]
    pub fn lacks(&self, path: &str) -> bool {
        let fixed: Vec<&str> = path.split('.').take_while(|key| !key.starts_with('*')).collect();
        let ancestors = (1..=fixed.len()).filter_map(|depth| fixed.get(..depth)).map(|keys| keys.join("."));
        let is_open = |ancestor: &String| {
            ancestor != path && self.at(ancestor).any(|setting| setting.holds != Holds::Map)
        };
        self.is_whole
            && self.at(path).next().is_none()
            && (self.is_closed || self.is_past(&fixed))
            && !ancestors.into_iter().any(|ancestor| is_open(&ancestor))
    }

    /// Whether a later key follows: Helm prints the keys of each map in order, so one that was left out at the end of
    /// the text comes after all that are there.
    fn is_past(&self, keys: &[&str]) -> bool {
        let paths = || self.set.iter().map(|setting| setting.path.split('.').collect::<Vec<_>>());
        let last = paths().next_back();
        paths().is_sorted()
            && !keys.is_empty()
            && last.is_some_and(|last| last.iter().take(keys.len()).gt(keys))
    }

    /// Whether a map has another key than one of its own, such as another proxy.
    #[must_use]
    pub fn has_other(&self, map: &str, own: &str) -> bool {
        let key = |setting: &'_ Setting| {
            let (key, _) = setting.path.strip_prefix(map)?.strip_prefix('.')?.split_once('.')?;
            Some(key != own)
        };
        self.set.iter().any(|setting| key(setting) == Some(true))
    }
}

fn fits(path: &str, pattern: &str) -> bool {
    if let Some(end) = pattern.strip_prefix("**.") {
        return path.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('.'));
    }
    path.split('.').count() == pattern.split('.').count()
        && path.split('.').zip(pattern.split('.')).all(|(key, wanted)| wanted == "*" || key == wanted)
}

#[derive(Default)]
struct Reader {
    set: Vec<Setting>,
    /// The maps around the next line, with their columns.
    maps: Vec<(usize, String)>,
    /// Deeper lines than this column are a text.
    text_below: Option<usize>,
    /// The column of the dashes of a list, whose elements are no values of their own.
    list: Option<usize>,
    has_gap: bool,
}

impl Reader {
    fn take(&mut self, text: &str, number: usize, is_open: bool) {
        let bare = text.trim_start();
        let column = text.len() - bare.len();
        if self.text_below.is_some_and(|below| column > below) {
            return;
        }
        self.text_below = None;
        let is_element = bare == "-" || bare.starts_with("- ");
        if self.list.is_some_and(|list| column > list || (column == list && is_element)) {
            return;
        }
        self.list = is_element.then_some(column);
        if is_element || bare.starts_with('#') {
            return;
        }
        let Some((key, value)) = split_pair(bare).filter(|_| self.set.len() < MOST) else {
            self.has_gap = true;
            return;
        };
        self.has_gap |= is_open;
        while self.maps.pop_if(|(indent, _)| *indent >= column).is_some() {}
        // A key with a dot in it is not the path that it looks like.
        let key = key.replace('.', "\u{b7}");
        let above = self.maps.iter().map(|(_, key)| key.as_str());
        let path = above.chain([key.as_str()]).collect::<Vec<_>>().join(".");
        let holds = match value {
            "" => {
                self.maps.push((column, key));
                Holds::Map
            }
            _ if value.starts_with(['|', '>']) => {
                self.text_below = Some(column);
                Holds::Other
            }
            _ if is_open => Holds::Other,
            _ => Holds::of(value),
        };
        self.set.push(Setting { path, holds, line: number });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::{Content, read};

    fn values(text: &str) -> Values {
        let reading = read(text, 0);
        let mut found = reading.blocks.into_iter().filter_map(|block| match block.content {
            Content::Values(values) => Some(values),
            _ => None,
        });
        found.next().expect("values")
    }

    const PASTE: &str = "\
$ helm get values gloo -n gloo-system -o yaml
gateway:
  validation:
    failurePolicy: Fail
gatewayProxies:
  gatewayProxy:
    hosts:
    - name: a
      probes: true
    kind:
      deployment:
        replicas: 3
    text: |-
      probes: true
kubeGateway: {}
license_key: abc
service:
  a.b: true
";

    #[test]
    fn keys_are_read_and_no_secrets() {
        let values = values(PASTE);
        let held = |path| values.at(path).map(|one| (one.holds, one.line)).collect::<Vec<_>>();
        assert_eq!(held("gatewayProxies.gatewayProxy.kind.deployment.replicas"), [(Holds::Number(3), 12)]);
        assert_eq!(held("gatewayProxies.*.kind.deployment.replicas"), [(Holds::Number(3), 12)]);
        assert_eq!(held("**.deployment.replicas"), [(Holds::Number(3), 12)]);
        assert_eq!(held("gateway.validation.failurePolicy"), [(Holds::Word("Fail"), 4)]);
        assert_eq!(held("license_key"), [(Holds::Other, 16)]);
        assert_eq!(held("**.probes"), [], "neither of a list nor of a text");
        assert_eq!(held("service.a.b"), [], "a key with a dot");
        assert!(!format!("{values:?}").contains("abc"));
    }

    #[test]
    fn what_is_not_set_is_certain_where_the_text_goes_on() {
        let sorted = values(PASTE);
        assert!(sorted.lacks("discovery.enabled") && sorted.lacks("kubeGateway.enabled"));
        assert!(sorted.lacks("gatewayProxies.*.logLevel") && !sorted.lacks("gatewayProxies.*.kind"));
        assert!(!sorted.lacks("service.x") && !sorted.lacks("**.extended"), "the text may go on");
        assert!(!sorted.lacks("license_key.below"), "what it holds is not kept");
        // Somebody's own file has no order, and where it ends is unknown.
        assert!(!values(&PASTE.replace("gateway:", "x:")).lacks("discovery.enabled"));
        let closed = values(&(PASTE.to_owned() + "$ helm list\n"));
        assert!(closed.lacks("settings.writeNamespace") && closed.lacks("**.extended"));
        let gap = values(&PASTE.replace("    kind:\n", "    ...\n    kind:\n"));
        assert!(!gap.lacks("discovery.enabled"));
        assert!(values("USER-SUPPLIED VALUES:\nnull\n$ helm list\n").lacks("discovery.enabled"));
    }
}
