//! What is answered about a file of somebody's own? One way from the options to the words, which the command line and the book both go.
//!
//! | file | question |
//! |---|---|
//! | `options` | Which file, and how is it to be read? |
//! | `values` | Which words and signs do the options take? |
//! | `complaint` | What is said of words that are no options? |
//! | `asked` | Which experiments answer for it, and by which command? |
//! | `answer` | What is printed: the first screen and tables, or what has to be settled first? |
//! | `document` | The same for machines |
//! | `page` | The same for a colleague: one page with figures |
//!
//! ```
//! use wellposed::own_data::OwnFile;
//!
//! let own = OwnFile::of_words(["--data", "houses.csv", "--target", "price", "--missing", "median"])?;
//! assert_eq!(own.words()[2], ("missing", "median".to_owned()));
//! # Ok::<(), String>(())
//! ```

mod answer;
mod asked;
mod complaint;
mod document;
mod options;
pub mod page;
pub mod values;

pub use answer::{refusal, text};
pub use asked::{Answer, Asked, askable, command};
pub use complaint::complaint;
pub use document::json;
pub use options::OwnFile;
