//! Doors of `difference`.

use wellposed::bits;
use wellposed::difference::ladder::{self, Point, Search, Status};
use wellposed::difference::noise::{self, Noise};
use wellposed::difference::{
    AdaptiveDerivative, Bound, Estimate, Formula, Step, adaptive_derivative, adaptive_gradient_with, adaptive_hessian,
    adaptive_jacobian, adaptive_second_derivative, adaptive_slope_along, column_groups, complex_step, derivative,
    directional_derivative, dual, gradient, jacobian, realized, ridders, sparse_jacobian, weights,
};

use super::{Door, Promise::*, Source, door};

/// A function of one variable that may be anything.
fn function(source: &mut Source) -> impl Fn(f64) -> f64 + use<> {
    let (kind, a, b) = (source.size(6), source.number(), source.number());
    move |x: f64| match kind {
        0 => a * x + b,
        1 => a * bits::sin(b * x),
        2 => bits::exp(a * x),
        3 => a / (x - b),
        4 => (x - b).abs(),
        5 => (a * x).sqrt(),
        _ => f64::from(u8::from(x > b)) * a,
    }
}

fn rule(source: &mut Source) -> (Formula, Step) {
    let step = source.number();
    (source.of(&Formula::ALL), source.of(&[Step::Absolute(step), Step::Scaled(step), Step::Default]))
}

fn value(estimate: Estimate<f64>) -> Vec<f64> {
    vec![estimate.value, estimate.step]
}

/// The value and its bound, if there is one.
fn known(found: AdaptiveDerivative) -> Vec<f64> {
    match found.bound {
        Bound::Known(bound) => vec![bound, found.estimate.value, found.noise],
        Bound::Unknown(_) => Vec::new(),
    }
}

/// A search that may make no sense.
fn search(source: &mut Source) -> Search {
    let mut of = || source.number();
    let (first, inside, position, noise) = (of(), (of(), of()), of(), of());
    let (absolute, relative) = (of(), of());
    let evaluations = source.size(300) as u64;
    Search { first, inside, position, noise, absolute, relative, evaluations, ..Search::at(1.0) }
}

