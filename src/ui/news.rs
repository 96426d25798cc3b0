//! What a page tells whoever mounted it: codes and counts, never any text that was pasted.

use std::rc::Rc;

use serde_json::json;

use crate::report::{Report, summary};

/// Something that happened on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// Its data files are there, or will not come: what is pasted gets the best answer that there is.
    Ready,
    /// It shows another report.
    Result(Rc<Report>),
    /// Something does not work.
    Error(Problem),
}

/// What does not work on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A data file is missing, or can't be used.
    Data,
    /// The browser does not allow the page to copy.
    Copy,
}

impl Problem {
    const fn code(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Copy => "copy",
        }
    }

    const fn help(self) -> &'static str {
        match self {
            Self::Data => {
                "A data file is missing or can't be used. Serve all files of one build side by side."
            }
            Self::Copy => "The browser did not allow a copy. A frame needs allow=\"clipboard-write\".",
        }
    }
}

impl News {
    /// As JSON: `{"type":"ready"}`, `{"type":"result",…}` or `{"type":"error","code":…,"help":…}`.
    #[must_use]
    pub fn json(&self) -> String {
        let value = match self {
            Self::Ready => json!({"type": "ready"}),
            Self::Result(report) => {
                let mut value = summary::to_value(report);
                if let Some(keys) = value.as_object_mut() {
                    keys.insert("type".to_owned(), "result".into());
                }
                value
            }
            Self::Error(problem) => {
                json!({"type": "error", "code": problem.code(), "help": problem.help()})
            }
        };
        value.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_are_json() {
        assert_eq!(News::Ready.json(), r#"{"type":"ready"}"#);
        assert_eq!(
            News::Error(Problem::Copy).json(),
            r#"{"code":"copy","help":"The browser did not allow a copy. A frame needs allow=\"clipboard-write\".","type":"error"}"#
        );
    }
}
