//! How do quotients at shrinking steps combine so that the leading terms of their errors cancel?
//!
//! If D(z) = f′ + a₁z + a₂z² + … and z₀ > z₁ > … are *any* abscissas (z = h² for central quotients, h for one-sided ones), column m of the table is the value at 0 of
//! the polynomial of degree m through the last m + 1 quotients, and removes the term in zᵐ (Aitken and Neville):
//!
//! ```text
//! T[k][m] = T[k][m−1] + (T[k][m−1] − T[k−1][m−1])/(z[k−m]/z[k] − 1)
//! ```
//!
//! Halving steps of central quotients have the ratios 4, 16, 64, …. An error ε\[k]\[m] of the entries becomes (r·ε\[k]\[m−1] + ε\[k−1]\[m−1])/(r − 1) at most, r = z[k−m]/z[k]:
//! with halving steps and ε = η/h the factors are 1, 1.5, 1.65, …, and hardly grow.

/// The next row of the table: `first` and its extrapolations with the row before, one for each ratio z[k−1]/z[k], z[k−2]/z[k], … that has an entry there.
pub(super) fn row(last: &[f64], first: f64, ratios: &[f64]) -> Vec<f64> {
    combine(last, first, ratios, |new, old, ratio| new + (new - old) / (ratio - 1.0))
}

/// What happens to bounds on the rounding errors of the entries.
pub(super) fn rounding(last: &[f64], first: f64, ratios: &[f64]) -> Vec<f64> {
    combine(last, first, ratios, |new, old, ratio| (ratio * new + old) / (ratio - 1.0))
}

fn combine(last: &[f64], first: f64, ratios: &[f64], next: impl Fn(f64, f64, f64) -> f64) -> Vec<f64> {
    let mut row = vec![first];
    for (column, (&before, &ratio)) in last.iter().zip(ratios).enumerate() {
        row.push(next(row[column], before, ratio));
    }
    row
}

#[cfg(test)]
mod tests;
