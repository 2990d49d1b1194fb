//! How does evidence read? A claim's band, measurement and verdict in words, for the page of all claims and for the book.
//!
//! ```
//! use wellposed::report::claims::{band_in_words, measured_in_words};
//! use wellposed::report::{Band, Measured};
//!
//! let band = Band::around(999.0, 0.5, "σ₁/σ₂");
//! assert_eq!(band_in_words(&band), "999 ± 0.5");
//! assert_eq!(measured_in_words(&Measured::interval(999.2, 999.1, 999.4, 20), &band), "999.2 [999.1, 999.4], 20 replicates");
//! ```

mod page;
mod tally;

pub use page::{claims_json, claims_markdown};
pub use tally::Tally;

use super::number::{beside, for_reading, shortened};
use super::{Band, Case, Claim, Digits, Measured, Verdict};

/// The band without its origin: `≥ 2`, `≤ 1e-13`, `0.98 … 1.02`, `1 ± 1e-9`, `= 1`.
pub fn band_in_words(band: &Band) -> String {
    let edges: Vec<f64> = [band.low, band.high].into_iter().flatten().collect();
    match (band.low, band.high) {
        (None, None) => "nothing".into(),
        (Some(low), None) => format!("≥ {}", beside(low, &[])),
        (None, Some(high)) => format!("≤ {}", beside(high, &[])),
        (Some(low), Some(high)) if low == high => format!("= {}", beside(low, &[])),
        (Some(low), Some(high)) if high - low < NARROW * (low + high).abs() => around(low, high),
        (Some(low), Some(high)) => format!("{} … {}", beside(low, &edges), beside(high, &edges)),
    }
}

/// A band of less than a thousandth of its middle to either side is written `middle ± radius`.
const NARROW: f64 = 1e-3;

/// The middle with the digits that the radius leaves it, and two digits of the radius.
fn around(low: f64, high: f64) -> String {
    let (radius, middle) = ((high - low) / 2.0, low + (high - low) / 2.0);
    format!("{} ± {}", beside(middle, &[low, high]), shortened(for_reading(radius, Digits::Significant(2))))
}

/// The value, its interval and its replicates, with the digits that show on which side of the band's edges they lie, and the note.
pub fn measured_in_words(measured: &Measured, band: &Band) -> String {
    let edges: Vec<f64> = [band.low, band.high].into_iter().flatten().collect();
    let [value, low, high] = [measured.value, measured.low, measured.high].map(|number| beside(number, &edges));
    let numbers = match measured.replicates {
        _ if measured.value.is_nan() && !measured.note.is_empty() => return measured.note.clone(),
        0 => "nothing".into(),
        1 if measured.low == measured.high => value,
        1 => format!("{value} [{low}, {high}]"),
        // An interval without a width says nothing more.
        replicates if value == low && value == high => format!("{value}, {replicates} replicates"),
        replicates => format!("{value} [{low}, {high}], {replicates} replicates"),
    };
    with_note(&numbers, measured)
}

fn with_note(text: &str, measured: &Measured) -> String {
    if measured.note.is_empty() { text.to_owned() } else { format!("{text} ({})", measured.note) }
}

/// The lines and the figure of the notes: `line 28`, `lines 28, 103`, `line 91: 1–1000`.
pub fn place_in_the_notes(claim: &Claim) -> String {
    let lines: Vec<String> = claim.seed_line.iter().map(u32::to_string).collect();
    let place = match lines.as_slice() {
        [] => String::new(),
        [line] => format!("line {line}"),
        lines => format!("lines {}", lines.join(", ")),
    };
    match &claim.seed_figure {
        Some(figure) if place.is_empty() => figure.clone(),
        Some(figure) => format!("{place}: {figure}"),
        None => place,
    }
}

