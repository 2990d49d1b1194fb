//! Is this the Jacobian of this function? Of f: Rⁿ → Rᵐ, given as a matrix, by its products J·v with directions or Jᵀu with cotangents, or by several of these.
//!
//! A cotangent u makes of f a loss uᵀf, whose gradient is Jᵀu, and that is [checked](super::GradientCheck) as any other, entry by entry. The unit cotangents look at each row of J: nothing is
//! missed that the values of f show. A random one looks at all rows at once: an entry Jᵢⱼ that is off by e shows as uᵢe with a normal uᵢ, and k of them miss it with
//! [`miss_probability`](super::miss_probability)`(bound, e, k)`.
//!
//! Besides, what is given has to agree with itself at random u and v, without any numeric derivative:
//!
//! | | |
//! |---|---|
//! | uᵀ(J·v) = (Jᵀu)ᵀv | of products with directions beside products with cotangents |
//! | J·v = Σ vⱼJ·eⱼ, Jᵀu = Σ uᵢJᵀeᵢ | products are linear |
//! | uᵀ(H·v) = vᵀ(H·u) | a Hessian, the Jacobian of a gradient, is symmetric |
//!
//! ```
//! use ndarray::array;
//! use wellposed_core::gradcheck::JacobianCheck;
//!
//! // Polar coordinates.
//! let mut polar = |w: &[f64]| vec![w[0] * w[1].cos(), w[0] * w[1].sin()];
//! let report = JacobianCheck::of(&mut polar)
//!     .dense(|w| array![[w[1].cos(), -w[0] * w[1].sin()], [w[1].sin(), w[0] * w[1].cos()]])
//!     .forward(|w, v| {
//!         let (sine, cosine) = (w[1].sin(), w[1].cos());
//!         vec![cosine * v[0] - w[0] * sine * v[1], sine * v[0] + w[0] * cosine * v[1]]
//!     })
//!     .run(&[2.0, 0.3])?;
//! assert!(report.passed(), "{report}");
//!
//! // Rows and columns exchanged.
//! let wrong = JacobianCheck::of(&mut polar)
//!     .dense(|w| array![[w[1].cos(), w[1].sin()], [-w[0] * w[1].sin(), w[0] * w[1].cos()]])
//!     .run(&[2.0, 0.3])?;
//! assert!(wrong.to_string().starts_with("FAIL  dense, f[0]: "), "{wrong}");
//! # Ok::<(), wellposed_core::gradcheck::CheckError>(())
//! ```

mod form;
mod report;

use ndarray::Array2;

pub use self::report::{Claim, Cotangent, Disagreement, JacobianReport, Row};

use self::form::{Contracted, Form, product};
use super::contract::OWN;
use super::guard::at_parameters;
use super::limits::Limits;
use super::{CheckError, GradientCheck, Verdict};
use crate::bits::Real;
use crate::bits::streams::{numbered_stream, standard_normal};

/// So many outputs are looked at one by one, unless it is said otherwise.
const EACH: usize = 16;
/// Of more outputs so many random mixtures are.
const RANDOM: usize = 4;
/// At so many random pairs products have to agree.
const PAIRS: usize = 3;

/// Which cotangents are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cotangents {
    /// The unit ones: each row of the Jacobian, on its own.
    Each,
    /// Random mixtures of all rows.
    Random {
        /// How many.
        count: usize,
        /// Which.
        seed: u64,
    },
}

/// A check of a Jacobian, to be run at some parameters. The functions are called one after the other, and may keep what they like.
#[must_use = "a check does nothing until it is run"]
pub struct JacobianCheck<'a, T: Real = f64> {
    function: &'a mut dyn FnMut(&[T]) -> Vec<T>,
    forms: Vec<Form<'a, T>>,
    pattern: Option<Vec<(usize, usize)>>,
    cotangents: Option<Cotangents>,
    tolerance: Option<f64>,
    symmetric: bool,
}

impl<'a, T: Real> JacobianCheck<'a, T> {
    /// A check of what is said of the Jacobian of `function`.
    pub fn of(function: &'a mut dyn FnMut(&[T]) -> Vec<T>) -> Self {
        JacobianCheck {
            function,
            forms: Vec::new(),
            pattern: None,
            cotangents: None,
            tolerance: None,
            symmetric: false,
        }
    }

