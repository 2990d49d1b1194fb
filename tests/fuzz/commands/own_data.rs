//! Tables of one's own that are nearly CSV: numbers from every corner of the format, odd names, odd shapes.

use super::edits::{Edit, edit, hostile};
use super::{call, manners};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const CELLS: [&str; 36] = [
    "0",
    "-0",
    "1",
    "2",
    "3",
    "0.1",
    "-7.25",
    "1e-300",
    "2e-300",
    "-1e-308",
    "5e-324",
    "1e10",
    "-1e100",
    "1e300",
    "1.7976931348623157e308",
    "-1.7976931348623157e308",
    "1e155",
    "1e-155",
    "9007199254740993",
    "1600000000",
    "1600000001",
    "1e999",
    "NaN",
    "inf",
    "",
    " ",
    "NA",
    "?",
    "3,5",
    "0x10",
    "1_000",
    "१",
    "yes",
    "\"",
    "\"a b\"",
    "1e",
];

/// Ways to read a file, right or wrong for the table at hand.
const OPTIONS: [&str; 20] = [
    "--task regression",
    "--task classes",
    "--drop 1",
    "--drop y",
    "--only 1,2",
    "--only nosuch",
    "--categorical 1",
    "--categorical y",
    "--dates 1",
    "--dates y",
    "--text refuse",
    "--missing drop-rows",
    "--missing mean",
    "--missing median",
    "--decimal ,",
    "--thousands ,",
    "--thousands .",
    "--delimiter ;",
    "--encoding utf-16",
    "--encoding latin-1",
];

/// A table of some columns with a target called `y`, and how its text is damaged.
#[derive(Clone, Debug)]
struct Table {
    names: Vec<String>,
    rows: Vec<Vec<String>>,
    separator: char,
    line_end: &'static str,
    edits: Vec<Edit>,
}

impl Table {
    fn text(&self) -> Vec<u8> {
        let line = |cells: &[String]| cells.join(&self.separator.to_string()) + self.line_end;
        let header = [self.names.as_slice(), &["y".to_owned()]].concat();
        let mut bytes: Vec<u8> = std::iter::once(line(&header))
            .chain(self.rows.iter().map(|row| line(row)))
            .collect::<String>()
            .into_bytes();
        self.edits.iter().for_each(|edit| edit.apply(&mut bytes));
        bytes
    }
}

/// Mostly numbers that are taken, so that most tables are answered.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        30 => (-99..100_i32).prop_map(|number| number.to_string()),
        20 => select(CELLS[..21].to_vec()).prop_map(str::to_owned),
        10 => any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(|number| format!("{number:e}")),
        1 => select(CELLS.to_vec()).prop_map(str::to_owned),
    ]
}

fn table() -> impl Strategy<Value = Table> {
    (1..5_usize, 0..9_usize).prop_flat_map(|(columns, rows)| {
        let name = prop_oneof![3 => "[a-z]{1,8}", 1 => hostile().prop_map(|name| format!("\"{}\"", name.replace('"', "\"\"")))];
        let damage = prop_oneof![3 => Just(Vec::new()), 1 => vec(edit(), 1..3)];
        (
            vec(name, columns),
            vec(vec(cell(), columns + 1), rows),
            select(vec![',', ',', ',', ';', '\t']),
            select(vec!["\n", "\n", "\r\n"]),
            damage,
        )
            .prop_map(|(names, rows, separator, line_end, edits)| Table { names, rows, separator, line_end, edits })
    })
}

/// Ways to fit and apply a scaler, right or wrong for the table at hand.
const METHODS: [&str; 9] = [
    "--method standard",
    "--method center",
    "--method scale",
    "--method max-abs",
    "--method min-max:-1,1",
    "--method robust",
    "--method robust:0,1",
    "--missing mean",
    "--missing refuse",
];

/// A scaler of one table, applied to another one and to its own.
#[test]
fn any_two_tables_are_normalized_or_refused() {
    let of_examples = ["--task", "--categorical", "--dates", "--text", "--missing"];
    let is_for_both = |option: &&str| !of_examples.iter().any(|other| option.starts_with(other));
    let options: Vec<&str> = OPTIONS.into_iter().filter(is_for_both).collect();
    let (folder, fitted) = (tempfile::tempdir().unwrap(), std::cell::Cell::new(0));
    let cases = (table(), table(), vec(select(METHODS.to_vec()), 0..2), vec(select(options), 0..2), vec(edit(), 0..2));
    super::check(200, 4, &cases, |(training, test, methods, options, damage)| {
        let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
        let _ = std::fs::remove_file(folder.path().join("s.json"));
        write("a.csv", &training.text());
        write("b.csv", &test.text());
        let words =
            |words: &[&str]| words.iter().flat_map(|word| word.split(' ')).map(str::to_owned).collect::<Vec<_>>();
        let call = |arguments: &[&str]| super::manners_of(&super::call(folder.path(), &words(arguments), &[]), true);
        let target = if options.len() == 1 { "--target y" } else { "--force" };
        let fit =
            [&["normalize fit --data a.csv --out s.json", target], methods.as_slice(), options.as_slice()].concat();
        if call(&fit)?.0 != 0 {
            return Ok(());
        }
        fitted.set(fitted.get() + 1);
        // The training table itself is only refused where a divisor is far too small for a value.
        let said = super::call(folder.path(), &words(&["normalize apply s.json a.csv"]), &[]);
        let (_, output) = super::manners_of(&said, true)?;
        let fault = String::from_utf8_lossy(&said.stderr);
        if output.lines().count() < 3 && !fault.contains("the result exceeds the largest number") {
            return Err(format!("the training data are not normalized: {output}{fault}"));
        }
        call(&["normalize apply s.json b.csv"])?;
        let mut json = std::fs::read(folder.path().join("s.json")).unwrap();
        damage.iter().for_each(|edit| edit.apply(&mut json));
        write("s.json", &json);
        call(&["normalize apply s.json a.csv"]).map(drop)
    });
    // Most tables have a number that is out of range.
    assert!(fitted.get() > 10, "{} tables were fitted", fitted.get());
}

fn on_data() -> Vec<String> {
    let all = wellposed::chapters::all();
    all.iter().filter(|one| one.experiment.on_data.is_some()).map(|one| one.path()).collect()
}

#[test]
fn any_table() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.csv");
    let asked = select([on_data(), vec!["input_normalization".to_owned()]].concat());
    let cases = (
        table(),
        asked,
        select(vec!["text", "csv", "json", "html"]),
        any::<bool>(),
        vec(select(OPTIONS.to_vec()), 0..3),
    );
    super::check(200, 2, &cases, |(table, experiment, format, piped, options)| {
        let (text, name) = (table.text(), if piped { "-" } else { "own.csv" });
        std::fs::write(&file, &text).unwrap();
        let arguments = ["run", &experiment, "--data", name, "--target", "y", "--format", format];
        let options = options.iter().flat_map(|option| option.split(' '));
        let arguments: Vec<String> = arguments.into_iter().chain(options).map(str::to_owned).collect();
        let (status, output) = manners(&call(folder.path(), &arguments, &text))?;
        let words = output.split(|letter: char| !letter.is_alphanumeric());
        let named = String::from_utf8_lossy(&text).contains("NaN");
        match words.filter(|word| matches!(*word, "NaN" | "nan")).count() {
            0 => Ok(()),
            _ if named => Ok(()),
            _ => Err(format!("status {status} with NaN in {output}")),
        }
    });
}
