//! Which values are marked on an axis, and how are they written? Round numbers, counted in integers, so that every machine marks the same.

use super::words::raised;

/// Fewer marked values than this do not tell a scale.
const FEW: usize = 3;

/// How many decades there are between two marked powers of ten.
pub(super) const STRIDES: [i32; 12] = [1, 2, 3, 4, 5, 10, 20, 30, 50, 100, 200, 500];

/// Powers of ten between these logarithms: every second, third … if there are too many; with 3, or with 2 and 5 times them, if there are too
/// few. Nothing for a range that is too short for this.
pub(super) fn powers(low: f64, high: f64, most: usize) -> Option<Vec<(f64, String)>> {
    let decades = multiples((low, high), &[1], 1);
    if decades.len() > most.max(2) {
        let thinned = STRIDES.into_iter().map(|stride| multiples((low, high), &[1], stride));
        return thinned.into_iter().find(|ticks: &Vec<_>| ticks.len() <= most.max(2));
    }
    let ways = [&[1][..], &[1, 3], &[1, 2, 5]].map(|factors| multiples((low, high), factors, 1));
    let found = ways.into_iter().find(|ticks| (FEW..=most.max(FEW)).contains(&ticks.len()));
    found.or((decades.len() > 1).then_some(decades))
}

/// Every so many-th power of ten between these logarithms, times each of these factors.
fn multiples((low, high): (f64, f64), factors: &[i64], stride: i32) -> Vec<(f64, String)> {
    let (low, high) = (low - 1e-9, high + 1e-9);
    let (first, last) = (low.ceil() as i32, high.floor() as i32);
    let plain = first >= -2 && last <= 3;
    let of = |power: i32| {
        factors.iter().map(move |&factor| {
            let label = if plain { decimal(factor, power, 1.0) } else { with_power(&factor.to_string(), power) };
            (f64::from(power) + libm::log10(factor as f64), label)
        })
    };
    let powers = (first - 1..=last).filter(|power| power.rem_euclid(stride) == 0);
    powers.flat_map(of).filter(|(at, _)| (low..=high).contains(at)).collect()
}

/// Multiples of 1, 2 or 5 times a power of ten from `low` to `high`, at most about so many.
pub(super) fn linear_ticks(low: f64, high: f64, most: usize) -> Vec<(f64, String)> {
    let least_step = (high - low) / most.max(1) as f64;
    let power = libm::log10(least_step).floor() as i32;
    let steps = [(1, power), (2, power), (5, power), (1, power + 1)];
    let size = |&(factor, power): &(i64, i32)| factor as f64 * ten_to(power);
    let (factor, power) = steps.into_iter().find(|step| size(step) >= least_step * (1.0 - 1e-9)).unwrap_or(steps[3]);
    let step = size(&(factor, power));
    let (first, last) = ((low / step - 1e-9).ceil() as i64, (high / step + 1e-9).floor() as i64);
    let largest = ten_to(power) * (factor * first.abs().max(last.abs())) as f64;
    (first..=last).map(|count| (count as f64 * step, decimal(count * factor, power, largest))).collect()
}

fn ten_to(power: i32) -> f64 {
    format!("1e{power}").parse().expect("a power of ten is a number")
}

/// `count · 10^power` in decimals, with a common power of ten where the largest label would be long.
fn decimal(count: i64, power: i32, largest: f64) -> String {
    let common = if (1e-3..1e5).contains(&largest) { 0 } else { libm::log10(largest * (1.0 + 1e-9)).floor() as i32 };
    if count == 0 {
        return "0".into();
    }
    let places = usize::try_from(common - power).unwrap_or(0);
    let value = count as f64 * ten_to(power - common);
    let number = format!("{value:.places$}").replace('-', "−");
    if common == 0 { number } else { with_power(&number, common) }
}

/// A number times a power of ten; once it is the power itself.
fn with_power(number: &str, power: i32) -> String {
    let factor = match number {
        "1" => "",
        "−1" => "−",
        number => &format!("{number}·"),
    };
    format!("{factor}10{}", raised(power))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(low: f64, high: f64, most: usize) -> Vec<String> {
        let ticks = powers(libm::log10(low), libm::log10(high), most).unwrap_or_default();
        ticks.into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn few_decades_are_divided_and_many_are_thinned() {
        assert_eq!(labels(0.1, 1000.0, 6), ["0.1", "1", "10", "100", "1000"]);
        assert_eq!(labels(100.0, 2100.0, 6), ["100", "300", "1000"]);
        assert_eq!(labels(150.0, 2100.0, 6), ["200", "500", "1000", "2000"]);
        assert_eq!(labels(2e-7, 2e-5, 6), ["3·10⁻⁷", "10⁻⁶", "3·10⁻⁶", "10⁻⁵"]);
        assert_eq!(labels(1e-17, 1e3, 6), ["10⁻¹⁶", "10⁻¹²", "10⁻⁸", "10⁻⁴", "10⁰"]);
        assert_eq!(labels(1e-230, 1e5, 6), ["10⁻²⁰⁰", "10⁻¹⁵⁰", "10⁻¹⁰⁰", "10⁻⁵⁰", "10⁰"]);
        assert_eq!(labels(1.0, 10.0, 3), ["1", "3", "10"]);
        assert_eq!(labels(1.0, 4.0, 6), [""; 0], "too short");
    }
}
