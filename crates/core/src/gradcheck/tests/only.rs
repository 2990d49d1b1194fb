//! Does an objective that can be neither cloned nor shared between threads get the same report as its twin that can?

use std::cell::Cell;
use std::rc::Rc;

use super::*;

/// What holds the thread it was made on, counts its calls, and can't be cloned.
struct Only<O> {
    twin: O,
    losses: Rc<Cell<u64>>,
    most: u64,
}

impl<T: Real, O: Objective<T>> Objective<T> for Only<O> {
    fn dimension(&self) -> usize {
        self.twin.dimension()
    }

    fn loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> T {
        self.losses.set(self.losses.get() + 1);
        self.twin.loss_and_gradient(parameters, gradient)
    }

    fn loss(&mut self, parameters: &[T]) -> T {
        self.losses.set(self.losses.get() + 1);
        assert!(self.losses.get() <= self.most, "the other process is gone");
        self.twin.loss(parameters)
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>> {
        self.twin.abilities()
    }
}

fn only<O>(twin: O) -> Only<O> {
    Only { twin, losses: Rc::default(), most: u64::MAX }
}

const SCOPES: [Scope; 3] =
    [Scope::All, Scope::Sample { per_block: 3, seed: 2 }, Scope::Directions { count: 2, seed: 1 }];

/// The reports of both ways, as all their digits.
fn reports<T: Real>(twin: &Spoiled<T>, parameters: &[T], scope: Scope) -> [String; 2] {
    let mut only = only(twin.clone());
    [GradientCheck::of(twin), GradientCheck::of_mut(&mut only)]
        .map(|check| format!("{:?}", check.scope(scope).run(parameters).unwrap()))
}

#[test]
fn an_objective_of_one_thread_has_the_report_of_its_twin() {
    // Right and wrong; smooth, by a probe, and bent, so that kinks are looked for.
    let spoils: [fn(&mut [f64]); 2] = [|_| (), |gradient| gradient[3] += 1e-3];
    for activation in [Activation::Tanh, Activation::Relu] {
        let network = network::<f64>(&[5, 4, 4, 3], activation, 16);
        let parameters = start(&network);
        let of = |spoil, scope| reports(&Spoiled { network: network.clone(), spoil }, &parameters, scope);
        for scope in SCOPES {
            let [[right, right_only], [wrong, wrong_only]] = spoils.map(|spoil| of(spoil, scope));
            assert_eq!(right, right_only);
            assert_eq!(wrong, wrong_only);
        }
        let [[right, _], [wrong, wrong_only]] = spoils.map(|spoil| of(spoil, Scope::All));
        assert!(right != wrong && right != wrong_only, "planted: the report of a wrong gradient is another one");
    }
    let network = network::<f32>(&[5, 4, 3], Activation::Gelu, 16);
    let parameters = start(&network);
    let [of, of_mut] = reports(&Spoiled { network, spoil: |_| () }, &parameters, Scope::All);
    assert_eq!(of, of_mut);
}

#[test]
fn surveys_and_frozen_masks_too() {
    let network = network::<f64>(&[5, 4, 3], Activation::Tanh, 16);
    let parameters = start(&network);
    let survey = Survey { steps: 5, ..Survey::default() };
    let mut only_one = only(network.clone());
    let [of, of_mut] = [GradientCheck::of(&network), GradientCheck::of_mut(&mut only_one)]
        .map(|check| format!("{:?}", check.survey(&parameters, survey).unwrap()));
    assert_eq!(of, of_mut);
    let inputs = Array2::from_shape_fn((16, 5), |(i, j)| ((i * 5 + j) % 7) as f64 - 3.0);
    let classes = Targets::Classes((0..16).map(|example| example % 3).collect());
    let plan = network.architecture().clone().dropout(0.7, 5);
    let dropping = Network::<f64>::new(plan, inputs.view(), &classes).unwrap();
    let mut only_one = only(dropping.clone());
    // Dropout is found out (two masks differ), and the same masks on both ways pass.
    assert_eq!(GradientCheck::of_mut(&mut only_one).run(&parameters).unwrap().verdict, Verdict::Undecidable);
    let frozen = GradientCheck::of(&dropping).freeze(3).run(&parameters).unwrap();
    let frozen_only = GradientCheck::of_mut(&mut only_one).freeze(3).run(&parameters).unwrap();
    assert!(frozen.passed());
    assert_eq!(frozen_only, frozen);
}

#[test]
fn every_evaluation_is_counted_and_none_follows_a_panic() {
    let bowl = || {
        let loss = |w: &[f64]| 1.0 + w[0] * w[0] + w[1];
        Functions::new(2, loss, |w: &[f64]| vec![2.0 * w[0], 1.0])
    };
    let mut counted = only(bowl());
    let losses = Rc::clone(&counted.losses);
    let report = GradientCheck::of_mut(&mut counted).run(&[0.5, 1.0]).unwrap();
    assert_eq!(losses.get(), report.evaluations);
    assert!(report.passed());
    assert_eq!(report, GradientCheck::of(&bowl()).run(&[0.5, 1.0]).unwrap());
    // Two evaluations alone, two beside the gradient, eighteen along lines, one more of each; then one parameter is moved. It stops at any of them.
    for most in [0, 1, 4, 12, 22, 24] {
        let mut dies = Only { most, ..only(bowl()) };
        let losses = Rc::clone(&dies.losses);
        let error = GradientCheck::of_mut(&mut dies).run(&[0.5, 1.0]).unwrap_err();
        assert!(error.to_string().ends_with(": the other process is gone"), "{error}");
        assert_eq!(losses.get(), most + 1, "and is not asked again");
    }
}
