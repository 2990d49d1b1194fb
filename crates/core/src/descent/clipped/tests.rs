//! Does what `clipped.rs` promises hold?

use super::*;
use crate::objective::{Block, Functions, LeastSquares};
use ndarray::array;

#[test]
fn nothing_is_lost_but_the_length_of_the_gradient() {
    let blocks = Block::dense_layers(&[1, 1]);
    let loss = |w: &[f64]| w[0] + w[1];
    let mut named = Functions::new(2, loss, |_: &[f64]| vec![1.0; 2]).with_blocks(blocks.clone());
    let mut clipped = Clipped::new(&mut named, 1.0);
    assert_eq!((clipped.abilities().blocks(), clipped.loss(&[1.0, 2.0])), (blocks, 3.0));
    assert!(clipped.abilities().curvature(&[0.0; 2]).is_none(), "and what it wraps has no more");
    let mut bowl = LeastSquares::from_moments(array![[2.0]].view(), &[0.0], 0.0).unwrap();
    assert_eq!(Clipped::new(&mut bowl, 1.0).abilities().curvature(&[0.0]), Some(array![[2.0]]));
}

#[test]
fn long_gradients_are_shortened_and_short_ones_kept() {
    let mut bowl = LeastSquares::from_moments(array![[1.0, 0.0], [0.0, 1.0]].view(), &[0.0, 0.0], 0.0).unwrap();
    let mut clipped = Clipped::new(&mut bowl, 5.0);
    let mut gradient = [0.0; 2];
    assert_eq!(clipped.loss_and_gradient(&[3.0, 4.0], &mut gradient), 12.5);
    assert_eq!((gradient, clipped.clips()), ([3.0, 4.0], 0), "a norm of 5 is not above 5");
    // 2⁶⁰⁰: the square overflows, the norm does not.
    let large = libm::ldexp(1.0, 600);
    clipped.loss_and_gradient(&[3.0 * large, 4.0 * large], &mut gradient);
    assert_eq!(clipped.clips(), 1);
    // Divided by the largest, a root, a quotient and a product: some 10u of 4.
    let is_three_four = |gradient: [f64; 2]| (gradient[0] - 3.0).abs() < 5e-15 && (gradient[1] - 4.0).abs() < 5e-15;
    assert!(is_three_four(gradient), "{gradient:?}");
    // Planted: each entry bounded by itself.
    assert!(!is_three_four([3.0 * large, 4.0 * large].map(|entry: f64| bits::clamp(entry, -5.0, 5.0))));
    // Four entries near the largest number: the norm overflows too.
    let mut huge = [1e308, -1e308, 1e308, 1e308];
    assert!(clip(&mut huge, 1.0));
    assert_eq!(huge, [0.5, -0.5, 0.5, 0.5]);
    // Squares overflow, but the bound is longer still: nothing changes but rounding.
    let mut long = [3e200, 4e200];
    assert!(!clip(&mut long, 1e201));
    // Divided by 4e200 and multiplied again.
    assert!((long[0] / 3e200 - 1.0).abs() <= 2.0 * f64::EPSILON);
    assert!(clip(&mut long, 1e200), "and a bound that is shorter is kept to");
    assert!((long[0] / 0.6e200 - 1.0).abs() < 8.0 * f64::EPSILON && (long[0] / 1e200 - 1.0).abs() > 0.1);
    clipped.loss_and_gradient(&[f64::NAN, 0.0], &mut gradient);
    assert!(gradient[0].is_nan(), "clipping hides no NaN");
}
