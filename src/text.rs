//! How does a text that somebody else wrote enter a page, a terminal or a message, and stay text?
//!
//! Names of columns and files, cells, claims and reports may hold anything: tags, directives, line breaks, the codes that move a
//! terminal's cursor. None of it is ever followed. Each destination has one function, called once, where the text enters:
//!
//! | destination | function |
//! |---|---|
//! | a terminal or a comment line: one line, everything in it visible | [`visible()`] |
//! | an element or an attribute of HTML or SVG | [`html()`] |
//! | the words of a page, which mdBook reads as Markdown first | [`literal`] |
//! | a Markdown file | [`markdown()`] |
//! | an address | [`address()`] |
//! | a command for a shell | [`shell()`] |
//! | a message: a name, a path, the names that there are, the whole line | [`name`], [`path`], [`listed`], [`message`] |
//!
//! A wrong name is answered with the one that was meant, if there is one near enough: [`suggestion`].
//!
//! ```
//! use wellposed::text::{name, suggestion, visible};
//!
//! assert_eq!(visible("two\nlines"), r"two\nlines");
//! assert_eq!(name(&"x".repeat(50)), format!("{}…{}", "x".repeat(20), "x".repeat(19)));
//! assert_eq!(suggestion("prise", ["size", "price"]), "did you mean `price`?");
//! assert_eq!(suggestion("weight", ["size", "price"]), "there are `size`, `price`");
//! ```

mod address;
mod html;
mod markdown;
mod near;
mod shell;

pub use address::address;
pub use html::{html, literal};
pub use markdown::markdown;
pub use near::{near, suggestion};
pub use shell::shell;
pub use wellposed_core::text::{LIST, MESSAGE, NAME, PATH, listed, message, name, path, shortened, visible};
