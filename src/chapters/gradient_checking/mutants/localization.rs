//! Does the entry with the largest difference show where the bug is? L13-20.

use super::{Cell, Judged, SCALES, at};
use crate::report::{Band, Case, Claim, Measured};
use crate::statistics;

pub(super) fn claim(cells: &[Cell]) -> Claim {
    let mut cases = Vec::new();
    for scale in SCALES {
        let found: Vec<&Judged> =
            at(cells, "f64", scale).filter(|one| one.bug.is_some() && one.metric > 1e-7).collect();
        cases.push(Case::new(
            format!("in a wrong block, weights of size {scale}"),
            band(),
            share(&found, |one| one.in_wrong_block),
        ));
        cases.push(Case::new(
            format!("in the layer of the bug, weights of size {scale}"),
            band(),
            share(&found, |one| one.in_layer),
        ));
    }
    Claim::new("L13-20", "Look for the i at which dθ_approx[i] − dθ[i] is worst, to track the bug.")
        .lines(&[193])
        .swept("share of bugs, of those with a metric above 1e-7, whose worst i lies there", cases)
        .source("a wrong error signal spoils its layer and all below; where it is spoiled most depends on the sizes of activations and weights")
}

fn band() -> Band {
    Band::at_least(0.5, "a track is worth following if it leads to the place more often than not")
}

fn share(found: &[&Judged], holds: impl Fn(&Judged) -> bool) -> Measured {
    let count = found.iter().filter(|one| holds(one)).count();
    let interval = statistics::share_interval(count, found.len(), 0.95).ok();
    Measured::interval(
        count as f64 / found.len() as f64,
        interval.map_or(f64::NAN, |interval| interval.low),
        interval.map_or(f64::NAN, |interval| interval.high),
        found.len(),
    )
}
