//! Commands, as PowerShell reads them. No PowerShell is needed: a tokenizer of the part of its language that
//! commands use stands here, and what Windows PowerShell 5.1 makes of the words for a program. Both follow
//! the source of PowerShell, and end in a panic where a text uses more of the language.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use gloo_advisor::command::{Argument, Command, Part, Variable, powershell};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const SINGLE_QUOTES: [char; 5] = ['\'', '‘', '’', '‚', '‛'];
const DOUBLE_QUOTES: [char; 4] = ['"', '“', '”', '„'];
/// What ends a word that is not quoted, besides blanks.
const ENDS: [char; 9] = ['\0', '&', '(', ')', ',', ';', '{', '|', '}'];
/// What a word may not begin with, if it is to be text.
const BEGINNINGS: [char; 5] = ['@', '#', '<', '>', ':'];

/// What stands in front of a command whose output PowerShell takes.
const UTF_8: &str = "$OutputEncoding = [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false); ";

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// Literals and variables, as few parts as possible.
    Word(Vec<Part>),
    /// `-n`: the name of a parameter, or a word for a program.
    Parameter(String),
    Pipe,
    Call,
}

struct Reader<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
}

impl Reader<'_> {
    fn tokens(mut self) -> Vec<Token> {
        let mut tokens = Vec::new();
        while let Some(first) = self.rest.find(|c| !c.is_whitespace()) {
            tokens.push(match first {
                '|' => Token::Pipe,
                '&' => Token::Call,
                c if SINGLE_QUOTES.contains(&c) => Token::Word(self.literal()),
                c if DOUBLE_QUOTES.contains(&c) => Token::Word(self.expandable()),
                c => self.bare(c),
            });
            let next = self.rest.peek();
            assert!(next.is_none_or(|c| c.is_whitespace()), "{next:?} is glued to {tokens:?}");
        }
        tokens
    }

    /// To the quote that ends it; two of them, of whatever kind, are the second one.
    fn literal(&mut self) -> Vec<Part> {
        let mut text = String::new();
        loop {
            let mut c = self.rest.next().expect("a quote that ends the literal");
            if SINGLE_QUOTES.contains(&c) {
                match self.rest.next_if(|next| SINGLE_QUOTES.contains(next)) {
                    Some(second) => c = second,
                    None => return vec![Part::Literal(text)],
                }
            }
            text.push(c);
        }
    }

    fn expandable(&mut self) -> Vec<Part> {
        let (mut parts, mut text) = (Vec::new(), String::new());
        loop {
            let mut c = self.rest.next().expect("a quote that ends the text");
            if c == '$' {
                if let Some(variable) = self.variable() {
                    parts.extend([Part::Literal(std::mem::take(&mut text)), Part::Variable(variable)]);
                    continue;
                }
            } else if c == '`' {
                c = self.rest.next().expect("what the backtick escapes");
                assert!(!c.is_ascii_alphanumeric(), "`{c} stands for something else");
            } else if DOUBLE_QUOTES.contains(&c) {
                match self.rest.next_if(|next| DOUBLE_QUOTES.contains(next)) {
                    Some(second) => c = second,
                    None => break,
                }
            }
            text.push(c);
        }
        parts.push(Part::Literal(text));
        parts
    }

    /// What follows a `$` between double quotes, if it is a variable.
    fn variable(&mut self) -> Option<Variable> {
        /// Nothing else is run inside a text: it ends the command where the variable is empty.
        const GUARDED: &str = "(if ($env:GLOO_LICENSE_KEY) { $env:GLOO_LICENSE_KEY } else { throw 'GLOO_LICENSE_KEY is empty' })";
        let mut ahead = self.rest.clone();
        if GUARDED.chars().all(|c| ahead.next() == Some(c)) {
            self.rest = ahead;
            return Some(Variable::LicenseKey);
        }
        let mut name = String::new();
        if self.rest.next_if_eq(&'{').is_some() {
            name.extend(self.rest.by_ref().take_while(|c| *c != '}'));
        } else {
            let begins = |c: &char| c.is_alphanumeric() || ['_', '?', '^', '$', ':', '('].contains(c);
            self.rest.peek().filter(|c| begins(c))?;
            let goes_on = |c: &char| c.is_alphanumeric() || ['_', '?', ':'].contains(c);
            name.extend(std::iter::from_fn(|| self.rest.next_if(goes_on)));
        }
        match name.as_str() {
            "HOME" => Some(Variable::Home),
            _ => panic!("{name:?} is no variable that a command uses"),
        }
    }

    fn bare(&mut self, first: char) -> Token {
        assert!(!ENDS.contains(&first) && !BEGINNINGS.contains(&first), "a word begins with {first:?}");
        let begins_parameter = |c: &char| c.is_alphabetic() || ['_', '?'].contains(c);
        let is_parameter = first == '-' && self.rest.peek().is_some_and(begins_parameter);
        let ends = |c: char| {
            c.is_whitespace() || ENDS.contains(&c) || (is_parameter && ['.', ':', '['].contains(&c))
        };
        let mut text = String::from(first);
        text.extend(std::iter::from_fn(|| self.rest.next_if(|c| !ends(*c))));
        let expands = |c: char| {
            ['$', '`', '<', '>'].contains(&c) || SINGLE_QUOTES.contains(&c) || DOUBLE_QUOTES.contains(&c)
        };
        assert!(!text.contains(expands), "{text:?} is more than text");
        assert!(!is_number(&text), "{text:?} is a number");
        assert!(!text.starts_with("--%") && text != "--", "{text:?} ends the options");
        if is_parameter { Token::Parameter(text) } else { Token::Word(vec![Part::Literal(text)]) }
    }
}

