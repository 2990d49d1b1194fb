//! What do the panels and the bundled sets say of the notes' sentences about the two steps?

use ndarray::{Array1, Array2};

use super::{EXAMPLES, Step, U, mean, mean_square, moments};
use crate::bits;
use crate::data;
use crate::normalize::Normalizer;
use crate::report::{Band, Case, Claim, Measured, Reading};

/// L09-02: the mean after x := x − μ, in units of u·max|x|.
pub(super) fn zero_mean() -> Claim {
    let cases = data::bundled().into_iter().map(|set| {
        let fitted = Normalizer::Center.fit(set.features.view()).expect("the data are finite");
        let (after, _) = moments(fitted.transform(set.features.view()).expect("the same columns").view());
        let worst = set.features.columns().into_iter().zip(&after).map(|(column, mean)| {
            let largest = column.iter().fold(f64::MIN_POSITIVE, |largest, x| bits::max(x.abs(), largest));
            mean.abs() / (U * largest)
        });
        let worst = worst.fold(0.0, bits::max);
        let bound = set.features.nrows() as f64;
        Case::new(
            set.name,
            Band::at_most(
                bound,
                "the sums that give μ and the mean afterwards each err by at most m·u·max|x| (Higham 2002, §4.2)",
            ),
            Measured::exact(worst),
        )
    });
    Claim::new("L09-02", "Subtracting μ = (1/m)Σx⁽ⁱ⁾ gives the data zero mean.")
        .definition()
        .lines(&[28])
        .swept("largest |mean after x := x − μ| over the features, in units of u·max|x|", cases.collect())
        .source("Higham 2002, Accuracy and Stability of Numerical Algorithms, ch. 4")
}

/// L09-03: (1/m)Σx² as a formula for σ², with and without the reassignment x := x − μ.
pub(super) fn order_of_the_formulas() -> Claim {
    let uniform = data::synthetic::range_1_to_1000_and_0_to_1();
    let column = uniform.column(0);
    let (_, variances) = moments(uniform.view());
    let deviation = variances[0].sqrt();
    let centered = &column - mean(column);
    let tolerance = (column.len() as f64 + 3.0) * U;
    let band = || Band::around(1.0, tolerance, "equal to (m + 3)·u, the rounding of two sums of m squares");
    Claim::new("L09-03", "σ² = (1/m)Σ(x⁽ⁱ⁾ − μ)² in the text, σ² = (1/m)Σ(x⁽ⁱ⁾)² in the summary.")
        .lines(&[28, 103])
        .swept(
            "√((1/m)Σx²)/σ for a feature spread evenly over 1 … 1000",
            vec![
                Case::new("after x := x − μ", band(), Measured::exact(mean_square(centered.view()).sqrt() / deviation)),
                Case::new("on the raw feature", band(), Measured::exact(mean_square(column).sqrt() / deviation)),
            ],
        )
        .source("definition of the variance: E[x²] = σ² + μ²")
}

/// L09-04: the element-wise square of the centered data, averaged, is the population variance.
pub(super) fn square_is_the_variance(raw: &Array2<f64>) -> Claim {
    let (_, variances) = moments(raw.view());
    let m = EXAMPLES as f64;
    // The sample variance by its definition over pairs, (1/m(m−1))·Σᵢ<ⱼ (xᵢ − xⱼ)²: an independent route without any mean.
    let column = raw.column(0);
    let pairs: Vec<f64> = (0..EXAMPLES)
        .flat_map(|i| (0..i).map(move |j| (i, j)))
        .map(|(i, j)| (column[i] - column[j]) * (column[i] - column[j]))
        .collect();
    let sample_variance = bits::sum(&pairs) / (m * (m - 1.0));
    Claim::new(
        "L09-04",
        "Once the mean is subtracted, the element-wise square of x, averaged over the examples, is the variance.",
    )
    .definition()
    .lines(&[28])
    .measured(
        "(sample variance over pairs, 1/(m−1)) / (mean of the squares of x − μ, 1/m)",
        Band::around(
            m / (m - 1.0),
            2.0 * m * U,
            "exactly m/(m−1) for the population variance, ± the rounding of sums, 2m·u",
        ),
        Measured::exact(sample_variance / variances[0]),
    )
    .source("definition of population and sample variance")
}

