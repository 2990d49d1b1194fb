//! Does the reader of CSV files take what is right and name what is wrong? Each fault is one line with the place and the remedy, and
//! beside it stands the same file without the fault.

use std::io::{self, Read, Write};

use proptest::prelude::*;
use wellposed::data::{DataError, Dataset, Fault, parse_csv, read_csv};

fn parse(text: &str) -> Result<Dataset, DataError> {
    parse_csv(text.as_bytes(), "folder/houses.csv", "price")
}

/// The line that the faulty text gets, once the mended one is known to be taken.
fn line(faulty: &str, mended: &str) -> String {
    assert!(parse(mended).is_ok(), "{:?}", parse(mended));
    let message = parse(faulty).unwrap_err().to_string();
    assert_eq!(message.lines().count(), 1);
    message.strip_prefix("folder/houses.csv: ").expect("the file is named").to_owned()
}

#[test]
fn a_plain_file_is_read() {
    let set = parse("size,price,rooms\n70,1.5e2,3\n85,-2,4\n").unwrap();
    assert_eq!((set.name.as_str(), set.target_name.as_str()), ("houses", "price"));
    assert_eq!(set.feature_names, ["size", "rooms"]);
    assert_eq!(set.features, ndarray::array![[70.0, 3.0], [85.0, 4.0]]);
    assert_eq!(set.target.to_vec(), [150.0, -2.0]);
}

#[test]
fn other_spellings_of_the_same_file_give_the_same_set() {
    let plain = parse("size,price\n70,1\n85,2\n").unwrap();
    for text in [
        "\u{feff}size,price\n70,1\n85,2\n",
        "size,price\r\n70,1\r\n85,2\r\n",
        "size,price\n70,1\n85,2",
        "size;price\n70;1\n85;2\n",
        "size|price\n70|1\n85|2\n",
        "sep=;\nsize;price\n70;1\n85;2\n",
        "size,price\r70,1\r85,2\r",
        "size,price\n1,70,1\n2,85,2\n",
        "\"\",size,price\n1,70,1\n2,85,2\n",
        "size\tprice\n70\t1\n85\t2\n",
        " size , price \n 70 , 1 \n 85 , 2 \n",
        "\"size\",\"price\"\n\"70\",\"1\"\n\"85\",\"2\"\n",
        "\n\nsize,price\n\n70,1\n85,2\n\n\n",
        "size,price\n+70,1.0\n8.5e1,2\n",
    ] {
        let set = parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert_eq!((set.feature_names, set.features, set.target), plain_parts(&plain), "{text:?}");
    }
}

fn plain_parts(set: &Dataset) -> (Vec<String>, ndarray::Array2<f64>, ndarray::Array1<f64>) {
    (set.feature_names.clone(), set.features.clone(), set.target.clone())
}

#[test]
fn a_separator_inside_of_quotes_belongs_to_the_name() {
    let set = parse("\"size; in m2; net\",price\n70,1\n85,2\n").unwrap();
    assert_eq!(set.feature_names, ["size; in m2; net"]);
}

#[test]
fn labels_are_numbered_as_they_appear() {
    let set = parse("size,price\n1,high\n2,low\n3,high\n4,\"very high\"\n").unwrap();
    assert_eq!(set.target.to_vec(), [0.0, 1.0, 0.0, 2.0]);
    assert_eq!(set.class_count(), Some(3));
}

#[test]
fn a_file_without_examples_is_refused() {
    let mended = "size,price\n1,2\n3,4\n";
    assert!(line("", mended).starts_with("the file is empty"));
    assert!(line("\n \r\n\n", mended).starts_with("the file is empty"));
    assert!(line("\u{feff}", mended).starts_with("the file is empty"));
    assert_eq!(line("size,price\n", mended), "there is no example below the header; at least two are needed");
    assert_eq!(line("size,price\n1,2\n", mended), "there is only one example; at least two are needed");
}

#[test]
fn a_faulty_header_is_refused() {
    let mended = "size,price\n1,2\n3,4\n";
    assert_eq!(
        line("size,,price\n1,2,3\n", mended),
        "column 2 of 3 has no name in the header; every column needs one, or --drop 2"
    );
    assert_eq!(
        line("size,price, size\n1,2,3\n", mended),
        "two columns are called `size` in the header; every column needs a name of its own, or --drop one by its number"
    );
    assert_eq!(line("size,prise\n1,2\n3,4\n", mended), "no column is called `price`; did you mean `prise`?");
    assert_eq!(line("size,weight\n1,2\n3,4\n", mended), "no column is called `price`; there are `size`, `weight`");
    assert!(line("1,2\n3,4\n5,6\n", mended).starts_with("the first line holds only numbers (`1` …)"));
    assert!(line("price\n1\n2\n", mended).starts_with("`price` is the only column"));
    let many = (1..=100).map(|number| format!("x{number}")).collect::<Vec<_>>().join(",");
    let all = line(&many, mended);
    assert!(all.starts_with("no column is called `price`; there are `x1`, `x2`,") && all.ends_with(" more"), "{all}");
}

