//! Does everything that is wrong with the data end in a message that says where?

use ndarray::{Array2, array};
use wellposed::normalize::{Fitted, NormalizeError, Normalizer};

fn fitted() -> Fitted {
    Normalizer::Standard.fit(array![[1.0, 10.0], [3.0, 30.0]].view()).unwrap()
}

#[test]
fn nothing_to_fit_on() {
    for normalizer in Normalizer::ALL {
        let error = normalizer.fit(Array2::zeros((0, 3)).view()).unwrap_err();
        assert_eq!(error.to_string(), "the training data have 0 rows and 3 columns; at least one of each is needed");
        assert_eq!(
            normalizer.fit(Array2::zeros((3, 0)).view()).unwrap_err(),
            NormalizeError::Empty { rows: 3, columns: 0 }
        );
    }
}

#[test]
fn non_finite_values_are_named_wherever_they_are() {
    for normalizer in Normalizer::ALL {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            for place in [(0, 0), (0, 8), (299, 3), (599, 8)] {
                let mut x = crate::matrix(600, 9, 6);
                let usable = normalizer.fit(x.view()).unwrap();
                x[place] = value;
                let message = format!(
                    "row {}, column {}: {value} is not a finite number; replace it or leave the row out",
                    place.0 + 1,
                    place.1 + 1
                );
                assert_eq!(normalizer.fit(x.view()).unwrap_err().to_string(), message, "{}", normalizer.name());
                assert_eq!(usable.transform(x.view()).unwrap_err().to_string(), message);
                assert_eq!(usable.inverse_transform(x.view()).unwrap_err().to_string(), message);
                assert_eq!(usable.transform_in_place(&mut x).unwrap_err().to_string(), message);
            }
        }
    }
}

#[test]
fn other_numbers_of_columns() {
    let three = Array2::zeros((4, 3));
    let message = "3 columns, but the training data had 2";
    assert_eq!(fitted().transform(three.view()).unwrap_err().to_string(), message);
    assert_eq!(fitted().inverse_transform(three.view()).unwrap_err().to_string(), message);
    assert_eq!(fitted().transform_in_place(&mut three.clone()).unwrap_err().to_string(), message);
    assert_eq!(fitted().fold_into(three.view(), array![0.0].view()).unwrap_err().to_string(), message);
    let error = fitted().fold_into(array![[1.0, 1.0]].view(), array![0.0, 0.0].view()).unwrap_err();
    assert_eq!(error.to_string(), "a bias of length 2 for a layer of 1 outputs");
    let error = fitted().fold_into(array![[1.0, 1.0], [f64::NAN, 1.0]].view(), array![0.0, 0.0].view()).unwrap_err();
    assert_eq!(error, NormalizeError::FoldedNotFinite { output: 2 });
}

#[test]
fn huge_values_give_the_right_answer_or_an_error() {
    // Sums and squares of these overflow; mean and deviation do not.
    let x = array![[1e308, 1.0], [1.7e308, 2.0], [1e308, 3.0], [1.7e308, 4.0]];
    let z = Normalizer::Standard.fit(x.view()).unwrap().transform(x.view()).unwrap();
    // Mean 1.35e308 and deviation 0.35e308, each with a few roundings; x − μ loses a factor 1.7/0.35 < 5 of them.
    assert!(
        z.column(0).iter().zip([-1.0, 1.0, -1.0, 1.0]).all(|(z, exact)| (z - exact).abs() < 40.0 * crate::U),
        "{z}"
    );

    let wide = array![[1.0, f64::MAX], [2.0, -f64::MAX], [3.0, f64::MAX], [4.0, -f64::MAX]];
    let z = Normalizer::Standard.fit(wide.view()).unwrap().transform(wide.view()).unwrap();
    assert_eq!(z.column(1).to_vec(), [1.0, -1.0, 1.0, -1.0]);
    for normalizer in [Normalizer::MinMax, Normalizer::Robust] {
        let error = normalizer.fit(wide.view()).unwrap_err().to_string();
        assert!(error.starts_with("column 2: the spread of its values exceeds"), "{error}");
    }
    let fitted = Normalizer::Standard.fit(array![[-1e-3], [1e-3]].view()).unwrap();
    let error = fitted.transform(array![[1.0], [1e306]].view()).unwrap_err().to_string();
    assert!(error.starts_with("row 2, column 1: the result exceeds"), "{error}");
}

#[test]
fn a_stored_normalizer_comes_back_and_a_damaged_one_does_not() {
    // Enough numbers that one of them would be read back off by a unit in the last place.
    let x = crate::matrix(50, 20, 7);
    for normalizer in Normalizer::ALL {
        let fitted = normalizer.fit(x.view()).unwrap();
        let stored = serde_json::to_string(&fitted).unwrap();
        assert_eq!(serde_json::from_str::<Fitted>(&stored).unwrap(), fitted);
        assert_eq!(serde_json::to_value(normalizer).unwrap(), normalizer.name());
    }
    let stored = serde_json::to_string(&fitted()).unwrap();
    let damages = [
        ("[1.0,10.0]", "[1.0,0.0]", "every scale positive"),
        ("[1.0,10.0]", "[1.0,-10.0]", "every scale positive"),
        ("[1.0,10.0]", "[1.0]", "differ in length"),
        ("\"standard\"", "\"whiten_pca\"", "whitening has a matrix"),
        ("\"examples\":2", "\"examples\":0", "at least one"),
        ("\"constant_features\":[]", "\"constant_features\":[2]", "not there"),
    ];
    for (found, put, message) in damages {
        let damaged = stored.replace(found, put);
        assert_ne!(damaged, stored);
        let error = serde_json::from_str::<Fitted>(&damaged).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
}
