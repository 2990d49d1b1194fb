//! What do two formulas and one sentence say as they are printed? Fractions without a meaning, and a distance between the wrong vectors (L14-03 … 05).

use super::runs::seeds;
use crate::activation::Activation;
use crate::chapters::Settings;
use crate::chapters::checking_caveats::subjects::{self, EPSILON, Recipe};
use crate::gradcheck::catalogue::example;
use crate::gradcheck::metric;
use crate::network::{Architecture, Kind, Loss};
use crate::objective::Objective;
use crate::report::{Band, Claim, Measured, Reading};

/// Above this the lecture worries.
const FAR: f64 = 1e-3;

pub(super) fn claims(settings: &Settings) -> Vec<Claim> {
    vec![comparison(settings), components()]
}

/// L14-03: dθ_approx\[i]/dθ ↔ dθ/dθ.
fn comparison(settings: &Settings) -> Claim {
    let mut numbers = settings.stream("dead unit", 0);
    let architecture = Architecture::new(&[4, 5, 3], Activation::Relu, Loss::CrossEntropy);
    let mut network = subjects::network(architecture, 12, &mut numbers);
    let mut parameters = subjects::parameters(&network, 1.0, 0.5, &mut numbers);
    // A unit that no example activates: its derivatives are exactly 0, and right.
    parameters[network.layout().blocks()[1].range.start] = -100.0;
    let recipe = Recipe::of(&mut network, &parameters, EPSILON);
    let pairs = || recipe.numeric.iter().zip(&recipe.gradient);
    let defined = |of: &dyn Fn(f64, f64) -> f64| {
        let count = pairs().filter(|(numeric, gradient)| of(**numeric, **gradient).is_finite()).count();
        Measured::exact(count as f64 / recipe.gradient.len() as f64)
    };
    let band = || Band::around(1.0, 0.0, "every i is compared");
    let quantity = "share of the components of a right gradient for which the comparison is defined; one unit is dead";
    Claim::new("L14-03", "dθ_approx[i]/dθ is compared with dθ/dθ.")
        .transcription()
        .lines(&[218])
        .slip(
            Reading::new("dθ_approx[i]/dθ ↔ dθ/dθ", quantity, band(), defined(&|numeric, gradient| numeric / gradient)),
            Reading::new("dθ_approx[i] ↔ dθ[i]", quantity, band(), defined(&|numeric, gradient| numeric - gradient)),
        )
        .source("line 240 in words: dθ comes from backpropagation, and dθ_approx[i] is to be close to it")
}

/// L14-04: db\[n]/dθ and dw\[n]/dθ.
fn components() -> Claim {
    let (network, _) = example(1.0, false, 1);
    let parameters = network.dimension() as f64;
    let numbers: usize = network.layout().blocks().iter().map(|block| block.range.len()).sum();
    let band = || Band::around(1.0, 0.0, "dθ is lined up from them, once each");
    let quantity = "numbers in all db and dw of a network of 113 parameters, over the length of dθ";
    Claim::new("L14-04", "The components to look at are db[n]/dθ and dw[n]/dθ.")
        .transcription()
        .lines(&[222])
        .slip(
            Reading::new(
                "db[n]/dθ, dw[n]/dθ: derivatives of derivatives",
                quantity,
                band(),
                Measured::exact(numbers as f64 * parameters / parameters),
            ),
            Reading::new("db[l], dw[l]", quantity, band(), Measured::exact(numbers as f64 / parameters)),
        )
        .source("line 242 in words: the components are those of db[l] and dw[l] of some layer l")
}

/// L14-05: "the values of θ or dθ are very far from the corresponding db". Right gradients, in which nothing should be far.
pub(super) fn sentence(settings: &Settings) -> (Reading, Reading) {
    let networks = seeds(settings, 10);
    let (mut printed, mut corrected, mut layers) = (0, 0, 0);
    for &seed in &networks {
        let (mut network, parameters) = example(1.0, false, seed);
        let recipe = Recipe::of(&mut network, &parameters, EPSILON);
        for block in network.layout().blocks().iter().filter(|block| block.kind == Kind::Bias) {
            let of = |all: &[f64]| all[block.range.clone()].to_vec();
            let (theta, numeric, gradient) = (of(&parameters), of(&recipe.numeric), of(&recipe.gradient));
            printed += usize::from(metric(&theta, &gradient) > FAR);
            corrected += usize::from(metric(&numeric, &gradient) > FAR);
            layers += 1;
        }
    }
    let quantity = "share of the layers of right networks that are suspected, distances above 10⁻³";
    let band = || Band::around(0.0, 0.0, "none: there is no bug");
    let share = |count: usize| Measured { replicates: layers, ..Measured::exact(count as f64 / layers as f64) };
    (
        Reading::new("θ (or dθ) is very far from the corresponding db", quantity, band(), share(printed)),
        Reading::new("dθ_approx is very far from dθ where it corresponds to db", quantity, band(), share(corrected)),
    )
}
