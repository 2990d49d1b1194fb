//! Which experiments does a command speak of? Those of a chapter, or a single one.

use clap::Args;

/// Which experiments.
#[derive(Debug, Args)]
pub(crate) struct Selection {
    /// A chapter, or one of its experiments (see `list`)
    #[arg(value_name = "CHAPTER[/EXPERIMENT]")]
    pub(crate) name: String,
}
