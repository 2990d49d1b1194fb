//! How many steps does it take to halve the loss, and how many should it take?
//!
//! The flow dw/dt = 2w^(L−1)(s − w^L) takes from w₀ to w₁ < s^(1/L), by 1/(s − ŷ) = Σ ŷᵏ/s^(k+1), the time
//!
//! ```text
//! t = ½ Σ_{k ≥ 0} s^(−k−1) [w^p/p]_{w₀}^{w₁},   p = kL − L + 2      (ln w where p = 0)
//! ```
//!
//! Descent with step α follows the flow with an error of first order: steps = t/α + ½ ln(f(w₁)/f(w₀)) with f = dw/dt,
//! to terms of order α, and less than one more because steps are whole. (The second term is that of the modified
//! equation of Euler's method: it moves with f − αff′/2.)

use super::TARGET;
use crate::bits;
use crate::parallel;

/// The step that does not depend on the depth.
pub(super) const STEP: f64 = 0.001;
/// L times the step that does.
pub(super) const STEP_TIMES_DEPTH: f64 = 0.002;
/// Runs end here.
pub(super) const BUDGET: u64 = 1_000_000;
pub(super) const DEPTHS: [usize; 18] = [2, 3, 4, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150];
pub(super) const SCALES: [f64; 7] = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0];

/// A run until the loss is half of what it was.
pub(super) struct Halving {
    pub(super) depth: usize,
    pub(super) c: f64,
    pub(super) step: f64,
    /// Whether the step is in proportion to 1/L.
    pub(super) over_depth: bool,
    /// `None` if the budget was spent.
    pub(super) steps: Option<u64>,
}

impl Halving {
    fn run(depth: usize, c: f64, over_depth: bool) -> Self {
        let step = if over_depth { STEP_TIMES_DEPTH / depth as f64 } else { STEP };
        Halving { depth, c, step, over_depth, steps: steps_to_halve(depth, c, step, BUDGET) }
    }

    /// t, by the flow.
    pub(super) fn time(&self) -> f64 {
        time(self.depth, self.c, self.end())
    }

    /// w when the loss is half: s − ŷ has fallen by √2.
    fn end(&self) -> f64 {
        let output = TARGET - (TARGET - power(self.c, self.depth)) / std::f64::consts::SQRT_2;
        bits::exp(bits::ln(output) / self.depth as f64)
    }

    /// ½ ln(f(w₁)/f(w₀)), what whole steps add to the flow's.
    pub(super) fn correction(&self) -> f64 {
        0.5 * bits::ln(speed(self.depth, self.end()) / speed(self.depth, self.c))
    }

    pub(super) fn predicted(&self) -> f64 {
        self.time() / self.step + self.correction()
    }

    /// The law of the plateau, c^(−(L−2))/(2s(L−2)α), where there is one.
    pub(super) fn law(&self) -> Option<f64> {
        let layers = self.depth as f64 - 2.0;
        (self.c < 1.0 && self.depth > 2)
            .then(|| 1.0 / (power(self.c, self.depth - 2) * 2.0 * TARGET * layers * self.step))
    }
}

pub(super) fn halvings() -> Vec<Halving> {
    let fixed = SCALES.iter().flat_map(|&c| DEPTHS.iter().map(move |&depth| (depth, c, false)));
    let cells: Vec<(usize, f64, bool)> = fixed.chain(DEPTHS.iter().map(|&depth| (depth, 1.0, true))).collect();
    parallel::cells(cells, |(depth, c, over_depth)| Halving::run(depth, c, over_depth))
}

/// wⁿ.
pub(super) fn power(w: f64, n: usize) -> f64 {
    crate::bits::powi(w, i32::try_from(n).expect("a depth fits in 31 bits"))
}

/// dw/dt.
fn speed(depth: usize, w: f64) -> f64 {
    2.0 * power(w, depth - 1) * (TARGET - power(w, depth))
}

/// The flow's time from `start` to `end`; its terms fall by end^L/s each.
pub(super) fn time(depth: usize, start: f64, end: f64) -> f64 {
    let (mut sum, mut weight) = (0.0, 0.5 / TARGET);
    let (ln_start, ln_end) = (bits::ln(start), bits::ln(end));
    for k in 0..400 {
        let exponent = (k as f64 - 1.0) * depth as f64 + 2.0;
        let primitive =
            |logarithm: f64| if exponent == 0.0 { logarithm } else { bits::exp(exponent * logarithm) / exponent };
        sum += weight * (primitive(ln_end) - primitive(ln_start));
        weight /= TARGET;
    }
    sum
}

/// Counts the steps of the recursion. What was added to c is kept apart, as the off-diagonal elements of the matrices
/// do: small steps add up there, while c + step would be c.
pub(super) fn steps_to_halve(depth: usize, c: f64, step: f64, budget: u64) -> Option<u64> {
    let loss = |w: f64| (power(w, depth) - TARGET) * (power(w, depth) - TARGET);
    let half = 0.5 * loss(c);
    let mut added = 0.0;
    for steps in 0..=budget {
        let w = c + added;
        if loss(w) <= half {
            return Some(steps);
        }
        added += step * speed(depth, w);
    }
    None
}