/// The names of the cases with each verdict and their notes, in the order of the sweep; verdicts without a case are left out.
pub fn cases_by_verdict(sweep: &[Case]) -> Vec<(Verdict, Vec<String>)> {
    let of = |verdict| sweep.iter().filter(move |case| case.verdict() == verdict);
    let named = |verdict| of(verdict).map(|case| with_note(&case.name, &case.measured)).collect();
    Verdict::ALL
        .into_iter()
        .map(|verdict| (verdict, named(verdict)))
        .filter(|(_, names): &(_, Vec<_>)| !names.is_empty())
        .collect()
}

#[cfg(test)]
pub(crate) mod examples {
    use super::super::Reading;
    use super::*;

    /// A claim of each kind, for the tests of the writers.
    pub(crate) fn claims() -> Vec<Claim> {
        let band = || Band::at_most(1.0, "by hand: a < b | c");
        let cases =
            vec![Case::new("wine", band(), Measured::exact(0.5)), Case::new("digits", band(), Measured::exact(7.0))];
        let mut claims = vec![
            Claim::new("L09-02", "Step 1 gives zero mean.").lines(&[28]).measured(
                "mean",
                band(),
                Measured::exact(0.25),
            ),
            Claim::new("L09-01", "It is faster & never \"slower\".").lines(&[22, 91]).swept("ratio of steps", cases),
            Claim::new("L10-01", "Divide by σ².").figure("σ²").slip(
                Reading::new("divide by σ²", "|Var − 1|", band(), Measured::exact(5.0)),
                Reading::new("divide by σ", "|Var − 1|", band(), Measured::exact(0.0)),
            ),
            Claim::new("L10-02", "Nobody measured this."),
            Claim::new("L10-03", "Let z = x.").definition().measured("|z − x|", band(), Measured::exact(0.0)),
        ];
        for claim in &mut claims {
            claim.chapter =
                if claim.id.starts_with("L09") { "input_normalization".into() } else { "vanishing_gradients".into() };
        }
        claims
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_and_measurements_keep_the_digits_that_decide() {
        let band = Band::around(1.0, 1e-9, "u");
        assert_eq!(band_in_words(&band), "1 ± 1e-9");
        assert_eq!(band_in_words(&Band::around(1.234_567, 2e-6, "")), "1.234567 ± 2e-6");
        assert_eq!(band_in_words(&Band::between(0.98, 1.02, "")), "0.98 … 1.02");
        assert_eq!(measured_in_words(&Measured::exact(1.000_000_003_3), &band), "1.0000000033");
        assert_eq!(band_in_words(&Band::at_least(2.0, "")), "≥ 2");
        assert_eq!(band_in_words(&Band::between(3.0, 3.0, "")), "= 3");
        assert_eq!(measured_in_words(&Measured::exact(f64::INFINITY), &band), "∞");
        assert_eq!(measured_in_words(&Claim::new("", "").measured, &band), "nothing");
    }

    #[test]
    fn a_missing_number_has_a_word_in_its_place_and_a_missing_bound_one_beside_it() {
        let band = Band::at_most(1.0, "");
        let empty = Case::new("small weights", band.clone(), Measured::nothing("0 of 146 qualify"));
        assert_eq!(measured_in_words(&empty.measured, &band), "0 of 146 qualify");
        let bound = Measured::interval(80.0, 80.0, f64::INFINITY, 1).noted("the budget was spent");
        assert_eq!(measured_in_words(&bound, &band), "80 [80, ∞] (the budget was spent)");
        let named = |cases: &[Case]| cases_by_verdict(cases).remove(0).1.remove(0);
        assert_eq!(named(&[empty]), "small weights (0 of 146 qualify)");
        assert_eq!(named(&[Case::new("plain", band, Measured::exact(0.0))]), "plain", "no note, no brackets");
    }

    #[test]
    fn the_place_in_the_notes_is_lines_and_figure() {
        assert_eq!(place_in_the_notes(&Claim::new("", "").lines(&[28, 103]).figure("1–1000")), "lines 28, 103: 1–1000");
        assert_eq!(place_in_the_notes(&Claim::new("", "").lines(&[28])), "line 28");
        assert_eq!(place_in_the_notes(&Claim::new("", "")), "");
    }
}
