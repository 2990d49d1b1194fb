//! `normalize apply`: what do other data look like, normalized by a scaler, and have they drifted since training?

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::Args;
use wellposed::scaler::{self, Applied, ApplyError, Scaler, is_drift};
use wellposed::storage::read;
use wellposed::storage::replacement::Replacement;

use super::{Signs, place, table};
use crate::cli::{Answer, Failure};

/// The words after `normalize apply`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// What `normalize fit` has written
    #[arg(value_name = "SCALER")]
    scaler: PathBuf,
    /// The data: a CSV file, plain or packed by gzip, or `-` for standard input
    #[arg(value_name = "FILE")]
    data: PathBuf,
    #[command(flatten)]
    signs: Signs,
    /// Where the normalized table is written; standard output if it is left out
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// A JSON file for what has drifted since training, column by column
    #[arg(long, value_name = "FILE")]
    drift: Option<PathBuf>,
    /// Overwrite files that stand there
    #[arg(long)]
    force: bool,
}

/// Normalizes, and says what has drifted.
pub(super) fn apply(options: &Options) -> Result<Answer, Failure> {
    if let Some(out) = &options.out {
        place::check("--out", out, options.force, |_| false)?;
    }
    if let Some(drift) = &options.drift {
        place::check("--drift", drift, options.force, is_drift)?;
    }
    let scaler = read(options)?;
    let applied = match &options.out {
        Some(out) => {
            let written = |error| Failure::Written { option: "--out", error };
            let mut file = Replacement::of(out).map_err(written)?;
            let applied = normalized(options, &scaler, &mut file)?;
            file.complete().map_err(written)?;
            applied
        }
        None => {
            // Where a fault comes late nothing may have been printed.
            let mut waiting: File = tempfile::tempfile().map_err(Failure::Output)?;
            let applied = normalized(options, &scaler, &mut BufWriter::new(&mut waiting))?;
            place::print(waiting)?;
            applied
        }
    };
    if let Some(drift) = &options.drift {
        place::write("--drift", drift, &format!("{:#}\n", applied.to_json(&scaler)))?;
    }
    place::note(&applied.notes(&table(&options.data).name(), &scaler));
    Ok(Answer::Done)
}

fn read(options: &Options) -> Result<Scaler, Failure> {
    let fault = |what: String| Failure::Scaler { path: options.scaler.clone(), what };
    let text = read::text(&options.scaler, place::LONGEST).map_err(|error| fault(error.to_string()))?;
    Scaler::from_json(&text).map_err(|error| fault(error.to_string()))
}

fn normalized(options: &Options, scaler: &Scaler, output: &mut impl Write) -> Result<Applied, Failure> {
    let applied = scaler::apply(scaler, table(&options.data), &options.signs.reading(), &mut *output);
    let written = match applied {
        Ok(applied) => output.flush().map(|()| applied),
        Err(ApplyError::Data(error)) => return Err(Failure::Table(error)),
        Err(error) => Err(std::io::Error::other(error.to_string())),
    };
    let option = if options.out.is_some() { "--out" } else { "standard output" };
    written.map_err(|error| Failure::Written { option, error })
}
