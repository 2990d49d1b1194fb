//! What do seven judges say of every bug at one place?

use super::super::examples::{EXAMPLES, draw, gradient, small};
use super::super::recipes::{Numeric, Recipe};
use crate::activation::Activation;
use crate::bits;
use crate::bits::Real;
use crate::chapters::Settings;
use crate::chapters::precision::Precision;
use crate::gradcheck::catalogue::{Bug, Entry, Mutant, catalogue};
use crate::gradcheck::{GradientCheck, Verdict, metric};
use crate::network::Network;
use crate::objective::Block;

/// The judges beside the checker.
const RECIPES: [Recipe; 6] =
    [Recipe::Notes(1e-7), Recipe::Notes(1e-5), Recipe::Notes(1e-3), Recipe::PyTorch, Recipe::Jax, Recipe::SciPy];

/// A gradient before its judges.
pub(super) struct Judged {
    /// None for the right gradient.
    pub(super) bug: Option<Bug>,
    /// In the order of [`METHODS`](super::METHODS).
    pub(super) verdicts: Vec<Verdict>,
    /// The largest exact relative error of a block.
    pub(super) truth: f64,
    /// The largest exact relative error of a block or of an entry by itself.
    pub(super) entry: f64,
    /// Above what relative error the checker says fail.
    pub(super) fails_above: f64,
    /// The notes' metric at their ε.
    pub(super) metric: f64,
    /// The same at ε = 1e-5.
    pub(super) fine: f64,
    /// The largest difference of an entry.
    pub(super) largest: f64,
}

/// Everything at one place.
pub(super) struct Cell {
    pub(super) precision: Precision,
    pub(super) scale: f64,
    pub(super) judged: Vec<Judged>,
}

/// The network with or without dropout, with what all bugs share.
struct Place<T: Real> {
    network: Network<T>,
    parameters: Vec<T>,
    numeric: Numeric,
    exact: Vec<f64>,
    blocks: Vec<Block>,
}

pub(super) fn cell<T: Real>(settings: &Settings, scale: f64, seed: usize) -> Cell {
    let [plain, dropping] = [false, true].map(|dropout| Place::<T>::new(settings, scale, dropout, seed));
    let mut judged = vec![plain.judge(None), dropping.judge(None)];
    judged.extend(catalogue().iter().map(|entry| {
        let place = if entry.needs_dropout() { &dropping } else { &plain };
        place.judge(Some(entry))
    }));
    Cell { precision: Precision::of::<T>(), scale, judged }
}

impl<T: Real> Place<T> {
    fn new(settings: &Settings, scale: f64, dropout: bool, seed: usize) -> Self {
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
        Place {
            numeric: Numeric::of(&mut network, &parameters, &mut directions),
            exact: gradient(&mut twin, &there),
            blocks: network.layout().blocks().to_vec(),
            network,
            parameters,
        }
    }

    fn judge(&self, entry: Option<&Entry>) -> Judged {
        let mut mutant = Mutant::new(self.network.clone(), entry.map(|entry| entry.bug));
        let found = gradient(&mut mutant, &self.parameters);
        let (verdict, fails_above) = GradientCheck::of(&mutant)
            .freeze(0)
            .run(&self.parameters)
            .map_or((Verdict::Undecidable, f64::NAN), |report| (report.verdict, report.fails_above));
        let of_recipe =
            |recipe: &Recipe| if recipe.passes(&self.numeric, &found) { Verdict::Pass } else { Verdict::Fail };
        let truth = self.blocks.iter().map(|block| self.relative_error(block, &found)).fold(0.0, bits::max);
        let entries = self.exact.iter().zip(&found).map(|(&exact, &found)| metric(&[exact], &[found]));
        Judged {
            bug: entry.map(|entry| entry.bug),
            verdicts: std::iter::once(verdict).chain(RECIPES.iter().map(of_recipe)).collect(),
            truth,
            entry: entries.fold(truth, bits::max),
            fails_above,
            metric: metric(&self.numeric.notes, &found),
            fine: metric(&self.numeric.fine, &found),
            largest: largest_difference(&self.numeric.notes, &found).1,
        }
    }

    fn relative_error(&self, block: &Block, found: &[f64]) -> f64 {
        metric(&self.exact[block.range.clone()], &found[block.range.clone()])
    }
}

/// Where two vectors differ most, and by how much.
pub(super) fn largest_difference(numeric: &[f64], gradient: &[f64]) -> (usize, f64) {
    let differences = numeric.iter().zip(gradient).map(|(a, b)| (a - b).abs()).enumerate();
    differences.max_by(|(_, a), (_, b)| a.total_cmp(b)).unwrap_or((0, 0.0))
}
