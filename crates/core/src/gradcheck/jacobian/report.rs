//! What does a check of a Jacobian return? The report on each row or mixture of rows, and where what was given contradicts itself.

use std::fmt;

use super::super::{Report, Verdict};

/// What a check of a Jacobian came to.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[must_use = "a check that nobody looks at decides nothing"]
#[non_exhaustive]
pub struct JacobianReport {
    /// One failure decides, and then one row that is undecidable.
    pub verdict: Verdict,
    /// n.
    pub inputs: usize,
    /// m.
    pub outputs: usize,
    /// Each form with each cotangent.
    pub rows: Vec<Row>,
    /// Where products contradict each other.
    pub disagreements: Vec<Disagreement>,
}

/// A row of the Jacobian in one of its forms, or a mixture of rows.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Row {
    /// `dense`, `forward` or `reverse`.
    pub form: String,
    /// Which row.
    pub cotangent: Cotangent,
    /// Columns that the pattern leaves out, and that are not 0 to the bit.
    pub outside: Vec<usize>,
    /// The check of the row as a gradient.
    pub report: Report,
}

/// A row, or a mixture of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Cotangent {
    /// The row of this output.
    Output(usize),
    /// The random mixture with this number.
    Random(usize),
}

/// What products of one matrix satisfy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Claim {
    /// Two forms are those of one matrix: uᵀ(J·v) = (Jᵀu)ᵀv.
    Transposed,
    /// Products are linear.
    Linear,
    /// A Hessian is symmetric.
    Symmetric,
}

/// Two numbers that should be one.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Disagreement {
    /// What does not hold.
    pub claim: Claim,
    /// One side …
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub one: f64,
    /// … and the other.
    #[cfg_attr(feature = "serde", serde(with = "crate::bits::json"))]
    pub other: f64,
}

impl JacobianReport {
    /// Whether the Jacobian is right, as far as was looked.
    pub fn passed(&self) -> bool {
        self.verdict == Verdict::Pass
    }
}

impl fmt::Display for Cotangent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cotangent::Output(row) => write!(formatter, "f[{row}]"),
            Cotangent::Random(number) => write!(formatter, "mixture {number}"),
        }
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Disagreement { claim, one, other } = self;
        match claim {
            Claim::Transposed => {
                write!(formatter, "two forms of the Jacobian contradict each other: uᵀ(J·v) is {one} and {other}")
            }
            Claim::Linear => {
                write!(formatter, "a product of the Jacobian is not linear: {one} at once, {other} in parts")
            }
            Claim::Symmetric => write!(formatter, "the Hessian is not symmetric: uᵀ(H·v) is {one}, vᵀ(H·u) {other}"),
        }
    }
}

impl fmt::Display for JacobianReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = self.verdict.name().to_uppercase();
        let decisive = self.rows.iter().filter(|row| row.report.verdict == self.verdict);
        let name = |row: &Row| format!("{}, {}", row.form, row.cotangent);
        match (self.verdict, decisive.clone().next()) {
            (Verdict::Pass, _) => writeln!(
                formatter,
                "{verdict}  {} rows or mixtures of the {} x {} Jacobian",
                self.rows.len(),
                self.outputs,
                self.inputs
            )?,
            (_, Some(row)) => {
                let text = row.report.to_string();
                writeln!(formatter, "{verdict}  {}: {}", name(row), text.trim_start_matches(&verdict).trim())?;
            }
            (_, None) => {
                writeln!(formatter, "{verdict}  what is said of the Jacobian contradicts itself or its pattern")?
            }
        }
        let more = decisive.count().saturating_sub(1);
        if self.verdict != Verdict::Pass && more > 0 {
            writeln!(formatter, "  and {more} more of {} rows or mixtures", self.rows.len())?;
        }
        for row in self.rows.iter().filter(|row| !row.outside.is_empty()) {
            writeln!(formatter, "  {}: columns {:?} are outside of the pattern and not 0", name(row), row.outside)?;
        }
        self.disagreements.iter().try_for_each(|disagreement| writeln!(formatter, "  {disagreement}"))
    }
}
