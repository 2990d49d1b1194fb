//! Does what `range.rs` promises hold?

use super::*;
use crate::bits::Version;
use crate::bits::dispatch::run_as;

#[test]
fn one_number_anywhere_decides_in_every_version() {
    for version in Version::available() {
        let within = |values: &[f64]| run_as(version, AllWithin { values, reach: 0.5 });
        let finite = |values: &[f64]| run_as(version, AllFinite { values });
        assert!(within(&[]) && finite(&[]));
        for count in [1, 7, 16, 33] {
            for place in 0..count {
                let with = |number: f64| {
                    let mut values = vec![-0.5; count];
                    values[place] = number;
                    values
                };
                assert!(within(&with(0.5)) && !within(&with(0.6)) && !within(&with(f64::NAN)), "{version:?}");
                assert!(finite(&with(f64::MAX)) && !finite(&with(f64::NAN)), "{version:?}");
                assert!(!finite(&with(f64::NEG_INFINITY)), "{version:?}");
            }
        }
    }
}
