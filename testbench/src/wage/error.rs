//! The unit `wage_error`.

use super::rescale::Lanes;
use super::scale;
use crate::models::WageErrorModel;
use crate::stream::Pace;
use crate::{Error, Run};
use veribind::{Model, PortId};

/// Drives `wage_error` with any number of lanes.
pub struct ErrorCodes<M> {
    lanes: Lanes<M>,
    exponent: PortId,
    is_null: PortId,
}

impl<M: Model> ErrorCodes<M> {
    /// A model after reset.
    ///
    /// # Errors
    /// [`Error::Port`] when `M` is no `wage_error`.
    pub fn new() -> Result<Self, Error> {
        let lanes = Lanes::<M>::new()?;
        Ok(ErrorCodes {
            exponent: lanes.model.port("exponent")?,
            is_null: lanes.model.port("is_null")?,
            lanes,
        })
    }

    /// Resets the model.
    pub fn reset(&mut self) {
        self.lanes.model.reset();
    }

    /// The codes of `e` at an exponent that is known.
    ///
    /// # Errors
    /// [`Error::Input`] for an exponent outside 0..=31, and what
    /// [`Streams::transfer`](crate::stream::Streams::transfer) finds.
    pub fn run(&mut self, e: &[i32], exponent: Option<i32>, pace: &mut Pace) -> Result<Run<Vec<i8>>, Error> {
        set_exponent(&mut self.lanes.model, self.exponent, self.is_null, exponent)?;
        self.lanes.run(e, pace, |_, _, _| ())
    }
}

/// Sets the ports `exponent` and `is_null`, with anything on `exponent` when there is none.
pub(super) fn set_exponent<M: Model>(
    model: &mut M,
    port: PortId,
    is_null: PortId,
    exponent: Option<i32>,
) -> Result<(), Error> {
    let value = exponent.unwrap_or(21);
    if !(0..=31).contains(&value) {
        return Err(Error::Input(format!("exponent is {value}: expected 0 to 31")));
    }
    model.write(port, value as u64);
    model.write(is_null, exponent.is_none().into());
    Ok(())
}

/// The codes of a tensor, and their exponent unless every error is 0.
pub type Codes = (Vec<i8>, Option<i32>);

/// The codes of `e` and their exponent on 16 lanes, in two passes: first `wage_scale` over the whole tensor, then
/// `wage_error`. `golden::wage::error` in hardware; the cycles are those of both passes.
///
/// # Errors
/// As [`ErrorCodes::run`].
pub fn error(e: &[i32]) -> Result<Run<Codes>, Error> {
    let first = scale(e)?;
    let second = ErrorCodes::<WageErrorModel>::new()?.run(e, first.value, &mut Pace::full())?;
    Ok(Run {
        value: (second.value, first.value),
        cycles: first.cycles + second.cycles,
        saturations: second.saturations,
    })
}
