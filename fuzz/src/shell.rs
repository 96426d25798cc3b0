//! The rules by which a POSIX shell reads the few forms that commands are written in.

/// A word, read as a shell reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// What reaches the program; the value of a variable is written as `$NAME`.
    Word(String),
    /// `|`
    Pipe,
    /// `>`
    Output,
}

/// Reads a command; an error where a shell would see anything but words without marks, single quotes, the two
/// variables, pipes and one output.
pub fn tokens(command: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = command;
    loop {
        let (token, after) = match (rest.strip_prefix('|'), rest.strip_prefix('>')) {
            (Some(after), _) => (Token::Pipe, after),
            (_, Some(after)) => (Token::Output, after),
            _ => word(rest)?,
        };
        tokens.push(token);
        rest = match after.strip_prefix(' ') {
            Some(next) => next,
            None if after.is_empty() => return Ok(tokens),
            None => return Err(format!("something stands behind a word: {after:?}")),
        };
    }
}

const VARIABLES: [&str; 2] = ["GLOO_LICENSE_KEY", "HOME"];

fn word(text: &str) -> Result<(Token, &str), String> {
    if text.starts_with(['=', '~', '#']) {
        return Err(format!("a shell expands the beginning of {text:?}"));
    }
    let (mut word, mut rest) = (String::new(), text);
    loop {
        if let Some(quoted) = rest.strip_prefix('\'') {
            let (literal, after) = quoted.split_once('\'').ok_or("a quote has no end")?;
            if literal.contains(['\n', '\r', '\0']) {
                return Err(format!("a line ends within {literal:?}"));
            }
            word.push_str(literal);
            rest = after;
        } else if let Some(after) = rest.strip_prefix("\\'") {
            word.push('\'');
            rest = after;
        } else if let Some(quoted) = rest.strip_prefix("\"$") {
            let (name, after) = quoted.split_once('"').ok_or("a double quote has no end")?;
            if !VARIABLES.contains(&name) {
                return Err(format!("{name:?} is no variable of ours"));
            }
            word.push('$');
            word.push_str(name);
            rest = after;
        } else {
            let plain = rest.find(|c| !is_plain(c)).unwrap_or(rest.len());
            if plain == 0 {
                break;
            }
            word.push_str(&rest[..plain]);
            rest = &rest[plain..];
        }
    }
    match rest.len() == text.len() {
        true => Err(format!("no word stands here: {text:?}")),
        false => Ok((Token::Word(word), rest)),
    }
}

const fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '@' | '%' | '+' | ',' | '=')
}

/// Whether a text is a name of a namespace.
pub fn is_label(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let is_end = |c: Option<char>| c.is_some_and(|c| c != '-');
    (1..=63).contains(&text.len())
        && text.bytes().all(is_inner)
        && is_end(text.chars().next())
        && is_end(text.chars().last())
}
