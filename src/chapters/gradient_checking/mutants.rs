//! Which planted bugs does each recipe find, and at which size of the weights?
//!
//! The catalogue ([`gradcheck::catalogue`](crate::gradcheck::catalogue)) has bugs of every formula of backpropagation. Each is planted in the small network with tanh, at
//! weights of size 10⁻³ to 3, in double and single precision, and shown to seven judges: the checker of this crate, the notes' recipe with the three thresholds of the
//! lecture, and the recipes of three libraries. A right gradient is shown to all of them too: a judge that condemns everything finds every bug.
//!
//! **What is to be seen.** At weights of size s, biases included, the activations are of size s, and what of them differs between examples is of size sˡ in layer l. The
//! gradient is dominated by that of the last bias and of the ridge, both of size s (the classes are balanced); the rest is of size s² and smaller. A bug in a part whose
//! share of ‖g‖ is p, and which is there wrong by the relative error r, has the metric ≈ pr/2. So a threshold on the metric of all parameters finds fewer bugs as s falls;
//! an absolute threshold (SciPy, and PyTorch's 1e-5) does too, because wrong derivatives get smaller than it.
//!
//! **What is counted.** `truth` of a gradient is the largest relative error of a block, from the right gradient. A pass of the checker claims that it is at most the tolerance. That can be checked, and
//! `wrong_passes` counts where it is not so.

mod bands;
mod claims;
mod forward;
mod localization;
mod presentation;
#[cfg(test)]
mod tests;
mod trial;

use super::judges::JUDGES;
use crate::chapters::Settings;
use crate::chapters::precision::Precision;
use crate::gradcheck::Verdict;
use crate::parallel;
use crate::report::Findings;
use trial::{Cell, Judged, cell};

const SCALES: [f64; 5] = [1e-3, 1e-2, 1e-1, 1.0, 3.0];
/// Networks at each scale and precision.
const SEEDS: usize = 2;

/// Runs the experiment.
pub fn run(settings: &Settings) -> Findings {
    let cells = cells(settings, &SCALES);
    let mut claims = claims::all(&cells);
    claims.extend(bands::all(&cells));
    claims.push(localization::claim(settings));
    claims.push(forward::claim(settings));
    let tables = vec![presentation::tallies(&cells), presentation::survivors(&cells)];
    Findings { tables, figure: Some(presentation::figure()), claims }
}

fn cells(settings: &Settings, scales: &[f64]) -> Vec<Cell> {
    let seeds = settings.replicates_or(SEEDS);
    let plans = Precision::ALL.into_iter().flat_map(|precision| {
        scales.iter().flat_map(move |&scale| (0..seeds).map(move |seed| (precision, scale, seed)))
    });
    parallel::cells(plans, |(precision, scale, seed)| match precision {
        Precision::F64 => cell::<f64>(settings, scale, seed),
        Precision::F32 => cell::<f32>(settings, scale, seed),
    })
}

/// What a judge said at one scale in one precision.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Tally {
    bugs: usize,
    caught: usize,
    undecidable: usize,
    passed: usize,
    /// Bugs that it passed although a block is wrong by more than its tolerance.
    wrong_passes: usize,
    right: usize,
    false_alarms: usize,
    right_undecidable: usize,
}

impl Tally {
    /// Of one of the [`JUDGES`].
    fn of<'a>(judged: impl Iterator<Item = &'a Judged>, method: usize, tolerance: f64) -> Self {
        let mut tally = Tally::default();
        for one in judged {
            let verdict = one.verdicts[method];
            let counts = match (one.bug.is_some(), verdict) {
                (true, Verdict::Fail) => &mut tally.caught,
                (true, Verdict::Undecidable) => &mut tally.undecidable,
                (true, Verdict::Pass) => &mut tally.passed,
                (false, Verdict::Fail) => &mut tally.false_alarms,
                (false, _) => &mut tally.right_undecidable,
            };
            *counts += usize::from(one.bug.is_some() || verdict != Verdict::Pass);
            let total = if one.bug.is_some() { &mut tally.bugs } else { &mut tally.right };
            *total += 1;
            tally.wrong_passes += usize::from(one.bug.is_some() && verdict == Verdict::Pass && one.truth > tolerance);
        }
        tally
    }

    fn share_caught(self) -> f64 {
        self.caught as f64 / self.bugs as f64
    }
}

/// All that was judged at one scale in one precision.
fn at(cells: &[Cell], precision: Precision, scale: f64) -> impl Iterator<Item = &Judged> {
    cells.iter().filter(move |cell| cell.precision == precision && cell.scale == scale).flat_map(|cell| &cell.judged)
}

/// The tolerance of the checker.
fn tolerance(precision: Precision) -> f64 {
    match precision {
        Precision::F64 => 1e-7,
        Precision::F32 => 1e-2,
    }
}
