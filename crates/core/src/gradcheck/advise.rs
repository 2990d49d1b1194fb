//! Which advice fits what was found? For a block that is undecidable, what would decide it; for a pass of some derivatives, what it is worth.

use super::advice::Advice;
use super::found::Columns;
use super::judge::Verdict;
use super::repeat::Base;
use super::report::BlockReport;
use super::scope::Scope;
use crate::bits::{self, Real, norm};

/// A loss whose values are off by more than so many units of roundoff is noisier than its own arithmetic need be.
const NOISY: f64 = 256.0;

/// What would decide an undecidable block; `suffice` is how many directions would.
pub(super) fn of_block<T: Real>(
    block: &BlockReport,
    columns: &Columns,
    base: &Base,
    suffice: Option<u32>,
) -> Option<Advice> {
    if block.verdict != Verdict::Undecidable || columns.numeric.is_empty() || block.beyond.is_some() {
        return None;
    }
    let name = block.name.clone();
    if block.on_kinks > 0 {
        return Some(Advice::OnKinks { block: name, parameters: block.on_kinks });
    }
    if let Some(suffice) = suffice {
        return Some(Advice::Directions { block: name, suffice });
    }
    let size = |column: &[f64]| norm(column) / (column.len() as f64).sqrt();
    let derivative = bits::max(size(&columns.numeric), size(&columns.gradient));
    let floor = size(&columns.rounding);
    let bends = block.truncation.is_nan() || block.truncation > block.noise_floor;
    Some(if bends {
        Advice::Bends { block: name }
    } else if derivative <= floor / bits::clamp(block.high, 1e-3, 1.0) {
        Advice::Enlarge { block: name, derivative, floor }
    } else if base.noise > NOISY * T::UNIT_ROUNDOFF.to_f64() * base.loss.abs() {
        Advice::LessNoise { block: name, noise: base.noise }
    } else {
        Advice::Tolerance { block: name, resolved: 2.0 * block.high }
    })
}

/// What a pass of some of the derivatives is worth.
pub(super) fn of_screen(scope: Scope, blocks: &[BlockReport]) -> Option<Advice> {
    match scope {
        Scope::All => None,
        Scope::Sample { .. } => {
            let count = |of: fn(&BlockReport) -> usize| blocks.iter().map(of).sum();
            let (compared, parameters): (usize, usize) =
                (count(|block| block.compared), count(|block| block.parameters));
            (compared < parameters).then_some(Advice::Sample { compared, parameters })
        }
        Scope::Directions { .. } => {
            let judged = |of: f64, block: &BlockReport| if block.negligible_below.is_some() { 0.0 } else { of };
            let noticed = blocks.iter().map(|block| judged(block.high, block)).fold(0.0, bits::max);
            let missed = blocks.iter().map(|block| judged(block.missed.unwrap_or(0.0), block)).fold(0.0, bits::max);
            Some(Advice::Screen { missed, noticed })
        }
    }
}
