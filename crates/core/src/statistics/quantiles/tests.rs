//! Are quantiles those of printed tables and closed forms, in the middle and far out?

use super::*;

#[test]
fn agrees_with_printed_tables() {
    // Six decimals as printed in tables of Student's distribution.
    let printed =
        [(1, 12.706205), (2, 4.302653), (3, 3.182446), (4, 2.776445), (5, 2.570582), (10, 2.228139), (30, 2.042272)];
    for (degrees, value) in printed {
        let quantile = student_quantile(0.975, degrees).unwrap();
        assert!((quantile - value).abs() < 1e-6, "{degrees}: {quantile}");
        assert!((student_quantile(0.975, degrees + 1).unwrap() - value).abs() > 1e-3, "a wrong degree is seen");
    }
    assert!((normal_quantile(0.975).unwrap() - 1.959_963_984_540_054).abs() < 1e-14);
    assert!((normal_quantile(0.841_344_746_068_542_9).unwrap() - 1.0).abs() < 1e-14);
}

#[test]
fn two_degrees_have_a_closed_form() {
    // P(|T| ≤ t) = t/√(2 + t²), so t = A√2/√(1 − A²).
    let wanted = 0.95_f64;
    let exact = wanted * SQRT_2 / (1.0 - wanted * wanted).sqrt();
    assert!((student_quantile(0.975, 2).unwrap() - exact).abs() < 1e-13);
}

#[test]
fn the_normal_distribution_undoes_its_quantile() {
    for probability in [1e-9, 0.01, 0.3, 0.5, 0.975] {
        let z = normal_quantile(probability).unwrap();
        // Where it is found from erf, it has an absolute error of u in the probability.
        assert!((normal_distribution(z) - probability).abs() < 4.0 * f64::EPSILON, "{probability}");
        assert!((normal_distribution(z + 0.001) - probability).abs() > 1e-12, "another z is seen");
    }
    // Mills's ratio: Φ(−z) lies between φ(z)·z/(1 + z²) and φ(z)/z.
    let density = normal_density(30.0);
    assert!((density * 30.0 / 901.0..density / 30.0).contains(&normal_distribution(-30.0)));
}

/// Against values with 40 digits. A tail of relative error εu moves z by εu/z², relative (Mills's ratio), and t by at
/// most εu·(1 + 1/ν).
#[test]
fn far_tails_keep_their_digits() {
    let tails = [
        (1e-9, -5.997_807_015_007_687),
        (1e-14, -7.650_628_092_935_269),
        (1e-17, -8.493_793_224_109_598),
        (1e-300, -37.047_096_299_361_2),
    ];
    for (probability, exact) in tails {
        let z = normal_quantile(probability).unwrap();
        // A few u of erfc and its argument, which counts z² times: together some 4u; the number itself is printed to 16
        // digits.
        assert!((z / exact - 1.0).abs() < 8.0 * f64::EPSILON, "{probability}: {z}");
        // Planted: the inversion of P(|Z| ≤ z), as for moderate probabilities.
        let wanted = (2.0 * probability - 1.0_f64).abs();
        let planted = bisect(40.0, |z| libm::erf(z / SQRT_2) <= wanted);
        assert!((planted / exact.abs() - 1.0).abs() > 1e-12, "{probability}: {planted}");
    }
    // Twice the smallest number: erfc is rounded to whole multiples of it, by less than a factor of 2, and z²/2 by less
    // than ln 2: z by 0.7/z², relative.
    assert!((normal_quantile(5e-324).unwrap() / -38.467_405_617_144_35 - 1.0).abs() < 5e-4);
    assert_eq!(normal_quantile(1.0 - 1e-14).unwrap(), -normal_quantile(1.0 - (1.0 - 1e-14)).unwrap());
    let tails = [
        (1e-17, 1, -31_830_988_618_379_065.0),
        (1e-17, 2, -223_606_797.749_978_96),
        (1e-12, 5, -393.956_959_577_603_77),
        (1e-17, 30, -17.698_811_415_244_44),
        (1e-9, 1000, -6.053_690_272_079_834),
    ];
    for (probability, degrees, exact) in tails {
        let t = student_quantile(probability, degrees).unwrap();
        // Up to ν/2 factors of three roundings in the first term, and up to some 400 terms.
        let allowed = (2.0 * degrees as f64 + 400.0) * f64::EPSILON;
        assert!((t / exact - 1.0).abs() < allowed, "{probability} {degrees}: {t}");
        assert!((student_quantile(probability, degrees + 1).unwrap() / exact - 1.0).abs() > allowed, "{degrees}");
    }
    assert_eq!(student_quantile(5e-324, 1).unwrap(), f64::NEG_INFINITY);
    assert!((student_quantile(1e-300, 1).unwrap() * 1e-300 * std::f64::consts::PI + 1.0).abs() < 1e-13);
}

