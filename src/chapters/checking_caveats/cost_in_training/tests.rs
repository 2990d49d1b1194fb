//! Are the counts those of the formulas, and do they add up to the verdicts?

use super::counted::{Counted, Tally};
use super::*;
use crate::activation::Activation;
use crate::bits::streams::stream;
use crate::chapters::checking_caveats::subjects;
use crate::chapters::testing::own_settings;
use crate::network::{Architecture, Loss};
use crate::objective::{Abilities, Objective};
use crate::report::Verdict;

#[test]
fn counts_by_hand() {
    // S = 3·4 + 4·5 + 5·2 = 42, five examples.
    let architecture = Architecture::new(&[3, 4, 5, 2], Activation::Tanh, Loss::CrossEntropy);
    let network = subjects::network(architecture, 5, &mut stream(1, "cost", "inputs", 0));
    let parameters = subjects::parameters(&network, 1.0, 0.5, &mut stream(1, "cost", "parameters", 0));
    let mut counted = Counted::new(network);
    counted.loss(&parameters);
    assert_eq!(counted.take(), Tally { evaluations: 1, products: 5 * 42 });
    subjects::gradient_of(&mut counted, &parameters);
    assert_eq!(counted.take(), Tally { evaluations: 1, products: 5 * (3 * 42 - 12) });
    let mut probe = counted.probe(&parameters).unwrap();
    // W[1]: a unit, the five of layer 2, and layer 3. b[2] is parameter 36: a unit and the two of layer 3. b[3] is the last.
    for (index, products) in [(0, 1 + 5 + 10), (36, 1 + 2), (parameters.len() - 1, 1)] {
        let quick = probe.loss_with(index, 0.25);
        assert_eq!(counted.take(), Tally { evaluations: 1, products: 5 * products });
        let mut moved = parameters.clone();
        moved[index] = 0.25;
        assert!((quick - counted.loss(&moved)).abs() < 1e-13, "the loss itself is that of the network");
        counted.take();
    }
}

#[test]
fn every_quotient_is_counted_and_the_claims_come_out() {
    let costs = families::all(&own_settings(module_path!()));
    for cost in &costs {
        let plain = cost.tally(Method::Plain);
        assert_eq!(plain.evaluations, 2 * cost.parameters as u64);
        assert_eq!(plain.products, (2 * cost.parameters * EXAMPLES * cost.weights) as u64);
        assert_eq!(cost.tally(Method::Structured).evaluations, plain.evaluations);
        assert!(cost.tally(Method::Structured).products < plain.products);
    }
    assert_eq!(claims::only_to_debug(&costs).verdict(), Verdict::Confirmed);
    assert_eq!(claims::quadratic(&costs).verdict(), Verdict::Conditional, "{:?}", claims::quadratic(&costs).sweep);
    let verdicts: Vec<Verdict> = claims::never(&costs).sweep.iter().map(|case| case.verdict()).collect();
    assert_eq!(verdicts[0], Verdict::Confirmed);
    assert_eq!(verdicts[4..], [Verdict::Refuted; 2], "once in n steps is less than a step's own work");
    assert!(crate::report::svg::render(&figure(), &[networks(&costs)]).is_ok());
}

#[test]
fn a_step_that_is_counted_wrong_is_noticed() {
    let mut costs = families::all(&own_settings(module_path!()));
    costs.iter_mut().for_each(|cost| cost.step.products *= 3);
    assert_eq!(claims::only_to_debug(&costs).verdict(), Verdict::Refuted, "a step of nine passes is planted");
}
