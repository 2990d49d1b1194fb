//! What is compared? Each piece of work as the library does it, with the task that a peer is given.

use ndarray::{Array2, ArrayD, s};
use serde_json::{Value, json};
use wellposed::activation::Activation;
use wellposed::bits::streams::{standard_normal_matrix, stream, uniform};
use wellposed::bits::{Panels, elementwise, product_with};
use wellposed::descent::{Method, descend};
use wellposed::difference::{Formula, Step, adaptive_derivative, complex_step, derivative, dual};
use wellposed::gradcheck::{GradientCheck, Objective};
use wellposed::initialize::{Initializer, Scheme};
use wellposed::network::{Architecture, Loss, Network};
use wellposed::normalize::Normalizer;
use wellposed::parallel;

use super::checked::{Plain, subject};
use super::curve::martins;
use super::networks;

/// An array for the other side.
#[derive(Clone)]
pub(crate) enum Numbers {
    Real(ArrayD<f64>),
    Whole(Vec<usize>),
}

/// What one run gives, in parts.
pub(crate) type Parts = Vec<Vec<f64>>;

/// The same work on both sides.
pub(crate) struct Comparison {
    pub(crate) work: String,
    /// The name that `worker.py` knows.
    pub(crate) peer: &'static str,
    pub(crate) threads: usize,
    pub(crate) task: Value,
    pub(crate) arrays: Vec<(&'static str, Numbers)>,
    /// Runs of ours that are timed together. Those of the peer are part of its task.
    pub(crate) repeats: usize,
    pub(crate) rounds: usize,
    /// How far the results may be apart, relative to their largest number.
    pub(crate) tolerance: f64,
    /// The work on our side.
    pub(crate) ours: Box<dyn FnMut() -> Parts + Send>,
    /// What of it the peer gives too.
    pub(crate) reduce: fn(Parts) -> Vec<f64>,
}

impl Comparison {
    /// By which it is chosen.
    pub(crate) fn name(&self) -> String {
        format!("{} / {}", self.work, self.peer)
    }

