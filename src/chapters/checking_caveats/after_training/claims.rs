//! Is a backward pass ever right near zero only, does its error grow with the weights, and does a second check find it?

use super::scales::{self, Hidden, LAWS, Law};
use super::stages::{STARTS, Surveyed};
use crate::chapters::Settings;
use crate::chapters::checking_caveats::subjects::{EPSILON, Recipe, TOLERANCE, every, share};
use crate::gradcheck::catalogue::example;
use crate::report::{Band, Case, Claim, Measured, Reading};

/// Above this the lecture worries.
const WORRY: f64 = 1e-3;

fn at(hidden: &[Hidden], law: Law, scale: f64) -> &Hidden {
    hidden.iter().find(|one| one.follows(law) && one.scale == scale).expect("every law at every scale")
}

/// L14-18: right only where w and b are near 0.
pub(super) fn only_near_zero(hidden: &[Hidden], surveyed: &[Surveyed]) -> Claim {
    let case = |scale: f64, band: Band| {
        Case::new(format!("tanh′ = 1, scale {scale}"), band, Measured::exact(at(hidden, LAWS[0], scale).metric))
    };
    let small: Vec<&Surveyed> = surveyed.iter().filter(|one| one.scale == STARTS[0]).collect();
    let hiding = small.iter().filter(|one| !one.is_found_by_metric(0)).count();
    let cases = vec![
        case(1e-3, Band::at_most(TOLERANCE, "passes by the notes' tolerance")),
        case(1.0, Band::at_least(WORRY, "above the lecture's \"worry\"")),
        Case::new(
            "share of the catalogue that passes at scale 0.01",
            Band::between(
                1.0 / small.len() as f64,
                0.5,
                "not impossible, and not usual: at least one bug, at most half of them",
            ),
            share(hiding, small.len()),
        ),
    ];
    Claim::new(
        "L14-18",
        "It happens now and then, and is not impossible, that backpropagation is right only while w and b are near 0.",
    )
    .lines(&[248])
    .swept("metric of a wrong derivative; then the share of planted bugs with a metric of at most 10⁻⁷", cases)
    .source("tanh z = z − z³/3 + …: near 0 every activation of slope 1 is the identity")
}

/// L14-19: the error grows with w and b.
///
/// Exponents are whole numbers in theory; what is of higher order in the scale moves a fit over scales up to 0.1 by a few hundredths. Within a quarter of one
/// whole number a fit is none of the others.
pub(super) fn grows(settings: &Settings) -> Claim {
    let case = |law: Law| {
        let from = "pl + L − l, with biases p + L − l; within a quarter, since exponents are whole numbers";
        let name = format!("{}, {}", law.name, law.setting());
        Case::new(name, Band::around(law.exponent(), 0.25, from), scales::exponent(settings, law))
    };
    Claim::new("L14-19", "As w and b grow, the gradient becomes more and more inaccurate.")
        .lines(&[248])
        .swept("exponent of the scale in the metric", LAWS.map(case).to_vec())
        .source("D[l] is in proportion to s^(L−l), z[l] to s^l, and the local error to z[l]^p")
}

/// L14-20: check at the start, train, check again.
pub(super) fn again(surveyed: &[Surveyed]) -> Claim {
    let cases = STARTS.iter().flat_map(|&scale| {
        let of: Vec<&Surveyed> = surveyed.iter().filter(|one| one.scale == scale).collect();
        let found = |stages: &[usize]| {
            of.iter().filter(|one| stages.iter().any(|&stage| one.is_found_by_metric(stage))).count()
        };
        let case = |name: &str, stages: &[usize]| {
            every(&format!("scale {scale}: {name}"), found(stages), of.len(), "the two checks together find every bug")
        };
        [case("start and trained", &[0, 2]), case("start and enlarged", &[0, 1])]
    });
    Claim::new("L14-20", "Check at random initialization, train for a while, and check again.")
        .lines(&[248])
        .swept("share of the bugs of the catalogue with a metric above 10⁻⁷ in one of two checks", cases.collect())
        .source("training leaves the neighborhood of 0 in its own time; multiplying all parameters leaves it at once")
}

/// L14-21: the summary says that the check rarely goes well at first.
pub(super) fn goes_well_rarely(settings: &Settings, hidden: &[Hidden]) -> Claim {
    let passes = |replicate: usize| {
        let seed = settings.seed().wrapping_add(replicate as u64);
        let (mut network, parameters) = example(1.0, false, seed);
        Recipe::of(&mut network, &parameters, EPSILON).metric() <= TOLERANCE
    };
    let passing = (0..20).filter(|&replicate| passes(replicate)).count();
    let without = || LAWS.into_iter().filter(|law| !law.biases);
    let hides = |law: &Law| at(hidden, *law, 1e-3).passes_the_notes() && !at(hidden, *law, 1.0).passes_the_notes();
    let all = without().count();
    let hiding = Measured { replicates: all, ..Measured::exact(without().filter(hides).count() as f64 / all as f64) };
    Claim::new("L14-21", "Rarely, the check goes well at first even with random initialization.")
        .lines(&[254])
        .slip(
            Reading::new(
                "rarely, the check goes well at the start",
                "share of right networks whose check at the start goes well",
                Band::at_most(0.5, "rarely: at most half"),
                share(passing, 20),
            ),
            Reading::new(
                "rarely, it goes well only because w and b are near 0",
                "share of wrong derivatives that pass at scale 0.001 and fail at scale 1",
                Band::around(1.0, 0.0, "all: each metric is a power of the scale"),
                hiding,
            ),
        )
        .source("the lecture: it is possible that your implementation is correct only when w and b are close to 0")
}
