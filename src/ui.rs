//! The page: the core's report, rendered with Yew.
//!
//! `state` changes in one place, without a browser. Components are functions from their properties to HTML; what all
//! of them need comes as a `context`. What happens besides is in `effects`, and `browser` alone talks to one.

mod action;
mod app;
mod arrival;
pub mod browser;
mod chips;
mod command;
mod compared;
mod comparison;
mod context;
mod copy;
mod effects;
mod examples;
mod excerpt;
mod export;
mod failures;
mod findings;
mod findings_aside;
mod fixes;
mod fold;
pub mod fragment;
mod hand_over;
mod ids;
mod installations;
mod journey;
mod kept;
mod lines;
mod link;
mod manifest;
mod manual;
mod mount;
pub mod news;
mod now;
mod opening;
mod page;
mod pairing;
mod paper;
mod papers;
mod parts;
mod place;
mod plan;
mod risk;
pub mod same;
mod settings;
mod shared;
pub mod state;
mod text;
mod texts;
mod theme;
mod ticks;
mod transcript;
mod verdict;
mod way;

pub use app::{App, AppProps, Given};
pub use context::Host;
pub use mount::{Mount, Standing};
pub use page::{Page, PageProps};
