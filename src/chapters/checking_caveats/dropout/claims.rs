//! Does a gradient check work with dropout? The notes' five sentences about it, and what a verb in one of them does.

use super::KEEP;
use super::checks::{Check, Masks};
use super::masks::{Draws, Fresh, median};
use crate::bits;
use crate::chapters::checking_caveats::subjects::{TOLERANCE, every};
use crate::gradcheck::Verdict;
use crate::report::{Band, Case, Claim, Measured, Reading};

pub(super) fn all(fresh: &[Fresh], draws: &Draws, checks: &[Check]) -> Vec<Claim> {
    vec![
        does_not_work(fresh),
        random_subsets(draws),
        no_easy_loss(draws, checks),
        hard(checks),
        modify_or_fix(fresh, checks),
        keep_one(checks),
    ]
}

fn right(checks: &[Check], masks: Masks) -> &Check {
    checks
        .iter()
        .find(|check| check.masks == masks && check.bug.is_none())
        .expect("the right gradient is checked in every way")
}

/// ‖g̃‖ is near σ√n/(√2ε) and above half of it, so that the metric, at least (‖g̃‖ − ‖g‖)/(‖g̃‖ + ‖g‖), is above 1 − 4‖g‖ over that.
fn near_one(fresh: &[Fresh]) -> f64 {
    let gradient = fresh.iter().fold(0.0, |most: f64, one| bits::max(most, one.gradient));
    1.0 - 4.0 * gradient / fresh[0].predicted
}

/// L14-12: it does not work with dropout.
fn does_not_work(fresh: &[Fresh]) -> Claim {
    let band = Band::between(
        near_one(fresh),
        1.0,
        "1 − 4‖dθ‖/(σ√n/√2ε): quotients of two masks' losses are noise of that norm, at least half of which is there",
    );
    Claim::new("L14-12", "Gradient checking does not work with dropout.")
        .lines(&[230, 246])
        .measured("metric of a right gradient with new masks in each evaluation", band, median(fresh, |one| one.metric))
        .source("Srivastava et al. 2014: each evaluation samples another thinned network")
}

/// L14-13: a random subset in each iteration.
fn random_subsets(draws: &Draws) -> Claim {
    let error = |share: f64, count: usize| (share * (1.0 - share) / count as f64).sqrt();
    let same = bits::powf(KEEP * KEEP + (1.0 - KEEP) * (1.0 - KEEP), (draws.units * 12) as f64);
    let cases = vec![
        Case::new(
            "share of units that are kept",
            Band::around(KEEP, 5.0 * error(KEEP, draws.masks), "keep_prob ± 5 standard errors of independent draws"),
            draws.kept.clone(),
        ),
        Case::new(
            "share of evaluations with new masks",
            Band::at_least(0.99, format!("all but one in 1/{same:.0e}: 120 units are the same twice that rarely")),
            draws.changed.clone(),
        ),
        Case::new(
            "correlation with the next evaluation",
            Band::around(0.0, 5.0 / (draws.masks as f64).sqrt(), "0 ± 5 standard errors of independent draws"),
            Measured { replicates: draws.masks, ..Measured::exact(draws.correlation) },
        ),
    ];
    Claim::new("L14-13", "Dropout removes another random subset of the hidden units in each iteration.")
        .definition()
        .lines(&[246])
        .swept("the masks of 2000 evaluations", cases)
        .source("masks are independent Bernoulli variables with mean keep_prob")
}

