//! Which files are read, in whatever shape spreadsheets, pandas, R and instruments write them? Each is read to the same numbers as its
//! plain form, and beside it stands one that is still refused.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use ndarray::array;
use wellposed::data::{DataError, Encoding, Missing, OnText, OwnData, Reading, parse_table};

fn read(text: impl AsRef<[u8]>, reading: &Reading) -> Result<OwnData, DataError> {
    parse_table(text.as_ref(), "own.csv", reading)
}

fn usual() -> Reading {
    Reading::of("y")
}

fn taken(text: impl AsRef<[u8]>, reading: &Reading) -> OwnData {
    read(text.as_ref(), reading).unwrap_or_else(|error| panic!("{}: {error}", String::from_utf8_lossy(text.as_ref())))
}

fn refused(text: impl AsRef<[u8]>, reading: &Reading) -> String {
    let said = read(text, reading).map(|own| own.read.headline()).unwrap_err().to_string();
    said.strip_prefix("own.csv: ").expect("the file is named").to_owned()
}

const PLAIN: &str = "a,b,y\n1.5,2,0\n3.25,4,1\n5,6.125,2.5\n";

/// Left out, changed, and how it was written.
fn account(own: &OwnData) -> Vec<String> {
    let left_out = own.read.left_out.iter().map(|left| format!("{}: {}", left.column, left.why));
    let remarks = own.read.remarks().into_iter().map(|(subject, what)| format!("{subject}: {what}"));
    own.read.manner().into_iter().chain(left_out).chain(remarks).collect()
}

#[test]
fn every_shape_of_a_file_gives_the_same_numbers_and_says_what_it_was() {
    let plain = taken(PLAIN, &usual()).set;
    let units = |bytes: fn(u16) -> [u8; 2]| PLAIN.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(PLAIN.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let with = |delimiter: &str, decimal: &str| PLAIN.replace(',', delimiter).replace('.', decimal).into_bytes();
    let windows = |text: &str| text.replace('\n', "\r\n").into_bytes();
    let row_names = PLAIN.replace("\n1.5", "\nr1,1.5").replace("\n3.25", "\nr2,3.25").replace("\n5", "\nr3,5");
    for (bytes, said) in [
        (with(";", ","), "Read as: columns separated by `;`, decimal comma"),
        (with("\t", ","), "Read as: columns separated by tabs, decimal comma"),
        (with("|", "."), "Read as: columns separated by `|`"),
        (windows(&format!("sep=;\n{}", PLAIN.replace(',', ";"))), "Read as: columns separated by `;`"),
        ([b"\xff\xfe".as_slice(), &units(u16::to_le_bytes)].concat(), "Read as: UTF-16"),
        ([b"\xfe\xff".as_slice(), &units(u16::to_be_bytes)].concat(), "Read as: UTF-16"),
        (units(u16::to_le_bytes), "Read as: UTF-16"),
        (packed.clone(), "Read as: unpacked"),
        (row_names.clone().into_bytes(), "column 1: a first column without a name is an index"),
        (format!(",{}", row_names).into_bytes(), "column 1: a first column without a name is an index"),
        (format!("Unnamed: 0,{}", row_names).into_bytes(), "Unnamed: 0: a first column without a name is an index"),
        (
            PLAIN
                .replace("a,b,y", "a,b,y,")
                .replace("2,0", "2,0,")
                .replace("4,1", "4,1,")
                .replace("2.5", "2.5,")
                .into_bytes(),
            "column 4: no value in any row",
        ),
    ] {
        let own = taken(&bytes, &usual());
        assert_eq!((&own.set.features, &own.set.target), (&plain.features, &plain.target), "{said}");
        assert_eq!(own.set.feature_names, ["a", "b"], "{said}");
        assert_eq!(account(&own), [said]);
    }
    assert_eq!(account(&taken(PLAIN, &usual())), [""; 0]);
    let cut = refused(&packed[..packed.len() / 2], &usual());
    assert!(cut.starts_with("the file cannot be read: "), "{cut}");
}

#[test]
fn what_is_said_of_a_file_goes_before_what_is_seen() {
    let latin = b"gr\xf6\xdfe;y\n1.234,5;0\n2.000;1\n";
    let reading = Reading {
        encoding: Some(Encoding::Latin1),
        decimal: Some(','),
        thousands: Some('.'),
        delimiter: Some(';'),
        ..usual()
    };
    let own = taken(latin, &reading);
    assert_eq!(
        (own.set.feature_names[0].as_str(), own.set.features[[0, 0]], own.set.features[[1, 0]]),
        ("größe", 1234.5, 2000.0)
    );
    assert!(refused(latin, &usual()).contains("--encoding says what it is"));
    let blanks = taken("a   b  y\n1  2   0\n 3  4  1\n", &Reading { delimiter: Some(' '), ..usual() });
    assert_eq!(blanks.set.features, array![[1.0, 2.0], [3.0, 4.0]]);
    for (reading, said) in [
        (Reading { delimiter: Some('x'), ..usual() }, "--delimiter: `x` can't separate cells"),
        (
            Reading { decimal: Some(','), thousands: Some(','), ..usual() },
            "--decimal and --thousands can't be the same sign",
        ),
    ] {
        assert!(refused(PLAIN, &reading).starts_with(said));
    }
}

#[test]
fn columns_are_dropped_and_chosen_by_names_and_numbers() {
    let text = "id,a,\"b, c\",d,y\n7,1,2,x,0\n8,3,4,z,1\n";
    let names = |reading: &Reading| taken(text, reading).set.feature_names;
    let list = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&Reading { drop: list(&["id,d"]), ..usual() }), ["a", "b, c"]);
    assert_eq!(names(&Reading { drop: list(&["1", "b, c"]), ..usual() }), ["a"]);
    assert_eq!(names(&Reading { only: list(&["2,3"]), ..usual() }), ["a", "b, c"]);
    assert_eq!(taken(text, &Reading { drop: list(&["id"]), ..Reading::of("5") }).set.target_name, "y");
    for (reading, said) in [
        (Reading { drop: list(&["aa"]), ..usual() }, "--drop: no column is called `aa`; did you mean `a`?"),
        (
            Reading { only: list(&["6"]), ..usual() },
            "--only: no column is called `6`; there are `id`, `a`, `b, c`, `d`, `y`",
        ),
        (Reading { drop: list(&["y"]), ..usual() }, "--drop: `y` is the target, which can't be left out"),
        (
            Reading { only: list(&["d"]), ..usual() },
            "no column is left as a feature: `id` (not among --only), `a` (not among --only), `b, c` (not among --only) and 1 other",
        ),
    ] {
        assert_eq!(refused(text, &reading), said);
    }
}

