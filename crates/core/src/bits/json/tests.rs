//! Does what `json.rs` promises hold?

use proptest::prelude::*;
use serde::Serialize;

#[derive(Serialize, Deserialize)]
struct Stored(#[serde(with = "super")] f64);

use serde::Deserialize;

fn back(number: f64) -> f64 {
    serde_json::from_str::<Stored>(&serde_json::to_string(&Stored(number)).unwrap()).unwrap().0
}

proptest! {
    #[test]
    fn every_number_reads_back(bits: u64) {
        let number = f64::from_bits(bits);
        prop_assert!(back(number).to_bits() == bits || (number.is_nan() && back(number).is_nan()));
    }
}

#[test]
fn words_are_told_apart_and_others_refused() {
    assert!(back(f64::NAN).is_nan());
    let ends = [f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, 5e-324, -0.0, 0.0];
    assert_eq!(ends.map(|number| back(number).to_bits()), ends.map(f64::to_bits));
    let read = |text: &str| serde_json::from_str::<Stored>(text).map(|stored| stored.0);
    assert!(read("null").unwrap().is_nan() && read("3").unwrap() == 3.0 && read("-3").unwrap() == -3.0);
    for refused in ["\"nan\"", "\"infinity\"", "\"1.5\"", "true", "[1]", "{}", "\"\""] {
        let message = read(refused).unwrap_err().to_string();
        assert!(message.contains("expected a number, \"NaN\", \"inf\" or \"-inf\""), "{message}");
    }
    // Without the words all three are one.
    assert_eq!(serde_json::to_string(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY]).unwrap(), "[null,null,null]");
}
