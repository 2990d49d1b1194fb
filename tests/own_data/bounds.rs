//! What is too much for the reader, and how is it said? Beside each file that is refused stands one within the bound that is read.

use std::io::{self, Read};

use wellposed::data::{DataError, Dataset, Fault, parse_csv};

fn parse(text: &str) -> Result<Dataset, DataError> {
    parse_csv(text.as_bytes(), "houses.csv", "price")
}

/// The line that the faulty text gets, once the mended one is known to be taken.
fn line(faulty: &str, mended: &str) -> String {
    assert!(parse(mended).is_ok(), "{:?}", parse(mended));
    parse(faulty).unwrap_err().to_string().strip_prefix("houses.csv: ").expect("the file is named").to_owned()
}

/// A quotation mark that is never closed swallows the rest of the file, which then is one cell of a line like any other.
#[test]
fn an_open_quotation_mark_is_named_by_its_line() {
    let rest = ": a cell opens with a quotation mark that is never closed; close it, or double a mark that belongs to the text";
    for end in ["\n", "\r\n"] {
        for (lines, place) in [
            (["size,price", "1,2", "3,\"4", "5,6", "7,8"], 3),
            (["size,price", "1,2", "\"3,4", "5,6", "7,8"], 3),
            (["size,price", "1,high", "3,\"low", "5,high", "7,low"], 3),
            (["size,\"price", "1,2", "3,4", "5,6", "7,8"], 1),
            (["size,price", "1,2", "3,4", "5,6", "7,\"8"], 5),
            (["size,price", "1,2", "3,4", "5,6", "7,\""], 5),
            (["\"size", "net\",\"price", "1,2", "3,4", "5,6"], 2),
        ] {
            for last in ["", end] {
                let faulty = lines.join(end) + last;
                let message = parse(&faulty).unwrap_err().to_string();
                assert_eq!(message, format!("houses.csv: line {place}{rest}"), "{faulty:?}");
            }
        }
        // Marks that are closed, doubled, or stand inside of a word are no fault.
        for text in [["size,price", "1,\"2\"", "3,\"4\""], ["size,\"the \"\"price\"\"\"", "1,2", "3,4"]] {
            let target = if text[0].contains("the") { "the \"price\"" } else { "price" };
            assert!(parse_csv(text.join(end).as_bytes(), "x", target).is_ok(), "{text:?}");
        }
        assert!(parse(&["size,price", "1,5\"", "3,7\""].join(end)).is_ok());
    }
}

#[test]
fn a_label_has_one_line_of_bounded_length() {
    let with = |label: &str| format!("size,price\n1,high\n2,{label}\n3,low\n4,low\n");
    assert_eq!(
        line(&with("\"two\nlines\""), &with("\"two lines\"")),
        "line 3, column `price`: `two\\nlines` is no label; one has a single line of at most 1024 bytes; is a quotation mark left \
         open?"
    );
    let long = line(&with(&"x".repeat(1025)), &with(&"x".repeat(1024)));
    assert!(long.ends_with(" is no label; one has a single line of at most 1024 bytes"), "{long}");
    let different = |count: u32| (0..count).map(|row| format!("1,label {row}\n2,label {row}\n")).collect::<String>();
    let different = |count: u32| format!("size,price\n{}", different(count));
    assert_eq!(
        line(&different(65_537), &different(65_536)),
        "line 131074, column `price`: more than 65536 different labels; that is no number and no class"
    );
}

#[test]
fn no_message_is_longer_than_three_hundred_characters() {
    let long = "정".repeat(5000);
    let file = format!("{long}/{long}.csv");
    let names = (0..500).map(|number| format!("{long}{number}")).collect::<Vec<_>>().join(",");
    for (text, target) in [
        (format!("{long},price\n{long},2\n3,4\n"), "price"),
        (format!("{long},price\n1,2\n3,4\n"), &format!("{long}x")),
        (names, "price"),
        (format!("{long},{long},price\n1,2,3\n"), "price"),
        (format!("price\n1\n{long}\n"), "price"),
        (format!("a,{long}\n1,x\n2,{long}\n"), &long),
        (format!("a,{long}\n1,x\n2,3\n"), &long),
    ] {
        let message = parse_csv(text.as_bytes(), &file, target).unwrap_err().to_string();
        assert!(message.chars().count() <= 300, "{} characters: {message}", message.chars().count());
        assert!(message.contains('…') && message.lines().count() == 1, "{message}");
    }
}

/// An example may take 16 MiB and no more, whatever it consists of; memory is not filled to find that out.
#[test]
fn an_endless_example_is_given_up_and_one_within_the_bound_is_read() {
    const BOUND: usize = 16 << 20;
    let padded = |spaces: usize| [b"size,price\n1,2\n3,".as_slice(), &vec![b' '; spaces], b"4\n"].concat();
    let set = parse_csv(padded(BOUND - 3).as_slice(), "houses.csv", "price").unwrap();
    assert_eq!((set.examples(), set.target[1]), (2, 4.0));
    let refused = |reader: &mut dyn Read| parse_csv(reader, "houses.csv", "price").unwrap_err().to_string();
    let line = "houses.csv: line 3: the example that starts here does not end within 16 MiB";
    assert_eq!(refused(&mut padded(BOUND + (1 << 17)).as_slice()), line);
    let repeated = |byte: u8| refused(&mut b"size,price\n1,2\n3,".chain(io::repeat(byte)));
    for byte in [0, b'1', b' ', b','] {
        assert_eq!(repeated(byte), line, "{byte}");
    }
    assert_eq!(repeated(b'\n'), line.replace("line 3", "line 4"));
    let quoted = b"size,price\r\n1,2\r\n\"3,".chain(io::repeat(b'4'));
    let said = parse_csv(quoted, "houses.csv", "price").unwrap_err().to_string();
    assert_eq!(said, format!("{line} (is a quotation mark left open?)"));
    let blank = b"size,price\n1,2\n3,4\n".chain(io::repeat(b'\n'));
    assert!(matches!(
        parse_csv(blank, "blank", "price").unwrap_err().fault(),
        Fault::TooLong { line: 4, quoted: false }
    ));
    let few = [b"size,price\n1,2\n3,4\n".as_slice(), &vec![b'\n'; 1 << 20], b"5,6"].concat();
    assert_eq!(parse_csv(few.as_slice(), "blank", "price").unwrap().examples(), 3);
}

/// A header may take as much, which is room for 20,000 columns of any name.
#[test]
fn twenty_thousand_columns_are_read() {
    let names: Vec<String> = (0..20_000).map(|number| format!("the expression of gene number {number:0>60}")).collect();
    let row = vec!["0.125"; 20_000].join(",");
    let text = format!("{},y\n{row},0\n{row},1\n", names.join(","));
    assert!(text.len() > 1 << 20);
    assert_eq!(parse_csv(text.as_bytes(), "genes", "y").unwrap().feature_count(), 20_000);
}
