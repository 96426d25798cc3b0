//! # Gloo Advisor
//!
//! Reads what the terminal printed about a Gloo installation, says what is installed and how its
//! versions pair, explains failing checks, and writes the commands that take it to another version.
//!
//! ```
//! use gloo_advisor::{Case, Choices, Knowledge, advise};
//!
//! let case = Case::paste("Client: {\"version\":\"1.3.17\"}\nServer: version undefined, could not find any version of gloo running");
//! let report = advise(&case, &Knowledge::default(), &Choices::default());
//! assert_eq!(report.verdict.title, "The client is there, and it found no Gloo server.");
//! ```
//!
//! Data flows one way: [`transcript`] reads text into blocks, [`installation`] joins their facts,
//! [`diagnose`] and [`plan`] say what they mean and what to do, and [`report`] holds all of it for
//! whoever renders it. Commands are data, in [`command`], until one of its emitters writes them.
//!
//! The core takes text and gives data. It asks nothing of its surroundings: no files, no network, no
//! clock, no chance. It cannot fail and cannot panic, whatever was pasted.

pub mod archive;
pub mod bundle;
pub mod catalog;
pub mod changes;
pub mod command;
pub mod compare;
pub mod date;
pub mod delivery;
pub mod diagnose;
pub mod edition;
pub mod evidence;
pub mod failures;
pub mod image;
pub mod installation;
pub mod knowledge;
pub mod order;
pub mod plan;
pub mod ranges;
pub mod redact;
pub mod report;
pub mod rules;
pub mod settings;
pub mod subject;
pub mod successors;
pub mod transcript;
pub mod tree;
#[cfg(feature = "page")]
pub mod ui;
pub mod untrusted;
pub mod version;

pub use catalog::Catalog;
pub use edition::Edition;
pub use knowledge::Knowledge;
pub use report::{Case, Report, advise};
pub use settings::Choices;
pub use transcript::Transcript;
pub use version::Version;
