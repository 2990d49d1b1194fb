//! How does a text stand in an address? Percent-encoded (RFC 3986, section 2): it is one name of a path or a fragment, and neither a scheme
//! such as `javascript:` nor a way to another folder.
//!
//! ```
//! use wellposed::text::address;
//!
//! assert_eq!(address("L09-23"), "L09-23");
//! assert_eq!(address("javascript:x/../y"), "javascript%3Ax%2F..%2Fy");
//! ```

use super::visible;
use std::fmt::Write;

/// The text as one name in an address; a fragment finds the `id` that holds the same text.
pub fn address(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in visible(text).bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").expect("a string takes every text");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_digits_and_four_marks_stay() {
        assert_eq!(address("a_b-c.d~e"), "a_b-c.d~e");
        assert_eq!(address("\"><b> #?&"), "%22%3E%3Cb%3E%20%23%3F%26");
        assert_eq!(address("é"), "%C3%A9");
        assert_eq!(address("\n"), "%5Cn");
    }
}
