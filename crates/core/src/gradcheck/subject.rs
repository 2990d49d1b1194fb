//! Whom does a check ask? Copies of the objective, on several threads; or the only one that there is, one call after the other.
//!
//! A derivative does not see how the others were found, and a loss that repeats does not know what it was asked before: both ways lead to the same report.

use std::cell::RefCell;

use super::CheckError;
use super::guard::{self, at_parameters};
use crate::bits::Real;
use crate::objective::Objective;

/// An objective that can be copied, for whichever thread asks.
pub(super) trait Copies<'a, T: Real>: Objective<T> + Sync {
    /// Another of the same.
    fn copy(&self) -> Box<dyn Copies<'a, T> + 'a>;
}

impl<'a, T: Real, O: Objective<T> + Clone + Sync + 'a> Copies<'a, T> for O {
    fn copy(&self) -> Box<dyn Copies<'a, T> + 'a> {
        Box::new(self.clone())
    }
}

/// What a check was given.
pub(super) enum Given<'a, T: Real> {
    /// It is copied, and not changed.
    Shared(&'a (dyn Copies<'a, T> + 'a)),
    /// It is asked itself.
    Only(RefCell<&'a mut (dyn Objective<T> + 'a)>),
}

impl<T: Real> Given<'_, T> {
    /// Does something with an objective that may be asked.
    pub(super) fn asked<R>(
        &self,
        run: impl FnOnce(&mut Subject<'_, T>) -> Result<R, CheckError>,
    ) -> Result<R, CheckError> {
        match self {
            Given::Shared(objective) => run(&mut Subject::Copied(at_parameters("clone", || objective.copy())?)),
            Given::Only(objective) => run(&mut Subject::Only(&mut **objective.borrow_mut())),
        }
    }
}

/// An objective that is being asked.
pub(super) enum Subject<'s, T: Real> {
    Copied(Box<dyn Copies<'s, T> + 's>),
    Only(&'s mut (dyn Objective<T> + 's)),
}

impl<T: Real> Subject<'_, T> {
    /// The objective, for one call after the other.
    pub(super) fn one(&mut self) -> &mut dyn Objective<T> {
        match self {
            Subject::Copied(objective) => &mut **objective,
            Subject::Only(objective) => &mut **objective,
        }
    }

    /// Asks for each of the numbers from 0: as [`guard::in_order`], where there can be copies.
    pub(super) fn in_order<S, R: Send>(
        &mut self,
        count: usize,
        together: usize,
        ask: impl Fn(&mut dyn Objective<T>, &mut Option<S>, usize) -> Result<R, CheckError> + Sync,
    ) -> Result<Vec<R>, CheckError> {
        match self {
            Subject::Copied(objective) => {
                let objective = &**objective;
                guard::in_order(count, together, |own: &mut Option<_>, number| {
                    let (copy, state) = match own {
                        Some(own) => own,
                        None => own.insert((at_parameters("clone", || objective.copy())?, None)),
                    };
                    ask(&mut **copy, state, number)
                })
            }
            Subject::Only(objective) => {
                let mut state = None;
                (0..count).map(|number| ask(&mut **objective, &mut state, number)).collect()
            }
        }
    }
}
