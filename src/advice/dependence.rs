//! Which columns follow from others? Copies in the same or other units, sums, sets of which one is 1 in every row, and columns that are
//! nearly the same.
//!
//! The triangle R of [1, X] = QR holds all lengths and angles of the columns, and without its first row those of the centered columns,
//! whatever the number of rows. Its columns are taken one after the other (Gram and Schmidt's process, twice for each): what is left of a
//! column beside those before it is zero if it follows from them. "Zero" is what rounding may leave: each column of R is exact for a
//! column that differs by (n + 1)(4h + 13)u of its length (Higham 2002, §19.3; h as in [`crate::bits::sum`], at most 32 here). With
//! factors β of the others no more is left than
//!
//! ```text
//! (n + 1)·(4h + 13)·u·(‖x‖ + Σ|βₖ|·‖xₖ‖)          the lengths of the columns before centering
//! ```

use ndarray::{ArrayView1, ArrayView2};

use super::{FeatureSummary, Variation};
use crate::bits;

/// How columns follow from one another.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Relation {
    /// factor·of + offset.
    Copy { feature: usize, of: usize, factor: f64, offset: f64 },
    /// Zeros and ones, one of which is 1 in every row.
    OneOf { features: Vec<usize> },
    /// Σ factor·feature + offset.
    Combination { feature: usize, of: Vec<(f64, usize)>, offset: f64 },
    /// Two columns whose correlation is near 1 or −1.
    Close { features: [usize; 2], correlation: f64 },
}

/// The correlation from which two columns are nearly the same: one follows from the other to 30 % (√(1 − r²)).
const CLOSE: f64 = 0.954;
/// With fewer rows so large a correlation is no surprise.
const ROWS: usize = 10;
/// More columns than this take more than a second.
const MOST_COLUMNS: usize = 600;
/// 4h + 13.
const ROUNDINGS: f64 = 141.0;
const UNIT_ROUNDOFF: f64 = f64::EPSILON / 2.0;

/// A column in units in which its entries are near 1.
struct Column {
    feature: usize,
    unit: f64,
    /// Before centering.
    length: f64,
    centered: Vec<f64>,
}

/// A column of which something is left beside the earlier ones.
struct Independent {
    column: Column,
    /// What is left, of length 1.
    direction: Vec<f64>,
    /// The centered column in the directions up to its own.
    coordinates: Vec<f64>,
}

/// All that follows from other columns, in the order of the columns, and then pairs that are nearly the same, the nearest first.
///
/// Where there are as many columns as rows, everything follows from everything, and copies alone are named; of many columns nothing is.
pub(super) fn relations(
    triangle: ArrayView2<f64>,
    rows: usize,
    summaries: &[FeatureSummary],
    is_indicator: impl Fn(usize) -> bool,
) -> Vec<Relation> {
    let (mut basis, mut exact, mut close) = (Vec::new(), Vec::new(), Vec::new());
    if summaries.len() > MOST_COLUMNS {
        return exact;
    }
    let rounding = (summaries.len() + 1) as f64 * ROUNDINGS * UNIT_ROUNDOFF;
    for feature in (0..summaries.len()).filter(|&feature| summaries[feature].variation != Variation::Constant) {
        let column = Column::of(triangle.column(feature + 1), feature);
        let (left, coordinates) = beside(&basis, &column);
        // With a bias m rows have m − 1 directions.
        let full = basis.len() + 1 >= rows;
        let factors = factors(&basis, &coordinates);
        let doubt = rounding * (column.length + lengths(&basis, &factors));
        let size = bits::norm(&left);
        if size > doubt && !full {
            close.extend(nearest(&basis, feature, &coordinates, size).filter(|_| rows >= ROWS));
            let direction = left.iter().map(|x| x / size).collect();
            let coordinates = coordinates.into_iter().chain([size]).collect();
            basis.push(Independent { column, direction, coordinates });
        } else if let Some(relation) = single(&basis, &column, rounding)
            .into_iter()
            .chain([(factors, doubt)])
            .find_map(|(factors, doubt)| relation(&basis, &column, &factors, doubt, summaries))
        {
            let relation = with_indicators(relation, &is_indicator);
            exact.extend(Some(relation).filter(|relation| !full || !matches!(relation, Relation::Combination { .. })));
        }
    }
    close.sort_by(|(one, _), (other, _): &(f64, Relation)| other.total_cmp(one));
    exact.into_iter().chain(close.into_iter().map(|(_, relation)| relation)).collect()
}

impl Column {
    fn of(entries: ArrayView1<f64>, feature: usize) -> Column {
        let largest = entries.iter().fold(0.0, |largest: f64, x| bits::max(largest, x.abs()));
        let unit = libm::ldexp(1.0, (-libm::frexp(largest).1).clamp(-1000, 1000));
        let scaled: Vec<f64> = entries.iter().map(|x| x * unit).collect();
        Column { feature, unit, length: bits::norm(&scaled), centered: scaled[1..].to_vec() }
    }
}

