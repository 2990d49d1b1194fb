//! What does noise of a known size do to a two-sided difference, with and without knowing it?

use super::push as push_row;
use crate::bits;
use crate::bits::streams::standard_normal;
use crate::chapters::Settings;
use crate::difference::noise::{Noise, search};
use crate::difference::{Bound, Formula, Step, adaptive_derivative, derivative};
use crate::report::{Cell, Table};
use crate::statistics;

/// Standard deviations of the noise.
const LEVELS: [f64; 4] = [1e-12, 1e-9, 1e-6, 1e-3];
/// How often each is drawn.
const REPLICATES: usize = 200;
/// e^x at ½: f′ = f‴.
const POINT: f64 = 0.5;

pub(super) fn push(table: &mut Table, settings: &Settings) {
    LEVELS.iter().for_each(|&sigma| level(table, settings, sigma));
}

/// One level: the default step, the best for this noise, the automatic one, and the noise as measured.
fn level(table: &mut Table, settings: &Settings, sigma: f64) {
    let exact = bits::exp(POINT);
    let (default, best) = (Formula::Central.default_step::<f64>(), Formula::Central.best_step(sigma, exact));
    let replicates = settings.replicates_or(REPLICATES);
    let (mut by_default, mut by_best, mut by_automatic) = (Vec::new(), Vec::new(), Vec::new());
    let (mut bounds, mut levels, mut held) = (Vec::new(), Vec::new(), 0);
    for replicate in 0..replicates {
        let mut stream = settings.stream(&format!("noise {sigma:e}"), replicate);
        let mut noisy = |x: f64| bits::exp(x) + sigma * standard_normal(&mut stream);
        let mut error =
            |step| (derivative(&mut noisy, POINT, Formula::Central, Step::Absolute(step)).value - exact).abs();
        by_default.push(error(default));
        by_best.push(error(best));
        let found = adaptive_derivative(&mut noisy, POINT);
        if let Bound::Known(bound) = found.bound {
            let error = (found.estimate.value - exact).abs();
            held += usize::from(error <= bound);
            by_automatic.push(error);
            bounds.push(bound);
        }
        if let Noise::Level(level) = search(&mut noisy, POINT).noise {
            levels.push(level);
        }
    }
    let median = |values: &[f64]| Cell::from(statistics::median(values).ok());
    let model = |step: f64| Cell::from(Formula::Central.error(step, sigma, exact));
    let mut row = |rule: &str, cells: &[(&str, Cell)]| {
        push_row(table, ["noise".into(), "exponential".into(), rule.into(), sigma.into()], cells);
    };
    row("default_step", &[("step", default.into()), ("error", median(&by_default)), ("predicted", model(default))]);
    row("known_noise", &[("step", best.into()), ("error", median(&by_best)), ("predicted", model(best))]);
    row(
        "automatic",
        &[
            ("error", median(&by_automatic)),
            ("bound", median(&bounds)),
            ("functions", replicates.into()),
            ("known", bounds.len().into()),
            ("held", held.into()),
        ],
    );
    row("measured_noise", &[("error", median(&levels)), ("predicted", sigma.into()), ("known", levels.len().into())]);
}
