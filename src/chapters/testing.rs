//! Which experiment is under test? The one in whose folder the test stands: it is found in the table, as everybody finds it.
//!
//! Tests call these with their `module_path!()`, so that those of a copied experiment test the copy:
//!
//! ```text
//! wellposed::chapters::gradient_checking::bands::kinks::tests  ─►  gradient_checking/bands
//! ```

use super::{Choices, Selected, Settings, find};
use crate::report::Findings;

/// The experiment that a module belongs to.
///
/// # Panics
/// If the table has none of the names of the module's folder and file.
pub(super) fn experiment(module: &str) -> Selected {
    let mut names = module.split("::").skip_while(|name| *name != "chapters").skip(1);
    let path = [names.next(), names.next()].map(Option::unwrap_or_default).join("/");
    find(&path).unwrap_or_else(|error| panic!("{module}: {error}"))[0]
}

/// Its settings with its own number of replicates.
pub(super) fn own_settings(module: &str) -> Settings {
    experiment(module).settings(&Choices::default())
}

/// Its settings with so many replicates.
pub(super) fn few_settings(module: &str, replicates: usize) -> Settings {
    experiment(module).settings(&few(replicates))
}

/// What it finds with its own number of replicates.
pub(super) fn own_findings(module: &str) -> Findings {
    experiment(module).run(&Choices::default())
}

/// What it finds with so many replicates.
pub(super) fn few_findings(module: &str, replicates: usize) -> Findings {
    experiment(module).run(&few(replicates))
}

fn few(replicates: usize) -> Choices {
    Choices { replicates: Some(replicates), ..Choices::default() }
}
