//! What does a column of whole numbers seem to be? A time stamp, a date as a number, years, or a number of the row: each of them has its own cure.

use ndarray::ArrayView1;

use super::FeatureSummary;

/// Seconds of 2001-09-09 and of 2100: what stands between is likely to be a time.
const SECONDS: [f64; 2] = [1e9, 4.103e9];
/// Units of time stamps, as parts of a second.
const UNITS: [(f64, &str); 4] = [(1.0, "seconds"), (1e3, "milliseconds"), (1e6, "microseconds"), (1e9, "nanoseconds")];
const DAYS: [f64; 2] = [19_000_101.0, 21_001_231.0];
const YEARS: [f64; 2] = [1800.0, 2100.0];
/// With fewer rows whole numbers in a row may be chance.
const ROWS: usize = 10;

/// What the column seems to be, and what to do with it; nothing for other numbers.
///
/// `rows` is how many the file has, of which the column may be a sample.
pub(super) fn kind(summary: &FeatureSummary, column: ArrayView1<f64>, rows: usize) -> Option<String> {
    let (low, high) = (summary.minimum, summary.maximum);
    let within = |[least, most]: [f64; 2]| low >= least && high <= most;
    if low == high || !within([-9.007e15, 9.3e18]) {
        return None;
    }
    if let Some((_, unit)) = UNITS.iter().find(|(parts, _)| within(SECONDS.map(|seconds| seconds * parts))) {
        return Some(format!("time stamps in {unit}: subtract the first one, or make days and hours of them"));
    }
    if !column.iter().all(|value| value.fract() == 0.0) {
        return None;
    }
    if within(DAYS) && column.iter().all(|&value| is_date(value)) {
        return Some("dates as numbers (yyyymmdd): write them as yyyy-mm-dd and name them with --dates".to_owned());
    }
    if within(YEARS) && rows >= ROWS && (high - low > 1.0) {
        return Some("years: centering matters more than scaling here; or count from the first one".to_owned());
    }
    let counts = rows >= ROWS && high - low == (rows - 1) as f64 && all_different(column, low, rows);
    counts.then(|| "counts the rows: an identifier, which tells nothing of another row; drop it".to_owned())
}

fn is_date(value: f64) -> bool {
    let number = value as u64;
    (1..=12).contains(&(number / 100 % 100)) && (1..=31).contains(&(number % 100))
}

/// Whether whole numbers are all different, of which the least is this one and the largest m − 1 more; then m of them are all there.
fn all_different(column: ArrayView1<f64>, least: f64, rows: usize) -> bool {
    let mut seen = vec![false; rows];
    column.iter().all(|value| !std::mem::replace(&mut seen[(value - least) as usize], true))
}

#[cfg(test)]
mod tests {
    use crate::advice::advise;
    use crate::data::Dataset;
    use ndarray::{Array1, Array2};

    fn first_words(of_row: impl Fn(usize) -> f64, rows: usize) -> String {
        let set = Dataset::new("own", Array2::from_shape_fn((rows, 1), |(row, _)| of_row(row)), Array1::zeros(rows));
        let odd = advise(&set).odd;
        odd.first().map_or_else(String::new, |odd| odd.what.split([':', ' ']).next().unwrap_or_default().to_owned())
    }

    #[test]
    fn what_numbers_seem_to_be_is_said_and_of_others_nothing() {
        let irregular = |row: usize| (row * row % 17) as f64;
        assert_eq!(first_words(|row| 1.6e9 + 1000.0 * irregular(row), 12), "time");
        assert_eq!(first_words(|row| 1.6e12 + 1000.5 * irregular(row), 12), "time");
        assert_eq!(first_words(|row| 20_240_101.0 + irregular(row), 12), "dates");
        assert_eq!(first_words(|row| 1990.0 + irregular(row), 12), "years");
        assert_eq!(first_words(|row| 100.0 + ((7 * row) % 12) as f64, 12), "counts");
        assert_eq!(first_words(|row| 100.0 + irregular(row), 12), "");
        assert_eq!(first_words(|row| 0.5 + row as f64, 12), "");
        assert_eq!(first_words(|row| row as f64, 5), "");
    }
}
