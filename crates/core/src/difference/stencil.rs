//! With which weights do values on any grid give a derivative? Those that are exact for polynomials up to the number of points less one.
//!
//! The weights of the points x₀, …, xₙ for the derivatives up to order m at z follow from those of fewer points, point by point, without a system of equations (Fornberg 1988,
//! *Mathematics of Computation* 51).
//!
//! ```
//! use wellposed_core::difference::weights;
//!
//! assert_eq!(weights(0.0, &[-1.0, 0.0, 1.0], 2), [1.0, -2.0, 1.0]);
//! // One side alone: (−3f(0) + 4f(1) − f(2))/2.
//! assert_eq!(weights(0.0, &[0.0, 1.0, 2.0], 1), [-1.5, 2.0, -0.5]);
//! ```

/// The weight of each point for the derivative of this order at z. They are zero where there are too few points for it, and not finite where two points are equal.
pub fn weights(z: f64, points: &[f64], order: usize) -> Vec<f64> {
    // of[k][j]: the weight of point j for derivative k, as far as points were taken.
    let mut of = vec![vec![0.0; points.len()]; order + 1];
    let mut before = 1.0;
    for (n, &point) in points.iter().enumerate() {
        if n == 0 {
            of[0][0] = 1.0;
            continue;
        }
        let (last, highest) = (points[n - 1], order.min(n));
        let product: f64 = points[..n].iter().map(|other| point - other).product();
        for k in (0..=highest).rev() {
            let lower = if k > 0 { k as f64 * of[k - 1][n - 1] } else { 0.0 };
            of[k][n] = before / product * (lower - (last - z) * of[k][n - 1]);
        }
        for j in 0..n {
            for k in (0..=highest).rev() {
                let lower = if k > 0 { k as f64 * of[k - 1][j] } else { 0.0 };
                of[k][j] = ((point - z) * of[k][j] - lower) / (point - points[j]);
            }
        }
        before = product;
    }
    of.swap_remove(order)
}

#[cfg(test)]
mod tests;
