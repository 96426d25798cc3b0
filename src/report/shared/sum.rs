//! A number that tells whether a link came as it was sent. It proves nothing of who sent it.

/// FNV-1a in 32 bits. Each step can be undone, so that one other byte always gives another sum.
pub(super) fn of(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
