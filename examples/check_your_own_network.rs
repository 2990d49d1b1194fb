//! How do I check a network that I wrote by hand? Implement [`Objective`] for it, name its blocks, and ask.
//!
//! ```sh
//! cargo run --example check_your_own_network
//! ```
//!
//! The network below has nothing to do with this crate's own: two dense layers on plain slices, tanh, one output, squared error, and inverted dropout that can be
//! switched on. It is checked as it is, with a bug in one bias, with a factor 2, with dropout left on, and in single precision.

use wellposed::bits::Real;
use wellposed::gradcheck::{Abilities, Block, CheckError, GradientCheck, Objective, Scope, Survey};

const INPUTS: usize = 3;
const HIDDEN: usize = 4;
/// w₁ by rows, b₁, w₂, b₂.
const PARAMETERS: usize = HIDDEN * INPUTS + HIDDEN + HIDDEN + 1;

/// What somebody may get wrong.
#[derive(Clone, Copy, PartialEq)]
enum Mistake {
    None,
    /// The bias of the hidden layer gets the gradient of the first example alone.
    OneBias,
    /// The 2 of the square is forgotten.
    Factor,
}

/// My network, with my examples.
#[derive(Clone)]
struct MyNetwork<T> {
    examples: Vec<([T; INPUTS], T)>,
    mistake: Mistake,
    /// Drop hidden units, a new choice at each call.
    dropout: bool,
    calls: u64,
    frozen: bool,
}

impl<T: Real> MyNetwork<T> {
    fn new(mistake: Mistake, dropout: bool) -> Self {
        let example = |i: usize| {
            let x = [0.5, -1.0, 0.25].map(|x| T::from_f64(x + 0.3 * i as f64));
            (x, T::from_f64(if i.is_multiple_of(2) { 1.0 } else { -0.5 }))
        };
        MyNetwork { examples: (0..6).map(example).collect(), mistake, dropout, calls: 0, frozen: false }
    }

    /// 0 or 1/keep, from a small generator of my own.
    fn mask(&self, example: usize, unit: usize) -> T {
        if !self.dropout {
            return T::one();
        }
        let mut state =
            (self.calls * 1_000_003 + example as u64 * 101 + unit as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        state ^= state >> 32;
        if state % 10 < 8 { T::from_f64(1.25) } else { T::zero() }
    }
}

impl<T: Real> Objective<T> for MyNetwork<T> {
    fn dimension(&self) -> usize {
        PARAMETERS
    }

    fn loss_and_gradient(&mut self, theta: &[T], gradient: &mut [T]) -> T {
        let (w1, rest) = theta.split_at(HIDDEN * INPUTS);
        let (b1, rest) = rest.split_at(HIDDEN);
        let (w2, b2) = rest.split_at(HIDDEN);
        gradient.fill(T::zero());
        let (count, two) = (T::from_f64(self.examples.len() as f64), T::from_f64(2.0));
        let mut loss = T::zero();
        for (number, (x, y)) in self.examples.iter().enumerate() {
            let mut output = b2[0];
            let mut hidden = [T::zero(); HIDDEN];
            for unit in 0..HIDDEN {
                let z = (0..INPUTS).fold(b1[unit], |sum, input| sum + w1[unit * INPUTS + input] * x[input]);
                hidden[unit] = z.tanh();
                output += w2[unit] * hidden[unit] * self.mask(number, unit);
            }
            let error = output - *y;
            loss += error * error / count;
            // Backward.
            let delta = if self.mistake == Mistake::Factor { error / count } else { two * error / count };
            gradient[PARAMETERS - 1] += delta;
            for unit in 0..HIDDEN {
                let mask = self.mask(number, unit);
                gradient[HIDDEN * INPUTS + HIDDEN + unit] += delta * hidden[unit] * mask;
                let below = delta * w2[unit] * mask * (T::one() - hidden[unit] * hidden[unit]);
                if self.mistake != Mistake::OneBias || number == 0 {
                    gradient[HIDDEN * INPUTS + unit] += below;
                }
                for input in 0..INPUTS {
                    gradient[unit * INPUTS + input] += below * x[input];
                }
            }
        }
        if !self.frozen {
            self.calls += 1;
        }
        loss
    }

    fn abilities(&mut self) -> Option<&mut dyn Abilities<T>> {
        Some(self)
    }
}

/// Its blocks have names, and it can hold its dropout fixed. (Without either, `abilities` would be `None`.)
impl<T: Real> Abilities<T> for MyNetwork<T> {
    fn base(&mut self) -> Option<&mut dyn Abilities<T>> {
        None
    }

    fn blocks(&mut self) -> Vec<Block> {
        Block::dense_layers(&[INPUTS, HIDDEN, 1])
    }

    fn freeze(&mut self, seed: u64) -> bool {
        (self.calls, self.frozen) = (seed, true);
        true
    }
}

/// Some parameters that are not small.
fn parameters<T: Real>() -> Vec<T> {
    (0..PARAMETERS).map(|i| T::from_f64(((i * 37 + 11) % 23) as f64 / 11.0 - 1.0)).collect()
}

fn main() -> Result<(), CheckError> {
    let theta = parameters::<f64>();

    println!("As it is.\n");
    let report = GradientCheck::of(&MyNetwork::<f64>::new(Mistake::None, false)).run(&theta)?;
    println!("{report}");
    assert!(report.passed(), "{report}");

    println!("With the gradient of one bias wrong.\n");
    let report = GradientCheck::of(&MyNetwork::<f64>::new(Mistake::OneBias, false)).run(&theta)?;
    println!("{report}");
    assert!(report.failing().map(|block| block.name.as_str()).eq(["b[1]"]));

    println!("With a factor forgotten.\n");
    let report = GradientCheck::of(&MyNetwork::<f64>::new(Mistake::Factor, false)).run(&theta)?;
    println!("{report}");
    assert_eq!(report.failing().count(), 4);

    println!("With dropout left on, and with its masks held fixed.\n");
    let dropping = MyNetwork::<f64>::new(Mistake::None, true);
    let report = GradientCheck::of(&dropping).run(&theta)?;
    println!("{report}");
    assert!(!report.passed() && !report.repeats);
    assert!(GradientCheck::of(&dropping).freeze(7).run(&theta)?.passed());

    println!("In single precision.\n");
    let report = GradientCheck::of(&MyNetwork::<f32>::new(Mistake::None, false)).run(&parameters::<f32>())?;
    println!("{report}");
    assert!(report.passed());

    println!("A quick look along six directions, and a survey of other parameters.\n");
    let network = MyNetwork::<f64>::new(Mistake::None, false);
    let screen = GradientCheck::of(&network).scope(Scope::Directions { count: 6, seed: 1 }).run(&theta)?;
    println!("{screen}");
    assert!(screen.passed());
    assert!(GradientCheck::of(&network).survey(&theta, Survey::default())?.passed());
    Ok(())
}
