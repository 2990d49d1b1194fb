//! Is a loss that panics named with its place, a gradient of wrong length with both lengths, and is everything else left as it was?

use super::*;

/// (w₀² + w₁² + w₂²)/2, which panics where `panics` says so.
fn bowl(panics: fn(&[f64]) -> bool) -> impl Objective + Clone + Sync {
    let loss = move |w: &[f64]| {
        assert!(!panics(w), "outside of the\ndomain");
        0.5 * (w[0] * w[0] + w[1] * w[1] + w[2] * w[2])
    };
    Functions::new(3, loss, |w: &[f64]| w.to_vec()).with_blocks(vec![Block::new("a", 0..1), Block::new("b", 1..3)])
}

const HERE: [f64; 3] = [0.5, 1.0, -2.0];

fn refused(objective: &(impl Objective + Clone + Sync), scope: Scope) -> CheckError {
    GradientCheck::of(objective).scope(scope).run(&HERE).unwrap_err()
}

#[test]
fn beside_a_wall_steps_turn_inward_and_what_can_be_seen_is_judged() {
    // A wall beside the parameters, at them, and one that only several parameters together run into.
    let walls: [fn(&[f64]) -> bool; 3] =
        [|w| w[2] < -2.0 - 1e-6, |w| w[1] > 1.0, |w| w[0] != 0.5 && w[1] != 1.0 && w[2] != -2.0];
    for wall in walls {
        let report = GradientCheck::of(&bowl(wall)).run(&HERE).unwrap();
        assert!(report.passed(), "{report}");
        let loss = move |w: &[f64]| {
            assert!(!wall(w), "outside");
            0.5 * (w[0] * w[0] + w[1] * w[1] + w[2] * w[2])
        };
        let wrong = Functions::new(3, loss, |w: &[f64]| vec![w[0], 1.0001 * w[1], 1.0001 * w[2]]);
        assert_eq!(GradientCheck::of(&wrong).run(&HERE).unwrap().verdict, Verdict::Fail, "planted");
        // One that can't be copied is not asked again, and named.
        let error = GradientCheck::of_mut(&mut bowl(wall)).run(&HERE).unwrap_err();
        assert!(error.to_string().ends_with("outside of the domain"), "{error}");
    }
}

#[test]
fn a_loss_that_panics_on_both_sides_is_named_with_parameter_and_step() {
    let error = refused(&bowl(|w| w[2] != -2.0 && w[1] == 1.0 && w[0] == 0.5), Scope::All);
    let CheckError::Panic { method: "loss", place: Place::Coordinate { index: 2, block, step }, message } = &error
    else {
        panic!("{error:?}")
    };
    assert_eq!((block.as_str(), message.as_str()), ("b", "outside of the domain"));
    assert_eq!(
        error.to_string(),
        format!("loss() panicked with parameter 2 (b) moved by {step:.2e}: outside of the domain")
    );
    let error = refused(&bowl(|w| w[1] != 1.0 && w[2] != -2.0 && w[0] == 0.5), Scope::Directions { count: 2, seed: 1 });
    assert!(
        matches!(&error, CheckError::Panic { place: Place::Direction { block, number: 0, .. }, .. } if block == "b"),
        "{error}"
    );
    let error = refused(&bowl(|_| true), Scope::All);
    assert_eq!(error.to_string(), "loss() panicked at these parameters: outside of the domain");
}

#[test]
fn panics_that_are_never_met_do_not_matter() {
    for scope in [Scope::All, Scope::Sample { per_block: 1, seed: 1 }, Scope::Directions { count: 2, seed: 1 }] {
        let far = bowl(|w| w.iter().any(|w| w.abs() > 4.0));
        let report = GradientCheck::of(&far).scope(scope).run(&HERE).unwrap();
        assert!(report.passed(), "{report}");
    }
    // Values that are not finite beside the parameters are no panic: shorter steps are taken.
    let root = Functions::new(1, |w: &[f64]| w[0].sqrt(), |w: &[f64]| vec![0.5 / w[0].sqrt()]);
    assert!(GradientCheck::of(&root).run(&[1e-3]).unwrap().passed());
}

