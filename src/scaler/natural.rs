//! How is a whole number kept that has thousands of bits? As words of 64 bits, the lowest first, with the few operations that exact sums need.
//!
//! ```text
//! words   [w₀, w₁, w₂, …]   is   w₀ + w₁·2⁶⁴ + w₂·2¹²⁸ + …
//! ```

use std::cmp::Ordering;

/// A whole number that is not negative.
#[derive(Clone, Debug, Default)]
pub(super) struct Natural {
    words: Vec<u64>,
}

impl Natural {
    /// Adds `value`·2^`shift`.
    pub(super) fn add(&mut self, value: u128, shift: usize) {
        let (first, bits) = (shift / 64, shift % 64);
        let (low, high) = (value << bits, if bits == 0 { 0 } else { value >> (128 - bits) });
        if self.words.len() < first + 3 {
            self.words.resize(first + 3, 0);
        }
        let mut carry = 0;
        for (word, part) in self.words[first..].iter_mut().zip([low as u64, (low >> 64) as u64, high as u64]) {
            carry += u128::from(*word) + u128::from(part);
            *word = carry as u64;
            carry >>= 64;
        }
        for word in &mut self.words[first + 3..] {
            if carry == 0 {
                return;
            }
            carry += u128::from(*word);
            *word = carry as u64;
            carry >>= 64;
        }
        if carry > 0 {
            self.words.push(carry as u64);
        }
    }

    /// The product of two, word by word as by hand.
    pub(super) fn times(&self, other: &Natural) -> Natural {
        let mut words = vec![0; self.words.len() + other.words.len()];
        for (start, &one) in self.words.iter().enumerate() {
            let mut carry = 0;
            for (word, &two) in words[start..].iter_mut().zip(&other.words) {
                carry += u128::from(one) * u128::from(two) + u128::from(*word);
                *word = carry as u64;
                carry >>= 64;
            }
            words[start + other.words.len()] = carry as u64;
        }
        Natural { words }
    }

    /// The distance of two, and whether the second is the larger one.
    pub(super) fn distance(&self, other: &Natural) -> (Natural, bool) {
        let is_larger = self.compared(other) == Ordering::Less;
        let (large, small) = if is_larger { (other, self) } else { (self, other) };
        let mut borrowed = false;
        let word = |place: usize| small.words.get(place).copied().unwrap_or(0);
        let words = large.words.iter().enumerate().map(|(place, &of_large)| {
            let (left, one) = of_large.overflowing_sub(word(place));
            let (left, two) = left.overflowing_sub(u64::from(borrowed));
            borrowed = one || two;
            left
        });
        (Natural { words: words.collect() }, is_larger)
    }

    fn compared(&self, other: &Natural) -> Ordering {
        let count = self.words.len().max(other.words.len());
        let word = |of: &Natural, place: usize| of.words.get(place).copied().unwrap_or(0);
        let differ = (0..count).rev().find(|&place| word(self, place) != word(other, place));
        differ.map_or(Ordering::Equal, |place| word(self, place).cmp(&word(other, place)))
    }

    /// The 128 highest bits, the first of which is set, and the power of two that they are multiples of; what is lower is cut off. None of 0.
    pub(super) fn highest(&self) -> Option<(u128, i32)> {
        let last = self.words.iter().rposition(|&word| word != 0)?;
        let word = |below: usize| last.checked_sub(below).map_or(0, |place| self.words[place]);
        let free = word(0).leading_zeros();
        let two = u128::from(word(0)) << 64 | u128::from(word(1));
        let third = if free == 0 { 0 } else { u128::from(word(2)) >> (64 - free) };
        Some(((two << free) | third, 64 * (last as i32 - 1) - free as i32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn natural(value: u128) -> Natural {
        let mut natural = Natural::default();
        natural.add(value, 0);
        natural
    }

    #[test]
    fn sums_carry_and_products_and_distances_are_those_of_whole_numbers() {
        let mut all_ones = natural(u128::MAX);
        all_ones.add(u128::MAX, 128);
        all_ones.add(1, 0);
        assert_eq!(all_ones.highest(), Some((1 << 127, 256 - 127)), "2²⁵⁶ after a carry through four words");
        let (a, b) = (0x1234_5678_9abc_def0_u128 << 40, 0xfedc_ba98_7654_3211_u128);
        let product = natural(a).times(&natural(b));
        let mut by_words = Natural::default();
        by_words.add(0x1234_5678_9abc_def0_u128 * b, 40);
        assert_eq!(product.compared(&by_words), Ordering::Equal);
        by_words.add(1, 0);
        assert_ne!(product.compared(&by_words), Ordering::Equal, "planted: one more");
        let (left, is_larger) = natural(a).distance(&by_words);
        assert!(is_larger);
        let (back, is_larger) = by_words.distance(&left);
        assert!(!is_larger && back.compared(&natural(a)) == Ordering::Equal);
    }

    #[test]
    fn the_highest_bits_start_with_one() {
        assert_eq!(Natural::default().highest(), None);
        for shift in [0, 1, 63, 64, 65, 127, 128, 1000] {
            let mut natural = Natural::default();
            natural.add(5, shift);
            assert_eq!(natural.highest(), Some((5 << 125, shift as i32 - 125)), "{shift}");
            natural.add(1, 0);
            let (bits, exponent) = natural.highest().unwrap();
            let is_seen = shift <= 125;
            assert_eq!(bits != 5 << 125, is_seen, "{shift}: what is 128 bits below is cut off");
            assert_eq!(exponent, if shift == 0 { -125 } else { shift as i32 - 125 });
        }
    }
}
