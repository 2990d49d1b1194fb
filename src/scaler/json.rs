//! Is a text the file of a scaler, and what does it say? What is wrong with it is said in one line, with the field.
//!
//! ```
//! use wellposed::scaler::Scaler;
//!
//! let text = r#"{"format": "wellposed scaler", "version": 1, "method": {"name": "standard"},
//!     "columns": [{"name": "size", "center": 70, "divisor": 12.5}]}"#;
//! assert_eq!(Scaler::from_json(text)?.columns[0].normalized(95.0, 0.0), 2.0);
//! let damaged = Scaler::from_json(&text.replace("12.5", "0")).unwrap_err();
//! assert_eq!(damaged.to_string(), "columns[0].divisor: a finite number above 0 is wanted, not 0");
//! # Ok::<(), wellposed::scaler::ScalerError>(())
//! ```

use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

use super::{Manner, Method, PassedOver, ScaledColumn, Scaler, Training};
use crate::data::Encoding;
use crate::text::name as shown;

pub(super) const FORMAT: &str = "wellposed scaler";
pub(super) const VERSION: u64 = 1;

/// Why a text is no scaler.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct ScalerError(String);

/// Whether a text says that it is a scaler, of whatever version.
pub fn is_scaler(text: &str) -> bool {
    serde_json::from_str(text).is_ok_and(|value: Value| value["format"] == FORMAT)
}

impl Scaler {
    /// The file.
    ///
    /// # Panics
    /// Never: names and numbers can be written.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("names and numbers can be written") + "\n"
    }

    /// Reads the file.
    ///
    /// # Errors
    /// A line with the field that is missing or wrong.
    pub fn from_json(text: &str) -> Result<Self, ScalerError> {
        let value: Value = serde_json::from_str(text).map_err(|error| ScalerError(format!("is no JSON: {error}")))?;
        Scaler::of(&value)
    }

    fn of(value: &Value) -> Result<Self, ScalerError> {
        let whole = At { value, path: String::new() };
        if whole.get("format").is_none_or(|format| *format.value != FORMAT) {
            return Err(whole.wrong(".format", format!("\"{FORMAT}\" is wanted: is this a scaler?")));
        }
        let version = whole.field("version")?;
        if version.count()? != VERSION {
            return Err(
                version.wrong("", format!("{} is unknown here; this program reads version {VERSION}", version.value))
            );
        }
        let method = method(&whole.field("method")?)?;
        let columns = whole.field("columns")?.list()?.iter().map(column).collect::<Result<Vec<_>, _>>()?;
        check_names(&columns)?;
        Ok(Scaler {
            format: FORMAT,
            version: VERSION,
            method,
            offset: whole.get("offset").map_or(Ok(method.offset()), |offset| offset.number())?,
            rows: whole.get("rows").map_or(Ok(0), |rows| rows.count())?,
            target: whole.get("target").map(|target| target.text()).transpose()?,
            left_out: match whole.get("left_out") {
                Some(left_out) => left_out.list()?.iter().map(passed_over).collect::<Result<_, _>>()?,
                None => Vec::new(),
            },
            reading: whole.get("reading").map_or(Ok(Manner::default()), |reading| manner(&reading))?,
            columns,
        })
    }
}

impl<'de> Deserialize<'de> for Scaler {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Scaler::of(&Value::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// A value and how it is reached.
struct At<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> At<'a> {
    fn wrong(&self, below: &str, what: impl Into<String>) -> ScalerError {
        let path = format!("{}{below}", self.path);
        let path = if path.is_empty() { "the file" } else { path.trim_start_matches('.') };
        ScalerError(format!("{path}: {}", what.into()))
    }

    fn wanted(&self, what: &str) -> ScalerError {
        self.wrong("", format!("{what} is wanted, not {}", shown(&self.value.to_string())))
    }

    /// A field that may be missing or null.
    fn get(&self, name: &str) -> Option<At<'a>> {
        let value = self.value.get(name).filter(|value| !value.is_null())?;
        Some(At { value, path: format!("{}.{name}", self.path) })
    }

