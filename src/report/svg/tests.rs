//! Pictures show what the table says, in the colors of the page, and say what they leave out.

use super::super::{Axis, Cell, Column, Digits, Mark, Panel, Series};
use super::*;

mod cells;
mod inside;

/// A table of points: kind, number, x and y.
fn table(rows: &[(&str, f64, f64)]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(3));
    let columns = vec![Column::text("kind"), Column::count("number", "1"), number("x"), number("y")];
    let mut table = Table::new("Points", 2, columns);
    for (number, &(kind, x, y)) in rows.iter().enumerate() {
        let y = if y == f64::MAX { Cell::Empty } else { y.into() };
        table.push([kind.into(), number.into(), x.into(), y]);
    }
    table
}

/// The picture of the only table.
fn render(figure: &Figure, table: &Table) -> Result<String, FigureError> {
    super::render(figure, std::slice::from_ref(table))
}

fn series(label: &str, kind: &str, mark: Mark, color: usize) -> Series {
    Series { table: "", label: label.into(), x: "x", y: "y", only: vec![("kind", kind.into())], mark, color }
}

fn panel(title: &str, x: Axis, y: Axis, series: Vec<Series>) -> Panel {
    Panel { title: title.into(), x, y, series, equal: false }
}

fn figure(panels: Vec<Panel>) -> Figure {
    Figure { title: "Points & lines".into(), alternative: "They rise.".into(), panels }
}

/// The values of an attribute, in the order of the picture.
fn values(picture: &str, tag: &str, attribute: &str) -> Vec<String> {
    let lines = picture.lines().filter(|line| line.starts_with(&format!("<{tag} ")));
    let value = |line: &str| {
        line.split_once(&format!(" {attribute}=\"")).map(|(_, rest)| rest.split('"').next().unwrap().to_owned())
    };
    lines.filter_map(value).collect()
}

/// A coordinate in tenths of a unit.
fn tenths(written: &str) -> i64 {
    (written.parse::<f64>().unwrap() * 10.0).round() as i64
}

fn places(picture: &str, color: &str) -> Vec<Vec<(i64, i64)>> {
    let lines = picture.lines().filter(|line| line.starts_with("<polyline") && line.contains(color));
    let points = lines.flat_map(|line| values(line, "polyline", "points"));
    let place = |pair: &str| pair.split_once(',').map(|(x, y)| (tenths(x), tenths(y))).unwrap();
    points.map(|points| points.split(' ').map(place).collect()).collect()
}

#[test]
fn points_stand_where_the_table_says() {
    let points = table(&[("a", 0.0, 0.0), ("a", 1.0, 0.5), ("a", 2.0, 1.0)]);
    let panel = panel(
        "",
        Axis::linear("x").over(0.0, 2.0),
        Axis::linear("y").over(0.0, 1.0),
        vec![series("", "a", Mark::Points, 0)],
    );
    let picture = render(&figure(vec![panel]), &points).unwrap();
    let number =
        |attribute| -> Vec<i64> { values(&picture, "circle", attribute).iter().map(|value| tenths(value)).collect() };
    let (x, y) = (number("cx"), number("cy"));
    assert_eq!((x.len(), x[1] - x[0], y[1] - y[0]), (3, x[2] - x[1], y[2] - y[1]));
    assert!(x[0] < x[1] && y[0] > y[1], "y grows upward");
}

#[test]
fn another_number_is_another_picture() {
    let picture = |last| {
        let points = table(&[("a", 1.0, 1.0), ("a", 2.0, last)]);
        let panel = panel("", Axis::linear(""), Axis::linear("").over(0.0, 9.0), vec![series("", "a", Mark::Line, 0)]);
        render(&figure(vec![panel]), &points).unwrap()
    };
    assert_eq!(picture(2.0), picture(2.0));
    assert_ne!(picture(2.0), picture(2.1));
}

#[test]
fn the_page_gives_the_colors_and_reads_the_description() {
    let points = table(&[("a", 1.0, 1.0), ("a", 2.0, 3.0), ("b", 1.0, 3.0), ("b", 2.0, 1.0)]);
    let series = vec![series("a < b", "a", Mark::LinePoints, 1), series("bound", "b", Mark::Dashed, 8)];
    let picture = render(&figure(vec![panel("", Axis::linear("x"), Axis::linear("y"), series)]), &points).unwrap();
    assert!(picture.contains("stroke=\"var(--wellposed-2, #d55e00)\""));
    assert!(picture.contains("stroke=\"var(--wellposed-1, #0072b2)\" stroke-dasharray="));
    assert!(picture.contains("\">a &lt; b</text>"));
    let id = values(&picture, "svg", "aria-labelledby").concat();
    let (title, desc) = id.split_once(' ').unwrap();
    assert!(
        picture.contains(&format!(
            "<title id=\"{title}\">Points &amp; lines</title>\n<desc id=\"{desc}\">They rise.</desc>"
        ))
    );
    assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>\n") && !picture.contains("\n\n"));
}

