//! Which random numbers does an experiment draw? Those of a ChaCha8 stream keyed by what they are for.
//!
//! ```text
//! key = SHA-256("wellposed stream 1" ‖ seed ‖ |experiment| ‖ experiment ‖ |cell| ‖ cell ‖ replicate)
//! ```
//!
//! Integers and lengths are 64 bits, little-endian; the lengths make the encoding unambiguous, so ("a", "bc") and ("ab", "c") are
//! different streams. Cells and replicates are independent: they can be computed in any order, on any number of threads, and
//! one more cell changes no other.
//!
//! Normal numbers come from Marsaglia's polar method (SIAM Review 6, 1964) with [`ln`](super::ln) of this crate and the exact `√`, so
//! they are portable by construction. `rand_distr::StandardNormal` is not used: its ziggurat calls the system's `ln` for the tail,
//! and then one draw in some thousands could differ in the last digit between machines.
//!
//! ```
//! use wellposed_core::bits::streams::{standard_normal, stream, uniform};
//!
//! let mut first = stream(42, "input_normalization/speed", "kappa=100", 0);
//! let mut again = stream(42, "input_normalization/speed", "kappa=100", 0);
//! assert_eq!(standard_normal(&mut first), standard_normal(&mut again));
//! assert!((1.0..1000.0).contains(&uniform(&mut first, 1.0, 1000.0)));
//! ```

use ndarray::Array2;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, Uniform};
use sha2::{Digest, Sha256};

use super::elementwise;

/// A stream of random numbers.
pub type Stream = rand_chacha::ChaCha8Rng;

/// The stream of one cell and replicate of an experiment (`"chapter/experiment"`).
pub fn stream(seed: u64, experiment: &str, cell: &str, replicate: usize) -> Stream {
    let mut key = Sha256::new_with_prefix("wellposed stream 1");
    key.update(seed.to_le_bytes());
    for text in [experiment, cell] {
        key.update((text.len() as u64).to_le_bytes());
        key.update(text);
    }
    key.update((replicate as u64).to_le_bytes());
    Stream::from_seed(key.finalize().into())
}

/// The stream of a name and some numbers, for what is drawn so often that a text for each cell would cost more than its numbers.
///
/// The key is that of [`stream`] with the prefix "wellposed numbered stream 1" and the numbers in place of the texts; it allocates nothing.
pub fn numbered_stream(seed: u64, name: &str, numbers: &[u64]) -> Stream {
    let mut key = Sha256::new_with_prefix("wellposed numbered stream 1");
    key.update(seed.to_le_bytes());
    key.update((name.len() as u64).to_le_bytes());
    key.update(name);
    key.update((numbers.len() as u64).to_le_bytes());
    for number in numbers {
        key.update(number.to_le_bytes());
    }
    Stream::from_seed(key.finalize().into())
}

/// A number that is uniform in `[low, high)`.
///
/// # Panics
/// If `low ≥ high`, or an end or the length of the interval is not finite.
pub fn uniform(stream: &mut Stream, low: f64, high: f64) -> f64 {
    match Uniform::new(low, high) {
        Ok(interval) => interval.sample(stream),
        Err(error) => panic!("uniform numbers in [{low}, {high}): {error}"),
    }
}

/// A normal number with mean 0 and variance 1.
///
/// A point that is uniform in the unit disc (without its center) is scaled: `x·√(−2 ln s / s)` with `s = x² + y²`. The second
/// coordinate would make a second number; it is dropped, so that a stream has no state but its position.
pub fn standard_normal(stream: &mut Stream) -> f64 {
    let (x, square) = point_in_disc(stream);
    x * (-2.0 * super::ln(square) / square).sqrt()
}

/// Independent normal numbers with mean 0 and variance 1: those that as many calls of [`standard_normal`] draw, with the logarithms computed side by side.
pub fn standard_normals(stream: &mut Stream, numbers: &mut [f64]) {
    let (mut squares, mut logarithms) = ([0.0; 64], [0.0; 64]);
    for numbers in numbers.chunks_mut(squares.len()) {
        let (squares, logarithms) = (&mut squares[..numbers.len()], &mut logarithms[..numbers.len()]);
        for (number, square) in numbers.iter_mut().zip(&mut *squares) {
            (*number, *square) = point_in_disc(stream);
        }
        logarithms.copy_from_slice(squares);
        elementwise::ln(logarithms);
        for ((number, square), logarithm) in numbers.iter_mut().zip(squares).zip(logarithms) {
            *number *= (-2.0 * *logarithm / *square).sqrt();
        }
    }
}

/// A matrix of such numbers, drawn row by row.
pub fn standard_normal_matrix(stream: &mut Stream, rows: usize, columns: usize) -> Array2<f64> {
    let mut matrix = Array2::zeros((rows, columns));
    standard_normals(stream, matrix.as_slice_mut().expect("rows one after another"));
    matrix
}

/// x and x² + y² of a point that is uniform in the unit disc without its center.
fn point_in_disc(stream: &mut Stream) -> (f64, f64) {
    loop {
        let x = 2.0 * stream.random::<f64>() - 1.0;
        let y = 2.0 * stream.random::<f64>() - 1.0;
        let square = x * x + y * y;
        if square > 0.0 && square < 1.0 {
            return (x, square);
        }
    }
}

/// One of the numbers `0..count`, each as likely as the others.
///
/// # Panics
/// If `count` is 0.
pub fn below(stream: &mut Stream, count: u64) -> u64 {
    stream.random_range(0..count)
}

/// `true` with the given probability (never for 0 or less, always for 1 or more).
pub fn bernoulli(stream: &mut Stream, probability: f64) -> bool {
    stream.random::<f64>() < probability
}

/// The numbers `0..count` in random order, all orders equally likely.
pub fn permutation(stream: &mut Stream, count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.shuffle(stream);
    order
}

#[cfg(test)]
mod tests;
