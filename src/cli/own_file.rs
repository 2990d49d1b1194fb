//! Where does a file of one's own come from? From its path or from standard input, with a word on how far it has been read.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

use super::progress::Watched;
use wellposed::data::{DataError, OwnData, parse_table, read_table};
use wellposed::own_data::OwnFile;
use wellposed::own_data::values::STANDARD_INPUT;
use wellposed::text::path;

/// The examples of the file, if the options name one.
///
/// # Errors
/// All that has to be settled before it can be read.
pub(super) fn read(own: &OwnFile) -> Result<Option<OwnData>, DataError> {
    let (Some(file), Some(reading)) = (&own.data, own.reading()) else { return Ok(None) };
    if file == Path::new(STANDARD_INPUT) {
        let name = "standard input";
        return Ok(Some(parse_table(Watched::of(io::stdin().lock(), name, None), name, &reading)?));
    }
    let Ok(opened) = File::open(file) else { return Ok(Some(read_table(file, &reading)?)) };
    let length = opened.metadata().ok().filter(Metadata::is_file).map(|metadata| metadata.len());
    let name = file.display().to_string();
    Ok(Some(parse_table(Watched::of(opened, &path(file), length), &name, &reading)?))
}
