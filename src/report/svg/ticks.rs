//! Which values are marked on an axis, and how are they written? Round numbers, counted in integers, so that every machine marks the same.

/// Powers of ten: all of them, or every second, third … if there are too many.
pub(super) fn decades(low: f64, high: f64, most: usize) -> Vec<(f64, String)> {
    let (first, last) = ((low - 1e-9).ceil() as i32, (high + 1e-9).floor() as i32);
    let count = |stride: i32| (last.div_euclid(stride) - (first - 1).div_euclid(stride)) as usize;
    let stride = (1..).find(|&stride| count(stride) <= most.max(2)).unwrap_or(1);
    let plain = first >= -2 && last <= 3;
    let marked = (first..=last).filter(|power| power.rem_euclid(stride) == 0);
    marked
        .map(|power| (f64::from(power), if plain { plain_power(power) } else { format!("10{}", raised(power)) }))
        .collect()
}

fn plain_power(power: i32) -> String {
    let value: f64 = format!("1e{power}").parse().expect("a power of ten is a number");
    value.to_string()
}

/// An exponent in raised digits.
pub(super) fn raised(power: i32) -> String {
    let digit = |digit| match digit {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        digit => char::from_u32('⁰' as u32 + digit as u32 - '0' as u32).expect("raised digits follow each other"),
    };
    power.to_string().chars().map(digit).collect()
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
    if common == 0 { number } else { format!("{number}·10{}", raised(common)) }
}
