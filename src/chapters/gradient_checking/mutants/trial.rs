//! What do seven judges say of every bug at one place?

use super::super::examples::gradient;
use super::super::judges::Place;
use crate::bits;
use crate::bits::Real;
use crate::chapters::Settings;
use crate::chapters::precision::Precision;
use crate::gradcheck::catalogue::{Bug, Entry, Mutant, catalogue};
use crate::gradcheck::{GradientCheck, Verdict, metric};

/// A gradient before its judges.
pub(super) struct Judged {
    /// None for the right gradient.
    pub(super) bug: Option<Bug>,
    /// In the order of [`JUDGES`](super::JUDGES).
    pub(super) verdicts: Vec<Verdict>,
    /// The largest exact relative error of a block.
    pub(super) truth: f64,
    /// The largest exact relative error of a block or of an entry by itself.
    pub(super) entry: f64,
    /// Above what relative error the checker says fail.
    pub(super) fails_above: f64,
    /// The notes' metric at their ε.
    pub(super) metric: f64,
    /// The same at ε = 1e-5.
    pub(super) fine: f64,
    /// The largest difference of an entry.
    pub(super) largest: f64,
}

/// Everything at one place.
pub(super) struct Cell {
    pub(super) precision: Precision,
    pub(super) scale: f64,
    pub(super) judged: Vec<Judged>,
}

pub(super) fn cell<T: Real>(settings: &Settings, scale: f64, seed: usize) -> Cell {
    let [plain, dropping] = [false, true].map(|dropout| Place::<T>::new(settings, scale, dropout, seed));
    let mut judged = vec![judge(&plain, None), judge(&dropping, None)];
    judged.extend(catalogue().iter().map(|entry| {
        let place = if entry.needs_dropout() { &dropping } else { &plain };
        judge(place, Some(entry))
    }));
    Cell { precision: Precision::of::<T>(), scale, judged }
}

fn judge<T: Real>(place: &Place<T>, entry: Option<&Entry>) -> Judged {
    let mut mutant = Mutant::new(place.network.clone(), entry.map(|entry| entry.bug));
    let found = gradient(&mut mutant, &place.parameters);
    let (verdict, fails_above) = GradientCheck::of(&mutant)
        .freeze(0)
        .run(&place.parameters)
        .map_or((Verdict::Undecidable, f64::NAN), |report| (report.verdict, report.fails_above));
    let truth = place.error(&found);
    let entries = place.exact.iter().zip(&found).map(|(&exact, &found)| metric(&[exact], &[found]));
    Judged {
        bug: entry.map(|entry| entry.bug),
        verdicts: place.verdicts(verdict, &found),
        truth,
        entry: entries.fold(truth, bits::max),
        fails_above,
        metric: metric(&place.numeric.notes, &found),
        fine: metric(&place.numeric.fine, &found),
        largest: largest_difference(&place.numeric.notes, &found).1,
    }
}

/// Where two vectors differ most, and by how much.
pub(super) fn largest_difference(numeric: &[f64], gradient: &[f64]) -> (usize, f64) {
    let differences = numeric.iter().zip(gradient).map(|(a, b)| (a - b).abs()).enumerate();
    differences.max_by(|(_, a), (_, b)| a.total_cmp(b)).unwrap_or((0, 0.0))
}