    /// The same with the settings that most share.
    fn new(
        work: String,
        peer: &'static str,
        threads: usize,
        task: Value,
        arrays: Vec<(&'static str, Numbers)>,
        ours: impl FnMut() -> Parts + Send + 'static,
    ) -> Self {
        let mut one = Comparison {
            work,
            peer,
            threads,
            task,
            arrays,
            repeats: 1,
            rounds: 7,
            tolerance: 1e-9,
            ours: Box::new(ours),
            reduce: |parts| parts.concat(),
        };
        one.task["threads"] = threads.into();
        one
    }

    fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Runs on both sides that are timed together.
    fn repeats(mut self, repeats: usize) -> Self {
        self.repeats = repeats;
        self.task["repeats"] = repeats.into();
        self
    }

    fn rounds(mut self, rounds: usize) -> Self {
        self.rounds = rounds;
        self
    }
}

/// All comparisons, in the order of the table.
pub(crate) fn comparisons() -> Vec<Comparison> {
    let mut all = Vec::new();
    for (a, b) in [([64, 64], [64, 64]), ([64, 784], [784, 128]), ([256, 256], [256, 256]), ([512, 512], [512, 512])] {
        all.extend(["product_numpy", "product_torch"].map(|peer| product(peer, a, b)));
    }
    for function in ["exp", "tanh", "ln", "sigmoid"] {
        let peers = ["elementwise_numpy", "elementwise_torch", "elementwise_jax"];
        all.extend(peers.map(|peer| apply(peer, function)));
    }
    let peers = ["training_jax", "training_torch_compile", "training_torch", "training_torch_module", "training_numpy"];
    all.extend(peers.map(|peer| training(peer, 2)));
    all.push(training("training_jax", 10));
    all.extend(["sweep_jax", "sweep_jax_map"].map(sweep));
    all.extend(["scaler_sklearn", "scaler_sklearn_in_place", "scaler_numpy"].map(scaler));
    all.extend(derivatives());
    all.push(plain_check());
    all.push(structured_check());
    all
}

fn real<D: ndarray::Dimension>(array: &ndarray::Array<f64, D>) -> Numbers {
    Numbers::Real(array.as_standard_layout().into_owned().into_dyn())
}

/// One thread; both sides write to a matrix that is made once.
fn product(peer: &'static str, a: [usize; 2], b: [usize; 2]) -> Comparison {
    let mut numbers = stream(1, "benches/peers", "product", 0);
    let (a, b) = (standard_normal_matrix(&mut numbers, a[0], a[1]), standard_normal_matrix(&mut numbers, b[0], b[1]));
    let arrays = vec![("a", real(&a)), ("b", real(&b))];
    let work = format!("product {}x{} times {}x{}", a.nrows(), a.ncols(), b.nrows(), b.ncols());
    let repeats = 200_000_000 / (a.len() * b.ncols());
    let (mut panels, mut out) = (Panels::new(), Array2::zeros((a.nrows(), b.ncols())));
    // Both sums of K terms err by γ_K; the entries are of size √K, so this is generous.
    let tolerance = a.ncols() as f64 * f64::EPSILON;
    let ours = move || {
        product_with(&mut panels, a.view(), b.view(), out.view_mut());
        vec![out.iter().copied().take(64).collect()]
    };
    let task = json!({ "kind": "product" });
    Comparison::new(work, peer, 1, task, arrays, ours).repeats(repeats.max(1)).tolerance(tolerance)
}

/// 10⁵ numbers, one thread.
fn apply(peer: &'static str, function: &'static str) -> Comparison {
    let mut numbers = stream(1, "benches/peers", "elementwise", 0);
    let low = if function == "ln" { 1e-3 } else { -10.0 };
    let x: Vec<f64> = (0..100_000).map(|_| uniform(&mut numbers, low, 10.0)).collect();
    let arrays = vec![("x", real(&ndarray::Array1::from(x.clone())))];
    let mut values = x.clone();
    let ours = move || {
        values.copy_from_slice(&x);
        match function {
            "exp" => elementwise::exp(&mut values),
            "tanh" => elementwise::tanh(&mut values),
            "ln" => elementwise::ln(&mut values),
            _ => elementwise::sigmoid(&mut values),
        }
        vec![values[..64].to_vec()]
    };
    let task = json!({ "kind": "elementwise", "function": function });
    let work = format!("{function} of 100000 numbers");
    Comparison::new(work, peer, 1, task, arrays, ours).repeats(50).tolerance(8.0 * f64::EPSILON)
}

/// From the 64 pixels of a digit to its 10 classes, with so many hidden layers of 64 units.
fn architecture(hidden: usize) -> Architecture {
    let mut widths = vec![64; hidden + 2];
    widths[hidden + 1] = 10;
    Architecture::new(&widths, Activation::Tanh, Loss::CrossEntropy)
}

/// Gradient descent on all digits; two runs that are both right drift apart by what 200 steps make of rounding.
fn training(peer: &'static str, hidden: usize) -> Comparison {
    let architecture = architecture(hidden);
    let (features, classes) = networks::digits();
    let (mut network, start, _) = networks::ready(&architecture, classes.len());
    let arrays = vec![
        ("inputs", real(&features)),
        ("classes", Numbers::Whole(classes)),
        ("parameters", real(&ndarray::Array1::from(start.clone()))),
    ];
    let (step, steps) = (0.1, 200);
    let task = json!({ "kind": "training", "steps": steps, "step": step, "widths": architecture.widths() });
    let ours =
        move || vec![descend(&mut network, &start, Method::GradientDescent { step }, steps, |_, _| false).parameters];
    Comparison::new(format!("200 steps, {hidden} hidden layers"), peer, 2, task, arrays, ours)
}

/// 32 starts of the same network.
fn sweep(peer: &'static str) -> Comparison {
    let architecture = architecture(2);
    let (features, classes) = networks::digits();
    let (network, start, _) = networks::ready(&architecture, classes.len());
    let initializer = Initializer::new(Scheme::LeCun);
    let starts: Vec<Vec<f64>> =
        (0..32).map(|seed| network.initial(&initializer, &mut stream(seed, "benches/peers", "sweep", 0))).collect();
    let flat = Array2::from_shape_vec((starts.len(), start.len()), starts.concat()).expect("rows of the same length");
    let arrays = vec![("inputs", real(&features)), ("classes", Numbers::Whole(classes)), ("parameters", real(&flat))];
    let (step, steps) = (0.1, 20);
    let seeds = starts.len();
    let task =
        json!({ "kind": "sweep", "seeds": seeds, "steps": steps, "step": step, "widths": architecture.widths() });
    let ours = move || {
        let run = |start: &Vec<f64>| {
            let method = Method::GradientDescent { step };
            descend(&mut network.clone(), start, method, steps, |_, _| false).parameters
        };
        parallel::cells(&starts, run)
    };
    Comparison::new("20 steps, 2 hidden layers, 32 seeds".to_owned(), peer, 2, task, arrays, ours).rounds(5)
}

/// Fit and transform of 10⁶ rows.
fn scaler(peer: &'static str) -> Comparison {
    let mut numbers = stream(1, "benches/peers", "scaler", 0);
    let data = standard_normal_matrix(&mut numbers, 1_000_000, 32) + 1.0;
    let arrays = vec![("data", real(&data))];
    let in_place = peer.ends_with("in_place");
    let mut copy = data.clone();
    let ours = move || {
        let fitted = Normalizer::Standard.fit(data.view()).expect("finite");
        let scale = fitted.scale().expect("one for each column").to_vec();
        let transformed = if in_place {
            fitted.transform_in_place(&mut copy).expect("the same columns");
            let first = copy.slice(s![..1000, ..]).iter().copied().collect();
            copy.slice_mut(s![..1000, ..]).assign(&data.slice(s![..1000, ..]));
            first
        } else {
            fitted.transform(data.view()).expect("the same columns").into_raw_vec_and_offset().0
        };
        vec![fitted.shift().to_vec(), scale, transformed]
    };
    let name = if in_place { ", in place" } else { "" };
    let work = format!("standardize 1000000x32{name}");
    let mut one = Comparison::new(work, peer, 2, json!({ "kind": "scaler" }), arrays, ours).rounds(5).tolerance(1e-12);
    one.reduce = |parts| [&parts[0][..], &parts[1], &parts[2][..32_000]].concat();
    one
}

/// 1000 points: by a formula of four evaluations, and with a bound of the error as SciPy gives it too.
fn derivatives() -> Vec<Comparison> {
    let points: Vec<f64> = (0..1000).map(|index| 0.1 + 1.3 * f64::from(index) / 999.0).collect();
    let arrays = vec![("points", real(&ndarray::Array1::from(points.clone())))];
    type Method = fn(f64) -> f64;
    let five_point = |x| derivative(martins::<f64>, x, Formula::FivePoint, Step::Default).value;
    let methods = [
        ("five-point formula", five_point as Method, "derivatives_scipy"),
        ("automatic, with bound", |x| adaptive_derivative(martins::<f64>, x).estimate.value, "derivatives_scipy"),
        ("complex step", |x| complex_step(martins, x), "derivatives_scipy"),
        ("dual numbers", |x| dual::derivative(martins, x), "derivatives_scipy"),
        ("dual numbers", |x| dual::derivative(martins, x), "derivatives_jax"),
    ];
    let compare = |(name, method, peer): (&str, Method, &'static str)| {
        let (points, method): (Vec<f64>, Method) = (points.clone(), method);
        let ours = move || vec![points.iter().map(|&x| method(x)).collect()];
        let work = format!("1000 derivatives, {name}");
        let task = json!({ "kind": "derivatives" });
        Comparison::new(work, peer, 1, task, arrays.clone(), ours).repeats(20).tolerance(1e-10)
    };
    methods.into_iter().map(compare).collect()
}

fn check<O: Objective + Clone + Sync + Send + 'static>(
    work: &str,
    widths: &[usize],
    objective: impl Fn(Network) -> O,
) -> Comparison {
    let (mut network, parameters, (inputs, classes)) = subject(widths, 64);
    let arrays = vec![
        ("inputs", real(&inputs)),
        ("classes", Numbers::Whole(classes)),
        ("parameters", real(&ndarray::Array1::from(parameters.clone()))),
    ];
    let task = json!({ "kind": "check", "widths": widths });
    let (objective, mut gradient) = (objective(network.clone()), vec![0.0; parameters.len()]);
    let ours = move || {
        let report = GradientCheck::of(&objective).tolerance(1e-5).run(&parameters).expect("finite");
        network.loss_and_gradient(&parameters, &mut gradient);
        vec![vec![f64::from(u8::from(report.passed()))], gradient.clone()]
    };
    Comparison::new(work.to_owned(), "check_torch", 2, task, arrays, ours).rounds(3).tolerance(1e-12)
}

/// Every derivative of 6570, from whole evaluations of the loss.
fn plain_check() -> Comparison {
    check("check 64-64-32-10, whole passes", &[64, 64, 32, 10], Plain)
}

/// Every derivative of 101770, by the structure of the network.
fn structured_check() -> Comparison {
    // The peer takes the better part of a minute. A single run of ours after it would measure how much of the program is still in memory.
    Comparison { repeats: 10, ..check("check 784-128-10, by structure", &[784, 128, 10], |network| network) }
}
