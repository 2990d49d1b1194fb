//! Are groups of columns as few as they can be and without a common row, and entries those of the whole Jacobian?

use super::*;
use crate::bits;
use crate::bits::streams::{bernoulli, stream};
use crate::difference::jacobian;

#[test]
fn random_patterns_give_the_entries_of_the_whole_matrix() {
    let mut numbers = stream(1, "difference/sparse", "tests", 0);
    for (rows, columns) in [(1, 1), (5, 9), (9, 5), (30, 30)] {
        let mut row = || (0..columns).filter(|_| bernoulli(&mut numbers, 0.15)).collect::<Vec<usize>>();
        let pattern: Vec<Vec<usize>> = (0..rows).map(|_| row()).collect();
        let f = |x: &[f64]| -> Vec<f64> {
            let one = |row: &Vec<usize>| row.iter().map(|&j| bits::sin(x[j]) * (1.0 + j as f64)).sum();
            pattern.iter().map(one).collect()
        };
        let x: Vec<f64> = (0..columns).map(|j| 0.1 * j as f64 - 0.7).collect();
        for formula in [Formula::Forward, Formula::Central] {
            let (entries, evaluations) = sparse_jacobian(f, &x, &pattern, formula, Step::Default);
            let (whole, all) = jacobian(f, &x, formula, Step::Default);
            assert_eq!(entries.len(), pattern.iter().map(Vec::len).sum::<usize>());
            assert!(entries.iter().all(|&(row, column, slope)| (slope - whole[[row, column]]).abs() < 1e-6));
            assert!(evaluations <= all);
        }
        let groups = column_groups(&pattern, columns);
        for row in &pattern {
            let met = |group: &Vec<usize>| group.iter().filter(|column| row.contains(column)).count();
            assert!(groups.iter().all(|group| met(group) <= 1));
        }
        let widest = pattern.iter().map(Vec::len).max().unwrap_or(0);
        assert!(groups.len() >= widest, "each column of a row needs a group of its own");
    }
}

#[test]
fn an_entry_that_the_pattern_lacks_spoils_another() {
    let f = |x: &[f64]| vec![x[0] + 10.0 * x[1], x[1]];
    let lacking = [vec![0], vec![1]];
    let (entries, _) = sparse_jacobian(f, &[0.3, 0.4], &lacking, Formula::Central, Step::Default);
    assert!((entries[0].2 - 1.0).abs() > 1.0, "x₁ moves with x₀");
    let (entries, _) = sparse_jacobian(f, &[0.3, 0.4], &[vec![0, 1], vec![1]], Formula::Central, Step::Default);
    assert!((entries[0].2 - 1.0).abs() < 1e-8 && (entries[1].2 - 10.0).abs() < 1e-8);
}
