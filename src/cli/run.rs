//! `run`: what does an experiment find, with another seed, with fewer replicates, or on your own data?

use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::Args;
use serde_json::Value;
use wellposed::advice::{Prospects, Study};
use wellposed::chapters::input_normalization::win_tie_loss::findings_of;
use wellposed::chapters::{self, Choices, Selected};
use wellposed::data::{Dataset, thousands};
use wellposed::report::files::{foreign, render_made_by, write_all};
use wellposed::report::text::{table_csv, table_json, table_text};
use wellposed::report::{Findings, Table};

use super::claims::evidence;
use super::experiments::{self, Answered};
use super::format::Format;
use super::selection::Selection;
use super::{Answer, Failure, answer, own_data, show};

/// More replicates than this would take days; whoever types more has slipped.
const MOST_REPLICATES: usize = 1_000_000;

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
    #[command(flatten)]
    own: own_data::OwnFile,
    /// How the tables are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// A folder in which the reports are written too
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Overwrite files in that folder that this program has not written
    #[arg(long, requires = "out")]
    force: bool,
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
    if options.own.data.is_some() {
        return on_data(options, &selected);
    }
    let results = experiments::run_all(&selected, &choices(options));
    write(options, &results)?;
    show(&printed(options, &results)).map(|()| Answer::Done)
}

fn choices(options: &Options) -> Choices {
    let usual = Choices::default();
    Choices { seed: options.seed.unwrap_or(usual.seed), replicates: options.replicates }
}

/// Writes the reports, if there is a folder for them.
fn write(options: &Options, results: &[Answered]) -> Result<(), Failure> {
    let Some(folder) = &options.out else { return Ok(()) };
    let files =
        |(selected, findings): &Answered| render_made_by(&command(options, selected), &selected.path(), findings);
    let files: Vec<_> = results.iter().flat_map(files).collect();
    match foreign(folder, &files).filter(|_| !options.force) {
        Some(path) => Err(Failure::Foreign(path)),
        None => write_all(folder, &files).map(drop).map_err(Failure::Out),
    }
}

/// What experiments answer for somebody's own data: the first screen of a chapter, and the tables of an experiment or of all.
fn on_data(options: &Options, selected: &[Selected]) -> Result<Answer, Failure> {
    let asked = |selected: &Selected| selected.experiment.on_data.map(|answer| (*selected, answer));
    let askable: Vec<_> = selected.iter().filter_map(asked).collect();
    if askable.is_empty() {
        let known = chapters::all().iter().filter_map(asked).map(|(selected, _)| selected.path()).collect();
        return Err(Failure::NotOnData { selection: options.selection.name.clone(), known });
    }
    let single = askable.len() == 1;
    if options.format == Format::Csv && options.own.all && !single {
        return Err(Failure::SeveralTables);
    }
    let Some(own) = options.own.read()? else { return Ok(Answer::Done) };
    let wanted = single || options.own.all || options.out.is_some();
    announce(&own.set, wanted);
    let study = Study::of_own(&own);
    let one = |(selected, answer): (Selected, fn(&Study) -> Table)| {
        (selected, Findings { table: answer(&study), figure: None, claims: Vec::new() })
    };
    let results: Vec<Answered> = if wanted { askable.into_iter().map(one).collect() } else { Vec::new() };
    write(options, &results)?;
    let tables = if single || options.own.all { results.as_slice() } else { &[] };
    let advice = if single { None } else { Some(study.advice()) };
    let text = match options.format {
        Format::Text => answer::text(&own.read, advice.as_ref(), tables),
        Format::Json => answer::json(&own.read, advice.as_ref(), tables),
        Format::Csv => match advice {
            Some(advice) => table_csv(&findings_of(&advice), &chapter_command(options)),
            None => printed(options, tables),
        },
    };
    show(&text).map(|()| Answer::Done)
}

/// Says beforehand what will take long, or much memory. Tables need the decompositions of eight kinds of inputs with their vectors, where the
/// recommendation needs those of five without: seven times the time, and half as much memory again.
fn announce(set: &Dataset, tables: bool) {
    const LONG: f64 = 10.0;
    const MUCH: f64 = 1e9;
    const BYTES_OF_A_VALUE: f64 = 10.0;
    let (examples, features) = (set.examples(), set.feature_count());
    let seconds = Prospects::seconds(examples, features) * if tables { 7.0 } else { 1.0 };
    let bytes = Prospects::bytes(examples, features) * if tables { 1.6 } else { 1.0 };
    let bytes = bytes + BYTES_OF_A_VALUE * (examples * features) as f64;
    let long = (seconds > LONG).then(|| format!("{} s", thousands(seconds.ceil() as usize)));
    let much = (bytes > MUCH).then(|| format!("{} GB of memory", thousands((bytes / 1e9).ceil() as usize)));
    let both: Vec<String> = long.into_iter().chain(much).collect();
    if !both.is_empty() {
        let what = if tables { "tables" } else { "condition numbers" };
        let ([rows, columns], both) = ([examples, features].map(thousands), both.join(" and "));
        let _ = writeln!(
            io::stderr(),
            "wellposed: {what} of {rows} rows and {columns} columns may take {both} or more; --only takes fewer columns"
        );
    }
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
    command_on(options, &selected.path())
}

fn chapter_command(options: &Options) -> String {
    command_on(options, &options.selection.name)
}

fn command_on(options: &Options, name: &str) -> String {
    let seed = options.seed.map(|seed| ("seed", seed.to_string()));
    let replicates = options.replicates.map(|replicates| ("replicates", replicates.to_string()));
    let words = seed.into_iter().chain(replicates).chain(options.own.words());
    words.fold(format!("cargo run --release -- run {name}"), |command, (option, value)| {
        format!("{command} --{option} {value}").trim_end().to_owned()
    })
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
