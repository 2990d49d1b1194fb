//! What kind of file is it? Text, text packed by gzip, or a format that is no text, which is named with the way to export it.
//!
//! Each format is known by its first bytes, whatever the file is called.

use std::io::{self, Chain, Cursor, Read};

use flate2::read::MultiGzDecoder;

use super::Fault;

/// The first bytes of formats that are no text, what they are called, and how text is made of them.
const FORMATS: [(&[u8], &str, &str); 14] = [
    (b"PK\x03\x04", "an .xlsx workbook or a .zip archive", WORKBOOK),
    (b"\xd0\xcf\x11\xe0", "an .xls workbook", WORKBOOK),
    (b"PAR1", "a Parquet file", PANDAS_PARQUET),
    (b"ARROW1", "a Feather file", "pandas.read_feather(FILE).to_csv('FILE.csv', index=False)"),
    (b"\x89HDF", "an HDF5 file", "pandas.read_hdf(FILE).to_csv('FILE.csv', index=False)"),
    (b"\x93NUMPY", "a NumPy array", "numpy.savetxt('FILE.csv', a, delimiter=',', header='…', comments='')"),
    (b"SQLite format 3", "an SQLite database", "sqlite3 -header -csv FILE 'select * from …' > FILE.csv"),
    (b"BZh", "packed by bzip2", "bzcat FILE | wellposed … --data -"),
    (b"\x28\xb5\x2f\xfd", "packed by zstd", "zstdcat FILE | wellposed … --data -"),
    (b"\xfd7zXZ", "packed by xz", "xzcat FILE | wellposed … --data -"),
    (b"%PDF", "a PDF document", "a table of numbers as text is wanted"),
    (b"RDX3", "an R workspace", "write.csv(…, 'FILE.csv', row.names = FALSE)"),
    (b"\x80\x04\x95", "a Python pickle", "DataFrame.to_csv('FILE.csv', index=False)"),
    (b"\x80\x05\x95", "a Python pickle", "DataFrame.to_csv('FILE.csv', index=False)"),
];
const WORKBOOK: &str =
    "in the spreadsheet save the sheet as CSV UTF-8, or pandas.read_excel(FILE).to_csv('FILE.csv', index=False)";
const PANDAS_PARQUET: &str = "pandas.read_parquet(FILE).to_csv('FILE.csv', index=False)";
/// How gzip starts.
const GZIP: &[u8] = b"\x1f\x8b";
/// How many bytes tell all of them apart.
const HEAD: u64 = 16;

/// The bytes of the text.
pub(super) enum Source<R: Read> {
    Plain(Chain<Cursor<Vec<u8>>, R>),
    Packed(MultiGzDecoder<Chain<Cursor<Vec<u8>>, R>>),
}

impl<R: Read> Source<R> {
    /// Looks at the first bytes.
    pub(super) fn of(mut reader: R) -> Result<Self, Fault> {
        let mut head = Vec::new();
        reader.by_ref().take(HEAD).read_to_end(&mut head).map_err(Fault::Unreadable)?;
        if let Some((_, what, export)) = FORMATS.iter().find(|(start, _, _)| head.starts_with(start)) {
            return Err(Fault::NotText { what, export });
        }
        let packed = head.starts_with(GZIP);
        let whole = Cursor::new(head).chain(reader);
        Ok(if packed { Source::Packed(MultiGzDecoder::new(whole)) } else { Source::Plain(whole) })
    }

    pub(super) fn packed(&self) -> bool {
        matches!(self, Source::Packed(_))
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Source::Plain(reader) => reader.read(buffer),
            Source::Packed(reader) => reader.read(buffer),
        }
    }
}
