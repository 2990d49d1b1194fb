//! Who judges a gradient, and at which place? The checker of this crate, and the recipes of others ([`recipes`](super::recipes)), at one network with its parameters.

use super::examples::{EXAMPLES, draw, gradient, small};
use super::recipes::{Numeric, Recipe};
use crate::activation::Activation;
use crate::bits::streams::Stream;
use crate::bits::{self, Real};
use crate::chapters::Settings;
use crate::gradcheck::{Verdict, metric};
use crate::network::Network;
use crate::objective::Block;

/// Keys and words of the judges, in the order of [`Place::verdicts`].
pub(crate) const JUDGES: [(&str, &str); 7] = [
    ("checker", "this checker"),
    ("notes_1e-7", "notes, 10⁻⁷"),
    ("notes_1e-5", "notes, 10⁻⁵"),
    ("notes_1e-3", "notes, 10⁻³"),
    ("pytorch", "PyTorch"),
    ("jax", "JAX"),
    ("scipy", "SciPy"),
];

/// The judges beside the checker.
const RECIPES: [Recipe; 6] =
    [Recipe::Notes(1e-7), Recipe::Notes(1e-5), Recipe::Notes(1e-3), Recipe::PyTorch, Recipe::Jax, Recipe::SciPy];

/// The small network with or without dropout, with what all bugs share.
pub(crate) struct Place<T: Real> {
    pub(super) network: Network<T>,
    pub(super) parameters: Vec<T>,
    pub(crate) numeric: Numeric,
    pub(super) exact: Vec<f64>,
    blocks: Vec<Block>,
}

impl<T: Real> Place<T> {
    /// The one that is drawn with this number, its weights of size `scale`, and its masks of dropout always the same.
    pub(super) fn new(settings: &Settings, scale: f64, dropout: bool, seed: usize) -> Self {
        let architecture = small(Activation::Tanh);
        let architecture = if dropout { architecture.dropout(0.8, settings.seed()) } else { architecture };
        let numbers = || settings.stream(&format!("{scale}"), seed);
        let (mut network, parameters) = draw::<T>(architecture.clone(), EXAMPLES, scale, &mut numbers());
        network.freeze_masks(0);
        let mut directions = settings.stream(&format!("{scale}/directions"), seed);
        // The right gradient in double precision, at the parameters as T has them.
        let (mut twin, _) = draw::<f64>(architecture, EXAMPLES, scale, &mut numbers());
        twin.freeze_masks(0);
        let there: Vec<f64> = parameters.iter().map(|parameter| parameter.to_f64()).collect();
        Place::of(network, parameters, gradient(&mut twin, &there), &mut directions)
    }

    /// A network at some parameters, with its right gradient there and a stream for the directions that a judge draws.
    pub(crate) fn of(mut network: Network<T>, parameters: Vec<T>, exact: Vec<f64>, directions: &mut Stream) -> Self {
        Place {
            numeric: Numeric::of(&mut network, &parameters, directions),
            exact,
            blocks: network.layout().blocks().to_vec(),
            network,
            parameters,
        }
    }

    /// What the judges say of a gradient, the checker's word first.
    pub(crate) fn verdicts(&self, checker: Verdict, found: &[f64]) -> Vec<Verdict> {
        let of_recipe =
            |recipe: &Recipe| if recipe.passes(&self.numeric, found) { Verdict::Pass } else { Verdict::Fail };
        std::iter::once(checker).chain(RECIPES.iter().map(of_recipe)).collect()
    }

    /// The largest exact relative error of a block.
    pub(super) fn error(&self, found: &[f64]) -> f64 {
        error(&self.blocks, &self.exact, found)
    }
}

/// The largest exact relative error of a block of what was found in place of the exact gradient.
pub(crate) fn error(blocks: &[Block], exact: &[f64], found: &[f64]) -> f64 {
    let of_block = |block: &Block| metric(&exact[block.range.clone()], &found[block.range.clone()]);
    blocks.iter().map(of_block).fold(0.0, bits::max)
}
