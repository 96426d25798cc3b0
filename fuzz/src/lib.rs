//! What the fuzz targets share: what has to hold of every report, and how a paste is changed into another one.

pub mod laws;
pub mod mangle;
pub mod shell;

use std::sync::{Arc, LazyLock};

use gloo_advisor::Knowledge;

/// What the program was published with.
pub static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::published().expect("the published data"));

/// The same without the steps of upgrades and what those may run into: they are no part of reading, and take most of
/// the time.
pub static WITHOUT_STEPS: LazyLock<Knowledge> = LazyLock::new(|| {
    let mut knowledge = KNOWLEDGE.clone();
    knowledge.risks.clear();
    Arc::make_mut(&mut knowledge.rules).steps.clear();
    knowledge
});
