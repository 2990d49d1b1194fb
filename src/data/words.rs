//! Which words stand in a column, how often, and in which rows?
//!
//! As many words are kept as classes may be ([`MOST_WORDS`]), each as long as a label may be; of a column with more of them only that is known.

use std::collections::BTreeMap;

/// The longest label of a class, in bytes, and the most classes: 64 MiB of labels.
pub(super) const LONGEST_LABEL: usize = 1 << 10;
pub(super) const MOST_WORDS: usize = 1 << 16;

/// One word.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) count: usize,
    /// The line in which it stands first.
    pub(super) line: u64,
}

/// The words of a column in the order in which they appear.
#[derive(Debug, Default)]
pub(super) struct Words {
    numbers: BTreeMap<String, u32>,
    pub(super) all: Vec<Word>,
    /// Row and number of the word, if rows are kept.
    pub(super) rows: Vec<(u32, u32)>,
    /// How many cells hold words.
    pub(super) cells: usize,
    /// The line with the first word that is not kept, because there are too many.
    pub(super) too_many: Option<u64>,
    /// The first text that is no label: with a line break, or too long.
    pub(super) no_label: Option<Word>,
}

impl Words {
    /// Adds a word; where rows are not kept, no more than `most` words are.
    pub(super) fn add(&mut self, row: usize, line: u64, text: &str, keep_rows: bool, most: usize) {
        self.cells += 1;
        if text.len() > LONGEST_LABEL || text.contains('\n') {
            let count = self.no_label.as_ref().map_or(0, |word| word.count) + 1;
            let first = self.no_label.take().unwrap_or_else(|| Word { text: text.to_owned(), count, line });
            self.no_label = Some(Word { count, ..first });
            return;
        }
        let number = match self.numbers.get(text) {
            Some(&number) => number,
            None if self.all.len() >= most => {
                self.too_many.get_or_insert(line);
                return;
            }
            None => {
                let number = u32::try_from(self.all.len()).expect("words are bounded");
                self.numbers.insert(text.to_owned(), number);
                self.all.push(Word { text: text.to_owned(), count: 0, line });
                number
            }
        };
        self.all[number as usize].count += 1;
        if keep_rows {
            self.rows.push((u32::try_from(row).expect("rows are bounded"), number));
        }
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &str> + Clone {
        self.all.iter().map(|word| word.text.as_str())
    }
}
