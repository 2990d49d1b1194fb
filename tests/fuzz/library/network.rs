//! Doors of `network` and of `initialize`.

use ndarray::Array2;
use wellposed::bits::streams::stream;
use wellposed::gradcheck::catalogue::{ContractBug, ContractMutant, Mutant};
use wellposed::initialize::{Fan, Initializer, Law, Scheme, asserted_gain, derived_gain, orthogonal};
use wellposed::network::{Architecture, Expected, Layout, Loss, Network, Normalization, Targets};
use wellposed::objective::{Abilities, Objective};

use super::bits::activation;
use super::{Door, Promise::*, Source, door};

fn architecture(source: &mut Source, width: fn(&mut Source) -> usize) -> Architecture {
    let depth = source.size(4);
    let widths: Vec<usize> = (0..depth + 1).map(|_| width(source)).collect();
    let loss = source.of(&[Loss::CrossEntropy, Loss::SquaredError, Loss::Logistic]);
    let mut plan = Architecture::new(&widths, activation(source), loss);
    if source.once_in(4) {
        plan = plan.normalized(source.of(&[Normalization::Layer, Normalization::Batch]));
    }
    if source.once_in(3) {
        plan = plan.residual();
    }
    if source.once_in(3) {
        plan = plan.dropout(source.share(), 1);
    }
    if source.once_in(3) {
        plan = plan.ridge(source.positive());
    }
    plan
}

/// A network, where the parts fit.
fn network(source: &mut Source) -> Option<Network> {
    let width = |source: &mut Source| if source.once_in(15) { 0 } else { 1 + source.size(3) };
    let plan = architecture(source, width);
    let (examples, inputs) = (source.size(70), plan.widths()[0]);
    let (inputs, outputs) = (source.like(inputs), plan.widths()[plan.depth()]);
    let (inputs, targets) = (source.matrix(examples, inputs), source.like(examples));
    let targets = match plan.loss() {
        Loss::CrossEntropy => Targets::Classes((0..targets).map(|_| source.size(outputs.saturating_sub(1))).collect()),
        _ => {
            let columns = source.like(outputs);
            let values = source.labels(targets * columns);
            Targets::Values(Array2::from_shape_vec((targets, columns), values).expect("as many"))
        }
    };
    match Network::new(plan, inputs.view(), &targets) {
        Ok(network) => Some(network),
        Err(error) => {
            assert!(error.to_string().len() < 300 && !error.to_string().contains('\n'), "{error}");
            None
        }
    }
}

fn initializer(source: &mut Source) -> Initializer {
    let number = source.number();
    let scheme = source.of(&[
        Scheme::Zeros,
        Scheme::Constant(number),
        Scheme::FixedDeviation(number),
        Scheme::LeCun,
        Scheme::He,
        Scheme::Glorot,
        Scheme::Orthogonal,
        Scheme::Lsuv,
    ]);
    let initializer = Initializer::new(scheme).law(source.of(&Law::ALL)).fan(source.of(&[Fan::In, Fan::Out]));
    if source.once_in(2) { initializer.gain(source.positive()) } else { initializer }
}

fn parameters(source: &mut Source, network: &Network) -> Vec<f64> {
    let dimension = network.dimension();
    let count = if source.once_in(20) { source.like(dimension) } else { dimension };
    source.numbers(count)
}

const LENGTHS: [&str; 2] = ["number of parameters of the network", "length of the gradient of the network"];

