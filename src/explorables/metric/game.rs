//! How far is the game, and how often was each rule right? Kept words: the seed, the round, whether it was checked, and what is counted of the rounds before.
//!
//! ```text
//! 3 2 bet 0 1 1 0 0 1 1 1 0     seed 3, round 2, before the bet; of one round the reader's rule was right in 0, the checker in 1, …; the checker left 0 open
//! ```
//!
//! Words that no game leaves behind count as none.

use crate::chapters::gradient_checking::judges::JUDGES;
use crate::explorables::State;
use crate::gradcheck::Verdict;

/// How many rounds a game has.
pub(super) const ROUNDS: usize = 10;
/// The reader's rule, and those of the judges.
pub(super) const RULES: usize = 1 + JUDGES.len();
/// The place of the checker, the first of the judges.
const CHECKER: usize = 1;
/// The seed of the first game.
const FIRST: u64 = 3;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Game {
    pub(super) seed: u64,
    /// From 1.
    pub(super) round: usize,
    pub(super) is_checked: bool,
    /// How often each rule was right in the rounds that are counted.
    pub(super) right: [usize; RULES],
    /// How often the checker could not tell.
    pub(super) open: usize,
}

impl Game {
    pub(super) fn first() -> Game {
        Game::new(FIRST)
    }

    fn new(seed: u64) -> Game {
        Game { seed, round: 1, is_checked: false, right: [0; RULES], open: 0 }
    }

    /// The game that was kept, if there is one.
    pub(super) fn of(state: &State) -> Option<Game> {
        Game::read(state.words("game"))
    }

    pub(super) fn read(words: &str) -> Option<Game> {
        let fields: Vec<&str> = words.split_whitespace().collect();
        let [seed, round, phase, counts @ ..] = fields.as_slice() else { return None };
        let round = round.parse().ok().filter(|round| (1..=ROUNDS).contains(round))?;
        let is_checked = match *phase {
            "bet" => false,
            "checked" => true,
            _ => return None,
        };
        let counts: Vec<usize> = counts.iter().map(|count| count.parse().ok()).collect::<Option<_>>()?;
        let [right @ .., open] = counts.as_slice() else { return None };
        let right: [usize; RULES] = right.try_into().ok()?;
        let possible = right.iter().all(|&right| right < round) && open.checked_add(right[CHECKER])? < round;
        possible.then_some(Game { seed: seed.parse().ok()?, round, is_checked, right, open: *open })
    }

    pub(super) fn words(&self) -> String {
        let Game { seed, round, open, .. } = self;
        let counts: Vec<String> = self.right.iter().map(usize::to_string).collect();
        format!("{seed} {round} {} {} {open}", if self.is_checked { "checked" } else { "bet" }, counts.join(" "))
    }

    /// The same after the bet.
    pub(super) fn checked(&self) -> Game {
        Game { is_checked: true, ..self.clone() }
    }

    /// The same with what each rule said of a gradient that is wrong or not.
    pub(super) fn and(mut self, verdicts: &[Verdict; RULES], is_wrong: bool) -> Game {
        for (right, &verdict) in self.right.iter_mut().zip(verdicts) {
            *right += usize::from(is_right(verdict, is_wrong));
        }
        self.open += usize::from(verdicts[CHECKER] == Verdict::Undecidable);
        self
    }

    pub(super) fn next_round(self) -> Game {
        Game { round: self.round + 1, is_checked: false, ..self }
    }

    /// Another game, from its start.
    pub(super) fn another(&self) -> Game {
        Game::new(self.seed.wrapping_add(1))
    }
}

/// Whether a verdict is what is so.
pub(super) fn is_right(verdict: Verdict, is_wrong: bool) -> bool {
    match verdict {
        Verdict::Pass => !is_wrong,
        Verdict::Fail => is_wrong,
        Verdict::Undecidable => false,
    }
}
