//! Lines of words that are nearly options: in a folder with nothing in it, so that no call has much to do.

use super::{call, manners_of};
use proptest::prelude::*;
use proptest::sample::select;

const WORDS: [&str; 60] = [
    "normalize",
    "fit",
    "apply",
    "--method",
    "--method=robust",
    "--drift=d",
    "scaler.json",
    "list",
    "run",
    "verify",
    "update",
    "claims",
    "book",
    "preprocess",
    "supports",
    "html",
    "help",
    "--help",
    "-h",
    "--version",
    "-V",
    "--seed",
    "--replicates",
    "--data",
    "--target",
    "--task",
    "--missing",
    "--drop=1",
    "--delimiter=;",
    "--all",
    "--force",
    "--format",
    "--out",
    "--",
    "-",
    "--seed=",
    "--format=csv",
    "--out=o",
    "--data=none.csv",
    "text",
    "csv",
    "json",
    "xml",
    "two_sided_differences/lecture_example",
    "two_sided_differences/lecture_exampel",
    "two_sided_difference",
    "two_sided_differences/",
    "/",
    "..",
    ".",
    "none.csv",
    "/dev/null",
    "0",
    "1",
    "-1",
    "18446744073709551616",
    "NaN",
    "",
    " ",
    "\n",
];

fn word() -> impl Strategy<Value = String> {
    // No NUL: no operating system passes one on. No chapter's bare name: that would compute for long.
    prop_oneof![8 => select(WORDS.to_vec()).prop_map(str::to_owned), 1 => super::edits::hostile(), 1 => "\\PC{0,20}"]
        .prop_filter("a word of a command line", |word| !word.contains('\0'))
}

#[test]
fn any_words() {
    let folder = tempfile::tempdir().unwrap();
    let lines = (proptest::collection::vec(word(), 0..7), proptest::collection::vec(any::<u8>(), 0..40));
    super::check(120, 1, &lines, |(words, input)| {
        manners_of(&call(folder.path(), &words, &input), words.iter().any(|word| word == "normalize")).map(drop)
    });
}
