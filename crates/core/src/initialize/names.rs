//! Under which names do tables, command lines and JSON know an initializer?
//!
//! ```text
//! name   = scheme [_law] [_fan_out] [_gain=γ]        "he_normal", "lecun_uniform_fan_out", "orthogonal_gain=1.1"
//! scheme = zeros | constant=c | deviation=σ | lecun | he | glorot | orthogonal | lsuv
//! law    = normal | uniform | truncated
//! ```
//!
//! Reading takes hyphens for underscores. What is left out is normal, fan-in and gain 1. A word that is said twice, or
//! that has no effect on its scheme, is refused: it would be lost in silence. The law counts where weights are drawn
//! one by one, the fan for `lecun` and `he`, the gain for all but `zeros` and `constant`.
//!
//! ```
//! use wellposed_core::initialize::Initializer;
//!
//! let initializer: Initializer = "lecun-truncated".parse()?;
//! assert_eq!(initializer.name(), "lecun_truncated");
//! assert!("xavier".parse::<Initializer>().is_err());
//! # Ok::<(), wellposed_core::initialize::InitializerError>(())
//! ```

use std::fmt;
use std::str::FromStr;

use super::{Fan, Initializer, InitializerError, Law, Scheme};

impl Initializer {
    /// Its name: the scheme and what differs from a plain one, such as `he_normal` or `lecun_uniform_fan_out`.
    pub fn name(&self) -> String {
        self.to_string()
    }

    /// Whether the number of connections is chosen.
    fn takes_fan(&self) -> bool {
        matches!(self.scheme, Scheme::LeCun | Scheme::He)
    }

    /// Whether the gain counts.
    fn takes_gain(&self) -> bool {
        !matches!(self.scheme, Scheme::Zeros | Scheme::Constant(_))
    }
}

impl fmt::Display for Initializer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.scheme {
            Scheme::Zeros => formatter.write_str("zeros"),
            Scheme::Constant(value) => write!(formatter, "constant={value}"),
            Scheme::FixedDeviation(deviation) => write!(formatter, "deviation={deviation}"),
            Scheme::LeCun => formatter.write_str("lecun"),
            Scheme::He => formatter.write_str("he"),
            Scheme::Glorot => formatter.write_str("glorot"),
            Scheme::Orthogonal => formatter.write_str("orthogonal"),
            Scheme::Lsuv => formatter.write_str("lsuv"),
        }?;
        if self.is_independent() {
            write!(formatter, "_{}", self.law.name())?;
        }
        if self.fan == Fan::Out && self.takes_fan() {
            formatter.write_str("_fan_out")?;
        }
        if self.gain != 1.0 && self.takes_gain() {
            write!(formatter, "_gain={}", self.gain)?;
        }
        Ok(())
    }
}

impl FromStr for Initializer {
    type Err = InitializerError;

    fn from_str(name: &str) -> Result<Self, InitializerError> {
        let unknown = || InitializerError::Unknown { name: name.to_owned() };
        let words = with_underscores(name);
        // The two words of a fan are one here.
        let words = words.replace("fan_", "fan");
        let mut words = words.split('_');
        let mut initializer = Initializer::new(scheme(words.next().unwrap_or_default(), name)?);
        let mut said = Vec::new();
        for word in words {
            let (next, part, counts) = match word.split_once('=') {
                Some(("gain", number)) => {
                    (initializer.gain(number.parse().map_err(|_| unknown())?), "gain", initializer.takes_gain())
                }
                None if word == "fanin" => (initializer.fan(Fan::In), "fan", initializer.takes_fan()),
                None if word == "fanout" => (initializer.fan(Fan::Out), "fan", initializer.takes_fan()),
                _ => {
                    let law = Law::ALL.into_iter().find(|law| law.name() == word).ok_or_else(unknown)?;
                    (initializer.law(law), "law", initializer.is_independent())
                }
            };
            if !counts {
                return Err(InitializerError::NoEffect { name: name.to_owned(), part });
            }
            if said.contains(&part) {
                return Err(InitializerError::Repeated { name: name.to_owned(), part });
            }
            said.push(part);
            initializer = next;
        }
        initializer.validate()?;
        Ok(initializer)
    }
}

/// A hyphen before a letter joins words; before a digit it is a minus.
fn with_underscores(name: &str) -> String {
    let next = name.chars().skip(1).map(Some).chain([None]);
    name.chars()
        .zip(next)
        .map(|(character, next)| match next {
            Some(next) if character == '-' && next.is_alphabetic() => '_',
            _ => character,
        })
        .collect()
}

/// The first word; `name` is the whole, for the error.
fn scheme(word: &str, name: &str) -> Result<Scheme, InitializerError> {
    let unknown = || InitializerError::Unknown { name: name.to_owned() };
    let number = |number: &str| number.parse().map_err(|_| unknown());
    match word.split_once('=') {
        Some(("constant", value)) => Ok(Scheme::Constant(number(value)?)),
        Some(("deviation", value)) => Ok(Scheme::FixedDeviation(number(value)?)),
        Some(_) => Err(unknown()),
        None => match word {
            "zeros" => Ok(Scheme::Zeros),
            "lecun" => Ok(Scheme::LeCun),
            "he" => Ok(Scheme::He),
            "glorot" => Ok(Scheme::Glorot),
            "orthogonal" => Ok(Scheme::Orthogonal),
            "lsuv" => Ok(Scheme::Lsuv),
            "xavier" => Err(InitializerError::Ambiguous { name: name.to_owned() }),
            _ => Err(unknown()),
        },
    }
}

impl TryFrom<String> for Initializer {
    type Error = InitializerError;

    fn try_from(name: String) -> Result<Self, InitializerError> {
        name.parse()
    }
}

impl From<Initializer> for String {
    fn from(initializer: Initializer) -> String {
        initializer.name()
    }
}

#[cfg(test)]
mod tests;