#[test]
fn of_many_panics_the_first_in_order_is_reported_whatever_the_threads_do() {
    let loss = |w: &[f64]| {
        let moved = w.iter().position(|&w| w != 0.0).filter(|&index| index >= 123);
        assert!(moved.is_none() || w.iter().filter(|w| **w != 0.0).count() > 1, "parameter {moved:?}");
        1.0 + w.iter().sum::<f64>()
    };
    let objective = Functions::new(300, loss, |w: &[f64]| vec![1.0; w.len()]);
    for threads in [1, 2, 4] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let error = pool.install(|| GradientCheck::of(&objective).run(&[0.0; 300])).unwrap_err();
        let CheckError::Panic { place: Place::Coordinate { index, .. }, message, .. } = &error else {
            panic!("{error}")
        };
        assert_eq!((*index, message.as_str()), (123, "parameter Some(123)"));
    }
    // Nothing is poisoned: the same check of another objective passes, on the same threads.
    let objective = Functions::new(300, |w: &[f64]| 1.0 + w.iter().sum::<f64>(), |w: &[f64]| vec![1.0; w.len()]);
    assert!(GradientCheck::of(&objective).run(&[0.0; 300]).unwrap().passed());
}

#[test]
fn every_method_is_named() {
    #[derive(Clone)]
    struct Panics(&'static str);
    impl Panics {
        fn meet(&self, method: &str) {
            assert!(self.0 != method, "here");
        }
    }
    impl Objective for Panics {
        fn dimension(&self) -> usize {
            self.meet("dimension");
            2
        }
        fn loss_and_gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
            self.meet("loss_and_gradient");
            // Wrong, so that kinks are looked for.
            gradient.copy_from_slice(&[1.0, 1.5]);
            w[0] + w[1]
        }
        fn loss(&mut self, w: &[f64]) -> f64 {
            w[0] + w[1]
        }
        fn abilities(&mut self) -> Option<&mut dyn Abilities> {
            Some(self)
        }
    }
    impl Abilities for Panics {
        fn base(&mut self) -> Option<&mut dyn Abilities> {
            None
        }
        fn repeats(&mut self) -> bool {
            self.meet("repeats");
            true
        }
        fn blocks(&mut self) -> Vec<Block> {
            self.meet("blocks");
            vec![Block::new("θ", 0..2)]
        }
        fn freeze(&mut self, _seed: u64) -> bool {
            self.meet("freeze");
            true
        }
        fn probe(&mut self, _parameters: &[f64]) -> Option<Box<dyn Probe<f64> + Send>> {
            self.meet("probe");
            None
        }
        fn pre_activations(&mut self, w: &[f64], inputs: &mut Vec<f64>) -> bool {
            assert!(self.0 != "pre_activations" || w == [1.0, 2.0], "beside");
            inputs.clear();
            inputs.push(1.0);
            true
        }
    }
    for method in ["dimension", "blocks", "repeats", "freeze", "loss_and_gradient", "probe"] {
        let error = GradientCheck::of(&Panics(method)).freeze(1).run(&[1.0, 2.0]).unwrap_err();
        assert_eq!(error.to_string(), format!("{method}() panicked at these parameters: here"));
    }
    let error = GradientCheck::of(&Panics("pre_activations")).run(&[1.0, 2.0]).unwrap_err();
    assert!(error.to_string().starts_with("pre_activations() panicked with parameter 1 (θ) moved by "), "{error}");
    assert_eq!(GradientCheck::of(&Panics("nothing")).run(&[1.0, 2.0]).unwrap().verdict, Verdict::Fail);
}

#[test]
fn a_gradient_of_wrong_length_is_an_error_with_both_lengths() {
    let with = |entries: usize| {
        let gradient = move |_: &[f64]| vec![1.0; entries];
        GradientCheck::of(&Functions::new(3, |w: &[f64]| w[0] + w[1] + w[2], gradient)).run(&HERE)
    };
    for given in [0, 1, 2, 4, 100] {
        let error = with(given).unwrap_err();
        assert_eq!(error, CheckError::GradientLength { given, dimension: 3 });
        let line = "entries, but the objective has 3 parameters; it must have one for each";
        assert_eq!(error.to_string(), format!("the gradient has {given} {line}"));
    }
    assert!(with(3).unwrap().passed(), "and one of the right length is compared");
    // An objective of somebody's own that copies it without a look.
    #[derive(Clone)]
    struct Copies;
    impl Objective for Copies {
        fn dimension(&self) -> usize {
            3
        }
        fn loss_and_gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
            gradient.copy_from_slice(&[1.0, 2.0]);
            w[0]
        }
        fn abilities(&mut self) -> Option<&mut dyn Abilities> {
            None
        }
    }
    // Its loss() is its loss_and_gradient().
    let error = refused(&Copies, Scope::All).to_string();
    assert!(error.starts_with("loss() panicked at these parameters: ") && error.contains('2') && error.contains('3'));
}

