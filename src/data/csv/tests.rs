//! Files of more cells than there is room for, and files that are plain up to some line. Room is a parameter here, so that small files are large.

use super::*;
use crate::data::{Missing, OfAllRows};

const ROWS: usize = 20_000;

fn read(text: &str, reading: &Reading, most: usize) -> OwnData {
    parse(text.as_bytes(), "x", "x".into(), reading, most).unwrap()
}

/// Sorted by its first column; the second is a constant but in one row, the third a word; the target is a class.
fn large(rows: usize) -> String {
    let row = |row: usize| {
        let far = if row == 12_345 { 9e6 } else { (row % 7) as f64 };
        format!("{row},{far},{},{}\n", ["red", "green", "blue"][row % 3], row % 2)
    };
    "a,b,color,y\n".to_owned() + &(0..rows).map(row).collect::<String>()
}

fn categorical() -> Reading {
    Reading { categorical: vec!["color".into()], ..Reading::of("y") }
}

#[test]
fn all_rows_are_kept_while_there_is_room_and_a_sample_of_them_where_there_is_not() {
    let text = "a,b,y\n1,2,0\n3,4,1\n5,6,0\n7,8,1\n";
    let [all, some] = [12, 11].map(|most| read(text, &Reading::of("y"), most));
    assert_eq!((all.set.examples(), all.read.rows, all.read.sample, all.all_rows), (4, 4, None, None));
    assert_eq!((some.set.examples(), some.read.rows), (3, 4));
    assert_eq!(
        some.read.sample.unwrap().lines(),
        [
            "3 of 4 rows, drawn at random, for medians and condition numbers;",
            "means, deviations and ranges are those of all rows"
        ]
    );
    // Of 1, 3, 5 and 7: mean 4, squares 9 + 1 + 1 + 9.
    let of_a = some.all_rows.unwrap().features[0];
    assert_eq!((of_a.mean, of_a.deviation, of_a.minimum, of_a.maximum), (4.0, 5.0_f64.sqrt(), (1.0, 0), (7.0, 3)));
}

/// The first rows of a file that is sorted are no sample of it: their largest value would be the 2000th.
#[test]
fn a_sorted_file_is_sampled_from_its_start_to_its_end() {
    let own = read(&large(ROWS), &categorical(), 4 * 2000);
    let rows: Vec<f64> = own.set.features.column(0).to_vec();
    assert_eq!(rows.len(), 2000);
    // The mean of a uniform sample of 2000 has a deviation of 20000/√12/√2000 = 129 around 10,000.
    let mean = |rows: &[f64]| rows.iter().sum::<f64>() / rows.len() as f64;
    let is_even = |rows: &[f64]| (mean(rows) - 10_000.0).abs() < 5.0 * 129.0;
    assert!(is_even(&rows));
    assert!(!is_even(&(0..2000).map(f64::from).collect::<Vec<_>>()));
    let all = own.all_rows.unwrap();
    assert!(
        all.numbers.iter().zip(&rows).all(|(&number, &cell)| number as f64 == cell),
        "each row is known by its number"
    );
    assert!(own.set.target.iter().zip(&rows).all(|(&target, &cell)| target == cell % 2.0), "rows stay together");
}

#[test]
fn what_no_kept_row_has_is_seen_all_the_same() {
    let own = read(&large(ROWS), &categorical(), 4 * 2000);
    let all = own.all_rows.unwrap();
    assert!(!all.numbers.contains(&12_345), "planted: the far value is in a row that is not kept");
    assert_eq!(own.set.features.column(1).iter().copied().fold(0.0, crate::bits::max), 6.0);
    let OfAllRows { maximum, minimum, mean, .. } = all.features[1];
    assert_eq!((maximum, minimum), ((9e6, 12_345), (0.0, 0)));
    // Σ row % 7 over 2857 weeks and a day, with 9e6 in place of 12345 % 7 = 4.
    assert!((mean - (2857.0 * 21.0 + 9e6 - 4.0) / 20_000.0).abs() < 1e-9 * mean);
    // Categories: a third each, one column less; 6667 rows of 20,000.
    let share = |name: &str| {
        let place = own.set.feature_names.iter().position(|feature| feature == name).unwrap();
        (all.features[place].mean * 20_000.0).round()
    };
    assert_eq!((share("color=green"), share("color=blue")), (6667.0, 6666.0));
    assert_eq!(own.read.target.line(), "y: 2 classes, 0 (10,000), 1 (10,000)");
}

#[test]
fn missing_cells_of_all_rows_are_filled_or_the_sample_alone_is_spoken_of() {
    let text = large(ROWS).replace(",3,red", ",,red");
    let fill = Reading { missing: Missing::Mean, ..categorical() };
    let own = read(&text, &fill, 4 * 2000);
    // A 3 and red are the rows 3, 24, 45 … 19,995: 953 of them.
    let missing = text.matches(",,red").count();
    assert_eq!(missing, 953);
    let how = &own.read.changed.iter().find(|changed| changed.column == "b").unwrap().how;
    assert!(how.starts_with("953 missing cells: the mean of these rows, "), "{how}");
    assert_eq!(own.all_rows.unwrap().features[1].rows, 20_000);
    let drop = Reading { missing: Missing::DropRows, ..categorical() };
    let own = read(&text, &drop, 4 * 2000);
    let sample = own.read.sample.unwrap();
    assert!(own.all_rows.unwrap().features.is_empty() && !sample.whole);
    assert_eq!(sample.lines().len(), 1);
    assert_eq!(own.set.examples(), sample.rows);
    // Planted: where no cell is missing no row is left out, and all rows are spoken of.
    assert!(read(&large(ROWS), &drop, 4 * 2000).read.sample.unwrap().whole);
}

#[test]
fn a_target_of_very_many_values_has_more_than_are_counted() {
    let text = "a,y\n".to_owned() + &(0..70_000).map(|row| format!("{},{}\n", row % 5, row)).collect::<String>();
    let line = |most| read(&text, &Reading::of("y"), most).read.target.line();
    assert_eq!(line(140_000), "y: regression, 70,000 different values, 0 to 69999");
    assert_eq!(line(139_998), "y: regression, more than 65,536 different values, 0 to 69999");
}

/// A piece of the file that ends with a blank line is read carefully, and so is all of such a file as this.
#[test]
fn fast_and_careful_reading_give_the_same() {
    let plain = large(ROWS);
    let [one, careful, quoted, other] =
        [plain.clone(), format!("{plain}\n"), plain.replace("green", "\"green\""), plain.replacen("red", "rod", 1)]
            .map(|text| read(&text, &categorical(), usize::MAX));
    for own in [careful, quoted] {
        assert_eq!((&one.set.features, &one.set.target, &one.read), (&own.set.features, &own.set.target, &own.read));
    }
    assert_ne!(one.set.features, other.set.features);
    let faults = "1,2\n1,x,red,0\n,5,red,1\n1,2,3,4,5\n";
    let said = |end: &str| {
        let text = format!("{plain}{faults}{end}");
        parse(text.as_bytes(), "x", "x".into(), &categorical(), usize::MAX).unwrap_err().to_string()
    };
    assert!(said("").contains("line 20002  2 cells where the header names 4 columns"), "{}", said(""));
    assert_eq!(said(""), said("\n"));
}
