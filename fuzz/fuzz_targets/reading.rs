//! Any text is read, in linear time, and what is said of it keeps the laws of the report.
#![no_main]

use gloo_advisor::report::json;
use gloo_advisor::{Case, Choices, advise};
use gloo_advisor_fuzz::{WITHOUT_STEPS, laws, mangle};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let choices = Choices::default();
    let report = laws::report_in_time(&text, &WITHOUT_STEPS, &choices);
    laws::check_lines(&report);
    laws::check_spans(&report);
    laws::check_health(&report);
    laws::check_sentences(&report);
    // Of some texts only: it takes as long as all the rest.
    if text.len() % 8 == 0 {
        let again = advise(&Case::paste(&text), &WITHOUT_STEPS, &choices);
        assert_eq!(
            json::to_value(&report).to_string(),
            json::to_value(&again).to_string(),
            "read in two ways"
        );
    }
});

// Bytes are changed now and then; most of the time lines are.
fuzz_mutator!(|bytes: &mut [u8], size: usize, most: usize, seed: u32| {
    if seed % 4 == 0 {
        return fuzzer_mutate(bytes, size, most);
    }
    let text = mangle::mangled(&String::from_utf8_lossy(&bytes[..size]), seed);
    let text = &text[..text.floor_char_boundary(most)];
    bytes[..text.len()].copy_from_slice(text.as_bytes());
    text.len()
});
