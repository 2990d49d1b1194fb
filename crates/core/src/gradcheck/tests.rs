//! Does the checker tell right from wrong, and does it know when it can't?

mod only;
mod panics;

use super::*;
use crate::activation::Activation;
use crate::bits::streams::{numbered_stream, standard_normal, stream, uniform};
use crate::bits::{self, Real};
use crate::initialize::{Initializer, Scheme};
use crate::network::{Architecture, Loss, Network, Targets};
use ndarray::Array2;

fn network<T: Real>(widths: &[usize], activation: Activation, examples: usize) -> Network<T> {
    let mut numbers = stream(1, "gradcheck/tests", "inputs", 0);
    let inputs = Array2::from_shape_simple_fn((examples, widths[0]), || standard_normal(&mut numbers));
    let classes = (0..examples).map(|example| example % widths[widths.len() - 1]).collect();
    let architecture = Architecture::new(widths, activation, Loss::CrossEntropy).ridge(0.1);
    Network::new(architecture, inputs.view(), &Targets::Classes(classes)).unwrap()
}

fn start<T: Real>(network: &Network<T>) -> Vec<T> {
    let mut numbers = stream(1, "gradcheck/tests", "weights", 0);
    let mut parameters = network.initial(&Initializer::new(Scheme::LeCun), &mut numbers);
    for block in network.layout().blocks().iter().filter(|block| block.kind == Kind::Bias) {
        parameters[block.range.clone()].fill_with(|| T::from_f64(0.3 * standard_normal(&mut numbers)));
    }
    parameters
}

/// A network whose gradient is spoiled.
#[derive(Clone)]
struct Spoiled<T: Real> {
    network: Network<T>,
    spoil: fn(&mut [T]),
}

impl<T: Real> Objective<T> for Spoiled<T> {
    fn dimension(&self) -> usize {
        self.network.dimension()
    }

    fn loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> T {
        let loss = self.network.loss_and_gradient(parameters, gradient);
        (self.spoil)(gradient);
        loss
    }

