//! Does what was fitted with settings come back from a file to the bit, and do files of before?

use super::grid;
use ndarray::{Array2, array};
use wellposed_core::normalize::{Fitted, Fitting, Normalizer};

fn read(stored: &str) -> Result<Fitted, String> {
    serde_json::from_str(stored).map_err(|error| error.to_string())
}

#[test]
fn settings_come_back_to_the_bit() {
    let mut x = Array2::from_shape_vec((40, 5), grid(3.0, 2.0, 200)).unwrap();
    x[(3, 1)] = f64::NAN;
    let fittings = [
        Fitting::of(Normalizer::MinMax).range(-0.1, 0.7).skip_missing(),
        Fitting::of(Normalizer::Robust).quantiles(0.1, 0.8).skip_missing(),
        Fitting::of(Normalizer::MaxAbs).skip_missing(),
    ];
    for fitting in fittings {
        let fitted = fitting.fit(x.view()).unwrap();
        let back = read(&serde_json::to_string(&fitted).unwrap()).unwrap();
        assert_eq!(back, fitted);
        let bits = |fitted: &Fitted| fitted.transform(x.view()).unwrap().map(|z| z.to_bits());
        assert_eq!(bits(&back), bits(&fitted));
    }
}

#[test]
fn files_of_before_are_read_and_damaged_ones_are_not() {
    let before =
        r#"{"normalizer":"min_max","examples":2,"constant_features":[],"shift":[1.0,10.0],"map":{"scale":[2.0,20.0]}}"#;
    let fitted = Normalizer::MinMax.fit(array![[1.0, 10.0], [3.0, 30.0]].view()).unwrap();
    assert_eq!(read(before).unwrap(), fitted);
    let now = serde_json::to_string(&fitted).unwrap();
    assert!(now.ends_with(r#","offset":0.0,"missing":null}"#), "{now}");
    let with = |found: &str, put: &str| now.replace(found, put);
    assert_eq!(read(&with("0.0,\"missing\":null", "-1.0,\"missing\":[1,0]")).map(|fitted| fitted.offset()), Ok(-1.0));
    for (damaged, message) in [
        (with(r#""missing":null"#, r#""missing":[0]"#), "a count of missing values that does not fit"),
        (with(r#""missing":null"#, r#""missing":[0,2]"#), "a count of missing values that does not fit"),
        (with(r#""offset":0.0"#, r#""offset":1e999"#), "number out of range"),
        (with(r#""offset":0.0"#, r#""offset":null"#), "invalid type: null"),
        (with("min_max", "standard").replace(r#""offset":0.0"#, r#""offset":0.5"#), "only min-max has an offset"),
    ] {
        assert_ne!(damaged, now);
        let error = read(&damaged).unwrap_err();
        assert!(error.contains(message), "{error}");
    }
}