pub(super) fn doors() -> Vec<Door> {
    vec![
        door("derivative", Nothing, |source| {
            let (f, x, (formula, step)) = (function(source), source.number(), rule(source));
            let _ = derivative(|x: f32| f(f64::from(x)) as f32, x as f32, formula, step);
            value(derivative(f, x, formula, step))
        }),
        door("derivative of a line", Tame, |source| {
            let (slope, x, formula) = (source.number(), source.number(), source.of(&Formula::ALL));
            value(derivative(|x| slope * x, x, formula, Step::Default))
        }),
        door("gradient", Nothing, |source| {
            let (f, x, (formula, step)) = (function(source), source.some(5), rule(source));
            gradient(|x: &[f64]| f(bits::sum(x)), &x, formula, step).values
        }),
        door("directional_derivative", Nothing, |source| {
            let (f, x, (formula, step)) = (function(source), source.some(5), rule(source));
            let count = source.like(x.len());
            value(directional_derivative(|x: &[f64]| f(bits::sum(x)), &x, &source.numbers(count), formula, step))
        })
        .panics(&["a direction has as many numbers as a point"]),
        door("directional_derivative at 0", Finite, |source| {
            let (v, formula) = (source.some(5), source.of(&Formula::ALL));
            let found =
                directional_derivative(|x: &[f64]| bits::sum(x), &vec![0.0; v.len()], &v, formula, Step::Default);
            if v.iter().map(|v| v.abs()).sum::<f64>().is_finite() { vec![found.value] } else { Vec::new() }
        }),
        door("jacobian", Nothing, |source| {
            let (f, x, (formula, step)) = (function(source), source.some(4), rule(source));
            let (values, other) = (source.size(4), source.like(3));
            let g = |x: &[f64]| vec![f(bits::sum(x)); if bits::sum(x) > 1.0 { other } else { values }];
            jacobian(g, &x, formula, step).0.into_iter().collect()
        })
        .panics(&["a function has as many values everywhere"]),
        door("complex_step and dual", Nothing, |source| {
            let (x, n) = (source.number(), source.size(20) as i32 - 10);
            use wellposed::difference::Scalar;
            fn f<S: Scalar>(x: S, n: i32) -> S {
                (x.powi(n) + x.sin()).exp() / (x.cos() - x.tanh()) + x.ln().sqrt()
            }
            vec![complex_step(|x| f(x, n), x), dual::derivative(|x| f(x, n), x)]
        }),
        door("ridders", Nothing, |source| {
            let (f, x) = (function(source), source.number());
            let found = ridders(f, x, source.number());
            assert!(found.error.is_finite() != found.value.is_nan() || found.value.is_infinite(), "{found:?}");
            vec![found.value]
        }),
        door("adaptive_derivative", Always, |source| {
            let (f, x) = (function(source), source.number());
            [adaptive_derivative(&f, x), adaptive_second_derivative(&f, x)].into_iter().flat_map(known).collect()
        }),
        door("adaptive_gradient_with", Always, |source| {
            let (f, x, search) = (function(source), source.some(3), search(source));
            let found = adaptive_gradient_with(|x: &[f64]| f(bits::sum(x)), &x, |_| search);
            found.into_iter().flat_map(known).collect()
        }),
        door("adaptive_hessian", Always, |source| {
            let (f, x) = (function(source), source.some(3));
            adaptive_hessian(|x: &[f64]| f(bits::sum(x)), &x).into_iter().flatten().flat_map(known).collect()
        }),
        door("adaptive_slope_along", Always, |source| {
            let (f, x) = (function(source), source.some(3));
            let count = source.like(x.len());
            known(adaptive_slope_along(|x: &[f64]| f(bits::sum(x)), &x, &source.numbers(count)))
        })
        .panics(&["a direction has as many numbers as a point"]),
        door("adaptive_jacobian", Always, |source| {
            let (f, x, values, other) = (function(source), source.some(2), source.size(3), source.like(3));
            let g = |x: &[f64]| vec![f(bits::sum(x)); if bits::sum(x) > 1.0 { other } else { values }];
            adaptive_jacobian(g, &x).into_iter().flatten().flat_map(known).collect()
        })
        .panics(&["a function has as many values everywhere"]),
        door("weights", Nothing, |source| {
            let (z, points, order) = (source.number(), source.some(8), source.size(9));
            weights(z, &points, order)
        }),
        door("sparse_jacobian", Nothing, |source| {
            let (f, x, (formula, step)) = (function(source), source.some(4), rule(source));
            let pattern: Vec<Vec<usize>> =
                (0..source.size(4)).map(|_| (0..source.size(3)).map(|_| source.any_size(4)).collect()).collect();
            let groups = column_groups(&pattern, x.len());
            assert!(groups.concat().iter().all(|&column| column < x.len()));
            let rows = source.like(pattern.len());
            let g = |x: &[f64]| vec![f(bits::sum(x)); rows];
            sparse_jacobian(g, &x, &pattern, formula, step).0.into_iter().map(|(_, _, slope)| slope).collect()
        })
        .panics(&["the pattern names column", "as many values as the pattern has rows"]),
        door("noise", Always, |source| {
            let (f, x, values, spacing) = (function(source), source.number(), source.some(12), source.number());
            let all = [noise::of_values(&values), noise::measure(&f, x, spacing).noise, noise::search(&f, x).noise];
            let level = |noise: Noise| match noise {
                Noise::Level(level) => Some(if level.is_finite() { level } else { f64::NAN }),
                _ => None,
            };
            all.into_iter().filter_map(level).collect()
        }),
        door("ladder::slope", Always, |source| {
            let (f, x, search) = (function(source), source.number(), search(source));
            let at = |step: f64| Point { offset: (x + step) - x, value: f(x + step) };
            let found = ladder::slope(at, f(x), &search);
            if found.status == Status::Bounded { vec![found.value, found.bound()] } else { Vec::new() }
        }),
        door("Formula", Nothing, |source| {
            let (formula, j) = (source.of(&Formula::ALL), source.any_size(5));
            let (step, noise, high) = (source.positive(), source.positive(), source.number());
            let _ = (formula.order(), formula.evaluations(), formula.truncation(), formula.rounding());
            let _ = realized(step, noise);
            let of =
                [formula.error(step, noise, high), formula.best_step(noise, high), formula.least_error(noise, high)];
            of.into_iter().chain([formula.weight(j)]).collect()
        })
        .panics(&["and no quotient"]),
    ]
}
