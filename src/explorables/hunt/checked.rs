//! What does the library's own check say at the end? At the reader's settings; and where nothing fails, with the masks held fixed and with larger weights.

use super::case::Case;
use super::setting::{Setting, Weights};
use crate::gradcheck::{CheckError, GradientCheck, Report, Verdict};

/// A check, and where it was made.
pub(super) struct Checked {
    pub(super) setting: Setting,
    pub(super) report: Result<Report, CheckError>,
}

impl Checked {
    fn of(case: &Case, setting: Setting) -> Option<Checked> {
        let parameters = case.parameters(&setting)?;
        let subject = case.subject(setting.ridge);
        let check = GradientCheck::of(&subject);
        let check = if setting.frozen && case.has_masks() { check.freeze(0) } else { check };
        Some(Checked { setting, report: check.run(&parameters) })
    }

    fn fails(&self) -> bool {
        self.report.as_ref().is_ok_and(|report| report.verdict == Verdict::Fail)
    }

    /// The settings and what the check prints.
    pub(super) fn lines(&self, case: &Case) -> Vec<String> {
        let weights = match self.setting.weights {
            Weights::Start => "at the start",
            Weights::Trained => "after training",
            Weights::Larger => "with larger weights",
        };
        let masks = match (case.has_masks(), self.setting.frozen) {
            (false, _) => "",
            (true, true) => ", masks held fixed",
            (true, false) => ", masks drawn anew",
        };
        let ridge = if self.setting.ridge { "" } else { ", no regularization in the loss" };
        let mut lines = vec![format!("The check of this project, {weights}{masks}{ridge}:")];
        match &self.report {
            Ok(report) => lines.extend(report.brief().lines().map(str::to_owned)),
            Err(error) => lines.push(error.to_string()),
        }
        lines
    }
}

/// The checks up to the first that fails.
pub(super) fn all(case: &Case, setting: &Setting) -> Vec<Checked> {
    let frozen = Setting { frozen: true, ..*setting };
    let mut settings = vec![*setting];
    if case.has_masks() && !setting.frozen {
        settings.push(frozen);
    }
    if case.bug.is_some() && !(setting.weights == Weights::Larger && setting.ridge) {
        settings.push(Setting { weights: Weights::Larger, ridge: true, ..frozen });
    }
    let mut all: Vec<Checked> = Vec::new();
    for setting in settings {
        if all.iter().any(Checked::fails) {
            break;
        }
        all.extend(Checked::of(case, setting));
    }
    all
}
