//! In which numbers is an experiment computed? Double or single precision, with the name that tables have for it and its unit roundoff.
//!
//! What is generic over [`Real`] is chosen by a `match`:
//!
//! ```text
//! match precision {
//!     Precision::F64 => measure::<f64>(…),
//!     Precision::F32 => measure::<f32>(…),
//! }
//! ```

use crate::bits::Real;

/// A number format that experiments compute in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    F64,
    F32,
}

impl Precision {
    pub(super) const ALL: [Precision; 2] = [Precision::F64, Precision::F32];

    /// That of a kind of numbers.
    pub(super) fn of<T: Real>() -> Self {
        if T::UNIT_ROUNDOFF.to_f64() == f64::UNIT_ROUNDOFF { Precision::F64 } else { Precision::F32 }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Precision::F64 => "f64",
            Precision::F32 => "f32",
        }
    }

    /// As a reader calls it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Precision::F64 => "double precision",
            Precision::F32 => "single precision",
        }
    }

    /// u, by how much a number is off that is rounded once.
    pub(super) fn unit_roundoff(self) -> f64 {
        match self {
            Precision::F64 => f64::UNIT_ROUNDOFF,
            Precision::F32 => f32::UNIT_ROUNDOFF.to_f64(),
        }
    }
}
