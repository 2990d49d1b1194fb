//! What does noise of a known size do to a two-sided difference, with and without knowing it?

use crate::bits;
use crate::bits::streams::{Stream, standard_normal};
use crate::chapters::Settings;
use crate::difference::noise::{Noise, search};
use crate::difference::{Bound, Formula, Step, adaptive_derivative, derivative};
use crate::report::{Column, Table};
use crate::statistics;

/// Standard deviations of the noise.
const LEVELS: [f64; 4] = [1e-12, 1e-9, 1e-6, 1e-3];
/// How often each is drawn.
const REPLICATES: usize = 200;
/// e^x at ½: f′ = f‴.
const POINT: f64 = 0.5;

/// What was found at one level.
struct Level {
    sigma: f64,
    /// By the default step, and by the best for this noise.
    given: [Given; 2],
    drawn: usize,
    /// Error and bound of automatic steps, where a bound is known.
    automatic: Vec<(f64, f64)>,
    /// The noise as measured, where it was.
    measured: Vec<f64>,
}

/// A step that is given, and its errors.
struct Given {
    rule: (&'static str, &'static str),
    sigma: f64,
    step: f64,
    errors: Vec<f64>,
}

impl Given {
    /// The error model with η = σ.
    fn predicted(&self) -> f64 {
        Formula::Central.error(self.step, self.sigma, bits::exp(POINT))
    }
}

pub(super) fn tables(settings: &Settings) -> [Table; 3] {
    let levels = LEVELS.map(|sigma| Level::of(sigma, settings));
    [given(&levels), automatic(&levels), measured(&levels)]
}

impl Level {
    fn of(sigma: f64, settings: &Settings) -> Self {
        let exact = bits::exp(POINT);
        let given = |rule, step| Given { rule, sigma, step, errors: Vec::new() };
        let mut level = Level {
            sigma,
            given: [
                given(("default_step", "the default step"), Formula::Central.default_step::<f64>()),
                given(("known_noise", "the best step for this noise"), Formula::Central.best_step(sigma, exact)),
            ],
            drawn: settings.replicates_or(REPLICATES),
            automatic: Vec::new(),
            measured: Vec::new(),
        };
        for replicate in 0..level.drawn {
            level.draw(&mut settings.stream(&format!("noise {sigma:e}"), replicate), exact);
        }
        level
    }

    fn draw(&mut self, stream: &mut Stream, exact: f64) {
        let sigma = self.sigma;
        let mut noisy = |x: f64| bits::exp(x) + sigma * standard_normal(stream);
        for given in &mut self.given {
            let found = derivative(&mut noisy, POINT, Formula::Central, Step::Absolute(given.step));
            given.errors.push((found.value - exact).abs());
        }
        let found = adaptive_derivative(&mut noisy, POINT);
        if let Bound::Known(bound) = found.bound {
            self.automatic.push(((found.estimate.value - exact).abs(), bound));
        }
        if let Noise::Level(level) = search(&mut noisy, POINT).noise {
            self.measured.push(level);
        }
    }

    fn median(&self, of: fn(&(f64, f64)) -> f64) -> Option<f64> {
        statistics::median(&self.automatic.iter().map(of).collect::<Vec<_>>()).ok()
    }
}

fn given(levels: &[Level]) -> Table {
    let columns = vec![
        Column::significant("sigma", 1).titled("σ").from(|row: &Given| row.sigma).key(),
        Column::text("rule").from(|row: &Given| row.rule).key(),
        Column::significant("step", 2).from(|row: &Given| row.step),
        Column::significant("error", 2).titled("median error").from(|row: &Given| statistics::median(&row.errors).ok()),
        Column::significant("predicted", 2).titled("error model").from(Given::predicted),
    ];
    Table::of("Steps that are given, on e^x + σ·N(0, 1) at ½", columns, levels.iter().flat_map(|level| &level.given))
        .named("noise")
        .noted("The error model with η = σ bounds the mean error; the median stays below it.")
}

fn automatic(levels: &[Level]) -> Table {
    let held = |level: &Level| level.automatic.iter().filter(|(error, bound)| error <= bound).count();
    let columns = vec![
        Column::significant("sigma", 1).titled("σ").from(|row: &Level| row.sigma).key(),
        Column::count("drawn", "1").from(|row: &Level| row.drawn),
        Column::count("known", "1").titled("with a bound").from(|row: &Level| row.automatic.len()),
        Column::count("held", "1").titled("bound held").from(held),
        Column::significant("error", 2).titled("median error").from(|row: &Level| row.median(|known| known.0)),
        Column::significant("bound", 2).titled("median bound").from(|row: &Level| row.median(|known| known.1)),
    ];
    Table::of("Automatic steps on e^x + σ·N(0, 1) at ½", columns, levels).named("automatic_in_noise")
}

fn measured(levels: &[Level]) -> Table {
    let columns = vec![
        Column::significant("sigma", 1).titled("σ").from(|row: &Level| row.sigma).key(),
        Column::count("known", "1").titled("times measured").from(|row: &Level| row.measured.len()),
        Column::significant("measured", 2)
            .titled("median of the measured noise")
            .from(|row: &Level| statistics::median(&row.measured).ok()),
    ];
    Table::of("The noise of e^x + σ·N(0, 1), as its values show it", columns, levels).named("noise_level")
}
