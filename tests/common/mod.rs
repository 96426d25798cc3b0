//! What several tests need.

use gloo_advisor::settings::Target;
use gloo_advisor::{Choices, Edition, Version};

/// The choices of somebody who has nothing to paste.
pub fn by_hand(edition: Edition, from: &str, target: &str) -> Choices {
    Choices {
        edition: Some(edition),
        from: Version::parse(from),
        target: Target::parse(target),
        ..Choices::default()
    }
}
