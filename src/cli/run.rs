//! `run`: what does an experiment find, with another seed, with fewer replicates, or on your own data?

use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::Args;
use serde_json::Value;
use wellposed::advice::{Prospects, Study};
use wellposed::chapters::input_normalization::win_tie_loss::findings_of;
use wellposed::chapters::{self, Choices, Selected};
use wellposed::data::{Dataset, OwnData, thousands};
use wellposed::own_data::{self, OwnFile, page};
use wellposed::report::files::{foreign, render_made_by, write_all, write_alone};
use wellposed::report::text::{rows_csv, table_csv, table_json, table_text};
use wellposed::report::{Findings, Table};

use super::claims::evidence;
use super::experiments::{self, Answered};
use super::format::Format;
use super::selection::Selection;
use super::{Answer, Failure, own_file, show};

/// More replicates than this would take days; whoever types more has slipped.
const MOST_REPLICATES: usize = 1_000_000;

/// The words after `run`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    #[command(flatten)]
    selection: Selection,
    /// The seed of every random stream
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = seed, conflicts_with = "data")]
    seed: Option<u64>,
    /// How many replicates, instead of each experiment's own number
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = replicates, conflicts_with = "data")]
    replicates: Option<usize>,
    #[command(flatten)]
    own: OwnFile,
    /// How the tables are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Text names columns and rows by the keys that CSV, JSON and the book's directives have
    #[arg(long, conflicts_with = "data")]
    keys: bool,
    /// A folder in which the reports are written too
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Tables in CSV begin with comments (title, command, units, digits); those of data of your own have none otherwise
    #[arg(long, requires = "data")]
    comment: bool,
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
    if options.format == Format::Html {
        return Err(Failure::NoPage);
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
    let files = |(selected, findings): &Answered| {
        let command = command(options, selected);
        let mut files = render_made_by(&command, &selected.path(), findings);
        let texts = files.iter_mut().filter(|(path, _)| path.extension().is_some_and(|ending| ending == "csv"));
        texts.zip(&findings.tables).for_each(|((_, text), table)| *text = csv(options, table, &command));
        files
    };
    let files: Vec<_> = results.iter().flat_map(files).collect();
    match foreign(folder, &files).filter(|_| !options.force) {
        Some(path) => Err(Failure::Foreign(path)),
        None => write_all(folder, &files).map(drop).map_err(Failure::Out),
    }
}

/// What experiments answer for somebody's own data: the first screen of a chapter, and the tables of an experiment or of all.
fn on_data(options: &Options, selected: &[Selected]) -> Result<Answer, Failure> {
    let askable = own_data::askable(selected);
    if askable.is_empty() {
        let known = own_data::askable(&chapters::all()).iter().map(|(selected, _)| selected.path()).collect();
        return Err(Failure::NotOnData { selection: options.selection.name.clone(), known });
    }
    let single = askable.len() == 1;
    if options.format == Format::Csv && options.own.all && !single {
        return Err(Failure::SeveralTables);
    }
    let Some(own) = own_file::read(&options.own)? else { return Ok(Answer::Done) };
    let html = options.format == Format::Html;
    let wanted = single || options.own.all || options.out.is_some() || html;
    announce(&own.set, wanted);
    let study = Study::of_own(&own);
    let asked = askable.into_iter().filter(|_| wanted);
    let answers: Vec<own_data::Answer> = asked.map(|asked| own_data::Answer::of(asked, &study)).collect();
    if html {
        return a_page(options, &own, &study, &answers);
    }
    let results: Vec<Answered> = answers.iter().map(answered).collect();
    write(options, &results)?;
    let shown = if single || options.own.all { answers.len() } else { 0 };
    let advice = if single { None } else { Some(study.advice()) };
    let text = match options.format {
        Format::Json => own_data::json(&own.read, advice.as_ref(), &answers[..shown]),
        Format::Csv => match advice {
            Some(advice) => csv(options, &findings_of(&advice), &chapter_command(options)),
            None => printed(options, &results),
        },
        Format::Text | Format::Html => own_data::text(&own.read, advice.as_ref(), &answers[..shown]),
    };
    show(&text).map(|()| Answer::Done)
}

fn answered(answer: &own_data::Answer) -> Answered {
    (answer.selected, Findings { tables: vec![answer.table.clone()], figure: None, claims: Vec::new() })
}

/// The answers as a page: written below the folder, if there is one, and else printed.
fn a_page(options: &Options, own: &OwnData, study: &Study, answers: &[own_data::Answer]) -> Result<Answer, Failure> {
    let command = format!("{} --format html", chapter_command(options));
    let text = page::page(own, study, answers, &command);
    let Some(folder) = &options.out else { return show(&text).map(|()| Answer::Done) };
    let files = [(page::file_name(&own.set.name), text)];
    if let Some(path) = foreign(folder, &files).filter(|_| !options.force) {
        return Err(Failure::Foreign(path));
    }
    let place = folder.join(&files[0].0);
    write_alone(folder, files.into()).map_err(Failure::Out)?;
    show(&format!("open {}\n", wellposed::text::path(place))).map(|()| Answer::Done)
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
        Format::Text => results.iter().map(|result| text(options, result)).collect(),
        Format::Csv => {
            let all = results
                .iter()
                .flat_map(|(selected, findings)| findings.tables.iter().map(move |table| (selected, table)));
            all.map(|(selected, table)| csv(options, table, &command(options, selected))).collect()
        }
        Format::Json => vec![format!("{:#}\n", Value::Array(results.iter().flat_map(json).collect()))],
        Format::Html => Vec::new(),
    };
    texts.join("\n")
}

/// A table of the project is told with its title, command, units and digits; that of somebody's own data opens in any program as it is.
fn csv(options: &Options, table: &Table, command: &str) -> String {
    let plain = options.own.data.is_some() && !options.comment;
    if plain { rows_csv(table) } else { table_csv(table, command) }
}

/// The tables for reading, and what they say of the claims.
fn text(options: &Options, (_, findings): &Answered) -> String {
    let table = |table: &Table| if options.keys { table_text(&table.in_keys()) } else { table_text(table) };
    let claims = findings.claims.iter().map(evidence);
    findings.tables.iter().map(table).chain(claims).collect::<Vec<_>>().join("\n")
}

/// The tables with their paths; the claims of an experiment stand with the first of its tables.
fn json((selected, findings): &Answered) -> Vec<Value> {
    let mut tables: Vec<Value> = Vec::new();
    for (path, table) in findings.at(&selected.path()) {
        let mut value = table_json(table);
        value["path"] = path.into();
        let claims = if tables.is_empty() { findings.claims.as_slice() } else { &[] };
        value["claims"] = serde_json::to_value(claims).unwrap_or_default();
        tables.push(value);
    }
    tables
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
    own_data::command(name, seed.into_iter().chain(replicates).chain(options.own.words()))
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