#[test]
fn a_faulty_cell_is_named_by_line_and_column() {
    let with = |cell: &str| format!("size,price\n1,2\n{cell},4\n");
    let place = "line 3, column `size`: ";
    for (cell, rest) in [
        ("", "the cell is empty; --missing median or --missing drop-rows"),
        ("  ", "the cell is empty; --missing median or --missing drop-rows"),
        ("large", "`large` is not a number; correct the cell, or --drop size"),
        ("\"3,5\"", "`3,5` is not a number as it is written; --decimal ,"),
        ("\"35,851\"", "`35,851` is not a number as it is written; --decimal , or --thousands ,"),
        ("$3.50", "`$3.50` is a number with a sign beside it; take the sign out, or --drop size"),
        ("0x10", "`0x10` is not a number; correct the cell, or --drop size"),
        (
            "\"two\nlines\"",
            "`two\\nlines` is not a number (is a quotation mark left open?); correct the cell, or --drop size",
        ),
        ("nan", "`nan` stands for a missing value; --missing median or --missing drop-rows"),
        ("-inf", "`-inf` is not a finite number; fill in a value, or --drop size"),
        ("1e999", "`1e999` is out of range; numbers up to 1e100 in size are taken, so that their squares stay finite"),
        (
            "-1.1e100",
            "`-1.1e100` is out of range; numbers up to 1e100 in size are taken, so that their squares stay finite",
        ),
    ] {
        assert_eq!(line(&with(cell), &with("3")), format!("{place}{rest}"));
    }
    assert!(line(&with(&"x".repeat(1000)), &with("3")).len() < 120);
}

#[test]
fn a_faulty_target_is_named_by_line_and_column() {
    let numbers = "size,price\n1,2\n3,4\n";
    for (faulty, said) in [
        (
            "size,price\n1,2\n3,high\n",
            "line 3, column `price`: `high` is not a number; correct the cell, or --task classes makes a class of each",
        ),
        (
            "size,price\n1,high\n3,4\n",
            "line 3, column `price`: the number `4` stands among labels; a target holds numbers or words, not both; correct \
             the cell, or --task classes makes a class of it",
        ),
        ("size,price\n1,high\n3,\n", "line 3, column `price`: the cell is empty; --missing drop-rows"),
        // A missing cell in front is no word that makes words of all.
        (
            "size,price\n1,NaN\n3,7\n4,8\n",
            "line 2, column `price`: `NaN` stands for a missing value; --missing drop-rows",
        ),
        (
            "size,price\n1,5\n3,5\n",
            "column `price`: the target is 5 in every row: it does not vary; --target names another column",
        ),
    ] {
        assert_eq!(line(faulty, numbers), said);
    }
}

#[test]
fn a_ragged_line_is_named_with_both_counts() {
    let mended = "size,price\n1,2\n3,4\n";
    assert_eq!(line("size,price\n1,2\n3\n", mended), "line 3 has 1 cell, but the header names 2 columns");
    assert_eq!(line("size,price\n1,2\n3,4,\n", mended), "line 3 has 3 cells, but the header names 2 columns");
    assert_eq!(
        line("size,price\n1,2\n\"3,4\n5,\"6\n", mended),
        "line 3 has 1 cell, but the header names 2 columns (is a quotation mark left open?)"
    );
}

/// Lines are counted as an editor counts them, whatever ends them and whatever stands before.
#[test]
fn the_line_is_the_one_of_the_file() {
    let at = |text: &str| match parse(text).unwrap_err().fault() {
        Fault::Column(fault) => fault.line.expect("a line"),
        fault => panic!("{text:?}: {fault}"),
    };
    for end in ["\n", "\r\n", "\r"] {
        let file = |lines: &[&str]| lines.join(end);
        assert_eq!(at(&file(&["size,price", "1,3", "x,2"])), 3);
        assert_eq!(at(&file(&["size,price", "1,3", "x,2", ""])), 3);
        assert_eq!(at(&file(&["size,price", "", "", "x,2", "3,4"])), 4);
        assert_eq!(at(&file(&["", "size,price", "1,2", "", "x,2", ""])), 5);
        assert_eq!(at(&file(&["\"size", "net\",price", "1,2", "x,2"])), 4);
        assert_eq!(at(&file(&["size,price", "1,2", "\"two", "lines\",4", "5,6"])), 3);
    }
    // A header from Windows above lines from elsewhere, and the other way round.
    assert_eq!(at("size,price\r\n1,2\n3,4\nx,5\n"), 4);
    assert_eq!(at("size,price\n1,2\r\n\r\nx,5\r\n"), 4);
}