#[test]
fn what_is_not_shown_is_counted() {
    let rows = [
        ("a", 1.0, 1.0),
        ("a", 2.0, 0.0),
        ("a", 3.0, f64::INFINITY),
        ("a", 4.0, f64::MAX),
        ("a", 5.0, 1e9),
        ("a", 6.0, 2.0),
    ];
    let panel =
        panel("", Axis::linear(""), Axis::logarithmic("").over(0.1, 10.0), vec![series("", "a", Mark::Points, 0)]);
    let picture = render(&figure(vec![panel]), &table(&rows)).unwrap();
    let left_out = "They rise. Left out: 2 values that no axis can show (infinite, or without a logarithm); 1 point beyond the axes.</desc>";
    assert!(picture.contains(left_out), "{picture}");
    assert_eq!(values(&picture, "circle", "cx").len(), 2);
}

#[test]
fn a_line_is_cut_at_the_axes_and_has_a_gap_where_a_value_is_missing() {
    let rows =
        [("a", 0.0, 0.5), ("a", 1.0, 1.5), ("a", 2.0, 0.5), ("a", 3.0, f64::MAX), ("a", 4.0, 0.5), ("a", 5.0, 0.2)];
    let panel = panel("", Axis::linear(""), Axis::linear("").over(0.0, 1.0), vec![series("", "a", Mark::Line, 0)]);
    let picture = render(&figure(vec![panel]), &table(&rows)).unwrap();
    assert_eq!(places(&picture, "wellposed-1").iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 2]);
}

#[test]
fn a_circle_looks_like_one_on_equal_axes() {
    let circle: Vec<(&str, f64, f64)> = (0..=64)
        .map(|corner| f64::from(corner) * std::f64::consts::TAU / 64.0)
        .map(|angle| ("a", 3.0 * libm::cos(angle), 3.0 * libm::sin(angle)))
        .collect();
    let mut round = panel(
        "",
        Axis::linear("").over(-9.0, 9.0),
        Axis::linear("").over(-3.5, 3.5),
        vec![series("", "a", Mark::Line, 0)],
    );
    let extent = |round: &Panel| {
        let line = places(&render(&figure(vec![round.clone()]), &table(&circle)).unwrap(), "wellposed-1").concat();
        let length =
            |of: fn(&(i64, i64)) -> i64| line.iter().map(of).max().unwrap() - line.iter().map(of).min().unwrap();
        (length(|place| place.0), length(|place| place.1))
    };
    let (width, height) = extent(&round);
    assert!((width - height).abs() > 100, "{width} {height}");
    round.equal = true;
    let (width, height) = extent(&round);
    assert!((width - height).abs() <= 2, "{width} {height}");
}

#[test]
fn words_make_an_axis_and_long_ones_turn_the_panel() {
    let words = |words: [&str; 3]| {
        let mut table = Table::new("Words", 1, vec![Column::text("word"), Column::count("count", "1")]);
        for (count, word) in words.into_iter().enumerate() {
            table.push([word.into(), count.into()]);
        }
        let series = Series::of("", ("word", "count"), Mark::Points, 0);
        let panel = panel("", Axis::linear("word"), Axis::linear("count"), vec![series]);
        let picture = render(&figure(vec![panel]), &table).unwrap();
        let number =
            |attribute| -> Vec<i64> { values(&picture, "circle", attribute).iter().map(|x| tenths(x)).collect() };
        (number("cx"), number("cy"), picture)
    };
    let (x, y, short) = words(["raw", "min_max", "whiten_pca"]);
    assert!(short.contains(">min max</text>") && x.is_sorted() && y.is_sorted_by(|one, other| one > other));
    // Counts grow to the right, and words are read downward.
    let (x, y, long) = words(["raw", "min_max", &"an unbreakable label of many words ".repeat(2)]);
    assert!(long.contains(">min max</text>") && x.is_sorted() && y.is_sorted() && !long.contains("rotate("));
    let places = |words: &str| long.lines().position(|line| line.ends_with(&format!(">{words}</text>"))).unwrap();
    assert!(
        places("word") < places("min max") && places("min max") < places("count"),
        "the names of the axes are turned too"
    );
}