#[test]
fn words_become_columns_without_the_one_that_follows_from_the_others() {
    let text = "city,a,y\nRome,1,0\nOslo,2,1\nRome,4,0\nBern,7,1\n";
    let own = taken(text, &Reading { categorical: vec!["city".into()], ..usual() });
    assert_eq!(own.set.feature_names, ["city=Oslo", "city=Bern", "a"]);
    assert_eq!(own.set.features, array![[0.0, 0.0, 1.0], [1.0, 0.0, 2.0], [0.0, 0.0, 4.0], [0.0, 1.0, 7.0]]);
    assert_eq!(account(&own), ["city: 2 columns of 0 and 1; 0 in all of them is Rome"]);
    let left_out = taken(text, &usual());
    assert_eq!(
        (left_out.set.feature_names, left_out.read.left_out[0].why.as_str()),
        (vec!["a".to_owned()], "text, 3 words")
    );
    assert_eq!(left_out.read.left_out[0].remedy, "--categorical city");
    let refuse = Reading { text: OnText::Refuse, ..usual() };
    assert_eq!(refused(text, &refuse), "column `city`: text, 3 words; --categorical city or --drop city");
    // Numbers can be categories too.
    let zip = taken("zip,y\n1,0\n2,1\n1,0\n", &Reading { categorical: vec!["zip".into()], ..usual() });
    assert_eq!(zip.set.feature_names, ["zip=2"]);
}

#[test]
fn dates_become_days_and_the_order_of_day_and_month_must_be_known() {
    let with = |dates: [&str; 3]| format!("day,a,y\n{},1,0\n{},2,1\n{},4,0\n", dates[0], dates[1], dates[2]);
    let dates = Reading { dates: vec!["day".into()], ..usual() };
    // Counted from 1970-01-01 with Python's datetime.date.
    let days = |text: &str| taken(text, &dates).set.features.column(0).to_vec();
    assert_eq!(days(&with(["2024-03-01", "2024-02-29", "1970-01-01"])), [19_783.0, 19_782.0, 0.0]);
    assert_eq!(days(&with(["3/1/2024", "2/29/2024", "1/1/1970"])), [19_783.0, 19_782.0, 0.0]);
    assert_eq!(days(&with(["1/3/2024", "29/2/2024", "1/1/1970"])), [19_783.0, 19_782.0, 0.0]);
    assert_eq!(days(&with(["1970-01-02T12:00Z", "1970-01-02 06:00", "1970-01-01"])), [1.5, 1.25, 0.0]);
    let open = refused(with(["1/3/2024", "2/3/2024", "1/1/1970"]), &dates);
    assert!(open.contains("dates in which day and month can't be told apart"), "{open}");
    let both = refused(with(["1/30/2024", "30/1/2024", "1/1/1970"]), &dates);
    assert!(both.contains("dates with the day first and dates with the month first"), "{both}");
    let left_out = taken(with(["2024-03-01", "2024-02-29", "1970-01-01"]), &usual()).read.left_out;
    assert_eq!((left_out[0].why.as_str(), left_out[0].remedy.as_str()), ("dates (2024-03-01 …)", "--dates day"));
}

