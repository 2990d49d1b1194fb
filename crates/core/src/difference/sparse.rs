//! How few evaluations does a sparse Jacobian take? As many as groups of columns of which no two share a row.
//!
//! If columns j and k have no row in common, one quotient with xⱼ and xₖ moved together gives both: each row tells of one of them. Columns are put into the first group that has room, those with
//! most rows first (Curtis, Powell and Reid 1974, *Journal of the Institute of Mathematics and its Applications* 13). A banded matrix of any size takes as many groups as its band is wide.
//!
//! ```
//! use wellposed_core::difference::{Formula, Step, column_groups, sparse_jacobian};
//!
//! // fᵢ depends on xᵢ and its neighbors.
//! let pattern: Vec<Vec<usize>> = (0..6_usize).map(|i| (i.saturating_sub(1)..6.min(i + 2)).collect()).collect();
//! assert_eq!(column_groups(&pattern, 6).len(), 3);
//! let f = |x: &[f64]| pattern.iter().map(|row| row.iter().map(|&j| x[j] * x[j]).sum()).collect();
//! let (entries, evaluations) = sparse_jacobian(f, &[0.5; 6], &pattern, Formula::Central, Step::Default);
//! assert!(evaluations == 1 + 3 * 2 && entries.len() == 16);
//! assert!(entries.iter().all(|(_, _, slope)| (slope - 1.0).abs() < 1e-8));
//! ```

use super::derivative::nodes;
use super::formula::Formula;
use super::step::{Step, realized};
use crate::bits::Real;

/// Groups of columns of which no two have a row in common. `pattern` has the columns of each row; those that no row has are in no group.
///
/// # Panics
/// If the pattern names a column beyond `columns`.
pub fn column_groups(pattern: &[Vec<usize>], columns: usize) -> Vec<Vec<usize>> {
    let mut rows_of = vec![Vec::new(); columns];
    for (row, of) in pattern.iter().enumerate() {
        for &column in of {
            assert!(column < columns, "the pattern names column {column} of {columns}, counted from 0");
            rows_of[column].push(row);
        }
    }
    let mut order: Vec<usize> = (0..columns).filter(|&column| !rows_of[column].is_empty()).collect();
    order.sort_by_key(|&column| std::cmp::Reverse(rows_of[column].len()));
    let mut groups: Vec<(Vec<usize>, Vec<bool>)> = Vec::new();
    for column in order {
        let free = |(_, taken): &(Vec<usize>, Vec<bool>)| rows_of[column].iter().all(|&row| !taken[row]);
        let number = groups.iter().position(free).unwrap_or_else(|| {
            groups.push((Vec::new(), vec![false; pattern.len()]));
            groups.len() - 1
        });
        groups[number].0.push(column);
        rows_of[column].iter().for_each(|&row| groups[number].1[row] = true);
    }
    groups.into_iter().map(|(group, _)| group).collect()
}

/// The entries (row, column, ∂f_row/∂x_column) of a Jacobian whose nonzero ones are in `pattern`, the columns of each row; row by row. Also how often f was evaluated.
///
/// A pattern with an entry missing spoils others without a word; a [check of a Jacobian](crate::gradcheck::JacobianCheck) finds that.
///
/// # Panics
/// If f does not have as many values everywhere as the pattern has rows, or the pattern names a column that x does not have.
pub fn sparse_jacobian<T: Real>(
    mut f: impl FnMut(&[T]) -> Vec<T>,
    x: &[T],
    pattern: &[Vec<usize>],
    formula: Formula,
    step: Step,
) -> (Vec<(usize, usize, T)>, usize) {
    let mut evaluations = 0;
    let mut asked = |x: &[T]| {
        evaluations += 1;
        let values = f(x);
        assert_eq!(values.len(), pattern.len(), "a function has as many values as the pattern has rows");
        values
    };
    let center = asked(x);
    let mut slopes: Vec<Vec<T>> = pattern.iter().map(|row| vec![T::zero(); row.len()]).collect();
    for group in column_groups(pattern, x.len()) {
        let of = |column: usize| nodes(formula, x[column], realized(x[column], step.at(formula, x[column])));
        let nodes: Vec<_> = group.iter().map(|&column| of(column)).collect();
        let mut place = vec![None; x.len()];
        group.iter().enumerate().for_each(|(number, &column)| place[column] = Some(number));
        for number in 0..nodes.first().map_or(0, Vec::len) {
            let mut side = |right: bool| {
                let mut moved = x.to_vec();
                for (&column, nodes) in group.iter().zip(&nodes) {
                    moved[column] = if right { nodes[number].right } else { nodes[number].left };
                }
                if moved == x { center.clone() } else { asked(&moved) }
            };
            let (right, left) = (side(true), side(false));
            for (row, (columns, slopes)) in pattern.iter().zip(&mut slopes).enumerate() {
                for (column, slope) in columns.iter().zip(slopes) {
                    if let Some(place) = place[*column] {
                        *slope += nodes[place][number].term(right[row], left[row]);
                    }
                }
            }
        }
    }
    let entries = pattern.iter().zip(slopes).enumerate();
    let entries = entries.flat_map(|(row, (columns, slopes))| {
        columns.iter().zip(slopes).map(move |(&column, slope)| (row, column, slope)).collect::<Vec<_>>()
    });
    (entries.collect(), evaluations)
}

#[cfg(test)]
mod tests;
