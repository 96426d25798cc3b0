//! What is changed in a manifest, as data. Only here text is made of it, and anything quoted.

/// Some fields of a manifest, and what they are set to; the rest of it stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// What becomes of it, as a sentence: `Change this in the Application, then commit and push it.`
    pub words: String,
    /// In the order in which they stand; those below one key are next to each other.
    pub fields: Vec<Field>,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The keys that lead to it. The last one ends in `[]` where the value is an item of a list.
    pub path: Vec<String>,
    /// What it is set to.
    pub value: Value,
}

/// What a field is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, whatever it looks like.
    Text(String),
    /// `true`, `false` or a number.
    Plain(String),
}

/// The language of a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Objects of Kubernetes.
    Yaml,
    /// What Terraform reads.
    Hcl,
}

impl Form {
    /// As fences of Markdown name it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Hcl => "hcl",
        }
    }
}

/// How a block of Terraform begins: three words, then its fields.
const BLOCK: &str = "resource";

impl Manifest {
    /// The language that it is written in.
    #[must_use]
    pub fn form(&self) -> Form {
        let first = self.fields.first().and_then(|field| field.path.first());
        if first.is_some_and(|key| key == BLOCK) { Form::Hcl } else { Form::Yaml }
    }

    /// Its lines.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        match self.form() {
            Form::Yaml => yaml(&self.fields),
            Form::Hcl => hcl(&self.fields),
        }
    }

    /// Its lines as one text.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines().join("\n") + "\n"
    }
}

fn yaml(fields: &[Field]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut open: &[String] = &[];
    for Field { path, value } in fields {
        let Some((last, above)) = path.split_last() else { continue };
        let shared = open.iter().zip(path).take_while(|(old, new)| old == new).count();
        for (depth, key) in above.iter().enumerate().skip(shared) {
            lines.push(format!("{}{}:", "  ".repeat(depth), scalar(key)));
        }
        let (indent, value) = ("  ".repeat(above.len()), value.yaml());
        match last.strip_suffix("[]") {
            Some(list) => {
                if shared < path.len() {
                    lines.push(format!("{indent}{}:", scalar(list)));
                }
                lines.push(format!("{indent}  - {value}"));
            }
            None => lines.push(format!("{indent}{}: {value}", scalar(last))),
        }
        open = path;
    }
    lines
}

fn hcl(fields: &[Field]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut open: &[String] = &[];
    // What terraform fmt does: the values of a block stand below each other.
    let key = |field: &Field| field.path.get(3).map_or(0, String::len);
    let width = fields.iter().map(key).max().unwrap_or_default();
    for Field { path, value } in fields {
        let Some((head, [name])) = path.split_at_checked(3) else { continue };
        if head != open {
            lines.extend((!open.is_empty()).then(|| "}".to_owned()));
            let labels: Vec<String> = head.iter().skip(1).map(|label| string(label, Form::Hcl)).collect();
            lines.push(format!("{BLOCK} {} {{", labels.join(" ")));
        }
        lines.push(format!("  {name:width$} = {}", value.hcl()));
        open = head;
    }
    lines.extend((!open.is_empty()).then(|| "}".to_owned()));
    lines
}

impl Value {
    /// The value without any quotes, for people and tools.
    #[must_use]
    pub fn plain(&self) -> &str {
        match self {
            Self::Text(text) | Self::Plain(text) => text,
        }
    }

    fn yaml(&self) -> String {
        match self {
            Self::Text(text) => scalar(text),
            Self::Plain(word) => word.clone(),
        }
    }

    fn hcl(&self) -> String {
        match self {
            Self::Text(text) => string(text, Form::Hcl),
            Self::Plain(word) => word.clone(),
        }
    }
}

/// A text in YAML: bare only where every reader takes it for text. Versions look like numbers to some.
fn scalar(text: &str) -> String {
    const WORDS: [&str; 11] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "nan"];
    let is_inner = |c: char| c.is_ascii_alphanumeric() || "-_./=".contains(c);
    let is_bare = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(is_inner)
        && !WORDS.contains(&text.to_ascii_lowercase().as_str());
    if is_bare { text.to_owned() } else { string(text, Form::Yaml) }
}

/// A text in double quotes. HCL would put other values in place of `${…}` and `%{…}`.
fn string(text: &str, form: Form) -> String {
    let mut quoted = "\"".to_owned();
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '$' | '%' if form == Form::Hcl && letters.peek() == Some(&'{') => quoted.extend([c, c]),
            c if c.is_control() || !c.is_ascii() => {
                let number = u32::from(c);
                quoted.push_str(&if number > 0xffff {
                    format!("\\U{number:08x}")
                } else {
                    format!("\\u{number:04x}")
                });
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(path: &str, value: &str) -> Field {
        let value = match value {
            "true" => Value::Plain(value.to_owned()),
            text => Value::Text(text.to_owned()),
        };
        Field { path: path.split('.').map(str::to_owned).collect(), value }
    }

    fn check(fields: &[(&str, &str)], expect: &str) {
        let fields = fields.iter().map(|(path, value)| field(path, value)).collect();
        assert_eq!(Manifest { words: String::new(), fields }.text(), expect);
    }

    #[test]
    fn fields_below_one_key_stand_together() {
        check(
            &[
                ("kind", "Application"),
                ("spec.source.chart", "gloo"),
                ("spec.source.targetRevision", "1.22.1"),
                ("spec.syncPolicy.syncOptions[]", "ServerSideApply=true"),
                ("spec.syncPolicy.syncOptions[]", "Prune=false"),
                ("spec.suspend", "true"),
            ],
            "kind: Application\nspec:\n  source:\n    chart: gloo\n    targetRevision: \"1.22.1\"\n  syncPolicy:\n    syncOptions:\n      - ServerSideApply=true\n      - Prune=false\n  suspend: true\n",
        );
    }

    #[test]
    fn blocks_of_terraform_are_aligned() {
        check(
            &[("resource.helm_release.gloo.chart", "gloo"), ("resource.helm_release.gloo.version", "1.22.1")],
            "resource \"helm_release\" \"gloo\" {\n  chart   = \"gloo\"\n  version = \"1.22.1\"\n}\n",
        );
    }

    #[test]
    fn text_stays_text() {
        for (text, yaml, hcl) in [
            ("gloo-system", "gloo-system", "\"gloo-system\""),
            ("1.22", "\"1.22\"", "\"1.22\""),
            ("No", "\"No\"", "\"No\""),
            ("null", "\"null\"", "\"null\""),
            ("~", "\"~\"", "\"~\""),
            ("", "\"\"", "\"\""),
            ("a: b #c", "\"a: b #c\"", "\"a: b #c\""),
            ("a\"b\\", "\"a\\\"b\\\\\"", "\"a\\\"b\\\\\""),
            ("${x} %{y} $z", "\"${x} %{y} $z\"", "\"$${x} %%{y} $z\""),
            ("a\nb", "\"a\\u000ab\"", "\"a\\u000ab\""),
            ("https://a/b", "\"https://a/b\"", "\"https://a/b\""),
        ] {
            assert_eq!(scalar(text), yaml, "{text:?}");
            assert_eq!(string(text, Form::Hcl), hcl, "{text:?}");
        }
    }
}