    /// It is said to be this matrix, m × n.
    pub fn dense(mut self, jacobian: impl FnMut(&[T]) -> Array2<T> + 'a) -> Self {
        self.forms.push(Form::Dense(Box::new(jacobian)));
        self
    }

    /// Its product with a direction is said to be this.
    pub fn forward(mut self, product: impl FnMut(&[T], &[T]) -> Vec<T> + 'a) -> Self {
        self.forms.push(Form::Forward(Box::new(product)));
        self
    }

    /// The product of its transpose with a cotangent is said to be this.
    pub fn reverse(mut self, product: impl FnMut(&[T], &[T]) -> Vec<T> + 'a) -> Self {
        self.forms.push(Form::Reverse(Box::new(product)));
        self
    }

    /// Only these entries (row, column) are not zero: all others have to be 0 to the bit. That they really are is checked as for any entry.
    pub fn pattern(mut self, entries: impl IntoIterator<Item = (usize, usize)>) -> Self {
        self.pattern = Some(entries.into_iter().collect());
        self
    }

    /// The function is a gradient, and its Jacobian a Hessian: it has to be symmetric.
    pub fn symmetric(mut self) -> Self {
        self.symmetric = true;
        self
    }

    /// With other cotangents. By default each row is looked at up to 16 rows, and else four random mixtures.
    pub fn cotangents(mut self, cotangents: Cotangents) -> Self {
        self.cotangents = Some(cotangents);
        self
    }

