//! Which inputs does a model get? The features as they are, or as one of the normalizers leaves them.

use ndarray::Array2;

use crate::advice::{Bound, Study};
use crate::data::{self, Dataset, LARGEST, synthetic};
use crate::normalize::{NormalizeError, Normalizer};
use crate::parallel;

/// The features as they are, or after a normalizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inputs {
    Raw,
    Normalized(Normalizer),
}

impl Inputs {
    /// Raw, and every normalizer.
    pub(super) fn all() -> Vec<Inputs> {
        [Inputs::Raw].into_iter().chain(Normalizer::ALL.into_iter().map(Inputs::Normalized)).collect()
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Inputs::Raw => "raw",
            Inputs::Normalized(normalizer) => normalizer.name(),
        }
    }

    /// The same color in every figure of the chapter: its place among all.
    pub(crate) fn color(self) -> usize {
        Inputs::all().into_iter().position(|inputs| inputs == self).expect("one of all")
    }

    /// The features that the model sees when it trains on all examples of a set of our own.
    pub(crate) fn of(self, dataset: &Dataset) -> Array2<f64> {
        self.try_of(dataset).expect("the project's own data can be normalized")
    }

    /// The features that the model sees, or why nothing can be computed from them: a line that names the column.
    ///
    /// As in a file of data, no value may exceed [`LARGEST`]: its square is needed. Quartiles that nearly coincide beside a value far away
    /// take `robust` beyond that, and beyond the range of numbers.
    pub(super) fn try_of(self, dataset: &Dataset) -> Result<Array2<f64>, String> {
        let Inputs::Normalized(normalizer) = self else { return Ok(dataset.features.clone()) };
        self.refuse(dataset)?;
        let features = dataset.features.view();
        let named = |error: NormalizeError| error.with_column_names(&dataset.feature_names).to_string();
        let fitted = normalizer.fit(features).map_err(named)?;
        let normalized = fitted.transform(features).map_err(named)?;
        match normalized.indexed_iter().find(|(_, value)| value.abs() > LARGEST) {
            None => Ok(normalized),
            Some(((row, column), _)) => Err(format!(
                "row {}, column {} ({}): the result exceeds {LARGEST:e}, and its square the range of numbers",
                row + 1,
                column + 1,
                dataset.feature_names[column],
            )),
        }
    }

    /// Refuses to whiten where that takes all memory, or fits noise.
    pub(super) fn refuse(self, dataset: &Dataset) -> Result<(), String> {
        let features = dataset.features.view();
        match features.ncols() {
            columns if self.whitens() && columns > MOST_FEATURES => Err(too_many(columns)),
            columns if self.whitens() && columns > MOST_FLAT.max(features.nrows()) => Err(flat(features.dim())),
            _ => Ok(()),
        }
    }

    fn whitens(self) -> bool {
        matches!(self, Inputs::Normalized(Normalizer::WhitenPca | Normalizer::WhitenZca))
    }
}

/// For matrices of features times features: 4,096² numbers are 128 MiB, and their decomposition takes minutes.
pub(super) const MOST_FEATURES: usize = 4096;

/// More features than that, and than examples, are not whitened: most of their directions are flat.
const MOST_FLAT: usize = 256;

fn flat((examples, features): (usize, usize)) -> String {
    format!(
        "{features} features of {examples} examples vary in at most {} directions, and whitening would fit noise",
        examples - 1
    )
}

/// Why nothing is computed that needs such a matrix.
pub(super) fn too_many(features: usize) -> String {
    format!("it takes a matrix of {features} × {features}, and {MOST_FEATURES} features are the most")
}

/// The answers for each kind of inputs of somebody's own data, side by side unless the data are so many that the copies would take all
/// memory.
pub(super) fn for_each<T: Send>(dataset: &Dataset, answer: impl Fn(Inputs) -> T + Sync + Send) -> Vec<T> {
    const MANY: usize = 1 << 24;
    let many = dataset.features.len() > MANY;
    if many { Inputs::all().into_iter().map(answer).collect() } else { parallel::cells(Inputs::all(), answer) }
}

