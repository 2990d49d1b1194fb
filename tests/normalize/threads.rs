//! Are the bits the same at any number of threads?

use crate::matrix;
use wellposed::normalize::Normalizer;

#[test]
fn fitting_and_transforming_do_not_depend_on_the_number_of_threads() {
    let x = matrix(6000, 11, 8);
    for normalizer in Normalizer::ALL {
        let run = || {
            let fitted = normalizer.fit(x.view()).unwrap();
            let z = fitted.transform(x.view()).unwrap();
            (fitted, z)
        };
        let at = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(run);
        let one = at(1);
        for threads in [2, 3, 8] {
            assert!(at(threads) == one, "{} at {threads} threads", normalizer.name());
        }
    }
}

#[test]
fn a_sum_that_is_cut_elsewhere_has_other_bits() {
    // What the test above would see if the cuts followed the number of threads.
    let x = matrix(6000, 11, 8);
    let moments = |at: usize| {
        let (above, below) = x.view().split_at(ndarray::Axis(0), at);
        let of = wellposed::normalize::moments::Moments::of;
        of(above).merge(&of(below))
    };
    assert!(moments(3000) != moments(2000));
}