#[test]
fn a_loss_beside_the_gradient_that_is_not_finite_is_an_error() {
    #[derive(Clone)]
    struct Beside(f64, f64);
    impl Objective for Beside {
        fn dimension(&self) -> usize {
            1
        }
        fn loss_and_gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
            gradient[0] = 1.0;
            w[0] * self.1
        }
        fn loss(&mut self, w: &[f64]) -> f64 {
            w[0] * self.0
        }
        fn abilities(&mut self) -> Option<&mut dyn Abilities> {
            None
        }
    }
    let run = |alone, beside| GradientCheck::of(&Beside(alone, beside)).run(&[3.0]);
    for beside in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = run(1.0, beside).unwrap_err().to_string();
        assert!(error.starts_with(&format!("loss() returns 3 and loss_and_gradient() returns {beside} at")), "{error}");
    }
    assert!(run(1.0, 1.0).unwrap().passed(), "and the same loss is no error");
    // Where the loss alone is not finite, that is said.
    let error = run(f64::NAN, f64::NAN).unwrap_err();
    assert!(matches!(error, CheckError::Loss { loss } if loss.is_nan()));
}

#[test]
fn no_parameters_and_blocks_of_wrong_shape_are_errors() {
    let none = Functions::new(0, |_: &[f64]| 1.0, |_: &[f64]| Vec::new());
    for scope in [Scope::All, Scope::Directions { count: 1, seed: 1 }] {
        assert_eq!(GradientCheck::of(&none).scope(scope).run(&[]).unwrap_err(), CheckError::Empty);
    }
    assert_eq!(GradientCheck::of(&none).run(&[1.0]).unwrap_err(), CheckError::Length { given: 1, dimension: 0 });
    // One that has parameters may have a block without any.
    let blocks = |blocks: Vec<Block>| WithBlocks(bowl(|_| false), blocks);
    let report =
        GradientCheck::of(&blocks(vec![Block::new("none", 0..0), Block::new("all", 0..3)])).run(&HERE).unwrap();
    assert!(report.passed() && report.blocks[0].compared == 0, "{report}");
    let error =
        GradientCheck::of(&blocks(vec![Block { shape: (2, 2), ..Block::new("W", 0..3) }])).run(&HERE).unwrap_err();
    assert_eq!(error.to_string(), "block `W` has the shape 2x2 and 3 numbers; its rows and columns must hold them all");
}

/// The same objective in other blocks.
#[derive(Clone)]
struct WithBlocks<O>(O, Vec<Block>);

impl<O: Objective> Objective for WithBlocks<O> {
    fn dimension(&self) -> usize {
        self.0.dimension()
    }
    fn loss_and_gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        self.0.loss_and_gradient(w, gradient)
    }
    fn abilities(&mut self) -> Option<&mut dyn Abilities> {
        Some(self)
    }
}

impl<O: Objective> Abilities for WithBlocks<O> {
    fn base(&mut self) -> Option<&mut dyn Abilities> {
        self.0.abilities()
    }
    fn blocks(&mut self) -> Vec<Block> {
        self.1.clone()
    }
}

#[test]
fn a_survey_says_at_which_stage_a_loss_panicked() {
    let survey = Survey { enlarge: 10.0, steps: 5, step: 0.1, seed: 1 };
    let run = |panics| GradientCheck::of(&bowl(panics)).survey(&HERE, survey);
    let error = run(|w| w[0] > 4.0).unwrap_err();
    assert_eq!(
        error.to_string(),
        "enlarged parameters of the survey: loss() panicked at these parameters: outside of the domain"
    );
    // 0.5·0.9 = 0.45 after the first step.
    let error = run(|w| (0.44..0.46).contains(&w[0])).unwrap_err();
    assert_eq!(error.to_string(), "loss_and_gradient() panicked after 1 steps of training: outside of the domain");
    assert!(run(|w| w[0] > 40.0).unwrap().passed());
}
