//! How far is the hunt? How often a reader has looked, what was named, and whether that is right. Kept words that are damaged count as none.
//!
//! | kept | words | for example |
//! |---|---|---|
//! | `looks` | how many, and the key of the last; none at a scene | `3 0/true/-5/Start/true` |
//! | `phase` | how often something was named, and the last cause and layer; none before | `1 signal 2` |

use super::case::{Case, seed};
use super::cause::{CHOICES, Cause};
use super::draw::Drawn;
use super::setting::{BLOCKS, Setting, WEIGHTS};
use crate::explorables::{Explorable, State};

/// After so many the answer is told.
pub(super) const NAMINGS: usize = 3;
/// No more than these are counted.
const MOST: usize = 9999;

/// What was named last.
pub(super) struct Named {
    /// How often something was named.
    pub(super) times: usize,
    cause: Cause,
    layer: usize,
}

impl Named {
    pub(super) fn of(state: &State) -> Option<Named> {
        let words: Vec<&str> = state.words("phase").split_whitespace().collect();
        let &[times, cause, layer] = words.as_slice() else { return None };
        let times = times.parse().ok().filter(|times| (1..=MOST).contains(times))?;
        Some(Named { times, cause: Cause::find(cause)?, layer: layer.parse().ok()? })
    }

    pub(super) fn is_right(&self, case: &Case) -> bool {
        self.cause == case.cause && (!case.cause.has_layer() || self.layer == case.layer)
    }

    /// Whether the answer is told.
    pub(super) fn is_over(&self, case: &Case) -> bool {
        self.is_right(case) || self.times >= NAMINGS
    }
}

/// Whether the hunt is over.
pub(super) fn is_over(state: &State, case: &Case) -> bool {
    Named::of(state).is_some_and(|named| named.is_over(case))
}

/// How often a reader has looked at this network.
pub(super) fn looks(state: &State) -> usize {
    counted(state).map_or(1, |(count, _)| count)
}

fn counted(state: &State) -> Option<(usize, &str)> {
    let (count, last) = state.words("looks").split_once(' ')?;
    Some((count.parse().ok().filter(|count| (1..=MOST).contains(count))?, last))
}

/// Counts a look, if it is another one than the last.
pub(super) fn count(figure: &Explorable, state: &mut State) {
    if is_over(state, &Case::of(state)) {
        return;
    }
    let key = Setting::of(state).key();
    let is_scene = |scene: usize| {
        let scene = State::of_scene(figure, scene);
        scene.words("case") == state.words("case") && Setting::of(&scene).key() == key
    };
    let count = match counted(state) {
        Some((_, last)) if last == key => return,
        Some((count, _)) => count + 1,
        None if (0..figure.scenes.len()).any(is_scene) => return,
        None => 2,
    };
    state.set("looks", format!("{} {key}", count.min(MOST)));
}

/// Names what the controls say.
pub(super) fn name(state: &mut State) {
    if is_over(state, &Case::of(state)) {
        return;
    }
    let times = Named::of(state).map_or(0, |named| named.times) + 1;
    let words = format!("{times} {} {}", state.words("cause"), state.words("layer"));
    state.set("phase", words);
}

/// Brings the next unknown network, with the controls where they are for it at first.
pub(super) fn next(state: &mut State) {
    let seed = seed(state).wrapping_add(1);
    let frozen = if Drawn::of(seed).frozen { "1" } else { "0" };
    let seed = seed.to_string();
    for (control, value) in [
        ("case", "unknown"),
        ("seed", &seed),
        ("phase", ""),
        ("block", BLOCKS[0].0),
        ("masks", frozen),
        ("epsilon", "1e-5"),
        ("weights", WEIGHTS[0].0),
        ("ridge", "1"),
        ("cause", CHOICES[0].0),
        ("layer", "1"),
    ] {
        state.set(control, value);
    }
    state.set("looks", format!("1 {}", Setting::of(state).key()));
}