/// Of any PowerShell: `-1.5`, `0x10`, `1e3`, `1kb`, `5ul`.
fn is_number(text: &str) -> bool {
    let text = text.to_lowercase();
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(&text);
    let multiplied = ["kb", "mb", "gb", "tb", "pb"].iter().find_map(|unit| unsigned.strip_suffix(unit));
    let bare = multiplied.unwrap_or(unsigned).trim_end_matches(['d', 'l', 'n', 's', 'u', 'y']);
    let is_hex = |digits: &str| digits.chars().all(|c| c.is_ascii_hexdigit());
    let is_decimal =
        bare.starts_with(|c: char| c.is_ascii_digit() || c == '.') && bare.parse::<f64>().is_ok();
    is_decimal || ["0x", "0b"].iter().any(|base| unsigned.strip_prefix(base).is_some_and(is_hex))
}

fn tokens(text: &str) -> Vec<Token> {
    Reader { rest: text.chars().peekable() }.tokens()
}

/// The parts of a word without empty literals and with no two literals in a row.
fn joined(parts: &[Part]) -> Vec<Part> {
    let mut joined: Vec<Part> = Vec::new();
    for part in parts {
        match (joined.last_mut(), part) {
            (_, Part::Literal(text)) if text.is_empty() => {}
            (Some(Part::Literal(before)), Part::Literal(text)) => before.push_str(text),
            _ => joined.push(part.clone()),
        }
    }
    joined
}

/// The tokens of a line, alike where they mean the same to a program.
fn read(line: &str) -> Vec<Token> {
    let alike = |token| match token {
        Token::Word(parts) => Token::Word(joined(&parts)),
        Token::Parameter(text) => Token::Word(vec![Part::Literal(text)]),
        other => other,
    };
    tokens(line).into_iter().map(alike).collect()
}

fn word_of(text: &str) -> Token {
    Token::Word(vec![Part::Literal(text.to_owned())])
}

/// What the variables hold, for a program.
fn expanded(parts: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Literal(text) => text.clone(),
        Part::Variable(Variable::Home) => r"C:\Users\Jo Doe".to_owned(),
        Part::Variable(Variable::LicenseKey) => "eyJ.a-b_c=".to_owned(),
    };
    parts.iter().map(part).collect()
}

/// The line of arguments that Windows PowerShell 5.1 starts a program with.
fn legacy_line(words: &[String]) -> String {
    let argument = |word: &String| {
        assert_ne!(word, "--%", "what follows would be taken verbatim");
        let (mut quotes, mut needs_quotes) = (0, false);
        for c in word.chars() {
            quotes += usize::from(c == '"');
            needs_quotes |= c.is_whitespace() && quotes % 2 == 0;
        }
        if needs_quotes { format!("\"{word}\"") } else { word.clone() }
    };
    words.iter().map(argument).collect::<Vec<_>>().join(" ")
}

/// The words that a program reads in the line that it was started with: blanks separate, quotes keep
/// together, and backslashes count only in front of a quote.
fn program_words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut is_quoted, mut slashes) = (Vec::new(), None::<String>, false, 0_usize);
    for c in line.chars() {
        if c == '\\' {
            slashes += 1;
            word.get_or_insert_default().push(c);
            continue;
        }
        match c {
            ' ' | '\t' if !is_quoted => words.extend(word.take()),
            '"' => {
                let word = word.get_or_insert_default();
                word.truncate(word.len() - slashes.div_ceil(2));
                match slashes % 2 {
                    0 => is_quoted = !is_quoted,
                    _ => word.push('"'),
                }
            }
            c => word.get_or_insert_default().push(c),
        }
        slashes = 0;
    }
    words.extend(word);
    words
}

/// What no text can hand on alike, or what may not survive a paste.
fn is_refused(word: &Argument) -> bool {
    let text = expanded(&word.parts);
    let is_changed = |c: char| c.is_control() || "\u{a0}\u{202f}–—“”".contains(c);
    text.is_empty()
        || text == "--%"
        || text.contains('"')
        || text.ends_with('\\')
        || text.contains(is_changed)
}

