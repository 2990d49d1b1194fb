//! What is computed of a data set once, for the recommendation and for every table? Its summaries, the triangle of [1, X] with the condition numbers, and
//! what each normalizer learns of it. Each is computed when it is first asked for.
//!
//! Of a file with more rows than are kept the set is a random sample. Then summaries speak of all rows as far as these are known; condition numbers,
//! and whatever else needs the rows themselves, are those of the sample, deviations included, so that they belong together.
//!
//! ```
//! use wellposed::advice::{Study, advise};
//!
//! let wine = wellposed::data::wine();
//! let study = Study::of(&wine);
//! assert_eq!(study.summaries().len(), 13);
//! assert_eq!(study.advice().action, advise(&wine).action);
//! ```

use std::sync::OnceLock;

use ndarray::{Array2, ArrayView2};

use super::prospects::{self, BLOCK};
use super::{Advice, FeatureSummary, MOST_BYTES, MOST_SECONDS, Prospects, odd, rules};
use crate::data::{AllRows, Dataset, OwnData, thousands};
use crate::normalize::{Fitted, NormalizeError, Normalizer};

/// A data set and what is known of it.
#[derive(Debug)]
pub struct Study<'a> {
    set: &'a Dataset,
    all_rows: Option<&'a AllRows>,
    of_kept: OnceLock<Vec<FeatureSummary>>,
    of_all: OnceLock<Vec<FeatureSummary>>,
    triangle: OnceLock<Result<Array2<f64>, String>>,
    prospects: OnceLock<Result<Prospects, String>>,
    with_target: OnceLock<Option<Array2<f64>>>,
    fitted: [OnceLock<Result<Fitted, NormalizeError>>; Normalizer::ALL.len()],
}

impl<'a> Study<'a> {
    /// Of a set all of whose rows are there.
    pub fn of(set: &'a Dataset) -> Self {
        Study::new(set, None)
    }

    /// Of a file, of which there may be a sample.
    pub fn of_own(own: &'a OwnData) -> Self {
        Study::new(&own.set, own.all_rows.as_ref())
    }

    fn new(set: &'a Dataset, all_rows: Option<&'a AllRows>) -> Self {
        Study {
            set,
            all_rows,
            of_kept: OnceLock::new(),
            of_all: OnceLock::new(),
            triangle: OnceLock::new(),
            prospects: OnceLock::new(),
            with_target: OnceLock::new(),
            fitted: [const { OnceLock::new() }; Normalizer::ALL.len()],
        }
    }

    /// The examples.
    pub fn set(&self) -> &'a Dataset {
        self.set
    }

    /// Each feature: of all rows where they are known.
    pub fn summaries(&self) -> &[FeatureSummary] {
        let Some(all_rows) = self.all_rows.filter(|all| !all.features.is_empty()) else { return self.of_kept() };
        self.of_all.get_or_init(|| {
            let pairs = self.of_kept().iter().zip(&all_rows.features);
            pairs.map(|(of_kept, of_all)| of_kept.in_all(of_all)).collect()
        })
    }

    /// Each feature of the rows that are kept.
    pub(crate) fn of_kept(&self) -> &[FeatureSummary] {
        self.of_kept.get_or_init(|| FeatureSummary::of_all(self.set))
    }

    /// Condition numbers before and after, or why they are not known.
    pub fn prospects(&self) -> Result<Prospects, &str> {
        let found = self.prospects.get_or_init(|| {
            let (triangle, means) = (self.triangle()?, self.means());
            let prospects = Prospects::of_triangle(triangle, &means, self.set.examples(), self.of_kept());
            prospects.map_err(|error| format!("not computed: {error}"))
        });
        found.as_ref().copied().map_err(String::as_str)
    }

    /// The means μ of the rows that are kept.
    fn means(&self) -> Vec<f64> {
        self.of_kept().iter().map(|summary| summary.mean).collect()
    }

    /// The triangle of [1, X − 1·μᵀ], unless it or what is computed from it would take too long.
    fn triangle(&self) -> Result<ArrayView2<'_, f64>, String> {
        let triangle = self.triangle.get_or_init(|| {
            refuse_too_much(self.set)?;
            prospects::triangle(self.set.features.view(), &self.means())
                .map_err(|error| format!("not computed: {error}"))
        });
        triangle.as_ref().map(|triangle| triangle.view()).map_err(Clone::clone)
    }

    /// The triangle of [1, X − 1·μᵀ, y] of many examples, from which least squares is computed in place of the examples, and the means μ; `None` of
    /// fewer. With the means taken out first it has all digits of the deviations, however far from 0 they are.
    pub(crate) fn with_target(&self) -> Option<(ArrayView2<'_, f64>, Vec<f64>)> {
        let (examples, columns) = (self.set.examples(), self.set.feature_count() + 2);
        if examples <= BLOCK.max(4 * columns) {
            return None;
        }
        let means = self.means();
        let triangle = self.with_target.get_or_init(|| prospects::triangle_with_target(self.set, &means).ok());
        triangle.as_ref().map(|triangle| (triangle.view(), means))
    }

    /// What a normalizer learns of these examples.
    ///
    /// # Panics
    /// If it is not one of [`Normalizer::ALL`].
    pub(crate) fn fitted(&self, normalizer: Normalizer) -> Result<&Fitted, &NormalizeError> {
        let place = Normalizer::ALL.iter().position(|&known| known == normalizer).expect("one that tables compare");
        self.fitted[place].get_or_init(|| normalizer.fit(self.set.features.view())).as_ref()
    }

    /// The recommendation.
    pub fn advice(&self) -> Advice {
        let found = self.prospects();
        let without_prospects = found.err().unwrap_or_default().to_owned();
        let prospects = found.ok();
        let (action, reasons) = rules::judge(self.set, self.summaries(), prospects.as_ref());
        let triangle = self.triangle().ok().map(|triangle| prospects::uncentered(triangle, &self.means()));
        let odd =
            odd::odd(self.set, self.summaries(), triangle.as_ref().map(|triangle| triangle.view()), self.all_rows);
        Advice { data: self.set.name.clone(), action, prospects, without_prospects, reasons, odd }
    }
}

/// What takes too long, or too much memory.
fn refuse_too_much(set: &Dataset) -> Result<(), String> {
    let (examples, features) = (set.examples(), set.feature_count());
    let (seconds, bytes) = (Prospects::seconds(examples, features), Prospects::bytes(examples, features));
    let too_much = match (seconds > MOST_SECONDS, bytes > MOST_BYTES) {
        (true, _) => format!("{} minutes", thousands((seconds / 60.0).ceil() as usize)),
        (false, true) => format!("{} GB of memory", thousands((bytes / 1e9).ceil() as usize)),
        (false, false) => return Ok(()),
    };
    let [examples, features] = [examples, features].map(thousands);
    Err(format!(
        "condition numbers of {examples} × {features} values take about {too_much}: not computed; --only takes fewer columns"
    ))
}
