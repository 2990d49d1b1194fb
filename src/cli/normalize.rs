//! `normalize`: how is a table of any size normalized by what was learned from another one?

mod apply;
mod fit;
mod place;

use clap::builder::TypedValueParser;
use clap::{Args, Subcommand};
use wellposed::data::{Encoding, Reading, Table};
use wellposed::own_data::values::{self, STANDARD_INPUT};

use super::{Answer, Failure};

/// The words after `normalize`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    step: Step,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
enum Step {
    /// Learn from training data, and write what was learned: a scaler
    Fit(Box<fit::Options>),
    /// Normalize other data by a scaler, and say what has drifted since training
    Apply(Box<apply::Options>),
}

/// How cells are written.
#[derive(Debug, Args)]
#[command(next_help_heading = "How cells are written (seen from the file if it is left out)")]
struct Signs {
    /// The decimal sign
    #[arg(long, value_name = "SIGN", value_parser = values::decimal)]
    decimal: Option<char>,
    /// The sign between groups of three digits, such as `,`
    #[arg(long, value_name = "SIGN", value_parser = values::thousands)]
    thousands: Option<char>,
    /// The sign between cells; `tab` and `space` are words for them
    #[arg(long, value_name = "SIGN", value_parser = values::delimiter)]
    delimiter: Option<char>,
    /// How bytes are letters
    #[arg(long, value_name = "NAME", value_parser = encoding())]
    encoding: Option<Encoding>,
}

fn encoding() -> impl TypedValueParser<Value = Encoding> {
    values::one_of(Encoding::WORDS)
}

impl Signs {
    fn reading(&self) -> Reading {
        let Signs { decimal, thousands, delimiter, encoding } = *self;
        Reading { decimal, thousands, delimiter, encoding, ..Reading::default() }
    }
}

/// The table of this name.
fn table(file: &std::path::Path) -> Table<'_> {
    match file.to_str() {
        Some(STANDARD_INPUT) => Table::Once(Box::new(std::io::stdin()), "standard input"),
        _ => Table::File(file),
    }
}

/// Fits or applies.
pub(crate) fn normalize(options: &Options) -> Result<Answer, Failure> {
    match &options.step {
        Step::Fit(options) => fit::fit(options),
        Step::Apply(options) => apply::apply(options),
    }
}
