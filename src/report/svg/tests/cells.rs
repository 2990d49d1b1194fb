//! Grids of cells: every row fills its own cell, a missing one is seen, a double one is refused.

use super::super::super::Scale;
use super::*;

const OUTCOMES: &[(&str, usize)] = &[("converged", 2), ("stalled", 4), ("diverged", 1), ("budget spent", 7)];

/// A grid of depths and activations: share of seeds, outcome and a predicted depth.
fn trained(rows: &[(u64, &str, Option<f64>, Option<&str>)]) -> Table {
    let number = |name| Column::number(name, "1", Digits::Significant(3));
    let columns = vec![
        Column::count("depth", "1"),
        Column::text("activation"),
        number("share"),
        Column::text("outcome"),
        number("predicted"),
    ];
    let mut table = Table::new("Trained", 2, columns);
    for &(depth, activation, share, outcome) in rows {
        table.push([depth.into(), activation.into(), share.into(), outcome.into(), 20.0.into()]);
    }
    table
}

fn four() -> Table {
    trained(&[
        (10, "tanh", Some(1.0), Some("converged")),
        (10, "relu", Some(0.5), Some("diverged")),
        (100, "tanh", Some(0.0), Some("stalled")),
        (100, "relu", Some(0.25), Some("converged")),
    ])
}

fn heat(scale: Scale, range: Option<(f64, f64)>) -> Mark {
    Mark::Heat { value: "share", scale, range }
}

fn grid(mark: Mark) -> Series {
    Series { table: "", label: "share of seeds".into(), x: "depth", y: "activation", only: vec![], mark, color: 0 }
}

fn drawn(table: &Table, series: Vec<Series>) -> Result<String, FigureError> {
    render(&figure(vec![panel("", Axis::logarithmic("depth"), Axis::linear("activation"), series)]), table)
}

/// Left, top, width and height of every rectangle with this color.
fn rectangles(picture: &str, color: &str) -> Vec<[i64; 4]> {
    let lines: String = picture
        .lines()
        .filter(|line| line.contains(&format!("fill=\"{color}")))
        .map(|line| format!("{line}\n"))
        .collect();
    let numbers = |name| values(&lines, "rect", name).into_iter().map(|text| tenths(&text));
    let (places, sizes) = (numbers("x").zip(numbers("y")), numbers("width").zip(numbers("height")));
    places.zip(sizes).map(|((x, y), (width, height))| [x, y, width, height]).collect()
}

/// The rectangles of cells; those of color bars are low.
fn cells(picture: &str, color: &str) -> Vec<[i64; 4]> {
    rectangles(picture, color).into_iter().filter(|[.., height]| *height > 200).collect()
}

#[test]
fn every_number_colors_its_own_cell() {
    let picture = drawn(&four(), vec![grid(heat(Scale::Linear, None))]).unwrap();
    let one = |color: &str| {
        let found = cells(&picture, color);
        assert_eq!(found.len(), 1, "{color}: {found:?}");
        found[0]
    };
    let [low, high] = ["var(--wellposed-low", "var(--wellposed-high"].map(one);
    let middle = one("var(--wellposed-middle");
    let quarter = one("color-mix(in oklab, var(--wellposed-low, #f1e3ae), var(--wellposed-middle, #2c827f) 50%)");
    // Depth 10 on the left; tanh, the first word, on top.
    assert!(high[0] < low[0] && high[1] == low[1], "tanh: 1 at depth 10, 0 at depth 100");
    assert!(middle[0] < quarter[0] && middle[1] == quarter[1] && middle[1] > high[1], "relu below");
    assert_eq!([high, middle, quarter].map(|cell| (cell[2], cell[3])), [(low[2], low[3]); 3]);
    assert!(picture.contains(">share of seeds</text>") && picture.contains(">0.4</text>"), "a labeled color bar");
    assert!(!picture.contains("Left out"));
}