#[test]
fn bytes_that_are_no_text_are_named_by_line() {
    let with = |bytes: &[u8]| {
        let file = [b"size,price\n1,2\n".as_slice(), bytes, b",4\n"].concat();
        parse_csv(file.as_slice(), "houses.csv", "price").map(|_| ()).map_err(|error| error.to_string())
    };
    let said =
        "houses.csv: line 3 is not UTF-8 text; --encoding says what it is (latin-1, utf-16), or save the file as UTF-8";
    assert_eq!(with(b"3"), Ok(()));
    assert_eq!(with(b"3\xe9"), Err(said.to_owned()));
    // Half of a letter of UTF-16.
    let wide: Vec<u8> = "size,price\n1,2\n3,4\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xff\xfe".as_slice(), &wide].concat();
    assert_eq!(parse_csv(marked.as_slice(), "x", "price").unwrap().examples(), 2);
    let broken = &marked[..marked.len() - 3];
    assert!(matches!(
        parse_csv(broken, "x", "price").unwrap_err().fault(),
        Fault::NotUtf8 { line: 3, encoding: "UTF-16" }
    ));
}

#[test]
fn a_stream_without_lines_is_given_up() {
    assert!(matches!(parse_csv(io::repeat(0), "zeros", "price").unwrap_err().fault(), Fault::EndlessHeader));
    assert!(matches!(parse_csv(io::repeat(b' '), "blanks", "price").unwrap_err().fault(), Fault::EndlessHeader));
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("houses.csv");
    for missing in [path.as_path(), folder.path()] {
        let message = read_csv(missing, "price").unwrap_err().to_string();
        assert!(message.starts_with(&format!("{}: the file cannot be read: ", missing.display())), "{message}");
    }
    std::fs::write(&path, "size,price\n1,2\n3,4\n").unwrap();
    assert_eq!(read_csv(&path, "price").unwrap().examples(), 2);
}

#[test]
fn an_error_while_reading_is_reported() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let reader = b"size,price\n1,2\n".chain(Broken);
    assert_eq!(
        parse_csv(reader, "houses.csv", "price").unwrap_err().to_string(),
        "houses.csv: the file cannot be read: the disk is gone"
    );
}

#[test]
fn a_million_examples_are_read() {
    let mut text = b"size,rooms,price\n".to_vec();
    for row in 0..1_000_000_u32 {
        writeln!(text, "{row},{}.25,{}", row % 7, row % 2).unwrap();
    }
    let set = parse_csv(text.as_slice(), "houses.csv", "price").unwrap();
    assert_eq!((set.examples(), set.feature_count(), set.class_count()), (1_000_000, 2, Some(2)));
    assert_eq!(set.features.row(999_999).to_vec(), [999_999.0, f64::from(999_999 % 7) + 0.25]);
}

/// Numbers of every size that is taken.
fn taken() -> impl Strategy<Value = f64> {
    (prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO)
        .prop_map(|number| if number.abs() <= 1e100 { number } else { 1.0 / number })
}

proptest! {
    /// What is written with every digit is read back to the bit.
    #[test]
    fn numbers_are_read_to_the_bit(rows in prop::collection::vec((taken(), taken()), 2..20)) {
        prop_assume!(rows.iter().any(|(_, price)| *price != rows[0].1));
        let text = rows.iter().fold("size,price\n".to_owned(), |text, (size, price)| format!("{text}{size:e},{price}\n"));
        let set = parse(&text).unwrap();
        for (row, (size, price)) in rows.iter().enumerate() {
            prop_assert_eq!(set.features[(row, 0)].to_bits(), size.to_bits());
            prop_assert_eq!(set.target[row].to_bits(), price.to_bits());
        }
    }

    /// No bytes make the reader panic, and whatever is wrong is said in lines that a terminal can show.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Err(error) = parse_csv(bytes.as_slice(), "houses.csv", "price") {
            prop_assert!(error.to_string().split('\n').all(|line| !line.chars().any(char::is_control)));
        }
    }

    /// The same for texts that look more like a table.
    #[test]
    fn any_text_is_read_or_refused(body in "[0-9a-z\",;\t\r\n .eé-]{0,120}") {
        if let Err(error) = parse(&format!("size,price\n{body}")) {
            prop_assert!(error.to_string().split('\n').all(|line| !line.chars().any(char::is_control)));
        }
    }
}