/// L09-05: every variance is 1 after x/σ, unless σ = 0.
pub(super) fn unit_variance() -> Claim {
    let cases = data::bundled().into_iter().map(|set| {
        let fitted = Normalizer::Standard.fit(set.features.view()).expect("the data are finite");
        let (_, variances) = moments(fitted.transform(set.features.view()).expect("the same columns").view());
        let worst = variances.iter().fold(0.0, |worst: f64, variance| bits::max(worst, (variance - 1.0).abs()));
        let tolerance = 4.0 * set.features.nrows() as f64 * U;
        Case::new(
            set.name,
            Band::at_most(tolerance, "4m·u: the rounding of the two sums of squares and of the division"),
            Measured::exact(worst),
        )
    });
    Claim::new("L09-05", "After x/σ every feature has variance 1.")
        .lines(&[28])
        .figure("1")
        .swept("largest |variance − 1| over the features", cases.collect())
        .source("definition; a constant feature has σ = 0 and stays at variance 0 (digits has three)")
}

/// L09-06: divide by σ, not by σ².
pub(super) fn sigma_not_sigma_squared(steps: &[Step]) -> Claim {
    let find = |name: &str| &steps.iter().find(|(step, _)| step.0 == name).expect("a step of that name").1;
    let tolerance = 8.0 * EXAMPLES as f64 * U;
    let (_, raw) = moments(find("raw").view());
    let (_, by_sigma) = moments(find("normalized").view());
    let (_, by_variance) = moments(find("divided_by_variance").view());
    let worst = |variances: &Array1<f64>| variances.iter().fold(0.0, |worst: f64, v| bits::max(worst, (v - 1.0).abs()));
    let inverted = by_variance
        .iter()
        .zip(&raw)
        .fold(0.0, |worst: f64, (after, before)| bits::max(worst, (after * before - 1.0).abs()));
    Claim::new("L09-06", "Divide by σ, not by σ², to get variance 1.")
        .definition()
        .lines(&[111])
        .figure("σ, not σ²")
        .swept(
            "largest deviation of the variance from its prediction",
            vec![
                Case::new("|Var(x/σ) − 1|", Band::at_most(tolerance, "rounding, 8m·u"), Measured::exact(worst(&by_sigma))),
                Case::new("|Var(x/σ²)·σ² − 1|", Band::at_most(tolerance, "rounding, 8m·u"), Measured::exact(inverted)),
                Case::new(
                    "|Var(x/σ²) − 1|, which must not vanish",
                    Band::at_least(0.5, "|1/σ² − 1| for σ = 2 and ½, less sampling error"),
                    Measured::exact(worst(&by_variance)),
                ),
            ],
        )
        .source("Var(x/c) = Var(x)/c²; an early recording of the lecture says \"divide by sigma squared\", the notes correct it")
}

/// L09-09: "scale" came out as "enlarge" and "expand".
pub(super) fn enlarge() -> Claim {
    let set = data::wine();
    let (_, variances) = moments(set.features.view());
    let factors: Vec<f64> = variances.iter().map(|variance| 1.0 / variance.sqrt()).collect();
    let smallest = factors.iter().copied().fold(f64::INFINITY, bits::min);
    let fitted = Normalizer::Standard.fit(set.features.view()).expect("the data are finite");
    let whole = fitted.transform(set.features.view()).expect("the same columns");
    let half = set.features.nrows() / 2;
    let part = fitted.transform(set.features.slice(ndarray::s![half.., ..])).expect("the same columns");
    let difference = whole
        .slice(ndarray::s![half.., ..])
        .iter()
        .zip(&part)
        .fold(0.0, |worst: f64, (a, b)| bits::max(worst, (a - b).abs()));
    Claim::new("L09-09", "If the training set is \"enlarged\" with μ and σ, \"expand\" the test set in the same way.")
        .lines(&[30])
        .slip(
            Reading::new(
                "enlarge, expand (확대, 확장)",
                "smallest factor 1/σⱼ over the features of wine",
                Band::at_least(1.0, "what is enlarged is multiplied by a factor above 1"),
                Measured::exact(smallest),
            ),
            Reading::new(
                "scale: both sets go through the same map",
                "largest difference between an example's features transformed with its set and apart from it",
                Band::at_most(0.0, "a fitted map treats each example alone: not a bit may differ"),
                Measured::exact(difference),
            ),
        )
        .source("the lecture says \"scale\" both times")
}
