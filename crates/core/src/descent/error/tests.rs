//! Does what `error.rs` promises hold?

use super::*;
use crate::descent::descend;
use crate::objective::LeastSquares;
use ndarray::array;

#[test]
fn every_parameter_has_its_range() {
    let adam = |step, beta1, beta2, epsilon| Method::Adam { step, beta1, beta2, epsilon };
    let faults = [
        (Method::GradientDescent { step: f64::NAN }, "the step is NaN; it must be 0 or positive, and finite"),
        (Method::Momentum { step: -1.0, momentum: 0.5 }, "the step is -1; it must be 0 or positive, and finite"),
        (Method::Momentum { step: 1.0, momentum: 1.0 }, "the momentum is 1; it must be at least 0 and below 1"),
        (Method::Momentum { step: 1.0, momentum: -0.1 }, "the momentum is -0.1; it must be at least 0 and below 1"),
        (Method::adam(f64::INFINITY), "the step is inf; it must be 0 or positive, and finite"),
        (adam(1.0, 1.0, 0.9, 1e-8), "the decay of Adam's mean gradient is 1; it must be at least 0 and below 1"),
        (
            adam(1.0, 0.9, f64::NAN, 1e-8),
            "the decay of Adam's mean squared gradient is NaN; it must be at least 0 and below 1",
        ),
        (adam(1.0, 0.9, 0.9, 0.0), "Adam's epsilon is 0; it must be positive and finite"),
    ];
    for (method, line) in faults {
        assert_eq!(method.validate().unwrap_err().to_string(), line);
    }
    let fine = [
        Method::GradientDescent { step: 1e300 },
        Method::GradientDescent { step: 0.0 },
        Method::Momentum { step: f64::MIN_POSITIVE, momentum: 0.0 },
        adam(0.1, 0.0, 0.0, 1e-300),
        Method::Newton,
    ];
    assert!(fine.into_iter().all(|method| method.validate().is_ok()));
}

#[test]
#[should_panic(expected = "the momentum is 1; it must be at least 0 and below 1")]
fn descent_with_such_a_method_is_refused() {
    let mut bowl = LeastSquares::from_moments(array![[1.0]].view(), &[0.0], 0.0).unwrap();
    let _ = descend(&mut bowl, &[1.0], Method::Momentum { step: 0.1, momentum: 1.0 }, 1, |_, _| false);
}