/// The condition number of least squares on these inputs, as the recommendation knows it: so that it is the same in every table, and at least a bound
/// where rounding hides the slowest direction. `None` for inputs of which the recommendation does not speak, and where it knows nothing.
pub(super) fn condition_numbers(study: &Study) -> impl Fn(Inputs) -> Option<Bound> + use<> {
    let prospects = study.prospects().ok();
    move |inputs| {
        let prospects = prospects?;
        let bound = match inputs {
            Inputs::Raw => prospects.raw,
            Inputs::Normalized(Normalizer::Center) => prospects.centered,
            Inputs::Normalized(Normalizer::Scale) => prospects.scaled,
            Inputs::Normalized(Normalizer::Standard) => prospects.standardized,
            Inputs::Normalized(Normalizer::Robust) => prospects.robust,
            Inputs::Normalized(_) => return None,
        };
        Some(bound).filter(|bound| bound.value.is_finite())
    }
}

/// The note below a table in which a condition number is a bound.
pub(super) const AT_LEAST: &str =
    "At least: rounding of the values hides the slowest direction, which other inputs show.";

/// The note below a table for each kind of inputs that has no answer.
pub(super) fn not_computed(inputs: Inputs, reason: &str) -> String {
    format!("{}: not computed; {reason}.", inputs.name())
}

/// The notes' example of features whose ranges differ dramatically.
pub(crate) const FAR_RANGES: &str = "1-1000_and_0-1";
/// The notes' example of features whose ranges are similar: 0–1, −1–1 and 1–2.
pub(crate) const SIMILAR_RANGES: &str = "similar_ranges";

/// The notes' two examples, with exactly the moments of the uniform laws and a target to which all features contribute alike.
pub(crate) fn notes_examples() -> [Dataset; 2] {
    let with_target = |name: &str, features: Array2<f64>| {
        let fitted = Normalizer::Standard.fit(features.view()).expect("a design holds finite numbers");
        let normalized = fitted.transform(features.view()).expect("the same columns as fitted");
        let target = normalized.sum_axis(ndarray::Axis(1));
        Dataset::new(name, features, target)
    };
    [
        with_target(FAR_RANGES, synthetic::range_1_to_1000_and_0_to_1()),
        with_target(SIMILAR_RANGES, synthetic::ranges_0_1_and_minus1_1_and_1_2()),
    ]
}

/// The bundled sets and the notes' two examples.
pub(super) fn sets() -> Vec<Dataset> {
    data::bundled().into_iter().chain(notes_examples()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array1;

    #[test]
    fn what_would_take_all_memory_is_refused_and_what_takes_little_is_not() {
        let wide = |features: usize| {
            Dataset::new("wide", Array2::from_shape_fn((2, features), |(i, j)| (i * j) as f64), Array1::zeros(2))
        };
        let [standard, whiten] = [Normalizer::Standard, Normalizer::WhitenPca].map(Inputs::Normalized);
        let refusal = whiten.try_of(&wide(MOST_FEATURES + 1)).unwrap_err();
        assert_eq!(refusal, "it takes a matrix of 4097 × 4097, and 4096 features are the most");
        assert!(standard.try_of(&wide(MOST_FEATURES + 1)).is_ok() && whiten.try_of(&wide(50)).is_ok());
        let refusal = whiten.try_of(&wide(257)).unwrap_err();
        assert_eq!(refusal, "257 features of 2 examples vary in at most 1 directions, and whitening would fit noise");
    }

    #[test]
    fn a_value_whose_square_is_no_number_is_named() {
        let far =
            |value: f64| Dataset::new("far", ndarray::array![[0.0], [1.0], [2.0], [3.0], [value]], Array1::zeros(5));
        let robust = Inputs::Normalized(Normalizer::Robust);
        let refusal = robust.try_of(&far(3e100)).unwrap_err();
        assert_eq!(refusal, "row 5, column 1 (x1): the result exceeds 1e100, and its square the range of numbers");
        assert!(robust.try_of(&far(1e100)).is_ok());
    }
}
