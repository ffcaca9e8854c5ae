//! Sorted lines of columns parted by tabs in; the one that is asked for out, by bisection over the bytes.

use std::cmp::Ordering;

/// Finds a line of `lines`, each ended by a line feed; `order` tells how a line stands to the one that is sought.
pub(super) fn find(lines: &'static [u8], order: impl Fn(&'static [u8]) -> Ordering) -> Option<&'static [u8]> {
    let (mut low, mut high) = (0, lines.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let begin = lines[low..middle].iter().rposition(|b| *b == b'\n').map_or(low, |at| low + at + 1);
        let end = lines[middle..high].iter().position(|b| *b == b'\n').map_or(high, |at| middle + at);
        match order(&lines[begin..end]) {
            Ordering::Equal => return Some(&lines[begin..end]),
            Ordering::Less => low = end + 1,
            Ordering::Greater => high = begin,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_and_no_other() {
        const LINES: &[u8] = b"a\t1\nab\t2\nabc\t3\nb\t4\nz\t5\n";
        let find = |key: &str| find(LINES, |line| line.split(|b| *b == b'\t').next().cmp(&Some(key.as_bytes())));
        for (key, line) in [("a", "a\t1"), ("ab", "ab\t2"), ("abc", "abc\t3"), ("b", "b\t4"), ("z", "z\t5")] {
            assert_eq!(find(key), Some(line.as_bytes()));
        }
        assert!(["", "aa", "abcd", "c", "zz"].iter().all(|key| find(key).is_none()));
    }
}