#[test]
fn panels_fill_rows_under_one_legend_unless_it_would_be_ambiguous() {
    let points = table(&[("a", 1.0, 1.0), ("a", 2.0, 3.0)]);
    let one =
        |label: &str| panel(label, Axis::linear("x"), Axis::linear("y"), vec![series(label, "a", Mark::Points, 0)]);
    let picture = |labels: &[&str]| render(&figure(labels.iter().map(|label| one(label)).collect()), &points).unwrap();
    assert_eq!(picture(&["f32", "f32"]).matches(">f32</text>").count(), 3);
    assert_eq!(picture(&["r²", "d²"]).matches(">r²</text>").count(), 2);
    let height = |picture: String| tenths(values(&picture, "svg", "viewBox")[0].split(' ').next_back().unwrap());
    assert!(height(picture(&["a"; 4])) > 3 * height(picture(&["a"; 2])) / 2);
    assert!(render(&figure(Vec::new()), &points).is_ok());
}

#[cfg(feature = "book")]
#[test]
fn a_page_takes_the_pieces_out_of_the_file() {
    let points = [table(&[("a", 1.0, 1.0), ("a", 2.0, 3.0)])];
    let one = || panel("", Axis::linear("x"), Axis::linear("y"), vec![series("a", "a", Mark::Points, 0)]);
    let picture = picture(&figure(vec![one(), one()]), &points).unwrap();
    let (file, page) = (picture.file(), picture.flow());
    let classes = |text: &str| values(text, "svg", "class");
    assert_eq!(classes(&file), ["key", "panel of-2", "panel of-2"]);
    assert_eq!((classes(&page), page.matches("<br>").count()), (classes(&file), 1));
    assert!(page.starts_with("<div class=\"drawing\" role=\"img\" aria-label=\"Points &amp; lines They rise.\">\n"));
    assert!(!page.contains("<style>") && !page.contains("<title"));
}

#[test]
fn a_figure_that_does_not_fit_its_table_is_refused() {
    let points = table(&[("a", 1.0, 1.0)]);
    let refused = |change: fn(&mut Panel)| {
        let mut panel = panel("", Axis::linear("x"), Axis::linear("y"), vec![series("", "a", Mark::Points, 0)]);
        change(&mut panel);
        render(&figure(vec![panel]), &points).unwrap_err().to_string()
    };
    assert_eq!(refused(|panel| panel.series[0].y = "z"), "the table has no column `z`");
    assert_eq!(refused(|panel| panel.series[0].only[0].1 = "b".into()), "the table has no row with kind = b");
    assert_eq!(refused(|panel| panel.y.range = Some((1.0, 0.0))), "an axis can't reach from 1 to 0");
    assert_eq!(
        refused(|panel| panel.series.push(Series { x: "kind", ..panel.series[0].clone() })),
        "the axis `x` gets numbers and the word `a`; a column must hold one kind"
    );
}

#[test]
fn a_level_that_is_given_crosses_the_panel_and_is_named() {
    let points = table(&[("a", 1.0, 1e-3), ("a", 2.0, 1e-9)]);
    let drawn = |name: &str, level: f64| {
        let series = vec![series("data", "a", Mark::Points, 0), Series::level(level, 1).labeled(name)];
        let panel = panel("", Axis::linear("x"), Axis::logarithmic("y").over(1e-9, 1e-3), series);
        render(&figure(vec![panel]), &points).unwrap()
    };
    let picture = drawn("threshold", 1e-6);
    assert!(picture.contains(">threshold</text>"));
    // One line in the panel, at half of its height, and one in the legend.
    let lines = places(&picture, "stroke-dasharray");
    let across = lines.iter().max_by_key(|line| line[1].0 - line[0].0).unwrap();
    let axis = places(&picture, "stroke-opacity=\"0.6\"").into_iter().find(|line| line[0].0 == line[1].0).unwrap();
    assert_eq!((lines.len(), 2 * across[0].1, across[0].1), (2, axis[0].1 + axis[1].1, across[1].1));
    assert!(!picture.contains("Left out:"));
    // A short name stands beside the line.
    let named = drawn("10", 1e-6);
    assert!(named.contains(">10</text>") && places(&named, "stroke-dasharray").len() == 1);
    // Planted: a level without a logarithm is counted as left out.
    assert!(drawn("threshold", 0.0).contains("Left out: 2 values that no axis can show"));
}
