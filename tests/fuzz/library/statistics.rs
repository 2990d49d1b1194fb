//! Doors of `statistics`.

use wellposed::statistics::{self, Interval, Line, StatisticsError};

use super::{Door, Promise::*, Source, door};

fn one(result: Result<f64, StatisticsError>) -> Vec<f64> {
    said(result).into_iter().collect()
}

fn bounds(result: Result<Interval, StatisticsError>) -> Vec<f64> {
    said(result).into_iter().flat_map(|interval| [interval.low, interval.high, interval.confidence]).collect()
}

fn slope(result: Result<Line, StatisticsError>) -> Vec<f64> {
    let numbers = |line: Line| [line.slope, line.intercept, line.standard_error, line.interval.low, line.interval.high];
    said(result).into_iter().flat_map(numbers).collect()
}

/// Errors say something in one short line.
fn said<T>(result: Result<T, StatisticsError>) -> Option<T> {
    if let Err(error) = &result {
        let line = error.to_string();
        assert!(!line.is_empty() && line.len() < 300 && !line.contains('\n'), "{line}");
    }
    result.ok()
}

fn pairs(source: &mut Source) -> (Vec<f64>, Vec<f64>, f64) {
    let x = source.some(12);
    let count = source.like(x.len());
    (x, source.numbers(count), source.share())
}

pub(super) fn doors() -> Vec<Door> {
    vec![
        door("mean", Always, |source| one(statistics::mean(&source.some(300)))),
        door("standard_deviation", Always, |source| one(statistics::standard_deviation(&source.some(300)))),
        door("median", Always, |source| one(statistics::median(&source.some(20)))),
        door("quantile", Always, |source| {
            let values = source.some(20);
            one(statistics::quantile(&values, source.share()))
        }),
        door("quantile_in_place", Finite, |source| {
            let mut values = source.some(20);
            vec![statistics::quantile_in_place(&mut values, source.share())]
        })
        .panics(&["a quantile needs values"]),
        door("mean_interval", Always, |source| {
            let values = source.some(20);
            bounds(statistics::mean_interval(&values, source.share()))
        }),
        door("variance_interval", Always, |source| {
            let values = source.some(20);
            bounds(statistics::variance_interval(&values, source.share()))
        }),
        door("normal_variance_interval", Always, |source| {
            let (values, mean) = (source.some(20), source.number());
            bounds(statistics::normal_variance_interval(&values, mean, source.share()))
        }),
        door("median_interval", Always, |source| {
            let values = source.some(40);
            bounds(statistics::median_interval(&values, source.share()))
        }),
        door("bootstrap_median_interval", Always, |source| {
            let (values, confidence, resamples) = (source.some(9), source.share(), source.size(20));
            bounds(statistics::bootstrap_median_interval(&values, confidence, resamples, &mut source.stream))
        }),
        door("share_interval", Always, |source| {
            let (successes, trials) = (source.any_size(20), source.any_size(40));
            bounds(statistics::share_interval(successes, trials, source.share()))
        }),
        door("kolmogorov", Always, |source| {
            let (first, second, scale) = (source.some(20), source.some(20), source.number());
            let (count, other) = (source.any_size(400), source.any_size(60));
            let mut found =
                one(statistics::kolmogorov_distance(&first, |x| statistics::normal_distribution(x * scale)));
            found.extend(one(statistics::kolmogorov_distance_of_samples(&first, &second)));
            found.extend(one(statistics::kolmogorov_limit(count, source.share())));
            found.extend(one(statistics::kolmogorov_limit_of_samples(count.min(60), other, source.share())));
            let (deviation, distance) = (source.number(), source.number());
            found.extend(statistics::replicates_to_tell(deviation, distance, source.share()).map(|count| count as f64));
            found
        }),
        door("line", Always, |source| {
            let (x, y, confidence) = pairs(source);
            slope(statistics::line(&x, &y, confidence))
        }),
        door("log_log_line", Always, |source| {
            let (x, y, confidence) = pairs(source);
            let positive = |values: &[f64]| values.iter().map(|value| value.abs()).collect::<Vec<f64>>();
            slope(statistics::log_log_line(&positive(&x), &y, confidence));
            slope(statistics::log_log_line(&positive(&x), &positive(&y), confidence))
        }),
        door("chi_squared", Always, |source| {
            let (x, degrees) = (source.positive(), source.any_size(3000));
            let mut found = one(statistics::chi_squared_distribution(x, degrees));
            found.extend(one(statistics::chi_squared_quantile(source.share(), degrees)));
            found
        }),
        door("normal and student", Finite, |source| {
            let (z, probability, degrees) = (source.number(), source.share(), source.any_size(3000));
            let mut found = vec![statistics::normal_density(z), statistics::normal_distribution(z)];
            found.extend(one(statistics::normal_quantile(probability)));
            found.extend(one(statistics::student_quantile(probability, degrees)));
            found
        }),
    ]
}
