//! The law of misses: an error e, random directions v, and how often all |vᵀe| stay below t.

use super::{COUNTS, Misses};
use crate::bits;
use crate::bits::streams::{Stream, bernoulli, standard_normal};
use crate::chapters::Settings;
use crate::gradcheck::miss_probability;
use crate::parallel;

/// t/‖e‖.
pub(super) const RATIOS: [f64; 4] = [0.01, 0.1, 0.3, 1.0];
const ENTRIES: usize = 30;
const DRAWS: usize = 20_000;

/// An error of norm 1, and how directions are drawn.
struct Case {
    /// Key and words.
    name: (&'static str, &'static str),
    error: fn(usize) -> f64,
    draw: fn(&mut Stream) -> f64,
    /// The probability that one direction misses, by t.
    miss: fn(f64) -> f64,
}

fn sign(numbers: &mut Stream) -> f64 {
    if bernoulli(numbers, 0.5) { 1.0 } else { -1.0 }
}

fn normal_law(ratio: f64) -> f64 {
    miss_probability(ratio, 1.0, 1)
}

fn cases() -> [Case; 4] {
    let one = |index: usize| if index == 7 { 1.0 } else { 0.0 };
    let two = |index: usize| match index {
        3 => std::f64::consts::FRAC_1_SQRT_2,
        11 => -std::f64::consts::FRAC_1_SQRT_2,
        _ => 0.0,
    };
    let all = |index: usize| (if index.is_multiple_of(3) { -1.0 } else { 1.0 }) / (ENTRIES as f64).sqrt();
    [
        Case { name: ("one_entry", "one entry"), error: one, draw: standard_normal, miss: normal_law },
        Case { name: ("all_entries", "all entries"), error: all, draw: standard_normal, miss: normal_law },
        // |vᵀe| is 1, always.
        Case {
            name: ("one_entry_signs", "one entry, signs"),
            error: one,
            draw: sign,
            miss: |ratio| if ratio >= 1.0 { 1.0 } else { 0.0 },
        },
        // |vᵀe| is 0 or √2, half of the time each.
        Case { name: ("two_entries_signs", "two entries, signs"), error: two, draw: sign, miss: |_| 0.5 },
    ]
}

pub(super) fn all(settings: &Settings) -> Vec<Misses> {
    parallel::cells(cases(), |case| of(settings, &case)).into_iter().flatten().collect()
}

/// The same draws serve every ratio and number of directions.
fn of(settings: &Settings, case: &Case) -> Vec<Misses> {
    let mut numbers = settings.stream(case.name.0, 0);
    let error: Vec<f64> = (0..ENTRIES).map(case.error).collect();
    let draws = settings.replicates().map_or(DRAWS, |replicates| 200 * replicates);
    let most = COUNTS[COUNTS.len() - 1] as usize;
    // Of each draw the largest |vᵀe| over the first 1, 2, … directions.
    let largest: Vec<Vec<f64>> = (0..draws)
        .map(|_| {
            let mut worst = 0.0_f64;
            let mut one = || {
                let direction: Vec<f64> = (0..ENTRIES).map(|_| (case.draw)(&mut numbers)).collect();
                worst = bits::max(worst, crate::bits::dot(&direction, &error).abs());
                worst
            };
            (0..most).map(|_| one()).collect()
        })
        .collect();
    let mut misses = Vec::new();
    for ratio in RATIOS {
        for directions in COUNTS {
            let missed = largest.iter().filter(|largest| largest[directions as usize - 1] <= ratio).count();
            let predicted = (0..directions).fold(1.0, |product, _| product * (case.miss)(ratio));
            misses.push(Misses { case: case.name, ratio, directions, trials: draws, missed, passed: None, predicted });
        }
    }
    misses
}
