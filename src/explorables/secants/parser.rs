//! What do typed words mean as a function of θ, and where do they stop making sense?
//!
//! ```text
//! sum     = product { ("+" | "-") product }
//! product = signed { ("*" | "/") signed }
//! signed  = "-" signed | power
//! power   = whole [ "^" signed | "²" | "³" ]
//! whole   = number | θ | pi | e | function "(" sum ")" | "(" sum ")"
//! ```
//!
//! Words are short and nothing is nested deeply, so the stack holds. A message is one line with the place (letters are counted from 1) and what would be right.

use super::expression::{Named, Operation, Tree};
use crate::text::{suggestion, visible};
use std::f64::consts::{E, PI};

#[cfg(test)]
mod tests;

/// More letters are not read.
const LONGEST: usize = 200;
/// Parentheses, powers and signs within each other.
const DEEPEST: usize = 24;
/// Names that are no functions, as they are suggested.
const NAMES: [&str; 6] = ["theta", "θ", "x", "t", "pi", "e"];

/// The function that these words mean.
///
/// # Errors
/// A line that says where they stop making sense, and what would be right there.
pub(super) fn parse(words: &str) -> Result<Tree, String> {
    let letters: Vec<char> = words.chars().collect();
    if letters.len() > LONGEST {
        return Err(format!("a function has at most {LONGEST} letters, not {}", letters.len()));
    }
    let mut reader = Reader { letters, next: 0, depth: 0 };
    if reader.peek().is_none() {
        return Err("a function of θ is expected, such as sin(3*θ) + θ^2".to_owned());
    }
    let tree = reader.sum()?;
    match reader.peek() {
        None => Ok(tree),
        Some(')') => Err(format!("the parenthesis {} closes none; one too many", reader.place())),
        Some(_) => {
            let before = reader.before();
            Err(format!("after `{before}` one of + - * / ^ is expected, {}", reader.place()))
        }
    }
}

/// Letters, and how far they are read.
struct Reader {
    letters: Vec<char>,
    next: usize,
    depth: usize,
}

impl Reader {
    /// The next letter that is no blank; it becomes the place.
    fn peek(&mut self) -> Option<char> {
        while self.letters.get(self.next).is_some_and(|letter| letter.is_whitespace()) {
            self.next += 1;
        }
        // As typed on paper and copied from pages.
        self.letters.get(self.next).map(|letter| match letter {
            '−' | '–' => '-',
            '·' | '×' => '*',
            letter => *letter,
        })
    }

    /// Steps over this letter, if it is the next.
    fn takes(&mut self, letter: char) -> bool {
        let is_next = self.peek() == Some(letter);
        self.next += usize::from(is_next);
        is_next
    }

    fn place(&self) -> String {
        if self.next < self.letters.len() { format!("at letter {}", self.next + 1) } else { "at the end".to_owned() }
    }

    /// The last few letters before the place, without blanks around them.
    fn before(&self) -> String {
        let read: String = self.letters[..self.next].iter().collect();
        let letters: Vec<char> = read.trim().chars().collect();
        visible(&letters[letters.len().saturating_sub(8)..].iter().collect::<String>())
    }

    /// What `read` reads, one level deeper.
    fn deeper(&mut self, read: fn(&mut Reader) -> Result<Tree, String>) -> Result<Tree, String> {
        if self.depth == DEEPEST {
            return Err(format!("more than {DEEPEST} levels of parentheses, signs and powers, {}", self.place()));
        }
        self.depth += 1;
        let tree = read(self)?;
        self.depth -= 1;
        Ok(tree)
    }

    fn sum(&mut self) -> Result<Tree, String> {
        let mut tree = self.product()?;
        loop {
            let operation = match self.peek() {
                Some('+') => Operation::Plus,
                Some('-') => Operation::Minus,
                _ => return Ok(tree),
            };
            self.next += 1;
            tree = both(tree, operation, self.product()?);
        }
    }

    fn product(&mut self) -> Result<Tree, String> {
        let mut tree = self.signed()?;
        loop {
            let operation = match self.peek() {
                Some('*') => Operation::Times,
                Some('/') => Operation::Over,
                _ => return Ok(tree),
            };
            self.next += 1;
            tree = both(tree, operation, self.signed()?);
        }
    }

