//! Which words stand in a column, and how often?
//!
//! As many words are kept as classes may be ([`MOST_WORDS`]), each as long as a label may be; of a column with more of them only that is known.

use std::collections::BTreeMap;

/// The longest label of a class, in bytes, and the most classes: 64 MiB of labels.
pub(super) const LONGEST_LABEL: usize = 1 << 10;
pub(super) const MOST_WORDS: usize = 1 << 16;

/// In place of the number of a word that is none, or is not kept.
pub(super) const NO_WORD: u32 = u32::MAX;

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
    /// How many cells hold words.
    pub(super) cells: usize,
    /// The line with the first word that is not kept, because there are too many.
    pub(super) too_many: Option<u64>,
    /// The first text that is no label: with a line break, or too long.
    pub(super) no_label: Option<Word>,
}

impl Words {
    /// Adds a word, of which no more than `most` are kept; its number.
    pub(super) fn add(&mut self, line: u64, text: &str, most: usize) -> u32 {
        self.cells += 1;
        if text.len() > LONGEST_LABEL || text.contains('\n') {
            self.refuse(Word { text: text.to_owned(), count: 1, line });
            return NO_WORD;
        }
        self.count(text, 1, line, most)
    }

    /// Adds the words of the stretch of the file that follows; the new numbers of its words.
    pub(super) fn append(&mut self, next: Words, most: usize) -> Vec<u32> {
        self.cells += next.cells;
        let numbers = next.all.iter().map(|word| self.count(&word.text, word.count, word.line, most)).collect();
        self.too_many = self.too_many.or(next.too_many);
        if let Some(word) = next.no_label {
            self.refuse(word);
        }
        numbers
    }

    fn refuse(&mut self, word: Word) {
        match &mut self.no_label {
            Some(first) => first.count += word.count,
            None => self.no_label = Some(word),
        }
    }

    /// The number of a word that is there so many times more.
    fn count(&mut self, text: &str, count: usize, line: u64, most: usize) -> u32 {
        let number = match self.numbers.get(text) {
            Some(&number) => number,
            None if self.all.len() >= most => {
                self.too_many.get_or_insert(line);
                return NO_WORD;
            }
            None => {
                let number = u32::try_from(self.all.len()).expect("words are bounded");
                self.numbers.insert(text.to_owned(), number);
                self.all.push(Word { text: text.to_owned(), count: 0, line });
                number
            }
        };
        self.all[number as usize].count += count;
        number
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &str> + Clone {
        self.all.iter().map(|word| word.text.as_str())
    }
}