#[test]
fn both_ways_meet() {
    // At s = 10⁻⁶ the first way knows s to u/s, about 10⁻¹⁰, and no law here has x fall slower than with s: 2·10⁻¹⁰
    // relative.
    for degrees in [1, 2, 3, 10, 101] {
        let [near, far] = [1.0, 1.0 - 1e-9].map(|below| student_quantile(0.5 * SMALL * below, degrees).unwrap());
        assert!((near / far - 1.0).abs() < 2e-9, "{degrees}: {near} {far}");
        for t in [0.5, 2.0, 7.0] {
            let sum = student_inside(t, degrees) + student_outside(t, degrees);
            // As many roundings as there are terms of numbers that add up to 1: ν/2 inside, outside until cos^2k θ < u,
            // some 37(ν + t²)/t².
            let terms = degrees as f64 + 37.0 * (1.0 + degrees as f64 / (t * t));
            assert!((sum - 1.0).abs() < (terms + 10.0) * f64::EPSILON, "{degrees} {t}: {sum}");
            let planted = student_inside(t, degrees + 1) + student_outside(t, degrees);
            assert!(t > 2.0 || (planted - 1.0).abs() > 1e-6, "{degrees} {t}: another degree is seen");
        }
    }
    let [near, far] = [1.0, 1.0 - 1e-9].map(|below| normal_quantile(0.5 * SMALL * below).unwrap());
    assert!((near / far - 1.0).abs() < 1e-9, "{near} {far}");
}

#[test]
fn tends_to_the_normal_and_is_odd() {
    // The difference is z(z² + 1)/(4ν) to first order: 2.4/ν at 97.5 %.
    let difference = student_quantile(0.975, 10_000).unwrap() - normal_quantile(0.975).unwrap();
    assert!(difference > 2.2e-4 && difference < 2.6e-4, "{difference}");
    assert_eq!(student_quantile(0.25, 7).unwrap(), -student_quantile(0.75, 7).unwrap());
    assert_eq!(normal_quantile(0.5).unwrap(), 0.0);
    assert!(normal_quantile(1.0).is_err() && normal_quantile(f64::NAN).is_err() && student_quantile(0.9, 0).is_err());
}

#[test]
fn many_degrees_agree_with_the_series_and_take_no_time() {
    for probability in [0.6, 0.975, 0.999, 1e-12, 1e-100] {
        let series = student_quantile(probability, MANY).unwrap();
        let normal = normal_quantile(probability).unwrap();
        let expansion = far_out(normal, MANY as f64);
        // The ν/2 terms of the series err by ν·u of their sum: of P(|T| ≤ t), that is by this over 2φ(t) in t; far out of P(|T| > t) itself, and by less in t.
        let sum = MANY as f64 * f64::EPSILON / 2.0;
        let allowed = if probability > SMALL { sum / (2.0 * normal_density(normal) * normal) } else { sum };
        assert!((series / expansion - 1.0).abs() < allowed, "{probability}: {series} {expansion}");
        assert!((series / normal - 1.0).abs() > 10.0 * allowed, "{probability}: the normal law is seen");
    }
    assert_eq!(student_quantile(0.975, usize::MAX).unwrap(), normal_quantile(0.975).unwrap());
    assert_eq!(student_quantile(0.5, usize::MAX).unwrap(), 0.0);
}

#[test]
fn tails_below_the_normal_numbers_have_an_end() {
    for degrees in [1, 2, 100, 3000, MANY] {
        let [subnormal, smallest] = [1e-310, 5e-324].map(|tail| student_quantile(tail, degrees).unwrap());
        let normal = student_quantile(1e-300, degrees).unwrap();
        assert!(subnormal < normal && smallest <= subnormal, "{degrees}: {smallest} {subnormal} {normal}");
    }
}