    fn signed(&mut self) -> Result<Tree, String> {
        if self.takes('-') {
            return Ok(Tree::Negative(Box::new(self.deeper(Reader::signed)?)));
        }
        let base = self.whole()?;
        let exponent = match self.peek() {
            Some('^') => {
                self.next += 1;
                self.deeper(Reader::signed)?
            }
            Some(letter @ ('²' | '³')) => {
                self.next += 1;
                Tree::Constant(if letter == '²' { 2.0 } else { 3.0 })
            }
            _ => return Ok(base),
        };
        Ok(both(base, Operation::Power, exponent))
    }

    fn whole(&mut self) -> Result<Tree, String> {
        match self.peek() {
            Some('(') => self.parenthesis(),
            Some(letter) if letter.is_ascii_digit() || letter == '.' => self.number(),
            Some(letter) if is_of_name(letter) => self.name(),
            Some(letter) => {
                let letter = visible(&letter.to_string());
                Err(format!("instead of `{letter}` a number, θ or a function is expected, {}", self.place()))
            }
            None => Err(format!("after `{}` a number, θ or a function is expected, at the end", self.before())),
        }
    }

    /// What stands in parentheses, of which the first is the next letter.
    fn parenthesis(&mut self) -> Result<Tree, String> {
        let opened = self.next + 1;
        self.next += 1;
        let tree = self.deeper(Reader::sum)?;
        if self.takes(')') {
            return Ok(tree);
        }
        Err(format!(
            "the parenthesis at letter {opened} is not closed: `)` or one of + - * / ^ is expected, {}",
            self.place()
        ))
    }

    fn number(&mut self) -> Result<Tree, String> {
        let start = self.next;
        self.digits();
        if self.letters.get(self.next) == Some(&'.') {
            self.next += 1;
            self.digits();
        }
        // `2e` alone is no power of ten.
        let sign = usize::from(matches!(self.letters.get(self.next + 1), Some('+' | '-')));
        let power = self.letters.get(self.next + 1 + sign);
        if self.letters.get(self.next) == Some(&'e') && power.is_some_and(char::is_ascii_digit) {
            self.next += 1 + sign;
            self.digits();
        }
        let words: String = self.letters[start..self.next].iter().collect();
        match words.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Tree::Constant(number)),
            Ok(_) => Err(format!("`{}` is beyond the largest number, 1.8e308, at letter {}", self.before(), start + 1)),
            Err(_) => Err(format!("`{words}` is no number; one like 0.5 is expected, at letter {}", start + 1)),
        }
    }

    fn digits(&mut self) {
        while self.letters.get(self.next).is_some_and(char::is_ascii_digit) {
            self.next += 1;
        }
    }

    fn name(&mut self) -> Result<Tree, String> {
        let start = self.next;
        let is_single = |letter: char| matches!(letter, 'θ' | 'π');
        self.next += 1;
        while !is_single(self.letters[start]) && self.letters.get(self.next).is_some_and(|&letter| is_inner(letter)) {
            self.next += 1;
        }
        let name: String = self.letters[start..self.next].iter().collect();
        match name.as_str() {
            "θ" | "theta" | "t" | "x" => return Ok(Tree::Variable),
            "π" | "pi" => return Ok(Tree::Constant(PI)),
            "e" => return Ok(Tree::Constant(E)),
            _ => {}
        }
        let Some(function) = Named::ALL.into_iter().find(|function| function.name() == name) else {
            let known = NAMES.into_iter().chain(Named::ALL.map(Named::name));
            return Err(format!(
                "`{}` is no name, at letter {}; {}",
                visible(&name),
                start + 1,
                suggestion(&name, known)
            ));
        };
        if self.peek() == Some('(') {
            return Ok(Tree::Of(function, Box::new(self.parenthesis()?)));
        }
        Err(format!("after `{name}` a parenthesis is expected, {}", self.place()))
    }
}

/// Whether a name can begin with this letter.
fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, 'θ' | 'π')
}

/// Whether a name can go on with this letter.
fn is_inner(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
}

fn both(left: Tree, operation: Operation, right: Tree) -> Tree {
    Tree::Both(Box::new(left), operation, Box::new(right))
}
