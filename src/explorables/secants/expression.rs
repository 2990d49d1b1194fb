//! What is a function that somebody typed? A tree of numbers, θ, operations and functions, printed with no more parentheses than it takes.
//!
//! ```text
//! −θ² + sin(3θ)   ─►   Plus(Negative(Power(θ, 2)), Sine(Times(3, θ)))   ─►   -θ^2 + sin(3*θ)
//! ```

use super::super::control::as_typed;
use std::fmt;

/// A function of θ.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    /// θ itself.
    Variable,
    /// A number that is finite and not negative.
    Constant(f64),
    /// The same with the other sign.
    Negative(Box<Tree>),
    /// A function of something.
    Of(Named, Box<Tree>),
    /// Two things and what is done with them.
    Both(Box<Tree>, Operation, Box<Tree>),
}

/// What is done with two things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Plus,
    Minus,
    Times,
    Over,
    Power,
}

/// A function with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Exp,
    Ln,
    Sin,
    Cos,
    Tan,
    Tanh,
    Sqrt,
    Abs,
    Sigmoid,
    Relu,
    Expm1,
    Log1p,
}

impl Named {
    /// All of them.
    pub(super) const ALL: [Named; 12] = [
        Named::Exp,
        Named::Ln,
        Named::Sin,
        Named::Cos,
        Named::Tan,
        Named::Tanh,
        Named::Sqrt,
        Named::Abs,
        Named::Sigmoid,
        Named::Relu,
        Named::Expm1,
        Named::Log1p,
    ];

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Named::Exp => "exp",
            Named::Ln => "ln",
            Named::Sin => "sin",
            Named::Cos => "cos",
            Named::Tan => "tan",
            Named::Tanh => "tanh",
            Named::Sqrt => "sqrt",
            Named::Abs => "abs",
            Named::Sigmoid => "sigmoid",
            Named::Relu => "relu",
            Named::Expm1 => "expm1",
            Named::Log1p => "log1p",
        }
    }
}

/// How tightly something holds together: what is looser than its place allows stands in parentheses.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Bond {
    Sum,
    Product,
    Sign,
    Power,
    Whole,
}

impl Operation {
    /// Its sign, its own bond, and the loosest that may stand to its left and to its right without parentheses.
    fn printed(self) -> (&'static str, Bond, Bond, Bond) {
        match self {
            Operation::Plus => (" + ", Bond::Sum, Bond::Sum, Bond::Product),
            Operation::Minus => (" - ", Bond::Sum, Bond::Sum, Bond::Product),
            Operation::Times => ("*", Bond::Product, Bond::Product, Bond::Sign),
            Operation::Over => ("/", Bond::Product, Bond::Product, Bond::Sign),
            Operation::Power => ("^", Bond::Power, Bond::Whole, Bond::Sign),
        }
    }
}

impl Tree {
    fn bond(&self) -> Bond {
        match self {
            Tree::Variable | Tree::Constant(_) | Tree::Of(..) => Bond::Whole,
            Tree::Negative(_) => Bond::Sign,
            Tree::Both(_, operation, _) => operation.printed().1,
        }
    }

    fn print(&self, loosest: Bond, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.bond() < loosest {
            return write!(formatter, "({self})");
        }
        match self {
            Tree::Variable => write!(formatter, "θ"),
            Tree::Constant(number) => write!(formatter, "{}", as_typed(*number)),
            Tree::Negative(of) => {
                write!(formatter, "-")?;
                of.print(Bond::Sign, formatter)
            }
            Tree::Of(function, of) => write!(formatter, "{}({of})", function.name()),
            Tree::Both(left, operation, right) => {
                let (sign, _, to_left, to_right) = operation.printed();
                left.print(to_left, formatter)?;
                write!(formatter, "{sign}")?;
                right.print(to_right, formatter)
            }
        }
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.print(Bond::Sum, formatter)
    }
}
