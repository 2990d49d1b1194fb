//! Where does descent start, seen along the axes of the bowl? The singular values of A, the directions, and the minimum
//! along them, to high relative accuracy and with the same bits on every machine.
//!
//! The Hessian of a least-squares problem is AᵀA with A = Z/√m. One-sided Jacobi (Hestenes 1958) turns pairs of columns
//! of A until all are orthogonal: A·V = U·Σ. It has two virtues that are needed here. A step count of 10⁶ must not be
//! off by one, so that λmin is needed to better than 10⁻⁶: Jacobi errs by about u·κ(AD)·λ in each λ, where D gives
//! every column the same length, so that features of very different size cost nothing (Demmel & Veselić 1992, *Jacobi's
//! method is more accurate than QR*). And it consists of + − × ÷ √ in a fixed order, unlike the decompositions of a
//! library.
//!
//! ```text
//! zeta = (‖q‖² − ‖p‖²)/(2 pᵀq),  t = sign(zeta)/(|zeta| + √(1 + zeta²)),  c = 1/√(1 + t²),  s = c·t
//! p, q  ◄  c·p − s·q,  s·p + c·q      then pᵀq = 0
//! ```

use ndarray::{Array1, ArrayView1, ArrayView2};

use crate::bits;
use crate::curvature::with_bias;
use crate::spectrum;

/// A sweep turns every pair of columns once; convergence is quadratic, and 6 to 10 sweeps are usual.
const SWEEPS: usize = 60;

/// The axes of a bowl ½(w − w*)ᵀH(w − w*) along which it is not flat, the steepest first.
#[derive(Clone, Debug)]
pub(super) struct Eigenbasis {
    /// The eigenvalues λᵢ of H.
    pub(super) eigenvalues: Vec<f64>,
    /// The unit vectors vᵢ of parameters.
    directions: Vec<Vec<f64>>,
    /// vᵢᵀw*: with the start at 0 also minus the error there.
    pub(super) coefficients: Vec<f64>,
}

impl Eigenbasis {
    /// Least squares with a bias: J(b, w) = (1/2m)‖Zw − y‖², Z = [1, X]; w* is the minimum of smallest norm.
    pub(super) fn of_least_squares(features: ArrayView2<f64>, target: ArrayView1<f64>) -> Self {
        let root = (features.nrows() as f64).sqrt();
        let design = with_bias(features) / root;
        Eigenbasis::of_factor(design.view(), (&target / root).to_vec().as_slice())
    }

    /// J(w) = ½‖Aw − y‖².
    pub(super) fn of_factor(factor: ArrayView2<f64>, target: &[f64]) -> Self {
        let Orthogonal { columns, turns } = orthogonalize(factor);
        let lengths: Vec<f64> = columns.iter().map(|column| bits::dot(column, column).sqrt()).collect();
        let mut order: Vec<usize> = (0..lengths.len()).collect();
        order.sort_by(|&left, &right| lengths[right].total_cmp(&lengths[left]));
        let singular_values = Array1::from(lengths.clone());
        let rank = spectrum::condition_number_of(&singular_values, factor.nrows().max(factor.ncols()))
            .expect("a bias makes the factor differ from zero, and the data are finite")
            .rank;
        order.truncate(rank);
        let eigenvalues: Vec<f64> = order.iter().map(|&i| lengths[i] * lengths[i]).collect();
        let coefficients =
            order.iter().zip(&eigenvalues).map(|(&i, eigenvalue)| bits::dot(&columns[i], target) / eigenvalue);
        Eigenbasis {
            coefficients: coefficients.collect(),
            directions: order.iter().map(|&i| turns[i].clone()).collect(),
            eigenvalues,
        }
    }

    /// λmax.
    pub(super) fn largest(&self) -> f64 {
        self.eigenvalues[0]
    }

    /// λmin over the directions that are not flat.
    pub(super) fn smallest(&self) -> f64 {
        self.eigenvalues[self.eigenvalues.len() - 1]
    }

    /// κ.
    pub(super) fn condition_number(&self) -> f64 {
        self.largest() / self.smallest()
    }

    /// w* = Σ (vᵢᵀw*)·vᵢ.
    pub(super) fn minimum(&self) -> Vec<f64> {
        let mut minimum = vec![0.0; self.directions[0].len()];
        // Small parts first, so that a large one does not swallow them one by one.
        for (direction, coefficient) in self.directions.iter().zip(&self.coefficients).rev() {
            for (sum, component) in minimum.iter_mut().zip(direction) {
                *sum += coefficient * component;
            }
        }
        minimum
    }
}

/// The columns of A·V, and those of V.
struct Orthogonal {
    columns: Vec<Vec<f64>>,
    turns: Vec<Vec<f64>>,
}

