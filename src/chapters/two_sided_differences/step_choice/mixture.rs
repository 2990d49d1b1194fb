//! What is a random smooth function? A wave, a step and a bell of random sizes and scales, and a parabola that sets f″ where it is wanted.

use super::super::smooth::Smooth;
use crate::bits::streams::{Stream, standard_normal, uniform};
use crate::difference::Scalar;

/// a·sin(bx) + c·tanh(dx) + e·exp(−(gx)²) + ½k(x − x₀)².
pub(super) struct Mixture {
    sizes: [f64; 3],
    scales: [f64; 3],
    /// Where it is differentiated, x₀.
    pub(super) point: f64,
    curvature: f64,
}

impl Mixture {
    /// Normal sizes, scales from 0.2 to 5, a point between −2 and 2, no parabola.
    pub(super) fn draw(stream: &mut Stream) -> Self {
        let sizes = [(); 3].map(|()| standard_normal(stream));
        let scales = [(); 3].map(|()| uniform(stream, 0.2, 5.0));
        Mixture { sizes, scales, point: uniform(stream, -2.0, 2.0), curvature: 0.0 }
    }

    /// The same function with this f″ at its point.
    pub(super) fn with_second_derivative(mut self, second: f64) -> Self {
        self.curvature += second - self.derivatives()[1];
        self
    }

    /// f′, f″ and f‴ at the point.
    pub(super) fn derivatives(&self) -> [f64; 3] {
        [1, 2, 3].map(|order| self.derivative(order, self.point))
    }
}

impl Smooth for Mixture {
    fn value<S: Scalar>(&self, x: S) -> S {
        let scaled = |index: usize| x * S::constant(self.scales[index]);
        let size = |index: usize| S::constant(self.sizes[index]);
        let apart = x - S::constant(self.point);
        let parabola = S::constant(0.5 * self.curvature) * apart * apart;
        size(0) * scaled(0).sin() + size(1) * scaled(1).tanh() + size(2) * (-(scaled(2) * scaled(2))).exp() + parabola
    }
}