#[test]
fn missing_cells_are_refused_left_out_or_filled_from_the_rows_that_are_there() {
    let text = "a,b,city,y\n1,10,Rome,0\nNA,20,Oslo,1\n5,?,Rome,1\n6,60,,2\n";
    let with = |missing, categorical: &[&str]| {
        let categorical = categorical.iter().map(|&name| name.to_owned()).collect();
        taken(text, &Reading { missing, categorical, ..usual() })
    };
    // Of a: 1, 5, 6, mean 4, median 5; of b: 10, 20, 60, mean 30, median 20.
    assert_eq!(with(Missing::Mean, &[]).set.features, array![[1.0, 10.0], [4.0, 20.0], [5.0, 30.0], [6.0, 60.0]]);
    assert_eq!(with(Missing::Median, &[]).set.features, array![[1.0, 10.0], [5.0, 20.0], [5.0, 20.0], [6.0, 60.0]]);
    assert_eq!(with(Missing::Median, &["city"]).set.feature_names, ["a", "b", "city=Oslo", "city=missing"]);
    // The city is left out, so that its missing cell costs no row.
    let dropped = with(Missing::DropRows, &[]);
    assert_eq!((dropped.set.features, dropped.read.dropped_rows), (array![[1.0, 10.0], [6.0, 60.0]], 2));
    assert_eq!(
        read(text, &Reading { missing: Missing::DropRows, categorical: vec!["city".into()], ..usual() })
            .unwrap_err()
            .rows,
        0
    );
    let said = refused(text, &usual());
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines,
        [
            "2 things to settle (4 rows read)",
            "  a     `NA` stands for a missing value (line 3)  --missing median or --missing drop-rows",
            "  b     `?` stands for a missing value (line 4)   --missing median or --missing drop-rows",
            "  city  text, 2 words: left out, or               --categorical city",
        ]
    );
}

#[test]
fn all_faults_come_in_one_message_the_first_ten_of_them_shown() {
    let header: Vec<String> = (1..=14).map(|number| format!("x{number}")).collect();
    let row = |cell: &str| format!("{},1\n{},2\n", vec![cell; 14].join(","), vec!["1"; 14].join(","));
    let with = |cell: &str| format!("{},y\n{}", header.join(","), row(cell));
    assert_eq!(taken(with("3"), &usual()).set.feature_count(), 14);
    let said = refused(with("inf"), &usual());
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!((lines[0], lines.len(), lines[11]), ("14 things to settle (2 rows read)", 12, "  and 4 faults more"));
    assert!(lines[1..11].iter().all(|line| line.contains("`inf` is not a finite number (line 2)")), "{said}");
    let ragged = refused("a,y\n1,2\n3\n4,5,6\n7,8\n", &usual());
    assert_eq!(
        ragged.lines().collect::<Vec<_>>(),
        [
            "2 things to settle (2 rows read)",
            "  line 3  1 cell where the header names 2 columns",
            "  line 4  3 cells where the header names 2 columns"
        ]
    );
}

#[test]
fn formats_that_are_no_text_are_named_with_the_way_out() {
    for (bytes, words) in [
        (b"PK\x03\x04....................".as_slice(), ["an .xlsx workbook", "save the sheet as CSV UTF-8"]),
        (b"PAR1....................", ["a Parquet file", "pandas.read_parquet(FILE).to_csv('FILE.csv', index=False)"]),
        (b"\x28\xb5\x2f\xfd................", ["packed by zstd", "zstdcat FILE | wellposed"]),
    ] {
        let said = refused(bytes, &usual());
        assert!(words.iter().all(|word| said.contains(word)) && said.lines().count() == 1, "{said}");
    }
    assert!(!refused("PARIS,y\n1,2\n", &usual()).contains("Parquet"));
}

#[test]
fn digits_that_no_double_has_are_said() {
    let own = taken("id,y\n9007199254740993,1\n9007199254740995,2\n4,3\n", &usual());
    assert_eq!(account(&own), ["id: already rounded: 9007199254740993 has more digits than a number of 53 bits"]);
    assert_eq!(account(&taken("id,y\n9007199254740992,1\n4,3\n", &usual())), [""; 0]);
}

#[test]
fn no_column_of_words_is_offered_for_text_of_several_lines() {
    let text = |end: &str| format!("a,remark,y\n1,\"said{end}x\",0\n2,\"left{end}y\",1\n4,\"said{end}x\",0\n");
    let remedy = |end: &str| taken(text(end), &usual()).read.left_out[0].remedy.clone();
    assert_eq!((remedy(" ").as_str(), remedy("\n").as_str()), ("--categorical remark", ""));
    let refuse = Reading { text: OnText::Refuse, ..usual() };
    assert_eq!(refused(text("\n"), &refuse), "column `remark`: text; --drop remark");
}
