//! Which parts of a line lie inside the axes? The pieces of each segment in the unit square, joined where they meet.

use crate::bits;

type Place = (f64, f64);

/// The pieces of a line that lie in the unit square; a gap ends a piece.
pub(super) fn pieces(places: &[Option<Place>]) -> Vec<Vec<Place>> {
    let mut pieces: Vec<Vec<Place>> = Vec::new();
    for pair in places.windows(2) {
        let (Some(from), Some(to)) = (pair[0], pair[1]) else { continue };
        let Some((from, to)) = inside(from, to) else { continue };
        match pieces.last_mut() {
            Some(piece) if piece.last() == Some(&from) => piece.push(to),
            _ => pieces.push(vec![from, to]),
        }
    }
    pieces
}

/// The part of a segment in the unit square (Liang and Barsky 1984).
fn inside(from: Place, to: Place) -> Option<(Place, Place)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (towards, distance) in [(-dx, from.0), (dx, 1.0 - from.0), (-dy, from.1), (dy, 1.0 - from.1)] {
        if towards == 0.0 && distance < 0.0 {
            return None;
        }
        let share = distance / towards;
        if towards < 0.0 {
            enter = bits::max(enter, share);
        } else if towards > 0.0 {
            leave = bits::min(leave, share);
        }
    }
    // The ends themselves stay as they are, so that pieces meet exactly.
    let at = |share: f64| match share {
        0.0 => from,
        1.0 => to,
        share => (from.0 + share * dx, from.1 + share * dy),
    };
    (enter <= leave).then(|| (at(enter), at(leave)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_inside_stays_whole_and_a_gap_ends_it() {
        let line = [Some((0.0, 0.0)), Some((0.5, 1.0)), Some((1.0, 0.0)), None, Some((0.1, 0.1)), Some((0.2, 0.1))];
        let expected = [vec![(0.0, 0.0), (0.5, 1.0), (1.0, 0.0)], vec![(0.1, 0.1), (0.2, 0.1)]];
        assert_eq!(pieces(&line), expected);
    }

    #[test]
    fn a_line_that_leaves_is_cut_at_the_edge() {
        let line = [Some((0.5, 0.5)), Some((0.5, 1.5)), Some((1.5, 1.5)), Some((0.5, -0.5))];
        assert_eq!(pieces(&line), [vec![(0.5, 0.5), (0.5, 1.0)], vec![(1.0, 0.5), (0.75, 0.0)]]);
        assert!(pieces(&[Some((-1.0, 2.0)), Some((2.0, 3.0))]).is_empty());
    }
}