/// L14-14: J is a mean over exponentially many subsets.
fn no_easy_loss(draws: &Draws, checks: &[Check]) -> Claim {
    let all = right(checks, Masks::All);
    let cases = vec![
        Case::new(
            "J as the mean over all subsets is a function with a gradient",
            Band::at_most(TOLERANCE, "the notes' tolerance: backpropagation, averaged over all masks, is its gradient"),
            all.error(),
        ),
        Case::new(
            "log₂ of the subsets, per hidden unit",
            Band::around(1.0, 0.0, "every unit is kept or dropped: 2ⁿ"),
            Measured::exact(libm::log2(f64::from(1_u32 << draws.units)) / draws.units as f64),
        ),
    ];
    Claim::new("L14-14", "There is no easy way to compute the J of dropout: it is defined over exponentially many subsets.")
        .lines(&[246])
        .figure("2ⁿ")
        .swept("largest relative error of a block; then the number of subsets", cases)
        .source("Srivastava et al. 2014, §1: n units make 2ⁿ thinned networks. J is their mean, a finite sum: its gradient is the mean of theirs, and one of them drawn at random an unbiased estimate")
}

/// Whether a check says the right thing.
fn decides(check: &Check) -> bool {
    check.report.verdict == if check.bug.is_some() { Verdict::Fail } else { Verdict::Pass }
}

/// Successes and trials among the checks that are chosen.
fn counted(checks: &[Check], chosen: impl Fn(&&Check) -> bool) -> (usize, usize) {
    let chosen = || checks.iter().filter(|check| chosen(check));
    (chosen().filter(|check| decides(check)).count(), chosen().count())
}

/// L14-15: hard to check.
fn hard(checks: &[Check]) -> Claim {
    let case = |name: &str, masks: Masks| {
        let (right, all) =
            counted(checks, |check| check.masks == masks && (check.bug.is_none() || check.is_of_masks()));
        let band = Band::at_most(0.5, "hard: at most half of the gradients are judged rightly");
        Case::new(name, band, Measured { replicates: all, ..Measured::exact(right as f64 / all as f64) })
    };
    Claim::new("L14-15", "With dropout it is hard to double-check the computations by gradient checking.")
        .lines(&[246])
        .swept(
            "share of nine gradients, one right and eight with a bug of the masks, of which the check says so",
            vec![case("new masks in each evaluation", Masks::Fresh), case("frozen masks", Masks::Frozen)],
        )
        .source("common random numbers on both sides of a quotient: Glasserman 2003, §7.1")
}

/// L14-16: to modify the pattern, or to fix it.
fn modify_or_fix(fresh: &[Fresh], checks: &[Check]) -> Claim {
    let band = || Band::at_most(TOLERANCE, "the notes' tolerance: a right gradient passes");
    let quantity = "metric of a right gradient; frozen: the largest relative error of a block";
    Claim::new("L14-16", "One may modify the pattern of dropped nodes and check the gradient for it.")
        .lines(&[246])
        .slip(
            Reading::new("modify (수정): another pattern each time", quantity, band(), median(fresh, |one| one.metric)),
            Reading::new("fix: hold the pattern fixed", quantity, band(), right(checks, Masks::Frozen).error()),
        )
        .source("the lecture: \"you can fix the pattern of nodes dropped and verify that grad check for that pattern is correct\"")
}

/// L14-17: turn dropout off, check, turn it on.
fn keep_one(checks: &[Check]) -> Claim {
    let case = |name: &str, masks: Masks, of_masks: bool| {
        let (found, all) =
            counted(checks, |check| check.masks == masks && check.bug.is_some() && check.is_of_masks() == of_masks);
        every(name, found, all, "all bugs are found")
    };
    Claim::new("L14-17", "A good way is to set keep_prob to 1, check, and turn dropout on again.")
        .lines(&[246])
        .figure("keep_prob = 1")
        .swept(
            "share of planted bugs that the check finds",
            vec![
                case("keep_prob = 1, bugs elsewhere", Masks::None, false),
                case("keep_prob = 1, bugs of the masks", Masks::None, true),
                case("frozen masks, bugs elsewhere", Masks::Frozen, false),
                case("frozen masks, bugs of the masks", Masks::Frozen, true),
            ],
        )
        .source("with keep_prob = 1 every mask is 1, and a factor of 1 may be forgotten")
}
