//! Which smooth functions are drawn? Compositions up to six deep of sin, exp, tanh, ln, powers and products, of every scale.

use rand::RngExt;
use wellposed_core::bits;
use wellposed_core::bits::Real;
use wellposed_core::bits::streams::{Stream, numbered_stream, uniform};
use wellposed_core::difference::{Dual, Scalar, dual};

use super::Precise;

/// A tree of functions.
#[derive(Clone, Debug)]
enum Node {
    Variable,
    Line(f64, f64, Box<Node>),
    Sine(f64, Box<Node>),
    Exponential(f64, Box<Node>),
    Tangent(f64, Box<Node>),
    Logarithm(f64, Box<Node>),
    Power(i32, Box<Node>),
    Product(Box<Node>, Box<Node>),
    Sum(Box<Node>, Box<Node>),
}

impl Node {
    fn draw(stream: &mut Stream, depth: usize) -> Node {
        if depth == 0 {
            return Node::Variable;
        }
        let inner = |stream: &mut Stream| Box::new(Node::draw(stream, depth - 1));
        let factor = bits::exp(uniform(stream, -1.5, 1.0));
        match stream.random_range(0..8_u32) {
            0 => Node::Line(uniform(stream, -2.0, 2.0), uniform(stream, -2.0, 2.0), inner(stream)),
            1 => Node::Sine(factor, inner(stream)),
            2 => Node::Exponential(uniform(stream, -1.0, 1.0), inner(stream)),
            3 => Node::Tangent(factor, inner(stream)),
            4 => Node::Logarithm(uniform(stream, 0.1, 2.0), inner(stream)),
            5 => Node::Power(stream.random_range(2..5), inner(stream)),
            6 => Node::Product(inner(stream), inner(stream)),
            _ => Node::Sum(inner(stream), inner(stream)),
        }
    }

    fn at<S: Scalar>(&self, x: S) -> S {
        let number = S::constant;
        match self {
            Node::Variable => x,
            Node::Line(a, b, node) => number(*a) + number(*b) * node.at(x),
            Node::Sine(a, node) => (number(*a) * node.at(x)).sin(),
            Node::Exponential(a, node) => (number(*a) * node.at(x)).exp(),
            Node::Tangent(a, node) => (number(*a) * node.at(x)).tanh(),
            Node::Logarithm(a, node) => {
                let inside = node.at(x);
                (number(*a) + inside * inside).ln()
            }
            Node::Power(n, node) => node.at(x).powi(*n),
            Node::Product(a, b) => a.at(x) * b.at(x),
            Node::Sum(a, b) => a.at(x) + b.at(x),
        }
    }
}

/// Another sample by WELLPOSED_SEED.
fn seed() -> u64 {
    std::env::var("WELLPOSED_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7)
}

/// size·g(x/scale) at a point.
#[derive(Clone, Debug)]
pub(crate) struct Composition {
    node: Node,
    pub(crate) scale: f64,
    pub(crate) size: f64,
    pub(crate) at: f64,
}

impl Composition {
    /// The function with this number; none if it is no larger than its own rounding or larger than `largest`.
    pub(crate) fn draw(number: usize, largest: f64) -> Option<Self> {
        let mut stream = numbered_stream(seed(), "tests/slopes", &[number as u64]);
        let depth = stream.random_range(1..=6);
        let node = Node::draw(&mut stream, depth);
        let decade = |stream: &mut Stream| bits::powf(10.0, f64::from(stream.random_range(-12..=12_i32)));
        let (scale, size) = (decade(&mut stream), decade(&mut stream));
        let at = f64::from((scale * uniform(&mut stream, -2.0, 2.0)) as f32);
        let found = Composition { node, scale, size, at };
        let (value, slope) = (found.value(at) / size, found.derivative().to_f64() * scale / size);
        (value.abs() < largest && slope.abs() < largest && slope.abs() > 1e-3 * value.abs() && slope != 0.0)
            .then_some(found)
    }

    /// In whatever numbers.
    pub(crate) fn of<S: Scalar>(&self, x: S) -> S {
        S::constant(self.size) * self.node.at(x * S::constant(1.0 / self.scale))
    }

    pub(crate) fn value<T: Real>(&self, x: T) -> T {
        self.of(x)
    }

    pub(crate) fn second_derivative(&self) -> Precise {
        let slope = |x: Dual<Precise>| dual::derivative(|x: Dual<Dual<Precise>>| self.of(x), x);
        dual::derivative(slope, Precise::constant(self.at))
    }

    /// Whether numbers of this precision show it at all: its values are off by at most some thousand roundings of themselves and of x, and it hardly bends within 64 roundings of x.
    pub(crate) fn is_shown_in<T: Real>(&self) -> bool {
        let unit = T::UNIT_ROUNDOFF.to_f64();
        let (exact, slope) = (self.of(Precise::constant(self.at)), self.derivative().to_f64());
        let off = exact.distance(self.value(T::from_f64(self.at)).to_f64());
        let moved = self.at.abs() * unit;
        let bend = self.second_derivative().to_f64().abs();
        off <= 4096.0 * (unit * exact.to_f64().abs() + moved * slope.abs()) && 64.0 * moved * bend <= slope.abs()
    }

    pub(crate) fn derivative(&self) -> Precise {
        dual::derivative(|x: Dual<Precise>| self.of(x), Precise::constant(self.at))
    }
}
