//! Nothing is cut off: what is drawn for values between the axes lies in its piece, words too, as far as their width is known.

use super::super::words::{text_width, title_width};
use super::*;
use crate::bits;
use proptest::prelude::*;

/// The value of an attribute of a line of SVG.
fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    line.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

fn number(line: &str, name: &str) -> f64 {
    attribute(line, name).map_or(0.0, |value| value.parse().unwrap())
}

/// Where a corner of an element comes to stand if the element is turned: by degrees, clockwise, about a place.
fn turned(line: &str, (x, y): (f64, f64)) -> (f64, f64) {
    let Some(turn) = attribute(line, "transform").and_then(|turn| turn.strip_prefix("rotate(")) else {
        return (x, y);
    };
    let turn = turn.trim_end_matches(')').split(", ").map(|value| value.parse::<f64>().unwrap()).collect::<Vec<_>>();
    let &[degrees, about_x, about_y] = &turn[..] else { panic!("{line}") };
    let (sin, cos) = (libm::sin(degrees.to_radians()), libm::cos(degrees.to_radians()));
    let (x, y) = (x - about_x, y - about_y);
    (about_x + cos * x - sin * y, about_y + sin * x + cos * y)
}

/// The box around places: left, top, right, bottom.
fn around(places: &[(f64, f64)]) -> [f64; 4] {
    let (least, most) = (f64::INFINITY, f64::NEG_INFINITY);
    places.iter().fold([least, least, most, most], |[left, top, right, bottom], &(x, y)| {
        [bits::min(left, x), bits::min(top, y), bits::max(right, x), bits::max(bottom, y)]
    })
}

/// From where to where an element reaches: left, top, right, bottom.
fn extent(line: &str) -> [f64; 4] {
    let [x, y] = ["x", "y"].map(|name| number(line, name));
    if line.starts_with("<text ") {
        let words = line.split(['>', '<']).nth(2).unwrap().replace("&lt;", "<").replace("&amp;", "&");
        let (width, size) = match line.contains("bold") {
            true => (title_width(&words), 13.5),
            false => (text_width(&words), 12.0),
        };
        let left = match attribute(line, "text-anchor") {
            Some("middle") => x - width / 2.0,
            Some(_) => x - width,
            None => x,
        };
        let corners = [left, left + width].map(|x| [y - 0.8 * size, y + 0.25 * size].map(|y| (x, y)));
        let turned = corners.concat().into_iter().map(|corner| turned(line, corner)).collect::<Vec<_>>();
        return around(&turned);
    }
    if line.starts_with("<circle ") {
        let [x, y, radius] = ["cx", "cy", "r"].map(|name| number(line, name));
        return [x - radius, y - radius, x + radius, y + radius];
    }
    let Some(points) = attribute(line, "points") else {
        return [x, y, x + number(line, "width"), y + number(line, "height")];
    };
    let places = points.split([' ', ',']).map(|value| value.parse::<f64>().unwrap()).collect::<Vec<_>>();
    around(&places.chunks(2).map(|place| (place[0], place[1])).collect::<Vec<_>>())
}

/// The elements that reach beyond their pieces, by more than rounding, and the pieces that reach beyond the picture or into one another.
fn outside(picture: &str) -> Vec<String> {
    let (mut size, mut found, mut pieces) = ([0.0, 0.0], Vec::new(), Vec::<[f64; 4]>::new());
    let [whole, all @ ..] = &picture.lines().filter(|line| line.starts_with('<')).collect::<Vec<_>>()[..] else {
        panic!()
    };
    for line in all
        .iter()
        .filter(|line| !["<title", "<desc", "<style", "</svg", "<meta"].iter().any(|head| line.starts_with(head)))
    {
        let [left, top, right, bottom] = extent(line);
        if line.starts_with("<svg ") {
            size = [right - left, bottom - top];
            let apart =
                |other: &[f64; 4]| left >= other[2] || other[0] >= right || top >= other[3] || other[1] >= bottom;
            let within =
                left >= 0.0 && top >= 0.0 && right <= number(whole, "width") && bottom <= number(whole, "height");
            if !within || !pieces.iter().all(apart) {
                found.push((*line).to_owned());
            }
            pieces.push([left, top, right, bottom]);
        } else if left < -0.2 || top < -0.2 || right > size[0] + 0.2 || bottom > size[1] + 0.2 {
            found.push((*line).to_owned());
        }
    }
    found
}

#[test]
fn what_reaches_beyond_is_found() {
    let points = table(&[("a", 0.0, 0.0), ("a", 1.0, 0.5)]);
    let series = || vec![series("data", "a", Mark::LinePoints, 0)];
    let picture =
        render(&figure(vec![panel("Title", Axis::linear("x"), Axis::linear("y"), series())]), &points).unwrap();
    assert_eq!(outside(&picture), [""; 0]);
    let longer = picture.replace(">Title<", &format!(">{}<", "Title ".repeat(20)));
    assert_eq!(outside(&longer).len(), 1);
    assert!(
        !outside(&picture.replace("cx=\"", "cx=\"9")).is_empty()
            && !outside(&picture.replace("points=\"", "points=\"-9,0 ")).is_empty()
    );
    let turned = picture.replace(">Title<", " transform=\"rotate(-90, 4, 20)\">Title<");
    assert_eq!(outside(&turned).len(), 1, "words that rise beyond the top");
    assert!(
        !outside(&picture.replace("<svg class=\"panel of-1\" x=\"8\" y=\"", "<svg class=\"panel of-1\" x=\"8\" y=\"-"))
            .is_empty()
    );
}

/// Words, long and short.
fn words() -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-zA-Z0-9]{1,9}", 1..5).prop_map(|words| words.join(" "))
}

/// Axes of all kinds.
fn axis() -> impl Strategy<Value = Axis> {
    (0..3, words()).prop_map(|(kind, label)| match kind {
        0 => Axis::linear(label),
        1 => Axis::logarithmic(label),
        _ => Axis::signed_logarithmic(label, -3),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_is_cut_off(
        rows in proptest::collection::vec((words(), -1e6..1e6_f64, -300..300_i32), 1..8),
        axes in (axis(), axis()),
        (title, label) in (words(), words()),
        panels in 1..6_usize,
        (by_word, level) in (any::<bool>(), 1e-3..1e3_f64),
    ) {
        let rows: Vec<(&str, f64, f64)> = rows.iter().map(|(word, x, power)| (word.as_str(), *x, libm::exp10(f64::from(*power)))).collect();
        let x = if by_word { "kind" } else { "x" };
        let marks = [Mark::LinePoints, Mark::Dashed, Mark::Line, Mark::Points];
        let series = |panel: usize| marks.map(|mark| Series::of("", (x, "y"), mark, panel).labeled(format!("{label} {panel}")));
        let one = |number: usize| {
            let mut series = series(number % 2).to_vec();
            series.push(Series::level(level, 1).labeled("1e-3"));
            panel(&title, axes.0.clone(), axes.1.clone(), series)
        };
        let picture = render(&figure((0..panels).map(one).collect()), &table(&rows)).unwrap();
        prop_assert_eq!(outside(&picture), [""; 0]);
        // Words may be any, and the description says what is infinite.
        let tags: Vec<&str> = picture.lines().filter_map(|line| line.split('>').next()).collect();
        prop_assert!(["NaN", "inf", "\"-0\"", "-0,"].iter().all(|no| tags.iter().all(|tag| !tag.contains(no))));
    }
}
