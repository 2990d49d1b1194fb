//! What does each door of the crate do with whatever comes in? Random calls of the library and random whole commands, with fixed seeds;
//! a crash that is found becomes a test of its own.
//!
//! Each test draws a number of cases that takes seconds; the environment variable `WELLPOSED_FUZZ_CASES` sets another number:
//!
//! ```text
//! WELLPOSED_FUZZ_CASES=5000 cargo test --test fuzz commands
//! WELLPOSED_FUZZ_CASES=1000000 cargo test --test fuzz library
//! ```

mod commands;
mod json;
mod library;
