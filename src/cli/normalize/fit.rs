//! `normalize fit`: what is learned from training data? A scaler, as JSON that every language reads.

use std::path::PathBuf;

use clap::Args;
use clap::builder::TypedValueParser;
use wellposed::data::Reading;
use wellposed::own_data::values;
use wellposed::scaler::{self, Fit, Gaps, Method, is_scaler};
use wellposed::text;

use super::{Signs, place, table};
use crate::cli::{Answer, Failure, show};

/// Below the options of `--help`.
const HELP: &str = r#"The file is read row by row, so it may be larger than memory; for quantiles a large one is read several times. Missing cells count nowhere.

z = (x - center) / divisor + offset, with these fields of the scaler. In Python:

    import json, csv
    scaler = json.load(open("scaler.json"))
    rows = list(csv.DictReader(open("test.csv")))
    for row in rows:
        for c in scaler["columns"]:
            row[c["name"]] = (float(row[c["name"]]) - c["center"]) / c["divisor"] + scaler["offset"]
    columns = [{"name": "size", "center": 70.0, "divisor": 12.5}]
    mine = {"format": "wellposed scaler", "version": 1, "method": {"name": "standard"}, "columns": columns}
    json.dump(mine, open("mine.json", "w"))"#;

/// The words after `normalize fit`.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(super) struct Options {
    /// Training data: a CSV file, plain or packed by gzip, or `-` for standard input
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    /// The column that is to be predicted, by name or number; it is not normalized, and may be missing later
    #[arg(long, value_name = "COLUMN")]
    target: Option<String>,
    /// What is done to each column: standard, center, scale, min-max[:LOW,HIGH], max-abs, robust[:LOWER,UPPER]
    #[arg(long, value_name = "METHOD", default_value = "standard", allow_hyphen_values = true)]
    method: Method,
    /// What missing cells become; mean and median are those of the training rows [default: keep]
    #[arg(long, value_name = "WHAT", value_parser = gaps())]
    missing: Option<Gaps>,
    /// Columns that are not normalized, by names or numbers, separated by commas
    #[arg(long, value_name = "COLUMNS")]
    drop: Vec<String>,
    /// Columns that are normalized, and no others
    #[arg(long, value_name = "COLUMNS")]
    only: Vec<String>,
    #[command(flatten)]
    signs: Signs,
    /// Where the scaler is written; standard output if it is left out
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Overwrite a file that is no scaler
    #[arg(long, requires = "out")]
    force: bool,
}

fn gaps() -> impl TypedValueParser<Value = Gaps> {
    values::one_of(Gaps::WORDS)
}

/// Learns, and writes what was learned.
pub(super) fn fit(options: &Options) -> Result<Answer, Failure> {
    if let Some(out) = &options.out {
        place::check("--out", out, options.force, is_scaler)?;
    }
    let reading = Reading {
        target: options.target.clone().unwrap_or_default(),
        drop: options.drop.clone(),
        only: options.only.clone(),
        ..options.signs.reading()
    };
    let wanted = Fit { method: options.method, gaps: options.missing.unwrap_or_default(), reading };
    let table = table(&options.data);
    let file = table.name();
    let fitted = scaler::fit(table, &wanted)?;
    let mut notes = fitted.notes(&file);
    match &options.out {
        None => show(&fitted.scaler.to_json())?,
        Some(out) => {
            place::write("--out", out, &fitted.scaler.to_json())?;
            notes.push(format!("Written: {}", text::path(out)));
        }
    }
    place::note(&notes);
    Ok(Answer::Done)
}