#[test]
fn a_logarithmic_color_bar_takes_equal_steps_for_equal_ratios() {
    let rows = [(1, "a", Some(1e-4), None), (2, "a", Some(1e-2), None), (3, "a", Some(1.0), None)];
    let picture = drawn(&trained(&rows), vec![grid(heat(Scale::Logarithmic, None))]).unwrap();
    assert_eq!(cells(&picture, "var(--wellposed-middle").len(), 1);
    assert!(picture.contains(">10⁻²</text>"));
    let linear = drawn(&trained(&rows), vec![grid(heat(Scale::Linear, None))]).unwrap();
    assert_eq!(cells(&linear, "var(--wellposed-middle").len(), 0);
}

#[test]
fn a_missing_cell_is_seen_and_counted() {
    let lines = |picture: &str| {
        places(picture, "currentColor").iter().filter(|line| line[0].0 != line[1].0 && line[0].1 != line[1].1).count()
    };
    let whole = drawn(&four(), vec![grid(heat(Scale::Linear, None))]).unwrap();
    assert_eq!(lines(&whole), 0);
    let rows = [
        (10, "tanh", Some(1.0), None),
        (10, "relu", None, None),
        (100, "relu", Some(f64::INFINITY), None),
        (1000, "relu", Some(3.0), None),
        (1000, "tanh", Some(0.0), None),
    ];
    let picture = drawn(&trained(&rows), vec![grid(heat(Scale::Linear, Some((0.0, 1.0))))]).unwrap();
    // (10, relu) holds nothing, (100, tanh) has no row: a diagonal each; the infinity has two. Above them stands what both mean.
    assert_eq!(lines(&picture), 4 + 3);
    assert!(picture.contains(">no value</text>") && picture.contains(">not on the scale</text>"));
    assert!(!whole.contains(">no value</text>"));
    let told = "Left out: 1 cell whose number has no color (two diagonals); 2 cells without a value (one diagonal); \
                1 cell beyond an end of the color bar, drawn in its last color.</desc>";
    assert!(picture.contains(told), "{picture}");
    assert_eq!(cells(&picture, "var(--wellposed-high").len(), 2);
}

#[test]
fn numbers_stand_in_their_cells_if_all_of_them_fit() {
    let written = |rows: &[(u64, &str, Option<f64>, Option<&str>)], more: Vec<Series>| {
        let picture = drawn(&trained(rows), [vec![grid(heat(Scale::Linear, None))], more].concat()).unwrap();
        let on = |ink: &str| {
            let lines = picture.lines().filter(|line| line.starts_with("<text ") && line.contains(ink));
            lines.map(|line| line.split(['>', '<']).nth(2).unwrap().to_owned()).collect::<Vec<_>>()
        };
        [on("--wellposed-on-low"), on("--wellposed-on-high")]
    };
    let rows = [(1, "a", Some(0.0), None), (2, "a", Some(1.234e-7), None), (3, "a", Some(2e-7), None)];
    assert_eq!(written(&rows, vec![]), [vec!["0"], vec!["1.2·10⁻⁷", "2·10⁻⁷"]]);
    // Where there are more columns one digit must do, and where there are many none stand there.
    let many = |count| (1..=count).map(|depth| (depth, "a", Some(1.234e-7), None)).collect::<Vec<_>>();
    assert_eq!(written(&many(10), vec![]).concat(), ["10⁻⁷"; 10]);
    assert_eq!(written(&many(40), vec![]).concat(), [""; 0]);
    // A mark takes the place of a number.
    let mark = Series { only: vec![("depth", "2".into())], ..Series::of("", ("depth", "activation"), Mark::Points, 1) };
    assert_eq!(written(&rows, vec![mark]).concat(), ["0", "2·10⁻⁷"]);
}