/// What is left of a column beside the basis, and its part along each direction.
fn beside(basis: &[Independent], column: &Column) -> (Vec<f64>, Vec<f64>) {
    let (mut left, mut coordinates) = (column.centered.clone(), vec![0.0; basis.len()]);
    for _ in 0..2 {
        for (earlier, coordinate) in basis.iter().zip(&mut coordinates) {
            let part = bits::dot(&earlier.direction, &left);
            *coordinate += part;
            left.iter_mut().zip(&earlier.direction).for_each(|(x, direction)| *x -= part * direction);
        }
    }
    (left, coordinates)
}

/// The factors of the columns that give these coordinates, by substitution from the last.
fn factors(basis: &[Independent], coordinates: &[f64]) -> Vec<f64> {
    let mut left = coordinates.to_vec();
    for place in (0..basis.len()).rev() {
        let of = &basis[place].coordinates;
        left[place] /= of[place];
        let factor = left[place];
        left[..place].iter_mut().zip(of).for_each(|(x, coordinate)| *x -= factor * coordinate);
    }
    left
}

/// The factors that give a column by one other alone, the first that does, and the doubt: of two that are nearly the same a column that follows from one also follows from both, with a factor that is rounding.
fn single(basis: &[Independent], column: &Column, rounding: f64) -> Option<(Vec<f64>, f64)> {
    (0..basis.len()).find_map(|place| {
        let other = &basis[place].column;
        let factor = bits::dot(&other.centered, &column.centered) / bits::dot(&other.centered, &other.centered);
        let doubt = rounding * (column.length + factor.abs() * other.length);
        let left = column.centered.iter().zip(&other.centered).map(|(x, of)| x - factor * of);
        let mut factors = vec![0.0; basis.len()];
        factors[place] = factor;
        (bits::norm(&left.collect::<Vec<_>>()) <= doubt).then_some((factors, doubt))
    })
}

fn lengths(basis: &[Independent], factors: &[f64]) -> f64 {
    basis.iter().zip(factors).map(|(earlier, factor)| factor.abs() * earlier.column.length).sum()
}

/// The earlier column with the largest correlation, if that is large.
fn nearest(basis: &[Independent], feature: usize, coordinates: &[f64], left: f64) -> Option<(f64, Relation)> {
    let length = bits::norm(&[coordinates, &[left]].concat());
    let correlation = |earlier: &Independent| {
        let own = &earlier.coordinates;
        bits::dot(own, &coordinates[..own.len().min(coordinates.len())]) / (bits::norm(own) * length)
    };
    let judged = basis.iter().map(|earlier| (correlation(earlier), earlier.column.feature));
    let (correlation, other) = judged.max_by(|(one, _), (other, _)| one.abs().total_cmp(&other.abs()))?;
    let close = Relation::Close { features: [other, feature], correlation };
    (correlation.abs() >= CLOSE).then_some((correlation.abs(), close))
}

/// The relation with these factors; of those that are small beside the largest part none, if it holds without them.
fn relation(
    basis: &[Independent],
    column: &Column,
    factors: &[f64],
    doubt: f64,
    summaries: &[FeatureSummary],
) -> Option<Relation> {
    let part = |(earlier, factor): (&Independent, &f64)| factor.abs() * bits::norm(&earlier.column.centered);
    let parts: Vec<f64> = basis.iter().zip(factors).map(part).collect();
    let largest = parts.iter().copied().fold(0.0, bits::max);
    let kept: Vec<usize> = (0..basis.len())
        .filter(|&place| parts[place] > UNIT_ROUNDOFF.sqrt() * largest && parts[place] > doubt)
        .collect();
    let mut left = column.centered.clone();
    for &place in &kept {
        let of = &basis[place].column.centered;
        left.iter_mut().zip(of).for_each(|(x, other)| *x -= factors[place] * other);
    }
    if kept.is_empty() || bits::norm(&left) > 2.0 * doubt {
        return None;
    }
    let own = |place: usize| plain(factors[place] * basis[place].column.unit / column.unit);
    let of: Vec<(f64, usize)> = kept.iter().map(|&place| (own(place), basis[place].column.feature)).collect();
    let shifts: Vec<f64> = of.iter().map(|&(factor, feature)| factor * summaries[feature].mean).collect();
    let mean = summaries[column.feature].mean;
    let offset = mean - bits::sum(&shifts);
    let size = mean.abs() + shifts.iter().map(|shift| shift.abs()).sum::<f64>();
    let offset = if offset.abs() <= 1e-9 * size { 0.0 } else { plain(offset) };
    let feature = column.feature;
    Some(match of.as_slice() {
        &[(factor, of)] => Relation::Copy { feature, of, factor, offset },
        _ => Relation::Combination { feature, of, offset },
    })
}

