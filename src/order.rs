//! One small sort for all that the page sorts: each use of the standard one is several kB more to download.

use std::cmp::Ordering;

/// The numbers below `count`, in an order; what is equal stays as it is. Takes time like any good sort.
#[must_use]
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..count).collect();
    let mut width = 1;
    while width < count {
        let mut merged = Vec::with_capacity(count);
        for pair in sorted.chunks(2 * width) {
            let (mut one, mut other) = pair.split_at_checked(width).unwrap_or((pair, &[]));
            while let ([first, one_rest @ ..], [second, other_rest @ ..]) = (one, other) {
                if compare(*second, *first) == Ordering::Less {
                    merged.push(*second);
                    other = other_rest;
                } else {
                    merged.push(*first);
                    one = one_rest;
                }
            }
            merged.extend_from_slice(one);
            merged.extend_from_slice(other);
        }
        sorted = merged;
        width *= 2;
    }
    sorted
}

/// Sorts as the standard `sort_by` does.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let sorted = order(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    let mut all: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(sorted.into_iter().filter_map(|at| all.get_mut(at)?.take()));
}

/// Sorts as the standard `sort_by_key` does.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_order_of_the_standard_sort() {
        let mut number: u64 = 7;
        for count in [0, 1, 2, 3, 7, 8, 9, 100, 1025] {
            let mut next = || {
                number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                number >> 58
            };
            let values: Vec<u64> = (0..count).map(|_| next()).collect();
            let mut expect: Vec<usize> = (0..count).collect();
            expect.sort_by_key(|at| values.get(*at));
            assert_eq!(order(count, &|one, other| values.get(one).cmp(&values.get(other))), expect);

            let mut pairs: Vec<(u64, usize)> = values.iter().copied().zip(0..).collect();
            let mut expect = pairs.clone();
            sort_by_key(&mut pairs, |(value, _)| *value);
            expect.sort_by_key(|(value, _)| *value);
            assert_eq!(pairs, expect);
        }
    }
}