    fn field(&self, name: &str) -> Result<At<'a>, ScalerError> {
        self.get(name).ok_or_else(|| self.wrong(&format!(".{name}"), "is missing"))
    }

    fn list(&self) -> Result<Vec<At<'a>>, ScalerError> {
        let values = self.value.as_array().ok_or_else(|| self.wanted("a list"))?;
        let at = |(place, value)| At { value, path: format!("{}[{place}]", self.path) };
        Ok(values.iter().enumerate().map(at).collect())
    }

    fn number(&self) -> Result<f64, ScalerError> {
        self.value.as_f64().filter(|number| number.is_finite()).ok_or_else(|| self.wanted("a finite number"))
    }

    fn number_that(&self, what: &str, holds: impl Fn(f64) -> bool) -> Result<f64, ScalerError> {
        self.value.as_f64().filter(|&number| number.is_finite() && holds(number)).ok_or_else(|| self.wanted(what))
    }

    fn count(&self) -> Result<u64, ScalerError> {
        // Python may write 1.0.
        let whole = self.value.as_f64().filter(|number| number.fract() == 0.0 && (0.0..9e15).contains(number));
        whole.map(|number| number as u64).ok_or_else(|| self.wanted("a whole number"))
    }

    fn text(&self) -> Result<String, ScalerError> {
        self.value.as_str().map(str::to_owned).ok_or_else(|| self.wanted("a string"))
    }

    fn sign(&self, known: impl Fn(char) -> bool) -> Result<char, ScalerError> {
        let text = self.text()?;
        let mut letters = text.chars();
        letters.next().filter(|&sign| letters.next().is_none() && known(sign)).ok_or_else(|| self.wanted("such a sign"))
    }
}

fn method(at: &At) -> Result<Method, ScalerError> {
    let name = at.field("name")?;
    let number = |field: &str| at.field(field)?.number();
    let method = match name.text()?.as_str() {
        "center" => Method::Center,
        "scale" => Method::Scale,
        "standard" => Method::Standard,
        "max_abs" => Method::MaxAbs,
        "min_max" => Method::MinMax { low: number("low")?, high: number("high")? },
        "robust" => Method::Robust { lower: number("lower")?, upper: number("upper")? },
        _ => return Err(name.wanted("standard, center, scale, min_max, max_abs or robust")),
    };
    method.checked().map_err(|wanted| at.wrong("", wanted))
}

fn column(at: &At) -> Result<ScaledColumn, ScalerError> {
    let is_constant = |at: At| at.value.as_bool().ok_or_else(|| at.wanted("true or false"));
    Ok(ScaledColumn {
        name: at.field("name")?.text()?,
        center: at.field("center")?.number()?,
        divisor: at.field("divisor")?.number_that("a finite number above 0", |divisor| divisor > 0.0)?,
        constant: at.get("constant").map_or(Ok(false), is_constant)?,
        fill: at.get("fill").map(|fill| fill.number()).transpose()?,
        training: at.get("training").map(|training| training_of(&training)).transpose()?,
    })
}

fn training_of(at: &At) -> Result<Training, ScalerError> {
    let number = |name: &str| at.field(name)?.number();
    let interval = |at: At| match at.list()?.as_slice() {
        [low, high] => Ok([low.number()?, high.number()?]),
        _ => Err(at.wanted("a list of two numbers")),
    };
    let training = Training {
        examples: at.field("examples")?.count()?,
        missing: at.get("missing").map_or(Ok(0), |missing| missing.count())?,
        mean: number("mean")?,
        deviation: at.field("deviation")?.number_that("a finite number, 0 or above,", |deviation| deviation >= 0.0)?,
        mean_interval: at.get("mean_interval").map(interval).transpose()?,
        minimum: number("minimum")?,
        maximum: number("maximum")?,
    };
    if training.examples == 0 || training.minimum > training.maximum {
        return Err(at.wrong("", "at least one example is wanted, and a minimum that is not above the maximum"));
    }
    Ok(training)
}

fn passed_over(at: &At) -> Result<PassedOver, ScalerError> {
    let why = at.get("why").map_or(Ok(String::new()), |why| why.text())?;
    Ok(PassedOver { name: at.field("name")?.text()?, why })
}

fn manner(at: &At) -> Result<Manner, ScalerError> {
    let sign = |name: &str, known: fn(char) -> bool| at.get(name).map(|at| at.sign(known)).transpose();
    let encoding = at.get("encoding");
    let is_known = |word: &str| Encoding::WORDS.iter().any(|(known, _)| *known == word);
    if let Some(encoding) = encoding.as_ref().filter(|at| !at.value.as_str().is_some_and(is_known)) {
        return Err(encoding.wanted("the name of an encoding"));
    }
    Ok(Manner {
        decimal: sign("decimal", |sign| ".,".contains(sign))?,
        thousands: sign("thousands", |sign| ",. '_".contains(sign))?,
        delimiter: sign("delimiter", |_| true)?,
        encoding: encoding.map(|at| at.text()).transpose()?,
    })
}

/// Columns are found by their names, so each needs one of its own.
fn check_names(columns: &[ScaledColumn]) -> Result<(), ScalerError> {
    let mut known = std::collections::BTreeMap::new();
    for (place, name) in columns.iter().map(|column| column.name.trim()).enumerate() {
        let what = match known.insert(name, place) {
            _ if name.is_empty() => "is empty".to_owned(),
            Some(first) => format!("`{}` is the name of columns[{first}] too", shown(name)),
            None => continue,
        };
        return Err(ScalerError(format!("columns[{place}].name: {what}")));
    }
    if columns.is_empty() { Err(ScalerError("columns: at least one is wanted".to_owned())) } else { Ok(()) }
}