/// Ten digits: what is left of a number after a dozen roundings of larger ones.
fn plain(number: f64) -> f64 {
    bits::round_significant(number, 10)
}

/// 1 − Σ of zeros and ones is a set of which one is 1.
fn with_indicators(relation: Relation, is_indicator: impl Fn(usize) -> bool) -> Relation {
    let (feature, of, offset) = match &relation {
        Relation::Copy { feature, of, factor, offset } => (*feature, vec![(*factor, *of)], *offset),
        Relation::Combination { feature, of, offset } => (*feature, of.clone(), *offset),
        _ => return relation,
    };
    let all =
        offset == 1.0 && is_indicator(feature) && of.iter().all(|&(factor, of)| factor == -1.0 && is_indicator(of));
    match all {
        true => Relation::OneOf { features: of.into_iter().map(|(_, of)| of).chain([feature]).collect() },
        false => relation,
    }
}

#[cfg(test)]
mod tests {
    use crate::advice::advise;
    use crate::bits::streams::{self, standard_normal};
    use crate::data::Dataset;
    use ndarray::{Array1, Array2};

    /// What is said of columns that are made of three independent ones.
    fn said(rows: usize, of: impl Fn([f64; 3], usize) -> Vec<f64>) -> Vec<String> {
        let mut stream = streams::stream(1, "advice", "dependence", rows);
        let drawn: Vec<Vec<f64>> = (0..rows)
            .map(|row| {
                of([standard_normal(&mut stream), standard_normal(&mut stream), standard_normal(&mut stream)], row)
            })
            .collect();
        let features = Array2::from_shape_fn((rows, drawn[0].len()), |(row, column)| drawn[row][column]);
        let odd = advise(&Dataset::new("own", features, Array1::zeros(rows))).odd;
        odd.into_iter().map(|odd| format!("{} {}", odd.subject, odd.what)).collect()
    }

    #[test]
    fn copies_in_any_units_are_named_and_near_ones_with_their_distance() {
        let drop = "the same in other units; drop one of the two";
        for unit in [1e-200, 1.0, 1e90] {
            let copies = said(50, |[a, b, _], _| vec![unit * a, b, 2.0 * unit * a]);
            assert_eq!(copies, [format!("x3 is 2·x1: {drop}")]);
        }
        assert_eq!(said(50, |[c, b, _], _| vec![10.0 * c, b, 18.0 * c + 32.0]), [format!("x3 is 1.8·x1 + 32: {drop}")]);
        assert_eq!(said(50, |[a, b, _], _| vec![a, b, a]), ["x3 is a copy of x1: drop one of the two"]);
        assert_eq!(said(50, |[a, b, _], _| vec![a, b, -a]), [format!("x3 is −x1: {drop}")]);
        // Of two that are nearly the same one suffices.
        let stamps =
            said(50, |[a, b, c], row| vec![3600.0 * row as f64, 3.6e6 * row as f64 + c, a, b, row as f64 + 7.0]);
        assert!(stamps.contains(&format!("x5 is 0.000277778·x1 + 7: {drop}")), "{stamps:?}");
        // One part in 10⁶ is no rounding, and one in 3 is no copy.
        let near = said(50, |[a, b, c], _| vec![a, b, a + 1e-6 * c]);
        assert!(near.len() == 1 && near[0].starts_with("x1, x3 follow from each other to 9.3e-5 %"), "{near:?}");
        assert_eq!(said(50, |[a, b, c], _| vec![a, b, a + c]), [""; 0]);
    }

    #[test]
    fn sums_and_sets_of_which_one_is_1_are_named() {
        let sum = said(50, |[a, b, c], _| vec![a, 3.0 + b, c, a + 3.0 + b - 0.5 * c]);
        assert_eq!(sum, ["x4 is x1 + x2 − 0.5·x3: drop one of the 4"]);
        let one = |value: bool| f64::from(u8::from(value));
        let sets = said(60, |[a, ..], row| vec![one(row % 3 == 0), a, one(row % 3 == 1), one(row % 3 == 2)]);
        assert_eq!(sets, ["x1, x3, x4 one of them is 1 in every row, so that one follows from the others: drop it"]);
        // With a fourth kind of row the set is not complete.
        assert_eq!(said(60, |[a, ..], row| vec![one(row % 4 == 0), a, one(row % 4 == 1), one(row % 4 == 2)]), [""; 0]);
    }

    #[test]
    fn where_everything_follows_from_everything_copies_alone_are_named() {
        assert_eq!(said(3, |[a, b, c], _| vec![a, b, c, a + b]), [""; 0]);
        let copies = said(3, |[a, b, c], _| vec![a, b, c, a]);
        assert_eq!(copies, ["x4 is a copy of x1: drop one of the two"]);
    }
}