    /// With another tolerance of the relative error of a row.
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.tolerance = Some(tolerance);
        self
    }

    /// Checks everything that was said of the Jacobian, at `parameters`.
    ///
    /// # Errors
    /// As [`GradientCheck::run`]; nothing was said; a pattern with an entry that is not there.
    pub fn run(mut self, parameters: &[T]) -> Result<JacobianReport, CheckError> {
        let outputs = at_parameters("function", || (self.function)(parameters).len())?;
        let inputs = parameters.len();
        self.validate(outputs, inputs)?;
        let mut rows = Vec::new();
        let (mut forms, cotangents) = (std::mem::take(&mut self.forms), self.chosen(outputs));
        for form in &mut forms {
            for (name, cotangent) in &cotangents {
                let mut contracted = Contracted { function: &mut *self.function, form, cotangent, inputs };
                let check = GradientCheck::of_mut(&mut contracted);
                let check = self.tolerance.into_iter().fold(check, GradientCheck::tolerance);
                let report = check.run(parameters)?;
                let outside = self.outside(form, name, cotangent, parameters)?;
                rows.push(Row { form: form.name().into(), cotangent: *name, outside, report });
            }
        }
        let disagreements = self.disagreements(&mut forms, parameters, outputs)?;
        let fails = !disagreements.is_empty() || rows.iter().any(|row| !row.outside.is_empty());
        let verdict = if fails { Verdict::Fail } else { Verdict::over(rows.iter().map(|row| row.report.verdict)) };
        Ok(JacobianReport { verdict, inputs, outputs, rows, disagreements })
    }

    fn validate(&self, outputs: usize, inputs: usize) -> Result<(), CheckError> {
        let setting = |name, value: usize, needed| Err(CheckError::Setting { name, value: value as f64, needed });
        if outputs == 0 {
            return setting("the number of outputs", 0, "at least 1");
        }
        if self.forms.is_empty() {
            return setting("the number of forms of the Jacobian", 0, "at least 1: dense, forward or reverse");
        }
        if matches!(self.cotangents, Some(Cotangents::Random { count: 0, .. })) {
            return setting("the number of random cotangents", 0, "at least 1");
        }
        if self.symmetric && inputs != outputs {
            return setting("the number of outputs of a gradient", outputs, "that of its parameters");
        }
        let outside = |&&(row, column): &&(usize, usize)| row >= outputs || column >= inputs;
        match self.pattern.iter().flatten().find(outside) {
            Some(&(row, _)) if row >= outputs => setting("a row of the pattern", row, "below the number of outputs"),
            Some(&(_, column)) => setting("a column of the pattern", column, "below the number of parameters"),
            None => Ok(()),
        }
    }

    /// The cotangents with their names.
    fn chosen(&self, outputs: usize) -> Vec<(Cotangent, Vec<T>)> {
        let random = Cotangents::Random { count: RANDOM, seed: 1 };
        let unit = |row: usize| (0..outputs).map(|i| if i == row { T::one() } else { T::zero() }).collect();
        match self.cotangents.unwrap_or(if outputs <= EACH { Cotangents::Each } else { random }) {
            Cotangents::Each => (0..outputs).map(|row| (Cotangent::Output(row), unit(row))).collect(),
            Cotangents::Random { count, seed } => {
                (0..count).map(|number| (Cotangent::Random(number), normal(outputs, seed, number))).collect()
            }
        }
    }

    /// The columns in which a cotangent's row has to be 0 by the pattern, and is not.
    fn outside(
        &self,
        form: &mut Form<'a, T>,
        name: &Cotangent,
        cotangent: &[T],
        parameters: &[T],
    ) -> Result<Vec<usize>, CheckError> {
        let Some(pattern) = &self.pattern else { return Ok(Vec::new()) };
        let row = at_parameters("jacobian", || form.row(parameters, cotangent))?;
        let may = |column: usize| {
            pattern.iter().any(|&(i, j)| j == column && !matches!(name, Cotangent::Output(row) if *row != i))
        };
        Ok((0..row.len()).filter(|&column| row[column] != T::zero() && !may(column)).collect())
    }

    /// Where what is given contradicts itself.
    fn disagreements(
        &self,
        forms: &mut [Form<'a, T>],
        parameters: &[T],
        outputs: usize,
    ) -> Result<Vec<Disagreement>, CheckError> {
        let limits = self.tolerance.map_or(Limits::of::<T>(), Limits::both);
        let allowed = limits.fail + OWN * T::UNIT_ROUNDOFF.to_f64();
        let mut found = Vec::new();
        for pair in 0..PAIRS {
            let [u, w] = [0, 1].map(|number| normal::<T>(outputs, 2, 2 * pair + number));
            let v = normal::<T>(parameters.len(), 3, pair);
            let mut claim = |claim: Claim, [one, other]: [f64; 2], size: f64| {
                if (one - other).abs() > allowed * size
                    && !found.iter().any(|known: &Disagreement| known.claim == claim)
                {
                    found.push(Disagreement { claim, one, other });
                }
            };
            let mut rows = Vec::new();
            for form in forms.iter_mut() {
                let row = at_parameters("jacobian", || form.row(parameters, &u))?;
                let (along_row, size) = product(&row, &v);
                match form {
                    Form::Forward(times) => {
                        let (along, other_size) = product(&u, &at_parameters("jacobian", || times(parameters, &v))?);
                        claim(Claim::Linear, [along, along_row], size + other_size);
                    }
                    Form::Reverse(times) => {
                        let sum: Vec<T> = u.iter().zip(&w).map(|(&u, &w)| u + w).collect();
                        let [second, both] = [&w, &sum].map(|u| at_parameters("jacobian", || times(parameters, u)));
                        let ((second, more), (both, most)) = (product(&second?, &v), product(&both?, &v));
                        claim(Claim::Linear, [both, along_row + second], size + more + most);
                    }
                    Form::Dense(_) => {}
                }
                if self.symmetric {
                    let other = at_parameters("jacobian", || form.row(parameters, &v))?;
                    let (one, (other, other_size)) = (along_row, product(&other, &u));
                    claim(Claim::Symmetric, [one, other], size + other_size);
                }
                rows.push((along_row, size));
            }
            for other in rows.iter().skip(1) {
                claim(Claim::Transposed, [rows[0].0, other.0], rows[0].1 + other.1);
            }
        }
        Ok(found)
    }
}

/// Normal numbers of a stream.
fn normal<T: Real>(count: usize, seed: u64, number: usize) -> Vec<T> {
    let mut stream = numbered_stream(seed, "gradcheck/jacobian", &[number as u64]);
    (0..count).map(|_| T::from_f64(standard_normal(&mut stream))).collect()
}
