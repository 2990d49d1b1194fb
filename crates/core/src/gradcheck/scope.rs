//! Which derivatives are compared? All of them, some of each block, or the derivative along a few random directions.
//!
//! | scope | evaluations of the loss | what a wrong gradient can do |
//! |---|---|---|
//! | every coordinate | about 6n | nothing |
//! | k coordinates of each block | 6k a block | hide in a share p of a block with probability (1 − p)ᵏ |
//! | k directions in each block | about 6k a block | see [`miss_probability`] |
//!
//! **Directions.** Along v with standard normal entries the directional derivative misses the error e = g − ∇J by vᵀe, normal with deviation ‖e‖. It
//! goes unnoticed if |vᵀe| ≤ t for the bound t of what could be seen. With k directions that has the probability erf(t/√2‖e‖)ᵏ.
//!
//! ```
//! use wellposed_core::gradcheck::miss_probability;
//!
//! // An error a hundred times what can be seen is missed by one direction in 125, and by four directions once in 250 million checks.
//! assert!((1.0 / miss_probability(1.0, 100.0, 1) - 125.3).abs() < 0.1);
//! assert!((1.0 / miss_probability(1.0, 100.0, 4) / 2.47e8 - 1.0).abs() < 0.01);
//! ```

use super::CheckError;
use crate::bits::streams::{self, Stream, numbered_stream};
use crate::objective::Block;

/// Which derivatives are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Scope {
    /// Every coordinate.
    All,
    /// A random sample of each block.
    Sample {
        /// How many coordinates of each block; all of a smaller block.
        per_block: usize,
        /// Which sample.
        seed: u64,
    },
    /// Random directions within each block.
    Directions {
        /// How many for each block.
        count: usize,
        /// Which directions.
        seed: u64,
    },
}

impl Scope {
    /// Refuses a scope that looks at nothing.
    pub(super) fn check(self) -> Result<(), CheckError> {
        let setting = |name| Err(CheckError::Setting { name, value: 0.0, needed: "at least 1" });
        match self {
            Scope::Sample { per_block: 0, .. } => setting("the number of coordinates of each block"),
            Scope::Directions { count: 0, .. } => setting("the number of directions"),
            _ => Ok(()),
        }
    }
}

/// The stream of random choices for the block with this number.
pub(super) fn choices(seed: u64, block: usize) -> Stream {
    numbered_stream(seed, "gradcheck/scope", &[block as u64])
}

/// The coordinates of a block that are compared, in order.
pub(super) fn chosen(scope: Scope, number: usize, block: &Block) -> Vec<usize> {
    match scope {
        Scope::Sample { per_block, seed } if per_block < block.range.len() => {
            let mut order = streams::permutation(&mut choices(seed, number), block.range.len());
            order.truncate(per_block);
            order.sort_unstable();
            order.into_iter().map(|offset| block.range.start + offset).collect()
        }
        _ => block.range.clone().collect(),
    }
}

/// The probability that an error of norm `error` goes unnoticed along all of `directions` random directions, if along each of them less than `seen` ≥ 0
/// can't be told from no error.
pub fn miss_probability(seen: f64, error: f64, directions: u32) -> f64 {
    if error <= 0.0 {
        return 1.0;
    }
    let one = libm::erf(seen / (std::f64::consts::SQRT_2 * error));
    (0..directions).fold(1.0, |product, _| product * one)
}

/// The norm of the smallest error that goes unnoticed with at most this probability.
pub(super) fn noticed(seen: f64, probability: f64, directions: u32) -> f64 {
    if seen == 0.0 {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, seen);
    while miss_probability(seen, high, directions) > probability && high < 1e300 {
        (low, high) = (high, 2.0 * high);
    }
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if miss_probability(seen, middle, directions) > probability { low = middle } else { high = middle }
    }
    high
}

#[cfg(test)]
mod tests;
