//! Are the numbers of a format those of its type, and do sequences run as predicted? By hand, and by counting products.

use super::*;

fn at(k: u64) -> Option<Depths> {
    Some(Depths { low: k, high: k })
}

#[test]
fn powers_of_the_number_next_below_1_never_leave_the_normal_numbers() {
    // bf16 has 8 digits: 128 units lose 128/256 of a unit, a tie that goes to the even 128, the smallest normal number.
    let c = 1.0 - 1.0 / 256.0;
    assert_eq!(Format::BF16.sticks_at(c), 128);
    assert_eq!(Format::BF16.subnormal(c), None);
    assert!(Format::BF16.subnormal(1.0 - 2.0 / 256.0).is_some());
}

#[test]
fn the_numbers_are_those_of_the_types() {
    let of = |format: Format| [format.largest(), format.smallest_normal(), format.smallest_subnormal()];
    assert_eq!(of(Format::F64), [f64::MAX, f64::MIN_POSITIVE, f64::from_bits(1)]);
    assert_eq!(of(Format::F32), [f32::MAX, f32::MIN_POSITIVE, f32::from_bits(1)].map(f64::from));
    assert_eq!(of(Format::BF16), [half::bf16::MAX, half::bf16::MIN_POSITIVE, half::bf16::from_bits(1)].map(f64::from));
    assert_eq!(of(Format::F16), [half::f16::MAX, half::f16::MIN_POSITIVE, half::f16::from_bits(1)].map(f64::from));
    let epsilons = [f64::EPSILON, f32::EPSILON.into(), half::bf16::EPSILON.into(), half::f16::EPSILON.into()];
    assert_eq!(Format::ALL.map(|format| 2.0 * format.unit_roundoff()), epsilons);
}

#[test]
fn numbers_are_rounded_as_the_types_round_them() {
    for number in [0.9, 1.01, 1.05, 0.99, 1.5, 1.0 + 1.0 / 256.0, 1.0 + 3.0 / 256.0, 0.123456789, 1234.56789] {
        assert_eq!(Format::F64.nearest(number), number);
        assert_eq!(Format::F32.nearest(number), f64::from(number as f32));
        assert_eq!(Format::BF16.nearest(number), half::bf16::from_f64(number).to_f64());
        assert_eq!(Format::F16.nearest(number), half::f16::from_f64(number).to_f64());
    }
}

#[test]
fn halves_are_counted_exactly() {
    let halves = |format: Format| (format.subnormal(0.5), format.settles(0.5));
    assert_eq!(halves(Format::F64), (at(1023), at(1075)));
    assert_eq!(halves(Format::F32), (at(127), at(150)));
    assert_eq!(halves(Format::BF16), (at(127), at(134)));
    assert_eq!(halves(Format::F16), (at(15), at(25)));
    assert_eq!(Format::F32.overflow(2.0), at(128));
    assert_eq!(Format::F32.overflow(0.5), None);
}

#[test]
fn growth_by_one_and_a_half() {
    assert_eq!(Format::F64.overflow(1.5), at(1751));
    assert_eq!(Format::F32.overflow(1.5), at(219));
    assert_eq!(Format::F16.overflow(1.5), at(28));
    let coarse = Format::BF16.overflow(1.5).unwrap();
    assert!(coarse.low < 219 && 219 < coarse.high && coarse.high - coarse.low < 6, "{coarse:?}");
    let planted = Format { digits: 1, ..Format::F32 };
    assert_ne!(planted.overflow(1.5), at(219), "another precision is caught");
}

#[test]
fn a_falling_sequence_stops_where_its_step_is_rounded_away() {
    // 0.9 is rounded down in f32, bf16 and f16 and up in f64: 5·0.9 is a little more than the tie at 4.5 only there.
    assert_eq!(Format::ALL.map(|format| format.sticks_at(0.9)), [5, 4, 4, 4]);
    // 0.75·2 = 1.5 is a tie that goes to the even 2.
    assert_eq!(Format::ALL.map(|format| format.sticks_at(0.75)), [2; 4]);
    assert_eq!(Format::ALL.map(|format| format.sticks_at(0.5)), [0; 4]);
    assert_eq!(Format::BF16.sticks_at(0.999), 0, "it is 1 in bf16, and nothing falls");
    assert_eq!(Format::BF16.settles(0.999), None);
}

