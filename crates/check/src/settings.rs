//! What can be chosen about a check of a program? How close, which derivatives, how long to wait, how many copies.

use std::time::Duration;

use wellposed_core::gradcheck::Scope;

/// What can be chosen about a check.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The largest relative error of a block that passes; by default that of the checker for the program's precision.
    pub tolerance: Option<f64>,
    /// Which derivatives are compared.
    pub scope: Scope,
    /// If there are any: the blocks that are checked, by name.
    pub only: Vec<String>,
    /// The seed of random choices that are to be the same in every evaluation.
    pub freeze: Option<u64>,
    /// How long one answer may take.
    pub timeout: Duration,
    /// How many copies of the program answer side by side, at least one.
    pub jobs: usize,
}

impl Default for Settings {
    /// Every derivative, by one program that answers within a minute.
    fn default() -> Self {
        let (scope, only, timeout) = (Scope::All, Vec::new(), Duration::from_secs(60));
        Settings { tolerance: None, scope, only, freeze: None, timeout, jobs: 1 }
    }
}