#[test]
fn words_have_colors_letters_and_a_legend() {
    let words = Mark::Words { value: "outcome", words: OUTCOMES };
    let picture = drawn(&four(), vec![grid(words)]).unwrap();
    let count = |color: &str| cells(&picture, color).len();
    assert_eq!(["var(--wellposed-3", "var(--wellposed-5", "var(--wellposed-2"].map(count), [2, 1, 1]);
    // Two cells and the legend say C; nothing was left unfinished, which only the legend says.
    let letters = |letter: &str| picture.matches(&format!("\">{letter}</text>")).count();
    assert_eq!(["C", "S", "D", "B"].map(letters), [3, 2, 2, 1]);
    assert!(picture.contains(">budget spent</text>"));
}

#[test]
fn a_line_runs_over_the_cells_with_an_edge() {
    let mut rows = trained(&[(10, "1", Some(0.0), None), (30, "1", Some(1.0), None)]);
    rows.push([100_u64.into(), "1".into(), 0.5.into(), Cell::Empty, 20.0.into()]);
    let line = Series {
        table: "",
        label: "6ξ".into(),
        x: "predicted",
        y: "activation",
        only: vec![],
        mark: Mark::LinePoints,
        color: 1,
    };
    let picture = drawn(&rows, vec![grid(heat(Scale::Linear, None)), line]).unwrap();
    let [edge, mark] = ["var(--bg", "var(--wellposed-2"].map(|color| {
        let lines: String =
            picture.lines().filter(|line| line.contains(color)).map(|line| format!("{line}\n")).collect();
        values(&lines, "rect", "x").len() + values(&lines, "polygon", "points").len()
    });
    assert_eq!((edge, mark), (3, 4), "three marks with edges, and one in the legend");
}

#[test]
fn grids_of_one_name_share_a_color_bar() {
    let table = trained(&[(1, "a", Some(0.0), None), (1, "b", Some(4.0), None), (2, "a", Some(2.0), None)]);
    let of = |activation: &str, scale| {
        let only = vec![("activation", activation.to_owned())];
        let series = Series { only, ..grid(heat(scale, None)) };
        panel(activation, Axis::linear("depth"), Axis::linear("activation"), vec![series])
    };
    let picture = render(&figure(vec![of("a", Scale::Linear), of("b", Scale::Linear)]), &table).unwrap();
    assert_eq!(picture.matches(">share of seeds</text>").count(), 1);
    assert_eq!(cells(&picture, "var(--wellposed-middle").len(), 1, "2 is in the middle of 0 … 4");
    let refused = render(&figure(vec![of("a", Scale::Linear), of("b", Scale::Logarithmic)]), &table).unwrap_err();
    assert_eq!(refused, FigureError::TwoScales("share of seeds".into()));
}

#[test]
fn what_no_grid_can_show_is_refused() {
    let mut twice = four();
    twice.push([10_u64.into(), "tanh ".into(), 0.5.into(), "converged".into(), 20.0.into()]);
    assert!(drawn(&twice, vec![grid(heat(Scale::Linear, None))]).is_ok(), "another word, another cell");
    let by_outcome = Series { y: "outcome", ..grid(heat(Scale::Linear, None)) };
    let refused = |table: &Table, series: Vec<Series>| drawn(table, series).unwrap_err().to_string();
    assert_eq!(
        refused(&twice, vec![by_outcome]),
        "two rows fill the cell at 10 and converged; take one of them by `only`"
    );
    let few = Mark::Words { value: "outcome", words: &OUTCOMES[..2] };
    assert_eq!(
        refused(&four(), vec![grid(few)]),
        "the column `outcome` holds `diverged`, which is not in the list of words"
    );
    let heat_of_words = Mark::Heat { value: "outcome", scale: Scale::Linear, range: None };
    assert!(refused(&four(), vec![grid(heat_of_words)]).contains("gets numbers and the word `converged`"));
    let two = vec![grid(heat(Scale::Linear, None)), grid(few)];
    assert_eq!(refused(&four(), two), "the panel `` has two grids of cells; one would hide the other");
    let words = Series { x: "activation", y: "predicted", ..series("", "a", Mark::Line, 0) };
    let words = Series { only: vec![], ..words };
    assert!(refused(&four(), vec![grid(heat(Scale::Linear, None)), words]).contains("the axis `depth` gets numbers"));
}