/// How often 1 is multiplied by c until it stays where it is, and that number; the first k below the smallest normal
/// number on the way. With integers: a value is n·2^e with n below 2ᵖ, and the product is rounded to a whole n again,
/// independently of the formulas.
fn count(format: Format, c: f64) -> (u64, f64, Option<u64>) {
    let (exact, tiny) = (format.nearest(c), format.smallest_subnormal());
    let (mut value, mut k, mut subnormal) = (1.0_f64, 0, None);
    loop {
        let product = exact * value;
        let spacing = bits::max(libm::ldexp(1.0, libm::frexp(product).1 - format.digits), tiny);
        let next = (product / spacing).round_ties_even() * spacing;
        if next == value {
            return (k, value, subnormal);
        }
        (value, k) = (next, k + 1);
        if value < format.smallest_normal() && subnormal.is_none() {
            subnormal = Some(k);
        }
    }
}

#[test]
fn falling_sequences_settle_in_the_predicted_time() {
    for format in [Format::F32, Format::BF16, Format::F16] {
        for c in [0.3, 0.6, 0.75, 0.9, 0.97] {
            let (k, value, subnormal) = count(format, c);
            let Depths { low, high } = format.settles(c).unwrap();
            assert!((low..=high).contains(&k), "{} {c}: {k} not in {low}…{high}", format.name);
            assert_eq!(value / format.smallest_subnormal(), format.sticks_at(c) as f64);
            let Depths { low, high } = format.subnormal(c).unwrap();
            assert!((low..=high).contains(&subnormal.unwrap()), "{} {c}: {subnormal:?} {low}…{high}", format.name);
            // Planted: a tenth off.
            assert!(
                !(low..=high).contains(&(11 * subnormal.unwrap() / 10 + 1)) || format.digits < 12,
                "{} {c}",
                format.name
            );
        }
    }
}

#[test]
fn factors_next_to_1_are_counted_too() {
    for format in [Format::BF16, Format::F16] {
        for below in 1..=6 {
            let c = 1.0 - f64::from(below) * format.unit_roundoff();
            let (k, value, subnormal) = count(format, c);
            let Depths { low, high } = format.settles(c).unwrap();
            assert!((low..=high).contains(&k), "{} {c}: {k} not in {low}…{high}", format.name);
            assert_eq!(value / format.smallest_subnormal(), format.sticks_at(c) as f64, "{} {c}", format.name);
            assert_eq!(subnormal.is_some(), below > 1);
            if let (Some(k), Some(Depths { low, high })) = (subnormal, format.subnormal(c)) {
                assert!((low..=high).contains(&k), "{} {c}: {k} not in {low}…{high}", format.name);
            }
        }
        // Planted: exact powers would be there after |E_min|·ln 2/u products, 1.4 times as late.
        let (k, ..) = count(format, 1.0 - format.unit_roundoff());
        assert_eq!(format.settles(1.0 - format.unit_roundoff()), at(k), "{}", format.name);
        assert!((k as f64 * format.unit_roundoff() / f64::from(format.smallest_exponent) + LN_2).abs() > 0.1);
    }
    assert_eq!(Format::F64.settles(1.0 - f64::EPSILON / 2.0), at(1022 << 52));
    let doubles = Format::F64.settles(1.0 - f64::EPSILON).unwrap();
    assert!(0 < doubles.low && doubles.low < doubles.high, "{doubles:?}");
}

#[test]
fn what_is_no_factor_has_no_answer() {
    for format in Format::ALL {
        let others =
            [0.0, -0.0, -0.5, -2.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, format.smallest_normal() / 2.0];
        let too_large = if format == Format::F64 { f64::INFINITY } else { 2.0 * format.largest() };
        for c in others.into_iter().chain([too_large]) {
            let answers = [format.overflow(c), format.subnormal(c), format.settles(c)];
            assert_eq!((answers, format.factor(c), format.sticks_at(c)), ([None; 3], None, 0), "{} {c}", format.name);
        }
        assert_eq!(format.subnormal(format.smallest_normal()), at(2));
        // The first product with the largest number may be rounded as far as the second needs.
        let Depths { low, high } = format.overflow(format.largest()).unwrap();
        assert!(format.digits > 12 || (low..=high).contains(&2), "{}: {low}…{high}", format.name);
        assert_eq!((format.overflow(1.0), format.subnormal(1.0), format.settles(1.0)), (None, None, None));
    }
}
