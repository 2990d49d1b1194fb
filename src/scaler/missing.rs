//! Is the share of missing cells another one than in training? Fisher's exact test.
//!
//! If it is the same, and K of all N cells of both tables are missing, the number X of those among the n cells of the new table is hypergeometric, whatever the share
//! is (Fisher 1934, *Statistical Methods for Research Workers*, §21.02): `P(X = x) = C(K, x)·C(N − K, n − x)/C(N, n)`. Both tails count, so the smaller
//! is doubled. The logarithm of P(X = x) comes from ln Γ, with an absolute error near 10⁻¹⁶·N·ln N: 2·10⁻⁶ for a thousand million cells.

use crate::bits;

/// Cells of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells {
    pub(super) missing: u64,
    pub(super) all: u64,
}

/// How probable shares that differ at least as much are if nothing changed.
pub(super) fn probability_of_a_change(training: Cells, new: Cells) -> f64 {
    let (missing, all) = ((training.missing + new.missing) as f64, (training.all + new.all) as f64);
    let (drawn, found) = (new.all as f64, new.missing as f64);
    // Terms up from what was found, or down; each from the one before.
    let up = |x: f64| (missing - x) * (drawn - x) / ((x + 1.0) * (all - missing - drawn + x + 1.0));
    let down = |x: f64| x * (all - missing - drawn + x) / ((missing - x + 1.0) * (drawn - x + 1.0));
    let more = found * all > missing * drawn;
    let (mut term, mut tail, mut x) = (1.0, 1.0, found);
    while term > f64::EPSILON * tail {
        term *= if more { up(x) } else { down(x) };
        x += if more { 1.0 } else { -1.0 };
        tail += term;
    }
    bits::min(2.0 * tail * bits::exp(logarithm_of_one(missing, all, drawn, found)), 1.0)
}

/// ln P(X = found).
fn logarithm_of_one(missing: f64, all: f64, drawn: f64, found: f64) -> f64 {
    let ways =
        |of: f64, taken: f64| libm::lgamma(of + 1.0) - libm::lgamma(taken + 1.0) - libm::lgamma(of - taken + 1.0);
    ways(missing, found) + ways(all - missing, drawn - found) - ways(all, drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probability(training: [u64; 2], new: [u64; 2]) -> f64 {
        let cells = |[missing, all]: [u64; 2]| Cells { missing, all };
        probability_of_a_change(cells(training), cells(new))
    }

    /// The lady who tastes tea: 3 of 4 right has P(X ≥ 3) = 17/70 (Fisher 1935, *The Design of Experiments*, §6), 4 of 4 has 1/70.
    #[test]
    fn tails_are_those_of_the_hypergeometric_law() {
        assert!((probability([1, 4], [3, 4]) - 34.0 / 70.0).abs() < 1e-12);
        assert!((probability([0, 4], [4, 4]) - 2.0 / 70.0).abs() < 1e-12);
        assert!((probability([4, 4], [0, 4]) - 2.0 / 70.0).abs() < 1e-12);
        assert_eq!(probability([2, 4], [2, 4]), 1.0);
        assert_eq!((probability([0, 100], [0, 50]), probability([100, 100], [50, 50])), (1.0, 1.0));
    }

    /// One of ten where a hundred thousand had none: 2·10/100010, where a normal law would have given 0.
    #[test]
    fn a_rare_gap_is_as_improbable_as_it_is() {
        let rare = probability([0, 100_000], [1, 10]);
        assert!((rare / (20.0 / 100_010.0) - 1.0).abs() < 1e-9, "{rare}");
        assert!(probability([0, 100_000], [2, 10]) < 1e-7, "planted: two");
    }
}
