//! Which power of two is the size of a number, by hand?

use super::*;

#[test]
fn powers_of_two_by_hand() {
    assert_eq!([1.0, 1.9, 2.0, 0.3, 1000.0].map(power_of_two), [1.0, 1.0, 2.0, 0.25, 512.0]);
    assert_eq!([5e-324, f64::MIN_POSITIVE, f64::MAX].map(|x| power_of_two(x) <= x), [true; 3]);
    assert_eq!(f64::MAX / power_of_two(f64::MAX), 2.0 - f64::EPSILON);
    assert_eq!((unit_of::<f64>(&[]), unit_of(&[0.0_f32, -3.0]), unit_of(&[-0.0_f64])), (1.0, 2.0, 1.0));
}