/// Every word is either refused for a reason, or comes back as it was; and Windows PowerShell, which hands
/// on least, hands it on.
fn check(words: &[Argument]) {
    let helm = Command::new("helm", &[]);
    for word in words {
        let seen = powershell::emit(&helm.clone().arg(word.clone()));
        assert_eq!(seen.is_err(), is_refused(word), "{seen:?} for {word:?}");
    }
    let words: Vec<Argument> = words.iter().filter(|word| !is_refused(word)).cloned().collect();
    let all = |command| words.iter().fold(command, |command: Command, word| command.arg(word.clone()));
    let expect: Vec<Token> = words.iter().map(|word| Token::Word(joined(&word.parts))).collect();

    let line = powershell::emit(&all(helm)).expect("every word has a text");
    assert_eq!(read(&line), [&[word_of("helm")], &expect[..]].concat(), "reading {line}");

    let plain: Vec<String> = words.iter().map(|word| expanded(&word.parts)).collect();
    let started = legacy_line(&plain);
    assert_eq!(program_words(&started), plain, "started with {started}");

    let piped = all(Command::new("kubectl", &[])).pipe(all(Command::new("./my tool", &[])));
    let middle = [Token::Pipe, Token::Call, word_of("./my tool")];
    let whole = [&[word_of("kubectl")], &expect[..], &middle, &expect].concat();
    assert_eq!(read(&taken(&piped)), whole, "reading {piped:?}");

    let end = ["Out-File", "-Encoding", "utf8", "-LiteralPath"].map(word_of);
    let start = [&[word_of("helm"), Token::Pipe], &end[..]].concat();
    for (file, token) in words.iter().zip(expect) {
        let line = taken(&Command::new("helm", &[]).write_to(file.clone()));
        assert_eq!(read(&line), [&start[..], &[token]].concat(), "reading {line}");
        assert!(matches!(tokens(&line).last(), Some(Token::Word(_))), "the file is no value in {line}");
    }
}

/// A line in which PowerShell takes what a program prints, without what stands in front of every such line.
fn taken(command: &Command) -> String {
    let line = powershell::emit(command).expect("every word has a text");
    line.strip_prefix(UTF_8).expect("what PowerShell takes is UTF-8").to_owned()
}

/// Text with much in it that PowerShell sees something in.
fn text() -> impl Strategy<Value = String> {
    let marks = "''‘’‚‛\"“”„`$\\*?[]{}()<>|&;!#~^=%@:,+-–_./ \t\nabnEx01é☃\u{1f980}\u{202e}\u{a0}\u{3000}";
    let marks = prop::collection::vec(prop::sample::select(marks.chars().collect::<Vec<_>>()), 0..12);
    let known = "$(id) ${HOME} $HOME $env:HOME $HOME: $? $$ @x @' ''' `` `n `u{41} ~ ~/x %x -a.b -a:b -a -1 \
        --x --% -- 1 1.20 1.2.3 1..2 .5 1e3 0x10 1kb 5ul 1> 2>&1 <# #> -f, {a} a,b C:\\ \\\\a\\b \\ if \u{201f}";
    let known = prop::sample::select(known.split(' ').collect::<Vec<_>>()).prop_map(str::to_owned);
    let plain = prop::sample::select("-./:=+_aZ09".chars().collect::<Vec<_>>());
    let plain = prop::collection::vec(plain, 1..6).prop_map(String::from_iter);
    prop_oneof![marks.prop_map(String::from_iter), known, plain, any::<String>()]
}

fn word() -> impl Strategy<Value = Argument> {
    let variable = prop::sample::select(vec![Variable::LicenseKey, Variable::Home]).prop_map(Part::Variable);
    let part = prop_oneof![3 => text().prop_map(Part::Literal), 1 => variable];
    prop::collection::vec(part, 0..4).prop_map(|parts| Argument { parts })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default()
    })]

    #[test]
    fn any_word_is_refused_or_is_read_as_it_is(words in prop::collection::vec(word(), 1..40)) {
        check(&words);
    }
}

#[test]
fn the_tokenizer_is_not_blind() {
    let literal = |text: &str| Part::Literal(text.to_owned());
    assert_eq!(
        tokens("a | & 'b''c' -d"),
        [word_of("a"), Token::Pipe, Token::Call, word_of("b'c"), Token::Parameter("-d".to_owned()),]
    );
    let expect = [literal("a$ \""), Part::Variable(Variable::Home), literal("/b")];
    assert_eq!(read("\"a`$ \"\"$HOME/b\""), [Token::Word(expect.to_vec())]);
    for (text, refused) in
        [("-a.b", "glued"), ("'a'b", "glued"), ("1kb", "number"), ("a$b", "more than text"), ("@a", "begins")]
    {
        let panic = std::panic::catch_unwind(|| tokens(text)).expect_err(text);
        let said = panic.downcast_ref::<String>().expect("words");
        assert!(said.contains(refused), "{text:?} gives {said:?}");
    }
}

#[test]
fn the_way_to_a_program_is_not_paved() {
    let arrives = |words: [&str; 2]| program_words(&legacy_line(&words.map(str::to_owned)));
    assert_eq!(arrives(["a b", "c"]), ["a b", "c"]);
    assert_eq!(arrives(["a\"b", "c"]), ["ab c"]);
    assert_eq!(arrives(["a b\\", "c"]), ["a b\" c"]);
    assert_eq!(arrives(["", "c"]), ["c"]);
}
