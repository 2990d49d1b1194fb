//! How long does training take where activations vanish or explode? Linear chains of width 2, from W\[l] = cI.
//!
//! ŷ = W\[L]…W\[1]x with x = (1, 1), y = s·(1, 1), s = 2 and J = ½‖ŷ − y‖². Both units always do the same, so
//! W\[l](1, 1) = w·(1, 1) with one number w for all layers, J = (w^L − s)², and a step of descent is
//!
//! ```text
//! w ← w + 2α w^(L−1)(s − w^L),   from w = c
//! ```
//!
//! **Plateau.** For small α this is dw/dt = 2w^(L−1)(s − w^L) with t = α·steps (see `plateau.rs`). While w^L is far
//! below s, w^(2−L) falls linearly:
//!
//! ```text
//! steps to halve the loss ≈ c^(−(L−2)) / (2s(L−2)α)      c < 1, L > 2
//! ```
//!
//! From c = 1, where the chain is orthogonal, αL·steps tends to a constant instead: with a step in proportion to 1/L
//! the number of steps does not depend on the depth (Saxe, McClelland & Ganguli 2013).
//!
//! **Explosion.** Along the direction in which all w move together the curvature at the start is
//!
//! ```text
//! λ = 2Lc^(2L−2) + 2(L−1)(c^L − s)c^(L−2)
//! ```
//!
//! and it grows with w where w^L > s. So for c^L > s no curvature between the start and the solution is larger, and
//! below 2/λ the loss falls with every step. Above 2/λ nothing is promised. If the first step throws w beyond −c, that
//! is for
//!
//! ```text
//! α > c^(2−L)/(c^L − s)      c^L > s,
//! ```
//!
//! then |w| grows from step to step, faster each time: that run is lost. The second limit is about 2L − 1 times the
//! first where c^L is far above s.

mod chain;
mod claims;
mod map;
mod plateau;
mod presentation;
#[cfg(test)]
mod tests;

use crate::chapters::Settings;
use crate::report::Findings;

/// s: the chain is to double its input.
const TARGET: f64 = 2.0;

/// Runs the experiment; nothing in it is random.
pub fn run(_: &Settings) -> Findings {
    let halvings = plateau::halvings();
    let cells = map::cells();
    let claims = vec![claims::exponential_time(&halvings), claims::long_training()];
    Findings { tables: presentation::tables(&halvings, &cells), figure: Some(presentation::figure()), claims }
}
