//! Troubles of logs and events that differ in numbers, addresses and the names of pods only: the first one counts
//! them all.

use super::{Block, Trouble};

/// So many kinds are kept.
const MOST: usize = 50;
/// So many more are counted.
const MOST_COUNTED: usize = 1 << 20;

/// The kinds of a text so far.
#[derive(Default)]
pub(super) struct Tally {
    kinds: Vec<Kind>,
    /// Kinds that are not kept, by their hashes.
    others: Vec<u64>,
}

/// A kind, and the trouble that counts it.
struct Kind {
    hash: u64,
    block: usize,
    trouble: usize,
}

impl Tally {
    /// Takes the troubles of a block that comes next, and gives those of a new kind.
    pub(super) fn take(&mut self, troubles: Vec<Trouble>, blocks: &mut [Block]) -> Vec<Trouble> {
        let mut kept: Vec<Trouble> = Vec::new();
        for trouble in troubles {
            let hash = hash(&trouble.message);
            let known = self.kinds.iter().find(|kind| kind.hash == hash);
            if let Some(kind) = known {
                let troubles = match blocks.get_mut(kind.block) {
                    Some(block) => &mut block.troubles,
                    None => &mut kept,
                };
                if let Some(known) = troubles.get_mut(kind.trouble) {
                    known.count += trouble.count;
                }
            } else if self.kinds.len() < MOST {
                self.kinds.push(Kind { hash, block: blocks.len(), trouble: kept.len() });
                kept.push(trouble);
            } else if self.others.len() < MOST_COUNTED {
                self.others.push(hash);
            }
        }
        kept
    }

    /// How many kinds are not kept.
    pub(super) fn more(&mut self) -> usize {
        self.others.sort_unstable();
        self.others.dedup();
        self.others.len()
    }
}

/// The hash of what a message has apart from numbers, addresses, times and the ends of pods' names. Ports and the
/// status of a reply stay: they tell which failure it is.
pub(crate) fn hash(message: &str) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut take = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let mut before = b' ';
    let mut rest = message.as_bytes();
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let (word, after) = rest.split_at(length.max(1));
        // Those above are the other end's, and another one each time.
        let is_port = || {
            before == b':' && (matches!(word.len(), 3 | 4) || (word.len() == 5 && word < b"32768".as_slice()))
        };
        let is_status = || word.len() == 3 && matches!(first, b'4' | b'5');
        let is_masked = word.iter().any(u8::is_ascii_digit)
            && !(word.iter().all(u8::is_ascii_digit) && (is_port() || is_status()));
        if is_masked {
            take(b'#');
        } else {
            word.iter().copied().for_each(&mut take);
        }
        before = word.last().copied().unwrap_or(b' ');
        rest = after;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, expect: bool) {
        assert_eq!(hash(one) == hash(other), expect, "{one:?} and {other:?}");
    }

    #[test]
    fn numbers_addresses_and_pods_make_no_kind() {
        check("dial tcp 10.0.0.5:9977: refused", "dial tcp 10.1.0.77:9977: refused", true);
        check("dial tcp 10.0.0.5:9977: refused", "dial tcp 10.0.0.5:6379: refused", false);
        check("read 10.0.0.5:40123->10.0.0.6:53", "read 10.0.0.5:51234->10.0.0.6:53", true);
        check("attempt 1 of id 6f0d1c", "attempt 12 of id 77aa01", true);
        check("pod gloo-5d9c7-x2k4p died", "pod gloo-77d66-aa2bb died", true);
        check("at 2026-01-02T03:04:05Z", "at 2026-01-03T13:14:15Z", true);
        check("status 503", "status 404", false);
        check("secret a not found", "secret b not found", false);
    }
}