    fn loss(&mut self, parameters: &[T]) -> T {
        self.network.loss(parameters)
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>> {
        self.network.abilities()
    }
}

#[test]
fn right_networks_pass_with_every_activation() {
    for activation in Activation::ALL {
        let network = network::<f64>(&[5, 4, 4, 3], activation, 16);
        let report = GradientCheck::of(&network).run(&start(&network)).unwrap();
        assert!(report.passed(), "{}\n{report}", activation.name());
        assert!(report.metric < 1e-9, "{}: {}", activation.name(), report.metric);
    }
    let network = network::<f32>(&[5, 4, 4, 3], Activation::Tanh, 16);
    let report = GradientCheck::of(&network).run(&start(&network)).unwrap();
    assert!(report.passed(), "{report}");
}

#[test]
fn wrong_entries_fail_in_their_block_alone() {
    // W[1] 0..20, b[1] 20..24, W[2] 24..40, b[2] 40..44, W[3] 44..56, b[3] 56..59.
    type Spoil = (&'static str, fn(&mut [f64]));
    let spoils: [Spoil; 4] = [
        ("W[1]", |g| g[3] *= 1.001),
        ("b[1]", |g| g[20..24].fill(0.0)),
        ("W[2]", |g| g[24..40].iter_mut().for_each(|g| *g = -*g)),
        ("b[3]", |g| g[56..59].iter_mut().for_each(|g| *g *= 1.0 + 1e-6)),
    ];
    for (name, spoil) in spoils {
        let network = network::<f64>(&[5, 4, 4, 3], Activation::Tanh, 16);
        let parameters = start(&network);
        let report = GradientCheck::of(&Spoiled { network, spoil }).run(&parameters).unwrap();
        let failing: Vec<&str> = report.failing().map(|block| block.name.as_str()).collect();
        assert_eq!(failing, [name], "{report}");
    }
}

/// All derivatives 1.00002 times too large are a factor; one that is 1.0001 times too large among right ones is none,
/// near 1 though the best factor is.
#[test]
fn a_small_error_is_no_factor_near_one() {
    let cause = |spoil: fn(&mut [f64])| {
        let network = network(&[6, 8, 8, 3], Activation::Tanh, 12);
        let parameters = start(&network);
        let report = GradientCheck::of(&Spoiled { network, spoil }).run(&parameters).unwrap();
        report.diagnosis.expect("a failure has a diagnosis").cause
    };
    let factor = cause(|gradient| gradient.iter_mut().for_each(|entry| *entry *= 1.00002));
    assert!(matches!(factor, Cause::Factor(k) if (k - 1.00002).abs() < 1e-8), "{factor:?}");
    let one = cause(|gradient| gradient[3] *= 1.0001);
    assert_eq!(one, Cause::Entries(1));
}

#[test]
fn single_precision_finds_a_wrong_bias_and_a_factor() {
    let spoils: [fn(&mut [f32]); 2] = [|g| g[40..44].fill(0.0), |g| g.iter_mut().for_each(|g| *g *= 1.1)];
    for spoil in spoils {
        let network = network::<f32>(&[5, 4, 4, 3], Activation::Tanh, 16);
        let parameters = start(&network);
        let report = GradientCheck::of(&Spoiled { network, spoil }).run(&parameters).unwrap();
        assert_eq!(report.verdict, Verdict::Fail, "{report}");
    }
}

#[test]
fn dropout_is_found_out_and_frozen_masks_pass() {
    let network = network::<f64>(&[5, 8, 3], Activation::Tanh, 16);
    let dropping = Network::<f64>::new(
        network.architecture().clone().dropout(0.7, 5),
        Array2::from_shape_fn((16, 5), |(i, j)| ((i * 5 + j) % 7) as f64 - 3.0).view(),
        &Targets::Classes((0..16).map(|i| i % 3).collect()),
    )
    .unwrap();
    let parameters = start(&dropping);
    let report = GradientCheck::of(&dropping).run(&parameters).unwrap();
    assert_eq!((report.verdict, report.repeats, report.evaluations), (Verdict::Undecidable, false, 4));
    assert!(matches!(report.advice[..], [Advice::Freeze { .. }]) && report.to_string().contains("random choices"));
    let frozen = GradientCheck::of(&dropping).freeze(3).run(&parameters).unwrap();
    assert!(frozen.passed(), "{frozen}");
}

#[test]
fn a_block_below_the_noise_is_undecidable_and_not_passed() {
    // Forty layers of small weights: the gradient of the first lies far below what the loss can show. (Without the ridge, which would be all that is seen of it.)
    let architecture = Architecture::new(&[3; 41], Activation::Tanh, Loss::CrossEntropy);
    let inputs = Array2::from_shape_fn((4, 3), |(i, j)| ((i * 3 + j) % 5) as f64 - 2.0);
    let network = Network::<f64>::new(architecture, inputs.view(), &Targets::Classes(vec![0, 1, 2, 0])).unwrap();
    let parameters = network.initial(&Initializer::new(Scheme::FixedDeviation(0.1)), &mut stream(1, "t", "w", 0));
    let zero: fn(&mut [f64]) = |g| g[..9].fill(0.0);
    for spoil in [zero, |_| ()] {
        let objective = Spoiled { network: network.clone(), spoil };
        let report = GradientCheck::of(&objective).negligible_below(0.0).run(&parameters).unwrap();
        assert_ne!(report.block("W[1]").unwrap().verdict, Verdict::Pass, "{report}");
        assert_eq!(report.block("b[40]").unwrap().verdict, Verdict::Pass, "{report}");
        // Against what the last layer does to the loss it is negligible, and that is said.
        let report = GradientCheck::of(&objective).run(&parameters).unwrap();
        assert!(report.block("W[1]").unwrap().negligible_below > Some(0.0), "{report}");
    }
}

#[test]
fn networks_on_kinks_raise_no_alarm() {
    // Inputs of 0 and biases of 0: every unit of the first example sits on its kink.
    let inputs = Array2::from_shape_fn((4, 3), |(i, j)| (i * (j + 1)) as f64 - 0.1 * (i * j) as f64);
    let architecture = Architecture::new(&[3, 6, 2], Activation::Relu, Loss::CrossEntropy);
    let network = Network::<f64>::new(architecture, inputs.view(), &Targets::Classes(vec![0, 1, 0, 1])).unwrap();
    let parameters = network.initial(&Initializer::new(Scheme::He), &mut stream(1, "t", "kink", 0));
    let report = GradientCheck::of(&network).run(&parameters).unwrap();
    assert_ne!(report.verdict, Verdict::Fail, "{report}");
    let biases = report.block("b[1]").unwrap();
    assert!(biases.kinks == 6 && biases.on_kinks == 0, "{report}");
}

#[test]
fn where_backpropagation_is_no_derivative_nothing_is_decided_and_elsewhere_bugs_are_found() {
    // x ↦ relu(wx) − relu(−wx) at w = 0 is wx, and backpropagation with g′(0) = 0 says that it has no slope.
    let architecture = Architecture::new(&[1, 2, 1], Activation::Relu, Loss::SquaredError);
    let inputs = Array2::from_elem((1, 1), 1.0);
    let network = Network::<f64>::new(architecture, inputs.view(), &Targets::column(&[1.0])).unwrap();
    // Both hidden units see one moved weight only through their own kink; the second layer takes their difference.
    let parameters = [0.0, 0.0, 0.0, 0.0, 1.0, -1.0, 0.0];
    let report = GradientCheck::of(&network).run(&parameters).unwrap();
    assert_ne!(report.verdict, Verdict::Fail, "{report}");
    let spoil: fn(&mut [f64]) = |g| g[6] *= 1.001;
    let report = GradientCheck::of(&Spoiled { network, spoil }).run(&parameters).unwrap();
    assert_eq!(report.failing().map(|b| b.name.as_str()).collect::<Vec<_>>(), ["b[2]"], "{report}");
}

#[test]
fn bends_that_cancel_in_the_jump_are_seen_by_their_pre_activations() {
    // Slope 1 at 0, 3 beyond d on the right and −1 beyond −d on the left; the jump of the one-sided quotients sees nothing.
    #[derive(Clone)]
    struct Bends {
        tells: bool,
        d: f64,
        slope: f64,
    }
    impl Objective for Bends {
        fn dimension(&self) -> usize {
            1
        }
        fn loss_and_gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
            gradient[0] = self.slope;
            self.loss(w)
        }
        fn loss(&mut self, w: &[f64]) -> f64 {
            1.0 + w[0] + 2.0 * bits::max(w[0] - self.d, 0.0) - 2.0 * bits::max(-w[0] - self.d, 0.0)
        }
        fn abilities(&mut self) -> Option<&mut dyn Abilities> {
            Some(self)
        }
    }
    impl Abilities for Bends {
        fn base(&mut self) -> Option<&mut dyn Abilities> {
            None
        }
        fn pre_activations(&mut self, w: &[f64], inputs: &mut Vec<f64>) -> bool {
            inputs.clear();
            inputs.extend([w[0] - self.d, -w[0] - self.d]);
            self.tells
        }
    }
    let verdict = |tells, d, slope| GradientCheck::of(&Bends { tells, d, slope }).run(&[0.0]).unwrap().verdict;
    assert_ne!(verdict(false, 1e-11, 1.0), Verdict::Fail, "quotients know that they know nothing");
    assert_ne!(verdict(true, 1e-11, 1.0), Verdict::Fail);
    assert_ne!(verdict(true, 3e-6, 1.0), Verdict::Fail);
    assert_eq!(verdict(true, 3e-6, 1.1), Verdict::Fail, "and a wrong slope is found");
}

#[test]
fn random_right_networks_raise_no_alarm() {
    let mut verdicts = [0; 2];
    for number in 0..210_u64 {
        let mut numbers = numbered_stream(2, "gradcheck/alarms", &[number]);
        let activation = Activation::ALL[number as usize % Activation::ALL.len()];
        let depth = 1 + (uniform(&mut numbers, 0.0, 20.0) as usize);
        let mut widths = vec![3; depth + 1];
        widths[0] = 4;
        let scale = bits::exp(uniform(&mut numbers, bits::ln(1e-3), bits::ln(3.0)));
        let architecture = Architecture::new(&widths, activation, Loss::CrossEntropy).ridge(0.01);
        let inputs = Array2::from_shape_simple_fn((6, 4), || standard_normal(&mut numbers));
        let classes = Targets::Classes((0..6).map(|example| example % 3).collect());
        let network = Network::<f64>::new(architecture, inputs.view(), &classes).unwrap();
        let parameters: Vec<f64> = (0..network.dimension()).map(|_| scale * standard_normal(&mut numbers)).collect();
        let report = GradientCheck::of(&network).run(&parameters).unwrap();
        assert_ne!(report.verdict, Verdict::Fail, "{} {depth} {scale}\n{report}", activation.name());
        verdicts[usize::from(report.passed())] += 1;
    }
    assert!(verdicts[1] > 20, "that everything were undecidable would be no merit: {verdicts:?}");
}

#[test]
fn screens_say_what_they_are_worth() {
    let network = network::<f64>(&[6, 20, 4], Activation::Gelu, 16);
    let parameters = start(&network);
    let directions = Scope::Directions { count: 6, seed: 1 };
    let report = GradientCheck::of(&network).scope(directions).run(&parameters).unwrap();
    assert!(report.passed(), "{report}");
    assert!(matches!(report.advice[..], [Advice::Screen { noticed, missed }] if noticed <= 1e-6 && missed <= 1e-6));
    let spoil: fn(&mut [f64]) = |g| g[..120].iter_mut().for_each(|g| *g *= 1.0001);
    let spoiled = Spoiled { network: network.clone(), spoil };
    let report = GradientCheck::of(&spoiled).scope(directions).run(&parameters).unwrap();
    assert_eq!(report.failing().map(|b| b.name.as_str()).collect::<Vec<_>>(), ["W[1]"], "{report}");
    let sample = GradientCheck::of(&network).scope(Scope::Sample { per_block: 5, seed: 2 }).run(&parameters).unwrap();
    assert!(sample.passed() && matches!(sample.advice[..], [Advice::Sample { compared: 19, .. }]), "{sample}");
}

#[test]
fn a_report_survives_json() {
    let network = network::<f64>(&[3, 2, 2], Activation::Tanh, 4);
    let report = GradientCheck::of(&network).run(&start(&network)).unwrap();
    let back: Report = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
    assert_eq!(back, report);
    // Nothing compared: NaN goes out as a word and comes back.
    let nan = Functions::new(1, |w: &[f64]| w[0], |_: &[f64]| vec![f64::NAN]);
    let report = GradientCheck::of(&nan).run(&[0.0]).unwrap();
    let back: Report = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
    assert!(back.metric.is_nan() && back.verdict == Verdict::Fail);
    // A block without a gradient has no scale for its noise: infinity comes back too.
    let flat = Functions::new(2, |_: &[f64]| 1.0, |_: &[f64]| vec![0.0; 2]);
    let report = GradientCheck::of(&flat).run(&[0.0; 2]).unwrap();
    assert_eq!(report.blocks[0].noise_floor, f64::INFINITY);
    let back: Report = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
    assert_eq!(format!("{back:?}"), format!("{report:?}"));
}

#[test]
fn bad_input_is_refused_in_a_line() {
    let network = network::<f64>(&[3, 2, 2], Activation::Tanh, 4);
    let parameters = start(&network);
    let refused = |result: Result<Report, CheckError>| result.unwrap_err().to_string();
    assert_eq!(
        refused(GradientCheck::of(&network).run(&parameters[1..])),
        "13 parameters were given, but the objective has 14"
    );
    let mut broken = parameters.clone();
    broken[7] = f64::NAN;
    assert!(refused(GradientCheck::of(&network).run(&broken)).starts_with("parameter 7 (b[1]) is NaN"));
    assert!(refused(GradientCheck::of(&network).tolerance(2.0).run(&parameters)).starts_with("the tolerance is 2"));
    let gap =
        Functions::new(3, |w: &[f64]| w[0], |_: &[f64]| vec![1.0, 0.0, 0.0]).with_blocks(vec![Block::new("a", 1..3)]);
    assert!(refused(GradientCheck::of(&gap).run(&[0.0; 3])).contains("should start at 0"));
    let infinite = Functions::new(1, |_: &[f64]| f64::INFINITY, |_: &[f64]| vec![1.0]);
    assert!(refused(GradientCheck::of(&infinite).run(&[0.0])).starts_with("the loss is inf"));
    let nan = Functions::new(1, |w: &[f64]| w[0], |_: &[f64]| vec![f64::NAN]);
    let report = GradientCheck::of(&nan).run(&[0.0]).unwrap();
    assert_eq!((report.verdict, report.not_finite), (Verdict::Fail, Some(0)));
}
