//! Which turns make the columns of a matrix orthogonal? Those of Jacobi's method, applied from one side (Hestenes 1958).
//!
//! Two columns p, q with lengths ‖p‖ ≥ ‖q‖ are turned in their plane until pᵀq = 0, all pairs in a fixed order, sweep after sweep, until
//! no pair has an angle that can be told from a right one. Then the columns of X·J are U·Σ, J being the product of all turns.
//!
//! Columns are kept as numbers near 1 times a size (see [`Columns`]), p = d_p·x and q = d_q·y. With ρ = (d_q/d_p)² the turn is
//!
//! ```text
//! gap = xᵀx − ρ·yᵀy ≥ 0,   τ = −2·xᵀy/(gap + √(gap² + 4ρ(xᵀy)²)),   c = 1/√(1 + ρτ²)
//! x ◄ c·x − cρτ·y,   y ◄ cτ·x + c·y
//! ```
//!
//! which is Jacobi's with t = √ρ·τ, the tangent of an angle of at most 45°. The cosine is taken as 1 − t²/(r·(1 + r)), r = √(1 + t²), which is
//! rounded to either side: of a number just above 1 the root is more often rounded down than up, so with c = 1/r all columns would grow, by
//! hundreds of u in thousands of turns. If q is much smaller than p, ρ vanishes without harm and what is
//! left is Gram and Schmidt's y + τ·x. So no size overflows, and each column is wrong by a few u of its own length: the singular values have
//! relative errors of about n·u·κ, κ the condition number of X with columns of equal length (Demmel & Veselić 1992).

use super::UNIT_ROUNDOFF;
use super::columns::Columns;
use super::householder::terms;
use crate::bits;

/// Convergence is quadratic in the end: 5 to 10 sweeps are usual, and more than 20 have not been seen.
const SWEEPS: usize = 60;

/// Columns of a tile: two tiles of columns of 1,000 numbers stay in the cache of a core while their pairs are turned.
const TILE: usize = 16;

/// Makes the columns orthogonal, and turns the vectors of `turns` with them: those of the identity become J. `weights` are the squares of
/// further factors of the columns. `None`: no convergence.
pub(super) fn orthogonalize(columns: &mut Columns, weights: &[f64], turns: &mut [Vec<f64>]) -> Option<()> {
    let count = columns.vectors.len();
    let negligible = negligible(columns.vectors[0].len());
    for _ in 0..SWEEPS {
        let mut squares: Vec<f64> = (0..count).map(|j| columns.square(j)).collect();
        let mut turned = false;
        for (p, q) in pairs(count) {
            let product = bits::dot(&columns.vectors[p], &columns.vectors[q]);
            if product.abs() > negligible * (squares[p] * squares[q]).sqrt() {
                turn(columns, weights, &mut squares, [p, q], product, turns);
                turned = true;
            }
        }
        if !turned {
            return Some(());
        }
    }
    None
}

/// Which cosine cannot be told from zero. A dot product is known to [`terms`]·u of the product of the lengths. After a turn each component of the new columns is off by at most 3u of the old ones' (two
/// products and a sum), and c, τ and ρ by a few u, which is as much again: 8u for both columns together.
fn negligible(length: usize) -> f64 {
    (terms(length) + 8) as f64 * UNIT_ROUNDOFF
}

/// All pairs p < q, tile by tile.
fn pairs(count: usize) -> impl Iterator<Item = (usize, usize)> {
    let tile = move |from: usize| from..(from + TILE).min(count);
    let tiles = (0..count).step_by(TILE).flat_map(move |i| (i..count).step_by(TILE).map(move |j| (i, j)));
    tiles.flat_map(move |(i, j)| tile(i).flat_map(move |p| tile(j).map(move |q| (p, q)))).filter(|(p, q)| p < q)
}

/// Turns a pair whose vectors have this product.
fn turn(
    columns: &mut Columns,
    weights: &[f64],
    squares: &mut [f64],
    [p, q]: [usize; 2],
    product: f64,
    turns: &mut [Vec<f64>],
) {
    let exponents = &columns.exponents;
    let ratio = |p: usize, q: usize| libm::ldexp(weights[q] / weights[p], 2 * (exponents[q] - exponents[p]));
    let (p, q) = if ratio(p, q) * squares[q] > squares[p] { (q, p) } else { (p, q) };
    let rho = ratio(p, q);
    let gap = squares[p] - rho * squares[q];
    let tau = -2.0 * product / (gap + (gap * gap + 4.0 * rho * product * product).sqrt());
    let tangent_squared = rho * tau * tau;
    let root = (1.0 + tangent_squared).sqrt();
    let cosine = 1.0 - tangent_squared / (root * (1.0 + root));
    combine(&mut columns.vectors, [p, q], [[cosine, -cosine * rho * tau], [cosine * tau, cosine]]);
    if !turns.is_empty() {
        let sine = cosine * rho.sqrt() * tau;
        combine(turns, [p, q], [[cosine, -sine], [sine, cosine]]);
    }
    let before = squares[q];
    squares[p] -= rho * tau * product;
    squares[q] += tau * product;
    // A difference that has lost a binary digit is measured in place of computed.
    if squares[q] < before / 2.0 {
        squares[q] = columns.square(q);
    }
}

fn combine(vectors: &mut [Vec<f64>], pair: [usize; 2], matrix: [[f64; 2]; 2]) {
    let [x, y] = vectors.get_disjoint_mut(pair).expect("two vectors");
    bits::combine(x, y, matrix);
}
