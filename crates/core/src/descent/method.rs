//! Which methods are there, and what do they need to know? The updates stand in the table of [`super`].
//!
//! ```
//! use wellposed_core::descent::Method;
//!
//! assert_eq!(Method::adam(0.1), Method::Adam { step: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
//! ```

/// How to step.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Method {
    /// Gradient descent with a fixed step α.
    GradientDescent {
        /// α.
        step: f64,
    },
    /// The heavy ball with fixed parameters.
    Momentum {
        /// α.
        step: f64,
        /// β, from 0 to below 1.
        momentum: f64,
    },
    /// Adam with a fixed step; [`Method::adam`] has its authors' defaults. Where a squared gradient overflows (beyond 10¹⁹ in single
    /// precision) its parameter stands still from then on.
    Adam {
        /// α.
        step: f64,
        /// The decay of the mean gradient.
        beta1: f64,
        /// The decay of the mean squared gradient.
        beta2: f64,
        /// What keeps the division from zero.
        epsilon: f64,
    },
    /// Newton's method, damped where it must be (Levenberg–Marquardt).
    ///
    /// It starts with μ = 0, the plain step. A step that fails (C + μI not positive definite) or does not lower the loss is tried
    /// again with ten times the damping, at first √u·max diag C; each accepted step divides μ by ten, and below its first value
    /// it is 0 again. On a quadratic and near a minimum this is Newton's method itself; on a network, whose curvature is the
    /// generalized Gauss–Newton matrix, it is Levenberg–Marquardt. It stalls when no damping up to max diag C/u helps.
    Newton,
}

impl Method {
    /// Adam with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
    pub const fn adam(step: f64) -> Method {
        Method::Adam { step, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
    }
}
