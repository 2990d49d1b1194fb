//! How does a text that somebody else wrote, the message of a panic or a name, stay one line that can be read?
//!
//! Everything in it is made [`visible()`], and what is long loses its middle ([`shortened()`], [`name`], [`path`], [`message`]).
//!
//! ```
//! use wellposed_core::text::{name, visible};
//!
//! assert_eq!(visible("two\nlines"), r"two\nlines");
//! assert_eq!(name(&"x".repeat(50)), format!("{}…{}", "x".repeat(20), "x".repeat(19)));
//! ```

mod shortened;
mod visible;

pub use shortened::{LIST, MESSAGE, NAME, PATH, listed, message, name, path, shortened};
pub use visible::visible;
