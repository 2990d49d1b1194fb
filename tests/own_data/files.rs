//! Which files are tried? Tables of a few columns and rows, whose numbers are ordinary, extreme, equal, copied or spread over all
//! sizes, written in every accepted way; and in one of four something is broken.

use ndarray::{Array1, Array2};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use wellposed::data::Dataset;

/// Numbers at the ends of the ranges: of all numbers, of normal ones, of those whose squares are numbers, of whole ones.
const ENDS: [&str; 22] = [
    "0",
    "-0",
    "5e-324",
    "-5e-324",
    "1e-320",
    "2.2250738585072014e-308",
    "1e-300",
    "-1e-200",
    "1e-162",
    "1e-154",
    "1e-100",
    "1e-16",
    "1",
    "-1",
    "1e16",
    "9007199254740993",
    "123456789012345678901234567890",
    "1e50",
    "1e99",
    "1e100",
    "-1e100",
    "0.1",
];

/// Cells that no number can be read from.
const BROKEN: [&str; 16] = [
    "",
    " ",
    "nan",
    "NaN",
    "inf",
    "-Infinity",
    "1e101",
    "-1e308",
    "1e999",
    "1,5",
    "\"",
    "\"1",
    "1\"2",
    "two\nlines",
    "정규",
    "\u{202e}\u{1b}[2J",
];

fn end() -> impl Strategy<Value = String> {
    select(&ENDS[..]).prop_map(str::to_owned)
}

fn ordinary_number() -> impl Strategy<Value = f64> {
    prop_oneof![(-3..4i32).prop_map(f64::from), -1e3..1e3, (1950..2050i32).prop_map(f64::from)]
}

/// The values of one column.
fn column(rows: usize) -> BoxedStrategy<Vec<String>> {
    let ladder = (-320..100i32, 1..9i32).prop_map(move |(start, step)| {
        (0..rows as i32).map(|row| format!("{}e{}", 1 + row % 3, (start + row * step).min(99))).collect()
    });
    let any_size = (any::<bool>(), 1.0..10.0f64, -323..100i32)
        .prop_map(|(negative, digits, power)| format!("{}{digits}e{power}", if negative { "-" } else { "" }));
    let ordinary = || ordinary_number().prop_map(|number| number.to_string());
    prop_oneof![
        4 => prop::collection::vec(ordinary(), rows),
        2 => prop::collection::vec(end(), rows),
        2 => prop::collection::vec(any_size, rows),
        2 => prop::collection::vec(prop_oneof![3 => ordinary(), 1 => end()], rows),
        1 => end().prop_map(move |value| vec![value; rows]),
        1 => ladder,
        1 => (0..rows.max(1)).prop_map(move |lone| (0..rows).map(|row| u8::from(row == lone).to_string()).collect()),
    ]
    .boxed()
}

/// The values of a target: numbers as in any column, classes, or words.
fn target(rows: usize) -> BoxedStrategy<Vec<String>> {
    let words = prop::collection::vec(select(&["yes", "no", "정말", "a b", "x;y"][..]), rows);
    prop_oneof![
        3 => column(rows),
        1 => prop::collection::vec(0..2u8, rows).prop_map(|classes| classes.iter().map(u8::to_string).collect()),
        1 => words.prop_map(|words| words.into_iter().map(str::to_owned).collect()),
        1 => Just(vec!["0".to_owned(); rows]),
    ]
    .boxed()
}

/// Columns, some of which are copies of others.
fn columns() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1..6usize, 0..9usize).prop_flat_map(|(columns, rows)| {
        let features = prop::collection::vec((column(rows), prop::option::weighted(0.15, any::<Index>())), columns);
        (features, target(rows)).prop_map(|(features, target)| {
            let copied =
                |(own, copy): &(Vec<String>, Option<Index>)| copy.map_or(own, |copy| &copy.get(&features).0).clone();
            features.iter().map(copied).chain([target]).collect()
        })
    })
}

/// How a file is written.
#[derive(Clone, Debug)]
struct Style {
    separator: char,
    end: &'static str,
    mark: bool,
    quoted: bool,
    blank_lines: bool,
    last_end: bool,
}

fn style() -> impl Strategy<Value = Style> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (select(&[',', ';', '\t'][..]), select(&["\n", "\r\n"][..]), flags).prop_map(
        |(separator, end, (mark, quoted, blank_lines, last_end))| Style {
            separator,
            end,
            mark,
            quoted,
            blank_lines,
            last_end,
        },
    )
}

fn written(columns: &[Vec<String>], style: &Style) -> Vec<u8> {
    let rows = columns[0].len();
    let names = (1..columns.len()).map(|number| format!("x{number} 값")).chain(["y".to_owned()]).collect();
    let records: Vec<Vec<String>> = [names]
        .into_iter()
        .chain((0..rows).map(|row| columns.iter().map(|column| column[row].clone()).collect()))
        .collect();
    let cell = |cell: &String| {
        let quoted = style.quoted || cell.contains(style.separator);
        if quoted { format!("\"{cell}\"") } else { cell.clone() }
    };
    let line = |record: &Vec<String>| record.iter().map(cell).collect::<Vec<_>>().join(&style.separator.to_string());
    let between = if style.blank_lines { style.end.repeat(2) } else { style.end.to_owned() };
    let body = records.iter().map(line).collect::<Vec<_>>().join(&between);
    let mark = if style.mark { "\u{feff}" } else { "" };
    format!("{mark}{body}{}", if style.last_end { style.end } else { "" }).into_bytes()
}

/// What is broken in a file.
#[derive(Clone, Debug)]
enum Damage {
    None,
    Cell(Index, Index, &'static str),
    CutOff(Index),
    Byte(Index, u8),
    Without(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        9 => Just(Damage::None),
        1 => (any::<Index>(), any::<Index>(), select(&BROKEN[..])).prop_map(|(column, row, cell)| Damage::Cell(column, row, cell)),
        1 => any::<Index>().prop_map(Damage::CutOff),
        1 => (any::<Index>(), prop_oneof![any::<u8>(), select(&b"\"\n\r,;\t\0\xff\x1a"[..])]).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        1 => any::<Index>().prop_map(Damage::Without),
    ]
}

/// A file with a target `y`, sound or not.
pub(crate) fn file() -> impl Strategy<Value = Vec<u8>> {
    (columns(), style(), damage()).prop_map(|(mut columns, style, damage)| {
        if let Damage::Cell(column, row, cell) = &damage {
            let column = column.index(columns.len());
            let rows = columns[column].len();
            if rows > 0 {
                columns[column][row.index(rows)] = (*cell).to_owned();
            }
        }
        let mut bytes = written(&columns, &style);
        match damage {
            Damage::None | Damage::Cell(..) => {}
            Damage::CutOff(at) => bytes.truncate(at.index(bytes.len())),
            Damage::Byte(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            Damage::Without(at) => {
                bytes.remove(at.index(bytes.len()));
            }
        }
        bytes
    })
}

/// A set of numbers of ordinary size.
pub(crate) fn ordinary() -> impl Strategy<Value = Dataset> {
    (1..5usize, 2..9usize).prop_flat_map(|(columns, rows)| {
        let numbers = |count: usize| prop::collection::vec(ordinary_number(), count);
        (numbers(rows * columns), numbers(rows)).prop_map(move |(features, target)| {
            let features = Array2::from_shape_vec((rows, columns), features).unwrap();
            Dataset::new("ordinary", features, Array1::from_vec(target))
        })
    })
}
