//! What do typical networks and products of matrices say of "neither much larger nor much smaller than 1"?

use super::ensemble::Row;
use super::products::Condition;
use crate::bits;
use crate::report::{Band, Case, Claim, Measured};
use crate::theory::depth_law::Network;

/// L11-11: the mean network keeps its scale; the typical one only if it is wide enough for its depth.
pub(super) fn typical_network(rows: &[Row]) -> Claim {
    let find = |width: usize, depth: usize| {
        let row = rows.iter().find(|row| row.name == "he_relu" && row.width == width && row.depth == depth);
        row.expect("a row of the table")
    };
    let medians = [400, 100, 20].map(|width| {
        let row = find(width, 150);
        Case::new(
            format!("median network, n = {width}, L = 150"),
            Band::between(
                0.1,
                10.0,
                "\"not too quickly\" read as: the order of magnitude is kept over the 150 layers that the notes speak of. \
                 To first order in 1/n the median is exp(−5L/2n): 0.39 at n = 400, 0.024 at 100, 7·10⁻⁹ at 20",
            ),
            Measured::estimated(row.quantile(0.5), row.median_interval(), row.logarithms.len()),
        )
    });
    let mut cases = vec![mean_network(find(400, 150))];
    cases.extend(medians);
    Claim::new("L11-11", "With such weights the signal does not explode or vanish too quickly.")
        .lines(&[140])
        .swept("v_L/v_0 of He-initialized ReLU networks, by width n and depth L", cases)
        .source("Hanin & Nica 2020: ln v ≈ N(−5L/2n, 5L/n) as L and n grow together; Hanin & Rolnick 2018: what counts is Σ 1/n_l; exact at finite width by χ² and binomial laws")
}

/// E\[v_L] = 1 exactly, and E\[v_L²] = (1 + 5/n)^L: a layer's factor (2/n)Σ relu(ζ)² has the second moment 1 + 5/n.
fn mean_network(row: &Row) -> Case {
    debug_assert_eq!(row.network, Network::HeRelu);
    let count = row.logarithms.len() as f64;
    let variance = bits::exp_m1(row.depth as f64 * bits::ln_1p(5.0 / row.width as f64));
    let margin = 4.0 * (variance / count).sqrt();
    Case::new(
        format!("mean over networks, n = {}, L = {}", row.width, row.depth),
        Band::around(
            1.0,
            margin,
            "E v = 1 at every depth and width; four standard errors √(((1 + 5/n)^L − 1)/networks)",
        ),
        Measured { replicates: row.logarithms.len(), ..Measured::exact(row.mean_length()) },
    )
}

/// L11-10: a matrix of "size 1" is so only on average over directions; products tell the difference.
pub(super) fn scale_of_products(conditions: &[Condition]) -> Claim {
    let cases = conditions.iter().map(|condition| {
        let factors = condition.factors as f64;
        Case::new(
            format!("{}, product of {}", condition.weights, condition.factors),
            Band::at_most(
                2.0 * std::f64::consts::LN_2 * factors,
                "if W neither stretches nor shrinks any direction by more than 2, all its singular values lie in ½ … 2, and the \
                 product of L of them has κ ≤ 4^L",
            ),
            Measured::estimated(condition.median(), condition.interval(), condition.logarithms.len()),
        )
    });
    Claim::new("L11-10", "It helps because each W is set neither much larger nor much smaller than 1.")
        .lines(&[140])
        .figure("1")
        .swept("ln κ of products of 64x64 weight matrices with variance 1/n, Gaussian and orthogonal (median)", cases.collect())
        .source("true of the root mean square of the singular values only. Edelman 1988: the median of κ is near 3.7n for one large Gaussian matrix; Newman 1986: ln κ of the product grows by λ₁ − λₙ per factor; Saxe et al. 2013 for orthogonal ones")
}