fn orthogonalize(factor: ArrayView2<f64>) -> Orthogonal {
    let n = factor.ncols();
    let mut columns: Vec<Vec<f64>> = factor.columns().into_iter().map(|column| column.to_vec()).collect();
    let mut turns: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    // A dot product of m terms is not known better than to m·u of the product of the lengths.
    let negligible = factor.nrows() as f64 * f64::EPSILON / 2.0;
    for _ in 0..SWEEPS {
        let mut turned = false;
        for p in 0..n {
            for q in p + 1..n {
                let (pp, qq) = (bits::dot(&columns[p], &columns[p]), bits::dot(&columns[q], &columns[q]));
                let pq = bits::dot(&columns[p], &columns[q]);
                if pq.abs() > negligible * pp.sqrt() * qq.sqrt() {
                    let zeta = (qq - pp) / (2.0 * pq);
                    let tangent = zeta.signum() / (zeta.abs() + (1.0 + zeta * zeta).sqrt());
                    turn(&mut columns, p, q, tangent);
                    turn(&mut turns, p, q, tangent);
                    turned = true;
                }
            }
        }
        if !turned {
            break;
        }
    }
    Orthogonal { columns, turns }
}

/// Turns vectors p < q in their plane by the angle of this tangent.
fn turn(vectors: &mut [Vec<f64>], p: usize, q: usize, tangent: f64) {
    let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
    let sine = cosine * tangent;
    let (before, from_q) = vectors.split_at_mut(q);
    for (p, q) in before[p].iter_mut().zip(&mut from_q[0]) {
        (*p, *q) = (cosine * *p - sine * *q, sine * *p + cosine * *q);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curvature::Curvature;
    use crate::data;
    use ndarray::array;

    #[test]
    fn two_columns_by_hand() {
        // AᵀA = [[5, 4], [4, 5]]: eigenvalues 9 and 1 along (1, 1)/√2 and (1, −1)/√2.
        let basis = Eigenbasis::of_factor(array![[2.0, 1.0], [1.0, 2.0]].view(), &[5.0, 4.0]);
        // One turn with tangent 1, whose parts are rounded a handful of times.
        assert!((basis.largest() - 9.0).abs() < 9.0 * 8.0 * f64::EPSILON);
        assert!((basis.smallest() - 1.0).abs() < 8.0 * f64::EPSILON);
        // Aw = y has the solution (2, 1).
        let minimum = basis.minimum();
        assert!((minimum[0] - 2.0).abs() < 1e-14 && (minimum[1] - 1.0).abs() < 1e-14, "{minimum:?}");
    }

    #[test]
    fn columns_of_very_different_size_keep_all_digits() {
        // Orthogonal columns turned by nothing, then a graded matrix: det(AᵀA) = (ac)² exactly for A = [[a, b], [0,
        // c]].
        let (a, b, c) = (1e7, 3.0, 2e-8);
        let basis = Eigenbasis::of_factor(array![[a, b], [0.0, c]].view(), &[0.0, 0.0]);
        let determinant = basis.largest() * basis.smallest();
        assert!((determinant / (a * c * a * c) - 1.0).abs() < 1e-14, "{determinant}");
        // Through the product AᵀA the small eigenvalue would be lost: b² + c² is b², as c² = 4e-16 is less than b²·u.
        let product = array![[a * a, a * b], [a * b, b * b + c * c]];
        let lost = spectrum::symmetric_eigenvalues(product.view()).unwrap()[0];
        assert!((lost / (c * c) - 1.0).abs() > 0.1, "{lost}");
    }

    #[test]
    fn the_library_finds_the_same_condition_numbers() {
        for set in data::bundled() {
            let basis = Eigenbasis::of_least_squares(set.features.view(), set.target.view());
            let curvature = Curvature::of_least_squares(set.features.view())
                .expect("the features are finite, and there are examples");
            assert_eq!(basis.eigenvalues.len(), curvature.rank());
            let kappa = curvature.condition_number();
            // Curvature rounds λmin to d = ⌊−log₁₀(ε√κ)⌋ − 3 digits, which moves it by up to 5·10⁻ᵈ ≤ 5·10⁴·ε√κ.
            let tolerance = 5e4 * f64::EPSILON * kappa.sqrt();
            assert!((basis.condition_number() / kappa - 1.0).abs() < tolerance, "{}: {kappa}", set.name);
        }
    }

    #[test]
    fn a_constant_feature_is_flat_and_gets_no_weight_beyond_the_smallest_norm() {
        // y = 3 + x₁; the constant feature 1 shares the intercept with the bias, half and half.
        let features = array![[-1.0, 1.0], [1.0, 1.0], [-2.0, 1.0], [2.0, 1.0]];
        let basis = Eigenbasis::of_least_squares(features.view(), array![2.0, 4.0, 1.0, 5.0].view());
        assert_eq!(basis.eigenvalues.len(), 2);
        for (found, exact) in basis.minimum().iter().zip([1.5, 1.0, 1.5]) {
            assert!((found - exact).abs() < 1e-14);
        }
    }
}
