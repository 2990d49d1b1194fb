//! `run`: what does an experiment find, with another seed, with fewer replicates, or on your own data?

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;
use wellposed::chapters::{self, Choices, Selected};
use wellposed::data::{Dataset, parse_csv, read_csv};
use wellposed::report::files::{render_made_by, write_all};
use wellposed::report::text::{table_csv, table_json, table_text};
use wellposed::report::{Findings, Table};
use wellposed::text::shell;

use super::claims::evidence;
use super::experiments::{self, Answered};
use super::format::Format;
use super::selection::Selection;
use super::{Answer, Failure, show};

/// More replicates than this would take days; whoever types more has slipped.
const MOST_REPLICATES: usize = 1_000_000;

/// In place of a file's name; a file of that name is `./-`.
const STANDARD_INPUT: &str = "-";

/// The words after `run`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(flatten)]
    selection: Selection,
    /// The seed of every random stream
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = seed)]
    seed: Option<u64>,
    /// How many replicates, instead of each experiment's own number
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = replicates)]
    replicates: Option<usize>,
    /// A CSV file of your own, or `-` for standard input: one line of column names, then an example a line
    #[arg(long, value_name = "FILE", requires = "target", conflicts_with_all = ["seed", "replicates"])]
    data: Option<PathBuf>,
    /// The column of FILE that is to be predicted
    #[arg(long, value_name = "COLUMN", requires = "data")]
    target: Option<String>,
    /// How the tables are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// A folder in which the reports are written too
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("a seed is a whole number from 0 to {}", u64::MAX))
}

fn replicates(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (1..=MOST_REPLICATES).contains(number));
    number.ok_or_else(|| format!("the number of replicates is a whole number from 1 to {MOST_REPLICATES}"))
}

/// Runs the chosen experiments and prints their tables.
pub(crate) fn run(options: &Options) -> Result<Answer, Failure> {
    let selected = chapters::find(&options.selection.name).map_err(Failure::Selection)?;
    let results = match (&options.data, &options.target) {
        (Some(file), Some(target)) => on_data(&options.selection.name, &selected, file, target)?,
        _ => experiments::run_all(&selected, &choices(options)),
    };
    if let Some(folder) = &options.out {
        let files =
            |(selected, findings): &Answered| render_made_by(&command(options, selected), &selected.path(), findings);
        write_all(folder, &results.iter().flat_map(files).collect::<Vec<_>>()).map_err(Failure::Out)?;
    }
    show(&printed(options, &results)).map(|()| Answer::Done)
}

fn choices(options: &Options) -> Choices {
    let usual = Choices::default();
    Choices { seed: options.seed.unwrap_or(usual.seed), replicates: options.replicates }
}

/// The answers of those experiments that can be asked about somebody's own data.
fn on_data(name: &str, selected: &[Selected], file: &Path, target: &str) -> Result<Vec<Answered>, Failure> {
    let asked = |selected: &Selected| selected.experiment.on_data.map(|answer| (*selected, answer));
    let askable: Vec<_> = selected.iter().filter_map(asked).collect();
    if askable.is_empty() {
        let known = chapters::all().iter().filter_map(asked).map(|(selected, _)| selected.path()).collect();
        return Err(Failure::NotOnData { selection: name.to_owned(), known });
    }
    let set = if file == Path::new(STANDARD_INPUT) {
        parse_csv(io::stdin().lock(), "standard input", target)?
    } else {
        read_csv(file, target)?
    };
    let one = |(selected, answer): (Selected, fn(&Dataset) -> Table)| {
        (selected, Findings { table: answer(&set), figure: None, claims: Vec::new() })
    };
    Ok(askable.into_iter().map(one).collect())
}

fn printed(options: &Options, results: &[Answered]) -> String {
    let texts: Vec<String> = match options.format {
        Format::Text => results.iter().map(text).collect(),
        Format::Csv => {
            results.iter().map(|(selected, findings)| table_csv(&findings.table, &command(options, selected))).collect()
        }
        Format::Json => vec![format!("{:#}\n", Value::Array(results.iter().map(json).collect()))],
    };
    texts.join("\n")
}

/// The table for reading, and what it says of the claims.
fn text((_, findings): &Answered) -> String {
    let mut text = table_text(&findings.table);
    for claim in &findings.claims {
        text += "\n";
        text += &evidence(claim);
    }
    text
}

/// The table with its path and its claims.
fn json((selected, findings): &Answered) -> Value {
    let mut value = table_json(&findings.table);
    value["path"] = selected.path().into();
    value["claims"] = serde_json::to_value(&findings.claims).unwrap_or_default();
    value
}

/// The command that prints this table again.
fn command(options: &Options, selected: &Selected) -> String {
    let mut command = format!("cargo run --release -- run {}", selected.path());
    let mut add = |option: &str, value: Option<String>| {
        if let Some(value) = value {
            command += &format!(" --{option} {value}");
        }
    };
    add("seed", options.seed.map(|seed| seed.to_string()));
    add("replicates", options.replicates.map(|replicates| replicates.to_string()));
    add("data", options.data.as_ref().map(shell));
    add("target", options.target.as_ref().map(shell));
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_in_range_are_taken() {
        assert_eq!(seed("18446744073709551615"), Ok(u64::MAX));
        assert!(seed("18446744073709551616").is_err() && seed("1.5").is_err() && seed("").is_err());
        assert_eq!(replicates("1"), Ok(1));
        assert!(replicates("0").is_err() && replicates("1000001").is_err() && replicates("-3").is_err());
    }
}
