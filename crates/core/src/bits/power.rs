//! What is `xⁿ` for a whole n? A product whose order is fixed: repeated squaring, from the lowest binary digit of n up.
//!
//! ```text
//! r ← 1, s ← x;   for the digits of |n|, the lowest first:   if the digit is 1, r ← r·s;   then s ← s²;     n < 0: 1/r at the end
//! ```
//!
//! So x⁵ is x·(x²)², and x⁻⁵ is one over that. `f64::powi` leaves the order, and with it the last digits, to the
//! compiler and the machine.
//!
//! # Rounding error
//!
//! The product of n factors takes n − 1 roundings whatever its order, those of a square counted as often as the square
//! is used; a negative n takes one more. So the relative error is at most γ_{|n|} = |n|u/(1 − |n|u) (Higham 2002,
//! §3.1), where nothing over- or underflows. The power of a power of two is exact. A negative power overflows to 0
//! where the positive one is infinite: from 2¹⁰²⁴ on, although 2⁻¹⁰²⁴ is a subnormal number.
//!
//! ```
//! use wellposed_core::bits::powi;
//!
//! assert_eq!(powi(10.0, 3), 1000.0);
//! assert_eq!(powi(0.5_f32, -4), 16.0);
//! assert_eq!(powi(f64::NAN, 0), 1.0);
//! ```

use super::Real;

/// `xⁿ`; 1 for n = 0, whatever x.
pub fn powi<T: Real>(x: T, n: i32) -> T {
    let (mut power, mut square, mut digits) = (T::one(), x, n.unsigned_abs());
    loop {
        if digits % 2 == 1 {
            power *= square;
        }
        digits /= 2;
        if digits == 0 {
            break;
        }
        square *= square;
    }
    if n < 0 { T::one() / power } else { power }
}

#[cfg(test)]
mod tests;
