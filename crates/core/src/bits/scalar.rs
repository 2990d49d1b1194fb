//! Functions that are needed now and then, one number at a time: thin names over the `libm` crate.
//!
//! `libm` is the C library of musl written in Rust: plain arithmetic that is compiled with this crate, so it returns the same bits on
//! every machine. Its errors are below one unit in the last place.

/// `eˣ − 1`, without the cancellation at small `x`.
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// `ln(1 + x)`, without the cancellation at small `x`.
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// The decimal logarithm.
pub fn log10(x: f64) -> f64 {
    libm::log10(x)
}

/// `xʸ`.
pub fn powf(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// The sine of an angle in radians.
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// The cosine of an angle in radians.
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// The angle of the point `(x, y)` in radians, in `[−π, π]`.
pub fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x)
}