pub(super) fn doors() -> Vec<Door> {
    vec![
        door("Network::loss_and_gradient", Tame, |source| {
            let Some(mut network) = network(source) else { return Vec::new() };
            let slots = network.dimension();
            let (parameters, slots) = (parameters(source, &network), source.like(slots));
            if source.once_in(4) {
                let size = source.any_size(9);
                let _ = network.mini_batches(size, stream(1, "fuzz", "batches", 0));
            }
            let mut gradient = vec![0.0; slots];
            let loss = network.loss_and_gradient(&parameters, &mut gradient);
            let _ = (network.broken_layer(&gradient), network.terms(&parameters), network.blocks());
            gradient.push(loss);
            gradient
        })
        .panics(&LENGTHS),
        door("Network, what it tells", Nothing, |source| {
            let Some(mut network) = network(source) else { return Vec::new() };
            let parameters = parameters(source, &network);
            let columns = network.layout().weights(1).shape.1;
            let (rows, columns) = (source.size(5), source.like(columns));
            let inputs = source.matrix(rows, columns).view().to_owned();
            let _ = network.freeze(1);
            let (trace, mut kinks) = (network.trace(&parameters), Vec::new());
            let _ = (network.pre_activations(&parameters, &mut kinks), network.curvature(&parameters));
            let accuracy = network.accuracy(&parameters);
            assert!((0.0..=1.0).contains(&accuracy));
            if let Some(mut probe) = network.probe(&parameters) {
                let index = source.size(parameters.len() - 1);
                let _ = probe.loss_with(index, source.number());
            }
            let _ = network.predict(&parameters, inputs.view());
            vec![trace.loss]
        })
        .panics(&["number of parameters of the network", "columns of the inputs to predict from"]),
        door("Network::initial", Finite, |source| {
            let Some(network) = network(source) else { return Vec::new() };
            let initializer = initializer(source);
            network.initial(&initializer, &mut source.stream);
            Vec::new()
        })
        .panics(&["initial weights: "]),
        door("Expected, Mutant and ContractMutant", Nothing, |source| {
            let Some(network) = network(source) else { return Vec::new() };
            let parameters = parameters(source, &network);
            let mut gradient = vec![0.0; network.dimension()];
            if let Ok(mut expected) = Expected::new(network.clone()) {
                expected.loss_and_gradient(&parameters, &mut gradient);
            }
            Mutant::new(network.clone(), None).loss_and_gradient(&parameters, &mut gradient);
            let bug = source.of(&[
                ContractBug::SumsCalls,
                ContractBug::ActivationsOfLastGradient,
                ContractBug::MasksDrawnAnew,
                ContractBug::SumsInAnotherOrder,
                ContractBug::LossOfRunningMean,
            ]);
            let mut mutant = ContractMutant::new(network, Some(bug));
            mutant.loss_and_gradient(&parameters, &mut gradient);
            let _ = (mutant.loss(&parameters), mutant.terms(&parameters));
            gradient
        })
        .panics(&["number of parameters of the network", "mutants are made of plain dense layers"]),
        door("Architecture", Nothing, |source| {
            let plan = architecture(source, |source| source.any_size(9));
            let json = serde_json::to_string(&plan).expect("a plan can be stored");
            assert_eq!(
                format!("{:?}", serde_json::from_str::<Architecture>(&json).expect("and read")),
                format!("{plan:?}")
            );
            let _ = plan.adds_input(source.any_size(9));
            let inputs = Array2::<f64>::zeros((0, 1));
            assert!(Network::<f64>::new(plan.clone(), inputs.view(), &Targets::Classes(Vec::new())).is_err());
            let layout = Layout::of(&plan);
            let _ = layout.weights(source.any_size(5));
            Vec::new()
        })
        .panics(&["has no end", "of a network of"]),
        door("Initializer", Nothing, |source| {
            let (initializer, fan_in, fan_out) = (initializer(source), source.any_size(9), source.any_size(9));
            if let Ok(read) = initializer.name().parse::<Initializer>() {
                assert_eq!(read.name(), initializer.name());
            }
            let count = fan_in.checked_mul(fan_out).filter(|&count| count < 100).unwrap_or(7);
            let mut weights = vec![0.0_f64; source.like(count)];
            initializer.fill(&mut weights, fan_in, fan_out, &mut source.stream);
            assert!(weights.iter().all(|weight| !weight.is_nan()));
            vec![initializer.variance(fan_in, fan_out)]
        })
        .panics(&["initial weights: ", "has no weights", "weights of a layer with"]),
        door("Initializer, by name", Nothing, |source| {
            let pieces = [
                "he", "-", "_", "uniform", "gain", "=", "1.5", "zeros", "constant", "fan_out", "NaN", "é", " ",
                "glorot",
            ];
            let name: String = (0..source.size(6)).map(|_| source.of(&pieces)).collect();
            if let Ok(initializer) = name.parse::<Initializer>() {
                assert_eq!(initializer.name().parse::<Initializer>(), Ok(initializer));
            }
            Vec::new()
        }),
        door("initialize, the rest", Nothing, |source| {
            let (activation, rows, columns) = (activation(source), source.size(9), source.size(9));
            let _ = (
                derived_gain(activation),
                asserted_gain(activation),
                source.of(&Law::ALL).distribution(source.number()),
            );
            orthogonal(rows, columns, &mut source.stream).into_iter().collect()
        }),
    ]
}
