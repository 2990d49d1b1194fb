//! What do the numbers of a block do, to judge by its name? `W1`, `b1`, `gamma1` and `beta1` are what courses call the weights, bias, scale and shift of layer 1.
//!
//! ```text
//! W1, W[1] → weights of layer 1     b2, b[2] → bias of layer 2     fc1.weight → nothing is known
//! ```

use wellposed_core::gradcheck::Kind;

/// Kind and layer; another name says nothing.
pub(crate) fn meaning(name: &str) -> (Kind, usize) {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '[' || c == ']');
    let number = &name[letters.len()..];
    let digits = number.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(number);
    let kind = match letters {
        "W" => Kind::Weights,
        "b" => Kind::Bias,
        "gamma" => Kind::Gain,
        "beta" => Kind::Shift,
        _ => return (Kind::Other, 0),
    };
    // A layer has a number from 1 to what a few digits hold.
    match digits.parse() {
        Ok(layer @ 1..=9999) => (kind, layer),
        _ => (Kind::Other, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_courses_are_known_and_others_are_not() {
        assert_eq!(meaning("W1"), (Kind::Weights, 1));
        assert_eq!(meaning("W[12]"), (Kind::Weights, 12));
        assert_eq!(meaning("b3"), (Kind::Bias, 3));
        assert_eq!(meaning("gamma2"), (Kind::Gain, 2));
        assert_eq!(meaning("beta2"), (Kind::Shift, 2));
        for other in ["W", "W0", "w1", "Wa1", "W[1", "W1]", "W[[1]]", "W12345", "fc1.weight", "", "1", "β1"] {
            assert_eq!(meaning(other), (Kind::Other, 0), "{other}");
        }
    }
}
