//! How long does a check take? Every coordinate through a probe, every coordinate by whole passes, a sample, and directions, by the size of the network.
//!
//! Work is counted in evaluations of the loss; the error is the largest difference from the exact gradient that the check reports, relative: its metric. Each network is
//! checked before it is timed and must pass, but for the directions, whose screen may only not fail. `784-128-10` is the network of handwritten digits, with 64 random examples. By whole passes it would
//! take minutes, so that there the row is left out. The row `null` times an empty function: what the measuring itself costs.

#[path = "support/checked.rs"]
mod checked;
mod support;

use checked::{Plain, subject};
use support::{Suite, Work};
use wellposed::gradcheck::{GradientCheck, Objective, Scope, Verdict};

/// A tolerance that the bounds reach in every block of these networks.
const TOLERANCE: f64 = 1e-5;
/// Above so many parameters whole passes are not timed.
const MOST_BY_PASSES: usize = 5_000;

fn main() {
    let mut suite = Suite::new("gradient_checking");
    suite.time("null", "empty", Work { count: 1.0, unit: "calls", error: None }, || ());
    for units in [32, 64, 128, 256] {
        by_units(&mut suite, units);
    }
    let networks: [(&[usize], usize); 5] = [
        (&[6, 5, 5, 5, 3], 12),
        (&[20, 20, 10], 64),
        (&[64, 32, 10], 64),
        (&[64, 64, 32, 10], 64),
        (&[784, 128, 10], 64),
    ];
    for (widths, examples) in networks {
        let (network, parameters, _) = subject(widths, examples);
        let names: Vec<String> = widths.iter().map(usize::to_string).collect();
        let case = format!("{}, {} parameters, {examples} examples", names.join("-"), parameters.len());
        check(&mut suite, "every_coordinate_probe", &case, &network, &parameters, Scope::All);
        if parameters.len() <= MOST_BY_PASSES {
            check(&mut suite, "every_coordinate_passes", &case, &Plain(network.clone()), &parameters, Scope::All);
        }
        check(&mut suite, "sample_50_a_block", &case, &network, &parameters, Scope::Sample { per_block: 50, seed: 1 });
        check(
            &mut suite,
            "directions_4_a_block",
            &case,
            &network,
            &parameters,
            Scope::Directions { count: 4, seed: 1 },
        );
    }
    suite.finish();
}

fn check<O: Objective + Clone + Sync>(
    suite: &mut Suite,
    name: &str,
    case: &str,
    objective: &O,
    parameters: &[f64],
    scope: Scope,
) {
    let check = GradientCheck::of(objective).tolerance(TOLERANCE).scope(scope);
    let report = check.run(parameters).expect("finite");
    let wanted =
        if matches!(scope, Scope::Directions { .. }) { report.verdict != Verdict::Fail } else { report.passed() };
    assert!(wanted, "{case}: {report}");
    let work = Work { count: report.evaluations as f64, unit: "evaluations", error: Some(report.metric) };
    suite.time(name, case, work, || check.run(parameters));
}

/// Every coordinate of 64-n-10 networks through the probe: a weight costs m activations and m polynomials whatever n, so that the time should grow as n.
fn by_units(suite: &mut Suite, units: usize) {
    let (network, parameters, _) = subject(&[64, units, 10], 64);
    let check = GradientCheck::of(&network).tolerance(TOLERANCE);
    let report = check.run(&parameters).expect("finite");
    assert!(report.passed(), "{report}");
    let work = Work { count: report.evaluations as f64, unit: "evaluations", error: Some(report.metric) };
    let case = format!("64-{units}-10, 64 examples");
    suite.time_of_size("every_coordinate_by_units", &case, work, units as f64, || check.run(&parameters));
}
