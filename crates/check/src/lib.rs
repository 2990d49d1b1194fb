//! Is the gradient of a *program* right, in whatever language it is written? The checker of `wellposed-core`, asked through a pipe.
//!
//! ```sh
//! wellposed-check -- python3 my_network.py
//! ```
//!
//! starts the program, asks it for losses and a gradient by a small protocol, lines of JSON ([`PROTOCOL`]), and reports what the checker finds. The same as a function:
//!
//! ```no_run
//! use wellposed_check::{Settings, check};
//!
//! let report = check(["python3", "my_network.py"], &Settings::default())?;
//! assert!(report.passed(), "{report}");
//! # Ok::<(), wellposed_check::ProgramError>(())
//! ```
//!
//! The checker asks for one loss after the other, and a pipe is slow for single questions. So it runs on many threads, each with some of the parameters, and what they ask at the same
//! time becomes one question of the protocol (`queue.rs`). A derivative does not see how the others were found, so the report is the same, as long as the program's loss at a
//! point does not depend on the points that were asked for beside it.
//!
//! | file | answers |
//! |---|---|
//! | `check.rs` | How is a program checked? |
//! | `settings.rs` | What can be chosen? |
//! | `process.rs` | How is a program started, heard and ended? |
//! | `conversation.rs` | What is the answer to one question? |
//! | `hello.rs`, `name.rs` | What is the program that is checked? |
//! | `vector.rs` | How do numbers cross a pipe to the last bit? |
//! | `queue.rs` | Who asks what at the same time? |
//! | `dispatch.rs` | How do the questions of many threads become one? |
//! | `remote.rs` | How does a program become an objective? |
//! | `command.rs`, `arguments.rs` | What does the command line do? |
//! | `error.rs` | Why was no check made? |

mod arguments;
mod check;
mod command;
mod conversation;
mod dispatch;
mod error;
mod hello;
mod name;
mod process;
mod queue;
mod remote;
mod settings;
mod vector;

pub use check::{check, check_over};
pub use command::{Said, command};
pub use error::ProgramError;
pub use settings::Settings;

/// The protocol, for whoever writes the other side.
pub const PROTOCOL: &str = include_str!("../PROTOCOL.md");

/// The other side for Python: one file without dependencies.
pub const PYTHON: &str = include_str!("../clients/wellposed.py");

/// The other side for C++17: one header without dependencies.
pub const CPP: &str = include_str!("../clients/wellposed.hpp");
