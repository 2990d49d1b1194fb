//! How is a random matrix with orthonormal rows or columns drawn, so that no direction is preferred?
//!
//! A Gaussian matrix G is the same in all directions, and so is the Q of G = QR, if the decomposition is made unique by a positive
//! diagonal of R: then Q has the Haar measure (Mezzadri 2007, *Notices of the AMS* 54, 592–604). Without that step the signs
//! follow the algorithm, and Q leans to one side. The decomposition is [`qr`], which gives the same bits on every machine, as
//! weights to be trained need it; the libraries behind [`crate::spectrum`] do not promise that.
//!
//! # Rounding error
//!
//! Each column of Q is orthogonalized a second time against the k − 1 before, when all parts along them are already of size u: what
//! is left of a part is the rounding of the inner product, at most (h + 1)u for a sum of depth h ([`bits::sum`](crate::bits::sum)), and u from each
//! of up to k subtractions. The norm and the division add (h + 5)u to the diagonal. So |QᵀQ − I| ≤ (h + k + 6)u element by
//! element, to first order, with k = min(rows, columns).
//!
//! ```
//! use wellposed_core::bits::{product, streams::stream};
//! use wellposed_core::initialize::orthogonal;
//!
//! let q = orthogonal(2, 5, &mut stream(42, "example", "orthogonal", 0));
//! let identity = product(q.view(), q.t());
//! assert!((identity[[0, 0]] - 1.0).abs() < 1e-14 && identity[[0, 1]].abs() < 1e-14);
//! ```

use ndarray::Array2;

use crate::bits::streams::{Stream, standard_normal_matrix};
use crate::orthogonal::qr;

/// A random (`rows`, `columns`) matrix with orthonormal columns, or orthonormal rows if these are fewer, from the Haar measure.
pub fn orthogonal(rows: usize, columns: usize, stream: &mut Stream) -> Array2<f64> {
    let (long, short) = (rows.max(columns), rows.min(columns));
    let (q, _) = qr(standard_normal_matrix(stream, long, short).view());
    let matrix = if rows < columns { q.reversed_axes() } else { q };
    matrix.as_standard_layout().into_owned()
}

#[cfg(test)]
mod tests;
