//! Does what `abilities.rs` promises hold?

use super::*;
use crate::objective::Objective;

/// An objective with every ability, each with an answer that is not the default, or with what its base says.
struct Able;

impl Objective for Able {
    fn dimension(&self) -> usize {
        2
    }
    fn loss_and_gradient(&mut self, _: &[f64], gradient: &mut [f64]) -> f64 {
        gradient.fill(1.0);
        1.0
    }
    fn abilities(&mut self) -> Option<&mut dyn Abilities> {
        Some(self)
    }
}

impl Abilities for Able {
    fn base(&mut self) -> Option<&mut dyn Abilities> {
        None
    }
    fn validate(&mut self, _: &[f64]) -> Result<(), ObjectiveError> {
        Err(ObjectiveError::Empty)
    }
    fn blocks(&mut self) -> Vec<Block> {
        Block::dense_layers(&[1, 1])
    }
    fn pre_activations(&mut self, _: &[f64], inputs: &mut Vec<f64>) -> bool {
        inputs.push(3.0);
        true
    }
    fn terms(&mut self, _: &[f64]) -> Vec<(&'static str, f64)> {
        vec![("data", 1.0)]
    }
    fn freeze(&mut self, _: u64) -> bool {
        true
    }
    fn probe(&mut self, _: &[f64]) -> Option<Box<dyn Probe<f64> + Send>> {
        struct Constant;
        impl Probe<f64> for Constant {
            fn loss_with(&mut self, _: usize, _: f64) -> f64 {
                1.0
            }
        }
        Some(Box::new(Constant))
    }
    fn curvature(&mut self, _: &[f64]) -> Option<Array2<f64>> {
        Some(Array2::zeros((2, 2)))
    }
    fn repeats(&mut self) -> bool {
        false
    }
    fn broken_layer(&mut self, _: &[f64]) -> Option<usize> {
        Some(1)
    }
}

/// Says nothing itself; its base is [`Able`], or nobody.
struct Silent(Option<Able>);

impl Abilities for Silent {
    fn base(&mut self) -> Option<&mut dyn Abilities> {
        self.0.as_mut()?.abilities()
    }
}

/// Which of the nine abilities answer otherwise than by default.
fn answered(abilities: &mut dyn Abilities) -> [bool; 9] {
    [
        abilities.validate(&[]).is_err(),
        !abilities.blocks().is_empty(),
        abilities.pre_activations(&[], &mut Vec::new()),
        !abilities.terms(&[]).is_empty(),
        abilities.freeze(1),
        abilities.probe(&[]).is_some(),
        abilities.curvature(&[]).is_some(),
        !abilities.repeats(),
        abilities.broken_layer(&[]).is_some(),
    ]
}

#[test]
fn a_wrapper_has_every_ability_of_its_base_and_none_without() {
    assert_eq!(answered(&mut Able), [true; 9]);
    assert_eq!(answered(&mut Silent(Some(Able))), [true; 9]);
    assert_eq!(answered(&mut Able.abilities()), [true; 9], "asked through the objective");
    // Planted: the base forgotten on purpose.
    assert_eq!(answered(&mut Silent(None)), [false; 9]);
    let nobody: Option<&mut dyn Abilities> = None;
    assert_eq!(answered(&mut { nobody }), [false; 9]);
}

#[test]
fn an_objective_is_a_trait_object_in_either_precision() {
    let able: &mut dyn Objective<f64> = &mut Able;
    assert_eq!(able.loss(&[0.0; 2]), 1.0);
    let single: &mut dyn Objective<f32> =
        &mut crate::objective::Functions::new(1, |w: &[f32]| w[0], |_: &[f32]| vec![1.0]);
    assert_eq!(single.loss(&[2.0]), 2.0);
}
