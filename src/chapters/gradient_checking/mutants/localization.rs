//! Does the entry with the largest difference show where the bug is? L13-20.
//!
//! The bugs are those of the catalogue, all of them; what is drawn is the network. Bugs in one network share its sizes and the rounding of its
//! quotients, and are no independent trials. So a replicate is a network, and its number is the share of the bugs whose worst entry lies in
//! the right place, among those with a metric above 1e-7.
//!
//! **How many networks.** The claim is decided if the interval of the mean share lies on one side of ½. [`TELL`] says from where on it has to:
//! a lead that is right 11 times of 20, or 9 times, should be told from a coin. A share lies between 0 and 1 and its deviation over networks
//! is at most ½, so that [`replicates_to_tell`] gives n = ⌊(1.96·½/0.05)²⌋ + 1 = 385. It is meant for the worst case: networks that differ less
//! give a narrower interval.

use super::super::examples::{EXAMPLES, draw, gradient, small};
use super::super::recipes::{NOTES_EPSILON, central};
use super::SCALES;
use super::trial::largest_difference;
use crate::activation::Activation;
use crate::chapters::Settings;
use crate::gradcheck::catalogue::{Entry, Mutant, catalogue};
use crate::gradcheck::metric;
use crate::parallel;
use crate::report::{Band, Case, Claim, Measured};
use crate::statistics::{self, replicates_to_tell};

/// So far from ½ a mean share must be told from ½.
const TELL: f64 = 0.05;
const CONFIDENCE: f64 = 0.95;

/// Of the bugs of one network, how many have a worst entry that is no rounding, and where it lies.
#[derive(Clone, Copy, Default)]
struct Found {
    bugs: usize,
    in_wrong_block: usize,
    in_layer: usize,
}

impl Found {
    fn share(self, count: usize) -> Option<f64> {
        (self.bugs > 0).then(|| count as f64 / self.bugs as f64)
    }
}

pub(super) fn claim(settings: &Settings) -> Claim {
    let needed = replicates_to_tell(0.5, TELL, CONFIDENCE).expect("a distance and a confidence");
    let networks = settings.replicates_or(needed);
    let cases = SCALES.iter().flat_map(|&scale| {
        let found: Vec<Found> = parallel::cells(0..networks, |network| search(settings, scale, network));
        let of = |place: &str, count: fn(&Found) -> usize| {
            let shares: Vec<f64> = found.iter().filter_map(|found| found.share(count(found))).collect();
            Case::new(format!("{place}, weights of size {scale}"), band(), mean_share(&shares, networks))
        };
        [of("in a wrong block", |found| found.in_wrong_block), of("in the layer of the bug", |found| found.in_layer)]
    });
    Claim::new("L13-20", "Track the i at which dθ_approx[i] − dθ[i] is bad, to see where the derivative is wrong.")
        .lines(&[193])
        .swept(
            "share of the catalogue's bugs, of those with a metric above 1e-7, whose worst i lies there (mean over networks)",
            cases.collect(),
        )
        .source("a wrong error signal spoils its layer and all below; where it is spoiled most depends on the sizes of activations and weights")
}

fn band() -> Band {
    Band::at_least(0.5, "a track is worth following if it leads to the place more often than not")
}

fn mean_share(shares: &[f64], networks: usize) -> Measured {
    match statistics::mean(shares) {
        Ok(mean) => Measured::estimated(mean, statistics::mean_interval(shares, CONFIDENCE).ok(), shares.len()),
        Err(_) => Measured::nothing(format!("0 of {networks} networks qualify")),
    }
}

/// Every bug in one network, without and with dropout as it needs.
fn search(settings: &Settings, scale: f64, seed: usize) -> Found {
    let mut all = Found::default();
    for dropout in [false, true] {
        let architecture = small(Activation::Tanh);
        let architecture = if dropout { architecture.dropout(0.8, settings.seed()) } else { architecture };
        let mut numbers = settings.stream(&format!("{scale}"), seed);
        let (mut network, parameters) = draw::<f64>(architecture, EXAMPLES, scale, &mut numbers);
        network.freeze_masks(0);
        let numeric = central(&mut network, &parameters, NOTES_EPSILON);
        let exact = gradient(&mut network, &parameters);
        let blocks = network.layout().blocks();
        for Entry { bug, layer, .. } in catalogue().into_iter().filter(|entry| entry.needs_dropout() == dropout) {
            let found = gradient(&mut Mutant::new(network.clone(), Some(bug)), &parameters);
            if metric(&numeric, &found) <= 1e-7 {
                continue;
            }
            let (worst, _) = largest_difference(&numeric, &found);
            let block = blocks.iter().find(|block| block.range.contains(&worst)).expect("every parameter has a block");
            let wrong = metric(&exact[block.range.clone()], &found[block.range.clone()]) > 1e-7;
            all.bugs += 1;
            all.in_wrong_block += usize::from(wrong);
            all.in_layer += usize::from(block.layer == layer);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chapters::testing::own_settings;
    use crate::report::Verdict;

    #[test]
    fn at_ordinary_weights_the_worst_entry_lies_in_a_wrong_block() {
        let found = search(&own_settings(module_path!()), 1.0, 0);
        assert!(found.bugs == catalogue().len() && found.in_wrong_block == found.bugs, "{}", found.in_wrong_block);
        assert!(found.in_layer < found.bugs, "a wrong signal is not always worst in its own layer");
        // Planted: at tiny weights rounding is worst where nothing is wrong.
        let tiny = search(&own_settings(module_path!()), 1e-3, 0);
        assert!(tiny.in_wrong_block < tiny.bugs);
    }

    #[test]
    fn the_number_of_networks_tells_shares_from_a_half_and_fewer_would_not() {
        let needed = replicates_to_tell(0.5, TELL, CONFIDENCE).unwrap();
        assert_eq!(needed, 385);
        // The worst case: half of the networks have the share 0 and half 1, but for those that move the mean.
        let verdict = |networks: usize, mean: f64| {
            let ones = (mean * networks as f64).round() as usize;
            let shares: Vec<f64> = (0..networks).map(|network| f64::from(u8::from(network < ones))).collect();
            Verdict::of(&band(), &mean_share(&shares, networks))
        };
        assert_eq!((verdict(needed, 0.552), verdict(needed, 0.448)), (Verdict::Confirmed, Verdict::Refuted));
        assert_eq!(verdict(needed, 0.52), Verdict::Undetermined, "nearer than that may stay open");
        assert_eq!(verdict(needed / 4, 0.552), Verdict::Undetermined);
        assert_eq!(mean_share(&[], 7).note, "0 of 7 networks qualify");
    }
}
