//! Where do tables of timings go? To `reports/timings/NAME.{md,csv}`, with a line for each fact about the machine that made them.

#[path = "machine.rs"]
pub(crate) mod machine;

use std::path::{Path, PathBuf};

use wellposed::report::{Table, text};
use wellposed::storage::exchange::{self, Exchange};
use wellposed::storage::lock::Lock;

/// Writes a table that `command` made.
pub(crate) fn write(mut table: Table, name: &str, command: &str) {
    for line in machine::stamp() {
        table.note(line);
    }
    let folder = root().join("reports").join("timings");
    let files = [
        (PathBuf::from(format!("{name}.md")), text::table_markdown(&table, command)),
        (PathBuf::from(format!("{name}.csv")), text::table_csv(&table, command)),
    ];
    replace(&folder, files.into()).unwrap_or_else(|error| {
        eprintln!("can't write {error}");
        std::process::exit(2);
    });
    eprintln!("wrote {}/{name}.{{md,csv}}", folder.display());
}

/// Both files or neither, whenever the bench may be killed.
fn replace(folder: &Path, written: Vec<(PathBuf, String)>) -> std::io::Result<()> {
    let lock = Lock::of(folder)?;
    exchange::settle(folder, &lock)?;
    Exchange { written, removed: Vec::new() }.carry_out(folder, &lock)
}

/// The folder of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where cargo builds.
#[allow(dead_code, reason = "instructions are counted without criterion and without Python")]
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}
