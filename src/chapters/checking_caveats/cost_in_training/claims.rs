//! What do the counts say of "very slow" and of "never in training"?

use super::families::{Cost, FAMILIES, Family, Method, of};
use crate::bits;
use crate::chapters::checking_caveats::subjects::exponent;
use crate::report::{Band, Case, Claim, Measured};

/// How many times as much work is "too slow"?
const TOO_SLOW: f64 = 10.0;

/// The exponent of a method's products in n.
pub(super) fn growth(costs: &[Cost], family: Family, method: Method) -> Measured {
    let costs = of(costs, family);
    let n: Vec<f64> = costs.iter().map(|cost| cost.parameters as f64).collect();
    exponent(&n, &costs.iter().map(|cost| cost.tally(method).products as f64).collect::<Vec<f64>>())
}

/// L14-02: n quotients of a loss that costs as much as it has parameters.
///
/// 2n passes of mS products are 2mn²·(S/n). S/n rises to 1 with n. A least-squares slope through evenly spaced points changes by at most 3/2 of the change
/// of ln(S/n) over the range of ln n.
pub(super) fn quadratic(costs: &[Cost]) -> Claim {
    let band = |family: Family| {
        let costs = of(costs, family);
        let (first, last) = (costs[0], costs[costs.len() - 1]);
        let ratio = |of: fn(&Cost) -> f64| bits::ln(of(last) / of(first));
        let drift =
            1.5 * ratio(|cost| cost.weights as f64 / cost.parameters as f64) / ratio(|cost| cost.parameters as f64);
        Band::between(2.0, 2.0 + drift, "n quotients of a loss of Θ(n) products: 2, and what the rise of S/n to 1 adds")
    };
    let case = |family: Family, method: Method| {
        let name = format!("{}, {}", family.name, method.name());
        Case::new(name, band(family), growth(costs, family, method))
    };
    let mut cases = FAMILIES.map(|family| case(family, Method::Plain)).to_vec();
    cases.push(case(FAMILIES[0], Method::Structured));
    cases.push(case(FAMILIES[1], Method::Structured));
    Claim::new("L14-02", "Computing dθ_approx[i] for every i is very slow.")
        .lines(&[240])
        .swept("exponent of n in the products of all quotients", cases)
        .source(
            "a forward pass over n parameters takes Θ(n) products; one that starts at the moved parameter takes fewer, and the exponent \
             becomes 1 for one hidden layer of fixed width",
        )
}

/// L14-01: a training step that checks its gradient.
pub(super) fn only_to_debug(costs: &[Cost]) -> Claim {
    let case = |cost: &Cost| {
        let n = cost.parameters as f64;
        let from = "2n forward passes of S products beside a step of 3S − n[0]n[1], which is between 2S and 3S: from 1 + 2n/3 to 1 + n";
        let band = Band::between(1.0 + 2.0 * n / 3.0, 1.0 + n, from);
        let name = format!("{}, n = {}", cost.family.name, cost.parameters);
        Case::new(name, band, Measured::exact(cost.slowdown(Method::Plain)))
    };
    let ends = FAMILIES.iter().flat_map(|&family| {
        let costs = of(costs, family);
        [case(costs[0]), case(costs[costs.len() - 1])]
    });
    Claim::new("L14-01", "Do not use gradient checking in training, only to debug.")
        .lines(&[216, 240])
        .swept("products of a training step that checks its gradient, over those of one that does not", ends.collect())
        .source("Griewank & Walther 2008, §3.3: a gradient by backpropagation costs a small multiple of the function, whatever n")
}

/// L14-22: never, or only never in full?
pub(super) fn never(costs: &[Cost]) -> Claim {
    let family = of(costs, FAMILIES[2]);
    let cost = family[family.len() - 1];
    let band = || Band::at_least(TOO_SLOW, "\"too slow\" read as: ten times the work of the step that is checked");
    let case = |name: String, slowdown: f64| Case::new(name, band(), Measured::exact(slowdown));
    let mut cases: Vec<Case> =
        Method::ALL.map(|method| case(format!("{}, in every step", method.name()), cost.slowdown(method))).to_vec();
    let rarely = |method: Method, steps: f64| 1.0 + (cost.slowdown(method) - 1.0) / steps;
    cases.push(case("screen, in one of 100 steps".into(), rarely(Method::Screen, 100.0)));
    cases.push(case("plain, in one of n steps".into(), rarely(Method::Plain, cost.parameters as f64)));
    Claim::new("L14-22", "Checking is so slow that it must never be done in training.")
        .lines(&[250])
        .swept(
            format!("products of training with checks over those without, 5 layers and n = {}", cost.parameters),
            cases,
        )
        .source("one direction in each block costs a fixed number of forward passes, whatever n")
}
