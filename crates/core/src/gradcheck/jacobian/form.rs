//! In which form is a Jacobian at hand? As a matrix or as products; and with a cotangent each is a gradient.

use ndarray::Array2;

use crate::bits::Real;
use crate::objective::{Abilities, Objective};

/// A product of the Jacobian at some parameters with a vector.
type Product<'a, T> = Box<dyn FnMut(&[T], &[T]) -> Vec<T> + 'a>;

/// The Jacobian at some parameters.
type Matrix<'a, T> = Box<dyn FnMut(&[T]) -> Array2<T> + 'a>;

/// What is said of a Jacobian.
pub(super) enum Form<'a, T> {
    /// J.
    Dense(Matrix<'a, T>),
    /// J·v.
    Forward(Product<'a, T>),
    /// Jᵀu.
    Reverse(Product<'a, T>),
}

impl<T: Real> Form<'_, T> {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Form::Dense(_) => "dense",
            Form::Forward(_) => "forward",
            Form::Reverse(_) => "reverse",
        }
    }

    /// Jᵀu by what is said: a sum of rows, a product with each unit direction, or one product.
    ///
    /// # Panics
    /// If what is said has another size.
    pub(super) fn row(&mut self, parameters: &[T], cotangent: &[T]) -> Vec<T> {
        let (inputs, outputs) = (parameters.len(), cotangent.len());
        match self {
            Form::Dense(jacobian) => {
                let jacobian = jacobian(parameters);
                let (rows, columns) = jacobian.dim();
                assert!(
                    (rows, columns) == (outputs, inputs),
                    "the Jacobian is {rows}x{columns}, but should be {outputs}x{inputs}"
                );
                let entry = |j: usize| (0..outputs).fold(T::zero(), |sum, i| sum + cotangent[i] * jacobian[(i, j)]);
                (0..inputs).map(entry).collect()
            }
            Form::Forward(times) => (0..inputs)
                .map(|j| {
                    let unit: Vec<T> = (0..inputs).map(|i| if i == j { T::one() } else { T::zero() }).collect();
                    let column = sized(times(parameters, &unit), outputs, "J·v");
                    cotangent.iter().zip(column).fold(T::zero(), |sum, (&u, entry)| sum + u * entry)
                })
                .collect(),
            Form::Reverse(times) => sized(times(parameters, cotangent), inputs, "Jᵀu"),
        }
    }
}

/// A product that has as many entries as it should.
fn sized<T>(product: Vec<T>, count: usize, name: &str) -> Vec<T> {
    assert!(product.len() == count, "{name} has {} entries, but should have {count}", product.len());
    product
}

/// The inner product of two vectors, and the sum of the sizes of its terms.
pub(super) fn product<T: Real>(one: &[T], other: &[T]) -> (f64, f64) {
    let terms = one.iter().zip(other).map(|(one, other)| one.to_f64() * other.to_f64());
    terms.fold((0.0, 0.0), |(sum, size), term| (sum + term, size + term.abs()))
}

/// The loss uᵀf with the gradient Jᵀu.
pub(super) struct Contracted<'c, 'a, T> {
    pub(super) function: &'c mut dyn FnMut(&[T]) -> Vec<T>,
    pub(super) form: &'c mut Form<'a, T>,
    pub(super) cotangent: &'c [T],
    pub(super) inputs: usize,
}

impl<T: Real> Objective<T> for Contracted<'_, '_, T> {
    fn dimension(&self) -> usize {
        self.inputs
    }

    fn loss_and_gradient(&mut self, parameters: &[T], gradient: &mut [T]) -> T {
        let loss = self.loss(parameters);
        gradient.copy_from_slice(&self.form.row(parameters, self.cotangent));
        loss
    }

    fn loss(&mut self, parameters: &[T]) -> T {
        let values = sized((self.function)(parameters), self.cotangent.len(), "the function's value");
        // A value that is not finite spoils only the rows that use it.
        let used = self.cotangent.iter().zip(values).filter(|(u, _)| **u != T::zero());
        used.fold(T::zero(), |sum, (&u, value)| sum + u * value)
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>> {
        None
    }
}
