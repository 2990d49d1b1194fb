//! `book`: how do the reports that stand look as a book?

use super::{Answer, Failure, project, show};

/// Builds the book and prints the page to open.
pub(crate) fn book() -> Result<Answer, Failure> {
    let root = project::root()?;
    project::settled_reports(&root)?;
    let page = wellposed::book::build(&root)?;
    show(&format!("open {}\n", page.display())).map(|()| Answer::Done)
}
