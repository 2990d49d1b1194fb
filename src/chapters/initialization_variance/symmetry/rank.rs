//! How many rows of a matrix are independent? Gram–Schmidt with the longest row first.
//!
//! Not by singular values: theirs are not the same bits everywhere, and this is a yes-or-no question about each.

use ndarray::ArrayView2;

use crate::bits;

/// A rest below this part of the longest row is rounding: 64 products summed, each off by u.
const ROUNDING: f64 = 64.0 * f64::EPSILON / 2.0;

/// The number of rows that stand out of the span of longer ones by more than rounding.
pub(super) fn of(matrix: ArrayView2<f64>) -> usize {
    let mut rows: Vec<Vec<f64>> = matrix.rows().into_iter().map(|row| row.to_vec()).collect();
    let longest = rows.iter().map(|row| bits::dot(row, row).sqrt()).fold(0.0, bits::max);
    let mut rank = 0;
    while let Some((index, length)) = rows
        .iter()
        .map(|row| bits::dot(row, row).sqrt())
        .enumerate()
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
        .filter(|&(_, length)| length > ROUNDING * longest)
    {
        let direction: Vec<f64> = rows.swap_remove(index).iter().map(|x| x / length).collect();
        rank += 1;
        for row in &mut rows {
            let part = bits::dot(row, &direction);
            row.iter_mut().zip(&direction).for_each(|(x, d)| *x -= part * d);
        }
    }
    rank
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Array2, array};

    #[test]
    fn ranks_by_hand() {
        assert_eq!(of(Array2::zeros((3, 4)).view()), 0);
        assert_eq!(of(Array2::from_elem((3, 4), 0.1).view()), 1);
        assert_eq!(of(array![[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [0.1, 0.7, 0.3]].view()), 2);
        assert_eq!(of(Array2::eye(5).view()), 5);
        // Planted: one row off by far more than rounding.
        let mut nearly = Array2::from_elem((3, 4), 0.1);
        nearly[(2, 1)] += 1e-12;
        assert_eq!(of(nearly.view()), 2);
    }
}
