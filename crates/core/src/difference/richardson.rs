//! How do quotients at shrinking steps combine so that the leading terms of their errors cancel?
//!
//! If D(h) = f′ + a₁h² + a₂h⁴ + … and each step is the last one divided by √r, column m of the table removes the term in h^(2m):
//!
//! ```text
//! T[k][m] = (rᵐ·T[k][m−1] − T[k−1][m−1])/(rᵐ − 1)
//! ```
//!
//! Halving steps have r = 4; Ridders takes r = 1.96. An error ε\[k]\[m] of the entries becomes (rᵐ·ε\[k]\[m−1] + ε\[k−1]\[m−1])/(rᵐ − 1) at most:
//! with halving steps and ε = η/h the factors are 1, 1.5, 1.65, …, and hardly grow.

/// The next row of the table: `first` and its extrapolations with the row before, at most `columns` entries.
pub(super) fn row(last: &[f64], first: f64, ratio: f64, columns: usize) -> Vec<f64> {
    combine(last, first, ratio, columns, -1.0)
}

/// What happens to bounds on the rounding errors of the entries.
pub(super) fn rounding(last: &[f64], first: f64, ratio: f64, columns: usize) -> Vec<f64> {
    combine(last, first, ratio, columns, 1.0)
}

fn combine(last: &[f64], first: f64, ratio: f64, columns: usize, sign: f64) -> Vec<f64> {
    let mut row = vec![first];
    let mut power = ratio;
    for &before in last.iter().take(columns - 1) {
        row.push((power * row[row.len() - 1] + sign * before) / (power - 1.0));
        power *= ratio;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_removes_a_power() {
        // D(h) = 7 + 3h² − 5h⁴ at h = 1, ½, ¼: all dyadic, so exact up to the divisions by 3 and 15.
        let quotient = |h: f64| 7.0 + 3.0 * h * h - 5.0 * h * h * h * h;
        let mut last = vec![quotient(1.0)];
        for h in [0.5, 0.25] {
            last = row(&last, quotient(h), 4.0, 3);
        }
        assert!((last[2] - 7.0).abs() < 1e-14 && (last[1] - 7.0).abs() > 1e-3, "{last:?}");
        assert_eq!(row(&last, 0.0, 4.0, 2).len(), 2, "no more columns than asked for");
        let planted = row(&row(&[quotient(1.0)], quotient(0.5), 2.0, 3), quotient(0.25), 2.0, 3);
        assert!((planted[2] - 7.0).abs() > 1e-2, "the ratio of the steps for that of their squares is seen");
    }

    #[test]
    fn rounding_hardly_grows() {
        // ε = η/h: 1, 2, 4, …; (4·2 + 1)/3 = 1.5·2, (16·1.5·4 + 1.5·2)/15 = 1.65·4.
        let second = rounding(&[1.0], 2.0, 4.0, 3);
        assert_eq!(second, [2.0, 3.0]);
        assert_eq!(rounding(&second, 4.0, 4.0, 3), [4.0, 6.0, 99.0 / 15.0]);
    }
}
