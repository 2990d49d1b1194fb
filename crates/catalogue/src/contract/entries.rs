//! Which bugs of code are in the catalogue, and what should a checker say of them?

use super::ContractBug;
use wellposed_core::gradcheck::Breach;

/// A bug of code with what is to be found out about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContractEntry {
    /// The bug.
    pub bug: ContractBug,
    /// What it is called.
    pub breach: Breach,
    /// Whether it is a failure; one that moves last bits alone is a note.
    pub fails: bool,
}

/// The catalogue of bugs of code, for networks of four layers like [`example`](crate::example).
pub fn contract_catalogue() -> Vec<ContractEntry> {
    [
        (ContractBug::AddsToBuffer, Breach::Adds),
        (ContractBug::MomentumInBuffer, Breach::ReadsBuffer),
        (ContractBug::BiasNotWritten(2), Breach::Unwritten),
        (ContractBug::SumsCalls, Breach::Grows),
        (ContractBug::ActivationsOfLastLoss, Breach::Stale),
        (ContractBug::ActivationsOfLastGradient, Breach::Stale),
        (ContractBug::MasksDrawnAnew, Breach::Varies),
        (ContractBug::SumsInAnotherOrder, Breach::Varies),
        (ContractBug::LossOfRunningMean, Breach::StaleLoss),
    ]
    .map(|(bug, breach)| ContractEntry { bug, breach, fails: bug != ContractBug::SumsInAnotherOrder })
    .to_vec()
}

impl ContractEntry {
    /// Whether the bug needs dropout to be one.
    pub fn needs_dropout(&self) -> bool {
        self.bug == ContractBug::MasksDrawnAnew
    }

    /// Whether the first gradient is right that a new [`ContractMutant`](super::ContractMutant) writes to a buffer of zeros: only what it left or what is asked later spoils it.
    pub fn starts_right(&self) -> bool {
        !matches!(self.bug, ContractBug::BiasNotWritten(_) | ContractBug::MasksDrawnAnew)
    }
}
