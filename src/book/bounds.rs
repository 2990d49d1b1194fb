//! How much can a book hold before something is wrong? Each bound is more than sixteen times what the largest part has today.
//!
//! A page, an included file or a folder without an end would fill the memory, and a formula or a list without a bottom the stack. Who
//! meets a bound with honest pages raises it here.

/// `book.toml` has 1 KB.
pub(super) const LONGEST_CONFIGURATION: u64 = 64 << 10;

/// The largest module, packed, has 2 MB.
pub(super) const LONGEST_MODULE: u64 = 32 << 20;

/// `SUMMARY.md` has 1 KB.
pub(super) const LONGEST_SUMMARY: u64 = 64 << 10;

/// The longest page has 32 KB.
pub(super) const LONGEST_PAGE: u64 = 1 << 20;

/// The longest source file has 15 KB.
pub(super) const LONGEST_SOURCE: u64 = 1 << 20;

/// A page includes parts of some files of 10 KB.
pub(super) const MOST_INCLUDED: u64 = 8 << 20;

/// The longest page has 0.4 MB with its figures, tables and claims.
pub(super) const LONGEST_EXPANDED: usize = 16 << 20;

/// All pages and all files that are copied into the book have 1.7 MB, most of it a font.
pub(super) const MOST_COPIED: u64 = 64 << 20;

/// The pages ask the reports for some hundred cells, claims and figures: 80 MB are read for them, every file as often as it is asked.
pub(super) const MOST_ASKED: u64 = 2 << 30;

/// mdBook sends a book of 0.5 MB to its preprocessors.
pub(super) const LONGEST_BOOK: u64 = 64 << 20;

/// Lists in lists, quotations in quotations: the pages go 5 deep, and a browser nests at most 512 elements.
pub(super) const DEEPEST_PAGE: usize = 100;

/// Roots in roots, fractions in fractions: the formulas go 3 deep.
pub(super) const DEEPEST_FORMULA: usize = 100;

/// What can open a part of a formula: commands, braces, brackets, scripts. The longest formula has 90.
pub(super) const MOST_MARKS: usize = 4000;
